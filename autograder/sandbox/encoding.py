"""Values as messages: a tree for JSON, and the raw bytes of the arrays in it.

Nothing is ever pickled, and whatever arrives is checked before memory is spent on it: types against a list, shapes
against the bytes that are really there. What is no data (a generator, an instance of the student's own class) travels
as `Opaque`: its type's name and nothing else.

Both sides use this file; the student's process has no path to the course, so it imports NumPy and the standard library
only.
"""

import collections.abc
import math
import numbers

import numpy as np

MAX_DEPTH = 20
MAX_ITEMS = 20_000
MAX_SIZE = 2**26  # of an array, its empty axes counted as 1
LARGEST = 1 << 1023  # nearly what a float can be
AS_IT_IS = {type(None), bool, str, float}  # in JSON
DTYPES = {code: np.dtype(code) for code in "|b1 |i1 <i2 <i4 <i8 |u1 <u2 <u4 <u8 <f2 <f4 <f8 <c8 <c16".split()}  # noqa: SIM905


class TooLarge(Exception):
    """A value does not fit into a message."""


class Opaque:
    """Stands for a value that is no data. Equal to nothing."""

    def __init__(self, type_name):
        self.type_name = type_name

    def __repr__(self):
        return f"an object of type {self.type_name}"


class Remote:
    """Stands for a function of the other side: `ask(index, args, kwargs)` has it called there."""

    def __init__(self, index, ask):
        self.index = index
        self.__name__ = self.__qualname__ = "given"
        self._ask = ask

    def __call__(self, *args, **kwargs):
        return self._ask(self.index, args, kwargs)


class Encoder:
    """Values to a tree, their arrays' bytes to `buffers`, functions among them, each once, to `callables` if that is a
    list."""

    def __init__(self, limit, callables):
        self.limit = limit
        self.callables = callables
        self.places = {id(function): place for place, function in enumerate(callables or ())}
        self.buffers = []
        self.bytes = 0
        self.items = 0

    def encode(self, value, depth=0):
        self.items += 1
        if self.items > MAX_ITEMS or depth > MAX_DEPTH:
            raise TooLarge("too many or too deeply nested values")
        kind = type(value)  # nearly all values are of one of these types, and asking for no more saves time
        if kind in AS_IT_IS:
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

    def _other(self, value, depth):
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
            scalar = isinstance(value, np.generic) and value.dtype.str in DTYPES
            return {"scalar": value.dtype.str, "value": node} if scalar else node
        if isinstance(value, np.ndarray):
            return self._array(np.asarray(value), depth)
        if isinstance(value, collections.abc.Sequence):
            return self._sequence(value, depth)
        if isinstance(value, Remote):
            return {"function": value.index}
        if self.callables is not None and callable(value):
            return {"function": self._place(value)}  # its name would tell what the answer is
        return {"opaque": type(value).__name__}

    def _place(self, function):
        """The function's place among the callables: the same, however often it occurs."""
        place = self.places.setdefault(id(function), len(self.callables))
        if place == len(self.callables):
            self.callables.append(function)
        return place

    def _number(self, value):
        if isinstance(value, numbers.Integral):
            number = int(value)
            return number if -LARGEST < number < LARGEST else {"opaque": "int"}
        if isinstance(value, numbers.Complex) and not isinstance(value, numbers.Real):
            return {"complex": [float(value.real), float(value.imag)]}
        return float(value)

    def _mapping(self, value, depth):
        return {"dict": [[self.encode(k, depth + 1), self.encode(v, depth + 1)] for k, v in value.items()]}

    def _sequence(self, value, depth):
        if len(value) > MAX_ITEMS:
            raise TooLarge(f"{len(value)} items")
        return [self.encode(item, depth + 1) for item in value]

    def _array(self, array, depth):
        shape = list(array.shape)
        if array.dtype.str not in DTYPES:
            if array.dtype.kind not in "biufc":
                return self._objects(array, shape, depth)
            array = _usual(array)
        self.bytes += array.nbytes
        if self.bytes > self.limit:
            raise TooLarge(f"an array of shape {array.shape}, {array.nbytes / 2**20:.0f} MB")
        raw = array.tobytes()
        node = {"array": array.dtype.str, "shape": shape, "at": self.bytes - len(raw)}
        self.buffers.append(raw)
        return node if array.flags.c_contiguous else node | {"view": True}

    def _objects(self, array, shape, depth):
        if array.size > MAX_ITEMS:
            raise TooLarge(f"an array of {array.size} objects")
        return {"objects": [self.encode(item, depth + 1) for item in array.ravel().tolist()], "shape": shape}


def _usual(array):
    """An array of numbers as one of DTYPES: of this byte order, and no long double."""
    dtype = array.dtype.newbyteorder("<")
    if array.dtype.kind in "fc" and dtype.str not in DTYPES:
        dtype = np.dtype(np.float64 if array.dtype.kind == "f" else np.complex128)
    return array.astype(dtype, copy=False)


class Decoder:
    """Trees to values, of a message with these bytes. `proxy(index)` stands in for a function of the other side."""

    def __init__(self, body, proxy):
        self.body = body
        self.proxy = proxy
        self.items = 0
        self.left = len(body)  # an honest message has every byte in one array

    def decode(self, node, depth=0):
        self.items += 1
        if depth > 2 * MAX_DEPTH or self.items > 2 * MAX_ITEMS:  # parts of our own notation count as well
            raise ValueError("too many or too deeply nested values")
        if type(node) is str:
            return node if node.isascii() else node.encode("utf-8", "replace").decode("utf-8")  # no lone surrogates
        if type(node) is list:
            return [self.decode(item, depth + 1) for item in node]
        if type(node) is not dict:
            return node  # JSON has only these, numbers, truth values and null
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

    def _array(self, node):
        dtype, shape, start = DTYPES[node["array"]], _shape(node["shape"]), node["at"]
        count = math.prod(shape)
        size = count * dtype.itemsize
        if type(start) is not int or not 0 <= start <= start + size <= len(self.body):
            raise ValueError("an array lies outside the message")
        self.left -= size
        if self.left < 0:
            raise ValueError("arrays share their bytes")
        array = np.frombuffer(self.body, dtype, count=count, offset=start).reshape(shape)
        return _spacious(array) if node.get("view") else array.copy()

    def _objects(self, node, depth):
        items, shape = node["objects"], _shape(node["shape"])
        if not isinstance(items, list) or len(items) != math.prod(shape):
            raise ValueError("the items of an array do not fill its shape")
        array = np.empty(len(items), dtype=object)
        for position, item in enumerate(items):
            array[position] = self.decode(item, depth + 1)
        return array.reshape(shape)


def as_it_travels(array: np.ndarray) -> np.ndarray:
    """A new array, as the one that arrives where this one is sent: in one piece, or not."""
    return array.copy() if array.flags.c_contiguous else _spacious(array)


def identity(array: np.ndarray) -> tuple:
    """The same for arrays that nobody can tell apart after they have travelled."""
    return array.dtype.str, array.shape, array.flags.c_contiguous, array.tobytes()


def _spacious(array):
    spacious = np.zeros((*array.shape[:-1], 2 * array.shape[-1]), array.dtype)
    spacious[..., ::2] = array
    return spacious[..., ::2]


def _shape(shape):
    if not isinstance(shape, list) or len(shape) > 32:
        raise ValueError("no shape")
    size = 1
    for length in shape:
        if type(length) is not int or length < 0:
            raise ValueError("no shape")
        size *= length or 1
    if size > MAX_SIZE:
        raise ValueError("too large a shape")  # also of an array with nothing in it
    return tuple(shape)
