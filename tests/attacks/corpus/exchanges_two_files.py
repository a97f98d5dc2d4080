"""Tries: swap a neighbour's notebook with a file of its own by renameat2.

Must: both stay where they are.
"""

# group: left behind
# deserves: 0
# needs: x86_64

# %%
open("mine.txt", "w").close()
syscall(316, -100, TARGET["neighbour"].encode(), -100, os.path.abspath("mine.txt").encode(), 2)
