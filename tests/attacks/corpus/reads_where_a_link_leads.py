"""Tries: read where a symbolic link in the teacher's home folder leads, which needs no opening.

Must: the link cannot be read.
"""

# group: secrets
# deserves: 0
# gap: 2: nothing there hides where a link leads

# %%
told(os.readlink(TARGET["link"]))
