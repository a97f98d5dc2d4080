"""Shrink the call of a violation to a minimal counterexample: try simpler calls as long as they fail in the same way.

`simpler_calls.py` makes the calls, and the reference says what each of them should return. A legal call stays legal.
Empty arrays, and calls whose result has no values, are left out: no task says what happens there.
"""

import dataclasses
import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeVar

import numpy as np

from autograder.grading.calls import Call, Violation, call_outcome, identical
from autograder.grading.comparison import alike, differs, numbers
from autograder.grading.simpler_calls import simpler_calls
from autograder.sandbox import Crashed, Failure, TimedOut
from autograder.sandbox.call_batch import RemoteFunction
from autograder.sandbox.encoding import array_key

REMEMBERS = "the same call gives a different result each time: does the function remember something from earlier calls?"
ROUNDS = 40
MOST_CALLS = 80  # that are tried in one round
FIRST_BATCH = 5  # calls that are made together; each further batch is twice as large

# The function `is_legal(args)` in an exercise's `calls.py`, which is optional: may a shrunk call have these positional
# arguments? It is needed where the reference would accept calls that the task does not mean.
IsLegal = Callable[[Sequence[Any]], bool]
ILLEGAL = object()  # in place of what the reference gives, for a call that is left out
PLAIN = (bool, int, float, complex, str, bytes, type(None), np.generic)
Item = TypeVar("Item")
Keeps = Callable[[Call, Any], bool]  # whether a simpler call, and what it gave, still shows the same mistake


class Shrinking:
    """Shrinks the violations of one function. Several tests often lead to the same calls: each is made once."""

    def __init__(self, function: RemoteFunction, reference: Callable[..., Any], is_legal: IsLegal | None = None):
        self._function, self._reference = function, reference
        self._is_legal = is_legal or (lambda args: True)
        self._expected: dict[Any, Any] = {}  # by the key of a call: what the reference gives; ILLEGAL if it is illegal
        self._received: dict[Any, Any] = {}  # what the student's function gave
        self._calls: list[Call] = []  # that have a key: their functions must go on to exist

    def shrink(self, violation: Violation, keeps: Keeps | None = None) -> Violation:
        """The violation with the simplest call that fails in the same way. This calls the student's function.

        With `keeps`, only calls are taken that still show the same mistake.

        If the same call gives a different result the second time, the violation keeps its call and gets a note about
        that.
        """
        if violation.kind == "sequence" or isinstance(violation.received, (TimedOut, Crashed)):
            return violation
        try:
            if self._remembers(violation.call):
                return dataclasses.replace(violation, note=REMEMBERS)
            for _ in range(ROUNDS):
                simpler = self._simpler_violation(violation, keeps or (lambda call, received: True))
                if simpler is None:
                    break
                violation = simpler
        except Failure:  # a simpler call hangs, or ends the process: keep what is known
            pass
        return violation

    def _remembers(self, call: Call) -> bool:
        """Whether the same call gives another result the second time."""
        first, second = self._function.each([(call.args, call.kwargs)] * 2)
        if isinstance(first, Failure) or isinstance(second, Failure):
            return type(first) is not type(second)
        return not alike(first, second)

    def _simpler_violation(self, violation: Violation, keeps: Keeps) -> Violation | None:
        """The first simpler call that fails like this one; None if there is none."""
        calls = itertools.islice(simpler_calls(violation.call), MOST_CALLS)
        keyed = ((call_key(call), call) for call in calls)
        for some in _batches((key, call) for key, call in keyed if self._expectation(key, call) is not ILLEGAL):
            asked = [(key, call) for key, call in some if _is_comparable(violation, self._expected[key])]
            found = self._first_violation(violation, asked, keeps)
            if found is not None:
                return found
        return None

    def _expectation(self, key: Any, call: Call) -> Any:
        """What the reference gives for a call; ILLEGAL for a call that is left out."""
        if key not in self._expected:
            self._calls.append(call)
            possible = call.binds_to(self._reference) and _has_no_empty_array(call) and self._is_legal(call.args)
            self._expected[key] = call_outcome(self._reference, call) if possible else ILLEGAL
        return self._expected[key]

    def _first_violation(self, violation: Violation, asked: list[tuple[Any, Call]], keeps: Keeps) -> Violation | None:
        """The first of the calls that fails like `violation`."""
        if violation.kind == "arguments":
            changed = (_changed_argument(violation, call, self._function) for _, call in asked)
            return next(filter(None, changed), None)
        self._ask([(key, call) for key, call in asked if key not in self._received])
        for key, call in asked:
            expected, received = self._expected[key], self._received[key]
            if _fails_alike(violation, expected, received) and keeps(call, received):
                wanted = ValueError if violation.kind == "error" else expected
                return Violation(violation.kind, call, wanted, received, violation.note)
        return None

    def _ask(self, new: list[tuple[Any, Call]]) -> None:
        """Make the calls that were not made before."""
        received = self._function.each([(call.args, call.kwargs) for _, call in new]) if new else []
        self._received |= {key: one for (key, _), one in zip(new, received, strict=True)}


def _batches(calls: Iterable[Item]) -> Iterator[list[Item]]:
    """The calls in batches, each twice as large as the one before: usually one of the first calls is enough."""
    size, rest = FIRST_BATCH, iter(calls)
    while batch := [*itertools.islice(rest, size)]:
        yield batch
        size *= 2


def call_key(call: Call) -> Any:
    """A key of a call: equal calls have the same one."""
    return _key(call.args), _key(call.kwargs)


def _key(value: Any) -> Any:
    kind = type(value)
    if kind is np.ndarray and value.dtype.kind != "O":
        return array_key(value)
    if isinstance(value, (list, tuple)):
        return kind, *map(_key, value)
    if isinstance(value, dict):
        return kind, *((_key(key), _key(item)) for key, item in value.items())
    return (kind, repr(value)) if isinstance(value, PLAIN) else (kind, id(value))


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
