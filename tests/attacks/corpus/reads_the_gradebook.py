"""Tries: read the gradebook as a file.

Must: it cannot be opened.
"""

# group: secrets
# deserves: 0

# %%
data = open(TARGET["gradebook"], "rb").read()
told(data[data.index(b"canary") :][:200])
