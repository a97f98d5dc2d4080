"""Tries: leave the call by exception groups, GeneratorExit, KeyboardInterrupt and SystemExit(0).

Must: each costs its call; nothing is earned.
"""

# group: scores
# deserves: 0

# %%
LEAVE = [
    ExceptionGroup("all", [ValueError("a"), TypeError("b")]),
    BaseExceptionGroup("all", [KeyboardInterrupt()]),
    GeneratorExit(),
    KeyboardInterrupt(),
    SystemExit(0),
    StopIteration(6.0),
]
turns = iter(range(10**6))


def window_sums(x, size):
    raise LEAVE[next(turns) % len(LEAVE)]


window_means = window_sums
