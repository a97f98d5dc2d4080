"""The channel: messages between the grader and the student's process, each with a bound and a deadline.

One message is two lengths, a JSON tree, and the raw bytes of the arrays in it (`encoding.py`). Lengths are held
against the bound before anything is read.

Both sides use this file. The student's process has no path to the course, so it imports its neighbour and the
standard library only.
"""

import struct
import time
from json import JSONDecoder, JSONEncoder

from .encoding import MAX_ITEMS, Decoder, Encoder, TooLarge

HEADER = struct.Struct("!II")
CHUNK = 1 << 16  # bytes that are read at once
ENCODE = JSONEncoder(check_circular=False, separators=(",", ":")).encode  # the encoder knows how deep it is
DECODE = JSONDecoder().decode
MARKS_PER_ITEM = 8  # commas and brackets that the tree has for one item, at most


class ChannelError(Exception):
    """The other side is gone, or sent something that is no message."""


class Deadline(ChannelError):
    """Nothing complete arrived in time."""


class Channel:
    """Messages over a connected stream socket, each at most `limit` bytes long.

    `trusting` is for the student's side: the grader sends no more values than it should.
    """

    def __init__(self, sock, limit, trusting=False):
        self.sock = sock
        self.limit = limit
        self.trusting = trusting
        self.unread = bytearray()  # what came with the message before

    def send(self, message, deadline=None, callables=None):
        """Send a value. Functions in it travel by their place in the list `callables`, which grows by new ones."""
        encoder = Encoder(self.limit, callables)
        tree = ENCODE(encoder.encode(message)).encode("ascii")
        body = b"".join(encoder.buffers)
        if len(tree) + len(body) > self.limit:
            raise TooLarge(f"more than {self.limit // 2**20} MB")
        try:
            self._wait_until(deadline)
            self.sock.sendall(HEADER.pack(len(tree), len(body)) + tree + body)
        except OSError as error:
            raise _ended(error) from None

    def receive(self, deadline=None, proxy=None):
        """The next message. `proxy(index)` stands in for a function of the other side."""
        tree_length, body_length = HEADER.unpack(self._read(HEADER.size, deadline))
        if tree_length + body_length > self.limit:
            raise ChannelError("the message is too long")
        message = self._read(tree_length + body_length, deadline)
        tree, body = message[:tree_length], message[tree_length:]
        if not self.trusting and sum(map(tree.count, (b",", b"[", b"{"))) > MARKS_PER_ITEM * MAX_ITEMS:
            raise ChannelError("the message has too many values")
        try:
            return Decoder(body, proxy).decode(DECODE(tree.decode("ascii")))
        except Exception as error:  # whatever is in the message, it must end here
            raise ChannelError(f"the message is malformed: {error}") from None

    def _read(self, length, deadline):
        """So many bytes. What comes with them is kept: a short message costs one call of the system."""
        try:
            while len(self.unread) < length:
                self._wait_until(deadline)
                chunk = self.sock.recv(CHUNK)
                if not chunk:
                    raise ChannelError("the other side closed the channel")
                self.unread += chunk
        except OSError as error:
            raise _ended(error) from None
        data = bytes(self.unread[:length])
        del self.unread[:length]
        return data

    def _wait_until(self, deadline):
        if deadline is None:
            return
        left = deadline - time.monotonic()
        if left <= 0:
            raise Deadline
        self.sock.settimeout(left)


def _ended(error):
    return Deadline() if isinstance(error, TimeoutError) else ChannelError(str(error))
