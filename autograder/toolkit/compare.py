"""Compare a value with the expected one, and say where the first difference is."""

import collections.abc as _abc
from typing import Any as _Any

import numpy as np

from autograder.toolkit.describe import _NUMBER, _TEXT, _describe, _plain, _short, _text

_EXACT = 2**53  # up to here, a float has every integer
_LARGEST = 2**1023  # close to the largest float


def _difference(received: _Any, expected: _Any) -> str | None:
    """How `received` differs from `expected`, in words; None if they are equal."""
    found = _first_difference(received, expected)
    return None if found is None else found[0] + _in_words(found[1], found[2])


def _first_difference(
    received: _Any, expected: _Any, tolerance: float = 1e-5
) -> tuple[str, _Any, _Any] | None:
    """The first parts that differ: their place in words, and both parts; None if all is equal.

    These rules say what is equal. They hold for parts of a value, too.

    - Numbers, alone or in lists, tuples and arrays that form one array: the same shape, and values
      within rtol and atol `tolerance`. Types do not count: True, 1, 1.0, Fraction(1), 1 + 1e-9j and
      np.array(1) are equal. A Python int that is expected, alone or in a tuple, is a count: other
      ints must match exactly, and floats up to rounding (rtol 1e-12, atol 1e-9). NaN equals NaN,
      so it is right only where it is expected. A list without values has lost its further axes:
      [] equals an array of shape (0, 3).
    - Other lists, tuples and arrays: the same length, and equal items. Dicts: the same keys, and
      equal values.
    - All else (text, bytes, None, sets, numbers beyond a float): what `==` says.
    """
    have, want = _opened(received), _opened(expected)
    if isinstance(want, _abc.Mapping) and isinstance(have, _abc.Mapping):
        return _dict_difference(have, want, tolerance)
    numbers = _values(want)
    if numbers is not None:
        others = _values(have)
        if others is not None and _is_empty_list(have, others, numbers):
            return None
        same = (
            others is not None
            and others.shape == numbers.shape
            and not _wrong(others, numbers, want, tolerance).any()
        )
    elif _is_sequence(want) and _is_sequence(have) and len(have) == len(want):
        for place, (one, other) in enumerate(zip(have, want, strict=True)):
            found = _first_difference(one, other, tolerance)
            if found is not None:
                return f"at index {place}: {found[0]}", *found[1:]
        return None
    else:
        same = _same(have, want)
    return None if same else ("", received, expected)


def _dict_difference(
    received: _abc.Mapping[_Any, _Any], expected: _abc.Mapping[_Any, _Any], tolerance: float
) -> tuple[str, _Any, _Any] | None:
    have, want = _by_key(received), _by_key(expected)
    for key, value in want.items():
        if key not in have:
            return "", received, expected
        found = _first_difference(have[key], value, tolerance)
        if found is not None:
            return f"under {_text(key)}: {found[0]}", *found[1:]
    return None if len(have) == len(want) else ("", received, expected)


def _by_key(values: _abc.Mapping[_Any, _Any]) -> dict[_Any, _Any]:
    return {_key(key): value for key, value in values.items()}


def _key(key: _Any) -> _Any:
    """A key that is found again: NaN is not equal to itself, but the object np.nan is found."""
    if isinstance(key, tuple):
        return tuple(map(_key, key))
    return np.nan if isinstance(key, _NUMBER) and key != key else key


def _same(received: _Any, expected: _Any) -> bool:
    """Whether two values without parts are equal."""
    try:
        if isinstance(received, _abc.Set) and isinstance(expected, _abc.Set):
            return set(map(_key, received)) == set(map(_key, expected))
        if received is expected or received == expected:
            return True
        return bool(received != received and expected != expected)  # NaN, or no date
    except Exception:  # objects that cannot be compared
        return False


def _opened(value: _Any) -> _Any:
    """The item of an array without axes, the fields of a record, an array without its mask."""
    if isinstance(value, np.ndarray):
        value = np.asarray(value)
        value = value if value.ndim else value[()]
    return value.item() if isinstance(value, np.void) else value


def _is_empty_list(value: _Any, have: np.ndarray, want: np.ndarray) -> bool:
    """Whether `value`, a list from which `have` was made, is what `tolist` makes of `want`."""
    empty = have.size == want.size == 0 and isinstance(value, (list, tuple))
    return empty and have.shape == want.shape[: have.ndim]


def _is_sequence(value: _Any) -> bool:
    return isinstance(value, (np.ndarray, _abc.Sequence)) and not isinstance(value, _TEXT)


