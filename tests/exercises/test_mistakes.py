"""Known mistakes: each loses points and gets its name, alone and together with another, however a student writes it."""

import re

import numpy as np
import pytest

from autograder.grading.calls import call_outcome
from autograder.grading.hidden_tests import collect
from autograder.grading.misconceptions import misconceptions_of, model_of
from autograder.grading.observations import agrees
from autograder.proving.answers import wrong_answers
from autograder.proving.diagnoses import expected, row
from autograder.proving.fairness import costs
from autograder.proving.in_process import graded
from autograder.proving.slipped import mistakes
from autograder.proving.special_cases import legal_calls
from autograder.sandbox import Observed
from tests.exercises.judging import COURSE, TASKS, every_task, judgements, reference_of


def functions_with_mistakes(exercise, task):
    """Name of a mistake → a function that makes it, computed by the task's model."""
    model, reference = model_of(exercise, task), reference_of(exercise, task)
    return {mistake.name: mistake.function(model, reference) for mistake in mistakes(model)}


@every_task
def test_a_task_has_enough_mistakes_and_explains_them(exercise, task):
    """Each task has as many mistakes as the course demands, each with a sentence, a hint and a section of the notes."""
    known = misconceptions_of(exercise, task)
    assert len(known) >= COURSE.demands.mistakes
    assert len({mistake.name for mistake in known}) == len(known)
    for mistake in known:
        assert re.fullmatch(r"[A-Z“].{20,220}[.?]", mistake.explanation), mistake.name
        assert re.fullmatch(r".{10,200}[.?]", mistake.hint), mistake.name
        assert re.match(r"§\d", mistake.section), mistake.name


@every_task
def test_a_model_without_slips_is_right(exercise, task):
    """Without slips, a model computes what the reference computes."""
    model, reference = model_of(exercise, task), reference_of(exercise, task)
    for call in legal_calls(exercise, task):
        right = Observed(task, [(call.args, call.kwargs)], "results", [call_outcome(reference, call)])
        assert agrees([call_outcome(model().compute, call)], right), str(call)


@every_task
def test_every_mistake_loses_points_and_is_named(exercise, task):
    """No known mistake gets full marks, and each is distinguished from all others."""
    for name, verdict in judgements(exercise, task, functions_with_mistakes(exercise, task)):
        assert verdict.lost > 0, name
        own, outcome = re.match(r"(\w+)( \(\d+\))?", name).groups()
        assert verdict.names == (own,) or (outcome and verdict.names), name  # another outcome may be one of two slips
        assert verdict.unexplained == (), name


@every_task
def test_every_wrong_answer_is_named(exercise, task):
    """A mistake that a student writes, with loops, slices or lists, has its name, and no other."""
    for answer in wrong_answers(exercise, task):
        [(_, verdict)] = judgements(exercise, task, {str(answer): answer.function}, ["ben"])
        assert verdict.lost > 0, str(answer)
        assert set(verdict.names) == expected(exercise, task, answer.slips), str(answer)


def test_every_mistake_is_written_out_as_a_student_writes_it():
    """Each slip and each missing check occurs in a wrong answer of at least one of the tasks that have it."""
    written, known = set(), set()
    for exercise, task in (one.values for one in TASKS):
        written |= {slip for answer in wrong_answers(exercise, task) for slip in answer.slips}
        known |= {mistake.name for mistake in misconceptions_of(exercise, task)}
    assert known - written == set()


@pytest.mark.slow
@every_task
def test_a_mistake_is_charged_once(exercise, task):
    """A mistake fails only tests that are about it, and the same ones for every student."""
    for cost in costs(COURSE, exercise, task, students=3):
        assert not cost.problems, cost


@pytest.mark.slow
def test_pairs_of_mistakes_are_named():
    """Of two mistakes at once, both are named nearly always, and nothing else ever."""
    pairs = [row(COURSE, *task.values) for task in TASKS]
    total = sum((one.composed for one in pairs[1:]), pairs[0].composed)
    assert total.count >= 200
    assert total.all >= 0.8 * total.count
    assert total.some >= 0.95 * total.count
    assert total.wrong == 0, total.others


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
    for name, function in functions_with_mistakes(exercise, task).items():
        for way, verdict in judgements(exercise, task, other_types(function), ["cleo"]):
            assert verdict.names == (name.split(" (")[0],), (name, way)


@pytest.mark.slow
@every_task
def test_a_mistake_costs_no_other_task(exercise, task):
    """A function that calls a wrong one loses nothing because of it."""
    for name, function in functions_with_mistakes(exercise, task).items():
        results = graded(collect(exercise), COURSE, **{task: function})
        lost = [other for other, result in results.items() if other != task and result.score < result.max_score]
        assert not lost, name
