"""Send calls to a cluster in batches: for Dask, a task costs a millisecond, however little is in it.

If there are few calls for each worker, each goes alone, so that all workers have something to do.
"""

import functools
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future
from typing import Any, ParamSpec, TypeVar

MOST_CALLS = 8  # in a batch
WAIT_SECONDS = 0.1  # for more calls; workers have other batches meanwhile
Parameters = ParamSpec("Parameters")
Returned = TypeVar("Returned")
Answer = tuple[Returned | None, Exception | None]  # what a call returned, or raised
Calls = Sequence[Callable[[], Any]]


class BatchingExecutor(Executor):
    """Collects calls for a moment. `send` runs several of them elsewhere: its future has an answer for each.

    `workers` is the number of calls that can run at the same time. If `send` fails, `submit` raises the error that
    `lost` makes of it. The calls of a batch that is lost raise its error.
    """

    def __init__(self, send: Callable[[Calls], "Future[Any]"], workers: int, lost: Callable[[object], Exception]):
        self._send, self._workers, self._lost = send, workers, lost
        self._waiting: list[tuple[Future[Any], Callable[[], Any]]] = []
        self._open = 0  # calls that have no answer yet
        self._changed = threading.Condition()
        self._problem: Exception | None = None
        self._ended = False
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def submit(
        self, fn: Callable[Parameters, Returned], /, *args: Parameters.args, **kwargs: Parameters.kwargs
    ) -> Future[Returned]:
        future: Future[Returned] = Future()
        with self._changed:
            if self._problem is not None:
                raise self._lost(self._problem) from self._problem
            self._waiting.append((future, functools.partial(fn, *args, **kwargs)))
            self._open += 1
            self._changed.notify()
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Send what waits, or with `cancel_futures` nothing more."""
        with self._changed:
            self._ended = True
            self._waiting = [] if cancel_futures else self._waiting
            self._changed.notify()
        self._thread.join()

    @property
    def _size(self) -> int:
        """The number of calls in a batch: so many that each worker has two batches."""
        return min(max(self._open // (2 * self._workers), 1), MOST_CALLS)

    def _run(self) -> None:
        """The thread: send what has come, after a moment in which more can come."""
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._waiting or self._ended)
                if not self._waiting:
                    return
                self._changed.wait_for(lambda: len(self._waiting) >= self._size or self._ended, WAIT_SECONDS)
                size, calls, self._waiting = self._size, self._waiting, []
            for start in range(0, len(calls), size):
                self._send_batch(calls[start : start + size])

    def _send_batch(self, batch: Sequence[tuple["Future[Any]", Callable[[], Any]]]) -> None:
        futures = [future for future, _ in batch]
        try:
            sent = self._send([call for _, call in batch])
        except Exception as error:  # Dask raises several kinds after its client was closed
            self._problem = error
            self._answer(futures, [(None, error)] * len(futures))
        else:
            sent.add_done_callback(functools.partial(self._answered, futures))

    def _answered(self, futures: Sequence["Future[Any]"], sent: "Future[Sequence[Answer[Any]]]") -> None:
        """Give each call of a batch its answer. If the batch was lost, it is the error of the batch."""
        try:
            answers = sent.result()
        except Exception as error:
            answers = [(None, error)] * len(futures)
        self._answer(futures, answers)

    def _answer(self, futures: Sequence["Future[Any]"], answers: Sequence[Answer[Any]]) -> None:
        with self._changed:
            self._open -= len(futures)
        for future, (outcome, problem) in zip(futures, answers, strict=True):
            if problem is None:
                future.set_result(outcome)
            else:
                future.set_exception(problem)
