"""The graders: no wrong answer passes, no right one loses a point, and a mistake that is known gets its name."""

import contextlib
import inspect
import io
import re

import numpy as np
import pytest

from autograder.authoring.release import source_bytes
from autograder.course import config as course_file
from autograder.course import reference
from autograder.grading import misconceptions
from autograder.grading.diagnosis import diagnose
from autograder.grading.hidden_tests import collect
from autograder.submissions.notebook import read_notebook
from tests.local import exercise_with, functions_of, graded, run

TASKS = [task.name for exercise in course_file.load().exercises for task in exercise.tasks]
MANY = {"conv1d", "conv2d", "conv2d_layer", "max_pool", "avg_pool"}
every_task = pytest.mark.parametrize("task", TASKS)


def judged(course, task, functions, students=("ada",)):
    """For each function and student: (its name, the points that it loses, the mistake that is found in it)."""
    right = getattr(reference.load(exercise_with(course, task).name), task)

    tests, verdicts = collect(exercise_with(course, task)), []
    for name, function in functions.items():
        for student in students:
            findings = run(tests, course, task, function, student)
            observed = [one for finding in findings for one in finding.observed]
            lost = sum(finding.points for finding in findings if finding.error is not None)
            mistake = diagnose(task, observed, right) if lost else None
            verdicts.append((name, lost, mistake and mistake.name))
    return verdicts


def mistakes(task):
    return {mistake.name: mistake.function for mistake in misconceptions.of(task)}


@every_task
def test_mistakes_are_many_and_explained(task):
    """Each function has its mistakes, each with a sentence, a hint and its place in the notes."""
    known = misconceptions.of(task)
    assert len(known) >= (10 if task in MANY else 6)
    for mistake in known:
        assert re.fullmatch(r"[A-Z“].{20,220}[.?]", mistake.explanation), mistake.name
        assert re.fullmatch(r".{10,200}[.?]", mistake.hint), mistake.name
        assert re.match(r"§[1-4]", mistake.section), mistake.name


@every_task
def test_every_mistake_loses_points_and_is_named(course, task):
    """No known mistake passes, and each is told from all others."""
    for name, lost, diagnosed in judged(course, task, mistakes(task)):
        assert lost > 0, name
        assert diagnosed == name


@pytest.mark.slow
@every_task
def test_every_mistake_is_named_in_other_words(course, task):
    """A mistake that a student wrote in another way, with loops, lists or float32, has the same name."""
    retold = functions_of("retold", task)
    assert retold.keys() == mistakes(task).keys()
    for name, lost, diagnosed in judged(course, task, retold, ["ben"]):
        assert lost > 0, name
        assert diagnosed == name


def other_types(function):
    """The same answers as values of other types."""
    return {
        "list": lambda *args, **keywords: _plain(function(*args, **keywords)),
        "tuple": lambda *args, **keywords: _tuple(_plain(function(*args, **keywords))),
        "float32": lambda *args, **keywords: _float32(function(*args, **keywords)),
        "objects": lambda *args, **keywords: _objects(function(*args, **keywords)),
    }


def _plain(value):
    return value.tolist() if isinstance(value, (np.ndarray, np.generic)) else value


def _tuple(value):
    return tuple(map(_tuple, value)) if isinstance(value, (list, tuple)) else value


def _float32(value):
    return value.astype(np.float32) if isinstance(value, np.ndarray) and value.dtype.kind == "f" else value


def _objects(value):
    return value.astype(object) if isinstance(value, np.ndarray) else value


@pytest.mark.slow
@every_task
def test_every_mistake_is_named_whatever_the_types(course, task):
    """The type of a wrong answer does not hide the mistake."""
    for name, function in mistakes(task).items():
        for kind, _, diagnosed in judged(course, task, other_types(function), ["cleo"]):
            assert diagnosed == name, kind


@pytest.mark.slow
@every_task
def test_a_mistake_costs_no_other_task(course, task):
    """A function that calls a broken one loses nothing by it."""
    for name, function in mistakes(task).items():
        results = graded(collect(exercise_with(course, task)), course, **{task: function})
        lost = [other for other, result in results.items() if other != task and result.score < result.max_score]
        assert not lost, name


def full_marks(course, task, students):
    styles = functions_of("styles", task)
    assert len(styles) >= 8
    for name, lost, diagnosed in judged(course, task, styles, students):
        assert (lost, diagnosed) == (0, None), name


@every_task
def test_right_answers_of_every_style_have_full_marks(course, task):
    """Loops, strides, FFT, einsum, lists, float32: what is right has all points, and no mistake's name."""
    full_marks(course, task, ["ada"])


@pytest.mark.slow
@every_task
def test_right_answers_have_full_marks_with_every_seed(course, task):
    """The numbers that a student happens to get decide nothing: two hundred students."""
    full_marks(course, task, [f"student {number}" for number in range(200)])


def by_heart(exercise, task):
    """A function that knows the visible checks of a task, and nothing else."""
    right = getattr(reference.load(exercise.name), task)
    known = []

    def remember(*args, **keywords):
        known.append((repr((args, keywords)), right(*args, **keywords)))
        return known[-1][1]

    names = {"__name__": "notebook"}
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        for cell in read_notebook(source_bytes(exercise)):
            if cell.grade_id == task:
                names[task] = remember
            if cell.kind == "code":
                exec(cell.source, names)
            if cell.grade_id == task:
                break
    table = dict(known)

    def answer(*args, **keywords):
        if repr((args, keywords)) in table:
            return table[repr((args, keywords))]
        raise ValueError("not among the visible checks")

    return answer


@every_task
def test_the_visible_checks_by_heart_earn_little(course, task):
    """Who answers the visible calls from a table, and none else, gets at most a fifth of the points."""
    exercise = exercise_with(course, task)
    right = getattr(reference.load(exercise.name), task)
    if not inspect.signature(right).parameters:
        return  # such a function is a table
    points = next(one.points for one in exercise.tasks if one.name == task)
    [(_, lost, _)] = judged(course, task, {"by heart": by_heart(exercise, task)})
    assert points - lost <= points / 5


def nonsense(right):
    """Wrong answers that are nobody's mistake."""
    rng = np.random.default_rng(0)

    def shaped(make):
        def answer(*args, **keywords):
            value = right(*args, **keywords)
            return make(np.shape(value)) if not isinstance(value, (bool, dict)) else make(())

        return answer

    def fails(*args, **keywords):
        raise KeyError("nonsense")

    return {
        "None": lambda *args, **keywords: None,
        "text": lambda *args, **keywords: "right",
        "a number": lambda *args, **keywords: 0.123,
        "its first argument": lambda *args, **keywords: args[0] if args else 0,
        "random": shaped(rng.normal),
        "sevens": shaped(lambda shape: np.full(shape, 7)),
        "fails": fails,
        "a function": lambda *args, **keywords: max,
    }


@every_task
def test_nonsense_earns_no_name(course, task):
    """Where no known mistake explains the answers, none is named."""
    right = getattr(reference.load(exercise_with(course, task).name), task)
    for name, lost, diagnosed in judged(course, task, nonsense(right)):
        assert lost > 0, name
        assert diagnosed is None, name
