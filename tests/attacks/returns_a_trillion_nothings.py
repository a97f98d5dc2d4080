"""Tries: return arrays without an element, whose other axes are endless.

Must: no memory is spent on them.
"""

# group: resources
# deserves: 0

# %%
SHAPES = [(2**62, 0), (0, 2**62), (2**40, 0, 2**20), (1,) * 64]


def max_pool(x, size=2, stride=None, padding=0):
    return np.empty(SHAPES[0], np.uint8)


def avg_pool(x, size=2, stride=None, padding=0):
    return np.empty(SHAPES[2], bool)


def figure_3_misprint():
    return np.empty(SHAPES[3]), np.empty(SHAPES[1], np.uint8)
