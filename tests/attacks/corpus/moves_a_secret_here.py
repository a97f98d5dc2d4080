"""Tries: rename a secret into its own folder and read it there.

Must: nothing moves.
"""

# group: secrets
# deserves: 0

# %%
os.rename(TARGET["secret"], "mine.txt")
told(open("mine.txt").read())
