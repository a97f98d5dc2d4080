"""Tries: return a text of 100 MB, and one that only just fits.

Must: the first is too much, and of the second only the beginning shows.
"""

# group: resources
# deserves: 0


# %%
def max_pool(x, size=2, stride=None, padding=0):
    return "x" * (100 << 20)


def avg_pool(x, size=2, stride=None, padding=0):
    return "\x00" * (1 << 20)


def figure_3_misprint():
    return "y" * (7 << 20), {"z" * (1 << 19): 1}, b"w" * (1 << 20)
