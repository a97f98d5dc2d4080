"""Tries: read the extended attributes of a file of the teacher's, which needs no opening.

Must: they cannot be read.
"""

# group: secrets
# deserves: 0

# %%
told(os.getxattr(TARGET["secret"], "user.note"))
