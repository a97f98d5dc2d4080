"""Tries: return arrays of dates, records, texts, bytes, objects, long doubles, masked ones and matrices.

Must: each is compared by its numbers or refused; nothing is earned, and the grader does not fail.
"""

# group: scores
# deserves: 0
# exercise: shifts

# %%
KINDS = [
    np.zeros(5, "M8[s]"),
    np.zeros(5, "m8[ns]"),
    np.zeros(5, [("a", "f8"), ("b", "O")]),
    np.zeros(5, "U100"),
    np.zeros(5, "S3"),
    np.zeros(5, "V16"),
    np.array([[None, object()], [[], {}]], dtype=object),
    np.zeros(5, np.longdouble),
    np.zeros(5, ">f4"),
    np.ma.masked_all(5),
    np.matrix([[1, 2], [3, 4]]),
    np.rec.array([(1, 2.0)], dtype=[("a", int), ("b", float)]),
    np.array(["a", "b"], dtype=np.dtypes.StringDType()),
]
turns = iter(range(10**6))


def shift(x, by):
    return KINDS[next(turns) % len(KINDS)]


answer = lambda: tuple(KINDS[:3])
