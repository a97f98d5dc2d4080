"""Define what a hidden test can expect of a student's function.

Each function takes the student's function and legal arguments. It raises `ExpectationFailed` if the function does
something else, and `CallFailed` if the call gives no answer: at once, or at the end of a `batch` (each hidden test is
one). So a test must not change the arguments before its end. Values are compared as the visible checks compare them
(`comparison.py`). Feedback is made from the exceptions' `violation`.

What a test asks is kept for other students with the same numbers (`plans.py`), so the checks depend on the answers
alone, and each expected value is computed once. `returned` asks at once: the test that uses it is called each time.
"""

import functools
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

import numpy as np
import pytest

from autograder.grading.calls import Call, Violation, identical
from autograder.grading.comparison import differs
from autograder.grading.expectations import CallFailed, Computed, ExpectationFailed, problem_in_row, values_or_raise
from autograder.grading.plans import current_notes
from autograder.sandbox import Absent, Failure, Question, batch, flush
from autograder.sandbox.call_batch import Outcome, RemoteFunction, all_checked, expect_pure

__all__ = [
    "CallFailed", "ExpectationFailed", "accepted", "all_checked", "arguments_kept", "arguments_kept_or_fails", "batch",
    "checked", "each_of", "either", "in_any_order", "results_kept", "returned", "same", "value", "value_after",
    "value_error", "value_errors", "value_with_note",
]  # fmt: skip

Function = Callable[..., Any]
Item = TypeVar("Item")


def value(function: RemoteFunction, expected: Any, *args: Any, **kwargs: Any) -> None:
    """`function(*args, **kwargs)` equals `expected` in shape and values."""
    _value(function, lambda: expected, args, kwargs)


def same(function: RemoteFunction, reference: Function, *args: Any, **kwargs: Any) -> None:
    """The function returns what the reference returns for the same arguments."""
    _value(function, Computed(functools.partial(reference, *args, **kwargs)), args, kwargs)


def value_with_note(
    function: RemoteFunction, expected: Any, note: str, noted: Sequence[Any], *args: Any, **kwargs: Any
) -> None:
    """The same as `value`. If the function returns one of the wrong values `noted`, the feedback has the note."""

    def note_on(received: Any) -> str:
        return note if any(not differs(received, wrong) for wrong in noted) else ""

    _value(function, lambda: expected, args, kwargs, note_on)


def _value(
    function: RemoteFunction,
    expect_value: Callable[[], Any],
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
    note_on: Callable[[Any], str] = lambda received: "",
) -> None:
    call = Call(function.__name__, args, kwargs)

    def judge(outcomes: Iterator[Outcome]) -> None:
        expected = expect_value()
        [received] = values_or_raise(next(outcomes), "value", call, expected)
        if differs(received, expected):
            raise ExpectationFailed(Violation("value", call, expected, received, note_on(received)))

    expect_pure(function.student, [function.question(args, kwargs)], judge)


def value_after(
    function: RemoteFunction,
    before: tuple[Any, ...],
    possible: Callable[[Any], Sequence[Any]],
    *args: Any,
    **kwargs: Any,
) -> None:
    """The call returns one of the values `possible(result)`, where `result` is that of the call `before`.

    The first one is the right value. `possible` depends on `result` alone.
    """
    first, call = Call(function.__name__, before, {}), Call(function.__name__, args, kwargs)

    def judge(outcomes: Iterator[Outcome]) -> None:
        [result] = values_or_raise(next(outcomes), "value", first, None)
        expected, *others = possible(result)
        [received] = values_or_raise(next(outcomes), "value", call, expected)
        if all(differs(received, one) for one in (expected, *others)):
            raise ExpectationFailed(Violation("value", call, expected, received))

    expect_pure(function.student, [function.question(before, {}), function.question(args, kwargs)], judge)


def checked(function: RemoteFunction, check: Callable[[Any], None], *args: Any, **kwargs: Any) -> None:
    """`check(result)` does not raise AssertionError or ExpectationFailed. It depends on the result alone."""
    _returned(function, args, kwargs, check)


def accepted(function: RemoteFunction, *args: Any, **kwargs: Any) -> None:
    """The call returns any value."""
    _returned(function, args, kwargs, any_value=True)


