"""Find the known mistake that gives the same outputs as a student's function."""

import functools
from collections.abc import Callable, Sequence
from typing import Any

from autograder.grading.calls import Call, call_outcome, copied
from autograder.grading.comparison import alike
from autograder.grading.misconceptions import Misconception
from autograder.sandbox import Failure, Observed, Raised

Function = Callable[..., Any]


def diagnose(
    task: str, observed: Sequence[Observed], reference: Function, known: Sequence[Misconception]
) -> Misconception | None:
    """The simplest `known` mistake that explains everything that was observed of a task's function.

    A student who also forgets to raise ValueError makes two mistakes. So if no mistake explains everything, the answer
    is one that explains all legal calls. Returns None if there is none, or if nothing is wrong.
    """
    seen = [one for one in observed if one.function == task]
    replayed = functools.cache(lambda function, place: _replayed(function, seen[place]))
    legal = [place for place, one in enumerate(seen) if not _is_illegal(one, replayed(reference, place))]

    def explains(function: Function, place: int) -> bool:
        return _explains(replayed(function, place), seen[place], place not in legal)

    for part in ([*range(len(seen))], legal) if len(legal) < len(seen) else (legal,):
        wrong = [place for place in part if not explains(reference, place)]
        if not wrong:
            continue
        part = wrong + [place for place in part if place not in wrong]  # wrong outputs distinguish mistakes soonest
        fitting = [one for one in known if all(explains(one.function, place) for place in part)]
        if fitting:  # the first of those that are also closest in calls that should have raised ValueError
            return max(fitting, key=lambda one: sum(_is_equal(replayed(one.function, i), seen[i]) for i in part))
    return None


def _is_illegal(seen: Observed, right: Any) -> bool:
    """Whether the contract demands ValueError for this one call, for which the reference gives `right`."""
    return len(seen.calls) == 1 and isinstance(right, ValueError)


def _explains(predicted: Any, seen: Observed, illegal: bool) -> bool:
    """Whether a function for which this is predicted gives what the student's function gave."""
    has_failed, fails = isinstance(seen.outcome, Failure), isinstance(predicted, Exception)
    same_kind = isinstance(seen.outcome, ValueError) == isinstance(predicted, ValueError)
    if has_failed and not isinstance(seen.outcome, Raised):
        return False  # a hang, a crash: there was no output
    if illegal:
        return same_kind
    if isinstance(seen.outcome, Failure) or fails:
        return has_failed and fails and same_kind
    return all(alike(theirs, mine) for mine, theirs in zip(predicted, seen.outcome, strict=True))


def _is_equal(predicted: Any, seen: Observed) -> bool:
    """Whether the student's function returned what is predicted."""
    failed = isinstance(predicted, Exception) or isinstance(seen.outcome, Failure)
    return not failed and alike(seen.outcome, predicted)


def _replayed(function: Function, seen: Observed) -> Any:
    """What `function` gives for the same calls: a list like `seen.outcome`, or its first exception."""
    values, copies = [], seen.calls[0][0]
    for args, kwargs in seen.calls:
        copies = copied(args)
        value = call_outcome(functools.partial(_with_arguments, function, copies), Call(seen.function, (), kwargs))
        if isinstance(value, Exception):
            return value
        values.append(value)
    return list(copies) if seen.report == "arguments" else values


def _with_arguments(function: Function, copies: tuple[Any, ...], **kwargs: Any) -> Any:
    """Call the function with these very arguments, which it may change."""
    return function(*copies, **kwargs)
