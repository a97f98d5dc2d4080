"""Tries: handle page faults itself, which makes races in the kernel easy to win.

Must: the call is refused.
"""

# group: the kernel
# deserves: 0
# needs: x86_64

# %%
worked(syscall(323, 1))
