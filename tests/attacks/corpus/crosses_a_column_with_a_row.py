"""Tries: have the grader's function add a column to a row, both in an array of objects.

Must: the grader stays within its memory.
"""

# group: resources
# deserves: 0
# exercise: equivariance


# %%
def equivariance_error(f, g, x):
    both = np.empty(2, object)
    both[0], both[1] = np.ones((30_000, 1), np.int8), np.ones((1, 30_000), np.int8)
    f(both)
    return 0
