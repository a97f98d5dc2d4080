"""Tries: give texts, dicts, sets and huge integers to the reference, which replaces an earlier broken function.

Must: the grader stays within its time and memory; nothing is earned.
"""

# group: resources
# deserves: 0

# %%
LONG = "x" * 10_000
VALUES = [
    [LONG] + ["y"] * 5_000,
    [LONG[:90]] * 1_900,
    [b"x" * 90] * 1_900,
    {LONG: [LONG]},
    {"a": np.zeros(90_000)},
    [{"a": np.zeros(90_000)}] * 1_000,
    [[{"a": LONG[:90]}] * 900],
    {1, 2},
    [10**4000] * 450,
    [[10**4000] * 2] * 200,
    [np.zeros((10**4, 0))] * 9,
    [None] * 1_900,
    [[]] * 1_900,
    [object()] * 1_900,
]


def window_sums(x, size):
    return None


def window_means(x, size):
    for value in VALUES:
        for size in (1, 2, 10**9, 2**100, 1.5, "y", value, None):
            try:
                window_sums(value, size)
            except (RuntimeError, ValueError):
                pass
    return window_sums([1, 2], 1)
