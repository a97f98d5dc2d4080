"""The real course, its tasks as parameters of tests, and what the hidden tests say of functions of this process."""

from collections.abc import Callable, Iterator, Mapping, Sequence

import pytest

from autograder.course.config import Exercise
from autograder.course.content import load_reference
from autograder.course.loading import load_course
from autograder.proving.judge import Judgement, judge
from tests.conftest import REPOSITORY

COURSE = load_course(REPOSITORY)
TASKS = [pytest.param(exercise, task, id=task) for exercise in COURSE.exercises for task in exercise.task_names]
every_task = pytest.mark.parametrize(("exercise", "task"), TASKS)


def judgements(
    exercise: Exercise, task: str, functions: Mapping[str, Callable], students: Sequence[str] = ("ada",)
) -> Iterator[tuple[str, Judgement]]:
    """Judge each function with the numbers of each student. Yields the function's name and the judgement."""
    for name, function in functions.items():
        for student in students:
            yield f"{name} for {student}", judge(COURSE, exercise, task, function, student)


def reference_of(exercise: Exercise, task: str) -> Callable:
    """The reference solution of a task."""
    return getattr(load_reference(exercise), task)
