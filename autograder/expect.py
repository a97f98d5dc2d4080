"""The expectations: what a hidden grader can ask of a function, and how a miss is worded.

Each takes the student's function and legal arguments, and raises `Miss` when the promise is broken.
All comparing goes through `toolkit.difference`, so that hidden graders and the notebooks' visible
checks agree on what counts as equal. A `Miss`, and a `Failure` that passes through here, carries the
`broken` call, from which the student's feedback is made.
"""

import contextlib
from collections.abc import Callable

from autograder.calls import Broken, Call, identical
from autograder.sandbox import Absent, Failure
from autograder.toolkit.compare import _difference as difference


class Miss(AssertionError):
    """A promise that the student's function does not keep, worded for the student."""

    def __init__(self, broken: Broken):
        super().__init__(str(broken))
        self.broken = broken


def value(function, expected, *args, **kwargs):
    """`function(*args, **kwargs)` equals `expected` in shape and values."""
    call = Call(function.__name__, args, kwargs)
    with _told("value", call, expected):
        received = function(*args, **kwargs)
    if difference(received, expected):
        raise Miss(Broken("value", call, expected, received))


def accepted(function, *args, **kwargs):
    """The call returns something, which is returned. Where it fails instead, the call is told with the failure."""
    with _told("value", Call(function.__name__, args, kwargs), None):
        return function(*args, **kwargs)


@contextlib.contextmanager
def _told(kind, call, expected):
    """A failure of the student's code is told with the call in which it came. Without a function there is no call."""
    try:
        yield
    except Failure as failure:
        if not isinstance(failure, Absent):
            failure.broken = Broken(kind, call, expected, failure)
            failure.add_note(str(failure.broken))
        raise


def same(function, reference, *args, **kwargs):
    """The function returns what the reference returns for the same arguments."""
    value(function, reference(*args, **kwargs), *args, **kwargs)


def value_error(function, *args, **kwargs):
    """`function(*args, **kwargs)` raises ValueError (or a subclass).

    Graders ask this beside a legal call (see `value_errors`), so that a function that always raises earns nothing.
    """
    call = Call(function.__name__, args, kwargs)
    with _told("error", call, ValueError):
        try:
            received = function(*args, **kwargs)
        except ValueError:
            return
    raise Miss(Broken("error", call, ValueError, received))


def value_errors(function, legal, illegal):
    """ValueError for each of the calls `illegal` (tuples of arguments), and for none of the calls `legal`."""
    for args in legal:
        accepted(function, *args)
    for args in illegal:
        value_error(function, *args)


def arguments_kept(function, *args, **kwargs):
    """The call leaves its arguments as they were."""
    call = Call(function.__name__, args, kwargs)
    with _told("arguments", call, None):
        after = function.arguments_after(*args, **kwargs)
    for position, (before, now) in enumerate(zip(args, after, strict=True), start=1):
        if not identical(before, now):
            raise Miss(Broken("arguments", call, before, now, f"the call changes its argument number {position}"))


def results_kept(function, reference, *calls):
    """The results of several calls (tuples of arguments), looked at after the last one, are all right.

    This fails where results share memory with a buffer that the next call overwrites, and where a
    function remembers something from one call to the next.
    """
    with _told("sequence", Call(function.__name__, calls[0], {}), None):
        results = function.results_of(calls)
    for number, (args, received) in enumerate(zip(calls, results, strict=True), start=1):
        expected = reference(*args)
        if difference(received, expected):
            same(function, reference, *args)  # where the call alone is wrong, that is what there is to say
            note = f"right when called alone, but after {len(calls)} calls in a row the result of number {number} is"
            raise Miss(Broken("sequence", Call(function.__name__, args, {}), expected, received, note))


def either(promise: Callable, *variants):
    """`promise(variant)` is kept for at least one variant. What sets them apart is another test's promise."""
    misses = []
    for variant in variants:
        try:
            return promise(variant)
        except (Miss, Failure) as miss:
            misses.append(miss)
    raise misses[0]
