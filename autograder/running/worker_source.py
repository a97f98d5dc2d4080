"""Start workers as copies (forks) of one process that has imported everything they need.

The imports take a third of a second, and their memory is shared. The process is started before there is anything to
grade, while the command itself still imports and reads. It never works itself. Only Linux has what this needs: a
descriptor for each process (https://man7.org/linux/man-pages/man2/pidfd_open.2.html), so that no signal reaches
another process that has got the number of one that ended.
"""

import contextlib
import os
import pickle
import select
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator

from autograder.running.worker import MOST_BYTES

PROGRAM = "import sys; sys.path[:] = {}; from autograder.running import worker; worker.serve_copies({}, {!r})"
PRELOADED = "autograder.running.preloaded"
ANSWER_SECONDS = 120  # for its imports, on a busy machine
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
                raise subprocess.TimeoutExpired(PRELOADED, timeout or 0)
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
    """The process that is copied. Raises OSError if it cannot be started. `close` ends it, but not its copies."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._socket, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._socket.settimeout(ANSWER_SECONDS)
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-c", PROGRAM.format(sys.path, theirs.fileno(), PRELOADED)],
                stdin=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                start_new_session=True,
            )
        except BaseException:
            self._socket.close()
            raise
        finally:
            theirs.close()

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

    def close(self) -> None:
        """End the process. Its copies end when their connections are closed."""
        self._process.kill()  # it does nothing that must be finished
        self._process.wait()
        self._socket.close()
