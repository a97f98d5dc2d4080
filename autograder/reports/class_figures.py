"""Count what the terminal shows of a class: a few figures and rows, however large the class is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from autograder.course.config import Course
from autograder.grading.result import Result
from autograder.reports.class_data import ExerciseData, Handed, StudentData, TotalData
from autograder.reports.class_list import ClassList, Key
from autograder.reports.mistakes import mistakes_of
from autograder.reports.overview import exercise_data, handed_in, total_data
from autograder.reports.statistics import OwnTestsStatistics, own_tests_statistics, task_statistics
from autograder.reports.student_rows import student_rows
from autograder.sandbox.limits import UNSAFE

MOST_STUDENTS = 40  # the class report shows all of a larger class
MOST_MISTAKES = 10


@dataclass(frozen=True)
class FrequentMistake:
    """A known mistake: how many `students` made it, and in which tasks."""

    students: int
    explanation: str
    tasks: tuple[str, ...]


@dataclass(frozen=True)
class ClassFigures:
    """The figures of a class. `rows` are its first students, `mistakes` those of most students.

    `tiers` are the sandboxes that were used. `unreadable` and `unconfined` are numbers of submissions: of those that
    could not be read, and of those that were graded without a sandbox.
    """

    students: int
    handed_in: Handed
    total: TotalData
    exercises: tuple[ExerciseData, ...]
    rows: tuple[StudentData, ...]
    mistakes: tuple[FrequentMistake, ...]
    own_tests: tuple[OwnTestsStatistics, ...]
    tiers: tuple[int, ...]
    unreadable: int
    unconfined: int


def class_figures(
    course: Course, results: Sequence[Result], scores: Mapping[Key, float | None], class_list: ClassList
) -> ClassFigures:
    """The figures of a class with these results. `scores` are the final ones."""
    rows = student_rows(course, results, scores, class_list, ())
    exercises = exercise_data(course, rows, task_statistics(course, results))
    mistakes = mistakes_of(course, results)[:MOST_MISTAKES]
    return ClassFigures(
        students=len(rows),
        handed_in=handed_in(rows),
        total=total_data(rows, exercises),
        exercises=tuple(exercises),
        rows=tuple(rows[:MOST_STUDENTS]),
        mistakes=tuple(FrequentMistake(len(one.students), one.explanation, one.tasks) for one in mistakes),
        own_tests=tuple(own_tests_statistics(course, results)),
        tiers=tuple(sorted({one.tier for one in results if one.tier is not None})),
        unreadable=sum(one.status == "unreadable" for one in results),
        unconfined=sum(one.tier == UNSAFE for one in results),
    )
