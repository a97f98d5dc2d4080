"""Tries: start a process by the raw system call.

Must: the call is refused.
"""

# group: the kernel
# deserves: 0
# needs: x86_64

# %%
forked(syscall(56, signal.SIGCHLD, 0, 0, 0, 0))
