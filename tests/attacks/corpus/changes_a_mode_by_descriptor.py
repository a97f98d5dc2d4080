"""Tries: change a mode by fchmodat2, the newest of the calls that do.

Must: modes stay as they are.
"""

# group: left behind
# deserves: 0
# needs: x86_64

# %%
syscall(452, -100, TARGET["secret"].encode(), 0o666, 0)
