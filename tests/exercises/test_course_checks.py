"""What `autograder check` asks of a course holds for this one: no leaks, current releases, pictures for all."""

from dataclasses import replace

import pytest

from autograder.authoring.readable import faults_of
from autograder.proving.checks import CHECKS
from tests.exercises.judging import COURSE, every_exercise

OF_ALL = [one for one in CHECKS if one.of_course or one.together]
OF_EACH = [one for one in CHECKS if one not in OF_ALL]


def names(checks):
    return pytest.mark.parametrize("check", checks, ids=lambda check: check.find.__name__)


@every_exercise
def test_every_exercise_can_be_checked(exercise):
    """No check is skipped because a file of the exercise is missing or cannot be read."""
    assert list(faults_of(exercise)) == []


@names(OF_EACH)
@every_exercise
def test_every_check_of_an_exercise_finds_nothing(check, exercise):
    """Right functions are drawn and have full marks, stubs score 0, and the release is what the sources say."""
    assert check.find(replace(COURSE, exercises=(exercise,))) == []


@names(OF_ALL)
def test_every_check_of_the_course_finds_nothing(check):
    """Tables and the handout are current, and no release has what is secret in another exercise."""
    assert check.find(COURSE) == []
