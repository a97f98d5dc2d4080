"""Do some work for every task of a course, in several processes."""

import warnings
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Any, TypeVar

from autograder.course.config import Course, Exercise
from autograder.course.validation import similar
from autograder.errors import UsageError

Result = TypeVar("Result")
TaskOf = tuple[Exercise, str]


def chosen_tasks(course: Course, names: Sequence[str] = ()) -> list[TaskOf]:
    """The tasks with these names, and those of the exercises with these names; without names, all tasks of the course.

    Raises UsageError for an unknown name.
    """
    every = [(exercise, task) for exercise in course.exercises for task in exercise.task_names]
    known = [*course.names, *dict.fromkeys(task for _, task in every)]
    for name in names:
        if name not in known:
            meant = similar(name, known) or f" There are: {', '.join(known)}."
            raise UsageError(f"The course has no exercise and no task {name!r}.{meant}")
    return [(exercise, task) for exercise, task in every if not names or {exercise.name, task} & set(names)]


def for_each_task(
    course: Course, work: Callable[..., Result], tasks: Sequence[TaskOf], *more: object
) -> Iterator[tuple[str, Result]]:
    """Each task's name, and what `work(course, exercise, task, *more)` returns for it."""
    calls = [(work, course, exercise, task, *more) for exercise, task in tasks]
    yield from zip([task for _, task in tasks], in_processes(calls), strict=True)


def in_processes(calls: Sequence[tuple[Any, ...]]) -> Iterator[Any]:
    """The results of these calls in order, each a function and its arguments, computed by as many processes as cores.

    When the iterator is closed early, calls that have not begun are left out.
    """
    with ProcessPoolExecutor(initializer=_without_warnings) as pool:
        futures = [pool.submit(*call) for call in calls]
        try:
            yield from (future.result() for future in futures)
        finally:
            pool.shutdown(cancel_futures=True)


def _without_warnings() -> None:
    """Wrong functions divide by zero, and the like: their warnings are no news."""
    warnings.simplefilter("ignore")
