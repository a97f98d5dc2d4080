"""Tries: remove a neighbour's notebook.

Must: it stays.
"""

# group: left behind
# deserves: 0

# %%
os.unlink(TARGET["neighbour"])
