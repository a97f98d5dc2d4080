"""A Dask worker grades with its own copy of the course, and only if that is the instructor's."""

import shutil

import pytest

from autograder import sandbox
from autograder.errors import UsageError
from autograder.running.dask_worker import fitness, own_course, unfit, versions, with_own_course
from autograder.sandbox.limits import LANDLOCK

needs_sandbox = pytest.mark.skipif(not sandbox.available_tiers(), reason="nothing confines student code here")


@pytest.fixture
def elsewhere(course, tmp_path, monkeypatch):
    """A worker's machine: it has the course in another folder, and the worker was started in a subfolder of it."""
    root = tmp_path / "another place"
    shutil.copytree(course.root, root, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.chdir(root / "solutions")
    return root


@pytest.fixture
def absent(tmp_path):
    """The instructor's folder, which does not exist on the worker's machine."""
    return tmp_path / "instructor" / "course"


def test_the_course_at_the_same_path_comes_first(course, elsewhere):
    """A worker may be started in another course's folder."""
    assert own_course(course.root).root == course.root


def test_otherwise_the_course_is_the_one_in_which_the_worker_was_started(elsewhere, absent):
    """The nearest course.toml counts, from the worker's folder upwards."""
    assert own_course(absent).root == elsewhere


def test_a_worker_without_a_course_is_an_error(tmp_path, monkeypatch):
    """The message names what is missing."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match=r"no course\.toml"):
        own_course(tmp_path / "nowhere")


@needs_sandbox
def test_a_worker_with_the_same_course_can_grade(course, elsewhere, absent):
    """The folder's path makes no difference."""
    assert fitness(versions(course.root), absent) == ""


def test_a_worker_with_another_version_cannot_grade(course, elsewhere, absent):
    """A changed hidden test is another version."""
    tests = elsewhere / "exercises" / "sums" / "test_sums.py"
    tests.write_text(tests.read_text() + "\n")
    assert unfit(versions(course.root), absent).startswith("has another version of this course")


def test_a_worker_without_a_course_cannot_grade(course, tmp_path, monkeypatch):
    """The answer says in which folder to start it."""
    monkeypatch.chdir(tmp_path)
    assert "start it in the course's folder" in unfit(versions(course.root), tmp_path / "nowhere")


def test_a_course_that_cannot_be_read_is_an_answer(course, elsewhere, absent):
    """The instructor sees the error of the worker's operating system."""
    tests = elsewhere / "exercises" / "sums" / "test_sums.py"
    tests.unlink()
    tests.symlink_to(tests)
    assert fitness(versions(course.root), absent).startswith("cannot read the course")


def test_a_function_gets_the_workers_course_with_the_instructors_tiers(elsewhere, absent):
    """The sandboxes that the instructor allows count, and everything else is the worker's."""
    found, item = with_own_course("item", lambda item, course: (course, item), absent, (LANDLOCK,))
    assert (found.root, found.tiers, item) == (elsewhere, (LANDLOCK,), "item")
