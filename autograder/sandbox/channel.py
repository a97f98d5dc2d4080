"""Exchange messages with the student's process, each with a bound and a deadline.

A message from that process consists of two lengths, a JSON tree, and the raw bytes of the arrays in it (`encoding.py`,
`decoding.py`). The lengths are compared with the bound before anything else is read. A message to it is pickled
(`pickled.py`). `inside/grader_channel.py` is the other side.
"""

import os
import socket
import time
from collections.abc import Callable
from json import JSONDecoder
from typing import Any

from autograder.sandbox.decoding import Decoder
from autograder.sandbox.encoding import MAX_ITEMS
from autograder.sandbox.frames import CHUNK, HEADER, ChannelError, framed
from autograder.sandbox.unsent import new_memory, unsent_after

DECODE = JSONDecoder().decode
MARKS_PER_ITEM = 8  # commas and brackets that the tree has for one item, at most
LOOK_SECONDS = 0.05  # after so long without a message: are there replies that were not sent yet?


class ChannelTimeout(ChannelError):
    """Nothing complete arrived in time."""


class Channel:
    """Messages over a connected stream socket, each at most `limit` bytes long.

    `memory` is the descriptor of the memory with the replies that were not sent yet (`unsent.py`).
    """

    def __init__(self, sock: socket.socket, memory: int, limit: int):
        self.sock = sock
        self.limit = limit
        self._memory: int | None = memory
        self._unread = bytearray()  # bytes that came with the message before
        self._received = 0  # bytes of the stream that came over the socket
        self._known = 0  # bytes of the stream that came over the socket or from the memory

    def send(self, header: bytes, body: bytes = b"", deadline: float | None = None) -> None:
        """Send a message of two parts. Raises ChannelTimeout after the deadline, and ChannelError."""
        try:
            self._set_timeout(deadline)
            self.sock.sendall(framed(header, body))
        except OSError as error:
            raise _channel_error(error) from None

    def receive(self, deadline: float | None = None, function_at: Callable[[int], Any] | None = None) -> Any:
        """The next message. `function_at(index)` gives the function that an index stands for.

        Raises ChannelTimeout after the deadline, and ChannelError for anything that is not a message.
        """
        unread, start = self._unread, HEADER.size
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
        if _has_too_many_values(tree):
            raise ChannelError("the message has too many values")
        try:
            return Decoder(body, function_at).decode(DECODE(tree.decode("ascii")))
        except Exception as error:  # whatever the message contains, the error must not get further than this
            raise ChannelError(f"the message is malformed: {error}") from None

    def close(self) -> None:
        """Close the channel. This may be called any number of times."""
        self.sock.close()
        if self._memory is not None:
            os.close(self._memory)
            self._memory = None

    def _read(self, length: int, deadline: float | None) -> None:
        """Read until so many bytes are unread. Bytes that arrive with them are kept."""
        while len(self._unread) < length:
            self._unread += self._chunk(deadline)

    def _chunk(self, deadline: float | None) -> bytes:
        """Some more bytes of the stream. Those in the memory are read when nothing comes over the socket."""
        while True:
            problem: OSError | None = None
            try:
                self._set_timeout(deadline, LOOK_SECONDS)
                arrived = self.sock.recv(CHUNK)
            except TimeoutError:
                arrived = b""
            except OSError as error:
                arrived, problem = b"", error
            else:
                problem = None if arrived else OSError("the other side closed the channel")
            known_before = self._known - self._received
            self._received += len(arrived)
            fresh = arrived[known_before:] if arrived else self._unsent()
            if fresh:
                self._known = self._known + len(fresh)
                return fresh
            if problem is not None:
                raise ChannelError(str(problem))

    def _unsent(self) -> bytes:
        return b"" if self._memory is None else unsent_after(self._memory, self._known)

    def _set_timeout(self, deadline: float | None, most: float | None = None) -> None:
        if deadline is None:
            self.sock.settimeout(most)
            return
        left = deadline - time.monotonic()
        if left <= 0:
            raise ChannelTimeout
        self.sock.settimeout(left if most is None else min(left, most))


def new_channel(limit: int) -> tuple[Channel, socket.socket, int]:
    """A channel, the other end of its socket, and the descriptor of its memory.

    The caller closes the other end when the process has started. The channel closes the memory.
    """
    memory = new_memory()
    try:
        ours, theirs = socket.socketpair()
    except OSError:
        os.close(memory)
        raise
    return Channel(ours, memory, limit), theirs, memory


def _has_too_many_values(tree: bytes) -> bool:
    """Whether a tree has more commas and brackets than the items that a message may have."""
    most = MARKS_PER_ITEM * MAX_ITEMS
    return len(tree) > most and sum(map(tree.count, (b",", b"[", b"{"))) > most


def _channel_error(error: OSError) -> ChannelError:
    return ChannelTimeout() if isinstance(error, TimeoutError) else ChannelError(str(error))
