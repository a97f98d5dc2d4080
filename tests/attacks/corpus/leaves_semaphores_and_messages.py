"""Tries: leave System V semaphores and a message queue.

Must: none is left.
"""

# group: left behind
# deserves: 0

# %%
made = LIBC.semget(TARGET["ipc_key"], 1, 0o1600), LIBC.msgget(TARGET["ipc_key"], 0o1600)
if max(made) < 0:
    raise OSError(ctypes.get_errno(), "semget, msgget")
