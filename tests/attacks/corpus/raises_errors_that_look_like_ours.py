"""Tries: name its exceptions like the grader's own failures and verdicts.

Must: they are reported as the student's; nothing is earned.
"""

# group: the channel
# deserves: 0
# exercise: shifts


# %%
def named(name, base=Exception):
    return type(name, (base,), {"verdict": "passed", "violation": None})


def shift(x, by):
    if by == 1:
        raise named("ExpectationFailed", AssertionError)("passed")
    raise named("NotImplementedError")("shift")


def answer():
    raise named("KeyboardInterrupt", BaseException)("passed")


def agrees(f, g, x):
    raise named("Skipped", BaseException)("passed")
