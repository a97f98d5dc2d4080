"""Tries: leave a POSIX message queue.

Must: none is left.
"""

# group: left behind
# deserves: 0

# %%
if LIBC.mq_open(f"/{TARGET['name']}".encode(), os.O_CREAT | os.O_RDWR, 0o600, None) < 0:
    raise OSError(ctypes.get_errno(), "mq_open")
