"""Exchange messages with the grader (the student's side of `channel.py`)."""

import contextlib
import socket
import threading
import time
from collections import deque
from typing import Any

from .. import encoding, frames, unsent

SEND_SECONDS = 0.005  # replies are not kept longer than this before they are sent, so that the grader can go on


class GraderChannel:
    """Messages over a connected stream socket. A message to the grader has at most `limit` bytes.

    `memory` is the descriptor of the memory for replies that are not sent yet.
    """

    def __init__(self, sock: socket.socket, memory: int, limit: int):
        self.sock = sock
        self.limit = limit
        self._unsent = unsent.Unsent(memory)
        self._unread = bytearray()
        self._requests: deque[tuple[bytes, bytes]] = deque()  # that came before the answer to a call
        self._lock = threading.RLock()  # threads of a notebook may call functions of the grader
        self._last = 0.0  # when something was sent

    def receive(self) -> tuple[bytes, bytes]:
        """The next request of the grader, in two parts. Raises OSError if it has gone.

        What is not sent yet is sent first, unless the request has arrived: then the grader need not be woken up.
        """
        if self._requests:
            return self._requests.popleft()
        with contextlib.suppress(BlockingIOError):
            while self._length() is None:
                self._read(socket.MSG_DONTWAIT)
        return self._message()

    def answer(self) -> bytes:
        """The answer of the grader to a call of one of its functions. It has no second part, as each request has."""
        header, body = self._message()
        while body:
            self._requests.append((header, body))
            header, body = self._message()
        return header

    def _message(self) -> tuple[bytes, bytes]:
        length = self._length()
        if length is None:
            self.flush()
        while length is None:
            self._read()
            length = self._length()
        middle = frames.HEADER.size + frames.HEADER.unpack_from(self._unread)[0]
        header, body = bytes(self._unread[frames.HEADER.size : middle]), bytes(self._unread[middle:length])
        del self._unread[:length]
        return header, body

    def _length(self) -> int | None:
        """The number of bytes of the next message; None if it has not arrived completely."""
        if len(self._unread) < frames.HEADER.size:
            return None
        length = frames.HEADER.size + sum(frames.HEADER.unpack_from(self._unread))
        return length if len(self._unread) >= length else None

    def _read(self, flags: int = 0) -> None:
        chunk = self.sock.recv(frames.CHUNK, flags)
        if not chunk:
            raise OSError("the grader has gone")
        self._unread += chunk

    def send(self, message: Any, index_of: encoding.IndexOf = lambda value: None) -> None:
        """Send a value now or, together with the next ones, soon. Raises TooLarge if it does not fit into a message."""
        data = frames.encoded(message, self.limit, index_of)
        with self._lock:
            if not self._unsent.add(data):
                self.flush(data)
            elif time.monotonic() - self._last > SEND_SECONDS:
                self.flush()

    def flush(self, more: bytes = b"") -> None:
        """Send what is not sent yet, and then these bytes."""
        with self._lock:
            content = self._unsent.content() + more
            if content:
                self.sock.sendall(content)
                self._unsent.were_sent(len(more))
            self._last = time.monotonic()
