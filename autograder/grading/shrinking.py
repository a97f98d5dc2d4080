"""Shrink the call of a violation to a minimal counterexample: try simpler calls as long as they fail in the same way.

`simpler_calls.py` makes the calls, and the reference says what each of them should return. A legal call stays legal.
Empty arrays, and calls whose result has no values, are left out: no task says what happens there.

Where it is known what is wrong, it is foreseen which calls will be tried, so that they can be made together.
"""

import dataclasses
import itertools
import time
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from autograder.grading.calls import Call, Violation, identical
from autograder.grading.comparison import alike, differs
from autograder.grading.kept import Kept, call_key
from autograder.grading.tried_calls import IsLegal, TriedCall, legal_simpler_calls
from autograder.sandbox import Crashed, Failure, TimedOut
from autograder.sandbox.call_batch import RemoteFunction

REMEMBERS = "the same call gives a different result each time: does the function remember something from earlier calls?"
ROUNDS = 40
FIRST_BATCH = 5  # calls that are made together; each further batch is twice as large
MOST_KEPT = 200  # violations with the calls that will be tried
MOST_FORESEEN = 80  # calls that are made together because they are foreseen
SLOW = 0.05  # seconds for two calls: then none is made that is only foreseen

Item = TypeVar("Item")
Keeps = Callable[[Call, Any], bool]  # whether a simpler call, and what it gave, still shows the same mistake
Outcomes = Callable[[Sequence[TriedCall]], Sequence[Any]]  # what a function gives for calls


@dataclasses.dataclass(frozen=True)
class Foreseen:
    """What a function with the known mistakes gives for the calls that a violation leads to, and which of these still
    show the same mistake.

    If both depend on the call and on `what` alone, the calls that will be tried are kept for the next student.
    """

    violation: Violation
    outcome: Callable[[Call], Any]
    keeps: Keeps
    what: Hashable = None


def _is_always_legal(args: Sequence[Any]) -> bool:
    return True


