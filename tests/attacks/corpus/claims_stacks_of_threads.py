"""Tries: use more memory than is allowed, as the stacks of many threads.

Must: the threads cannot be started.
"""

# group: resources
# deserves: 0

# %%
threading.stack_size(200 << 20)
for _ in range(5):
    threading.Thread(target=time.sleep, args=[20], daemon=True).start()
worked(5 * 200)
