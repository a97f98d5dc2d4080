"""Run calls in processes of this machine, each of which runs one call after another.

Each process has a thread here, which starts it, sends it a call, and waits for the answer. If a process dies, only its
own call is lost. If a call takes too long, its process is ended, whatever it does. (In a `ProcessPoolExecutor` one
death breaks the whole pool, and before Python 3.11.5 it hangs if a call for the dead process is larger than a pipe.
Pebble's workers share one pipe and its lock, which a killed worker may hold forever.)

A process ends when its connection is closed: by us, or by the kernel if we were killed.
"""

import contextlib
import functools
import os
import pickle
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import Any, BinaryIO, ParamSpec, TypeVar, cast

from autograder.running.worker import END_SECONDS, send
from autograder.running.worker_source import Copy, WorkerSource

START_SECONDS = 120  # for a new process and its imports, on a busy machine
MOST_SECONDS = 900  # for one call; a submission takes seconds, or a few hundred with the usual limits
PROGRAM = "import sys; sys.path[:] = {}; from autograder.running import worker; worker.serve({}, {})"
Parameters = ParamSpec("Parameters")
Returned = TypeVar("Returned")


class NoWorker(Exception):
    """This machine refuses another thread, process or descriptor. The text says which."""


class TookTooLong(BrokenExecutor):
    """A call took more time than any call may, and its process was ended. Another attempt would take as long."""


