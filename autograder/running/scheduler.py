"""Run a function on many items at once, and yield each outcome as soon as it is ready.

A `Backend` provides the workers: `LocalBackend` has processes on this machine, `dask_cluster.DaskBackend` a cluster.
Backends make executors with the interface of `concurrent.futures`; the scheduler needs nothing else of them. It takes
an item from the iterator when there is room for it, so the memory does not grow with the length of a class. An item
that was lost with its worker is tried once more. If it is lost again, it is given up, and the others continue.
"""

import concurrent.futures
import contextlib
import functools
import itertools
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

from autograder.course.config import Course, Exercise
from autograder.errors import CourseError
from autograder.running.process_pool import MOST_SECONDS, START_SECONDS, NoWorker, ProcessPool, TookTooLong
from autograder.running.worker_source import IS_POSSIBLE, WorkerSource
from autograder.sandbox import best_tier

CHECK_SECONDS = 30  # after so long without an outcome, the backend is checked
ROOM = 3  # items for each worker: the one that it works on, and others that are there when it is done
WORK_ON_A_TASK = 3  # judging, judging again with the reference in place of earlier functions, explaining
NO_WORKER = (
    "No more processes can be started on this machine ({}). What was graded is kept. Continue with fewer: --jobs {}"
)

Item = TypeVar("Item")
Outcome = TypeVar("Outcome")
Lost = list[tuple[Item, Exception]]


class Backend(Protocol):
    """Workers that run a function on many items."""

    @property
    def size(self) -> int:
        """The number of workers."""

    @property
    def room(self) -> int:
        """The number of items that wait or are worked on at the same time: enough that no worker waits."""

    @property
    def confinement(self) -> str:
        """What confines the workers in addition to the sandbox, in words; "" if nothing does."""

    def with_tiers(self, course: Course, executor: Executor | None = None) -> Course:
        """The course with the sandbox that all workers use. It is chosen once: none of them uses a weaker one.

        With an executor of this backend, a worker chooses it: what it starts to find that out, it needs anyway.
        """

    def bind(self, function: Callable[[Item, Course], Outcome], course: Course) -> Callable[[Item], Outcome]:
        """A function of one item, which calls `function(item, course)` with the course as it is on the worker."""

    def executor(self, most: int) -> AbstractContextManager[Executor]:
        """An executor that runs at most so many items at once.

        If its block raises, it starts nothing more, and if possible it ends what is running.
        """

    def check(self, error: Exception | None = None) -> None:
        """Raise CourseError if the workers cannot continue.

        The scheduler calls this if an item was lost with this `error`, or if there was no outcome for a while.
        """


def run_all(
    function: Callable[[Item], Outcome],
    items: Iterable[Item],
    backend: Backend,
    give_up: Callable[[Item, Exception], Outcome],
    executor: Executor | None = None,
) -> Generator[tuple[Item, Outcome], None, None]:
    """Yield pairs of an item and `function(item)`, in no particular order.

    What was lost with its worker is tried once more, after all others and alone: then it has the machine's whole
    memory. If it is lost again, or if it took too long, its outcome is `give_up(item, error)`. An `executor` of the
    backend is used and stays open; without one, run_all opens its own.
    """
    items = iter(items)
    first = list(itertools.islice(items, max(backend.size, 2)))
    if not first:
        return
    with contextlib.nullcontext(executor) if executor else backend.executor(len(first)) as workers:
        lost = yield from _run_once(function, itertools.chain(first, items), backend, workers, backend.room)
        endless = [(item, error) for item, error in lost if isinstance(error, TookTooLong)]
        again = (item for item, error in lost if not isinstance(error, TookTooLong))
        lost = yield from _run_once(function, again, backend, workers, room=1)
    for item, error in endless + lost:
        yield item, give_up(item, error)


