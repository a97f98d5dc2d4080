"""Tries: read a secret with np.fromfile and np.loadtxt, which open files in C.

Must: it cannot be opened.
"""

# group: secrets
# deserves: 0

# %%
told(np.fromfile(TARGET["secret"], dtype=np.uint8).tobytes())
