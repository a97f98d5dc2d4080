"""Tries: notice in a task without arguments that an earlier function was replaced, and only then answer rightly.

Must: a task without arguments has no second run; the first answer counts.
"""

# group: scores
# deserves: 0
# exercise: shifts


# %%
def shift(x, by):
    """Broken on purpose."""
    return None


SAVED = id(shift)


def is_second(f):
    """Whether the function was replaced by one of the grader."""
    return any(
        [
            not isinstance(f, type(lambda: 0)),
            not f.__code__.co_filename.startswith("<cell"),
            bool(f.__closure__),
            f.__globals__ is not globals(),
            id(f) != SAVED,
            not f.__doc__,
            "stand_ins" in repr(f.__code__),
        ]
    )


def answer():
    try:
        shift(np.array([1, 2]), 1)
    except Exception:
        pass
    return (42, 21) if is_second(shift) else (42, 20)
