"""Tries: have the reference, which replaces an earlier broken function, make arrays of a size that it chooses.

Must: the grader stays within its time and memory; nothing is earned.
"""

# group: resources
# deserves: 0
# exercise: sparse_interactions

# %%
SIZES = (10**18, 10**10, 10**9, 10**8, 5 * 10**7, 2 * 10**7, 10**6, 10**5, -1, 2**63, True, 1.5, np.int64(10**8))


def affected_outputs(layer, m, j):
    """Broken on purpose."""


def connection_matrix(layer, m):
    for size in SIZES:
        for place in (0, 5, size - 1):
            try:
                affected_outputs(layer, size, place)
            except (RuntimeError, ValueError):
                pass
    return affected_outputs(layer, 2 * 10**7, 3)


def receptive_field(kernel_sizes, strides=None):
    for size in SIZES:
        try:
            connection_matrix(affected_outputs, size)
        except (RuntimeError, ValueError):
            pass
    return 0
