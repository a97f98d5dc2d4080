"""Tries: end a process by a descriptor for it.

Must: that process lives.
"""

# group: other processes
# deserves: 0
# needs: x86_64

# %%
syscall(424, syscall(434, TARGET["victim"], 0), signal.SIGKILL, 0, 0)
