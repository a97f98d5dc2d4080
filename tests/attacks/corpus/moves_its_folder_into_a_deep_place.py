"""Tries: move its own folder into the teacher's home folder.

Must: the folder cannot be moved.
"""

# group: left behind
# deserves: 0

# %%
os.rename(os.getcwd(), TARGET["home"] + "/mine")
