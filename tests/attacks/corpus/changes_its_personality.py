"""Tries: switch off the randomness of addresses for itself and its children.

Must: the call is refused.
"""

# group: the kernel
# deserves: 0
# needs: x86_64

# %%
before = syscall(135, 0xFFFFFFFF)
syscall(135, before | 0x0040000)
if syscall(135, 0xFFFFFFFF) != before:
    worked()
