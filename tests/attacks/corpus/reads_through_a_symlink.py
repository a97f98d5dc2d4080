"""Tries: make a link in its own folder that points to a secret, and read the link.

Must: the rules follow the link.
"""

# group: secrets
# deserves: 0

# %%
os.symlink(TARGET["secret"], "mine.txt")
told(open("mine.txt").read())
