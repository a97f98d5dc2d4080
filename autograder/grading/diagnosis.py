"""The diagnosis: which known mistake gives the very outputs that the student's function gave."""

import functools
from collections.abc import Callable, Sequence

import numpy as np

from autograder.grading import misconceptions
from autograder.grading.calls import Call, copied, differs, outcome
from autograder.grading.misconceptions import Misconception
from autograder.sandbox import Failure, Observed, Raised
from autograder.sandbox.encoding import Opaque
from autograder.toolkit.compare import _numbers as numbers


def diagnose(task: str, observed: Sequence[Observed], reference: Callable) -> Misconception | None:
    """The simplest known mistake that explains everything that was observed of a task's function.

    Who also forgets to raise ValueError makes two mistakes. So where none explains all, one that explains all legal
    calls is the answer. None where no mistake is known that does, or where nothing is wrong.
    """
    seen = [one for one in observed if one.function == task]
    replayed = functools.cache(lambda function, place: _replayed(function, seen[place]))
    legal = [place for place, one in enumerate(seen) if not _illegal(one, replayed(reference, place))]

    def explains(function, place):
        return _explains(replayed(function, place), seen[place], place not in legal)

    for part in ([*range(len(seen))], legal) if len(legal) < len(seen) else (legal,):
        wrong = [place for place in part if not explains(reference, place)]
        if wrong:
            part = wrong + [place for place in part if place not in wrong]  # what is wrong tells mistakes apart soonest
            fitting = [m for m in misconceptions.of(task) if all(explains(m.function, place) for place in part)]
            if (
                len(fitting) > 1
            ):  # the first of those that also come closest in calls that should have raised ValueError
                return max(fitting, key=lambda m: sum(_is(replayed(m.function, place), seen[place]) for place in part))
            if fitting:
                return fitting[0]
    return None


def _illegal(seen, right):
    """Whether the one call, of which this is right, is of those for which the contract wants ValueError."""
    return len(seen.calls) == 1 and isinstance(right, ValueError)


def _explains(predicted, seen, illegal):
    """Whether a function of which this is predicted gives what the student's function gave."""
    failed, fails = isinstance(seen.outcome, Failure), isinstance(predicted, Exception)
    if failed and not isinstance(seen.outcome, Raised):
        return False  # a hang, a crash: there was no output
    if illegal:
        return isinstance(seen.outcome, ValueError) == isinstance(predicted, ValueError)
    if failed or fails:
        return failed and fails and isinstance(seen.outcome, ValueError) == isinstance(predicted, ValueError)
    return all(_alike(mine, theirs) for mine, theirs in zip(predicted, seen.outcome, strict=True))


def _is(predicted, seen):
    """Whether what is predicted is what the student's function returned."""
    failed = isinstance(predicted, Exception) or isinstance(seen.outcome, Failure)
    return not failed and _alike(predicted, seen.outcome)


def _replayed(function, seen):
    """What `function` makes of the same calls: a list like `seen.outcome`, or its first exception."""
    values = []
    for args, kwargs in seen.calls:
        args = copied(args)
        value = outcome(lambda *a, args=args, **k: function(*args, **k), Call(seen.function, (), kwargs))
        if isinstance(value, Exception):
            return value
        values.append(value)
    return list(args) if seen.report == "arguments" else values


def _alike(mine, theirs):
    """Whether two values are the same to us, NaN included."""
    if callable(mine):
        return isinstance(theirs, Opaque) or callable(theirs)  # functions cannot change
    if isinstance(mine, dict):
        same = isinstance(theirs, dict) and mine.keys() == theirs.keys()
        return same and all(_alike(mine[key], theirs[key]) for key in mine)
    one, other = numbers(mine), numbers(theirs)
    if one is None and isinstance(mine, (list, tuple)):
        same = isinstance(theirs, (list, tuple)) and len(mine) == len(theirs)
        return same and all(_alike(m, t) for m, t in zip(mine, theirs, strict=True))
    if one is None or other is None:
        return mine is theirs or (isinstance(mine, str) and isinstance(theirs, str) and mine == theirs)
    if one.size == other.size == 0:
        return True  # a list without values does not say which shape it has
    if np.isnan(one).any():
        return one.shape == other.shape and np.allclose(one, other, rtol=1e-5, atol=1e-5, equal_nan=True)
    return not differs(theirs, mine)
