"""Tries: give integers with thousands of digits to the grader's functions, which compute with them exactly.

Must: they are no arrays of numbers, or the call's time ends it; nothing is earned.
"""

# group: resources
# deserves: 0
# exercise: shifts
# limits: callbacks=10000

# %%
HUGE = 10**4000
VALUES = [[HUGE] * 400, HUGE, [[HUGE, 1.5]] * 200, 2**130_000, [2**130_000] * 50, [2**64, -1] * 1000]


def agrees(f, g, x):
    while True:
        for value in VALUES:
            try:
                f(value), g(value), f(f(value))
            except (RuntimeError, ValueError):
                pass
