"""Tries: return arrays of dates, records, texts, bytes, objects, long doubles, masked ones and matrices.

Must: each is compared by its numbers or refused; nothing is earned, and the grader does not fail.
"""

# group: scores
# deserves: 0

# %%
KINDS = [
    np.zeros((2, 2), "M8[s]"),
    np.zeros((2, 2), "m8[ns]"),
    np.zeros((2, 2), [("a", "f8"), ("b", "O")]),
    np.zeros((2, 2), "U100"),
    np.zeros((2, 2), "S3"),
    np.zeros((2, 2), "V16"),
    np.array([[None, object()], [[], {}]], dtype=object),
    np.zeros((2, 2), np.longdouble),
    np.zeros((2, 2), ">f4"),
    np.ma.masked_all((2, 2)),
    np.matrix([[1, 2], [3, 4]]),
    np.rec.array([(1, 2.0)], dtype=[("a", int), ("b", float)]),
    np.array(["a", "b"], dtype=np.dtypes.StringDType()),
]
turns = iter(range(10**6))


def max_pool(x, size=2, stride=None, padding=0):
    return KINDS[next(turns) % len(KINDS)]


avg_pool = max_pool
figure_3_misprint = lambda: tuple(KINDS[:3])
