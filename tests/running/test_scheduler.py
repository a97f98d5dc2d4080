"""The scheduler runs everything that can be run, whatever dies, and takes no item before there is room for it."""

import dataclasses
import errno
import functools
import itertools
import os
import signal
import subprocess
import threading

import pytest

from autograder.errors import CourseError
from autograder.running import scheduler
from autograder.running.scheduler import ROOM, LocalBackend, longest_grading, run_all
from tests.running.callees import (
    BAD,
    counted,
    counted_hang,
    end_at_bad,
    end_beside,
    end_once,
    fail_at_bad,
    hang_at_bad,
    length_or_end,
    square,
)
from tests.running.processes import HAS_PROC, workers

ATTEMPTS = 2  # the second one alone


def outcomes(function, items, backend=None):
    """Item → outcome, which is the last error for an item that is given up."""
    return dict(run_all(function, items, backend or LocalBackend(2), lambda item, error: f"given up: {error}"))


@pytest.mark.parametrize("count", [0, 1, 2, 20])
def test_every_item_has_its_outcome(count):
    """There may be no item, one, or more than there are workers."""
    assert outcomes(square, range(count)) == {number: number * number for number in range(count)}


def test_an_item_that_always_ends_its_worker_is_given_up(tmp_path):
    """It is tried twice. The others are run once, and what other workers do is not lost."""
    found = outcomes(functools.partial(counted, str(tmp_path)), range(12))
    tried = {int(path.name): path.stat().st_size for path in tmp_path.iterdir()}
    assert found == {n: "given up: its worker ended (exit code 1, EOFError)" if n == BAD else n for n in range(12)}
    assert tried == {number: ATTEMPTS if number == BAD else 1 for number in range(12)}


def test_an_item_that_takes_too_long_is_not_tried_again(tmp_path):
    """Another attempt would take as long, and each of them as long as the limit."""
    found = outcomes(functools.partial(counted_hang, str(tmp_path)), [BAD, 4], LocalBackend(2, most_seconds=0.3))
    assert found == {BAD: "given up: its worker took too long and was ended", 4: 4}
    assert (tmp_path / str(BAD)).stat().st_size == 1


def test_an_item_that_was_lost_with_its_worker_is_run_again(tmp_path):
    """Workers that die at some moment cost no outcome."""
    assert outcomes(functools.partial(end_once, str(tmp_path)), range(8)) == {number: number for number in range(8)}
    assert len(list(tmp_path.iterdir())) == 3


@HAS_PROC
def test_two_items_that_cannot_run_together_are_run(tmp_path):
    """The last attempt runs alone, so it has the machine's memory to itself."""
    assert outcomes(functools.partial(end_beside, str(tmp_path)), [1, 2]) == {1: 1, 2: 2}


def test_large_items_survive_a_death():
    """An item that waits for a worker may be larger than any pipe."""
    sizes = [2**20, 0, 2**20, 0, *[2**20] * 6]
    found = run_all(length_or_end, (bytes(size) for size in sizes), LocalBackend(2), lambda item, error: "given up")
    assert sorted(str(outcome) for _, outcome in found) == ["1048576"] * 8 + ["given up"] * 2


@pytest.mark.parametrize("others", [[4], []], ids=["one of two", "alone"])
@pytest.mark.parametrize(
    ("function", "item", "why"),
    [
        (end_at_bad, BAD, "its worker ended (exit code 1, EOFError)"),
        (hang_at_bad, BAD, "its worker took too long and was ended"),
        (fail_at_bad, BAD, "ValueError: three is bad"),
        (str, threading.Lock(), "cannot pickle '_thread.lock' object"),
    ],
)
def test_the_last_error_says_why_an_item_is_given_up(function, item, others, why):
    """The error is the worker's, the function's, or that of sending the item; the others have their outcomes."""
    found = outcomes(function, [item, *others], LocalBackend(2, most_seconds=0.3))
    assert found == {item: f"given up: {why}"} | {other: function(other) for other in others}


def test_a_class_of_any_length_streams():
    """No more items are taken from the iterator than there is room for."""
    taken, ahead = 0, []

    def items():
        nonlocal taken
        for number in range(60):
            taken += 1
            yield number

    for count, _ in enumerate(run_all(square, items(), LocalBackend(2), str)):
        ahead.append(taken - count)
    assert max(ahead) <= 2 * ROOM + 2


def test_if_no_process_can_be_started_the_run_ends(monkeypatch):
    """The error says how to continue, and no item is given up for it."""

    def refused(*arguments, **settings):
        raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))

    monkeypatch.setattr(subprocess, "Popen", refused)
    with pytest.raises(CourseError, match=r"\(Too many open files\).*kept.*--jobs 4"):
        outcomes(square, range(9), LocalBackend(8))


def test_a_worker_chooses_the_sandbox_or_says_why_there_is_none(course, monkeypatch):
    """If this worker dies, the run goes on. If it cannot be started, the error says how to continue."""
    monkeypatch.setattr(scheduler, "best_tier", lambda *_: 7)
    backend = LocalBackend(1)
    with backend.executor(1) as executor:
        os.kill(executor.submit(os.getpid).result(), signal.SIGKILL)
        assert backend.with_tiers(course, executor).tiers == (7,)

    def refused(*arguments, **settings):
        raise OSError(errno.EAGAIN, os.strerror(errno.EAGAIN))

    monkeypatch.setattr(subprocess, "Popen", refused)
    with backend.executor(1) as executor, pytest.raises(CourseError, match=r"kept.*--jobs 1"):
        backend.with_tiers(course, executor)


def test_if_no_thread_can_be_started_the_run_ends(monkeypatch):
    """Python reports this by a RuntimeError."""

    def refused(thread):
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", refused)
    with pytest.raises(CourseError, match="can't start new thread"):
        outcomes(square, range(9), LocalBackend(8))


@dataclasses.dataclass(frozen=True)
class Gone(LocalBackend):
    """Workers that cannot continue after one of them was lost."""

    def check(self, error=None):
        raise CourseError(f"gone: {error}")


def test_a_backend_that_cannot_continue_ends_the_run():
    """Nothing is tried again without workers."""
    with pytest.raises(CourseError, match="gone: its worker ended"):
        outcomes(end_at_bad, range(9), Gone(2))


def test_a_backend_without_outcomes_is_checked(monkeypatch):
    """Workers may be lost without an error. A backend that is only slow goes on."""
    monkeypatch.setattr(scheduler, "CHECK_SECONDS", 0.1)
    with pytest.raises(CourseError, match="gone: None"):
        outcomes(hang_at_bad, [BAD, BAD], Gone(2))
    assert outcomes(hang_at_bad, [BAD, 4], LocalBackend(2, most_seconds=0.3))[4] == 4


def test_the_longest_grading_exceeds_the_limits(course):
    """Limits that an instructor raises are respected, and the usual ones leave time for our own work."""
    first, *others = course.exercises
    slow = dataclasses.replace(first, limits=dataclasses.replace(first.limits, notebook_seconds=3600))
    assert longest_grading(course) > 2 * first.limits.notebook_seconds
    assert longest_grading(dataclasses.replace(course, exercises=(slow, *others))) > 2 * 3600


@HAS_PROC
def test_closing_the_outcomes_ends_the_workers(tmp_path):
    """A consumer that stops early leaves no process behind."""
    found = run_all(functools.partial(counted, str(tmp_path)), itertools.count(10), LocalBackend(2), str)
    next(found)
    assert workers()
    found.close()
    assert workers() == []
