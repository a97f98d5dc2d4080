"""Workers: processes of this machine that do one thing after another.

Each has a thread of ours that starts it, hands it what is next and waits for the answer. So one that dies takes nothing
with it but what it worked on, and one that takes too long can be ended, whatever it does. (With `ProcessPoolExecutor`
one death breaks all, and before Python 3.11.5 it hangs when what waits for the dead is larger than a pipe; Pebble's
workers share one pipe and its lock, which one that is killed may take with it.)

A worker ends with its connection, whoever closed it: we, or the kernel where we were killed.
"""

import contextlib
import functools
import os
import pickle
import select
import signal
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import BrokenExecutor, Executor, Future
from queue import Empty, SimpleQueue

START_SECONDS = 120  # for a new process and its imports, on a machine that has much to do
OVERDUE_SECONDS = 900  # a submission takes seconds; the slowest that the usual limits allow, a few hundred
END_SECONDS = 5  # for a worker that was told to end

PROGRAM = "import sys; sys.path[:] = {}; from autograder.running import process_pool; process_pool.serve({}, {})"


class WorkerTerminated(BaseException):
    """A worker was told to end. Nobody takes it for an error of their own, nor for somebody's `sys.exit`."""


class NoWorker(Exception):
    """This machine lets us have no more threads, processes or descriptors. The text says which."""


class ProcessPool(Executor):
    """Up to `count` processes, each started when there is work for it.

    A future raises BrokenExecutor where the process died, or was ended since it took more than `overdue` seconds (then
    another takes its place), NoWorker where none could be started, and RuntimeError with the text of what the call
    raised.
    """

    def __init__(self, count: int, overdue: float = OVERDUE_SECONDS):
        self._overdue = overdue
        self._calls: SimpleQueue = SimpleQueue()  # (future, call), or None where a thread shall end
        self._workers: set[_Worker] = set()
        self._shut = False  # nothing more is taken
        self._stopped = False  # nothing more is begun
        self._threads = [threading.Thread(target=self._run, args=[core], daemon=True) for core in _core_of_each(count)]
        try:
            for thread in self._threads:
                thread.start()
        except RuntimeError as error:
            for _ in self._threads:
                self._calls.put(None)
            raise NoWorker(str(error)) from None

    def submit(self, function, /, *args, **kwargs) -> Future:
        if self._shut:
            raise RuntimeError("the workers are shut down")
        future = Future()
        self._calls.put((future, functools.partial(function, *args, **kwargs)))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the processes: when all is done, or with `cancel_futures` at once. Waits for their end in any case."""
        self._shut = True
        if cancel_futures:
            self._stop()
        for _ in self._threads:
            self._calls.put(None)
        for thread in self._threads:
            thread.join()

    def __exit__(self, kind, error, traceback):
        self.shutdown(cancel_futures=kind is not None)

    def _stop(self):
        self._stopped = True  # first: a worker that a thread is starting is not among these yet
        for worker in list(self._workers):
            worker.hang_up()
        with contextlib.suppress(Empty):
            while True:
                item = self._calls.get_nowait()
                if item:
                    item[0].cancel()

    def _run(self, core):
        """What a thread does: hand calls to a worker, and when there are no more, end it."""
        worker = None
        while (item := self._calls.get()) is not None:
            future, call = item
            if not future.set_running_or_notify_cancel():
                continue
            try:
                worker = worker or self._started(core)
                future.set_result(worker.do(call, self._overdue))
            except BaseException as error:
                if worker and worker.ended:
                    self._workers.discard(worker)
                    worker = None
                future.set_exception(error)
        if worker:
            worker.end()

    def _started(self, core):
        try:
            worker = _Worker(core)
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


def _core_of_each(count):
    """A core for each of so many workers; None for all where there are more cores or fewer.

    A worker and its student's process take turns all the time, which is faster where both stay on one core.
    """
    return cores() if len(cores()) == count else [None] * count


class _Worker:
    """A process, on one core if one is named, and the connection to it. Raises OSError where it cannot be started."""

    def __init__(self, core: int | None):
        self.ended = False
        self._socket, theirs = socket.socketpair()
        self._stream = self._socket.makefile("rwb")
        try:
            self.process = subprocess.Popen(
                [sys.executable, "-c", PROGRAM.format(sys.path, theirs.fileno(), core)],
                stdin=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                start_new_session=True,  # Ctrl-C is for us, who then end it in order
            )
        except BaseException:
            self._close()
            raise
        finally:
            theirs.close()

    def do(self, call, overdue):
        """What the call returns. Raises RuntimeError with the text of what it raised, BrokenExecutor where there is no
        answer (then the worker has ended), and what pickle raises where the call cannot be sent."""
        message = pickle.dumps(call)
        try:
            self._socket.settimeout(START_SECONDS)  # it also bounds how long a message stands still halfway
            _send(self._stream, message)
            pickle.load(self._stream)
            self._socket.settimeout(overdue)
            outcome, problem = pickle.load(self._stream)
        except TimeoutError:
            self.end()
            raise BrokenExecutor("its worker took too long and was ended") from None
        except Exception as error:
            self.end()
            how = f"exit code {self.process.returncode}, {type(error).__name__}"
            raise BrokenExecutor(f"its worker ended ({how})") from error
        if problem:
            raise RuntimeError(problem)
        return outcome

    def hang_up(self):
        """Have the process end, and whoever waits for its answer get none."""
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self.process.terminate()  # it may not listen yet

    def end(self):
        """End the process in order, or where that takes too long, anyhow."""
        self.hang_up()
        try:
            self.process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self._close()
        self.ended = True

    def _close(self):
        with contextlib.suppress(OSError):  # of what was not taken any more
            self._stream.close()
        self._socket.close()


def _send(stream, message: bytes):
    stream.write(message)
    stream.flush()


def serve(descriptor: int, core: int | None) -> None:
    """What a worker's process does: for each call say that it has begun, and then what came of it."""
    if core is not None and hasattr(os, "sched_setaffinity"):
        with contextlib.suppress(OSError):  # it is ours no longer
            os.sched_setaffinity(0, {core})
    signal.signal(signal.SIGTERM, _unwind)
    try:
        _serve(descriptor)
    except WorkerTerminated:
        sys.exit(1)


def _serve(descriptor):
    connection = socket.socket(fileno=descriptor)
    stream = connection.makefile("rwb")
    threading.Thread(target=_end_with, args=(connection,), daemon=True).start()
    gone = EOFError, pickle.UnpicklingError, BrokenPipeError, ConnectionResetError  # the first two: half a message came
    with contextlib.suppress(*gone):
        while True:
            call = pickle.load(stream)
            _send(stream, pickle.dumps(None))
            answer = _answer(call)
            if signal.getsignal(signal.SIGTERM) is signal.SIG_IGN:  # the call swallowed the end: it came to no good one
                break
            _send(stream, answer)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)


def _answer(call):
    """What a call returned, and what it raised: as text, which can always be sent."""
    try:
        return pickle.dumps((call(), None))
    except Exception as error:
        return pickle.dumps((None, f"{type(error).__name__}: {error}"))


def _unwind(*_):
    """End in order, which closes the sandbox. Once: a second signal would break that off."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise WorkerTerminated


def _end_with(connection):
    """A worker never outlives its connection, whatever it is at."""
    closed = select.poll()
    closed.register(connection, 0)  # that the other side hung up is told unasked
    closed.poll()
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(END_SECONDS)
    os._exit(1)
