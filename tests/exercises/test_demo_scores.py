"""The demo class of the real course: each student gets the score that the work deserves."""

import tomllib

import pytest

from autograder.authoring.demo_class import CLASS_FILE, demo_submissions
from autograder.proving.demo_scores import scored
from tests.exercises.judging import COURSE

CLASS = demo_submissions(COURSE)
every_submission = pytest.mark.parametrize("one", CLASS, ids=lambda one: f"{one.student}-{one.exercise.name}")


@every_submission
def test_every_score_is_the_deserved_one(one):
    """The status, and the score of each task, are what a fair teacher would give."""
    found = scored(COURSE, one)
    assert found.is_current, (found.result.message, found.said, found.found)


def test_every_student_is_described():
    """The file of the whole class says in a sentence what the work of each student shows."""
    text = (COURSE.shared / CLASS_FILE).read_text(encoding="utf-8")
    described = tomllib.loads(text)
    assert {one.student for one in CLASS} <= set(described)
    assert all(sentence.endswith(".") for sentence in described.values())
