"""Known mistakes: each loses points and gets its name, however a student writes it."""

import re

import numpy as np
import pytest

from autograder.grading.hidden_tests import collect
from autograder.grading.misconceptions import misconceptions_of
from tests.exercises.judging import COURSE, every_task, judge, mistakes_of
from tests.grading.in_process import functions_of, graded


@every_task
def test_a_task_has_enough_mistakes_and_explains_them(exercise, task):
    """Each task has as many mistakes as the course demands, each with a sentence, a hint and a section of the notes."""
    known = misconceptions_of(exercise, task)
    assert len(known) >= COURSE.demands.mistakes
    for mistake in known:
        assert re.fullmatch(r"[A-Z“].{20,220}[.?]", mistake.explanation), mistake.name
        assert re.fullmatch(r".{10,200}[.?]", mistake.hint), mistake.name
        assert re.match(r"§\d", mistake.section), mistake.name


@every_task
def test_every_mistake_loses_points_and_is_named(exercise, task):
    """No known mistake gets full marks, and each is distinguished from all others."""
    for verdict in judge(exercise, task, mistakes_of(exercise, task)):
        assert verdict.lost > 0, verdict
        assert verdict.mistake == verdict.function


@pytest.mark.slow
@every_task
def test_every_mistake_is_named_in_other_words(exercise, task):
    """A mistake that a student writes in another way, with loops, lists or float32, has the same name."""
    wrong = functions_of(exercise, "wrong", task)
    assert wrong.keys() == mistakes_of(exercise, task).keys()
    for verdict in judge(exercise, task, wrong, ["ben"]):
        assert verdict.lost > 0, verdict
        assert verdict.mistake == verdict.function


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
def test_every_mistake_is_named_whatever_the_types(exercise, task):
    """The type of a wrong answer does not hide the mistake."""
    for name, function in mistakes_of(exercise, task).items():
        for verdict in judge(exercise, task, other_types(function), ["cleo"]):
            assert verdict.mistake == name, verdict


@pytest.mark.slow
@every_task
def test_a_mistake_costs_no_other_task(exercise, task):
    """A function that calls a wrong one loses nothing because of it."""
    for name, function in mistakes_of(exercise, task).items():
        results = graded(collect(exercise), COURSE, **{task: function})
        lost = [other for other, result in results.items() if other != task and result.score < result.max_score]
        assert not lost, name
