"""Tries: write a segment descriptor of its own, with which odd corners of the kernel were broken before.

Must: the call is refused.
"""

# group: the kernel
# deserves: 0
# needs: x86_64

# %%
worked(syscall(154, 1, struct.pack("IIII", 0, 0, 0xFFFFF, 0b1010001), 16))
