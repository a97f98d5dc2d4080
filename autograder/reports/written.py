"""Count the written answers of a class, and those that a person still has to grade."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from autograder.course.config import Course
from autograder.grading.result import Result
from autograder.reports.marks import NO_MARKS, Marks
from autograder.reports.text import counted
from autograder.reports.total import waiting

WAITING = "{}: {} to {} {} for a person: `make lab`, then Nbgrader, Formgrader, Manual Grading"


@dataclass(frozen=True)
class WrittenCount:
    """A written task, the number of `submissions` with an answer, and how many of these are `waiting` for a person.

    `share` is the mean share of the task's points in the answers that have points; None if none has.
    """

    exercise: str
    task: str
    submissions: int
    waiting: int
    share: float | None


def written_counts(
    course: Course, results: Iterable[Result], marks: Mapping[tuple[str, str], Marks]
) -> list[WrittenCount]:
    """The counts of each written task, in the course's order."""
    results = list(results)
    return [
        _count(exercise.name, task.name, task.points, [one for one in results if one.exercise == exercise.name], marks)
        for exercise in course.exercises
        for task in exercise.written
    ]


def _count(
    exercise: str, task: str, points: float, results: Iterable[Result], marks: Mapping[tuple[str, str], Marks]
) -> WrittenCount:
    written, open_answers, given = 0, 0, []
    for result in results:
        own = marks.get((result.student, exercise), NO_MARKS)
        written += any(one.task == task and one.text for one in result.written)
        open_answers += any(one.task == task for one in waiting(result, own))
        manual = own.of(task).manual
        given += [] if manual is None else [manual / points]
    return WrittenCount(exercise, task, written, open_answers, sum(given) / len(given) if given else None)


def waiting_remarks(counts: Iterable[WrittenCount]) -> list[str]:
    """What to say about the tasks with answers that a person has to grade."""
    return [
        WAITING.format(one.exercise, counted(one.waiting, "answer"), one.task, "waits" if one.waiting == 1 else "wait")
        for one in counts
        if one.waiting
    ]
