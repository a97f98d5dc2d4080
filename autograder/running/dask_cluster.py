"""Use the workers of a cluster, by dask.distributed. `docs/operators.md` says how to set one up.

Dask sends pickled objects, so anyone who reaches a scheduler can run code on every worker. That is why we only accept
TLS with our own certificates, and only sandboxes that confine student code, which then has no network.

A Dask worker runs its tasks in threads. Each task hands its submission to a process of this worker (`process_pool.py`),
as on a single machine: deadlines need a main thread, and if a process dies, nothing else is lost. These processes end
together with the Dask worker. What runs on a Dask worker is in `dask_worker.py`.
"""

import asyncio
import contextlib
import functools
import logging
import os
from collections.abc import Callable, Generator
from concurrent.futures import Executor
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.course.config import Course
from autograder.errors import CONTINUES, CourseError, UsageError
from autograder.running.batching_executor import MOST_CALLS, BatchingExecutor
from autograder.running.dask_worker import at_worker, fitness, versions, with_own_course
from autograder.running.scheduler import Item, Outcome
from autograder.sandbox.limits import UNSAFE

ROOM = 2 * MOST_CALLS  # items for each worker: the batch that it works on, and the next one
CONNECT_SECONDS = ANSWER_SECONDS = 20
OPTIONAL = "comm.tls.client.key"  # the key may be in the certificate's file
CERTIFICATES = ("comm.tls.ca-file", "comm.tls.client.cert", OPTIONAL)
NO_DASK = "Clusters need Dask: .venv/bin/pip install 'distributed>=2026.3'"
NO_TLS = "{} does not begin with tls://, and no other connection is safe. See docs/operators.md."
NOT_UNSAFE = "--unsafe is not for clusters: student code could reach their workers. Remove --unsafe or --cluster."
OTHER_CERTIFICATE = " (the scheduler has another certificate than this machine)"
LOST = "The cluster at {} cannot be used: {}. See docs/operators.md. What was graded is kept: " + CONTINUES + "."


@dataclass(frozen=True)
class DaskBackend:
    """The workers of the Dask scheduler at a `tls://` address. `root` is the folder of the course here.

    Raises UsageError for another address, and CourseError if the cluster cannot be used.
    """

    address: str
    root: Path

    def __post_init__(self) -> None:
        if not self.address.startswith("tls://"):
            raise UsageError(NO_TLS.format(self.address))

    @functools.cached_property
    def size(self) -> int:
        with self._client() as client:
            return sum(client.nthreads().values())

    @property
    def confinement(self) -> str:
        return ""  # it may differ from machine to machine

    def with_tiers(self, course: Course, executor: Executor | None = None) -> Course:
        """The course as it is: each machine uses the best sandbox that it has."""
        if UNSAFE in course.tiers:
            raise UsageError(NOT_UNSAFE)
        return course

    def bind(self, function: Callable[[Item, Course], Outcome], course: Course) -> Callable[[Item], Outcome]:
        return functools.partial(with_own_course, function=function, root=course.root, tiers=course.tiers)

    @property
    def room(self) -> int:
        return ROOM * self.size

    def executor(self, most: int) -> AbstractContextManager[Executor]:
        return self._executor()

    @contextlib.contextmanager
    def _executor(self) -> Generator[Executor, None, None]:
        with self._client() as client:
            send = functools.partial(client.get_executor(pure=False).submit, at_worker, versions(self.root), self.root)
            batching = BatchingExecutor(send, self.size, self._lost)
            try:
                yield batching
            finally:
                batching.shutdown(cancel_futures=True)  # the scheduler has waited for everything that it wants

    def check(self, error: Exception | None = None) -> None:
        with self._client():  # connects, and checks all workers
            pass

    @contextlib.contextmanager
    def _client(self) -> Generator[Any, None, None]:
        """A Dask client, once all workers that answer can grade."""
        try:
            from distributed import Client, Security
        except ImportError:
            raise CourseError(NO_DASK) from None
        _silence_dask()
        self._check_certificates()
        try:
            client = Client(self.address, security=Security(require_encryption=True), timeout=CONNECT_SECONDS)
        except (OSError, TypeError, ValueError) as error:
            hint = OTHER_CERTIFICATE if "UNKNOWN_CA" in str(error) else ""
            raise self._lost(f"{error}{hint}") from None
        with client:
            self._check_workers(client)
            yield client

    def _check_certificates(self) -> None:
        """Raise CourseError that names the setting or the file that is missing. Dask's own message does not."""
        from dask import config

        for name in CERTIFICATES:
            variable = f"DASK_DISTRIBUTED__{name.upper().replace('.', '__').replace('-', '_')}"
            path = config.get(f"distributed.{name}", None)
            if path is None and name != OPTIONAL:
                raise self._lost(f"{variable} is not set. It names a file with certificates or keys")
            if path is not None and not os.access(path, os.R_OK):
                raise self._lost(f"{path}, which {variable} names, cannot be read")

    def _check_workers(self, client: Any) -> None:
        """Raise CourseError if a worker cannot grade, or if none answers. The scheduler drops silent workers itself."""
        answers: dict[str, str] = {}
        for worker, answer in self._ask_workers(client).items():
            if isinstance(answer, (OSError, TimeoutError)):  # also if the worker ends while it is asked
                continue
            if isinstance(answer, Exception):  # any error, if the worker has no such course
                raise self._lost(f"{worker} cannot run this course ({answer}): install it there")
            answers |= answer
        problems = [f"{worker} {problem}" for worker, problem in answers.items() if problem]
        if problems or not answers:
            raise self._lost("; ".join(problems) or "it has no workers that answer")

    def _ask_workers(self, client: Any) -> dict[str, Any]:
        """Worker → the text of its `fitness`, or the error that it raised."""
        workers = list(client.nthreads())
        wanted = versions(self.root)

        async def ask_all() -> list[Any]:
            questions = [client.run(fitness, wanted, self.root, workers=[worker]) for worker in workers]
            limited = [asyncio.wait_for(question, ANSWER_SECONDS) for question in questions]
            return await asyncio.gather(*limited, return_exceptions=True)

        return dict(zip(workers, client.sync(ask_all), strict=True))

    def _lost(self, why: object) -> CourseError:
        return CourseError(LOST.format(self.address, why))


def _silence_dask() -> None:
    """Hide Dask's own messages: we report what is lost. Its loggers have levels of their own."""
    for name in logging.root.manager.loggerDict:
        if name.partition(".")[0] == "distributed":
            logging.getLogger(name).setLevel(logging.CRITICAL)