def _run_once(
    function: Callable[[Item], Outcome], items: Iterator[Item], backend: Backend, executor: Executor, room: int
) -> Generator[tuple[Item, Outcome], None, "Lost[Item]"]:
    """Try each item once, at most `room` of them at a time. Returns the lost items, each with its error."""
    waiting: dict[Future[Outcome], Item] = {}
    lost: Lost[Item] = []
    while True:
        for item in itertools.islice(items, room - len(waiting)):
            waiting[executor.submit(function, item)] = item
        if not waiting:
            return lost
        done, _ = concurrent.futures.wait(waiting, CHECK_SECONDS, concurrent.futures.FIRST_COMPLETED)
        if not done:
            backend.check()
        for future in done:
            item = waiting.pop(future)
            try:
                outcome = future.result()
            except Exception as error:
                backend.check(error)
                lost.append((item, error))
            else:
                yield item, outcome


def longest_grading(course: Course) -> float:
    """The seconds after which a worker is ended: more than one submission can take, whatever limits the course has."""
    return max(map(_longest_grading, course.exercises))


def _longest_grading(exercise: Exercise) -> float:
    """Twice as long as the student's code and the grader's work on it may take together, and the start of a worker."""
    judging = WORK_ON_A_TASK * len(exercise.all_points) * exercise.limits.judging_seconds
    return 2 * (exercise.limits.notebook_seconds + judging) + START_SECONDS


@dataclass(frozen=True)
class LocalBackend:
    """Processes on this machine. A process that works on one item for more than `most_seconds` is ended.

    `prefix` are words before the command of each process. They are copies of the `source`, if there is one.
    """

    size: int
    most_seconds: float = MOST_SECONDS
    prefix: tuple[str, ...] = ()
    source: WorkerSource | None = None

    @contextlib.contextmanager
    def warmed(self, course: Course) -> Iterator["LocalBackend"]:
        """The same with a source of workers, which is started now and ends with the block.

        There is none where that is impossible, and with a prefix: each worker needs limits of its own.
        """
        source = None
        if not self.prefix and IS_POSSIBLE:
            from autograder.running.preloaded import worker_source  # what only workers need

            with contextlib.suppress(OSError):  # then no worker can be started either, and that is said
                source = worker_source(course)
        with contextlib.closing(source) if source else contextlib.nullcontext():
            yield replace(self, source=source)

    @property
    def room(self) -> int:
        return ROOM * self.size

    @property
    def confinement(self) -> str:
        return "systemd limits each worker" if self.prefix else ""

    def with_tiers(self, course: Course, executor: Executor | None = None) -> Course:
        if executor is None:
            return replace(course, tiers=(best_tier(course.tiers),))
        try:
            tier, problem = executor.submit(_tier_here, course).result()
        except NoWorker as error:
            raise self._too_many(error) from None
        except BrokenExecutor:  # the worker died: that must not end the run, and another one takes its place
            tier, problem = _tier_here(course)
        if tier is None:
            raise CourseError(problem)
        return replace(course, tiers=(tier,))

    def bind(self, function: Callable[[Item, Course], Outcome], course: Course) -> Callable[[Item], Outcome]:
        return functools.partial(_call, function=function, course=course)

    def executor(self, most: int) -> AbstractContextManager[Executor]:
        try:
            return ProcessPool(min(self.size, most), self.most_seconds, self.prefix, self.source)
        except NoWorker as error:
            raise self._too_many(error) from None

    def check(self, error: Exception | None = None) -> None:
        if isinstance(error, NoWorker):
            raise self._too_many(error)

    def _too_many(self, error: NoWorker) -> CourseError:
        return CourseError(NO_WORKER.format(error, max(self.size // 2, 1)))


def _tier_here(course: Course) -> tuple[int | None, str]:
    """The best tier on this machine, or None and why there is none. The packages are those of the first exercise, which
    are mostly the same for all: so what is started here is used for grading, too."""
    try:
        with contextlib.suppress(CourseError):  # a package is not installed: each exercise says so itself
            return best_tier(course.tiers, course.exercises[0].packages), ""
        return best_tier(course.tiers), ""
    except CourseError as error:
        return None, str(error)


def _call(item: Item, function: Callable[[Item, Course], Outcome], course: Course) -> Outcome:
    return function(item, course)
