"""Decode messages by their grammar, which is in the docstring of `encoding.py`.

A message is checked before memory is used for it. Each node must have exactly its own keys, and each key a value of its
own type: a list where a list belongs, and no node in place of it. So nothing gets larger than the message says.

Both processes use this module. The student's process has no path to the course, so this module imports only its
neighbour, NumPy and the standard library.
"""

import math
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from .encoding import (
    DTYPES,
    MAX_AXES,
    MAX_BITS,
    MAX_DEPTH,
    MAX_EMPTY,
    MAX_ENTRIES,
    MAX_ITEMS,
    Array,
    Opaque,
    non_contiguous,
    printable,
    size_if_listed,
)

LONGEST_NAME = 100  # characters of the name of a type
NUMBERS = {int, float}
Node = dict[str, Any]


class Malformed(Exception):
    """The message breaks the grammar."""


class Decoder:
    """Turns the tree of a message with the bytes `body` into values.

    `function_at(index)` gives the function that an index stands for. If it is None, a message must not have functions.
    """

    def __init__(self, body: bytes, function_at: Callable[[int], Any] | None):
        self._body = body
        self._function_at = function_at
        self._items_read = 0
        self._left = len(body)  # in a message of the Encoder, each byte belongs to one array

    def decode(self, node: Any, depth: int = 0) -> Any:
        """The value of a tree. Raises an exception of some kind if the tree is malformed."""
        kind = type(node)
        if kind is str:
            return _text(node)
        if kind is list:
            return self._items(node, depth)
        if kind is not dict:
            return node  # a number, a boolean or null
        return NODES[tuple(node)](self, node, depth)

    def _items(self, nodes: list[Any], depth: int) -> list[Any]:
        self._count(len(nodes), depth)
        depth += 1
        return [node if type(node) in NUMBERS else self.decode(node, depth) for node in nodes]

    def _count(self, items: int, depth: int) -> None:
        """Count the items of a list, dict, set or array of objects."""
        self._items_read += items
        if depth > MAX_DEPTH or self._items_read > MAX_ITEMS:
            raise Malformed("too many or too deeply nested values")

    def _array(self, node: Node, depth: int) -> Array:
        dtype, shape, start = DTYPES[node["array"]], _shape(node["shape"]), node["at"]
        size = math.prod(shape) * dtype.itemsize
        if type(start) is not int or not 0 <= start <= start + size <= len(self._body):
            raise Malformed("an array lies outside the message")
        self._left -= size
        if self._left < 0:
            raise Malformed("arrays share their bytes")
        array: Array = np.ndarray(shape, dtype, self._body, start)
        return non_contiguous(array) if "view" in node else array.copy()

    def _objects(self, node: Node, depth: int) -> Array:
        shape, items = _shape(node["shape"]), _list(node["objects"])
        if len(items) != math.prod(shape):
            raise Malformed("the items of an array do not fill its shape")
        array = np.empty(len(items), dtype=object)
        for position, item in enumerate(self._items(items, depth)):
            array[position] = item
        return array.reshape(shape)

    def _scalar(self, node: Node, depth: int) -> Any:
        value = node["value"]
        if type(value) is dict and tuple(value) == ("complex",):
            value = self._complex(value, depth)
        if type(value) not in (bool, int, float, complex):
            raise Malformed("no number")
        return DTYPES[node["scalar"]].type(value)

    def _complex(self, node: Node, depth: int) -> complex:
        real, imag = _list(node["complex"])
        return complex(float(real), float(imag))

    def _integer(self, node: Node, depth: int) -> int:
        digits = node["integer"]
        if type(digits) is not str or len(digits) > MAX_BITS // 4 + 2:
            raise Malformed("no integer, or too large a one")
        return int(digits, 16)

    def _bytes(self, node: Node, depth: int) -> bytes:
        return bytes.fromhex(node["bytes"])

    def _tuple(self, node: Node, depth: int) -> tuple[Any, ...]:
        return tuple(self._items(_list(node["tuple"]), depth))

    def _set(self, node: Node, depth: int) -> set[Any]:
        return set(self._keys(node["set"], depth))

    def _frozenset(self, node: Node, depth: int) -> frozenset[Any]:
        return frozenset(self._keys(node["frozenset"], depth))

    def _keys(self, nodes: Any, depth: int) -> Iterator[Any]:
        self._count(_entries(_list(nodes)), depth)
        return (self._key(item, depth) for item in nodes)

    def _record(self, node: Node, depth: int) -> dict[Any, Any]:
        entries = node["record"]
        if type(entries) is not dict:
            raise Malformed("no record")
        self._count(2 * _entries(entries), depth)
        depth += 1
        return {_text(key): self.decode(value, depth) for key, value in entries.items()}

    def _dict(self, node: Node, depth: int) -> dict[Any, Any]:
        self._count(2 * _entries(_list(node["dict"])), depth)
        pairs = map(_list, node["dict"])
        return {self._key(key, depth): self.decode(value, depth + 1) for key, value in pairs}

    def _key(self, node: Any, depth: int) -> Any:
        """A value that a set or a dict can find again: not a list, as which a range arrives."""
        value = self.decode(node, depth + 1)
        try:
            hash(value)
        except TypeError:
            return Opaque(type(value).__name__)
        return value

    def _function(self, node: Node, depth: int) -> Any:
        index = node["function"]
        if self._function_at is None or type(index) is not int or index < 0:
            raise Malformed("no function")
        return self._function_at(index)

    def _opaque(self, node: Node, depth: int) -> Opaque:
        return Opaque(printable(_text(str(node["opaque"]))[:LONGEST_NAME]))


NODES: dict[tuple[str, ...], Callable[[Decoder, Node, int], Any]] = {
    ("array", "shape", "at"): Decoder._array,
    ("array", "shape", "at", "view"): Decoder._array,
    ("objects", "shape"): Decoder._objects,
    ("scalar", "value"): Decoder._scalar,
    ("complex",): Decoder._complex,
    ("integer",): Decoder._integer,
    ("bytes",): Decoder._bytes,
    ("tuple",): Decoder._tuple,
    ("set",): Decoder._set,
    ("frozenset",): Decoder._frozenset,
    ("record",): Decoder._record,
    ("dict",): Decoder._dict,
    ("function",): Decoder._function,
    ("opaque",): Decoder._opaque,
}


def _list(value: Any) -> list[Any]:
    if type(value) is not list:
        raise Malformed("no list")
    return value


def _entries(value: list[Any] | dict[str, Any]) -> int:
    """How many entries a set or dict has."""
    if len(value) > MAX_ENTRIES:
        raise Malformed("too many entries")
    return len(value)


def _text(text: str) -> str:
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")  # no lone surrogates


def _shape(value: Any) -> tuple[int, ...]:
    shape = _list(value)
    if len(shape) > MAX_AXES or not all(type(length) is int and length >= 0 for length in shape):
        raise Malformed("no shape")
    if 0 in shape and size_if_listed(shape) > MAX_EMPTY:
        raise Malformed("too large a shape")
    return tuple(shape)
