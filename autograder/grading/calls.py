"""The calls: what a hidden test asked of a function, and the case in which the answer was wrong."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.sandbox import Failure
from autograder.sandbox.encoding import Opaque
from autograder.toolkit.compare import _describe as describe
from autograder.toolkit.compare import _difference as difference
from autograder.toolkit.compare import _numbers as numbers
from autograder.toolkit.compare import _wrong as wrong


@dataclass(frozen=True)
class Call:
    """One call of a task's function. As text it is what a student would type."""

    function: str
    args: tuple
    kwargs: dict

    def __str__(self):
        shown = [_argument(arg) for arg in self.args] + [f"{key}={_argument(arg)}" for key, arg in self.kwargs.items()]
        shown = [text if len(text) <= 300 else f"{text[:290]} … {text[-1]}" for text in shown]
        return f"{self.function}({', '.join(shown)})"

    def arguments(self, function: Callable, defaults: bool = False) -> dict[str, Any]:
        """The arguments under the names that `function`, the reference, gives them."""
        try:
            bound = inspect.signature(function).bind(*self.args, **self.kwargs)
        except TypeError:
            return {str(place): arg for place, arg in enumerate(self.args, start=1)} | self.kwargs
        if defaults:
            bound.apply_defaults()
        return dict(bound.arguments)


@dataclass(frozen=True)
class Broken:
    """A promise that one call broke: what was `expected`, and what was `received`, a value or the failure.

    `kind` says what was promised:

    value      the expected result
    error      ValueError
    arguments  that arguments stay as they are; `expected` is one before the call, `received` after it
    sequence   that a result is the expected one after other calls, too
    """

    kind: str
    call: Call
    expected: Any
    received: Any | Failure
    note: str = ""

    def __str__(self):
        return "\n      ".join([str(self.call), *filter(None, [self.note]), self._problem()])

    def _problem(self):
        if isinstance(self.received, Failure):
            return f"expected ValueError, but {self.received}" if self.kind == "error" else str(self.received)
        if self.kind == "error":
            return f"expected ValueError, received {describe(self.received)}"
        if self.kind == "arguments":
            return f"it was {describe(self.expected)}\n      and is now {describe(self.received)}"
        return difference(self.received, self.expected) or "not as described"


def outcome(function: Callable, call: Call) -> Any | Exception:
    """What a function of this process makes of a call: its value, or the exception that it raised."""
    try:
        with np.errstate(all="ignore"):
            return function(*copied(call.args), **copied(call.kwargs))
    except Exception as error:
        return error


def differs(received, expected) -> bool:
    """Whether there is a `difference`, without words for it."""
    if isinstance(expected, (dict, str)):
        return difference(received, expected) is not None
    have, want = numbers(received), np.asarray(expected)
    return have is None or have.shape != want.shape or bool(wrong(have, want, expected).any())


def copied(value):
    """A copy that may be written to; functions stay what they are."""
    if isinstance(value, np.ndarray):
        return value.copy()
    if isinstance(value, (list, tuple)):
        return type(value)(copied(item) for item in value)
    if isinstance(value, dict):
        return {key: copied(item) for key, item in value.items()}
    return value


def identical(before, now) -> bool:
    """Whether an argument is what it was, type and all."""
    if isinstance(before, np.ndarray):
        return isinstance(now, np.ndarray) and before.dtype == now.dtype and np.array_equal(before, now)
    if isinstance(before, (list, tuple)):
        same = type(before) is type(now) and len(before) == len(now)
        return same and all(identical(b, n) for b, n in zip(before, now, strict=True))
    if isinstance(before, dict):
        same = isinstance(now, dict) and before.keys() == now.keys()
        return same and all(identical(before[key], now[key]) for key in before)
    if callable(before):
        return isinstance(now, Opaque) or now is before
    return type(before) is type(now) and before == now


def _argument(arg):
    if isinstance(arg, np.ndarray):
        return f"np.array({arg.tolist()})" if arg.size <= 36 else f"<array of shape {arg.shape}>"
    if callable(arg):
        return getattr(arg, "__name__", "a function")
    if isinstance(arg, dict):
        return "{" + ", ".join(f"{key!r}: {_argument(item)}" for key, item in arg.items()) + "}"
    if isinstance(arg, (list, tuple)):
        inner = ", ".join(_argument(item) for item in arg)
        return f"[{inner}]" if isinstance(arg, list) else f"({inner}{',' if len(arg) == 1 else ''})"
    return repr(arg.item() if isinstance(arg, np.generic) else arg)
