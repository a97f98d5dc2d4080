"""Students' own tests in this course: what an empty list, the visible checks, a thorough and a wrong list are worth."""

import ast

import nbformat
import pytest

from autograder.authoring.source_notebook import source_bytes
from autograder.grading.grade import grade
from autograder.grading.scored_tests import standard
from autograder.reports.feedback import feedback_page
from autograder.submissions.submission import Submission
from tests.exercises.judging import COURSE

WRITTEN = [(exercise, own) for exercise in COURSE.exercises for own in exercise.own_tests]
MEASURED = {"max_pool": (56, 41), "conv2d": (55, 45)}  # function → known mistakes, and those that visible checks notice
every_function = pytest.mark.parametrize(("exercise", "own"), WRITTEN, ids=[own.name for _, own in WRITTEN])


def graded(exercise, own, cell):
    """The result of the solution with this cell in place of its own tests, and the text of its page."""
    notebook = nbformat.reads(source_bytes(exercise), as_version=4)
    [answer] = [one for one in notebook.cells if one.id == f"{own.name}_answer"]
    answer.source = cell or answer.source
    result = grade(Submission("ada", exercise.name, nbformat.writes(notebook).encode()), COURSE)
    assert (result.status, result.score) == ("graded", exercise.max_score)
    [task] = [task for task in result.tasks if task.task == own.name]
    return task, " ".join(feedback_page(COURSE, result).split())


def visible_checks(exercise, own):
    """The text of the dict with the visible checks of the function."""
    notebook = nbformat.reads(source_bytes(exercise), as_version=4)
    [check] = [one for one in notebook.cells if one.id == own.function]
    return ast.unparse(ast.parse(check.source).body[0].value.args[1])


@every_function
def test_an_empty_list_is_not_written(exercise, own):
    """An empty dict is as in the release: the page says calmly that nothing is written."""
    task, page = graded(exercise, own, f"{own.name} = {{}}")
    assert task.status == "missing"
    assert "optional, not written" in page


@every_function
def test_the_visible_checks_notice_only_some_mistakes(exercise, own):
    """Copies of the visible checks notice what they notice, and the page says that they add nothing."""
    task, page = graded(exercise, own, f"{own.name} = {visible_checks(exercise, own)}")
    known, by_checks = MEASURED[own.function]
    assert (task.own_tests.mistakes, task.own_tests.by_checks, task.own_tests.noticed) == (known, by_checks, by_checks)
    assert "so your tests add nothing to them yet" in page


@every_function
def test_the_solutions_tests_notice_every_mistake(exercise, own):
    """It can be done: the tests in the solution notice all known mistakes."""
    task, page = graded(exercise, own, None)
    assert (task.status, task.own_tests.noticed) == ("unscored", MEASURED[own.function][0])
    assert f"They notice <strong>all {task.own_tests.mistakes}</strong> mistakes" in page


@every_function
def test_one_wrong_expectation_is_shown(exercise, own):
    """A wrong expectation is shown with the call and the value, and it is not said which mistakes are noticed."""
    tests = standard(exercise, own.function).reference.tests
    wrong = {tests[0].text: [[1, 2]]}
    task, page = graded(exercise, own, f"{own.name} = {wrong}")
    assert [one.call for one in task.own_tests.rejected] == [tests[0].text]
    assert (task.status, task.own_tests.noticed) == ("unscored", 0)
    assert "[[1, 2]]" in page
    assert "notice <strong>" not in page
