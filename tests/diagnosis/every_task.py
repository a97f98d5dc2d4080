"""Do some work for every task of the course, in several processes."""

import argparse
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import TypeVar

from autograder.course.config import Course, Exercise
from autograder.course.loading import load_course

REPOSITORY = Path(__file__).resolve().parents[2]
Result = TypeVar("Result")
Work = Callable[[Course, Exercise, str], Result]


def task_arguments(description: str | None) -> argparse.ArgumentParser:
    """A command line that names tasks; without names, all tasks of the course are meant."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("task", nargs="*", help="a task of the course; without one, all tasks")
    return parser


def for_each_task(work: Callable[..., Result], tasks: Sequence[str], *more: object) -> Iterator[tuple[str, Result]]:
    """Each task, and what `work(course, exercise, task, *more)` returns for it. Raises SystemExit for unknown names."""
    known = [task for exercise in load_course(REPOSITORY).exercises for task in exercise.task_names]
    unknown = [task for task in tasks if task not in known]
    if unknown:
        raise SystemExit(f"There is no task {', '.join(unknown)}. The tasks are {', '.join(known)}.")
    chosen = [task for task in known if task in tasks or not tasks]
    with ProcessPoolExecutor() as pool:
        yield from zip(chosen, pool.map(_work, chosen, *([one] * len(chosen) for one in (work, more))), strict=True)


def _work(task: str, work: Callable[..., Result], more: tuple[object, ...]) -> Result:
    course = load_course(REPOSITORY)
    exercise = next(exercise for exercise in course.exercises if task in exercise.task_names)
    return work(course, exercise, task, *more)
