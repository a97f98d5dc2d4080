"""Tries: read the machine's password hashes.

Must: they cannot be opened.
"""

# group: secrets
# deserves: 0
# needs: root

# %%
worked(len(open("/etc/shadow").read()))
