"""Tries: leave System V semaphores and a message queue.

Must: none is left.
"""

# group: left behind
# deserves: 0

# %%
made = LIBC.semget(0, 1, 0o1600), LIBC.msgget(0, 0o1600)
if max(made) < 0:
    raise OSError(ctypes.get_errno(), "semget, msgget")
