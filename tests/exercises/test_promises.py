"""Every task of this course keeps the promises of `autograder prove`: for one student, and slowly for two hundred."""

import re

import pytest

from autograder.grading.misconceptions import misconceptions_of
from autograder.proving import prove
from autograder.proving.diagnoses import row
from autograder.proving.promises_right import right_answers_have_full_marks
from autograder.proving.promises_wrong import (
    each_mistake_has_an_answer_that_is_named,
    every_mistake_is_charged_once,
    every_mistake_loses_points_and_is_named,
    every_wrong_answer_is_named,
)
from tests.exercises.judging import COURSE, TASKS, every_task

LONG = (every_mistake_loses_points_and_is_named, every_wrong_answer_is_named)  # hundreds of answers for some tasks
QUICK = [
    *(promise for promise in prove.PROMISES if promise not in (*LONG, every_mistake_is_charged_once)),
    each_mistake_has_an_answer_that_is_named,  # a sample of LONG that has every mistake of every task
]


def names(promises):
    return pytest.mark.parametrize("promise", promises, ids=lambda promise: promise.__name__)


@names(QUICK)
@every_task
def test_every_promise_is_kept(exercise, task, promise):
    """Right answers have full marks, wrong ones lose points and are named, and nonsense fails."""
    assert promise(COURSE, exercise, task, ["ada"]) == []


@pytest.mark.slow
@every_task
def test_right_answers_have_full_marks_with_every_seed(exercise, task):
    """The numbers that a student happens to get decide nothing: two hundred students."""
    students = [f"student {number}" for number in range(200)]
    assert right_answers_have_full_marks(COURSE, exercise, task, students) == []


@pytest.mark.slow
@names(LONG)
@every_task
def test_every_long_promise_is_kept(exercise, task, promise):
    """Each mistake in all its outcomes, and each wrong answer in all its styles, loses points and is named."""
    assert promise(COURSE, exercise, task, ["ada"]) == []


@pytest.mark.slow
@every_task
def test_a_mistake_is_charged_once(exercise, task):
    """A mistake fails only tests that are about it, and the same ones for every student."""
    assert every_mistake_is_charged_once(COURSE, exercise, task, ["ada", "ben", "cleo"]) == []


@pytest.mark.slow
@names(prove.SLOW)
@every_task
def test_every_slow_promise_is_kept(exercise, task, promise):
    """The type of a wrong answer does not hide the mistake, and a mistake costs no other task."""
    assert promise(COURSE, exercise, task) == []


@pytest.mark.slow
def test_pairs_of_mistakes_are_named():
    """Of two mistakes at once, both are named nearly always, and nothing else ever."""
    pairs = [row(COURSE, *task.values) for task in TASKS]
    total = sum((one.composed for one in pairs[1:]), pairs[0].composed)
    assert total.count >= 200
    assert total.all >= 0.8 * total.count
    assert total.some >= 0.95 * total.count
    assert total.wrong == 0, total.others


@every_task
def test_mistakes_are_explained(exercise, task):
    """Each task has as many mistakes as the course demands, each with a sentence, a hint and a section of the notes."""
    known = misconceptions_of(exercise, task)
    assert len(known) >= COURSE.demands.mistakes
    assert len({mistake.name for mistake in known}) == len(known)
    for mistake in known:
        assert re.fullmatch(r"[A-Z“].{20,220}[.?]", mistake.explanation), mistake.name
        assert re.fullmatch(r".{10,200}[.?]", mistake.hint), mistake.name
        assert re.match(r"§\d", mistake.section), mistake.name
