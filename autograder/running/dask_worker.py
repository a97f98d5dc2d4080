"""What runs on a Dask worker: check that it can grade, and hand calls to its own processes.

The course on a worker is the one in the same folder as on the instructor's machine, or else the nearest one above the
folder in which the worker was started. Each process reads it once, so a worker is started again after an update.
"""

import dataclasses
import functools
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from autograder.course.config import COURSE_FILE, Course
from autograder.course.loading import find_root, load_course
from autograder.errors import UsageError
from autograder.gradebook.cache_key import code_fingerprint
from autograder.running.batching_executor import Answer
from autograder.running.process_pool import ProcessPool, Returned
from autograder.running.scheduler import Item, Outcome, longest_grading
from autograder.running.systemd_scope import scope_prefix
from autograder.sandbox import NoSandbox, best_tier

OTHER_VERSION = "has another version of this course, of Python or of NumPy: install the same there, and start it again"
NO_COURSE = "has no course in {}, nor in the folder where it was started: start it in the course's folder"

_starting = threading.Lock()  # the worker's threads share one pool


@functools.cache
def own_course(root: Path) -> Course:
    """The copy on this machine of the course in the instructor's folder `root`. Raises UsageError if there is none."""
    return load_course(root if (root / COURSE_FILE).is_file() else find_root())


@functools.cache
def versions(root: Path) -> tuple[str, ...]:
    """For each exercise, the fingerprint of this machine's code and texts, on which its results depend."""
    course = own_course(root)
    return tuple(code_fingerprint(exercise, course) for exercise in course.exercises)


@functools.cache
def unfit(wanted: tuple[str, ...], root: Path) -> str:
    """Why this process, a Dask worker, cannot grade; "" if it can. `wanted` are the instructor's `versions`."""
    try:
        if versions(root) != wanted:
            return OTHER_VERSION
        best_tier(own_course(root).tiers)
    except UsageError:
        return NO_COURSE.format(root)
    except NoSandbox as error:
        return f"has no sandbox ({error})"
    return ""


def fitness(wanted: tuple[str, ...], root: Path) -> str:
    """Call `unfit` for a request over the network: an error of the operating system is also returned as a text."""
    try:
        return unfit(wanted, root)
    except OSError as error:
        return f"cannot read the course ({error})"


def at_worker(wanted: tuple[str, ...], root: Path, calls: Sequence[Callable[[], Returned]]) -> list[Answer[Returned]]:
    """Run calls in a process of this Dask worker, one after another. Returns what each returned or raised.

    These are the errors of `ProcessPool`. Raises RuntimeError if the worker cannot grade: it may have joined the
    cluster after the others were checked.
    """
    with _starting:
        problem = unfit(wanted, root)
        if problem:
            raise RuntimeError(problem)
        pool = _pool(longest_grading(own_course(root)), scope_prefix(own_course(root)))
    return [_answer(pool, call) for call in calls]


def _answer(pool: ProcessPool, call: Callable[[], Returned]) -> Answer[Returned]:
    try:
        return pool.submit(call).result(), None
    except Exception as error:
        return None, error


@functools.cache
def _pool(most_seconds: float, prefix: tuple[str, ...]) -> ProcessPool:
    """This Dask worker's processes: one for each of its threads."""
    from distributed import get_worker

    return ProcessPool(get_worker().identity()["nthreads"], most_seconds, prefix)


def with_own_course(
    item: Item, function: Callable[[Item, Course], Outcome], root: Path, tiers: tuple[int, ...]
) -> Outcome:
    """Call `function(item, course)` with the course on this machine, and the tiers that the instructor allows."""
    return function(item, dataclasses.replace(own_course(root), tiers=tiers))
