"""Tries: make so many files that looking at the folder takes long.

Must: all are gone afterwards.
"""

# group: resources
# deserves: 0

# %%
for number in range(20_000):
    os.close(os.open(f"{number}", os.O_CREAT))
