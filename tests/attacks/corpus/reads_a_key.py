"""Tries: read a key out of the kernel's keyring.

Must: the call is refused.
"""

# group: secrets
# deserves: 0
# needs: x86_64

# %%
room = ctypes.create_string_buffer(200)
syscall(250, 11, TARGET["key"], room, 200, 0)
told(room.value)
