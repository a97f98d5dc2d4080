"""Start workers as copies (forks) of one process that has imported everything they need.

The imports take a third of a second, and their memory is shared. The process is itself a copy of the command, made
before there are threads, locks or a gradebook. It never works itself. Only Linux has what this needs: a descriptor for
each process (https://man7.org/linux/man-pages/man2/pidfd_open.2.html), so that no signal reaches another process that
has got the number of one that ended.
"""

import contextlib
import gc
import os
import pickle
import select
import signal
import socket
import subprocess
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from typing import NoReturn

from autograder.running.worker import MOST_BYTES, serve_copies

ANSWER_SECONDS = 120  # on a busy machine
STOPS = signal.SIGINT, signal.SIGTERM
IS_POSSIBLE = sys.platform == "linux" and hasattr(os, "pidfd_open") and hasattr(socket, "send_fds")


class Copy:
    """A worker that is a copy, with the part of the interface of `subprocess.Popen` that a pool needs."""

    def __init__(self, source: "WorkerSource", pid: int, descriptor: int):
        self._source, self.pid, self._descriptor = source, pid, descriptor
        self.returncode: int | None = None

    def terminate(self) -> None:
        self._signal(signal.SIGTERM)

    def kill(self) -> None:
        self._signal(signal.SIGKILL)

    def wait(self, timeout: float | None = None) -> int | None:
        """Wait for its end. Returns its exit code; None if its source has ended, too. Raises TimeoutExpired."""
        if self._descriptor >= 0:
            ended = select.poll()
            ended.register(self._descriptor, select.POLLIN)
            if not ended.poll(None if timeout is None else 1000 * timeout):
                raise subprocess.TimeoutExpired("a copy", timeout or 0)
            os.close(self._descriptor)
            self._descriptor = -1
            with contextlib.suppress(OSError, EOFError):
                self.returncode = self._source.exit_code(self.pid)
        return self.returncode

    def _signal(self, number: signal.Signals) -> None:
        if self._descriptor >= 0:
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._descriptor, number)


class WorkerSource:
    """The process that is copied: a copy of this one, which calls `begin` first. `close` ends it, but not its copies.

    Raises OSError if it cannot be started.
    """

    def __init__(self, begin: Callable[[], object]) -> None:
        self._lock = threading.Lock()
        self._socket, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._socket.settimeout(ANSWER_SECONDS)
        try:
            self.pid = self._fork(theirs, begin)
        except BaseException:
            self._socket.close()
            raise
        finally:
            theirs.close()

    def _fork(self, theirs: socket.socket, begin: Callable[[], object]) -> int:
        """Make the copy, and return its number. Nothing can stop it before it has a session of its own."""
        for printed in sys.stdout, sys.stderr:
            printed.flush()  # or both would print it
        gc.freeze()  # nothing looks through what both have: its pages stay shared
        before = signal.pthread_sigmask(signal.SIG_BLOCK, STOPS)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", DeprecationWarning)  # of NumPy's threads, which are ready for forks
                pid = os.fork()
            if not pid:
                self._be_source(theirs, begin)
            return pid
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)

    def _be_source(self, requests: socket.socket, begin: Callable[[], object]) -> NoReturn:
        """The copy: it has nothing to do with what this process does next, and never returns."""
        try:
            os.setsid()  # Ctrl-C reaches only the command, which ends everything in order
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPS)
            self._socket.close()  # so that it notices the end of the command
            nothing = os.open(os.devnull, os.O_RDWR)
            os.dup2(nothing, 0)
            begin()
            serve_copies(requests)
        finally:
            os._exit(0)

    def have_called(self, function: Callable[[], object]) -> None:
        """Have a function called before the next copy is made: what it loads need not be loaded by each copy."""
        message = pickle.dumps(function)
        if len(message) <= MOST_BYTES:
            with contextlib.suppress(OSError), self._asking():
                self._socket.send(message)

    def start(self, connection: socket.socket, core: int | None) -> Copy:
        """A new worker that answers calls from this connection. Raises OSError or EOFError if there can be none."""
        with self._asking():
            socket.send_fds(self._socket, [pickle.dumps(core)], [connection.fileno()])
            data, descriptors, *_ = socket.recv_fds(self._socket, MOST_BYTES, 1)
            if not descriptors:
                raise EOFError
            return Copy(self, pickle.loads(data), descriptors[0])

    def exit_code(self, pid: int) -> int:
        """How a copy ended."""
        with self._asking():
            socket.send_fds(self._socket, [pickle.dumps((pid,))], [])
            return int(pickle.loads(self._socket.recv(MOST_BYTES)))

    @contextlib.contextmanager
    def _asking(self) -> Iterator[None]:
        """Send one request and receive its answer. If that fails, the process gets no other one: an answer that comes
        late would be taken for that of the next request."""
        with self._lock:
            try:
                yield
            except (OSError, EOFError):
                with contextlib.suppress(OSError):
                    self._socket.shutdown(socket.SHUT_RDWR)
                raise

    def end(self) -> None:
        """End the process, whatever it does. Its copies end when their connections are closed."""
        pid, self.pid = self.pid, 0
        if pid:
            os.kill(pid, signal.SIGKILL)  # it does nothing that must be finished
            os.waitpid(pid, 0)

    def close(self) -> None:
        """End the process, and close the connection to it."""
        self.end()
        self._socket.close()
