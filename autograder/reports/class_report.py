"""Write the class report: the page of the class, and grades.csv."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from autograder.course.config import Course
from autograder.course.paths import ClassPaths, write_atomic
from autograder.grading.result import Result, file_remarks
from autograder.reports.html import render_stream
from autograder.reports.statistics import misconception_counts, task_statistics
from autograder.reports.text import number, printable
from autograder.sandbox.limits import UNSAFE

FORMULA_SIGNS = ("=", "+", "-", "@")  # with these, a spreadsheet takes a text for a formula

# (student, exercise) → the gradebook's final score; None if it has none
Scores = Mapping[tuple[str, str], float | None]


def write_report(paths: ClassPaths, course: Course, results: Sequence[Result], scores: Scores) -> None:
    """Write the page of the class and grades.csv. `scores` are the final ones of the gradebook."""
    html = render_stream(
        "report.html",
        course=course,
        students=sorted({result.student for result in results}),
        results={(result.student, result.exercise): result for result in results},
        task_statistics=task_statistics(course, results),
        misconception_counts=misconception_counts(course, results),
        unconfined=sum(result.tier == UNSAFE for result in results),
        ungraded=[result for result in results if result.status != "graded" and _final(result, scores) is None],
    )
    write_atomic(paths.report / "index.html", html)
    write_atomic(paths.report / "grades.csv", grades_csv(course, results, scores))


def grades_csv(course: Course, results: Sequence[Result], scores: Scores) -> str:
    """The table of final scores, with one row for each student.

    A submission without a score is an empty cell and a remark, never a 0. So is the total of a student without any.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["student", *course.names, "total", "max_total", "remarks"])
    by_student = defaultdict(list)
    for result in results:
        by_student[result.student].append(result)
    for student, own in sorted(by_student.items()):
        writer.writerow(_row(course, student, own, scores))
    return text.getvalue()


def _row(course: Course, student: str, results: Sequence[Result], scores: Scores) -> list[str]:
    points = [scores.get((student, exercise)) for exercise in course.names]
    remarks = "; ".join(f"{one.exercise}: {text}" for one in results for text in _remarks(one, scores))
    known = [point for point in points if point is not None]
    total = sum(known) if known else None
    most = sum(exercise.max_score for exercise in course.exercises)
    return [_spreadsheet_text(student), *map(_cell, points), _cell(total), number(most), remarks]


def _cell(points: float | None) -> str:
    return "" if points is None else number(points)


def _remarks(result: Result, scores: Scores) -> Iterator[str]:
    """What the instructor must know about a result: why it has no score, and what is odd about its file."""
    if result.status != "graded":
        yield result.status
    elif _final(result, scores) is None:
        yield "not recorded"
    yield from (remark.rstrip(".") for remark in file_remarks(result))


def _final(result: Result, scores: Scores) -> float | None:
    assert result.exercise is not None  # only single files can be of an unknown exercise
    return scores.get((result.student, result.exercise))


def _spreadsheet_text(text: str) -> str:
    """Text that a spreadsheet does not take for a formula."""
    shown = printable(text)
    return f"'{shown}" if text.lstrip().startswith(FORMULA_SIGNS) else shown
