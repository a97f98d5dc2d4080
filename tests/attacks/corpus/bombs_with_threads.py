"""Tries: start more threads than anybody needs (1000, to spare this machine).

Must: some hundred are the most.
"""

# group: resources
# deserves: 0

# %%
LIBC.mallopt(-8, 1)  # M_ARENA_MAX: threads need no room of their own
threading.stack_size(32 << 10)
for _ in range(1000):
    threading.Thread(target=time.sleep, args=[20], daemon=True).start()
worked()
