"""Tries: cut a file off without opening it.

Must: the file stays as it is.
"""

# group: left behind
# deserves: 0

# %%
os.truncate(TARGET["neighbour"], 0)
