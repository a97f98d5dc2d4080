"""Tries: put another process last in the queue for the disk.

Must: its class stays.
"""

# group: other processes
# deserves: 0
# needs: x86_64

# %%
syscall(251, 1, TARGET["victim"], 3 << 13)
