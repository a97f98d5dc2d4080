"""Tries: hide a neighbour's notebook under another name.

Must: it stays where it is.
"""

# group: left behind
# deserves: 0

# %%
os.rename(TARGET["neighbour"], TARGET["neighbour"] + ".old")
