"""Tries: have more threads than allowed, in a process whose name is no text.

Must: they are counted all the same.
"""

# group: resources
# deserves: 0
# limits: threads=8

# %%
LIBC.prctl(15, b"\xff) R 1 \xfe", 0, 0, 0)
for _ in range(60):
    threading.Thread(target=time.sleep, args=(1,), daemon=True).start()
time.sleep(0.5)
worked(f"{threading.active_count()} threads")
