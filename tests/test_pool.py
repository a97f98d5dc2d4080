"""The pool: whatever dies, everything that can be done is done, and nothing is taken before there is room for it."""

import functools
import multiprocessing
import os
import time
from pathlib import Path

import pytest

from autograder import workers
from autograder.pool import ATTEMPTS, ROOM, Processes, work

BAD = 3


def square(number):
    return number * number


def end_at_bad(number):
    """The worker of one number goes down each time."""
    if number == BAD:
        os._exit(1)
    return number


def counted(folder, number):
    """The same, and each time leaves a mark that it was tried."""
    with (Path(folder) / str(number)).open("a") as marks:
        marks.write(".")
    return end_at_bad(number)


def length_or_end(data):
    return len(data) or os._exit(1)


def end_once(folder, number):
    """Each worker goes down the first time that it gets a number that three divides."""
    if number % 3 == 0 and not (Path(folder) / str(number)).exists():
        (Path(folder) / str(number)).touch()
        os._exit(1)
    return number


def hang_at_bad(number):
    if number == BAD:
        time.sleep(600)
    return number


def hang(mark):
    """Says that it has begun, and never ends by itself."""
    if mark:
        Path(mark).touch()
        time.sleep(600)


def swallow(mark):
    """The same, and takes the end for something else."""
    while True:
        try:
            return hang(mark)
        except BaseException:
            continue


def done(function, items, crew):
    return dict(work(function, items, crew, lambda item: f"{item} is given up"))


@pytest.mark.parametrize("count", [0, 1, 2, 20])
def test_everything_is_done(count):
    """Nothing, one thing, or more than there are workers."""
    assert done(square, range(count), Processes(2)) == {number: number * number for number in range(count)}


def test_what_ends_its_worker_each_time_is_given_up_and_the_others_go_on():
    """One of twenty kills whoever works on it; also where it is the only one."""
    wanted = {number: number for number in range(20)} | {BAD: "3 is given up"}
    assert done(end_at_bad, range(20), Processes(2)) == wanted


def test_what_was_lost_with_a_worker_is_done_again(tmp_path):
    """Workers that die at some moment cost nothing but time."""
    function = functools.partial(end_once, str(tmp_path))
    assert done(function, range(12), Processes(2)) == {number: number for number in range(12)}
    assert len(list(tmp_path.iterdir())) == 4


def test_who_dies_takes_nothing_with_it(tmp_path):
    """What the other workers do is done once; only what ends its worker is tried again."""
    done(functools.partial(counted, str(tmp_path)), range(12), Processes(2))
    tried = {int(path.name): path.stat().st_size for path in tmp_path.iterdir()}
    assert tried == {number: ATTEMPTS if number == BAD else 1 for number in range(12)}


def test_large_submissions_survive_a_death():
    """What waits for a worker may be larger than any pipe."""
    sizes = [2**20, 0, 2**20, 0, *[2**20] * 6]
    outcomes = work(length_or_end, (bytes(size) for size in sizes), Processes(2), lambda item: "given up")
    assert sorted(str(outcome) for _, outcome in outcomes) == ["1048576"] * 8 + ["given up"] * 2


def test_what_never_ends_is_ended_and_given_up():
    """The last bound of all: nothing that a submission makes of the grader keeps a class waiting."""
    assert done(hang_at_bad, range(2, 5), Processes(2, overdue=1)) == {2: 2, BAD: "3 is given up", 4: 4}


def test_a_class_of_any_length_streams():
    """No more is taken from the iterator than what is under way."""
    taken, ahead = 0, []

    def items():
        nonlocal taken
        for number in range(60):
            taken += 1
            yield number

    for count, _ in enumerate(work(square, items(), Processes(2), str)):
        ahead.append(taken - count)
    assert max(ahead) <= 2 * ROOM + 2


def hanging(function, folder):
    """Outcomes of which the first is there, while both workers hang."""
    marks = [str(folder / str(number)) for number in range(2)]
    outcomes = work(function, ["", *marks, "", ""], Processes(2), str)
    next(outcomes)
    while not all(map(os.path.exists, marks)):
        time.sleep(0.01)
    return outcomes


@pytest.mark.parametrize("function", [hang, swallow])
def test_stopping_ends_the_workers(function, tmp_path):
    """Who takes no more outcomes leaves no process, not even one that does not hear that it shall end."""
    hanging(function, tmp_path).close()
    assert multiprocessing.active_children() == []


def test_who_interrupts_twice_waits_no_longer(monkeypatch, tmp_path):
    """A second Ctrl-C, while workers are given time to end, kills them."""
    outcomes = hanging(swallow, tmp_path)
    monkeypatch.setattr(workers, "wait", interrupted)
    with pytest.raises(KeyboardInterrupt):
        outcomes.close()
    deadline = time.monotonic() + workers.END_SECONDS / 2
    while multiprocessing.active_children() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert multiprocessing.active_children() == []


def interrupted(*_):
    raise KeyboardInterrupt
