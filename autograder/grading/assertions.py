"""Define what a hidden test can expect of a student's function.

Each function takes the student's function and legal arguments. It raises `ExpectationFailed` if the function does
something else, and `CallFailed` if the call gives no answer: at once, or at the end of a `batch` (each hidden test is
one). So a test must not change the arguments before its end. Functions that return something ask at once. Values are
compared as the visible checks compare them (`comparison.py`). Feedback is made from the exceptions' `violation`.
"""

from collections.abc import Callable, Sequence
from typing import Any, NoReturn, TypeVar

import numpy as np
import pytest

from autograder.grading.calls import Call, Violation, identical
from autograder.grading.comparison import differs
from autograder.sandbox import Absent, Failure, Question, batch, expect
from autograder.sandbox.call_batch import RemoteFunction

__all__ = [
    "CallFailed", "ExpectationFailed", "accepted", "arguments_kept", "batch", "each_of", "either", "in_any_order",
    "results_kept", "returned", "same", "value", "value_error", "value_errors",
]  # fmt: skip

Function = Callable[..., Any]
Item = TypeVar("Item")


class ExpectationFailed(AssertionError):
    """The student's function did something else than expected: `violation` says what, in which call."""

    def __init__(self, violation: Violation):
        super().__init__(str(violation))
        self.violation = violation


class CallFailed(Failure):
    """The student's function gave no answer: `cause` says why, `violation` in which call."""

    def __init__(self, violation: Violation, cause: Failure):
        super().__init__(str(violation))
        self.violation = violation
        self.cause = cause
        self.verdict = cause.verdict


def value(function: RemoteFunction, expected: Any, *args: Any, **kwargs: Any) -> None:
    """`function(*args, **kwargs)` equals `expected` in shape and values."""
    _value(function, lambda: expected, args, kwargs)


def same(function: RemoteFunction, reference: Function, *args: Any, **kwargs: Any) -> None:
    """The function returns what the reference returns for the same arguments."""
    _value(function, lambda: reference(*args, **kwargs), args, kwargs)


def _value(
    function: RemoteFunction, expect_value: Callable[[], Any], args: tuple[Any, ...], kwargs: dict[str, Any]
) -> None:
    call = Call(function.__name__, args, kwargs)

    def judge(outcome: list[Any] | Failure) -> None:
        expected = expect_value()
        [received] = _values_or_raise(outcome, "value", call, expected)
        if differs(received, expected):
            raise ExpectationFailed(Violation("value", call, expected, received))

    expect(function.student, function.question(args, kwargs), judge)


def accepted(function: RemoteFunction, *args: Any, **kwargs: Any) -> None:
    """The call returns any value."""
    _returned(function, args, kwargs)


def returned(function: RemoteFunction, *args: Any, **kwargs: Any) -> Any:
    """The result of the call."""
    with batch():
        values = _returned(function, args, kwargs)
    return values[0]


def _returned(function: RemoteFunction, args: tuple[Any, ...], kwargs: dict[str, Any]) -> list[Any]:
    """Expect that the call returns something. The list has it as soon as the call is made."""
    call, values = Call(function.__name__, args, kwargs), list[Any]()

    def keep(outcome: list[Any] | Failure) -> None:
        values.extend(_values_or_raise(outcome, "value", call, None))

    expect(function.student, function.question(args, kwargs), keep)
    return values


def _values_or_raise(outcome: list[Any] | Failure, kind: str, call: Call, expected: Any) -> list[Any]:
    """The values of an outcome. Raises its failure, together with the call if there is a function to call."""
    if isinstance(outcome, Absent):
        raise outcome
    if isinstance(outcome, Failure):
        raise CallFailed(Violation(kind, call, expected, outcome), outcome) from outcome
    return outcome


def value_error(function: RemoteFunction, *args: Any, **kwargs: Any) -> None:
    """`function(*args, **kwargs)` raises ValueError (or a subclass).

    Hidden tests ask this beside a legal call (see `value_errors`), so that a function that always raises earns nothing.
    """
    call = Call(function.__name__, args, kwargs)

    def judge(outcome: list[Any] | Failure) -> None:
        if not isinstance(outcome, ValueError):
            [received] = _values_or_raise(outcome, "error", call, ValueError)
            raise ExpectationFailed(Violation("error", call, ValueError, received))

    expect(function.student, function.question(args, kwargs), judge)


def value_errors(
    function: RemoteFunction, legal: Sequence[tuple[Any, ...]], illegal: Sequence[tuple[Any, ...]]
) -> None:
    """ValueError for each of the calls `illegal` (tuples of arguments), and for none of the calls `legal`."""
    for args in legal:
        accepted(function, *args)
    for args in illegal:
        value_error(function, *args)


def arguments_kept(function: RemoteFunction, *args: Any, **kwargs: Any) -> None:
    """The call leaves its positional arguments unchanged."""
    call = Call(function.__name__, args, kwargs)

    def judge(outcome: list[Any] | Failure) -> None:
        after = _values_or_raise(outcome, "arguments", call, None)
        for position, (before, now) in enumerate(zip(args, after, strict=True), start=1):
            if not identical(before, now):
                note = f"the call changes its argument number {position}"
                raise ExpectationFailed(Violation("arguments", call, before, now, note))

    expect(function.student, function.question(args, kwargs, "arguments"), judge)


def results_kept(function: RemoteFunction, reference: Function, *calls: tuple[Any, ...]) -> None:
    """The results of several calls (tuples of arguments) are all right if they are read after the last call.

    This fails if results share memory with a buffer that the next call overwrites, and if a function remembers
    something from one call to the next.
    """

    def judge(outcome: list[Any] | Failure) -> None:
        results = _values_or_raise(outcome, "sequence", Call(function.__name__, calls[0], {}), None)
        for number, (args, received) in enumerate(zip(calls, results, strict=True), start=1):
            expected = reference(*args)
            if differs(received, expected):
                same(function, reference, *args)  # if the call alone is wrong, this is the message
                _raise_for_sequence(Call(function.__name__, args, {}), expected, received, number, len(calls))

    expect(function.student, Question(function.__name__, [(args, {}) for args in calls], "results"), judge)


def _raise_for_sequence(call: Call, expected: Any, received: Any, number: int, count: int) -> NoReturn:
    note = f"right when called alone, but after {count} calls in a row the result of number {number} is"
    raise ExpectationFailed(Violation("sequence", call, expected, received, note))


def either(expectation: Callable[[Item], Any], *variants: Item) -> Any:
    """`expectation(variant)` is fulfilled for at least one variant. Another test checks which one.

    Returns what the expectation returns.
    """
    failures: list[Exception] = []
    for variant in variants:
        try:
            with batch():
                return expectation(variant)
        except (ExpectationFailed, Failure) as failure:
            failures.append(failure)
    raise failures[0]


def each_of(about: str | Sequence[str] = (), **points: float) -> pytest.MarkDecorator:
    """A test of several tasks: it runs once for each, with the task's name as the argument `task`.

    `points` are its points in each task: `@each_of(f=1, g=0.5)`. `about` are the subjects that it is about.
    """
    tasks = [
        pytest.param(task, marks=pytest.mark.task(task, points=worth, about=about)) for task, worth in points.items()
    ]
    return pytest.mark.parametrize("task", tasks)


def in_any_order(rng: np.random.Generator, cases: Sequence[Item]) -> list[Item]:
    """The cases in an order that depends on the student, so that a submission cannot guess which one is next."""
    return [cases[position] for position in rng.permutation(len(cases))]
