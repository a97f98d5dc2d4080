"""Judge a student's own tests of a function: do they accept every right answer, and which mistakes do they notice?

A test is one call and what it must return or raise. It is computed here with the reference, with the right answers in
other styles, and with the mistakes of the function's model, each alone. Student code plays no part in this: a test is
data (`recorded_tests.py`).

- A test is *rejected* if a right answer does something else than it expects.
- A slip is noticed if each of its outcomes differs from what a test expects, in at least one test. Where a model says
  that a result is undefined (masked arrays), or that a call fails which may as well return something empty, a
  difference there does not count.
- A missing check is noticed by a test that expects ValueError for a call that the check is about. If a call is illegal
  for two reasons, a function that forgets one of them still refuses it, so such a call shows nothing. Which checks are
  the same reason in other words ("larger", "wider") is read from the tests of the reference: each of its calls is
  illegal for one reason.
"""

import functools
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.grading.calls import MOST_SHOWN, Call, call_outcome
from autograder.grading.comparison import describe, differs, numbers, plain
from autograder.grading.judged_tests import RejectedTest
from autograder.grading.kept import Kept, call_key
from autograder.grading.mistake_model import (
    Choice,
    Misconception,
    MissingCheck,
    Model,
    choices_of,
    missing_checks_of,
)
from autograder.grading.observations import applies, is_empty, without_warnings

Function = Callable[..., Any]
MOST_KEPT = 3000  # calls of known mistakes and right answers
WRONG = "Right answers do something else."
SOME_DIFFER = (
    "Not all right answers do this: the description leaves it open, or rounding decides. Choose other arguments."
)
NOT_DESCRIBED = "The description says nothing about such arguments. Choose others."


@dataclass(frozen=True)
class OwnTest:
    """One test: its text as the student wrote it, the call, and the expected value or class of exceptions."""

    text: str
    call: Call
    expected: Any

    @property
    def error(self) -> type[Exception] | None:
        """The class of exceptions that it expects; None if it expects a value."""
        is_error = isinstance(self.expected, type) and issubclass(self.expected, Exception)
        return self.expected if is_error else None

    def accepts(self, outcome: Any) -> bool:
        """Whether the outcome of a call, a value or an exception, is what the test expects."""
        if self.error is not None:
            return isinstance(outcome, self.error)
        return not isinstance(outcome, Exception) and not differs(outcome, self.expected)


@dataclass(frozen=True)
class Mistakes:
    """The mistakes that tests of a function can notice, by their names, and how each is computed."""

    model: type[Model]
    reference: Function
    known: Mapping[str, Misconception]
    choices: Mapping[str, Sequence[Choice]]
    checks: Mapping[str, MissingCheck]

    @classmethod
    def of(cls, model: type[Model], reference: Function) -> "Mistakes":
        """Those of a task's model."""
        choices: dict[str, list[Choice]] = {}
        for choice in choices_of(model):
            choices.setdefault(choice.slip.name, []).append(choice)
        checks = {check.name: check for check in missing_checks_of(model)}
        known = {name: own[0].slip.misconception for name, own in choices.items()}
        return cls(model, reference, known | {name: one.misconception for name, one in checks.items()}, choices, checks)

    def noticed(self, tests: Sequence[OwnTest], same_reason: "SameReason") -> tuple[str, ...]:
        """The names of the mistakes that these tests notice. All right answers must pass the tests."""
        values = [test for test in tests if test.error is None]
        refused = [test for test in tests if test.error is ValueError]
        with without_warnings():
            slips = [name for name, own in self.choices.items() if all(self._notice(values, choice) for choice in own)]
            reasons = [self.reasons(test) for test in refused]
        alone = {name for own in reasons for name in own if own <= same_reason(name)}
        return tuple(name for name in self.known if name in slips or name in alone)

    def reasons(self, test: OwnTest) -> frozenset[str]:
        """The names of the checks that are about a test's call."""
        args, kwargs = test.call.args, test.call.kwargs
        return frozenset(name for name, check in self.checks.items() if applies(check, self.reference, args, kwargs))

    def is_illegal_twice(self, test: OwnTest, same_reason: "SameReason") -> bool:
        """Whether a test expects an error for several reasons, so that it notices no missing check."""
        reasons = self.reasons(test) if test.error is not None else frozenset()
        return bool(reasons) and not any(reasons <= same_reason(name) for name in reasons)

    def _notice(self, tests: Sequence[OwnTest], choice: Choice) -> bool:
        """Whether one of the tests fails, for sure, if the function has this slip with this outcome."""
        outcomes = self._outcomes([test.call for test in tests], choice)
        return any(_surely_fails(test, outcome) for test, outcome in zip(tests, outcomes, strict=True))

    def _outcomes(self, calls: Sequence[Call], choice: Choice) -> Iterator[Any]:
        """What calls give, one after another, with one outcome of a slip, which may remember earlier calls."""
        for place, call in enumerate(calls):
            kept = _kept.get((self.model, choice, call_key(call)), functools.partial(self._alone, call, choice))
            if kept.is_remembered:
                model = self.model((choice,))
                yield from [call_outcome(model.compute, one) for one in calls][place:]
                return
            yield kept.outcome

    def _alone(self, call: Call, choice: Choice) -> "KeptOutcome":
        """What a call gives if it is the first one."""
        model = self.model((choice,))
        return KeptOutcome.of(model.compute, call, lambda: bool(model.memory))


