"""Tries: give a secret a second name in its own folder and read that.

Must: no link can be made.
"""

# group: secrets
# deserves: 0

# %%
os.link(TARGET["secret"], "mine.txt")
told(open("mine.txt").read())