class Shrinking:
    """Shrinks the violations of one function. Several tests often lead to the same calls: each is made once."""

    def __init__(self, function: RemoteFunction, reference: Callable[..., Any], is_legal: IsLegal | None = None):
        self._function, self._reference = function, reference
        self._is_legal = is_legal or _is_always_legal
        self._received: dict[Hashable, Any] = {}  # by the key of a call: what the student's function gave
        self._twice: dict[Hashable, tuple[Any, Any]] = {}  # what it gave for the same call, made two times
        self._calls: list[TriedCall] = []  # that have a key: their functions must go on to exist

    def shrink(self, violation: Violation, keeps: Keeps | None = None) -> Violation:
        """The violation with the simplest call that fails in the same way. This calls the student's function.

        With `keeps`, only calls are taken that still show the same mistake.

        If the same call gives a different result the second time, the violation keeps its call and gets a note about
        that.
        """
        if not _can_shrink(violation):
            return violation
        try:
            if self._remembers(violation.call):
                return dataclasses.replace(violation, note=REMEMBERS)
            for simpler in self._steps(violation, keeps or (lambda call, received: True), self._outcomes):
                violation = simpler
        except Failure:  # a simpler call hangs, or ends the process: keep what is known
            pass
        return violation

    def prepare(self, violations: Iterable[Violation], foreseen: Iterable[Foreseen]) -> None:
        """Make the calls together that shrinking these violations probably needs: one message for all of them takes
        less time than many. Only if the function is not slow, because all calls of a message have one time limit."""
        firsts = {call_key(one.call): one.call for one in violations if _can_shrink(one)}
        try:
            if not firsts or self._call_twice(firsts) > SLOW:
                return
            needed: dict[Hashable, TriedCall] = {}
            for one in foreseen:
                if one.violation.kind != "arguments" and _can_shrink(one.violation):
                    needed |= {tried.key: tried for tried in self._tried(one)}
            self._ask([*needed.values()][:MOST_FORESEEN])
        except Failure:  # then the calls are made one after the other
            pass

    def _tried(self, foreseen: Foreseen) -> Sequence[TriedCall]:
        """The calls that are tried if the function does what is foreseen."""
        if foreseen.what is None:
            return self._new_tried(foreseen)
        one = foreseen.violation
        failure = type(one.received) if isinstance(one.received, Failure) else None
        key = (self._reference, self._is_legal, foreseen.what, one.kind, failure, call_key(one.call))
        return _foreseen.get(key, lambda: (one, self._new_tried(foreseen)))[1]

    def _new_tried(self, foreseen: Foreseen) -> list[TriedCall]:
        tried: list[TriedCall] = []

        def outcomes(calls: Sequence[TriedCall]) -> list[Any]:
            tried.extend(calls)
            return [foreseen.outcome(one.call) for one in calls]

        for _ in self._steps(foreseen.violation, foreseen.keeps, outcomes):
            pass
        return tried

    def _call_twice(self, calls: Mapping[Hashable, Call]) -> float:
        """Make each of the calls twice. Returns the seconds for one of them."""
        start = time.monotonic()
        both = [(call.args, call.kwargs) for call in calls.values() for _ in range(2)]
        received = self._function.each(both)
        self._twice |= dict(zip(calls, zip(received[::2], received[1::2], strict=True), strict=True))
        return (time.monotonic() - start) / len(both)

    def _remembers(self, call: Call) -> bool:
        """Whether the same call gives another result the second time."""
        key = call_key(call)
        if key not in self._twice:
            self._call_twice({key: call})
        first, second = self._twice[key]
        if isinstance(first, Failure) or isinstance(second, Failure):
            return type(first) is not type(second)
        return not alike(first, second)

    def _steps(self, violation: Violation, keeps: Keeps, outcomes: Outcomes) -> Iterator[Violation]:
        """The violation with simpler and simpler calls."""
        for _ in range(ROUNDS):
            simpler = self._simpler_violation(violation, keeps, outcomes)
            if simpler is None:
                return
            yield simpler
            violation = simpler

    def _simpler_violation(self, violation: Violation, keeps: Keeps, outcomes: Outcomes) -> Violation | None:
        """The first simpler call that fails like this one; None if there is none."""
        for some in _batches(legal_simpler_calls(violation.call, self._reference, self._is_legal)):
            asked = [one for one in some if _is_comparable(violation, one)]
            found = self._first_violation(violation, asked, keeps, outcomes)
            if found is not None:
                return found
        return None

    def _first_violation(
        self, violation: Violation, asked: Sequence[TriedCall], keeps: Keeps, outcomes: Outcomes
    ) -> Violation | None:
        """The first of the calls that fails like `violation`."""
        if violation.kind == "arguments":
            changed = (_changed_argument(violation, one.call, self._function) for one in asked)
            return next(filter(None, changed), None)
        for one, received in zip(asked, outcomes(asked), strict=True):
            if _fails_alike(violation, one.expected, received) and keeps(one.call, received):
                wanted = ValueError if violation.kind == "error" else one.expected
                return Violation(violation.kind, one.call, wanted, received, violation.note)
        return None

    def _outcomes(self, calls: Sequence[TriedCall]) -> list[Any]:
        """What the student's function gives for these calls."""
        self._ask([one for one in calls if one.key not in self._received])
        return [self._received[one.key] for one in calls]

    def _ask(self, new: Sequence[TriedCall]) -> None:
        """Make the calls that were not made before."""
        received = self._function.each([(one.call.args, one.call.kwargs) for one in new]) if new else []
        self._calls += new
        self._received |= {one.key: result for one, result in zip(new, received, strict=True)}


_foreseen: Kept[tuple[Violation, Sequence[TriedCall]]] = Kept(MOST_KEPT)


def _can_shrink(violation: Violation) -> bool:
    """Whether one call shows the violation, and can be made again."""
    return violation.kind != "sequence" and not isinstance(violation.received, (TimedOut, Crashed))


def _batches(calls: Iterable[Item]) -> Iterator[list[Item]]:
    """The calls in batches, each twice as large as the one before: usually one of the first calls is enough."""
    size, rest = FIRST_BATCH, iter(calls)
    while batch := [*itertools.islice(rest, size)]:
        yield batch
        size *= 2


def _is_comparable(violation: Violation, tried: TriedCall) -> bool:
    """Whether a call can take the place of the violation's call."""
    return isinstance(tried.expected, ValueError) if violation.kind == "error" else tried.has_values


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
