"""What the tests have workers call. It imports little: a worker needs it before it can begin."""

import os
import sys
import time
from pathlib import Path

from autograder.running.process_pool import WorkerTerminated

LONG = 60  # seconds: what must be ended would be seen to end by itself
BAD = 3


def hang(mark):
    """Never ends by itself. Leaves marks that it began, and how it ended."""
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
    """The same, but takes the end for something else."""
    while True:
        try:
            return hang(mark)
        except BaseException:
            continue


def take_for_an_error(mark):
    """The end, which is none of its business; and answer."""
    try:
        hang(mark)
    except BaseException as error:
        return type(error).__name__


def die(status):
    os._exit(status)


def process():
    return os.getpid()


def own_cores(mark, other):
    """The cores that this process may use. Ends only when another has begun."""
    Path(mark).touch()
    while not Path(other).exists():
        time.sleep(0.01)
    return sorted(os.sched_getaffinity(0))


def size(data):
    return len(data)


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


def end_beside(folder, number):
    """Goes down where another is under way within a second."""
    own = Path(folder) / str(os.getpid())
    own.touch()
    for _ in range(100):
        time.sleep(0.01)
        others = [path for path in Path(folder).iterdir() if path != own]
        if any(Path(f"/proc/{path.name}/cwd").exists() for path in others):
            time.sleep(0.1)  # it shall see us, too
            os._exit(1)
    own.unlink()
    return number


def fail_at_bad(number):
    if number == BAD:
        raise ValueError("three is bad")
    return number


def hang_at_bad(number):
    if number == BAD:
        time.sleep(LONG)
    return number
