"""Judge functions of this process by the hidden tests of the real course, task by task."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pytest

from autograder.course.config import Course, Exercise
from autograder.course.content import load_reference
from autograder.course.loading import load_course
from autograder.grading.diagnosis import diagnose
from autograder.grading.hidden_tests import collect
from autograder.grading.misconceptions import misconceptions_of
from tests.conftest import REPOSITORY
from tests.grading.in_process import run

COURSE = load_course(REPOSITORY)
TASKS = [pytest.param(exercise, task, id=task) for exercise in COURSE.exercises for task in exercise.task_names]
every_task = pytest.mark.parametrize(("exercise", "task"), TASKS)


@dataclass(frozen=True)
class Judgement:
    """How a function did for one student: the points that it lost, and the name of the mistake that was found."""

    function: str
    lost: float
    mistake: str | None


def judge(
    exercise: Exercise,
    task: str,
    functions: Mapping[str, Callable],
    students: Sequence[str] = ("ada",),
    course: Course = COURSE,
) -> Iterator[Judgement]:
    """Run the task's hidden tests on each function with the numbers of each student."""
    tests, known, right = collect(exercise), misconceptions_of(exercise, task), reference_of(exercise, task)
    for name, function in functions.items():
        for student in students:
            outcomes = run(tests, course, task, function, student)
            observed = [one for outcome in outcomes for one in outcome.observed]
            lost = sum(outcome.points for outcome in outcomes if outcome.error is not None)
            mistake = diagnose(task, observed, right, known) if lost else None
            yield Judgement(name, lost, mistake.name if mistake else None)


def reference_of(exercise: Exercise, task: str) -> Callable:
    """The reference solution of a task."""
    return getattr(load_reference(exercise), task)


def mistakes_of(exercise: Exercise, task: str) -> dict[str, Callable]:
    """The task's known mistakes by their names."""
    return {mistake.name: mistake.function for mistake in misconceptions_of(exercise, task)}
