"""Tries: give lists of texts to the grader's functions, which as an array all take as much as the longest.

Must: the grader stays within its time and memory; nothing is earned.
"""

# group: resources
# deserves: 0
# exercise: shifts

# %%
LONG, SHORT = "x" * 10_000, "y"
VALUES = [
    [LONG] + [SHORT] * 5_000,
    [[LONG] + [SHORT] * 4_999, [SHORT] * 5_000],
    [LONG] + [0] * 5_000,
    [b"x" * 10_000] + [b"y"] * 5_000,
    [LONG.encode()] + [SHORT] * 5_000,
    (LONG, *range(5_000)),
    {LONG: 0} | {number: SHORT for number in range(900)},
    {LONG, *map(str, range(900))},
    np.array([LONG, *[SHORT] * 5_000], dtype=object),
    [np.array([LONG], dtype=object), *[[SHORT]] * 5_000],
    [["1" * 10_000], *[[1.5]] * 5_000],
    LONG * 150,
    [[[[[LONG]]]]] + [[[[[SHORT]]]]] * 3_000,
]


def agrees(f, g, x):
    for value in VALUES:
        for call in (f, g, lambda value: f(x=value), lambda value: f(value, value)):
            try:
                call(value)
            except (RuntimeError, ValueError):
                pass
    return f(VALUES[0])
