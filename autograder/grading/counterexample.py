"""Describe a violation as data for a page: arguments, expected and received values side by side."""

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.grading.calls import Violation
from autograder.grading.comparison import describe, numbers, text, wrong
from autograder.sandbox import Failure

MOST_CELLS = 144  # of an array that is shown whole
MOST_KEYS = 12  # of a dict of functions

# The function `highlight(arguments, place)` in an exercise's `calls.py`, which is optional: which values of the
# arguments gave one value of the result? It gets the arguments by name, and the place (index tuple) in the result.
# It returns argument → places of its values, counted in reading order.
Highlight = Callable[[Mapping[str, Any], tuple[int, ...]], Mapping[str, Sequence[int]]]


@dataclass(frozen=True)
class RenderedValue:
    """A value as a page shows it: `text`, or an array of this `shape` with its `cells` in reading order.

    `marked` are the places of cells that differ from the expected ones. `window` are the places of the input's cells
    from which the first of these is computed. `kind` is the type of an array's values, or "failure".
    """

    label: str
    text: str = ""
    kind: str = ""
    shape: tuple[int, ...] = ()
    cells: tuple[str, ...] = ()
    marked: tuple[int, ...] = ()
    window: tuple[int, ...] = ()

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "RenderedValue":
        """The value from its JSON."""
        values: dict[str, Any] = {key: tuple(item) if isinstance(item, list) else item for key, item in data.items()}
        return cls(**values)


@dataclass(frozen=True)
class Counterexample:
    """One call in which a function does not do what is expected: the code of the `call`, and its values."""

    call: str
    arguments: tuple[RenderedValue, ...]
    expected: RenderedValue
    received: RenderedValue
    note: str = ""

    @property
    def size(self) -> int:
        """How much there is to read: the characters of the call and of the two values."""
        values = self.expected, self.received
        return len(self.call) + sum(text_size(value.text, value.cells) for value in values)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Counterexample":
        """The counterexample from its JSON."""
        values = {key: RenderedValue.from_json(data[key]) for key in ("expected", "received")}
        arguments = tuple(RenderedValue.from_json(argument) for argument in data["arguments"])
        return cls(**data | values | {"arguments": arguments})


def text_size(text: str, cells: Sequence[str]) -> int:
    """The characters of a value's text, or of its cells with what is between them."""
    return len(text) + sum(len(cell) + 2 for cell in cells)


def counterexample_of(
    violation: Violation, reference: Callable[..., Any], highlight: Highlight | None = None
) -> Counterexample:
    """Describe a violation. The arguments get the names that they have in the reference."""
    marked = _marked(violation)
    windows = _windows(violation, reference, marked, highlight)
    arguments = violation.call.arguments(reference).items()
    shown = tuple(_rendered(name, value, window=tuple(windows.get(name, ()))) for name, value in _one_by_one(arguments))
    before, after = ("before the call", "after it") if violation.kind == "arguments" else ("expected", "received")
    if violation.kind == "error":
        expected = RenderedValue(before, "ValueError")
    elif violation.expected is None and isinstance(violation.received, Failure):
        expected = RenderedValue(before, "a result")
    else:
        expected = _rendered(before, violation.expected, marked)
    if violation.received is None:
        received = RenderedValue(after, describe(None))
    else:
        received = _rendered(after, violation.received, marked)
    return Counterexample(str(violation.call), shown, expected, received, violation.note)


def _one_by_one(arguments: Any) -> Iterator[tuple[str, Any]]:
    """The arguments; a list of arrays is split into its first items."""
    for name, value in arguments:
        if isinstance(value, list) and any(isinstance(item, np.ndarray) for item in value):
            yield from ((f"{name}[{place}]", item) for place, item in enumerate(value[:MOST_CELLS]))
        else:
            yield name, value


def _rendered(label: str, value: Any, marked: tuple[int, ...] = (), window: tuple[int, ...] = ()) -> RenderedValue:
    if isinstance(value, Failure):
        return RenderedValue(label, str(value), "failure")
    if isinstance(value, dict) and value and all(map(callable, value.values())):
        items = itertools.islice(value.items(), MOST_KEYS)
        return RenderedValue(label, "\n".join(f"{text(key)}: {_named(f, ', ')}" for key, f in items))
    array = numbers(value) if isinstance(value, (np.ndarray, list, tuple)) else None
    if array is None or array.ndim == 0 or not 0 < array.size <= MOST_CELLS:
        return RenderedValue(label, _as_text(value))
    kind = str(value.dtype) if isinstance(value, np.ndarray) else type(value).__name__
    if isinstance(value, np.ndarray) and not value.flags.c_contiguous:
        kind += ", a view"
    return RenderedValue(label, "", kind, array.shape, tuple(map(_cell, array.flat)), marked, window)


def _as_text(value: Any) -> str:
    if callable(value):
        return _named(value, ": ")
    return "None" if value is None else describe(value)


def _named(function: Callable[..., Any], separator: str) -> str:
    """A function's name and docstring. A partial function has no name."""
    return f"{getattr(function, '__name__', 'a function')}{separator}{function.__doc__}"


def _cell(number: complex) -> str:
    if number.imag != 0:
        return f"{number:.4g}"
    real = float(number.real)
    return f"{real:.0f}" if abs(real) < 1e15 and real.is_integer() else f"{real:.8g}"


def _marked(violation: Violation) -> tuple[int, ...]:
    """The first places, in reading order, where the received values are not the expected ones."""
    have, want = numbers(violation.received), numbers(violation.expected)
    if have is None or want is None or have.shape != want.shape or want.ndim == 0:
        return ()
    return tuple(int(place) for place in np.flatnonzero(wrong(have, want, violation.expected))[:MOST_CELLS])


def _windows(
    violation: Violation, reference: Callable[..., Any], marked: tuple[int, ...], highlight: Highlight | None
) -> Mapping[str, Sequence[int]]:
    """The places in the arguments from which the first wrong output is computed, if the exercise knows them."""
    expected = numbers(violation.expected)
    if highlight is None or expected is None or not marked or violation.kind == "arguments":
        return {}
    place = tuple(int(index) for index in np.unravel_index(marked[0], expected.shape))
    found = highlight(violation.call.arguments(reference, defaults=True), place)
    return {name: [int(index) for index in places] for name, places in found.items()}
