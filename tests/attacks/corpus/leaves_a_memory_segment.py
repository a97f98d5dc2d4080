"""Tries: leave a System V segment, which no process needs to hold.

Must: none is left.
"""

# group: left behind
# deserves: 0

# %%
if LIBC.shmget(TARGET["ipc_key"], 4096, 0o1600) < 0:
    raise OSError(ctypes.get_errno(), "shmget")