def _wrong(
    have: np.ndarray, want: np.ndarray, expected: _Any, tolerance: float = 1e-5
) -> np.ndarray:
    """A mask of the values in `have` that differ from `want`, the array made from `expected`."""
    with np.errstate(all="ignore"):
        wrong: np.ndarray = np.logical_not((have == want) | ((have != have) & (want != want)))
        if tolerance and wrong.any():
            one, other = _floats(have), _floats(want)
            apart, size = np.abs(one - other), np.abs(other)
            rounded = (apart <= 1e-9 + 1e-12 * size) & (have.dtype.kind in "fc")
            close = np.where(
                _counts(expected, want.shape), rounded, apart <= tolerance + tolerance * size
            )
            wrong &= ~(close & np.isfinite(other))
    return wrong


def _counts(expected: _Any, shape: tuple[int, ...]) -> np.ndarray:
    """A mask of the values that are Python ints, alone or in tuples."""
    if isinstance(expected, tuple) and expected:
        return np.stack([_counts(item, shape[1:]) for item in expected])
    return np.broadcast_to(isinstance(expected, int), shape)


def _floats(array: np.ndarray) -> np.ndarray:
    """The numbers as float64 or complex128. An integer that is too large becomes infinite."""
    if array.dtype.kind != "O":
        return array.astype(complex if array.dtype.kind == "c" else float, copy=False)
    fits = [not isinstance(item, int) or abs(item) < _LARGEST for item in array.flat]
    items = zip(array.flat, fits, strict=True)
    return np.array([complex(item) if fit else np.inf for item, fit in items]).reshape(array.shape)


def _numbers(value: _Any) -> np.ndarray | None:
    """`value` as an array of complex numbers; None if it does not consist of numbers."""
    array = _values(value)
    try:
        return None if array is None else array.astype(complex)
    except OverflowError:
        return None


def _values(value: _Any) -> np.ndarray | None:
    """`value` as an array of numbers in their own type; None if it does not consist of numbers.

    If there are Python ints that a float does not have, the array has the dtype object.
    """
    try:
        return _array(value)
    except Exception:  # not rectangular, no number, or a number that is too large for a float
        return None


def _array(value: _Any) -> np.ndarray:
    """What `_values` returns, or an exception."""
    if not isinstance(value, (list, tuple)):
        # No mask, no matrix. Texts are not copied: NumPy would make all as long as the longest.
        array = np.asarray(value if isinstance(value, np.ndarray) else np.asarray(value, object))
        if array.dtype.kind in "biufc":
            return array
        if array.dtype.kind != "O" and array.size:
            raise TypeError
        items, shape = array.ravel().tolist() if array.size else [], array.shape
    else:
        items, shape = list(value), (len(value),)
    if not items:
        return np.zeros(shape)
    if all(isinstance(item, _NUMBER) for item in items):
        return _row(items).reshape(shape)
    if not any(map(_is_sequence, items)):
        raise TypeError
    parts = [_array(item) for item in items]
    return np.stack(parts).reshape(shape + parts[0].shape)


def _row(items: _abc.Sequence[_Any]) -> np.ndarray:
    """Numbers as an array with one axis."""
    large = any(isinstance(item, int) and abs(item) > _EXACT for item in items)
    array = np.empty(0, object) if large else np.array(items)
    if array.dtype.kind == "O":  # Fraction, Decimal
        numbers = [item if isinstance(item, int) else complex(item) for item in items]
        array = np.array(numbers, object if large else complex)
    if array.dtype.kind not in "biufcO":  # a time is a number for NumPy
        raise TypeError
    return array


def _in_words(received: _Any, expected: _Any) -> str:
    """How two values differ that differ themselves, not only in their parts."""
    if isinstance(received, _abc.Mapping) and isinstance(expected, _abc.Mapping):
        there, wanted = _by_key(received), _by_key(expected)
        missing = [key for key in wanted if key not in there]
        extra = [key for key in there if key not in wanted]
        return (
            f"the key {_text((missing or extra)[0])} is {'missing' if missing else 'not expected'}"
        )
    have, want = _values(received), _values(expected)
    if have is None or want is None:
        return _both(received, expected)
    if have.shape != want.shape:
        shapes = f"the shapes differ: expected {want.shape}, received {have.shape}"
        return f"{shapes}\n      {_both(received, expected)}"
    return _first_wrong(have, want, _wrong(have, want, expected)) + _both(received, expected)


def _both(received: _Any, expected: _Any) -> str:
    wanted = "None" if expected is None else _describe(expected)
    return f"expected {wanted}\n      received {_describe(received)}"


def _first_wrong(have: np.ndarray, want: np.ndarray, wrong: np.ndarray) -> str:
    """The first wrong value and its index, for arrays with several values."""
    if want.size < 2:
        return ""
    where = tuple(int(i) for i in np.argwhere(wrong)[0])
    place = where[0] if len(where) == 1 else where
    values = [_short(_plain(array[where]), 60) for array in (want, have)]
    return (
        f"{int(wrong.sum())} of {want.size} values differ; the first at index {place}: "
        f"expected {values[0]}, received {values[1]}\n      "
    )
