"""Shrink the call of a violation to a minimal counterexample: try simpler calls as long as they fail in the same way.

`simpler_calls.py` makes the calls, and the reference says what each of them should return. A legal call stays legal.
Empty arrays, and calls whose result has no values, are left out: no task says what happens there.
"""

import dataclasses
import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import numpy as np

from autograder.grading.calls import Call, Violation, call_outcome, identical
from autograder.grading.comparison import alike, differs, numbers
from autograder.grading.simpler_calls import simpler_calls
from autograder.sandbox import Crashed, Failure, TimedOut
from autograder.sandbox.call_batch import RemoteFunction

REMEMBERS = "the same call gives a different result each time: does the function remember something from earlier calls?"
ROUNDS = 40
MOST_CALLS = 80  # that are tried in one round
FIRST_BATCH = 5  # calls that are made together; each further batch is twice as large

# The function `is_legal(args)` in an exercise's `calls.py`, which is optional: may a shrunk call have these positional
# arguments? It is needed where the reference would accept calls that the task does not mean.
IsLegal = Callable[[Sequence[Any]], bool]
Keeps = Callable[[Call, Any], bool]  # whether a simpler call, and what it gave, still shows the same mistake


def shrink(
    violation: Violation,
    function: RemoteFunction,
    reference: Callable[..., Any],
    is_legal: IsLegal | None = None,
    keeps: Keeps | None = None,
) -> Violation:
    """The violation with the simplest call that fails in the same way. This calls the student's `function`.

    With `keeps`, only calls are taken that still show the same mistake.

    If the same call gives a different result the second time, the violation keeps its call and gets a note about that.
    """
    if violation.kind == "sequence" or isinstance(violation.received, (TimedOut, Crashed)):
        return violation
    try:
        if _remembers(violation.call, function):
            return dataclasses.replace(violation, note=REMEMBERS)
        for _ in range(ROUNDS):
            simpler = _simpler_violation(
                violation, function, reference, is_legal or (lambda args: True), keeps or (lambda call, received: True)
            )
            if simpler is None:
                break
            violation = simpler
    except Failure:  # a simpler call hangs, or ends the process: keep what is known
        pass
    return violation


def _remembers(call: Call, function: RemoteFunction) -> bool:
    """Whether the same call gives another result the second time."""
    first, second = function.each([(call.args, call.kwargs)] * 2)
    if isinstance(first, Failure) or isinstance(second, Failure):
        return type(first) is not type(second)
    return not alike(first, second)


def _simpler_violation(
    violation: Violation, function: RemoteFunction, reference: Callable[..., Any], is_legal: IsLegal, keeps: Keeps
) -> Violation | None:
    """The first simpler call that fails like this one; None if there is none."""
    calls = itertools.islice(simpler_calls(violation.call), MOST_CALLS)
    possible = (call for call in calls if call.binds_to(reference) and _has_no_empty_array(call))
    legal = (call for call in possible if is_legal(call.args))
    for some in _batches(legal):
        expected = [call_outcome(reference, call) for call in some]
        asked = [(call, e) for call, e in zip(some, expected, strict=True) if _is_comparable(violation, e)]
        found = _first_violation(violation, asked, function, keeps)
        if found is not None:
            return found
    return None


def _batches(calls: Iterable[Call]) -> Iterator[list[Call]]:
    """The calls in batches, each twice as large as the one before: usually one of the first calls is enough."""
    size, rest = FIRST_BATCH, iter(calls)
    while batch := [*itertools.islice(rest, size)]:
        yield batch
        size *= 2


def _first_violation(
    violation: Violation, asked: list[tuple[Call, Any]], function: RemoteFunction, keeps: Keeps
) -> Violation | None:
    """The first of the calls, each with its expected value, that fails like `violation`."""
    if violation.kind == "arguments":
        return next(filter(None, (_changed_argument(violation, call, function) for call, _ in asked)), None)
    received = function.each([(call.args, call.kwargs) for call, _ in asked]) if asked else []
    for (call, expected), one in zip(asked, received, strict=True):
        if _fails_alike(violation, expected, one) and keeps(call, one):
            wanted = ValueError if violation.kind == "error" else expected
            return Violation(violation.kind, call, wanted, one, violation.note)
    return None


def _is_comparable(violation: Violation, expected: Any) -> bool:
    """Whether a call for which the reference gives `expected` can take the place of the violation's call."""
    if violation.kind == "error":
        return isinstance(expected, ValueError)
    if isinstance(expected, Exception):
        return False
    array = numbers(expected)
    return array is None or (array.size > 0 and not np.isnan(array).any())


def _fails_alike(violation: Violation, expected: Any, received: Any) -> bool:
    if isinstance(violation.received, Failure):
        return type(received) is type(violation.received)
    return not isinstance(received, Failure) and (violation.kind == "error" or differs(received, expected))


def _changed_argument(violation: Violation, call: Call, function: RemoteFunction) -> Violation | None:
    """The violation in this call, if it changes one of its arguments."""
    try:
        after = function.arguments_after(*call.args, **call.kwargs)
    except (TimedOut, Crashed):
        raise
    except Failure:
        return None
    pairs = zip(call.args, after, strict=True)
    changed = [(before, now) for before, now in pairs if not identical(before, now)]
    return Violation("arguments", call, *changed[0], violation.note) if changed else None


def _has_no_empty_array(call: Call) -> bool:
    return all(arg.size for arg in call.args if isinstance(arg, np.ndarray))
