"""Workers: processes of this machine that do one thing after another.

Each has a thread of ours that hands it what is next and waits for the answer. So one that dies takes nothing with it
but what it worked on, and one that takes too long can be ended, whatever it does. (With `ProcessPoolExecutor` one death
breaks all, and before Python 3.11.5 it hangs when what waits for the dead is larger than a pipe.)
"""

import contextlib
import functools
import multiprocessing
import os
import signal
import sys
import threading
import time
from concurrent.futures import BrokenExecutor, Executor, ThreadPoolExecutor
from multiprocessing.connection import Connection, wait

START_SECONDS = 120  # for a new process and its imports, on a machine that has much to do
OVERDUE_SECONDS = 900  # a submission takes seconds; the slowest that its limits allow, a few hundred
END_SECONDS = 5  # for a worker that was told to end

_SPAWN = multiprocessing.get_context("spawn")  # a fork would have a part of our threads' locks


class Workers(Executor):
    """Up to `count` processes, each started when there is work for it.

    Where a process dies, or takes more than `overdue` seconds for a call and is ended, that call's future raises
    BrokenExecutor; another process takes its place.
    """

    def __init__(self, count: int, overdue: float = OVERDUE_SECONDS):
        self._overdue = overdue
        self._threads = ThreadPoolExecutor(count)
        self._own = threading.local()
        self._lock = threading.Lock()  # of the two below
        self._workers: set[_Worker] = set()
        self._stopped = False

    def submit(self, function, /, *args, **kwargs):
        return self._threads.submit(self._do, functools.partial(function, *args, **kwargs))

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the processes: when all is done, or with `cancel_futures` at once. Waits in any case."""
        if cancel_futures:
            self._threads.shutdown(wait=False, cancel_futures=True)
            with self._lock:
                self._stopped = True
                workers = list(self._workers)
            for worker in workers:
                worker.process.terminate()
            _join(workers)
        self._threads.shutdown()
        for worker in self._workers:
            worker.connection.close()
        _join(self._workers)

    def __exit__(self, kind, error, traceback):
        self.shutdown(cancel_futures=kind is not None)

    def _do(self, call):
        worker = getattr(self._own, "worker", None) or self._start()
        try:
            return worker.do(call, self._overdue)
        except BrokenExecutor:
            with self._lock:
                self._workers.remove(worker)
                self._own.worker = None
            raise

    def _start(self):
        with self._lock:
            if self._stopped:
                raise BrokenExecutor("the workers are stopped")
            self._own.worker = _Worker()
            self._workers.add(self._own.worker)
        return self._own.worker


class _Worker:
    """A process and the connection to it."""

    def __init__(self):
        self.connection, theirs = _SPAWN.Pipe()
        self.process = _SPAWN.Process(target=_serve, args=(theirs,), daemon=True)
        self.process.start()
        theirs.close()

    def do(self, call, overdue):
        """What the call returns. Raises BrokenExecutor where there is no answer; then the process has ended."""
        try:
            self.connection.send(call)
            self._receive(START_SECONDS)
            return self._receive(overdue)
        except (EOFError, OSError) as error:
            self.connection.close()
            self.process.terminate()
            _join([self])
            raise BrokenExecutor("a worker died, or took too long") from error

    def _receive(self, seconds):
        if not self.connection.poll(seconds):
            raise TimeoutError
        return self.connection.recv()


def _join(workers):
    """Wait until processes that were told to end have done so. They are killed where that takes too long, or longer
    than it takes somebody to press Ctrl-C again."""
    deadline = time.monotonic() + END_SECONDS
    try:
        for worker in workers:
            wait([worker.process.sentinel], max(deadline - time.monotonic(), 0))
    finally:
        for worker in workers:
            worker.process.kill()
        for worker in workers:
            worker.process.join()


def _serve(connection: Connection):
    """What a worker's process does: for each call say that it has begun, and then what it returned."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which then ends us in order
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # unwinds, which closes the sandbox
    threading.Thread(target=_end_with_parent, daemon=True).start()
    with contextlib.suppress(EOFError, BrokenPipeError):  # nothing more comes, or nobody is there any more
        while True:
            call = connection.recv()
            connection.send(None)
            connection.send(call())


def _end_with_parent():
    """A worker never outlives the command that started it, however that ended."""
    wait([multiprocessing.parent_process().sentinel])
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(END_SECONDS)
    os._exit(1)
