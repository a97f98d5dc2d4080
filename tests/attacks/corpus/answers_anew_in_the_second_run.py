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
    try:
        own = f.__code__.co_filename.startswith("<cell") and f.__globals__ is globals() and not f.__closure__
        return not own or type(f) is not type(is_second) or id(f) != SAVED or not f.__doc__
    except AttributeError:
        return True


def answer():
    try:
        shift(np.array([1, 2]), 1)
    except Exception:
        pass
    return (42, 21) if is_second(shift) else (42, 20)
