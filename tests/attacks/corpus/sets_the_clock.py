"""Tries: set the machine's clock (by nothing, to spare this machine).

Must: the call is refused.
"""

# group: the kernel
# deserves: 0
# needs: root x86_64

# %%
worked(syscall(305, 0, ctypes.create_string_buffer(struct.pack("I", 0x0100), 256)))
