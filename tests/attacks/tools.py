# What an attacker brings along. This text is in the first cell of each attack, below TARGET: see attack.py.
import ctypes
import gc
import json
import mmap
import os
import signal
import socket
import stat
import struct
import sys
import threading
import time

import numpy as np

LIBC = ctypes.CDLL(None, use_errno=True)
LIBC.syscall.restype = ctypes.c_long


def worked(what=""):
    """Report a success that only the attacker sees."""
    raise RuntimeError(f"{TARGET['marker']} {what}"[:1500])


def told(data):
    """Report what was read."""
    raise RuntimeError(data.decode("latin-1") if isinstance(data, bytes) else str(data))


def syscall(number, *args):
    """A system call past the C library."""
    wide = [ctypes.c_long(arg) if isinstance(arg, int) else arg for arg in args]
    result = LIBC.syscall(ctypes.c_long(number), *wide)
    if result < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result


def forked(pid):
    """Report a new process, and end it there."""
    if pid == 0:
        os._exit(0)
    os.waitpid(pid, 0)
    worked("a new process")


def request():
    """The step that runs now, with its request's id and its place there, found in the frames below."""
    found, frame = {"id": "unknown", "place": 0, "op": "call", "calls": [None] * 10}, sys._getframe(1)
    while frame is not None:
        for value in frame.f_locals.values():
            if isinstance(value, dict) and ("op" in value or {"id", "place"} <= value.keys()):
                found |= value
        frame = frame.f_back
    return found


def memory_of_replies():
    """The memory with the replies that are not sent yet, found in the frames below."""
    frame = sys._getframe(1)
    while frame is not None:
        for value in list(frame.f_locals.values()):
            if hasattr(getattr(value, "channel", None), "_unsent"):
                return value.channel._unsent._memory
        frame = frame.f_back
    raise RuntimeError("there is no memory of replies")


def channel():
    """The descriptor of the channel to the grader: the first connected socket, or pipe, that there is."""
    for descriptor in range(3, 1024):
        try:
            mode = os.fstat(descriptor).st_mode
        except OSError:
            continue
        if stat.S_ISSOCK(mode) or (stat.S_ISFIFO(mode) and descriptor_writes(descriptor)):
            return descriptor
    raise RuntimeError("no channel found")


def descriptor_writes(descriptor):
    import fcntl

    return fcntl.fcntl(descriptor, fcntl.F_GETFL) & (os.O_WRONLY | os.O_RDWR) != 0


def packed(**content):
    """A dictionary as the channel has it."""
    return {"dict": [[key, value] for key, value in content.items()]}


def frame_of(tree, body=b""):
    """A message as the channel has it; `tree` is JSON text, or data of which it is made."""
    text = tree if isinstance(tree, bytes) else json.dumps(tree).encode()
    return struct.pack("!II", len(text), len(body)) + text + body


def send_raw(data):
    """Write to the channel directly."""
    view, descriptor = memoryview(data), channel()
    while view:
        view = view[os.write(descriptor, view) :]


def reply(body=b"", **content):
    """A reply to the present step with the right id and place. Lists, numbers and texts are as the channel has them."""
    own = request()
    return frame_of(packed(id=own["id"], place=own["place"], **content), body)


def begun():
    """The beginning of such a reply, as JSON text."""
    own = request()
    return f'{{"dict": [["id", "{own["id"]}"], ["place", {own["place"]}], '.encode()


def error_of(text):
    """The description of an error, for a reply."""
    return packed(type="RuntimeError", message=text)
