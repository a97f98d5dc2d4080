"""Tries: attach a System V segment of the same user.

Must: the call is refused.
"""

# group: secrets
# deserves: 0

# %%
LIBC.shmat.restype = ctypes.c_void_p
address = LIBC.shmat(TARGET["segment"], None, 0o10000)
if address in (None, ctypes.c_void_p(-1).value):
    raise OSError(ctypes.get_errno(), "shmat")
told(ctypes.string_at(address, 64))
