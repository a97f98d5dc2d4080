"""Define what a hidden test can expect of a student's function.

Each function takes the student's function and legal arguments. It raises `ExpectationFailed` if the function does
something else, and `CallFailed` if the call gives no answer: at once, or at the end of a `batch` (each hidden test is
one). So a test must not change the arguments before its end. Functions that return something ask at once. Values are
compared as the visible checks compare them (`comparison.py`). Feedback is made from the exceptions' `violation`.
"""

import functools
from collections.abc import Callable, Sequence
from typing import Any, NoReturn, TypeVar

import numpy as np
import pytest

from autograder.grading.calls import Call, Violation, identical
from autograder.grading.comparison import alike, differs
from autograder.grading.general_mistakes import mixed_up_results
from autograder.sandbox import Absent, Failure, Question, batch, expect
from autograder.sandbox.call_batch import RemoteFunction

__all__ = [
    "CallFailed", "ExpectationFailed", "accepted", "arguments_kept", "batch", "each_of", "either", "in_any_order",
    "results_kept", "returned", "same", "value", "value_error", "value_errors",
]  # fmt: skip

# What is wrong with a result that is read after so many calls, with the number of its call.
RIGHT_ALONE = "right when called alone, but after {} calls in a row the result of number {} is"
OTHER_ALONE = "after {} calls in a row the result of number {} is another one than when it is called alone"
MIXED_UP = "after {} calls in a row the result of number {} is that of another call"

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
    _returned(function, args, kwargs, any_value=True)


def returned(function: RemoteFunction, *args: Any, **kwargs: Any) -> Any:
    """The result of the call."""
    with batch():
        values = _returned(function, args, kwargs)
    return values[0]


def _returned(
    function: RemoteFunction, args: tuple[Any, ...], kwargs: dict[str, Any], any_value: bool = False
) -> list[Any]:
    """Expect that the call returns something. The list has it as soon as the call is made."""
    call, values = Call(function.__name__, args, kwargs), list[Any]()

    def keep(outcome: list[Any] | Failure) -> None:
        values.extend(_values_or_raise(outcome, "value", call, None))

    expect(function.student, function.question(args, kwargs, any_value=any_value), keep)
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
    """The results of several calls (tuples of arguments) stay right if they are read after the last call.

    This fails if results share memory with a buffer that the next call overwrites, and if a function remembers
    something from one call to the next. It does not fail for a result that is wrong in the same way when its call is
    made alone: other tests are about that. But the first result must be right, so that a stub earns nothing. Give each
    call other values: wrong results that are right for other calls of the row count as mixed up.
    """
    name, count = function.__name__, len(calls)
    row, expected, wrong = list[Any](), list[Any](), set[int]()

    def fail(place: int, problem: str) -> NoReturn:
        note = problem.format(count, place + 1)
        raise ExpectationFailed(Violation("sequence", Call(name, calls[place], {}), expected[place], row[place], note))

    def judge(outcome: list[Any] | Failure) -> None:
        row.extend(_values_or_raise(outcome, "sequence", Call(name, calls[0], {}), None))
        expected.extend(reference(*args) for args in calls)
        wrong.update(place for place in range(count) if differs(row[place], expected[place]))

    def judge_alone(place: int, outcome: list[Any] | Failure) -> None:
        if place not in wrong:
            return
        if isinstance(outcome, list) and not differs(outcome[0], expected[place]):
            fail(place, RIGHT_ALONE)
        if place == 0:
            call = Call(name, calls[0], {})
            [received] = _values_or_raise(outcome, "value", call, expected[0])
            raise ExpectationFailed(Violation("value", call, expected[0], received))
        if isinstance(outcome, Failure) or not alike(row[place], outcome[0]):
            fail(place, OTHER_ALONE)
        if mixed_up_results(row, expected):
            fail(place, MIXED_UP)

    expect(function.student, Question(name, [(args, {}) for args in calls], "results"), judge)
    for place, args in enumerate(calls):
        question = function.question(args, {}, any_value=place > 0)
        expect(function.student, question, functools.partial(judge_alone, place))


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
