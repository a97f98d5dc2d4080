"""The expectations: what a hidden grader can ask of a function, and how a miss is worded.

Each takes the student's function and legal arguments, and raises `Miss` when the promise is broken: at once, or where
the promises of a block, as of a hidden test, are settled `together`. So the arguments must stay as they are. What
returns something is settled at once. All comparing goes through the toolkit's `difference`, so that hidden graders and
the notebooks' visible checks agree on what counts as equal. A `Miss`, and a `Failure` that passes through here, carries
the `broken` call, from which the student's feedback is made.
"""

from collections.abc import Callable
from typing import Any

from autograder.grading.calls import Broken, Call, differs, identical
from autograder.sandbox import Absent, Failure, Question, promise, together


class Miss(AssertionError):
    """A promise that the student's function does not keep, worded for the student."""

    def __init__(self, broken: Broken):
        super().__init__(str(broken))
        self.broken = broken


def value(function, expected, *args, **kwargs):
    """`function(*args, **kwargs)` equals `expected` in shape and values."""
    _value(function, lambda: expected, args, kwargs)


def same(function, reference, *args, **kwargs):
    """The function returns what the reference returns for the same arguments."""
    _value(function, lambda: reference(*args, **kwargs), args, kwargs)


def _value(function, expect, args, kwargs):
    call = Call(function.__name__, args, kwargs)

    def judge(outcome):
        expected = expect()
        [received] = _told(outcome, "value", call, expected)
        if differs(received, expected):
            raise Miss(Broken("value", call, expected, received))

    promise(function.student, function.question(args, kwargs), judge)


def accepted(function, *args, **kwargs):
    """The call returns something. Where it fails instead, the call is told with the failure."""
    call = Call(function.__name__, args, kwargs)
    promise(function.student, function.question(args, kwargs), lambda outcome: _told(outcome, "value", call, None))


def returned(function, *args, **kwargs) -> Any:
    """What the call returns, which is `accepted`."""
    values = []
    with together():
        call = Call(function.__name__, args, kwargs)
        promise(
            function.student, function.question(args, kwargs), lambda o: values.extend(_told(o, "value", call, None))
        )
    return values[0]


def _told(outcome, kind, call, expected):
    """The values. A failure of the student's code is told with its call. Without a function there is no call."""
    if not isinstance(outcome, Failure):
        return outcome
    if not isinstance(outcome, Absent):
        outcome.broken = Broken(kind, call, expected, outcome)
        outcome.add_note(str(outcome.broken))
    raise outcome


def value_error(function, *args, **kwargs):
    """`function(*args, **kwargs)` raises ValueError (or a subclass).

    Graders ask this beside a legal call (see `value_errors`), so that a function that always raises earns nothing.
    """
    call = Call(function.__name__, args, kwargs)

    def judge(outcome):
        if not isinstance(outcome, ValueError):
            [received] = _told(outcome, "error", call, ValueError)
            raise Miss(Broken("error", call, ValueError, received))

    promise(function.student, function.question(args, kwargs), judge)


def value_errors(function, legal, illegal):
    """ValueError for each of the calls `illegal` (tuples of arguments), and for none of the calls `legal`."""
    for args in legal:
        accepted(function, *args)
    for args in illegal:
        value_error(function, *args)


def arguments_kept(function, *args, **kwargs):
    """The call leaves its arguments as they were."""
    call = Call(function.__name__, args, kwargs)

    def judge(outcome):
        after = _told(outcome, "arguments", call, None)
        for position, (before, now) in enumerate(zip(args, after, strict=True), start=1):
            if not identical(before, now):
                note = f"the call changes its argument number {position}"
                raise Miss(Broken("arguments", call, before, now, note))

    promise(function.student, function.question(args, kwargs, "arguments"), judge)


def results_kept(function, reference, *calls):
    """The results of several calls (tuples of arguments), looked at after the last one, are all right.

    This fails where results share memory with a buffer that the next call overwrites, and where a
    function remembers something from one call to the next.
    """

    def judge(outcome):
        results = _told(outcome, "sequence", Call(function.__name__, calls[0], {}), None)
        for number, (args, received) in enumerate(zip(calls, results, strict=True), start=1):
            expected = reference(*args)
            if differs(received, expected):
                same(function, reference, *args)  # where the call alone is wrong, that is what there is to say
                note = (
                    f"right when called alone, but after {len(calls)} calls in a row the result of number {number} is"
                )
                raise Miss(Broken("sequence", Call(function.__name__, args, {}), expected, received, note))

    promise(function.student, Question(function.__name__, [(args, {}) for args in calls], "results"), judge)


def either(promise: Callable, *variants):
    """`promise(variant)` is kept for at least one variant. What sets them apart is another test's promise."""
    misses = []
    for variant in variants:
        try:
            with together():
                return promise(variant)
        except (Miss, Failure) as miss:
            misses.append(miss)
    raise misses[0]
