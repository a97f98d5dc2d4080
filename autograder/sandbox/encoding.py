"""Encode values as messages: a tree for JSON, and the raw bytes of the arrays in it.

Nothing is pickled. The receiver checks a message before it uses memory for it: types against a list, and shapes against
the bytes that have arrived. A value that is not data (a generator, an instance of the student's own class) is sent as
`Opaque`: only the name of its type.

Both processes use this module. The student's process has no path to the course, so this module imports only NumPy and
the standard library.
"""

import collections.abc
import math
import numbers
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]

MAX_DEPTH = 20
MAX_ITEMS = 20_000
MAX_SIZE = 2**26  # values of an array, with empty axes counted as 1
LARGEST = 1 << 1023  # close to the largest float
JSON_TYPES = {type(None), bool, str, float}
CODES = "|b1 |i1 <i2 <i4 <i8 |u1 <u2 <u4 <u8 <f2 <f4 <f8 <c8 <c16"
DTYPES: dict[str, np.dtype[Any]] = {code: np.dtype(code) for code in CODES.split()}


class TooLarge(Exception):
    """A value does not fit into a message."""


class Opaque:
    """Replaces a value that is not data. It is equal to nothing else."""

    def __init__(self, type_name: str):
        self.type_name = type_name

    def __repr__(self) -> str:
        return f"an object of type {self.type_name}"


class Remote:
    """Represents a function of the other side: `ask(index, args, kwargs)` calls it there."""

    def __init__(self, index: int, ask: Callable[[int, tuple[Any, ...], dict[str, Any]], Any]):
        self.index = index
        self.__name__ = self.__qualname__ = "given"
        self._ask = ask

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._ask(self.index, args, kwargs)


class Encoder:
    """Turns values into a tree. The bytes of arrays go to `buffers`, at most `limit` of them.

    Functions go to the list `callables`, each once. If that is None, functions are not data.
    """

    def __init__(self, limit: int, callables: list[Callable[..., Any]] | None):
        self.limit = limit
        self.callables = callables
        self.places = {id(function): place for place, function in enumerate(callables or ())}
        self.buffers: list[bytes] = []
        self.bytes = 0
        self.items = 0

    def encode(self, value: Any, depth: int = 0) -> Any:
        """The tree of a value. Raises TooLarge."""
        self.items += 1
        if self.items > MAX_ITEMS or depth > MAX_DEPTH:
            raise TooLarge("too many or too deeply nested values")
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
        return self._other(value, depth)

    def _other(self, value: Any, depth: int) -> Any:
        if isinstance(value, (bool, np.bool_)):
            return bool(value)
        if isinstance(value, str):
            return str.__str__(value)
        if isinstance(value, tuple):
            return {"tuple": self._sequence(value, depth)}
        if isinstance(value, collections.abc.Mapping):
            return self._mapping(value, depth)
        if isinstance(value, numbers.Number):
            node = self._number(value)
            if isinstance(value, np.generic) and value.dtype.str in DTYPES:
                return {"scalar": value.dtype.str, "value": node}
            return node
        if isinstance(value, np.ndarray):
            return self._array(np.asarray(value), depth)
        if isinstance(value, collections.abc.Sequence):
            return self._sequence(value, depth)
        if isinstance(value, Remote):
            return {"function": value.index}
        if self.callables is not None and callable(value):
            return {"function": self._place(value, self.callables)}  # without its name, which may reveal the answer
        return {"opaque": type(value).__name__}

    def _place(self, function: Callable[..., Any], callables: list[Callable[..., Any]]) -> int:
        """The function's place among the callables, which is the same each time that it occurs."""
        place = self.places.setdefault(id(function), len(callables))
        if place == len(callables):
            callables.append(function)
        return place

    def _number(self, value: Any) -> Any:
        if isinstance(value, numbers.Integral):
            number = int(value)
            return number if -LARGEST < number < LARGEST else {"opaque": "int"}
        if isinstance(value, numbers.Complex) and not isinstance(value, numbers.Real):
            return {"complex": [float(value.real), float(value.imag)]}
        return float(value)

    def _mapping(self, value: Mapping[Any, Any], depth: int) -> Any:
        return {"dict": [[self.encode(k, depth + 1), self.encode(v, depth + 1)] for k, v in value.items()]}

    def _sequence(self, value: Sequence[Any], depth: int) -> Any:
        if len(value) > MAX_ITEMS:
            raise TooLarge(f"{len(value)} items")
        return [self.encode(item, depth + 1) for item in value]

    def _array(self, array: Array, depth: int) -> Any:
        shape = list(array.shape)
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
        return {"objects": [self.encode(item, depth + 1) for item in array.ravel().tolist()], "shape": shape}


