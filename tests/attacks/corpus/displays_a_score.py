"""Tries: display full marks as the value of each cell, as nbgrader counts partial credit.

Must: what a cell displays is worth nothing.
"""

# group: scores
# deserves: 0

# %%
sys.displayhook(6.0)
sys.displayhook = lambda value: 6.0
display(15.0)


def window_sums(x, size):
    sys.displayhook(6.0)
    return 6.0


window_means = window_sums
5.0
