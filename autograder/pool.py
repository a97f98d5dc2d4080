"""The pool: many submissions worked on at once, each outcome handed over as soon as it is there.

A *crew* has the workers: `Processes` of this machine, or a cluster (cluster.py). It makes executors with the interface
of `concurrent.futures`; no more is asked of them. Work is taken from an iterator as there is room for it, so a class
of any length streams through. What was lost with a worker that died is tried again; what ends its worker each time is
given up, and the others go on.
"""

import concurrent.futures
import contextlib
import itertools
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from dataclasses import dataclass, replace
from typing import Any, Protocol

from autograder.course import Course
from autograder.sandbox import best
from autograder.workers import OVERDUE_SECONDS, Workers

ROOM = 3  # for each worker: one in work, and what it takes next without waiting for us
ATTEMPTS = 3  # until what is lost with its worker each time is given up


class Crew(Protocol):
    """Workers. `size` is their number, or what may be under way at once."""

    size: int

    def chosen(self, course: Course) -> Course:
        """The course with the sandbox that the workers use, chosen once: none of them falls back on less."""

    def executor(self, most: int) -> contextlib.AbstractContextManager[Executor]:
        """An executor for at most so many things at once. Leaving it by an exception ends what is under way."""

    def check(self) -> None:
        """Called where something was lost. Raises CourseError where the workers can do nothing more."""


def work(function: Callable, items: Iterable, crew: Crew, give_up: Callable) -> Iterator[tuple[Any, Any]]:
    """Pairs of an item and `function(item)`, in no particular order.

    `function` never raises. Where its worker dies each time, the outcome is `give_up(item)`.
    """
    items, size = iter(items), crew.size
    first = list(itertools.islice(items, max(size, 2)))
    if not first:
        return
    items = itertools.chain(first, items)
    with crew.executor(len(first)) as executor:
        waiting: dict[Future, tuple[Any, int]] = {}
        while True:
            for item in itertools.islice(items, ROOM * size - len(waiting)):
                waiting[executor.submit(function, item)] = item, 1
            if not waiting:
                return
            done, _ = concurrent.futures.wait(waiting, return_when=concurrent.futures.FIRST_COMPLETED)
            for future in done:
                item, attempts = waiting.pop(future)
                try:
                    outcome = future.result()
                except Exception:  # the executor's own: ours never raise
                    crew.check()
                    if attempts < ATTEMPTS:
                        waiting[executor.submit(function, item)] = item, attempts + 1
                        continue
                    outcome = give_up(item)
                yield item, outcome


@dataclass(frozen=True)
class Processes:
    """So many processes on this machine. One that takes more than `overdue` seconds for one thing is ended."""

    size: int
    overdue: float = OVERDUE_SECONDS

    def chosen(self, course: Course) -> Course:
        return replace(course, tiers=(best(course.tiers),))

    def executor(self, most: int) -> Executor:
        if most == 1:  # starting a process would take longer than grading
            return _Here()
        return Workers(min(self.size, most), self.overdue)

    def check(self) -> None:
        pass  # Workers replaces its own


class _Here(Executor):
    """Does the work at once, in this process."""

    def submit(self, function, /, *args, **kwargs):
        future = Future()
        future.set_result(function(*args, **kwargs))
        return future
