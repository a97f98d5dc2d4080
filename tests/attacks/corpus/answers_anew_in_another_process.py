"""Tries: find out by time, process, random state, files, memory or steps which run it is, and answer differently.

Must: the first answer of a task without arguments counts.
"""

# group: scores
# deserves: 0
# exercise: shifts

# %%
born, calls = time.monotonic(), []


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
            any(name for name in os.listdir(".") if name == "mark"),
            len(calls) == 0,
            any(type(one).__name__ == "cell" and "StandIns" in repr(one) for one in gc.get_objects()),
            shift.__code__.co_filename.startswith("/"),
        ]
    )


def shift(x, by):
    calls.append(by)
    open("mark", "w").close()
    return None


def agrees(f, g, x):
    calls.append(x)
    shift(x, 1)
    return None


def answer():
    shift(np.zeros(3), 1)
    return (42, 21) if is_late() and "replace" in steps() else (41, 21)
