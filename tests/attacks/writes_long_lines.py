"""Tries: make pages and tables unreadable by endless lines, lists of lines and piles of accents.

Must: only the beginning is shown.
"""

# group: text
# deserves: 0


# %%
def max_pool(x, size=2, stride=None, padding=0):
    raise RuntimeError("x" * 10**6)


def avg_pool(x, size=2, stride=None, padding=0):
    raise RuntimeError("\n" * 10**6)


def figure_3_misprint():
    return "a" + "\u0301" * 10**5


raise RuntimeError("y" * 10**6)  # zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz
