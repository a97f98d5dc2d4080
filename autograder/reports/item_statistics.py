"""Compute the figures of each task and each hidden test of a class: docs/class-report.md explains them."""

from collections.abc import Iterable, Sequence

import numpy as np

from autograder.course.config import Course, Exercise
from autograder.grading.result import Result, TaskResult
from autograder.reports.class_data import ItemData
from autograder.reports.items import ItemFigures, item_figures, shares_of
from autograder.reports.statistics import DoubtfulTest, doubtful_tests

EVERYBODY = "everybody passes it"
REVERSED = "students who pass it do worse elsewhere"


def item_statistics(
    course: Course, results: Sequence[Result], doubtful: Sequence[DoubtfulTest] | None = None
) -> list[ItemData]:
    """The tasks with points in the course's order, each before its tests. `doubtful` are the `doubtful_tests`."""
    doubtful = doubtful_tests(results) if doubtful is None else doubtful
    doubts = {(one.exercise, one.task, one.test): one.why for one in doubtful}
    items: list[ItemData] = []
    for exercise in course.exercises:
        graded = [one for one in results if one.exercise == exercise.name and one.tasks]
        items += _of_exercise(exercise, graded, doubts)
    return items


def _of_exercise(
    exercise: Exercise, results: Sequence[Result], doubts: dict[tuple[str, str, str], str]
) -> Iterable[ItemData]:
    there = {task.task for result in results for task in result.tasks}
    points = {task.name: task.points for task in exercise.tasks if task.points and task.name in there}
    found: dict[str, dict[str, None]] = {name: {} for name in points}  # in the order in which they are first seen
    for task in (task for result in results for task in result.tasks if task.task in points):
        found[task.task].update(dict.fromkeys(_names(task)))
    tests = {name: list(names) for name, names in found.items()}
    places = [(name, test) for name in points for test in tests[name]]
    of_tests = item_figures(shares_of((_passed(result, places) for result in results), len(places), np.float16))
    of_tasks = item_figures(
        shares_of((_shares(result, points) for result in results), len(points)), list(points.values())
    )
    figures = dict(zip([(name, "") for name in points], of_tasks, strict=True))
    figures |= dict(zip(places, of_tests, strict=True))
    for name in points:
        for test in ("", *tests[name]):
            one = figures[name, test]
            flags = _flags(one, doubts.get((exercise.name, name, test), "")) if test else ()
            yield ItemData(
                exercise.name, name, test, points[name] if not test else 0.0, len(results), one.attempted, one.solved,
                one.share, one.discrimination, flags,
            )  # fmt: skip


def _names(task: TaskResult) -> list[str]:
    return [] if task.own_tests is not None else [test.name for test in task.tests]


def _passed(result: Result, places: Sequence[tuple[str, str]]) -> list[float | None]:
    """For each test of a task: 1 if it passed, 0 if not, None if the student has not attempted the task."""
    values = {"passed": 1.0, "missing": None}
    own = {(task.task, test.name): values.get(test.verdict, 0.0) for task in result.tasks for test in task.tests}
    return [own.get(place) for place in places]


def _shares(result: Result, tasks: Iterable[str]) -> list[float | None]:
    own = {task.task: task for task in result.tasks}
    return [_share(own.get(name)) for name in tasks]


def _share(task: TaskResult | None) -> float | None:
    return None if task is None or task.status == "missing" or not task.max_score else task.score / task.max_score


def _flags(figures: ItemFigures, doubt: str) -> tuple[str, ...]:
    flags = {doubt: bool(doubt), EVERYBODY: figures.everybody, REVERSED: figures.reversed}
    return tuple(text for text, is_set in flags.items() if is_set)
