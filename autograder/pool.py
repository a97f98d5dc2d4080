"""The pool: many submissions worked on at once, each outcome handed over as soon as it is there.

A *crew* has the workers: `Processes` of this machine, or a cluster (cluster.py). It makes executors with the interface
of `concurrent.futures`; no more is asked of them. Work is taken from an iterator as there is room for it, so a class
of any length streams through. When a worker dies, what was lost with it is tried again, one by one: what ends its
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

    `function` never raises. Where its worker dies twice, the outcome is `give_up(item)`.
    """
    items = iter(items)
    while first := list(itertools.islice(items, crew.size)):
        with crew.executor(len(first)) as executor:
            lost = yield from _until_one_is_lost(function, itertools.chain(first, items), crew.size, executor)
        for item in lost:
            with crew.executor(1, apart=True) as executor:
                again = yield from _until_one_is_lost(function, iter([item]), 1, executor)
            yield from ((one, give_up(one)) for one in again)


def _until_one_is_lost(function, items, size, executor):
    """Work until nothing is left, or a worker died; returns what was lost with it."""
    waiting: dict[Future, Any] = {}
    lost = []
    while not lost:
        for item in itertools.islice(items, ROOM * size - len(waiting)):
            try:
                waiting[executor.submit(function, item)] = item
            except concurrent.futures.BrokenExecutor:
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
    """So many processes on this machine."""

    size: int

    def chosen(self, course: Course) -> Course:
        return replace(course, tiers=(best(course.tiers),))

    @contextlib.contextmanager
    def executor(self, most: int, apart: bool = False):
        if most == 1 and not apart:  # starting a process would take longer than grading
            yield _Here()
            return
        context = multiprocessing.get_context("spawn")
        count = min(self.size, most)
        with concurrent.futures.ProcessPoolExecutor(count, context, initializer=_start_worker) as executor:
            try:
                yield _InWorker(executor)
            except BaseException:
                executor.shutdown(wait=False, cancel_futures=True)
                for process in multiprocessing.active_children():  # each closes its sandbox and goes
                    process.terminate()
                raise


class _Here(Executor):
    """Does the work at once, in this process."""

    def submit(self, function, /, *args, **kwargs):
        future = Future()
        future.set_result(function(*args, **kwargs))
        return future


class _InWorker(Executor):
    """Has work done by a worker that ends in order, and is ended where it takes far too long."""

    def __init__(self, executor):
        self._executor = executor

    def submit(self, function, /, *args, **kwargs):
        return self._executor.submit(_work, function, *args, **kwargs)


_working = threading.Event()


def _work(function, *args, **kwargs):
    _working.set()
    try:
        with bounded():
            return function(*args, **kwargs)
    except KeyboardInterrupt:  # by now the sandbox is closed; back in the pool, nothing would end this process
        os._exit(1)
    finally:
        _working.clear()


@contextlib.contextmanager
def bounded():
    """End this process by SIGALRM where the block takes far too long. All that student code does has limits of its
    own; this one is for the grader's work, whatever a submission makes of it."""
    signal.setitimer(signal.ITIMER_REAL, OVERDUE_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _start_worker():
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which then stops us in order
    signal.signal(signal.SIGTERM, _terminate)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _terminate(*_):
    if not _working.is_set():
        os._exit(1)
    raise KeyboardInterrupt


def _end_with_parent():
    """A worker never outlives the command that started it, however that ended."""
    multiprocessing.connection.wait([multiprocessing.parent_process().sentinel])
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(5)
    os._exit(1)
