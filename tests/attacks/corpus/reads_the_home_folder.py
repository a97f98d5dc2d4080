"""Tries: read a file in the teacher's home folder.

Must: it cannot be opened.
"""

# group: secrets
# deserves: 0

# %%
told(open(TARGET["secret"]).read())
