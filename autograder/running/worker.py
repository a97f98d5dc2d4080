"""The program of a worker's process: run one call after another, and answer each.

`process_pool.py` starts it. It imports little, because every worker waits for these imports.
"""

import contextlib
import gc
import os
import pickle
import select
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable
from typing import Any, BinaryIO, NoReturn, cast

from autograder.running.garbage import LIMITS, collect_now

END_SECONDS = 5  # for a process to end in order
MOST_BYTES = 2**16  # of a message to a process that is copied


class WorkerTerminated(BaseException):
    """This worker must end. It is not an Exception and not a SystemExit, so that calls do not catch it by accident."""


def send(stream: BinaryIO, message: bytes) -> None:
    """Write a message that is already pickled."""
    stream.write(message)
    stream.flush()


def serve(descriptor: int, core: int | None) -> NoReturn:
    """The program of a worker's process: answer each call that comes through the socket with this descriptor.

    It does not return: the kernel ends the process, which is faster than to free each object.
    """
    gc.set_threshold(*LIMITS)
    if core is not None and hasattr(os, "sched_setaffinity"):
        with contextlib.suppress(OSError):  # we may not use it any more
            os.sched_setaffinity(0, {core})
    signal.signal(signal.SIGTERM, _terminate)
    code = 1
    with contextlib.suppress(WorkerTerminated):
        _serve(descriptor)
        code = 0
    for printed in sys.stdout, sys.stderr:
        with contextlib.suppress(OSError):
            printed.flush()
    os._exit(code)


def serve_copies(requests: socket.socket) -> None:
    """The program of a `WorkerSource`: be copied for each connection that comes.

    A message is a core, with the descriptor of a connection, or in a tuple the number of a copy that has ended. The
    answers are the number of the new copy, with a descriptor of it, and the exit code of the ended one. A message can
    also be a function, which is called and has no answer: what it loads, all later copies have. If a copy cannot be
    made, this ends: workers are then started without it.
    """
    gc.enable()
    gc.set_threshold(*LIMITS)
    while True:
        data, descriptors, *_ = socket.recv_fds(requests, MOST_BYTES, 1)
        if not data:
            return
        request = pickle.loads(data)
        if isinstance(request, tuple):
            requests.send(pickle.dumps(os.waitstatus_to_exitcode(os.waitpid(request[0], 0)[1])))
            continue
        if callable(request):
            with contextlib.suppress(Exception):  # a copy that needs what could not be loaded says why
                request()
            continue
        if not descriptors:  # too many are open
            return
        try:
            pid = os.fork()
            if pid:
                os.close(descriptors[0])
                own = os.pidfd_open(pid)  # the number is its own until we wait for it
                socket.send_fds(requests, [pickle.dumps(pid)], [own])
                os.close(own)
        except OSError:  # too many processes or descriptors
            return
        if not pid:
            os.setsid()
            requests.close()
            serve(descriptors[0], request)


def _serve(descriptor: int) -> None:
    connection = socket.socket(fileno=descriptor)
    stream = cast(BinaryIO, connection.makefile("rwb"))
    threading.Thread(target=_end_with, args=(connection,), daemon=True).start()
    closed = EOFError, pickle.UnpicklingError, BrokenPipeError, ConnectionResetError  # the first two: within a message
    with contextlib.suppress(*closed):
        while True:
            call = pickle.load(stream)
            send(stream, pickle.dumps(None))
            answer = _answer(call)
            if signal.getsignal(signal.SIGTERM) is signal.SIG_IGN:  # the call caught WorkerTerminated: no valid answer
                break
            send(stream, answer)
            del call, answer
            collect_now()
    signal.signal(signal.SIGTERM, signal.SIG_IGN)


def _answer(call: Callable[[], Any]) -> bytes:
    """What the call returned, and the error that it raised: as text, which can always be sent."""
    try:
        return pickle.dumps((call(), None))
    except Exception as error:
        return pickle.dumps((None, f"{type(error).__name__}: {error}"))


def _terminate(*_: Any) -> NoReturn:
    """End in order, which closes the sandbox. Only once: a second signal would interrupt that."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise WorkerTerminated


def _end_with(connection: socket.socket) -> None:
    """A thread of a worker: end the process when its connection is closed, whatever it does."""
    closed = select.poll()
    closed.register(connection, 0)  # POLLHUP is always reported
    closed.poll()
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(END_SECONDS)
    os._exit(1)
