"""Tries: measure what the processor does.

Must: the call is refused.
"""

# group: the kernel
# deserves: 0
# needs: x86_64

# %%
attributes = bytearray(64)
struct.pack_into("IIQ", attributes, 0, 1, 64, 0)
struct.pack_into("Q", attributes, 40, 0x60)  # neither the kernel nor the hypervisor
worked(syscall(298, bytes(attributes), 0, -1, -1, 0))
