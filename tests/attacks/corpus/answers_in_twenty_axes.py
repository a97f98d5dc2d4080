"""Tries: return an array of twenty axes of length 2, which NumPy prints whole.

Must: it is described in no time.
"""

# group: resources
# deserves: 0

# %%
OUT = np.zeros((2,) * 20, bool)


def window_sums(x, size):
    return OUT
