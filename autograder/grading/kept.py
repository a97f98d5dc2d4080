"""Keep what was computed for one student for the next ones.

Many students of a class get the same hidden numbers, and make the same mistakes. So what the reference and the known
mistakes give for a call is needed again and again. It depends on the call alone, and says nothing about a student.
"""

from collections.abc import Callable, Hashable
from typing import Any, Generic, TypeVar

import numpy as np

from autograder.grading.calls import Call
from autograder.sandbox.encoding import array_key

PLAIN = (bool, int, float, complex, str, bytes, type(None), np.generic)
Value = TypeVar("Value")


class Kept(Generic[Value]):
    """Values by their keys. It forgets those that were not used for long: it has at most twice `most` of them."""

    def __init__(self, most: int):
        self._most = most
        self._recent: dict[Hashable, Value] = {}
        self._older: dict[Hashable, Value] = {}

    def get(self, key: Hashable, compute: Callable[[], Value]) -> Value:
        """The value with this key. If there is none, it is computed."""
        value = self._recent.get(key)
        if value is None:
            value = self._older.pop(key, None)
            value = compute() if value is None else value
            if len(self._recent) >= self._most:
                self._recent, self._older = {}, self._recent
            self._recent[key] = value
        return value

    def forget(self, key: Hashable) -> None:
        """Have the value with this key computed again."""
        self._recent.pop(key, None)
        self._older.pop(key, None)

    def __len__(self) -> int:
        return len(self._recent) + len(self._older)


def call_key(call: Call) -> Hashable:
    """A key of a call: equal calls have the same one.

    It has the address of what is not data. So a value that is kept under it must keep the call, too: otherwise another
    function could get the same address.
    """
    return key_of(call.args), key_of(call.kwargs)


def key_of(value: Any) -> Hashable:
    """A key of an argument, or of several."""
    kind = type(value)
    if kind is np.ndarray and value.dtype.kind not in "OV":  # the text of a type with fields does not name these
        return array_key(value)
    if isinstance(value, (list, tuple)):
        return kind, *map(key_of, value)
    if isinstance(value, dict):
        return kind, *((key_of(key), key_of(item)) for key, item in value.items())
    return (kind, repr(value)) if isinstance(value, PLAIN) else (kind, id(value))
