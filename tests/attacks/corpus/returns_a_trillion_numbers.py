"""Tries: return a view that claims 10^12 elements and takes no memory.

Must: that is too much.
"""

# group: resources
# deserves: 0


# %%
def window_sums(x, size):
    return np.lib.stride_tricks.as_strided(np.zeros(1), (10**6, 10**6), (0, 0))


def window_means(x, size):
    return np.broadcast_to(np.float64(32), (10**4, 10**4, 10**4))
