"""The pool: many submissions worked on at once, each outcome handed over as soon as it is there.

A *crew* has the workers: `Processes` of this machine, or a cluster (cluster.py). It makes executors with the interface
of `concurrent.futures`; no more is asked of them. Work is taken from an iterator as there is room for it, so a class
of any length streams through. What was lost with its worker is tried again; what is lost each time is given up, and the
others go on.
"""

import concurrent.futures
import contextlib
import functools
import itertools
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from dataclasses import dataclass, replace
from typing import Any, Protocol

from autograder.course.config import Course
from autograder.errors import CourseError
from autograder.running.process_pool import OVERDUE_SECONDS, NoWorker, ProcessPool
from autograder.sandbox import best_tier

LOOK_SECONDS = 30  # without any outcome, until the crew is asked whether it is still there
ROOM = 3  # for each worker: one in work, and what it takes next without waiting for us
NO_WORKER = "No more processes can be started here ({}). What was graded is kept; go on with fewer: --jobs {}"


class Backend(Protocol):
    """Workers. `size` is their number, or what may be under way at once."""

    size: int

    def with_tiers(self, course: Course) -> Course:
        """The course with the sandbox that the workers use, chosen once: none of them falls back on less."""

    def bind(self, function: Callable, course: Course) -> Callable:
        """The function of one item that calls `function(item, course)`, with the course as it is where it runs."""

    def executor(self, most: int) -> contextlib.AbstractContextManager[Executor]:
        """An executor for at most so many things at once. After an exception it begins nothing more, and as far as it
        can ends what is under way."""

    def check(self, error: Exception | None = None) -> None:
        """Called where something was lost, or nothing has come for a while. Raises CourseError where the workers can do
        nothing more."""


def run_all(function: Callable, items: Iterable, crew: Backend, give_up: Callable) -> Iterator[tuple[Any, Any]]:
    """Pairs of an item and `function(item)`, in no particular order.

    What was lost is tried again when all else is done, and the last time alone: two that need a machine's whole memory
    get it. Where that is of no use, the outcome is `give_up(item, error)`.
    """
    items = iter(items)
    first = list(itertools.islice(items, max(crew.size, 2)))
    if not first:
        return
    with crew.executor(len(first)) as executor:
        lost = yield from _once(function, itertools.chain(first, items), crew, executor, ROOM * crew.size)
        lost = yield from _once(function, (item for item, _ in lost), crew, executor, ROOM * crew.size)
        lost = yield from _once(function, (item for item, _ in lost), crew, executor, 1)
    for item, error in lost:
        yield item, give_up(item, error)


def _once(function, items, crew, executor, room):
    """Try each item once, so many at a time. Yields pairs, and returns pairs of what was lost and the error."""
    waiting: dict[Future, Any] = {}
    lost = []
    while True:
        for item in itertools.islice(items, room - len(waiting)):
            waiting[executor.submit(function, item)] = item
        if not waiting:
            return lost
        done, _ = concurrent.futures.wait(waiting, LOOK_SECONDS, concurrent.futures.FIRST_COMPLETED)
        if not done:
            crew.check()
        for future in done:
            item = waiting.pop(future)
            try:
                outcome = future.result()
            except Exception as error:
                crew.check(error)
                lost.append((item, error))
            else:
                yield item, outcome


def longest_grading(course: Course) -> float:
    """Seconds after which no submission is waited for: more than its limits and our own work can take."""
    return max(OVERDUE_SECONDS, *(5 * exercise.limits.notebook_seconds for exercise in course.exercises))


@dataclass(frozen=True)
class LocalBackend:
    """So many processes on this machine. One that takes more than `overdue` seconds for one thing is ended."""

    size: int
    overdue: float = OVERDUE_SECONDS

    def with_tiers(self, course: Course) -> Course:
        return replace(course, tiers=(best_tier(course.tiers),))

    def bind(self, function: Callable, course: Course) -> Callable:
        return functools.partial(function, course=course)

    def executor(self, most: int) -> Executor:
        try:
            return ProcessPool(min(self.size, most), self.overdue)
        except NoWorker as error:
            raise self._too_many(error) from None

    def check(self, error: Exception | None = None) -> None:
        if isinstance(error, NoWorker):
            raise self._too_many(error)

    def _too_many(self, error):
        return CourseError(NO_WORKER.format(error, max(self.size // 2, 1)))
