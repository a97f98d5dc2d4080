"""The functions that tests have workers call. This module imports little, because each worker must import it."""

import os
import sys
import time
import weakref
from pathlib import Path

from autograder.running.worker import WorkerTerminated

LONG = 60  # seconds: a call that must be ended ends by itself only long after the test has failed
BAD = 3


def hang(mark):
    """Hang. The file `mark` says that the call has begun, and how it ended."""
    try:
        Path(mark).touch()
        time.sleep(LONG)
        Path(mark).write_text("by itself")
    finally:
        if sys.exc_info()[0] is WorkerTerminated:
            Path(mark).write_text("unwinds")
            time.sleep(0.2)
            Path(mark).write_text("unwound")


def swallow(mark):
    """Hang, and catch everything that would end it."""
    while True:
        try:
            return hang(mark)
        except BaseException:
            continue


def take_for_an_error(mark):
    """Hang, catch WorkerTerminated, and return as if nothing had happened."""
    try:
        hang(mark)
    except BaseException as error:
        return type(error).__name__


def die(status):
    """End the worker's process."""
    os._exit(status)


def process():
    """The worker's process id."""
    return os.getpid()


class Own:
    """Something that refers to itself: only the garbage collector frees it."""

    def __init__(self):
        self.itself = self


left: list[weakref.ref[Own]] = []


def leave_a_cycle():
    """How many objects of earlier calls are still in memory. Leaves another one."""
    alive = sum(one() is not None for one in left)
    left.append(weakref.ref(Own()))
    return alive


def own_cores(mark, other):
    """The cores that this process may use. Returns only after another call has begun, so that both have a process."""
    Path(mark).touch()
    while not Path(other).exists():
        time.sleep(0.01)
    return sorted(os.sched_getaffinity(0))


def size(data):
    """The length of the argument."""
    return len(data)


def square(number):
    """The square of a number."""
    return number * number


def end_at_bad(number):
    """End the worker's process for one number, each time."""
    if number == BAD:
        os._exit(1)
    return number


def counted(folder, number):
    """`end_at_bad`; a file named after the number grows with each attempt."""
    with (Path(folder) / str(number)).open("a") as marks:
        marks.write(".")
    return end_at_bad(number)


def length_or_end(data):
    """The length of the argument. End the worker's process if it is empty."""
    return len(data) or os._exit(1)


def end_once(folder, number):
    """End the worker's process at the first attempt for each number that three divides."""
    if number % 3 == 0 and not (Path(folder) / str(number)).exists():
        (Path(folder) / str(number)).touch()
        os._exit(1)
    return number


def end_beside(folder, number):
    """End the worker's process if another call runs at the same time. Both wait for each other for a while."""
    own = Path(folder) / str(os.getpid())
    own.touch()
    for _ in range(50):
        time.sleep(0.01)
        others = [path for path in Path(folder).iterdir() if path != own]
        if any(Path(f"/proc/{path.name}/cwd").exists() for path in others):
            time.sleep(0.1)  # until the other one has seen this one, too
            os._exit(1)
    own.unlink()
    return number


def fail_at_bad(number):
    """Raise an error for one number, each time."""
    if number == BAD:
        raise ValueError("three is bad")
    return number


def hang_at_bad(number):
    """Hang for one number, each time."""
    if number == BAD:
        time.sleep(LONG)
    return number


def counted_hang(folder, number):
    """`hang_at_bad`; a file named after the number grows with each attempt."""
    with (Path(folder) / str(number)).open("a") as marks:
        marks.write(".")
    return hang_at_bad(number)


def when_released(job, folder, function):
    """`function(job)`. Students other than "ana" wait for a file "go" in the folder, and leave a file there."""
    if job.submission.student != "ana":
        (Path(folder) / str(os.getpid())).touch()
        while not (Path(folder) / "go").exists():
            time.sleep(0.01)
    return function(job)
