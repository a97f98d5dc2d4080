"""The demo class of the real course: each student gets the score that the work deserves."""

import tomllib
from dataclasses import replace

import pytest

from autograder.authoring.demo_class import CLASS_FILE, FOLDER, demo_submissions, notebook_text
from autograder.grading.grade import grade
from autograder.grading.hidden_tests import collect
from autograder.submissions.submission import Submission
from tests.exercises.judging import COURSE

CLASS = demo_submissions(COURSE)
CALL_SECONDS = 2  # instead of the course's own limit: one student's function never ends
every_submission = pytest.mark.parametrize("one", CLASS, ids=lambda one: f"{one.student}-{one.exercise.name}")


def deserved(one):
    """Task → the score that class.toml says. What a task loses there is a share of its hidden tests' points."""
    shares = collect(one.exercise).shares()
    kept = {task: 0.0 if one.score == 0 else 1 - one.lost.get(task, 0) / shares[task] for task in shares}
    tested = {task.name: kept[task.name] * task.points for task in one.exercise.tasks}
    return tested | {task.name: 0 for task in one.exercise.own_tests}  # they have no points in this course


@every_submission
def test_every_score_is_the_deserved_one(one):
    """The status, and the score of each task, are what a fair teacher would give."""
    limits = replace(one.exercise.limits, call_seconds=CALL_SECONDS)
    course = replace(COURSE, exercises=(replace(one.exercise, limits=limits),))
    result = grade(Submission(one.student, one.exercise.name, notebook_text(one).encode()), course)
    assert result.status == one.status, result.message
    if one.status == "unreadable":
        assert result.score is None
        assert result.tasks == ()
        return
    assert {task.task: task.score for task in result.tasks} == pytest.approx(deserved(one), abs=1e-5)
    assert result.score == pytest.approx(sum(deserved(one).values()), abs=1e-5)


def test_every_student_is_described():
    """The file of the whole class says in a sentence what the work of each student shows."""
    text = (COURSE.shared / CLASS_FILE).read_text(encoding="utf-8")
    described = tomllib.loads(text)
    assert {one.student for one in CLASS} <= set(described)
    assert all(sentence.endswith(".") for sentence in described.values())


@pytest.mark.parametrize("exercise", COURSE.exercises, ids=lambda exercise: exercise.name)
def test_every_script_belongs_to_a_student(exercise):
    """No student's work in an exercise's folder was forgotten in its class.toml."""
    students = {one.student for one in CLASS if one.exercise == exercise}
    assert {path.stem for path in (exercise.folder / FOLDER).glob("*.py")} <= students
