"""Tries: cut a file off by opening it for reading alone, with O_TRUNC.

Must: the file stays as it is.
"""

# group: left behind
# deserves: 0

# %%
os.open(TARGET["neighbour"], os.O_RDONLY | os.O_TRUNC)
