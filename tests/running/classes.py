"""Make classes of the small course, for tests of what a run leaves in their folders and gradebooks."""

import contextlib
import dataclasses
import fcntl
import shutil

from autograder.authoring.demo_class import DemoSubmission, notebook_text
from autograder.course.paths import LOCK, ClassPaths, write_atomic
from tests.conftest import solved_notebook

ONE_WINDOW_SHORT = """\
def window_sums(x, size):
    if size < 1 or size > len(x):
        raise ValueError(size)
    return [sum(x[i : i + size]) for i in range(len(x) - size)]"""


def submit(paths, student, exercise, data, timestamp=None):
    """Put a student's notebook for an exercise into `submitted/`, with nbgrader's timestamp.txt if there is a time."""
    path = paths.submission(student, exercise)
    write_atomic(path, data)
    if timestamp is not None:
        write_atomic(path.with_name("timestamp.txt"), timestamp)
    return path


@contextlib.contextmanager
def locked_elsewhere(paths):
    """Lock the class as another process does that is working on it."""
    paths.build.mkdir(parents=True, exist_ok=True)
    with (paths.build / LOCK).open("ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def damaged(exercise, damage):
    """ada's notebook of the demo class, damaged in a way that `demo_class.py` names."""
    return notebook_text(DemoSubmission("ada", exercise, damage=damage))


def partly_right(exercise):
    """The solved notebook of `sums` with a mistake in window_sums: 0.5 of its 4 points, and all of window_means."""
    return solved_notebook(exercise, window_sums=ONE_WINDOW_SHORT)


def autograded(paths):
    """Path → bytes and mode of every file in autograded/."""
    files = [path for path in paths.autograded.rglob("*") if path.is_file()]
    return {str(path.relative_to(paths.autograded)): (path.read_bytes(), path.stat().st_mode) for path in files}


def copy_submissions(paths, other):
    """Give one class the submissions and cached results of another, so that nothing is graded again."""
    shutil.copytree(other.submitted, paths.submitted)
    shutil.copytree(other.results, paths.results)


def due_at(course, time):
    """The course with another due date of `sums`."""
    exercises = [dataclasses.replace(one, due=time if one.name == "sums" else None) for one in course.exercises]
    return dataclasses.replace(course, exercises=tuple(exercises))


def copy_of(paths, root):
    """A copy of a class with the times of its files, so that a run there finds nothing to do."""
    shutil.copytree(paths.root, root, symlinks=True)
    return ClassPaths.real(root)
