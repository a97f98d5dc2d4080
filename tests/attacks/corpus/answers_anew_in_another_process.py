"""Tries: find out by the steps, the frames and the number of calls which run it is, and answer differently.

Must: the first answer of a task without arguments counts.
"""

# group: scores
# deserves: 0
# exercise: shifts

# %%
calls = []


def steps():
    frame, found = sys._getframe(), []
    while frame is not None:
        for value in list(frame.f_locals.values()):
            if isinstance(value, dict) and "steps" in value:
                found += [step.get("op") for step in value["steps"]]
            if type(value).__name__ == "StandIns":
                found += ["replace"] * bool(value._functions)
        frame = frame.f_back
    return found


def is_late():
    return any(
        [
            "replace" in steps(),
            SAVED != id(shift),
            len(calls) == 0 and "replace" in steps(),
            "cell" not in repr(getattr(shift, "__code__", "")),
        ]
    )


def shift(x, by):
    calls.append(by)
    return None


SAVED = id(shift)


def agrees(f, g, x):
    calls.append(x)
    shift(x, 1)
    return None


def answer():
    shift(np.zeros(3), 1)
    return (42, 21) if is_late() else (41, 21)
