"""The pool: many submissions worked on at once, each outcome handed over as soon as it is there.

A *crew* has the workers: `Processes` of this machine, or a cluster (cluster.py). It makes executors with the interface
of `concurrent.futures`; no more is asked of them. Work is taken from an iterator as there is room for it, so a class
of any length streams through. When a worker dies, what was lost with it is tried again, one by one: what then ends its
worker twice is given up, and the others go on.
"""

import concurrent.futures
import contextlib
import itertools
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from dataclasses import dataclass, replace
from typing import Any, Protocol

from autograder.course import Course
from autograder.sandbox import best

ROOM = 3  # for each worker: one in work, and what it takes next without waiting for us
ATTEMPTS = 2  # alone, after it was lost with a worker
END_SECONDS = 5  # for a worker that was told to end
OVERDUE_SECONDS = 900  # a submission takes seconds; the slowest that its limits allow, a few hundred


class Crew(Protocol):
    """Workers. `size` is their number, or what may be under way at once."""

    size: int

    def chosen(self, course: Course) -> Course:
        """The course with the sandbox that the workers use, chosen once: none of them falls back on less."""

    def executor(self, most: int, apart: bool = False) -> contextlib.AbstractContextManager[Executor]:
        """An executor for at most so many things at once; `apart` from this process even where it is one thing."""


def work(function: Callable, items: Iterable, crew: Crew, give_up: Callable) -> Iterator[tuple[Any, Any]]:
    """Pairs of an item and `function(item)`, in no particular order.

    `function` never raises. Where its worker dies each time, the outcome is `give_up(item)`.
    """
    items, size = iter(items), crew.size
    while first := list(itertools.islice(items, max(size, 2))):
        with crew.executor(len(first)) as executor:
            lost = yield from _until_one_is_lost(function, itertools.chain(first, items), size, executor)
        for item in lost:
            yield from _alone(function, item, crew, give_up)


def _alone(function, item, crew, give_up):
    """Work on what was lost with a worker, perhaps through another's fault."""
    for _ in range(ATTEMPTS):
        with crew.executor(1, apart=True) as executor:
            lost = yield from _until_one_is_lost(function, iter([item]), 1, executor)
        if not lost:
            return
    yield item, give_up(item)


def _until_one_is_lost(function, items, size, executor):
    """Work until nothing is left, or a worker died; returns what was lost with it."""
    waiting: dict[Future, Any] = {}
    lost = []
    while not lost:
        for item in itertools.islice(items, ROOM * size - len(waiting)):
            try:
                waiting[executor.submit(function, item)] = item
            except Exception:  # it broke, or was closed
                lost.append(item)
                break
        if not waiting:
            break
        done, _ = concurrent.futures.wait(waiting, return_when=concurrent.futures.FIRST_COMPLETED)
        for future in done:
            item = waiting.pop(future)
            try:
                outcome = future.result()
            except Exception:  # the executor's own: ours never raise
                lost.append(item)
            else:
                yield item, outcome
    for future, item in waiting.items():  # those that did not go down with the worker are still answered
        try:
            outcome = future.result()
        except Exception:
            lost.append(item)
        else:
            yield item, outcome
    return lost


@dataclass(frozen=True)
class Processes:
    """So many processes on this machine. One that takes more than `overdue` seconds for one thing is ended."""

    size: int
    overdue: float = OVERDUE_SECONDS

    def chosen(self, course: Course) -> Course:
        return replace(course, tiers=(best(course.tiers),))

    @contextlib.contextmanager
    def executor(self, most: int, apart: bool = False):
        if most == 1 and not apart:  # starting a process would take longer than grading
            yield _Here()
            return
        with processes(min(self.size, most)) as executor:
            try:
                yield _InWorker(executor, self.overdue)
            except BaseException:
                executor.shutdown(wait=False, cancel_futures=True)
                for process in multiprocessing.active_children():  # each closes its sandbox and goes
                    process.terminate()
                raise


def processes(count: int) -> concurrent.futures.ProcessPoolExecutor:
    """An executor of so many processes, which do `in_order` what they are given."""
    context = multiprocessing.get_context("spawn")
    return concurrent.futures.ProcessPoolExecutor(count, context, initializer=_start_worker)


class _Here(Executor):
    """Does the work at once, in this process."""

    def submit(self, function, /, *args, **kwargs):
        future = Future()
        future.set_result(function(*args, **kwargs))
        return future


class _InWorker(Executor):
    """Has work done in order by an executor's processes."""

    def __init__(self, executor, overdue):
        self._executor = executor
        self._overdue = overdue

    def submit(self, function, /, *args, **kwargs):
        return self._executor.submit(in_order, self._overdue, function, *args, **kwargs)


_working = threading.Event()


def in_order(overdue: float, function: Callable, *args, **kwargs):
    """Call the function in a worker's process, which ends in order when it is told to.

    It is ended by SIGALRM where the call takes far too long. All that student code does has limits of its own; this one
    is for the grader's work, whatever a submission makes of it.
    """
    try:
        _working.set()
        signal.setitimer(signal.ITIMER_REAL, overdue)
        try:
            return function(*args, **kwargs)
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            _working.clear()
    except KeyboardInterrupt:  # by now the sandbox is closed; back in the pool, nothing would end this process
        os._exit(1)


def _start_worker():
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which then stops us in order
    signal.signal(signal.SIGTERM, _terminate)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _terminate(*_):
    if not _working.is_set():
        os._exit(1)
    last = threading.Timer(END_SECONDS, os._exit, (1,))  # where the exception is lost, as in a finalizer
    last.daemon = True
    last.start()
    raise KeyboardInterrupt


def _end_with_parent():
    """A worker never outlives the command that started it, however that ended."""
    multiprocessing.connection.wait([multiprocessing.parent_process().sentinel])
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(END_SECONDS)
    os._exit(1)
