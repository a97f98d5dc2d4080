"""Summarize a class: how it did in each task, and which known mistakes it made."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from autograder.course.config import Course, Task
from autograder.grading.misconceptions import Misconception, find_misconception
from autograder.grading.result import Result, TaskResult


@dataclass(frozen=True)
class TaskStatistics:
    """One task: in how many `submissions` it was graded, in how many it is solved completely or partly.

    `share` is the mean share of the task's points, between 0 and 1.
    """

    exercise: str
    task: str
    submissions: int
    solved: int
    partly_solved: int
    share: float


@dataclass(frozen=True)
class MisconceptionCount:
    """A known mistake and the number of submissions that contain it."""

    exercise: str
    misconception: Misconception
    submissions: int


def task_statistics(course: Course, results: Iterable[Result]) -> list[TaskStatistics]:
    """The statistics of each task that was graded at least once, in the course's order."""
    by_task: dict[tuple[str | None, str], list[TaskResult]] = defaultdict(list)
    for result in results:
        for task_result in result.tasks:  # none if the submission has no score
            by_task[result.exercise, task_result.task].append(task_result)
    return [
        _statistics(exercise.name, task, by_task[exercise.name, task.name])
        for exercise in course.exercises
        for task in exercise.tasks
        if (exercise.name, task.name) in by_task
    ]


def _statistics(exercise: str, task: Task, results: Sequence[TaskResult]) -> TaskStatistics:
    return TaskStatistics(
        exercise=exercise,
        task=task.name,
        submissions=len(results),
        solved=sum(result.status == "passed" for result in results),
        partly_solved=sum(result.status == "partial" for result in results),
        share=sum(result.score for result in results) / (len(results) * task.points),
    )


def misconception_counts(course: Course, results: Iterable[Result]) -> list[MisconceptionCount]:
    """The known mistakes that the class made, the most frequent first."""
    made = Counter(
        (result.exercise, task.task, task.misconception)
        for result in results
        for task in result.tasks
        if result.exercise is not None and task.misconception is not None
    )
    counts = []
    for (exercise, task, name), count in sorted(made.items(), key=lambda item: (-item[1], item[0])):
        misconception = find_misconception(course.exercise(exercise), task, name)
        if misconception is not None:  # results can be older than the list of mistakes
            counts.append(MisconceptionCount(exercise, misconception, count))
    return counts
