"""Calls are sent in batches if there are many, and each call has its own outcome."""

from concurrent.futures import Future

import pytest

from autograder.running.batching_executor import MOST_CALLS, BatchingExecutor

LONG = 20  # seconds


class Elsewhere:
    """Runs batches when `answer` is called."""

    def __init__(self):
        self.batches = []

    def send(self, calls):
        future = Future()
        self.batches.append((future, calls))
        return future

    def answer(self):
        for future, calls in self.batches:
            future.set_result([answer_of(call) for call in calls])


def answer_of(call):
    try:
        return call(), None
    except Exception as error:
        return None, error


def refuse(_calls):
    raise OSError("no network")


def outcomes(executor, elsewhere, function, items):
    """The futures of the calls, once all were sent, and the sizes of the batches."""
    futures = [executor.submit(function, item) for item in items]
    executor.shutdown()
    elsewhere.answer()
    return futures, [len(calls) for _, calls in elsewhere.batches]


def test_few_calls_go_alone():
    """So every worker has one."""
    elsewhere = Elsewhere()
    futures, sizes = outcomes(BatchingExecutor(elsewhere.send, 4, RuntimeError), elsewhere, abs, range(-4, 0))
    assert [future.result(LONG) for future in futures] == [4, 3, 2, 1]
    assert sizes == [1] * 4


def test_many_calls_go_together():
    """A batch has a limit, and everything is sent."""
    elsewhere, count = Elsewhere(), 20 * MOST_CALLS
    futures, sizes = outcomes(BatchingExecutor(elsewhere.send, 1, RuntimeError), elsewhere, abs, range(count))
    assert [future.result(LONG) for future in futures] == list(range(count))
    assert max(sizes) == MOST_CALLS
    assert len(sizes) < count / 4


def test_a_call_that_fails_fails_alone():
    """The others of its batch have their outcomes."""
    elsewhere = Elsewhere()
    futures, _ = outcomes(BatchingExecutor(elsewhere.send, 1, RuntimeError), elsewhere, (1).__truediv__, [1, 0, 2])
    assert (futures[0].result(LONG), futures[2].result(LONG)) == (1, 0.5)
    with pytest.raises(ZeroDivisionError):
        futures[1].result(LONG)


def test_a_batch_that_is_lost_fails_each_of_its_calls():
    """The scheduler then tries each again."""
    elsewhere = Elsewhere()
    executor = BatchingExecutor(elsewhere.send, 1, RuntimeError)
    futures = [executor.submit(abs, number) for number in range(9)]
    executor.shutdown()
    for future, _ in elsewhere.batches:
        future.set_exception(OSError("gone"))
    assert [str(future.exception(LONG)) for future in futures] == ["gone"] * 9


def test_without_the_cluster_nothing_more_is_taken():
    """The call that could not be sent raises the error, and the next one is refused with what it means."""
    executor = BatchingExecutor(refuse, 1, lambda error: RuntimeError(f"lost: {error}"))
    with pytest.raises(OSError, match="no network"):
        executor.submit(abs, 1).result(LONG)
    with pytest.raises(RuntimeError, match="lost: no network"):
        executor.submit(abs, 2)
    executor.shutdown()
