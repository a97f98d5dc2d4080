"""Tries: start processes that start processes (200 in all, to spare this machine).

Must: none can be started, or all end with the grading.
"""

# group: resources
# deserves: 0

# %%
started = []
for _ in range(200):
    pid = os.fork()
    if pid == 0:
        time.sleep(20)
        os._exit(0)
    started.append(pid)
worked(len(started))
