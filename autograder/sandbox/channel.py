"""Exchange messages between the grader and the student's process, each with a bound and a deadline.

A message consists of two lengths, a JSON tree, and the raw bytes of the arrays in it (`encoding.py`, `decoding.py`).
The lengths are compared with the bound before anything else is read.

Both processes use this module. The student's process has no path to the course, so this module imports only its
neighbours and the standard library.
"""

import socket
import struct
import time
from collections.abc import Callable
from json import JSONDecoder, JSONEncoder
from typing import Any

from .decoding import Decoder
from .encoding import MAX_ITEMS, Encoder, IndexOf, TooLarge

HEADER = struct.Struct("!II")
CHUNK = 1 << 16  # bytes that are read at once
ENCODE = JSONEncoder(check_circular=False, separators=(",", ":")).encode  # the Encoder bounds the depth
DECODE = JSONDecoder().decode
MARKS_PER_ITEM = 8  # commas and brackets that the tree has for one item, at most


class ChannelError(Exception):
    """The other side is gone, or sent something that is not a message."""


class ChannelTimeout(ChannelError):
    """Nothing complete arrived in time."""


class Channel:
    """Messages over a connected stream socket, each at most `limit` bytes long.

    `trusting` is for the student's side, which need not bound how many values the grader sends.
    """

    def __init__(self, sock: socket.socket, limit: int, trusting: bool = False):
        self.sock = sock
        self.limit = limit
        self.trusting = trusting
        self.unread = bytearray()  # bytes that came with the message before

    def send(self, message: Any, deadline: float | None = None, index_of: IndexOf = lambda value: None) -> None:
        """Send a value. Functions in it are sent as the indices that `index_of` gives them.

        Raises TooLarge if the value does not fit, ChannelTimeout after the deadline, and ChannelError.
        """
        encoder = Encoder(self.limit, index_of)
        tree = ENCODE(encoder.encode(message)).encode("ascii")
        body = b"".join(encoder.buffers)
        if len(tree) + len(body) > self.limit:
            raise TooLarge(f"more than {self.limit // 2**20} MB")
        try:
            self._set_timeout(deadline)
            self.sock.sendall(HEADER.pack(len(tree), len(body)) + tree + body)
        except OSError as error:
            raise _channel_error(error) from None

    def receive(self, deadline: float | None = None, function_at: Callable[[int], Any] | None = None) -> Any:
        """The next message. `function_at(index)` gives the function that an index stands for.

        Raises ChannelTimeout after the deadline, and ChannelError for anything that is not a message.
        """
        unread, start = self.unread, HEADER.size
        if len(unread) < start:
            self._read(start, deadline)
        tree_length, body_length = HEADER.unpack_from(unread)
        if tree_length + body_length > self.limit:
            raise ChannelError("the message is too long")
        middle, end = start + tree_length, start + tree_length + body_length
        if len(unread) < end:
            self._read(end, deadline)
        tree, body = bytes(unread[start:middle]), bytes(unread[middle:end])
        del unread[:end]
        if not self.trusting and _has_too_many_values(tree):
            raise ChannelError("the message has too many values")
        try:
            return Decoder(body, function_at).decode(DECODE(tree.decode("ascii")))
        except Exception as error:  # whatever the message contains, the error must not get further than this
            raise ChannelError(f"the message is malformed: {error}") from None

    def _read(self, length: int, deadline: float | None) -> None:
        """Read until so many bytes are unread. Bytes that arrive with them are kept: a short message then needs one
        system call, and several messages that have arrived need one together."""
        try:
            while len(self.unread) < length:
                self._set_timeout(deadline)
                chunk = self.sock.recv(CHUNK)
                if not chunk:
                    raise ChannelError("the other side closed the channel")
                self.unread += chunk
        except OSError as error:
            raise _channel_error(error) from None

    def _set_timeout(self, deadline: float | None) -> None:
        if deadline is None:
            return
        left = deadline - time.monotonic()
        if left <= 0:
            raise ChannelTimeout
        self.sock.settimeout(left)


def _has_too_many_values(tree: bytes) -> bool:
    """Whether a tree has more commas and brackets than the items that a message may have."""
    most = MARKS_PER_ITEM * MAX_ITEMS
    return len(tree) > most and sum(map(tree.count, (b",", b"[", b"{"))) > most


def _channel_error(error: OSError) -> ChannelError:
    return ChannelTimeout() if isinstance(error, TimeoutError) else ChannelError(str(error))
