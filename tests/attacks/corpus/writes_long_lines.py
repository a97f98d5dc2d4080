"""Tries: make pages and tables unreadable by endless lines, lists of lines and piles of accents.

Must: only the beginning is shown.
"""

# group: text
# deserves: 0
# exercise: shifts


# %%
def shift(x, by):
    raise RuntimeError("x" * 10**6)


def agrees(f, g, x):
    raise RuntimeError("\n" * 10**6)


def answer():
    return "a" + "\u0301" * 10**5


raise RuntimeError("y" * 10**6)  # zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz
