"""The pool: whatever dies, everything that can be done is done, and nothing is taken before there is room for it."""

import dataclasses
import errno
import functools
import itertools
import os
import threading

import pytest

from autograder.errors import CourseError
from autograder.running import process_pool, scheduler
from autograder.running.process_pool import OVERDUE_SECONDS
from autograder.running.scheduler import ROOM, LocalBackend, overdue, run_all
from tests.callees import (
    BAD,
    counted,
    end_at_bad,
    end_beside,
    end_once,
    fail_at_bad,
    hang_at_bad,
    length_or_end,
    square,
)
from tests.processes import SEEN, serving

TWICE_AND_ALONE = 3  # attempts


def done(function, items, crew=None):
    return dict(run_all(function, items, crew or LocalBackend(2), lambda item, error: f"{item} is given up"))


@pytest.mark.parametrize("count", [0, 1, 2, 20])
def test_everything_is_done(count):
    """Nothing, one thing, or more than there are workers."""
    assert done(square, range(count)) == {number: number * number for number in range(count)}


def test_what_ends_its_worker_each_time_is_given_up_and_the_others_go_on():
    """One of twenty kills whoever works on it."""
    wanted = {number: number for number in range(20)} | {BAD: "3 is given up"}
    assert done(end_at_bad, range(20)) == wanted


def test_what_was_lost_with_a_worker_is_done_again(tmp_path):
    """Workers that die at some moment cost nothing but time."""
    function = functools.partial(end_once, str(tmp_path))
    assert done(function, range(12)) == {number: number for number in range(12)}
    assert len(list(tmp_path.iterdir())) == 4


def test_who_dies_takes_nothing_with_it(tmp_path):
    """What the other workers do is done once; only what ends its worker is tried again."""
    done(functools.partial(counted, str(tmp_path)), range(12))
    tried = {int(path.name): path.stat().st_size for path in tmp_path.iterdir()}
    assert tried == {number: TWICE_AND_ALONE if number == BAD else 1 for number in range(12)}


@SEEN
def test_two_that_cannot_run_together_are_done(tmp_path):
    """The last attempt is made while nothing else is under way: it has the machine's memory to itself."""
    assert done(functools.partial(end_beside, str(tmp_path)), [1, 2]) == {1: 1, 2: 2}


def test_large_submissions_survive_a_death():
    """What waits for a worker may be larger than any pipe."""
    sizes = [2**20, 0, 2**20, 0, *[2**20] * 6]
    outcomes = run_all(length_or_end, (bytes(size) for size in sizes), LocalBackend(2), lambda item, error: "given up")
    assert sorted(str(outcome) for _, outcome in outcomes) == ["1048576"] * 8 + ["given up"] * 2


def test_what_never_ends_is_ended_and_given_up():
    """The last bound of all: nothing that a submission makes of the grader keeps a class waiting."""
    assert done(hang_at_bad, range(2, 5), LocalBackend(2, overdue=1)) == {2: 2, BAD: "3 is given up", 4: 4}


@pytest.mark.parametrize(
    ("function", "items", "why"),
    [
        (end_at_bad, [BAD, 4], "its worker ended (exit code 1, EOFError)"),
        (hang_at_bad, [BAD, 4], "its worker took too long and was ended"),
        (fail_at_bad, [BAD, 4], "ValueError: three is bad"),
        (fail_at_bad, [BAD], "ValueError: three is bad"),
        (end_at_bad, [BAD], "its worker ended (exit code 1, EOFError)"),
        (hang_at_bad, [BAD], "its worker took too long and was ended"),
        (str, [threading.Lock(), 4], "cannot pickle '_thread.lock' object"),
    ],
)
def test_who_gives_up_is_told_why(function, items, why):
    """With the last error: of the worker, of the function, or of sending it; also where it is the only one."""
    outcomes = dict(run_all(function, items, LocalBackend(2, overdue=1), lambda item, error: f"given up: {error}"))
    assert outcomes[items[0]] == f"given up: {why}"


def test_a_class_of_any_length_streams():
    """No more is taken from the iterator than what is under way."""
    taken, ahead = 0, []

    def items():
        nonlocal taken
        for number in range(60):
            taken += 1
            yield number

    for count, _ in enumerate(run_all(square, items(), LocalBackend(2), str)):
        ahead.append(taken - count)
    assert max(ahead) <= 2 * ROOM + 2


def test_where_no_process_can_be_started_the_run_ends(monkeypatch):
    """What cannot be done is not held against the submissions; the error tells how to go on."""

    def refused(*arguments, **settings):
        raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))

    monkeypatch.setattr(process_pool.subprocess, "Popen", refused)
    with pytest.raises(CourseError, match=r"\(Too many open files\).*kept.*--jobs 4"):
        done(square, range(9), LocalBackend(8))


def test_where_no_thread_can_be_started_the_run_ends(monkeypatch):
    """The same, where Python raises a RuntimeError."""

    def refused(thread):
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", refused)
    with pytest.raises(CourseError, match="can't start new thread"):
        done(square, range(9), LocalBackend(8))


@dataclasses.dataclass(frozen=True)
class Gone(LocalBackend):
    """Workers that can do nothing more when one of them was lost."""

    def check(self, error=None):
        raise CourseError(f"gone: {error}")


def test_a_crew_that_is_gone_ends_the_run():
    """Nothing is tried again where nobody is there to do it."""
    with pytest.raises(CourseError, match="gone: its worker ended"):
        done(end_at_bad, range(9), Gone(2))


def test_a_crew_of_which_nothing_comes_is_asked_whether_it_is_there(monkeypatch):
    """Who lost all workers without a word does not wait for them."""
    monkeypatch.setattr(scheduler, "LOOK_SECONDS", 0.1)
    with pytest.raises(CourseError, match="gone: None"):
        done(hang_at_bad, [BAD, BAD], Gone(2))
    assert done(hang_at_bad, range(2, 5), LocalBackend(2, overdue=1)) == {2: 2, BAD: "3 is given up", 4: 4}


def test_who_may_take_long_is_waited_for(course):
    """Limits that an instructor raised are kept; usual ones leave time for work of ours."""
    slow = dataclasses.replace(course.exercises[0].limits, notebook_seconds=3600)
    exercises = dataclasses.replace(course.exercises[0], limits=slow), *course.exercises[1:]
    assert overdue(course) == OVERDUE_SECONDS > 2 * course.exercises[0].limits.notebook_seconds
    assert overdue(dataclasses.replace(course, exercises=exercises)) > 2 * 3600


@SEEN
def test_who_takes_no_more_ends_the_workers(tmp_path):
    """Closing the outcomes ends what is under way."""
    outcomes = run_all(functools.partial(counted, str(tmp_path)), itertools.count(10), LocalBackend(2), str)
    next(outcomes)
    assert serving()
    outcomes.close()
    assert serving() == []
