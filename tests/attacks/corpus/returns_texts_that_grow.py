"""Tries: return a long text among many short ones, which as an array take as much as the longest.

Must: that is too much or wrong; the grader stays within its time and memory.
"""

# group: resources
# deserves: 0

# %%
LONG, SHORT = "x" * 10_000, "y"
VALUES = [
    [LONG] + [SHORT] * 5_000,
    ([LONG, SHORT], *[[SHORT, SHORT]] * 5_000),
    [b"x" * 10_000] + [b"y"] * 5_000,
    [LONG] + [0] * 5_000,
    np.array([LONG] + [SHORT] * 5_000, dtype=object),
    np.array([[LONG] + [SHORT] * 99] + [[SHORT] * 100] * 50, dtype=object),
    {LONG: [LONG] + [SHORT] * 5_000},
    {"a": {"b": [LONG] + [SHORT] * 5_000}},
    [[["x" * 1_000]]] + [[[SHORT]]] * 90,
    ["x" * 300] * 300,
    [{"a": LONG}] + [SHORT] * 5_000,
    LONG * 150,
]
turns = iter(range(10**6))


def window_sums(x, size):
    return VALUES[next(turns) % len(VALUES)]


def window_means(x, size):
    return VALUES[-next(turns) % len(VALUES)]
