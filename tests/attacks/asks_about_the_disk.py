"""Tries: learn what is mounted at a folder of the teacher's, and how full it is.

Must: a path outside tells nothing.
"""

# group: secrets
# deserves: 0

# %%
worked(os.statvfs(TARGET["home"]))
