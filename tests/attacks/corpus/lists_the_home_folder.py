"""Tries: list what is in the teacher's home folder.

Must: the folder cannot be opened.
"""

# group: secrets
# deserves: 0

# %%
worked(os.listdir(TARGET["home"]))
