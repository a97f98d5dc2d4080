"""Late penalties follow extensions and due dates at the next run, whatever else changed."""

import contextlib
import dataclasses
import datetime
import shutil

import pytest
from nbgrader.api import Gradebook

from autograder.authoring import demo_class
from autograder.course.paths import ClassPaths
from autograder.running.batch import grade_class
from tests.gradebook.database_rows import rows_of
from tests.running.classes import due_at, partly_right, submit
from tests.running.in_process_backend import InProcess

DUE = datetime.datetime(2026, 10, 5, 18)
NO_POINTS_IF_LATE = 'c.LateSubmissionPlugin.penalty_method = "zero"\n'


@pytest.fixture(scope="module")
def graded(course, new_class, tmp_path_factory):
    """A course in which `sums` is due, and its class after a run. Ben is late; Dan is, too, with a damaged file."""
    due = due_at(course, DUE)
    paths = new_class(tmp_path_factory.mktemp("late"), NO_POINTS_IF_LATE)
    for student, data in {"ada": partly_right(due.exercise("sums")), "ben": partly_right(due.exercise("sums"))}.items():
        submit(paths, student, "sums", data, "2026-10-05 17:00 UTC" if student == "ada" else "2026-10-06 10:00 UTC")
    submit(paths, "dan", "sums", "{", "2026-10-06 10:00 UTC")
    assert grade_class(paths, due, InProcess()).failures == []
    with instructor(paths) as gradebook:
        for task in due.exercise("sums").task_names:
            gradebook.find_grade(task, "sums", "sums", "dan").manual_score = 1
    grade_class(paths, due, InProcess())
    assert penalties(paths) == {"ada": None, "ben": 3.5, "dan": 2}
    return due, paths


@pytest.fixture
def late(graded, tmp_path):
    """That course, and a copy of its class."""
    due, paths = graded
    shutil.copytree(paths.root, tmp_path / "class")
    own = ClassPaths(tmp_path / "class", tmp_path / "class")
    demo_class.write_config(due, own, NO_POINTS_IF_LATE)  # it names the gradebook
    return due, own


@contextlib.contextmanager
def instructor(paths):
    with contextlib.closing(Gradebook(f"sqlite:///{paths.gradebook}")) as gradebook:
        yield gradebook
        gradebook.db.commit()


def penalties(paths):
    return {row["student"]: row["penalty"] for row in rows_of(paths.gradebook)["submitted_notebook"]}


def _nothing(paths, course):
    return course


def _other_reveal(paths, course):
    exercises = [dataclasses.replace(one, reveal="score") for one in course.exercises]
    return dataclasses.replace(course, exercises=tuple(exercises))


def _pages_removed(paths, course):
    shutil.rmtree(paths.build / "feedback")
    return course


def _file_removed(paths, course):
    for student in ("ben", "dan"):
        paths.submission(student, "sums").unlink()
    with instructor(paths) as gradebook:
        for task in course.exercise("sums").task_names:
            gradebook.find_grade(task, "sums", "sums", "ben").manual_score = 1
    return course


def _withdrawn(paths, course):
    for student in ("ben", "dan"):
        shutil.rmtree(paths.submitted / student)
    return course


@pytest.mark.parametrize("also", [_nothing, _other_reveal, _pages_removed, _file_removed, _withdrawn])
def test_an_extension_counts_at_the_next_run(late, also):
    """Whatever else changed: what feedback shows, missing pages, files that were removed. Pages show it, too."""
    course, paths = late
    with instructor(paths) as gradebook:
        for student in ("ben", "dan"):
            gradebook.grant_extension("sums", student, hours=24)
    assert grade_class(paths, also(paths, course), InProcess()).failures == []
    assert penalties(paths) == {"ada": None, "ben": None, "dan": None}
    for student in ("ada", "ben", "dan"):  # also those whose submissions are gone
        assert "Late penalty" not in paths.feedback(student, "sums").read_text()


def test_a_late_penalty_is_on_the_page_of_an_unreadable_submission(late):
    """Its points are those that a person gave. The page shows the penalty that the gradebook has."""
    course, paths = late
    assert "Late penalty" in paths.feedback("dan", "sums").read_text()
    grade_class(paths, due_at(course, DUE + datetime.timedelta(days=2)), InProcess())
    assert "Late penalty" not in paths.feedback("dan", "sums").read_text()


@pytest.mark.parametrize("also", [_nothing, _other_reveal])
def test_a_moved_due_date_counts_at_the_next_run(late, also):
    """An earlier one makes others late, also if what feedback shows changed with it."""
    course, paths = late
    earlier = due_at(also(paths, course), DUE - datetime.timedelta(days=1))
    grade_class(paths, earlier, InProcess())
    assert penalties(paths) == {"ada": 3.5, "ben": 3.5, "dan": 2}


def test_an_extension_counts_only_in_the_part_that_is_graded(late):
    """A run for one student changes no other student's penalty."""
    course, paths = late
    with instructor(paths) as gradebook:
        for student in ("ben", "dan"):
            gradebook.grant_extension("sums", student, hours=24)
    grade_class(paths, course, InProcess(), student="ben")
    assert penalties(paths) == {"ada": None, "ben": None, "dan": 2}
