"""Tries: take control of another process with ptrace.

Must: the call is refused.
"""

# group: other processes
# deserves: 0
# needs: x86_64

# %%
syscall(101, 0x4206, TARGET["victim"], 0, 0)  # PTRACE_SEIZE
worked()
