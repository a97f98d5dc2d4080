"""The expectations: what a hidden grader can ask of a function, and how a miss is worded.

Each takes the student's function and legal arguments, and raises `Miss` when the promise is broken.
All comparing goes through `toolkit.difference`, so that hidden graders and the notebooks' visible
checks agree on what counts as equal.
"""

import contextlib

import numpy as np

from autograder.sandbox import Absent, Failure
from autograder.sandbox.channel import Opaque
from autograder.toolkit import _describe as describe
from autograder.toolkit import _difference as difference


class Miss(AssertionError):
    """A promise that the student's function does not keep, worded for the student."""


def value(function, expected, *args, **kwargs):
    """`function(*args, **kwargs)` equals `expected` in shape and values."""
    problem = difference(accepted(function, *args, **kwargs), expected)
    if problem:
        raise Miss(f"{_call(function, args, kwargs)}\n      {problem}")


def accepted(function, *args, **kwargs):
    """The call returns something, which is returned. Where it fails instead, the call is told with the failure."""
    with _told(_call(function, args, kwargs)):
        return function(*args, **kwargs)


@contextlib.contextmanager
def _told(call, expected=""):
    """A failure of the student's code is told with the call in which it came. Without a function there is no call."""
    try:
        yield
    except Absent:
        raise
    except Failure as failure:
        failure.args = (f"{call}\n      {expected}{failure}",)
        raise


def same(function, reference, *args, **kwargs):
    """The function returns what the reference returns for the same arguments."""
    value(function, reference(*args, **kwargs), *args, **kwargs)


def value_error(function, *args, **kwargs):
    """`function(*args, **kwargs)` raises ValueError (or a subclass).

    Graders ask this beside a legal call, so that a function that always raises earns nothing.
    """
    call = _call(function, args, kwargs)
    with _told(call, "expected ValueError, but "):
        try:
            received = function(*args, **kwargs)
        except ValueError:
            return
    raise Miss(f"{call}\n      expected ValueError, received {describe(received)}")


def arguments_kept(function, *args, **kwargs):
    """The call leaves its arguments as they were."""
    with _told(_call(function, args, kwargs)):
        after = function.arguments_after(*args, **kwargs)
    for position, (before, now) in enumerate(zip(args, after, strict=True), start=1):
        if not _identical(before, now):
            raise Miss(
                f"{_call(function, args, kwargs)}\n      changes its argument number {position}: "
                f"it was {describe(before)}\n      and is now {describe(now)}"
            )


def results_kept(function, reference, *calls):
    """The results of several calls (tuples of arguments), looked at after the last one, are all right.

    This fails where results share memory with a buffer that the next call overwrites, and where a
    function remembers something from one call to the next.
    """
    with _told(f"{function.__name__}, called {len(calls)} times in a row"):
        results = function.results_of(calls)
    for number, (args, received) in enumerate(zip(calls, results, strict=True), start=1):
        problem = difference(received, reference(*args))
        if problem:
            same(function, reference, *args)  # where the call alone is wrong, that is what there is to say
            raise Miss(
                f"{_call(function, args, {})}\n      is right when called alone. "
                f"But after {len(calls)} calls in a row, the result of number {number} is\n      {problem}"
            )


def _identical(before, now):
    if isinstance(before, np.ndarray):
        return isinstance(now, np.ndarray) and before.dtype == now.dtype and np.array_equal(before, now)
    if isinstance(before, (list, tuple)):
        return (
            type(before) is type(now)
            and len(before) == len(now)
            and all(_identical(b, n) for b, n in zip(before, now, strict=True))
        )
    if isinstance(before, dict):
        return (
            isinstance(now, dict)
            and before.keys() == now.keys()
            and all(_identical(before[key], now[key]) for key in before)
        )
    return isinstance(now, Opaque) if callable(before) else type(before) is type(now) and before == now


def _call(function, args, kwargs):
    """The call as text, with small arrays spelled out and large ones by their shape."""
    shown = [_argument(arg) for arg in args] + [f"{key}={_argument(arg)}" for key, arg in kwargs.items()]
    shown = [text if len(text) <= 300 else f"{text[:290]} … {text[-1]}" for text in shown]
    return f"{function.__name__}({', '.join(shown)})"


def _argument(arg):
    if isinstance(arg, np.ndarray):
        if arg.size <= 36:
            return str(arg.tolist())
        return f"<array of shape {arg.shape}>"
    if callable(arg):
        return getattr(arg, "__name__", "a function")
    if isinstance(arg, dict):
        return "{" + ", ".join(f"{key!r}: {_argument(item)}" for key, item in arg.items()) + "}"
    if isinstance(arg, (list, tuple)):
        inner = ", ".join(_argument(item) for item in arg)
        return f"[{inner}]" if isinstance(arg, list) else f"({inner}{',' if len(arg) == 1 else ''})"
    return repr(arg)