def _with_known_dtype(array: Array) -> Array:
    """An array of numbers, converted to one of DTYPES: little-endian, and no long double."""
    dtype = array.dtype.newbyteorder("<")
    if array.dtype.kind in "fc" and dtype.str not in DTYPES:
        dtype = np.dtype(np.float64 if array.dtype.kind == "f" else np.complex128)
    return array.astype(dtype, copy=False)


class Decoder:
    """Turns the tree of a message with the bytes `body` into values.

    `proxy(index)` gives an object that represents a function of the other side. If it is None, a message must not have
    functions.
    """

    def __init__(self, body: bytes, proxy: Callable[[int], Any] | None):
        self.body = body
        self.proxy = proxy
        self.items = 0
        self.left = len(body)  # in a message of the Encoder, each byte belongs to one array

    def decode(self, node: Any, depth: int = 0) -> Any:
        """The value of a tree. Raises an exception of some kind if the tree is malformed."""
        self.items += 1
        if depth > 2 * MAX_DEPTH or self.items > 2 * MAX_ITEMS:  # the parts of the notation count as well
            raise ValueError("too many or too deeply nested values")
        if type(node) is str:
            return node if node.isascii() else node.encode("utf-8", "replace").decode("utf-8")  # no lone surrogates
        if type(node) is list:
            return [self.decode(item, depth + 1) for item in node]
        if type(node) is not dict:
            return node  # a number, a boolean or null
        if "array" in node:
            return self._array(node)
        if "tuple" in node:
            return tuple(self.decode(node["tuple"], depth + 1))
        if "dict" in node:
            return {self.decode(k, depth + 1): self.decode(v, depth + 1) for k, v in node["dict"]}
        if "scalar" in node:
            return DTYPES[node["scalar"]].type(self.decode(node["value"], depth + 1))
        if "complex" in node:
            real, imag = node["complex"]
            return complex(float(real), float(imag))
        if "objects" in node:
            return self._objects(node, depth)
        if "function" in node and self.proxy is not None:
            return self.proxy(node["function"])
        return Opaque(self.decode(str(node["opaque"]))[:100])

    def _array(self, node: dict[str, Any]) -> Array:
        dtype, shape, start = DTYPES[node["array"]], _shape(node["shape"]), node["at"]
        count = math.prod(shape)
        size = count * dtype.itemsize
        if type(start) is not int or not 0 <= start <= start + size <= len(self.body):
            raise ValueError("an array lies outside the message")
        self.left -= size
        if self.left < 0:
            raise ValueError("arrays share their bytes")
        array = np.frombuffer(self.body, dtype, count=count, offset=start).reshape(shape)
        return _non_contiguous(array) if node.get("view") else array.copy()

    def _objects(self, node: dict[str, Any], depth: int) -> Array:
        items, shape = node["objects"], _shape(node["shape"])
        if not isinstance(items, list) or len(items) != math.prod(shape):
            raise ValueError("the items of an array do not fill its shape")
        array = np.empty(len(items), dtype=object)
        for position, item in enumerate(items):
            array[position] = self.decode(item, depth + 1)
        return array.reshape(shape)


def as_received(array: Array) -> Array:
    """A new array, equal to the one that arrives if this one is sent. It is contiguous exactly if this one is."""
    return array.copy() if array.flags.c_contiguous else _non_contiguous(array)


def array_key(array: Array) -> tuple[str, tuple[int, ...], bool, bytes]:
    """A key of an array: the same for arrays between which the receiver cannot see a difference."""
    return array.dtype.str, array.shape, array.flags.c_contiguous, array.tobytes()


def _non_contiguous(array: Array) -> Array:
    """A copy that is every second item of a larger array."""
    larger = np.zeros((*array.shape[:-1], 2 * array.shape[-1]), array.dtype)
    larger[..., ::2] = array
    return larger[..., ::2]


def _shape(shape: Any) -> tuple[int, ...]:
    """A shape from a message. Raises ValueError if it is not a shape, or too large (also if an axis is empty)."""
    if not isinstance(shape, list) or len(shape) > 32:
        raise ValueError("no shape")
    size = 1
    for length in shape:
        if type(length) is not int or length < 0:
            raise ValueError("no shape")
        size *= length or 1
    if size > MAX_SIZE:
        raise ValueError("too large a shape")
    return tuple(shape)
