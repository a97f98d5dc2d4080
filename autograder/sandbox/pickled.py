"""Pickle what the grader sends to the student's process, which may trust the grader.

The other direction never uses pickle: unpickling can run any code (`encoding.py` is for what student code sends).
Pickling is fast, and what is pickled once can be sent again to other processes. Values arrive as `decoding.py` would
give them: each array as a new one, functions as stand-ins, and what is not data as `Opaque`.

Both processes use this module. The student's process has no path to the course, so this module imports only its
neighbours, NumPy and the standard library.
"""

import io
import pickle
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from .decoding import Decoder
from .encoding import DTYPES, Array, Encoder, IndexOf, TooLarge, non_contiguous

PLAIN = {type(None), bool, int, float, str, bytes, list, tuple, dict, set, frozenset}
NO_FUNCTIONS: IndexOf = lambda value: None  # noqa: E731


@dataclass(frozen=True)
class Pickled:
    """A value as bytes, and the functions in it: they are sent as their places in this list."""

    data: bytes
    functions: tuple[Callable[..., Any], ...] = ()


class _Pickler(pickle.Pickler):
    """Pickles plain values as they are. All others become tuples that `_Unpickler.persistent_load` reads."""

    def __init__(self, file: io.BytesIO, limit: int, index_of: IndexOf):
        super().__init__(file, protocol=5)
        self.fast = True  # an array that occurs twice arrives as two arrays
        self._limit, self._index_of = limit, index_of

    def persistent_id(self, value: Any) -> tuple[Any, ...] | None:
        kind = type(value)
        if kind in PLAIN:
            return None
        if kind is np.ndarray and value.dtype.str in DTYPES and (value.size or not value.shape):
            if value.nbytes > self._limit:
                raise TooLarge(f"an array of shape {value.shape}, {value.nbytes / 2**20:.0f} MB")
            return value.dtype.str, value.shape, value.tobytes(), value.flags.c_contiguous
        index = self._index_of(value)
        if index is not None:
            return (index,)
        encoder = Encoder(self._limit, NO_FUNCTIONS)
        return encoder.encode(value), b"".join(encoder.buffers)


def pickled(value: Any, limit: int, with_functions: bool = True) -> Pickled:
    """Pickle a value of at most `limit` bytes. Raises TooLarge.

    Without functions, each function arrives as an `Opaque`.
    """
    functions: list[Callable[..., Any]] = []
    places: dict[int, int] = {}

    def index_of(one: Any) -> int | None:
        if not callable(one):
            return None
        place = places.setdefault(id(one), len(functions))
        if place == len(functions):
            functions.append(one)
        return place

    file = io.BytesIO()
    try:
        _Pickler(file, limit, index_of if with_functions else NO_FUNCTIONS).dump(value)
    except (RecursionError, ValueError):  # ValueError: a list that contains itself
        raise TooLarge("too deeply nested values") from None
    if file.tell() > limit:
        raise TooLarge(f"more than {limit // 2**20} MB")
    return Pickled(file.getvalue(), tuple(functions))


def _no_function(place: int) -> Any:
    raise pickle.UnpicklingError("no functions are expected here")


class _Unpickler(pickle.Unpickler):
    def __init__(self, data: bytes, function_at: Callable[[int], Any]):
        super().__init__(io.BytesIO(data))
        self._function_at = function_at

    def persistent_load(self, sent: Any) -> Any:
        if len(sent) == 4:
            dtype, shape, raw, contiguous = sent
            array: Array = np.ndarray(shape, DTYPES[dtype], raw)
            return array.copy() if contiguous else non_contiguous(array)
        if len(sent) == 1:
            return self._function_at(sent[0])
        tree, body = sent
        return Decoder(body, None).decode(tree)


def unpickled(data: bytes, function_at: Callable[[int], Any] = _no_function) -> Any:
    """The value. `function_at(place)` gives the stand-in of the function in this place."""
    return _Unpickler(data, function_at).load()
