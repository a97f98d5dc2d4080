"""Tries: reach the machine's ports.

Must: the call is refused.
"""

# group: the kernel
# deserves: 0
# needs: root x86_64

# %%
worked(syscall(173, 0x80, 1, 1))
