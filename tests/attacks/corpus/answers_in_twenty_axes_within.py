"""Tries: return an array that contains an array with twenty axes, which NumPy prints completely.

Must: it is described in no time.
"""

# group: resources
# deserves: 0

# %%
OUT = np.empty(1, object)
OUT[0] = np.zeros((2,) * 20, bool)


def window_sums(x, size):
    return OUT
