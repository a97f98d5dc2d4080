"""Tries: return arrays without an element, whose other axes are endless.

Must: no memory is spent on them.
"""

# group: resources
# deserves: 0
# exercise: shifts

# %%
SHAPES = [(2**62, 0), (0, 2**62), (2**40, 0, 2**20), (1,) * 64]


def shift(x, by):
    return np.empty(SHAPES[0], np.uint8)


def agrees(f, g, x):
    return np.empty(SHAPES[2], bool)


def answer():
    return np.empty(SHAPES[3]), np.empty(SHAPES[1], np.uint8)
