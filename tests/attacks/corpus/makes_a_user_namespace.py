"""Tries: become root in a namespace of its own, from where much of the kernel can be reached.

Must: the call is refused.
"""

# group: the kernel
# deserves: 0
# needs: x86_64

# %%
syscall(272, 0x10000000)
worked()
