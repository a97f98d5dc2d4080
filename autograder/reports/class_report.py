"""Write the class report: the page of the class, and grades.csv."""

import csv
import io
from collections import defaultdict
from collections.abc import Mapping, Sequence

from autograder.course.config import Course
from autograder.course.paths import ClassPaths, write_atomic
from autograder.grading.result import Result
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

    A submission without a score is an empty cell and a remark, never a 0.
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
    states = {result.exercise: _state(result, scores) for result in results}
    remarks = "; ".join(f"{exercise}: {state}" for exercise, state in states.items() if state != "graded")
    total = sum(point for point in points if point is not None)
    most = sum(exercise.max_score for exercise in course.exercises)
    cells = ["" if point is None else number(point) for point in points]
    return [_spreadsheet_text(student), *cells, number(total), number(most), remarks]


def _state(result: Result, scores: Scores) -> str:
    """The status of a result; for one that is graded but has no score in the gradebook "not recorded"."""
    if result.status == "graded" and _final(result, scores) is None:
        return "not recorded"
    return result.status


def _final(result: Result, scores: Scores) -> float | None:
    assert result.exercise is not None  # only single files can be of an unknown exercise
    return scores.get((result.student, result.exercise))


def _spreadsheet_text(text: str) -> str:
    """Text that a spreadsheet does not take for a formula."""
    shown = printable(text)
    return f"'{shown}" if text.lstrip().startswith(FORMULA_SIGNS) else shown
