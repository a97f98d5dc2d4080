"""Tries: return a text of 100 MB, and one that only just fits.

Must: the first is too much, and of the second only the beginning shows.
"""

# group: resources
# deserves: 0
# exercise: shifts


# %%
def shift(x, by):
    return "x" * (100 << 20)


def agrees(f, g, x):
    return "\x00" * (1 << 20)


def answer():
    return "y" * (7 << 20), {"z" * (1 << 19): 1}, b"w" * (1 << 20)
