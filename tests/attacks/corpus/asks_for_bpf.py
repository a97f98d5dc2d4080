"""Tries: make a map for programs that run in the kernel.

Must: the call is refused.
"""

# group: the kernel
# deserves: 0
# needs: root x86_64

# %%
worked(syscall(321, 0, ctypes.create_string_buffer(struct.pack("IIII", 2, 4, 4, 1), 72), 72))
