"""Encode values as messages: a tree for JSON, and the raw bytes of the arrays in it. `decoding.py` reads them.

Nothing is pickled. A value that is not data (a generator, an instance of the student's own class) is sent as `Opaque`:
only the name of its type. Each dict of the tree is one of these nodes:

    {"array": dtype, "shape": [...], "at": first byte}   numbers; with "view": true if the array is not contiguous
    {"objects": [...], "shape": [...]}                   an array of objects
    {"scalar": dtype, "value": number}                   a NumPy scalar
    {"complex": [real, imaginary]}    {"integer": "hexadecimal digits"}, if it is large    {"bytes": "as hexadecimal"}
    {"tuple": [...]}    {"set": [...]}    {"frozenset": [...]}
    {"record": {key: value, ...}}     a dict whose keys are texts    {"dict": [[key, value], ...]}    any other
    {"function": index}               a function of the side that has given it
    {"opaque": "the name of a type"}

Both processes use this module. The student's process has no path to the course, so this module imports only NumPy and
the standard library.
"""

import collections.abc
import numbers
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]
IndexOf = Callable[[Any], int | None]

MAX_DEPTH = 20
MAX_ITEMS = 20_000
MAX_AXES = 32
MAX_EMPTY = 10_000  # of an empty array: the product of its other axes, because a list of it has as many lists
MAX_ENTRIES = 1000  # of a dict or set: those whose hashes are equal take quadratic time
MAX_BITS = 14_000  # of an integer: Python writes no more than 4300 decimal digits
LARGEST = 1 << 1023  # close to the largest float
JSON_TYPES = {type(None), bool, str, float}
CODES = "|b1 |i1 <i2 <i4 <i8 |u1 <u2 <u4 <u8 <f2 <f4 <f8 <c8 <c16"
DTYPES: dict[str, np.dtype[Any]] = {code: np.dtype(code) for code in CODES.split()}
SCALARS = {dtype.type: code for code, dtype in DTYPES.items() if dtype.kind in "iuf"}


class TooLarge(Exception):
    """A value does not fit into a message."""


class Opaque:
    """Replaces a value that is not data. It is equal to nothing else."""

    def __init__(self, type_name: str):
        self.type_name = type_name

    def __repr__(self) -> str:
        return f"an object of type {self.type_name}"


