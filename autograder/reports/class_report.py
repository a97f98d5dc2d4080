"""Write the class report: the page of the class, and the same as data."""

from collections.abc import Sequence
from pathlib import Path

from autograder.course.config import Course
from autograder.course.paths import ClassPaths, write_atomic
from autograder.grading.result import Result
from autograder.reports.attention import attention_of
from autograder.reports.changes import Change, changes_csv
from autograder.reports.class_data import ClassData, SimilarPair
from autograder.reports.class_list import ClassList
from autograder.reports.class_page import class_page
from autograder.reports.grades_csv import Scores, grades_csv
from autograder.reports.item_statistics import item_statistics
from autograder.reports.mistakes import Load, mistakes_of
from autograder.reports.overview import exercise_data, handed_in, total_data
from autograder.reports.statistics import doubtful_tests, own_tests_statistics, task_statistics
from autograder.reports.student_rows import student_rows
from autograder.reports.written import written_counts
from autograder.sandbox.limits import UNSAFE

PAGE, DATA, ITEMS = "index.html", "class.json", "items.csv"
STAMP = '<meta name="stamp" content="{}">'
HEAD = 300  # bytes at the beginning of a page in which its stamp is


def write_report(
    paths: ClassPaths,
    course: Course,
    results: Sequence[Result],
    scores: Scores,
    class_list: ClassList | None = None,
    changes: Sequence[Change] = (),
    similar: Sequence[SimilarPair] = (),
    load: Load | None = None,
    stamp: str = "",
) -> None:
    """Write the page of the class, class.json and items.csv.

    `scores` are the final ones of the gradebook. `load` finds whole results, for examples. `stamp` is written into the
    page: `is_written` finds it there.
    """
    data = class_data(course, results, scores, class_list or ClassList(), changes, similar, load)
    write_atomic(paths.report / DATA, data.to_json())
    write_atomic(paths.report / ITEMS, data.items_csv())
    write_atomic(paths.report / PAGE, class_page(data, stamp))  # last, because it has the stamp


def write_tables(
    paths: ClassPaths,
    course: Course,
    results: Sequence[Result],
    scores: Scores,
    class_list: ClassList | None = None,
    changes: Sequence[Change] = (),
) -> None:
    """Write grades.csv and changes.csv."""
    write_atomic(paths.report / "grades.csv", grades_csv(course, results, scores, class_list))
    write_atomic(paths.report / "changes.csv", changes_csv(changes))


def is_written(paths: ClassPaths, stamp: str) -> bool:
    """Whether the page with this stamp, and the data beside it, are there."""
    return _head(paths.report / PAGE).find(STAMP.format(stamp)) > 0 and all(
        (paths.report / name).is_file() for name in (DATA, ITEMS)
    )


def _head(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file.read(HEAD).decode("utf-8", "replace")
    except OSError:
        return ""


def class_data(
    course: Course,
    results: Sequence[Result],
    scores: Scores,
    class_list: ClassList,
    changes: Sequence[Change] = (),
    similar: Sequence[SimilarPair] = (),
    load: Load | None = None,
) -> ClassData:
    """Everything that the page and class.json say."""
    doubtful = doubtful_tests(results)
    mistakes = mistakes_of(course, results, load)
    rows = student_rows(course, results, scores, class_list, [one.name for one in mistakes])
    exercises = exercise_data(course, rows, task_statistics(course, results))
    return ClassData(
        course=course.id,
        title=course.title,
        students=len(rows),
        handed_in=handed_in(rows),
        total=total_data(rows, exercises),
        exercises=tuple(exercises),
        attention=tuple(attention_of(course, results, scores, class_list, doubtful, similar)),
        mistakes=tuple(mistakes),
        items=tuple(item_statistics(course, results, doubtful)),
        rows=tuple(rows),
        similar=tuple(similar),
        own_tests=tuple(own_tests_statistics(course, results)),
        written=tuple(written_counts(course, results, class_list.marks)),
        changes=tuple(changes),
        unconfined=sum(result.tier == UNSAFE for result in results),
    )
