"""The case: a broken promise as data for a page, with arguments, expected and received values side by side."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from autograder.grading.calls import Broken
from autograder.sandbox import Failure
from autograder.toolkit.compare import _describe as describe
from autograder.toolkit.compare import _numbers as numbers
from autograder.toolkit.compare import _wrong as wrong

MOST_CELLS = 144  # of an array that is shown whole
MOST_KEYS = 12  # of a dict of functions
INPUTS = ("x", "a")  # the names of arguments that windows slide over


@dataclass(frozen=True)
class Shown:
    """A value as a page shows it: `text`, or an array's `cells` in order. `marked` are the places of cells that differ
    from what was expected, `window` those of the input from which the first of them is computed. `kind` is the type of
    an array's values, or "failure"."""

    label: str
    text: str = ""
    kind: str = ""
    shape: tuple[int, ...] = ()
    cells: tuple[str, ...] = ()
    marked: tuple[int, ...] = ()
    window: tuple[int, ...] = ()


@dataclass(frozen=True)
class Case:
    """One call in which a promise is broken."""

    call: str
    arguments: tuple[Shown, ...]
    expected: Shown
    received: Shown
    note: str = ""

    @classmethod
    def from_json(cls, data: dict) -> "Case":
        """The case that `dataclasses.asdict` and JSON made `data` of."""

        def shown(value):
            return Shown(**{key: tuple(item) if isinstance(item, list) else item for key, item in value.items()})

        arguments = tuple(shown(argument) for argument in data["arguments"])
        return cls(
            **data | {"arguments": arguments, "expected": shown(data["expected"]), "received": shown(data["received"])}
        )


def case_of(broken: Broken, reference: Callable) -> Case:
    """The case of a broken promise. The reference has the names of the arguments."""
    marked = _marked(broken)
    window = _window(broken, reference, marked)
    arguments = broken.call.arguments(reference).items()
    shown = tuple(_show(name, value, window=window if name in INPUTS else ()) for name, value in _each(arguments))
    before, after = ("before the call", "after it") if broken.kind == "arguments" else ("expected", "received")
    if broken.kind == "error":
        expected = Shown(before, "ValueError")
    else:
        expected = Shown(before, "a result") if broken.expected is None else _show(before, broken.expected, marked)
    return Case(str(broken.call), shown, expected, _show(after, broken.received, marked), broken.note)


def _each(arguments):
    """The arguments, of a list of arrays each one alone."""
    for name, value in arguments:
        if isinstance(value, list) and any(isinstance(item, np.ndarray) for item in value):
            yield from ((f"{name}[{place}]", item) for place, item in enumerate(value))
        else:
            yield name, value


def _show(label, value, marked=(), window=()):
    if isinstance(value, Failure):
        return Shown(label, str(value), "failure")
    if isinstance(value, dict) and value and all(map(callable, value.values())):
        items = itertools.islice(value.items(), MOST_KEYS)
        return Shown(label, "\n".join(f"{describe(key)}: {f.__name__}, {f.__doc__}" for key, f in items))
    array = numbers(value) if isinstance(value, (np.ndarray, list, tuple)) else None
    if array is None or array.ndim == 0 or not 0 < array.size <= MOST_CELLS:
        return Shown(label, f"{value.__name__}: {value.__doc__}" if callable(value) else describe(value))
    kind = str(value.dtype) if isinstance(value, np.ndarray) else type(value).__name__
    if isinstance(value, np.ndarray) and not value.flags.c_contiguous:
        kind += ", a view"
    return Shown(label, "", kind, array.shape, tuple(map(_cell, array.flat)), marked, window)


def _cell(number):
    if number.imag != 0:
        return f"{number:.4g}"
    return f"{number.real:.0f}" if abs(number.real) < 1e15 and number.real.is_integer() else f"{number.real:.8g}"


def _marked(broken):
    """The places, in reading order, where the received values are not the expected ones."""
    have, want = numbers(broken.received), numbers(broken.expected)
    if have is None or want is None or have.shape != want.shape or want.ndim == 0:
        return ()
    return tuple(int(place) for place in np.flatnonzero(wrong(have, want, broken.expected)))


def _window(broken, reference, marked):
    """The places in the input that lie under the window of the first wrong output."""
    arguments = broken.call.arguments(reference, defaults=True)
    x, w, size = (arguments.get(name) for name in ("x", "w", "size"))
    x = arguments.get("a") if x is None else x
    if not marked or broken.kind == "arguments" or not isinstance(x, np.ndarray) or (w is None and size is None):
        return ()
    axes = 2 if x.ndim > 1 else 1
    extent = np.ones(axes, int) if w is None else np.array(np.shape(w)[-axes:])
    extent += 0 if size is None else size - 1  # both: a window of outputs of the kernel
    stride = arguments.get("stride") or (size if w is None else 1)
    first = np.unravel_index(marked[0], np.shape(broken.expected))
    starts = [place * stride - arguments.get("padding", 0) for place in first[-axes:]]
    covered = np.zeros(x.shape, bool)
    sample = (first[0],) if x.ndim == 4 else ()
    slices = (slice(max(start, 0), max(start + length, 0)) for start, length in zip(starts, extent, strict=True))
    covered[(*sample, ..., *slices)] = True
    return tuple(int(place) for place in np.flatnonzero(covered))