class Encoder:
    """Turns values into a tree. The bytes of arrays go to `buffers`, at most `limit` of them.

    `index_of` gives the index by which the other side knows a function; None for all other values.
    """

    def __init__(self, limit: int, index_of: IndexOf):
        self.limit = limit
        self.index_of = index_of
        self.buffers: list[bytes] = []
        self.bytes = 0
        self.items = 0

    def encode(self, value: Any, depth: int = 0) -> Any:
        """The tree of a value. Raises TooLarge."""
        kind = type(value)  # nearly all values have one of these types, and isinstance is slower
        if kind in JSON_TYPES:
            return value
        if kind is np.ndarray:
            return self._array(value, depth)
        if kind is int and -LARGEST < value < LARGEST:
            return value
        if kind is list:
            return self._sequence(value, depth)
        if kind is tuple:
            return {"tuple": self._sequence(value, depth)}
        if kind is dict:
            return self._mapping(value, depth)
        if kind in SCALARS:
            return {"scalar": SCALARS[kind], "value": value.item()}
        return self._other(value, depth)

    def _count(self, items: int, depth: int) -> None:
        """Count the items of a list, dict, set or array of objects."""
        self.items += items
        if self.items > MAX_ITEMS or depth > MAX_DEPTH:
            raise TooLarge("too many or too deeply nested values")

    def _other(self, value: Any, depth: int) -> Any:
        if isinstance(value, (bool, np.bool_)):
            return bool(value)
        if isinstance(value, str):
            return str.__str__(value)
        if isinstance(value, (bytes, bytearray)):
            return {"bytes": bytes(value).hex()}
        if isinstance(value, tuple):
            return {"tuple": self._sequence(value, depth)}
        if isinstance(value, collections.abc.Mapping):
            return self._mapping(value, depth)
        if isinstance(value, numbers.Number):
            try:
                node = self._number(value)
            except (TypeError, ValueError, OverflowError):  # a time span, or a fraction that is too large for a float
                return {"opaque": type(value).__name__}
            if isinstance(value, np.generic) and value.dtype.str in DTYPES:
                return {"scalar": value.dtype.str, "value": node}
            return node
        if isinstance(value, np.ndarray):
            return self._array(np.asarray(value), depth)
        if isinstance(value, collections.abc.Sequence):
            return self._sequence(value, depth)
        if isinstance(value, (set, frozenset)):
            return {"frozenset" if isinstance(value, frozenset) else "set": self._entries(value, depth)}
        index = self.index_of(value)
        if index is not None:
            return {"function": index}  # without its name, which may reveal the answer
        return {"opaque": type(value).__name__}

    def _number(self, value: Any) -> Any:
        if isinstance(value, numbers.Integral):
            number = int(value)
            if number.bit_length() > MAX_BITS:
                raise TooLarge(f"an integer of {number.bit_length()} bits")
            return number if -LARGEST < number < LARGEST else {"integer": f"{number:x}"}
        if isinstance(value, numbers.Complex) and not isinstance(value, numbers.Real):
            return {"complex": [float(value.real), float(value.imag)]}
        return float(value)

    def _mapping(self, value: Mapping[Any, Any], depth: int) -> Any:
        if len(value) > MAX_ENTRIES:
            raise TooLarge(f"a dict of {len(value)} entries")
        self._count(2 * len(value), depth)
        depth += 1
        if all(type(key) is str for key in value):
            return {"record": {key: self.encode(item, depth) for key, item in value.items()}}
        return {"dict": [[self.encode(key, depth), self.encode(item, depth)] for key, item in value.items()]}

    def _entries(self, value: Collection[Any], depth: int) -> Any:
        if len(value) > MAX_ENTRIES:
            raise TooLarge(f"a set of {len(value)} entries")
        return self._items(value, depth)

    def _sequence(self, value: Sequence[Any], depth: int) -> Any:
        if len(value) > MAX_ITEMS:
            raise TooLarge(f"{len(value)} items")
        return self._items(value, depth)

    def _items(self, value: Collection[Any], depth: int) -> list[Any]:
        self._count(len(value), depth)
        depth += 1
        return [item if type(item) in JSON_TYPES else self.encode(item, depth) for item in value]

    def _array(self, array: Array, depth: int) -> Any:
        shape = list(array.shape)
        if len(shape) > MAX_AXES or (array.size == 0 and size_if_listed(shape) > MAX_EMPTY):
            raise TooLarge(f"an array of shape {array.shape}")
        if array.dtype.str not in DTYPES:
            if array.dtype.kind not in "biufc":
                return self._objects(array, shape, depth)
            array = _with_known_dtype(array)
        self.bytes += array.nbytes
        if self.bytes > self.limit:
            raise TooLarge(f"an array of shape {array.shape}, {array.nbytes / 2**20:.0f} MB")
        raw = array.tobytes()
        node = {"array": array.dtype.str, "shape": shape, "at": self.bytes - len(raw)}
        self.buffers.append(raw)
        return node if array.flags.c_contiguous else node | {"view": True}

    def _objects(self, array: Array, shape: list[int], depth: int) -> Any:
        if array.size > MAX_ITEMS:
            raise TooLarge(f"an array of {array.size} objects")
        return {"objects": self._items(array.ravel().tolist(), depth), "shape": shape}


def _with_known_dtype(array: Array) -> Array:
    """An array of numbers, converted to one of DTYPES: little-endian, and no long double."""
    dtype = array.dtype.newbyteorder("<")
    if array.dtype.kind in "fc" and dtype.str not in DTYPES:
        dtype = np.dtype(np.float64 if array.dtype.kind == "f" else np.complex128)
    return array.astype(dtype, copy=False)


def as_received(array: Array) -> Array:
    """A new array, equal to the one that arrives if this one is sent. It is contiguous exactly if this one is."""
    return array.copy() if array.flags.c_contiguous else non_contiguous(array)


def array_key(array: Array) -> tuple[str, tuple[int, ...], bool, bytes]:
    """A key of an array: the same for arrays between which the receiver cannot see a difference."""
    return array.dtype.str, array.shape, array.flags.c_contiguous, array.tobytes()


def non_contiguous(array: Array) -> Array:
    """A copy that is every second item of a larger array."""
    larger = np.zeros((*array.shape[:-1], 2 * array.shape[-1]), array.dtype)
    larger[..., ::2] = array
    return larger[..., ::2]


def size_if_listed(shape: Sequence[int]) -> int:
    """How many values and empty lists a nested list of this shape has: an empty axis counts as 1."""
    size = 1
    for length in shape:
        size *= length or 1
    return size


def printable(text: str) -> str:
    """The text, with escapes in place of characters that could control a terminal."""
    if text.replace("\n", "").replace("\t", "").isprintable():
        return text
    return "".join(char if char.isprintable() or char in "\n\t" else ascii(char)[1:-1] for char in text)
