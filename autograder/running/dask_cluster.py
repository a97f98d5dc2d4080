"""The cluster: workers on other machines, by dask.distributed. `docs/cluster.md` tells how to set one up.

What Dask sends is pickled, so whoever reaches a scheduler can run code on every worker: only TLS with certificates of
one's own is accepted, and only sandboxes that hold student code, which then has no network.

A Dask worker runs tasks in threads. Each has its submission graded by a process of the worker's own, as on one machine
(workers.py): deadlines need a main thread, and a process that dies takes nothing else with it. Such processes end when
the Dask worker does.
"""

import asyncio
import contextlib
import dataclasses
import functools
import logging
import os
import threading
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path

from autograder.course.config import Course
from autograder.course.loading import find_root, load_course
from autograder.errors import CONTINUES, CourseError, UsageError
from autograder.gradebook.cache_key import code_fingerprint
from autograder.running.process_pool import ProcessPool
from autograder.running.scheduler import longest_grading
from autograder.sandbox import NoSandbox, best_tier
from autograder.sandbox.limits import UNSAFE

CONNECT_SECONDS = ANSWER_SECONDS = 20
OPTIONAL = "comm.tls.client.key"  # it may stand in the certificate's file
CERTIFICATES = ("comm.tls.ca-file", "comm.tls.client.cert", OPTIONAL)
OTHER_CERTIFICATE = " (the scheduler has another certificate than this machine)"
LOST = "The cluster at {} cannot be used: {}. See docs/cluster.md. What was graded is kept: " + CONTINUES + "."


@dataclass(frozen=True)
class DaskBackend:
    """The workers of the Dask scheduler at a `tls://` address. Raises CourseError where they cannot be used."""

    address: str
    root: Path

    def __post_init__(self):
        if not self.address.startswith("tls://"):
            raise UsageError(
                f"{self.address} does not begin with tls://, and nothing else is safe. See docs/cluster.md."
            )

    @functools.cached_property
    def size(self) -> int:
        with self._client() as client:
            return sum(client.nthreads().values())

    def with_tiers(self, course: Course) -> Course:
        """The course as it is: each machine takes the best sandbox that it has."""
        if UNSAFE in course.tiers:
            raise UsageError(
                "--unsafe is not for clusters: student code could reach their workers. Leave out one of them."
            )
        return course

    def bind(self, function: Callable, course: Course) -> Callable:
        return functools.partial(with_own_course, function=function, course=course)

    @contextlib.contextmanager
    def executor(self, most: int):
        with self._client() as client:
            yield _Remote(client.get_executor(pure=False), self.root, self._lost)

    def check(self, error: Exception | None = None) -> None:
        """Raises CourseError where the cluster is not there, or a worker of no use."""
        with self._client():
            pass

    @contextlib.contextmanager
    def _client(self):
        try:
            from distributed import Client, Security
        except ImportError:
            raise CourseError("Clusters need Dask: .venv/bin/pip install 'distributed>=2026.3'") from None
        for name in logging.root.manager.loggerDict:
            if name.partition(".")[0] == "distributed":
                logging.getLogger(name).setLevel(logging.CRITICAL)  # what is lost we say ourselves
        self._look_for_certificates()
        try:
            client = Client(self.address, security=Security(require_encryption=True), timeout=CONNECT_SECONDS)
        except (OSError, TypeError, ValueError) as error:
            raise self._lost(f"{error}{OTHER_CERTIFICATE if 'UNKNOWN_CA' in str(error) else ''}") from None
        with client:
            self._look_at_workers(client)
            yield client

    def _look_for_certificates(self):
        """Name the setting that is missing, or the file: Dask would not."""
        from dask import config

        for name in CERTIFICATES:
            variable = f"DASK_DISTRIBUTED__{name.upper().replace('.', '__').replace('-', '_')}"
            path = config.get(f"distributed.{name}", None)
            if path is None and name != OPTIONAL:
                raise self._lost(f"{variable} is not set, which names a file of certificates or keys")
            if path is not None and not os.access(path, os.R_OK):
                raise self._lost(f"{path} cannot be read, which {variable} names")

    def _look_at_workers(self, client):
        """Each has to be of use, and one has to answer. The scheduler lets go of those that are silent."""
        workers = list(client.nthreads())

        async def ask_all():
            asked = [
                asyncio.wait_for(client.run(fitness, versions(self.root), self.root, workers=[one]), ANSWER_SECONDS) for one in workers
            ]
            return await asyncio.gather(*asked, return_exceptions=True)

        answers = {}
        for worker, answer in zip(workers, client.sync(ask_all), strict=True):
            if isinstance(answer, (OSError, TimeoutError)):  # also where it goes while it is asked
                continue
            if isinstance(answer, Exception):  # whatever a worker without the course raises
                raise self._lost(f"{worker} cannot run this course ({answer}): install it there")
            answers |= answer
        problems = [f"{worker} {problem}" for worker, problem in answers.items() if problem]
        if problems or not answers:
            raise self._lost("; ".join(problems) or "it has no workers that answer")

    def _lost(self, why):
        return CourseError(LOST.format(self.address, why))


