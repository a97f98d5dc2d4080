"""Represent calls of a student's function, and the violations of what a hidden test expects of them."""

import copy
import functools
import inspect
import itertools
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.grading.comparison import by_key, describe, difference, differs, only_data, text
from autograder.sandbox import Failure
from autograder.sandbox.decoding import Decoder
from autograder.sandbox.encoding import Encoder, Opaque
from autograder.sandbox.given import GivenFunctions

MOST_SHOWN = 36  # values of an array that is written out
LONGEST_ARGUMENT = 300  # characters, and items
MOST_BYTES = 2**30  # of the arrays in an argument


@dataclass(frozen=True)
class Call:
    """One call of a task's function. Its text is what a student would type."""

    function: str
    args: tuple[Any, ...]
    kwargs: dict[str, Any]

    def __str__(self) -> str:
        shown = [_as_code(arg) for arg in self.args] + [f"{key}={_as_code(arg)}" for key, arg in self.kwargs.items()]
        shown = [
            code if len(code) <= LONGEST_ARGUMENT else f"{code[: LONGEST_ARGUMENT - 10]} … {code[-1]}" for code in shown
        ]
        return f"{self.function}({', '.join(shown)})"

    def binds_to(self, function: Callable[..., Any]) -> bool:
        """Whether `function`, the reference, can be called with these arguments."""
        return _takes(function, len(self.args), tuple(self.kwargs))

    def arguments(self, function: Callable[..., Any], defaults: bool = False) -> dict[str, Any]:
        """The arguments by the names that `function`, the reference, gives them. With `defaults`, its default values
        are added. If the call does not fit the function, or if that has no names, positions (from 1) replace names."""
        try:
            bound = signature_of(function).bind(*self.args, **self.kwargs)
        except (TypeError, ValueError):
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


@functools.lru_cache(maxsize=1000)
def signature_of(function: Callable[..., Any]) -> inspect.Signature:
    """The signature of a function of the course. Raises ValueError for a function of C that does not say what it takes.

    Python takes longer to find it than most of these functions need for their result.
    """
    return inspect.signature(function)


@functools.lru_cache(maxsize=1000)
def _takes(function: Callable[..., Any], count: int, names: tuple[str, ...]) -> bool:
    """Whether a function can be called with so many positional arguments, and keyword arguments with these names."""
    try:
        signature_of(function).bind(*range(count), **dict.fromkeys(names))
    except TypeError:
        return False
    except ValueError:  # a function of C that does not say what it takes
        pass
    return True


def call_outcome(function: Callable[..., Any], call: Call) -> Any | Exception:
    """The result of a call of a function in this process, or the exception that it raises."""
    try:
        with np.errstate(all="ignore"):
            return function(*copied(call.args), **copied(call.kwargs))
    except MemoryError:
        raise  # the limit of the grader's own work
    except Exception as error:
        return error


def copied(value: Any) -> Any:
    """A copy that may be written to. Functions are not copied."""
    if callable(value):
        return value
    if isinstance(value, (list, tuple)):
        return with_items(value, map(copied, value))
    if isinstance(value, dict):
        same = copy.copy(value)  # of the same type
        for key, item in value.items():
            same[key] = copied(item)
        return same
    if isinstance(value, np.ndarray) and value.dtype.kind != "O":
        return value.copy()
    try:
        return copy.deepcopy(value)
    except Exception:  # a generator, for example
        return value


def with_items(value: list[Any] | tuple[Any, ...], items: Iterable[Any]) -> Any:
    """A list or tuple like `value` with other items, also of a named tuple's type."""
    if isinstance(value, list):
        return [*items]
    return type(value)(*items) if hasattr(value, "_fields") else tuple(items)


def identical(before: Any, now: Any) -> bool:
    """Whether an argument has kept its type and its values, as far as the channel shows them.

    A named tuple arrives at the student's function as a tuple, a fraction as a float. What is not data cannot change.
    """
    functions = GivenFunctions()
    return _unchanged(_as_received(before, functions), _as_received(now, functions))


def _as_received(value: Any, functions: GivenFunctions) -> Any:
    """What the channel makes of a value, but each function stays itself."""
    encoder = Encoder(MOST_BYTES, functions.index_of)
    try:
        tree = encoder.encode(value)
        return Decoder(b"".join(encoder.buffers), functions.at).decode(tree)
    except Exception:  # the channel does not take it, so it is no argument of a call that was made
        return value


def _unchanged(before: Any, now: Any) -> bool:
    if callable(before) or isinstance(before, Opaque):
        return now is before or isinstance(now, Opaque)
    if type(before) is not type(now):
        return False
    if isinstance(before, dict):
        one, other = by_key(before), by_key(now)
        return one.keys() == other.keys() and all(_unchanged(one[key], other[key]) for key in one)
    if isinstance(before, (list, tuple)):
        return len(before) == len(now) and all(map(_unchanged, before, now))
    if isinstance(before, np.ndarray):
        if (before.dtype, before.shape) != (now.dtype, now.shape):
            return False
        if before.dtype.kind == "O":
            return _unchanged(before.ravel().tolist() if before.size else [], now.ravel().tolist() if now.size else [])
    return not differs(only_data(now), only_data(before), tolerance=0)


def _as_code(arg: Any) -> str:
    """The code of an argument, or its beginning: of a long one, not all items are written."""
    if isinstance(arg, np.ndarray):
        if arg.size == 0 and arg.ndim > 1:
            return f"np.zeros({arg.shape})"
        return f"np.array({_as_code(arg.tolist())})" if arg.size <= MOST_SHOWN else f"<array of shape {arg.shape}>"
    if callable(arg):
        return str(getattr(arg, "__name__", "a function"))
    if isinstance(arg, dict):
        items = itertools.islice(arg.items(), LONGEST_ARGUMENT)
        return "{" + ", ".join(f"{_as_code(key)}: {_as_code(item)}" for key, item in items) + "}"
    if isinstance(arg, list):
        return f"[{', '.join(map(_as_code, arg[:LONGEST_ARGUMENT]))}]"
    if isinstance(arg, tuple):
        return f"({_as_code(arg[0])},)" if len(arg) == 1 else f"({', '.join(map(_as_code, arg[:LONGEST_ARGUMENT]))})"
    return text(arg.item() if isinstance(arg, np.generic) else arg, 2 * LONGEST_ARGUMENT)
