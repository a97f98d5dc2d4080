"""Describe a value in a few words, whatever it is and however large it is."""

import collections.abc as _abc
import numbers as _abstract
from typing import Any as _Any

import numpy as np

_NUMBER = (_abstract.Number, np.bool_)
_TEXT = (str, bytes, bytearray)
_HUGE = 10**4000  # Python does not write out much larger integers


def _describe(value: _Any) -> str:
    """A value as a student would write it: shape and numbers of an array, otherwise its repr."""
    if value is None:
        return "None (does the function return its result?)"
    if isinstance(value, np.ndarray):
        return _short(_describe_array(value), 600).replace("\n", "\n        ")
    return _short(_plain(value), 300) if isinstance(value, _NUMBER) else _text(value)


def _describe_array(array: np.ndarray) -> str:
    array = np.asarray(array)  # values under a mask are compared, so show them
    many = array.ndim > 4 and array.size > 64  # too many rows to read
    if array.dtype.kind in "biufc":
        shown = array.flat[:64] if many else array
        text = np.array2string(shown, precision=6, threshold=64, separator=", ")
        text = text.replace("\n\n", "\n")
    else:
        text = _text(array if array.size else [], 600)
    gap = "\n" if "\n" in text else " "
    return f"array of shape {array.shape}{', which begins with' if many else ''}:{gap}{text}"


def _text(value: _Any, length: int = 300) -> str:
    """The beginning of a value's repr. No more of the value is read than is shown."""
    text = ""
    for piece in _pieces(value):
        text += piece
        if len(text) > length:
            break
    return _short(text, length)


def _pieces(value: _Any) -> _abc.Iterator[str]:
    """The repr of a value, piece by piece."""
    if isinstance(value, dict):
        for place, (key, item) in enumerate(value.items()):
            yield ", " if place else "{"
            yield from _pieces(key)
            yield ": "
            yield from _pieces(item)
        yield "}" if value else "{}"
    elif isinstance(value, (list, tuple)) or _is_array_of_objects(value):
        first, last = "()" if isinstance(value, tuple) else "[]"
        yield first
        for place, item in enumerate(value):
            yield ", " if place else ""
            yield from _pieces(item)
        yield ",)" if isinstance(value, tuple) and len(value) == 1 else last
    elif type(value) in (set, frozenset) and value:
        texts = [_text(item) for _, item in zip(range(1000), value, strict=False)]
        texts.sort(key=lambda text: (len(text), text))  # its own order is different each time
        text = "{" + ", ".join(texts) + "}"
        yield text if type(value) is set else f"frozenset({text})"
    else:
        yield _repr(value)


def _is_array_of_objects(value: _Any) -> bool:
    """Texts, for example: its repr can be long, so it is written as a list."""
    array = isinstance(value, np.ndarray) and value.ndim > 0 and value.size > 0
    return array and value.dtype.kind not in "biufc"


def _repr(value: _Any) -> str:
    """The repr of a value without parts; of text, its beginning."""
    if isinstance(value, int) and abs(value) > _HUGE:
        return f"an integer of {value.bit_length()} bits"
    if isinstance(value, np.ndarray) and value.size > 100:
        value = value.flat[:100]
    if isinstance(value, np.generic) and value.dtype.kind in "biufcUS":
        value = value.item()  # 3 instead of np.int64(3)
    try:
        return repr(value[:300] if isinstance(value, _TEXT) else value)
    except Exception:
        return f"an object of type {type(value).__name__}"


def _plain(value: _Any) -> str:
    """A number as people write it: 2.5 instead of np.float64(2.5) or (2.5+0j)."""
    value = value.item() if isinstance(value, np.generic) else value
    value = value.real if isinstance(value, complex) and value.imag == 0 else value
    return f"{value:.10g}" if isinstance(value, float) else _repr(value)


def _short(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"
