"""Tries: start a process by the numbers of the x32 interface, on kernels that have it.

Must: the call is refused.
"""

# group: the kernel
# deserves: 0
# needs: x86_64

# %%
forked(syscall(0x40000000 + 57))
