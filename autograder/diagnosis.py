"""The diagnosis: which known mistake gives the very outputs that the student's function gave."""

from collections.abc import Callable, Sequence

import numpy as np

from autograder import misconceptions
from autograder.calls import Call, copied, outcome
from autograder.misconceptions import Misconception
from autograder.sandbox import Failure, Observed, Raised
from autograder.sandbox.encoding import Opaque
from autograder.toolkit.compare import _difference as difference
from autograder.toolkit.compare import _numbers as numbers


def diagnose(task: str, observed: Sequence[Observed], reference: Callable) -> Misconception | None:
    """The simplest known mistake that explains everything that was observed of a task's function.

    Who also forgets to raise ValueError makes two mistakes. So where none explains all, one that explains all legal
    calls is the answer. None where no mistake is known that does, or where nothing is wrong.
    """
    seen = [one for one in observed if one.function == task]
    legal = [one for one in seen if not _illegal(one, reference)]
    for part in (seen, legal) if len(legal) < len(seen) else (seen,):
        right = {id(one) for one in part if _explains(reference, one, reference)}
        if len(right) < len(part):
            part = sorted(part, key=lambda one: id(one) in right)  # what is wrong tells mistakes apart soonest
            fitting = [m for m in misconceptions.of(task) if all(_explains(m.function, one, reference) for one in part)]
            if fitting:  # the first of those that also come closest in calls that should have raised ValueError
                return max(fitting, key=lambda m: sum(_gives_the_same(m.function, one) for one in part))
    return None


def _illegal(seen, reference):
    """Whether the one call is of those for which the contract wants ValueError."""
    return len(seen.calls) == 1 and isinstance(outcome(reference, Call(seen.function, *seen.calls[0])), ValueError)


def _explains(function, seen, reference):
    """Whether `function` gives what the student's function gave."""
    predicted = _replayed(function, seen)
    failed, fails = isinstance(seen.outcome, Failure), isinstance(predicted, Exception)
    if failed and not isinstance(seen.outcome, Raised):
        return False  # a hang, a crash: there was no output
    if _illegal(seen, reference):
        return isinstance(seen.outcome, ValueError) == isinstance(predicted, ValueError)
    if failed or fails:
        return failed and fails and isinstance(seen.outcome, ValueError) == isinstance(predicted, ValueError)
    return all(_alike(mine, theirs) for mine, theirs in zip(predicted, seen.outcome, strict=True))


def _gives_the_same(function, seen):
    """Whether `function` returns what the student's function returned."""
    predicted = _replayed(function, seen)
    return (
        not isinstance(predicted, Exception)
        and not isinstance(seen.outcome, Failure)
        and _alike(predicted, seen.outcome)
    )


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
    return difference(theirs, mine) is None
