"""Compare and describe values with the toolkit's own functions, so that hidden tests and visible checks agree.

What counts as equal stands at `_first_difference` of the toolkit. This is the only place that uses the toolkit's
private names; they begin with an underscore because they stand beside the student's own names in a notebook.
"""

from typing import Any

import numpy as np

from autograder.sandbox.encoding import Opaque
from autograder.toolkit.compare import _by_key, _first_difference
from autograder.toolkit.compare import _difference as difference
from autograder.toolkit.compare import _numbers as numbers
from autograder.toolkit.compare import _wrong as wrong
from autograder.toolkit.describe import _describe as describe
from autograder.toolkit.describe import _plain as plain
from autograder.toolkit.describe import _text as text

__all__ = [
    "alike", "by_key", "describe", "difference", "differs", "numbers", "only_data", "plain", "same_data", "text",
    "wrong",
]  # fmt: skip

NO_DATA = "not data"
PLAIN = {bool, int, float, str, type(None)}
NUMBERS = set("biufc")  # kinds of arrays
SEQUENCES = {list, tuple, np.ndarray}


def differs(received: Any, expected: Any, tolerance: float = 1e-5) -> bool:
    """Whether there is a `difference`. This takes less time than describing it."""
    if same_data(received, expected):
        return False
    if tolerance and _has_same_numbers(received, expected, tolerance):
        return False
    if type(received) is type(expected) is np.ndarray and _are_numbers(received, expected):
        return received.shape != expected.shape or bool(wrong(received, expected, expected, tolerance).any())
    return _first_difference(received, expected, tolerance) is not None


def _are_numbers(*arrays: np.ndarray) -> bool:
    """Whether these are arrays of numbers, with at least one axis."""
    return all(array.ndim and array.dtype.kind in NUMBERS for array in arrays)


def alike(received: Any, expected: Any) -> bool:
    """Whether two values are equal where what is not data counts as equal: functions, and what the channel makes of
    them and of other objects. The channel shows no difference between these."""
    if same_data(received, expected) or _has_same_numbers(received, expected):
        return True
    return not differs(only_data(received), only_data(expected))


def _has_same_numbers(received: Any, expected: Any, tolerance: float = 1e-5) -> bool:
    """Whether a list has the numbers of an array, or exactly those of another list. Most answers that are lists do."""
    if type(received) is not list or type(expected) not in SEQUENCES or not received or type(received[0]) is str:
        return False
    try:
        array, wanted = np.array(received), np.asarray(expected)
    except (ValueError, TypeError, OverflowError):  # not rectangular
        return False
    if array.shape != wanted.shape or not array.size or not _are_numbers(array, wanted):
        return False
    if wanted is expected:
        return not wrong(array, wanted, wanted, tolerance).any()
    return array.dtype.kind == wanted.dtype.kind and bool((array == wanted).all())  # as floats, two counts can be equal


def same_data(one: Any, other: Any) -> bool:
    """Whether two values have the same types and exactly the same numbers and texts. Most values do, and to see this
    takes a fraction of the time of a comparison with a tolerance."""
    kind = type(one)
    if kind is not type(other):
        return False
    if kind is np.ndarray:
        if one.shape != other.shape or one.dtype.kind not in NUMBERS or other.dtype.kind not in NUMBERS:
            return False
        return bool((one == other).all())
    if kind in PLAIN:
        return bool(one == other)
    if kind is list or kind is tuple:
        return len(one) == len(other) and all(map(same_data, one, other))
    if kind is dict:
        return one.keys() == other.keys() and all(same_data(one[key], other[key]) for key in one)
    return False


def only_data(value: Any) -> Any:
    """The value with a text in place of each function and of each value that is not data."""
    if _is_no_data(value):
        return NO_DATA
    if isinstance(value, dict):
        return {key: only_data(item) for key, item in by_key(value).items()}
    if isinstance(value, (set, frozenset)):
        return frozenset(map(only_data, value))
    if isinstance(value, (list, tuple)):
        return tuple(map(only_data, value)) if isinstance(value, tuple) else [*map(only_data, value)]
    if isinstance(value, np.ndarray) and value.dtype.kind == "O" and value.size and value.ndim:
        return [*map(only_data, value)]
    return value


def by_key(values: dict[Any, Any]) -> dict[Any, Any]:
    """The values by keys that are found in another dict, too: NaN, and keys that are not data."""
    return _by_key({only_data(key): value for key, value in values.items()})


def _is_no_data(value: Any) -> bool:
    return callable(value) or isinstance(value, Opaque)
