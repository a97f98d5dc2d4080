"""Represent calls of a student's function, and the violations of what a hidden test expects of them."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.grading.comparison import describe, difference
from autograder.sandbox import Failure
from autograder.sandbox.encoding import Opaque

MOST_SHOWN = 36  # values of an array that is written out
LONGEST_ARGUMENT = 300  # characters


@dataclass(frozen=True)
class Call:
    """One call of a task's function. Its text is what a student would type."""

    function: str
    args: tuple[Any, ...]
    kwargs: dict[str, Any]

    def __str__(self) -> str:
        shown = [_as_code(arg) for arg in self.args] + [f"{key}={_as_code(arg)}" for key, arg in self.kwargs.items()]
        shown = [text if len(text) <= LONGEST_ARGUMENT else f"{text[:290]} … {text[-1]}" for text in shown]
        return f"{self.function}({', '.join(shown)})"

    def binds_to(self, function: Callable[..., Any]) -> bool:
        """Whether `function`, the reference, can be called with these arguments."""
        try:
            inspect.signature(function).bind(*self.args, **self.kwargs)
        except TypeError:
            return False
        return True

    def arguments(self, function: Callable[..., Any], defaults: bool = False) -> dict[str, Any]:
        """The arguments by the names that `function`, the reference, gives them. With `defaults`, its default values
        are added. If the call does not fit the function, positions (from 1) take the place of names."""
        try:
            bound = inspect.signature(function).bind(*self.args, **self.kwargs)
        except TypeError:
            return {str(place): arg for place, arg in enumerate(self.args, start=1)} | self.kwargs
        if defaults:
            bound.apply_defaults()
        return dict(bound.arguments)


@dataclass(frozen=True)
class Violation:
    """One call that did not do what was `expected`. `received` is the value that it returned, or its failure.

    `kind` says what was expected:

    value      this result
    error      ValueError
    arguments  unchanged arguments; `expected` is one before the call, `received` the same one after it
    sequence   this result, also after other calls
    """

    kind: str
    call: Call
    expected: Any
    received: Any | Failure
    note: str = ""

    def __str__(self) -> str:
        return "\n      ".join([str(self.call), *filter(None, [self.note]), self._problem()])

    def _problem(self) -> str:
        if isinstance(self.received, Failure):
            return f"expected ValueError, but {self.received}" if self.kind == "error" else str(self.received)
        if self.kind == "error":
            return f"expected ValueError, received {describe(self.received)}"
        if self.kind == "arguments":
            return f"it was {describe(self.expected)}\n      and is now {describe(self.received)}"
        return difference(self.received, self.expected) or "not as described"


def call_outcome(function: Callable[..., Any], call: Call) -> Any | Exception:
    """The result of a call of a function in this process, or the exception that it raises."""
    try:
        with np.errstate(all="ignore"):
            return function(*copied(call.args), **copied(call.kwargs))
    except Exception as error:
        return error


def copied(value: Any) -> Any:
    """A copy that may be written to. Functions are not copied."""
    if isinstance(value, np.ndarray):
        return value.copy()
    if isinstance(value, (list, tuple)):
        return type(value)(copied(item) for item in value)
    if isinstance(value, dict):
        return {key: copied(item) for key, item in value.items()}
    return value


def identical(before: Any, now: Any) -> bool:
    """Whether an argument has kept its type and its values."""
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
    return type(before) is type(now) and bool(before == now)


def _as_code(arg: Any) -> str:
    if isinstance(arg, np.ndarray):
        return f"np.array({arg.tolist()})" if arg.size <= MOST_SHOWN else f"<array of shape {arg.shape}>"
    if callable(arg):
        return str(getattr(arg, "__name__", "a function"))
    if isinstance(arg, dict):
        return "{" + ", ".join(f"{key!r}: {_as_code(item)}" for key, item in arg.items()) + "}"
    if isinstance(arg, list):
        return f"[{', '.join(map(_as_code, arg))}]"
    if isinstance(arg, tuple):
        return f"({_as_code(arg[0])},)" if len(arg) == 1 else f"({', '.join(map(_as_code, arg))})"
    return repr(arg.item() if isinstance(arg, np.generic) else arg)