@dataclass(frozen=True)
class KeptOutcome:
    """What a known mistake, or a right answer, gives for a call, and whether a later call can notice this one."""

    call: Call
    outcome: Any
    is_remembered: bool

    @classmethod
    def of(cls, function: Function, call: Call, is_remembered: Callable[[], bool] = lambda: False) -> "KeptOutcome":
        """What a function of the course gives for a call."""
        outcome = call_outcome(function, call)
        if isinstance(outcome, Exception):
            outcome = outcome.with_traceback(None)  # which has more values
        return cls(call, outcome, is_remembered())


_kept: Kept[KeptOutcome] = Kept(MOST_KEPT)  # students often choose the same arguments


SameReason = Callable[[str], frozenset[str]]


def same_reasons(mistakes: Mistakes, tests: Sequence[OwnTest]) -> SameReason:
    """For the name of a check, the names of all that are the same reason, by tests that have one reason each."""
    calls = [mistakes.reasons(test) for test in tests if test.error is ValueError]

    def same(name: str) -> frozenset[str]:
        return frozenset([name]).union(*(own for own in calls if name in own))

    return same


def _surely_fails(test: OwnTest, predicted: Any) -> bool:
    """Whether real code with a slip fails a test that expects a value, if the slip's model gives this."""
    if isinstance(predicted, Exception):
        return not is_empty(test.expected)
    if is_empty(predicted) and is_empty(test.expected):
        return False
    if np.ma.is_masked(predicted):
        wanted = numbers(test.expected)
        if wanted is None or wanted.shape != predicted.shape:
            return True
        predicted = np.where(np.ma.getmaskarray(predicted), wanted, predicted.data)
    return differs(predicted, test.expected)


def rejected(test: OwnTest | RejectedTest, right: Sequence[Function]) -> RejectedTest | None:
    """Why a test is rejected; None if all right answers, the first of which is the reference, pass it."""
    if isinstance(test, RejectedTest):
        return test
    key = call_key(test.call)
    with without_warnings():
        outcomes = [_right_outcome(function, test.call, key) for function in right]
    wrong = [outcome for outcome in outcomes if not test.accepts(outcome)]
    if not wrong:
        return None
    first, expected = outcomes[0], test.error.__name__ if test.error else _shown(test.expected)
    if test.accepts(first):
        why = SOME_DIFFER
    elif isinstance(first, Exception) and not isinstance(first, ValueError):
        why = NOT_DESCRIBED
    else:
        why = WRONG
    return RejectedTest(test.text, why, expected, _shown(wrong[0]))


def _right_outcome(function: Function, call: Call, key: Hashable) -> Any:
    return _kept.get((function, key), lambda: KeptOutcome.of(function, call)).outcome


def _shown(outcome: Any) -> str:
    """A value as a student would write it, or the name of an exception."""
    if isinstance(outcome, Exception):
        return type(outcome).__name__
    array = numbers(outcome)
    if array is not None and array.ndim and 0 < array.size <= MOST_SHOWN:
        return _as_list(array.tolist())
    return "None" if outcome is None else describe(outcome)


def _as_list(values: Any) -> str:
    return f"[{', '.join(map(_as_list, values))}]" if isinstance(values, list) else plain(values)
