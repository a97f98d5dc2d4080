"""Tries: return arrays without values within dicts, tuples, lists and arrays of objects, many of the largest allowed.

Must: they are too large; the grader stays within its time and memory.
"""

# group: the channel
# deserves: 0
# exercise: shifts

# %%
LARGE, ALLOWED = np.empty((2**22, 0), object), np.empty((10**4, 0), object)
within = np.empty(3, object)
within[:] = [LARGE, {"a": LARGE}, (LARGE,)]
many = np.empty((100, 10), object)
many[:] = [[ALLOWED] * 10] * 100
KINDS = [
    (LARGE, LARGE),
    [LARGE] * 1000,
    {"a": LARGE},
    {LARGE.shape: {"b": (LARGE, [LARGE])}},
    within,
    [ALLOWED] * 9,
    (ALLOWED,) * 9,
    {key: ALLOWED for key in range(9)},
    {key: ALLOWED for key in range(1000)},
    [ALLOWED] * 19_000,
    many,
    [np.empty((10**4, 0), float)] * 19_000,
]
turns = iter(range(10**6))


def shift(x, by):
    return KINDS[next(turns) % len(KINDS)]


def agrees(f, g, x):
    return KINDS[next(turns) % len(KINDS)]


def answer():
    return ALLOWED, ALLOWED
