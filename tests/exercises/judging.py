"""The real course, and its tasks as parameters of tests."""

from collections.abc import Callable

import pytest

from autograder.course.config import Exercise
from autograder.course.content import load_reference
from autograder.course.loading import load_course
from tests.conftest import REPOSITORY

COURSE = load_course(REPOSITORY)
TASKS = [pytest.param(exercise, task, id=task) for exercise in COURSE.exercises for task in exercise.task_names]
every_task = pytest.mark.parametrize(("exercise", "task"), TASKS)
every_exercise = pytest.mark.parametrize("exercise", COURSE.exercises, ids=lambda exercise: exercise.name)


def reference_of(exercise: Exercise, task: str) -> Callable:
    """The reference solution of a task."""
    return getattr(load_reference(exercise), task)
