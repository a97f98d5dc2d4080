"""Keep the replies of the student's process in memory that the grader reads, too, until they are sent together.

Sending each reply alone would take longer than most calls. But a reply must not be lost if a later call hangs or ends
the process: then the grader takes it from this memory. The replies are one stream of bytes. The memory contains how
many of its bytes were sent before, how many of them follow here, and these.

Both processes use this module. The student's process can write anything into its memory, so the grader copies what it
reads, and checks it like all bytes that come over the channel.
"""

import mmap
import os
import struct
import tempfile
from pathlib import Path

NUMBER = struct.Struct("Q")  # in the order of this machine's bytes, so that it is written at once
SENT, LENGTH, DATA = 0, NUMBER.size, 2 * NUMBER.size  # where they begin
SIZE = 1 << 18


def new_memory() -> int:
    """The descriptor of new memory for one process. The caller closes it."""
    if hasattr(os, "memfd_create"):
        descriptor = os.memfd_create("replies")
    else:
        descriptor, name = tempfile.mkstemp()
        Path(name).unlink()
    os.ftruncate(descriptor, SIZE)
    return descriptor


class Unsent:
    """The student's side."""

    def __init__(self, descriptor: int):
        self._memory = mmap.mmap(descriptor, SIZE)
        self._sent, self._end = 0, DATA

    def add(self, data: bytes) -> bool:
        """Add bytes to the stream. False if there is no room for them."""
        start, end = self._end, self._end + len(data)
        if end > SIZE:
            return False
        self._memory[start:end] = data
        self._end = end
        NUMBER.pack_into(self._memory, LENGTH, end - DATA)  # last: the grader may read at any moment
        return True

    def content(self) -> bytes:
        """The bytes that are not sent yet."""
        return self._memory[DATA : self._end]

    def were_sent(self, others: int) -> None:
        """Note that all bytes were sent, and so many others after them."""
        self._sent += self._end - DATA + others
        self._end = DATA
        NUMBER.pack_into(self._memory, LENGTH, 0)  # first: otherwise these bytes would seem to follow
        NUMBER.pack_into(self._memory, SENT, self._sent)


def unsent_after(descriptor: int, known: int) -> bytes:
    """The grader's side: the bytes of the stream after so many bytes, as far as they are in the memory."""
    sent, length = _number(descriptor, SENT), _number(descriptor, LENGTH)
    if not sent <= known < sent + length <= sent + SIZE:
        return b""
    data = os.pread(descriptor, length - (known - sent), DATA + known - sent)
    return data if _number(descriptor, SENT) == sent else b""  # else they were sent meanwhile, and others may be here


def _number(descriptor: int, place: int) -> int:
    data = os.pread(descriptor, NUMBER.size, place)
    return int(NUMBER.unpack(data)[0]) if len(data) == NUMBER.size else 0