class _Remote(Executor):
    """Has work done by a Dask worker's own processes. Where no more can be sent, it raises what `lost` makes of it."""

    def __init__(self, executor, root: Path, lost: Callable):
        self._executor, self._root, self._lost = executor, root, lost

    def submit(self, function, /, *args, **kwargs):
        try:
            return self._executor.submit(at_worker, versions(self._root), self._root, function, *args, **kwargs)
        except Exception as error:  # whatever Dask raises where its client is closed
            raise self._lost(error) from error


@functools.cache
def versions(root: Path) -> tuple[str, ...]:
    """What the results of each exercise depend on beside the submission, for the course in this folder."""
    course = load_course(root)
    return tuple(code_fingerprint(exercise, course) for exercise in course.exercises)


def own_root(root: Path) -> Path:
    """The course's folder on this machine: the same as on the instructor's, or else the one of this process."""
    return root if (root / "course.toml").is_file() else find_root()


@functools.cache
def unfit(wanted: tuple[str, ...], root: Path) -> str:
    """Why this process, a Dask worker, cannot grade; "" if it can. `wanted` are the `versions` to grade with."""
    try:
        course = load_course(own_root(root))
        if versions(course.root) != wanted:
            return "has another version of this course, of Python or of NumPy: install the same there, and start it again"
        best_tier(course.tiers)
    except UsageError:
        return f"has no course in {root}, nor in the folder where it was started: start it in the course's folder"
    except NoSandbox as error:
        return f"has no sandbox ({error})"
    return ""


def fitness(wanted: tuple[str, ...], root: Path) -> str:
    """The same, asked over the network: an error of the system is an answer, too."""
    try:
        return unfit(wanted, root)
    except OSError as error:
        return f"cannot read the course ({error})"


_lock = threading.Lock()
_pool: ProcessPool | None = None


def at_worker(wanted: tuple[str, ...], root: Path, function: Callable, *args, **kwargs):
    """Call the function in a process of this Dask worker's.

    Raises what the future of `ProcessPool` does, and RuntimeError if the worker cannot grade: it may have come after the
    others were checked.
    """
    global _pool
    with _lock:
        if unfit(wanted, root):
            raise RuntimeError(unfit(wanted, root))
        if _pool is None:
            from distributed import get_worker

            _pool = ProcessPool(get_worker().state.nthreads, longest_grading(load_course(own_root(root))))
    return _pool.submit(function, *args, **kwargs).result()


def with_own_course(item, function: Callable, course: Course):
    """Call `function(item, course)` with the course as it is on this machine."""
    here = load_course(own_root(course.root))
    return function(item, course=dataclasses.replace(here, tiers=course.tiers))
