"""Tries: open a secret by the number of its inode, past all paths.

Must: the calls are refused.
"""

# group: secrets
# deserves: 0
# needs: root

# %%
handle = ctypes.create_string_buffer(struct.pack("Ii", 128, 0), 8 + 128)
mount = ctypes.c_int()
syscall(303, -100, TARGET["secret"].encode(), handle, ctypes.byref(mount), 0)
told(os.read(syscall(304, os.open(".", os.O_RDONLY), handle, os.O_RDONLY), 100))
