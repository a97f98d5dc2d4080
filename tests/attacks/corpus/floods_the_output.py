"""Tries: print 100 MB, to every stream there is.

Must: nothing of it is kept or shown.
"""

# group: resources
# deserves: 0

# %%
for _ in range(100):
    os.write(1, b"x" * (1 << 19))
    os.write(2, b"y" * (1 << 19))