class ProcessPool(Executor):
    """Up to `count` processes. Each is started when there is a call for it.

    A future raises BrokenExecutor if the process died, TookTooLong if it was ended because the call took more than
    `most_seconds` (another process then takes its place), NoWorker if no process could be started, and RuntimeError
    with the text of the error if the call raised one. `prefix` are words before the command of each process. If there
    is a `source`, the processes are copies of it.
    """

    def __init__(
        self,
        count: int,
        most_seconds: float = MOST_SECONDS,
        prefix: Sequence[str] = (),
        source: WorkerSource | None = None,
    ):
        self._most_seconds, self._prefix, self._source = most_seconds, prefix, source
        self._calls: SimpleQueue[tuple[Future[Any], Callable[[], Any]] | None] = SimpleQueue()  # None ends a thread
        self._workers: set[_Worker] = set()
        self._shut = False  # takes no more calls
        self._stopped = False  # starts no more calls
        self._threads = [threading.Thread(target=self._run, args=[core], daemon=True) for core in _core_of_each(count)]
        try:
            for thread in self._threads:
                thread.start()
        except RuntimeError as error:
            self._end_threads()
            raise NoWorker(str(error)) from None

    def submit(
        self, fn: Callable[Parameters, Returned], /, *args: Parameters.args, **kwargs: Parameters.kwargs
    ) -> Future[Returned]:
        if self._shut:
            raise RuntimeError("the workers are shut down")
        future: Future[Returned] = Future()
        self._calls.put((future, functools.partial(fn, *args, **kwargs)))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the processes: after all calls, or with `cancel_futures` at once. With `wait`, waits for their end."""
        self._shut = True
        if cancel_futures:
            self._stop()
        self._end_threads()
        for thread in self._threads if wait else ():
            thread.join()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.shutdown(cancel_futures=kind is not None)

    def _end_threads(self) -> None:
        for _ in self._threads:
            self._calls.put(None)

    def _stop(self) -> None:
        self._stopped = True  # first: a worker that a thread is just starting is not in the set yet
        for worker in list(self._workers):
            worker.hang_up()
        with contextlib.suppress(Empty):
            while True:
                item = self._calls.get_nowait()
                if item:
                    item[0].cancel()

    def _run(self, core: int | None) -> None:
        """A thread: send calls to a worker, and end it after the last one."""
        worker: _Worker | None = None
        while (item := self._calls.get()) is not None:
            future, call = item
            if not future.set_running_or_notify_cancel():
                continue
            try:
                worker = worker or self._start_worker(core)
                future.set_result(worker.run(call, self._most_seconds))
            except BaseException as error:
                if worker and worker.ended:
                    self._workers.discard(worker)
                    worker = None
                future.set_exception(error)
        if worker:
            worker.end()

    def _start_worker(self, core: int | None) -> "_Worker":
        try:
            worker = _Worker(core, self._prefix, self._source)
        except OSError as error:
            raise NoWorker(error.strerror) from None
        self._workers.add(worker)
        if self._stopped:
            worker.end()
            raise BrokenExecutor("the workers are stopped")
        return worker


def cores() -> list[int]:
    """The numbers of the cores that we may use."""
    return sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else list(range(os.cpu_count() or 1))


def _core_of_each(count: int) -> Sequence[int | None]:
    """A core for each of `count` workers; None for all of them unless there are exactly as many cores.

    A worker and its student's process take turns, which is faster if both stay on one core.
    """
    return cores() if len(cores()) == count else [None] * count


class _Worker:
    """A process, on one core if one is given, and the connection to it. Raises OSError if it cannot be started."""

    def __init__(self, core: int | None, prefix: Sequence[str], source: WorkerSource | None):
        self.ended = False
        copy = self._connected(lambda connection: _copy(source, connection, core)) if source else None
        # With another connection: a copy that came too late must not read from the same one.
        self.process = copy or self._connected(lambda connection: _started(prefix, connection, core))

    def _connected(self, start: Callable[[socket.socket], Returned]) -> Returned:
        """What `start` gives for the other end of a new connection: a process. If there is none, it is closed."""
        process: Returned | None = None
        self._socket, theirs = socket.socketpair()
        self._stream = cast(BinaryIO, self._socket.makefile("rwb"))
        try:
            process = start(theirs)
            return process
        finally:
            theirs.close()
            if process is None:
                self._close()

    def run(self, call: Callable[[], Any], most_seconds: float) -> Any:
        """What the call returns.

        Raises RuntimeError with the text of the error that the call raised, BrokenExecutor if there is no answer (then
        the worker has ended), and the errors of pickle if the call cannot be sent.
        """
        message = pickle.dumps(call)
        try:
            outcome, problem = self._answer(message, most_seconds)
        except TimeoutError:
            self.end()
            raise TookTooLong("its worker took too long and was ended") from None
        except Exception as error:
            self.end()
            how = f"exit code {self.process.returncode}, {type(error).__name__}"
            raise BrokenExecutor(f"its worker ended ({how})") from error
        if problem:
            raise RuntimeError(problem)
        return outcome

    def _answer(self, message: bytes, most_seconds: float) -> Any:
        """Read the answers: first that the process has begun, then the outcome and the text of an error."""
        self._socket.settimeout(START_SECONDS)  # also the longest time that a message may stand still halfway
        send(self._stream, message)
        pickle.load(self._stream)
        self._socket.settimeout(most_seconds)
        return pickle.load(self._stream)

    def hang_up(self) -> None:
        """Make the process end. A thread that waits for its answer gets none."""
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self.process.terminate()  # it may not read from the connection yet

    def end(self) -> None:
        """End the process in order, or kill it if that takes too long."""
        self.hang_up()
        try:
            self.process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self._close()
        self.ended = True

    def _close(self) -> None:
        with contextlib.suppress(OSError):  # a message that was not received
            self._stream.close()
        self._socket.close()


def _copy(source: WorkerSource, connection: socket.socket, core: int | None) -> Copy | None:
    """A worker that is a copy; None if there is none, for example because the source was killed."""
    try:
        return source.start(connection, core)
    except (OSError, EOFError):
        return None


def _started(prefix: Sequence[str], connection: socket.socket, core: int | None) -> subprocess.Popen[bytes]:
    """A worker that imports what it needs itself."""
    return subprocess.Popen(
        [*prefix, sys.executable, "-c", PROGRAM.format(sys.path, connection.fileno(), core)],
        stdin=subprocess.DEVNULL,
        pass_fds=[connection.fileno()],
        start_new_session=True,  # Ctrl-C reaches only us, and we end it in order
    )
