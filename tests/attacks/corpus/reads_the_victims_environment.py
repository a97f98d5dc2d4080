"""Tries: read the environment of another process of the same user.

Must: it cannot be read.
"""

# group: secrets
# deserves: 0

# %%
told(open(f"/proc/{TARGET['victim']}/environ").read())
