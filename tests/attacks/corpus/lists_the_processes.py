"""Tries: see what else runs on the machine.

Must: other processes cannot be seen.
"""

# group: secrets
# deserves: 0

# %%
worked(open(f"/proc/{TARGET['victim']}/stat").read())
