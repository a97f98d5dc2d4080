"""Tries: return arrays without values whose other axes are long, which as lists are millions of lists.

Must: they are too large; the grader stays within its time and memory.
"""

# group: the channel
# deserves: 0

# %%
SHAPES = [(2**22, 0), (2**26, 0), (0, 2**22), (2**22, 0, 1), (1, 2**26, 0), (2**13, 0, 2**9), (0,) * 20]
KINDS = [np.empty(shape, kind) for shape in SHAPES for kind in (object, float, "U1")]
turns = iter(range(10**6))


def window_sums(x, size):
    return KINDS[next(turns) % len(KINDS)]


def window_means(x, size):
    return KINDS[-next(turns) % len(KINDS)]
