"""The form of messages: two lengths, a tree or a header, and a body.

Both processes use this module. The student's process has no path to the course, so this module imports only its
neighbours and the standard library.
"""

import struct
from json import JSONEncoder
from typing import Any

from .encoding import Encoder, IndexOf, TooLarge

HEADER = struct.Struct("!II")
CHUNK = 1 << 16  # bytes that are read at once
_encode = JSONEncoder(check_circular=False, separators=(",", ":")).encode  # the Encoder bounds the depth


class ChannelError(Exception):
    """The other side is gone, or sent something that is not a message."""


def framed(tree: bytes, body: bytes) -> bytes:
    """A message of two parts."""
    return HEADER.pack(len(tree), len(body)) + tree + body


def encoded(message: Any, limit: int, index_of: IndexOf) -> bytes:
    """The message of a value, of at most `limit` bytes: a JSON tree, and the bytes of the arrays in it.

    Functions in it are sent as the indices that `index_of` gives them. Raises TooLarge.
    """
    encoder = Encoder(limit, index_of)
    tree = _encode(encoder.encode(message)).encode("ascii")
    body = b"".join(encoder.buffers)
    if len(tree) + len(body) > limit:
        raise TooLarge(f"more than {limit // 2**20} MB")
    return framed(tree, body)
