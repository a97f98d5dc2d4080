"""Tries: make a file of a terabyte that takes no room.

Must: it cannot be so large.
"""

# group: resources
# deserves: 0

# %%
with open("sparse", "wb") as file:
    file.truncate(10**12)
worked()
