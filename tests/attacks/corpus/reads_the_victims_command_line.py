"""Tries: read the secret in another process's command line.

Must: it cannot be read.
"""

# group: secrets
# deserves: 0

# %%
told(open(f"/proc/{TARGET['victim']}/cmdline").read())
