"""Tries: learn what is mounted at a folder of the teacher's, and how full it is.

Must: a path outside tells nothing.
"""

# group: secrets
# deserves: 0
# gap: 2: nothing there hides what is mounted where

# %%
worked(os.statvfs(TARGET["home"]))