def _returned(
    function: RemoteFunction,
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
    check: Callable[[Any], None] = lambda received: None,
    any_value: bool = False,
) -> None:
    call = Call(function.__name__, args, kwargs)

    def judge(outcomes: Iterator[Outcome]) -> None:
        [received] = values_or_raise(next(outcomes), "value", call, None)
        check(received)

    expect_pure(function.student, [function.question(args, kwargs, any_value=any_value)], judge)


def returned(function: RemoteFunction, *args: Any, **kwargs: Any) -> Any:
    """The result of the call."""
    flush()
    [outcome] = function.student.answers([function.question(args, kwargs)])
    [received] = values_or_raise(outcome, "value", Call(function.__name__, args, kwargs), None)
    return received


def value_error(function: RemoteFunction, *args: Any, **kwargs: Any) -> None:
    """`function(*args, **kwargs)` raises ValueError (or a subclass).

    Hidden tests ask this beside a legal call (see `value_errors`), so that a function that always raises earns nothing.
    """
    call = Call(function.__name__, args, kwargs)

    def judge(outcomes: Iterator[Outcome]) -> None:
        outcome = next(outcomes)
        if not isinstance(outcome, ValueError):
            [received] = values_or_raise(outcome, "error", call, ValueError)
            raise ExpectationFailed(Violation("error", call, ValueError, received))

    expect_pure(function.student, [function.question(args, kwargs)], judge)


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
    _arguments_kept(function, args, kwargs, may_fail=False)


def arguments_kept_or_fails(function: RemoteFunction, *args: Any, **kwargs: Any) -> None:
    """The same if the call gives an answer. Another test checks that it does."""
    _arguments_kept(function, args, kwargs, may_fail=True)


def _arguments_kept(function: RemoteFunction, args: tuple[Any, ...], kwargs: dict[str, Any], may_fail: bool) -> None:
    call = Call(function.__name__, args, kwargs)

    def judge(outcomes: Iterator[Outcome]) -> None:
        outcome = next(outcomes)
        if may_fail and isinstance(outcome, Failure) and not isinstance(outcome, Absent):
            return
        after = values_or_raise(outcome, "arguments", call, None)
        for position, (before, now) in enumerate(zip(args, after, strict=True), start=1):
            if not identical(before, now):
                note = f"the call changes its argument number {position}"
                raise ExpectationFailed(Violation("arguments", call, before, now, note))

    expect_pure(function.student, [function.question(args, kwargs, "arguments")], judge)


def results_kept(function: RemoteFunction, reference: Function, *calls: tuple[Any, ...]) -> None:
    """The results of several calls (tuples of arguments) stay right if they are read after the last call.

    This fails if results share memory with a buffer that the next call overwrites, and if a function remembers
    something from one call to the next. It does not fail for a result that is wrong in the same way when its call is
    made alone: other tests are about that. But the first result must be right, so that a stub earns nothing. Give each
    call other values: wrong results that are right for other calls of the row count as mixed up.
    """
    name, count = function.__name__, len(calls)
    right_results = Computed(lambda: [reference(*args) for args in calls])

    def judge(outcomes: Iterator[Outcome]) -> None:
        row = values_or_raise(next(outcomes), "sequence", Call(name, calls[0], {}), None)
        expected = right_results()
        for place, alone in enumerate(outcomes):
            call = Call(name, calls[place], {})
            if not differs(row[place], expected[place]):
                continue
            if place == 0 and (isinstance(alone, Failure) or differs(alone[0], expected[0])):
                [received] = values_or_raise(alone, "value", call, expected[0])
                raise ExpectationFailed(Violation("value", call, expected[0], received))
            if problem := problem_in_row(row, expected, place, alone):
                note = problem.format(count, place + 1)
                raise ExpectationFailed(Violation("sequence", call, expected[place], row[place], note))

    row_of_calls = Question(name, [(args, {}) for args in calls], "results")
    alone = [function.question(args, {}, any_value=place > 0) for place, args in enumerate(calls)]
    expect_pure(function.student, [row_of_calls, *alone], judge)


def either(expectation: Callable[[Item], Any], *variants: Item) -> Any:
    """`expectation(variant)` is fulfilled for at least one variant. Another test checks which one.

    Returns what the expectation returns, so a test that needs this is called for each student. Draw all inputs before:
    how many variants are tried depends on the student's function.
    """
    if (notes := current_notes()) is not None:
        notes.note_variants([functools.partial(expectation, variant) for variant in variants])
        return None
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
    """The cases in an order that depends on the hidden numbers, so that a submission cannot guess which one is next."""
    return [cases[position] for position in rng.permutation(len(cases))]
