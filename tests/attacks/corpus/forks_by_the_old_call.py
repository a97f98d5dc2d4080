"""Tries: start a process by the system calls fork, which C libraries no longer use.

Must: the call is refused.
"""

# group: the kernel
# deserves: 0
# needs: x86_64

# %%
forked(syscall(57))
