"""Comparing: what separates a value from the one that was expected, in words."""

import itertools as _itertools
import numbers as _abstract

import numpy as np

_NUMBER = (_abstract.Number, np.bool_)


def _difference(received, expected):
    """What separates `received` from `expected`, in words; None where nothing does.

    Shape and values count, the type does not: a list, a float32 array or a complex array with
    negligible imaginary parts are as good as the float64 array. Values are compared with rtol and
    atol 1e-5, but a Python int (alone or in a tuple) counts something and must be met exactly.
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


def _wrong(have, want, expected):
    """Which values of the array `have` are not those of `want`, made of `expected`."""
    exact = (
        [isinstance(e, int) for e in expected]
        if isinstance(expected, tuple)
        else isinstance(expected, int)
    )
    with np.errstate(all="ignore"):
        slack = np.where(exact | ~np.isfinite(want), 0, 1e-5 + 1e-5 * np.abs(want))
        return ~((have == want) | (np.abs(have - want) <= slack))


def _dict_difference(received, expected):
    if not isinstance(received, dict):
        return _both(received, expected)
    for key in expected:
        if key not in received:
            return f"the key {key!r} is missing"
        problem = _difference(received[key], expected[key])
        if problem:
            return f"under {key!r}: {problem}"
    extra = [key for key in received if key not in expected]
    return f"there is no key {_short(repr(extra[0]), 300)} in what was expected" if extra else None


def _numbers(value):
    """`value` as an array of numbers, or None where it is not one."""
    try:
        array = value if isinstance(value, np.ndarray) else np.asarray(value, dtype=object)
        array = np.asarray(array)  # no mask, no matrix
        if array.dtype.kind == "O" and not all(isinstance(item, _NUMBER) for item in array.flat):
            return None
        return array.astype(complex) if array.dtype.kind in "biufcO" else None
    except Exception:  # a ragged list, or a number beyond all floats
        return None


def _both(received, expected):
    return f"expected {_describe(expected)}\n      received {_describe(received)}"


def _first_wrong(have, want, wrong):
    """Where the first wrong value stands, for arrays with several values."""
    if want.size < 2:
        return ""
    where = tuple(int(i) for i in np.argwhere(wrong)[0])
    place = where[0] if len(where) == 1 else where
    return (
        f"{int(wrong.sum())} of {want.size} values differ; the first at index {place}: "
        f"expected {_plain(want[where])}, received {_plain(have[where])}\n      "
    )


def _describe(value):
    """A value as a student would write it: shape and numbers of an array, otherwise its repr."""
    if value is None:
        return "None (does the function return its result?)"
    if isinstance(value, np.ndarray):
        many = value.ndim > 4 and value.size > 64  # more rows than anybody would read
        if value.dtype.kind == "O":
            text = repr(_begun(value.tolist()))
        else:
            text = np.array2string(
                value.flat[:64] if many else value, precision=6, threshold=64, separator=", "
            ).replace("\n\n", "\n")
        gap = "\n" if "\n" in text else " "
        start = f"array of shape {value.shape}{', which begins with' * many}:{gap}"
        return _short(start + text, 600).replace("\n", "\n        ")
    return _short(_plain(value) if isinstance(value, _NUMBER) else repr(_begun(value)), 300)


def _begun(value):
    """As much of a value as `_short` leaves of its repr."""
    if type(value) in (list, tuple):
        return type(value)(map(_begun, value[:100]))
    if type(value) is dict:
        items = _itertools.islice(value.items(), 100)
        return {_begun(key): _begun(one) for key, one in items}
    if isinstance(value, np.ndarray) and value.dtype.kind == "O":
        return _begun(value.tolist())
    if isinstance(value, np.ndarray) and value.size > 100:
        return value.flat[:100]
    return value[:300] if isinstance(value, str) else value


def _plain(value):
    """A number as one would write it: 2.5 rather than np.float64(2.5) or (2.5+0j)."""
    value = value.item() if isinstance(value, np.generic) else value
    value = value.real if isinstance(value, complex) and value.imag == 0 else value
    return f"{value:.10g}" if isinstance(value, float) else repr(value)


def _short(text, length):
    return text if len(text) <= length else text[: length - 1] + "…"
