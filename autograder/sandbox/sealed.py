"""Send results of the grader's functions in advance, each of which only its own call can open.

In repeated tests the reference answers calls of a broken function (`grading/follow_through.py`). With the answer to the
first call in a test come the results of the calls that other students' functions made after the same one. A result is
encrypted with a key made from the arguments of its call, and found under a hash of them. So the memory of the process
shows a result only to code that knows the arguments, and such code could make the call.

Both processes use this module. The student's process has no path to the course, so this module imports only its
neighbours, NumPy and the standard library.
"""

import hashlib
import pickle
from typing import Any

import numpy as np

from .encoding import DTYPES, IndexOf, TooLarge
from .pickled import NO_FUNCTIONS, pickled, unpickled

NAME_BYTES = 16
MOST_BYTES = 2_000  # of a result
MOST_OF_ALL = 400_000  # bytes of the results of one function: student code decides how many there are
ONE_VALUE = {bool, int, float, str, type(None)}
NOT_FOUND = object()


class SealedResults:
    """Results of one function, by their calls. `index_of` gives the index of a function in the current request."""

    def __init__(self, data: bytes | None = None):
        self._sealed: dict[bytes, bytes] = {} if data is None else pickle.loads(data)
        self._bytes = 0

    def __len__(self) -> int:
        return len(self._sealed)

    def add(self, args: Any, kwargs: Any, result: Any, index_of: IndexOf = NO_FUNCTIONS) -> None:
        """Add the result of a call, if its arguments have a key and there is room."""
        secret = call_hash(args, kwargs, index_of)
        if secret is None or secret[:NAME_BYTES] in self._sealed or self._bytes >= MOST_OF_ALL:
            return
        try:
            plain = pickled(result, MOST_BYTES, with_functions=False).data
        except TooLarge:
            return
        self._bytes += NAME_BYTES + len(plain)
        self._sealed[secret[:NAME_BYTES]] = _combined(plain, secret)

    def result(self, args: Any, kwargs: Any, index_of: IndexOf = NO_FUNCTIONS) -> Any:
        """The result of a call; NOT_FOUND if it is not there."""
        secret = call_hash(args, kwargs, index_of)
        found = None if secret is None else self._sealed.get(secret[:NAME_BYTES])
        return NOT_FOUND if found is None or secret is None else unpickled(_combined(found, secret))

    def data(self) -> bytes:
        """All results as bytes."""
        return pickle.dumps(self._sealed, protocol=5)


def call_hash(args: Any, kwargs: Any, index_of: IndexOf = NO_FUNCTIONS) -> bytes | None:
    """A hash of the arguments of a call; None if they are of another kind than arrays of numbers, plain values, and
    functions of the grader, which have an index in the request."""
    parts: list[bytes] = []
    if not all(_add(parts, some, index_of) for some in (tuple(args), tuple(kwargs), tuple(kwargs.values()))):
        return None
    return hashlib.blake2b(b"".join(parts)).digest()


def _add(parts: list[bytes], value: Any, index_of: IndexOf) -> bool:
    """Add a value's bytes, each part after its length. Returns whether the value has some."""
    kind = type(value)
    if kind is tuple or kind is list:
        parts.append(b"%s %d;" % (kind.__name__.encode(), len(value)))
        return all(_add(parts, item, index_of) for item in value)
    if kind is dict:
        parts.append(b"dict;")
        return _add(parts, tuple(value), index_of) and _add(parts, tuple(value.values()), index_of)
    if kind in ONE_VALUE:
        text = hex(value) if kind is int else repr(value)  # Python refuses to write long integers in decimal
        raw = text.encode("utf-8", "surrogatepass")
        head = kind.__name__
    elif kind is np.ndarray and value.dtype.str in DTYPES:
        raw = value.tobytes()
        head = f"{value.dtype.str}{value.shape}{value.flags.c_contiguous}"
    elif isinstance(value, np.generic) and value.dtype.str in DTYPES:
        raw = value.tobytes()
        head = value.dtype.str
    elif (index := index_of(value)) is not None:
        raw = b"%d" % index
        head = "function"
    else:
        return False
    parts += [b"%s %d;" % (head.encode(), len(raw)), raw]
    return True


def _combined(data: bytes, secret: bytes) -> bytes:
    """The data combined with bytes that follow from a secret. Doing this twice gives the data."""
    stream = hashlib.shake_256(secret[NAME_BYTES:]).digest(len(data))
    return (int.from_bytes(data, "little") ^ int.from_bytes(stream, "little")).to_bytes(len(data), "little")
