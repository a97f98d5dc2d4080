"""Compare a value with the expected one, and describe the difference in words."""

import itertools as _itertools
import numbers as _abstract

import numpy as np

_NUMBER = (_abstract.Number, np.bool_)


def _difference(received: object, expected: object) -> str | None:
    """How `received` differs from `expected`, in words; None if they are equal.

    Only shape and values count, the type does not. A list, a float32 array or a complex array with
    negligible imaginary parts equals the float64 array with the same values. Values are compared
    with rtol and atol 1e-5. A Python int (alone or in a tuple) is a count and must match exactly.
    """
    if isinstance(expected, dict):
        return _dict_difference(received, expected)
    if isinstance(expected, str):
        same = isinstance(received, str) and received == expected
        return None if same else _both(received, expected)
    have, want = _numbers(received), np.asarray(expected)
    if have is None:
        return _both(received, expected)
    if have.shape != want.shape:
        shapes = f"the shapes differ: expected {want.shape}, received {have.shape}"
        return f"{shapes}\n      {_both(received, expected)}"
    wrong = _wrong(have, want, expected)
    return _first_wrong(have, want, wrong) + _both(received, expected) if wrong.any() else None


def _wrong(have: np.ndarray, want: np.ndarray, expected: object) -> np.ndarray:
    """A mask of the values in `have` that differ from `want`, the array made from `expected`."""
    exact = np.array(isinstance(expected, int))
    if isinstance(expected, tuple):
        exact = np.array([isinstance(item, int) for item in expected], dtype=bool)
    with np.errstate(all="ignore"):
        slack = np.where(exact | ~np.isfinite(want), 0, 1e-5 + 1e-5 * np.abs(want))
        wrong: np.ndarray = ~((have == want) | (np.abs(have - want) <= slack))
    return wrong


def _dict_difference(received: object, expected: dict[object, object]) -> str | None:
    if not isinstance(received, dict):
        return _both(received, expected)
    for key in expected:
        if key not in received:
            return f"the key {key!r} is missing"
        problem = _difference(received[key], expected[key])
        if problem:
            return f"under {key!r}: {problem}"
    extra = [key for key in received if key not in expected]
    return f"the key {_short(repr(extra[0]), 300)} is not expected" if extra else None


def _numbers(value: object) -> np.ndarray | None:
    """`value` as an array of complex numbers; None if it does not consist of numbers."""
    try:
        array = value if isinstance(value, np.ndarray) else np.asarray(value, dtype=object)
        array = np.asarray(array)  # no mask, no matrix
        if array.dtype.kind == "O" and not all(isinstance(item, _NUMBER) for item in array.flat):
            return None
        return array.astype(complex) if array.dtype.kind in "biufcO" else None
    except Exception:  # a ragged list, or a number that is too large for a float
        return None


def _both(received: object, expected: object) -> str:
    return f"expected {_describe(expected)}\n      received {_describe(received)}"


def _first_wrong(have: np.ndarray, want: np.ndarray, wrong: np.ndarray) -> str:
    """The first wrong value and its index, for arrays with several values."""
    if want.size < 2:
        return ""
    where = tuple(int(i) for i in np.argwhere(wrong)[0])
    place = where[0] if len(where) == 1 else where
    return (
        f"{int(wrong.sum())} of {want.size} values differ; the first at index {place}: "
        f"expected {_plain(want[where])}, received {_plain(have[where])}\n      "
    )


def _describe(value: object) -> str:
    """A value as a student would write it: shape and numbers of an array, otherwise its repr."""
    if value is None:
        return "None (does the function return its result?)"
    if isinstance(value, np.ndarray):
        return _short(_describe_array(value), 600).replace("\n", "\n        ")
    return _short(_plain(value) if isinstance(value, _NUMBER) else repr(_begun(value)), 300)


def _describe_array(array: np.ndarray) -> str:
    array = np.asarray(array)  # values under a mask are compared, so show them
    many = array.ndim > 4 and array.size > 64  # too many rows to read
    if array.dtype.kind == "O":
        text = repr(_begun(array.tolist()))
    else:
        shown = array.flat[:64] if many else array
        text = np.array2string(shown, precision=6, threshold=64, separator=", ")
        text = text.replace("\n\n", "\n")
    gap = "\n" if "\n" in text else " "
    return f"array of shape {array.shape}{', which begins with' if many else ''}:{gap}{text}"


def _begun(value: object) -> object:
    """The first part of a value: enough for a repr that `_short` cuts."""
    if type(value) is list:
        return [_begun(item) for item in value[:100]]
    if type(value) is tuple:
        return tuple(_begun(item) for item in value[:100])
    if type(value) is dict:
        items = _itertools.islice(value.items(), 100)
        return {_begun(key): _begun(item) for key, item in items}
    if isinstance(value, np.ndarray) and value.dtype.kind == "O":
        return _begun(value.tolist())
    if isinstance(value, np.ndarray) and value.size > 100:
        return value.flat[:100]
    return value[:300] if isinstance(value, str) else value


def _plain(value: object) -> str:
    """A number as people write it: 2.5 instead of np.float64(2.5) or (2.5+0j)."""
    value = value.item() if isinstance(value, np.generic) else value
    value = value.real if isinstance(value, complex) and value.imag == 0 else value
    return f"{value:.10g}" if isinstance(value, float) else repr(value)


def _short(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"
