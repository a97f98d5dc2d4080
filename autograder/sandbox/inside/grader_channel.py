"""Exchange messages with the grader (the student's side of `channel.py`)."""

import socket
import threading
import time
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
        self._lock = threading.RLock()  # threads of a notebook may call functions of the grader
        self._last = 0.0  # when something was sent

    def receive(self) -> tuple[bytes, bytes]:
        """The next message of the grader, in two parts. What is not sent yet is sent first. Raises OSError."""
        self.flush()
        self._read(frames.HEADER.size)
        header_length, body_length = frames.HEADER.unpack_from(self._unread)
        middle = frames.HEADER.size + header_length
        end = middle + body_length
        self._read(end)
        header, body = bytes(self._unread[frames.HEADER.size : middle]), bytes(self._unread[middle:end])
        del self._unread[:end]
        return header, body

    def _read(self, length: int) -> None:
        while len(self._unread) < length:
            chunk = self.sock.recv(frames.CHUNK)
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
