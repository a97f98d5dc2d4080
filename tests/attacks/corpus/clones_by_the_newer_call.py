"""Tries: start a process by clone3, whose arguments no filter can look into.

Must: the call is refused.
"""

# group: the kernel
# deserves: 0
# needs: x86_64

# %%
forked(syscall(435, struct.pack("11Q", 0, 0, 0, 0, signal.SIGCHLD, 0, 0, 0, 0, 0, 0), 88))
