"""Tries: rename its own folder, so that the clean-up finds nothing.

Must: the folder cannot be moved, or is removed all the same.
"""

# group: left behind
# deserves: 0

# %%
here = os.getcwd()
open("mine.txt", "w").close()
os.rename(here, f"{os.path.dirname(here)}/{TARGET['name']}")
