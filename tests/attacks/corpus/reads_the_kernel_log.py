"""Tries: read the kernel's messages with syslog(2), which tell about the machine.

Must: the call is refused.
"""

# group: secrets
# deserves: 0
# needs: root x86_64

# %%
room = ctypes.create_string_buffer(4096)
worked(syscall(103, 3, room, 4096))
