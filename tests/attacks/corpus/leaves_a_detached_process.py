"""Tries: leave a process with a session and parents of its own.

Must: no process is left.
"""

# group: left behind
# deserves: 0

# %%
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        os.closerange(0, 64)
        time.sleep(30)
    os._exit(0)
