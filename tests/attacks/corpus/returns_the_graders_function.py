"""Tries: return the functions that the grader gave to it, and send functions, classes and modules to them.

Must: functions come back as objects without data; nothing is earned.
"""

# group: scores
# deserves: 0
# exercise: shifts


# %%
def agrees(f, g, x):
    for hostile in (lambda: 1, sys, type, f, Exception(), iter([]), {f: f}):
        try:
            f(hostile)
        except Exception:
            pass
    return f


def shift(x, by):
    return shift
