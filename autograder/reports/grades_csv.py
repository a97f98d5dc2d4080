"""Write grades.csv: the final scores of a class, with what an instructor must know about each."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence

from autograder.course.config import Course
from autograder.grading.result import Result, file_remarks
from autograder.reports.class_list import ClassList, Key, told_apart
from autograder.reports.marks import EARLIER_VERSION, MARK_COLUMNS, NO_MARKS, Marks, mark_cells
from autograder.reports.student_rows import NOT_YET, WITHDRAWN
from autograder.reports.text import counted, number, spreadsheet_text
from autograder.reports.total import waiting

NAME = "name"  # the last column, from roster.csv
NOTHING = "nothing handed in"

Scores = Mapping[Key, float | None]  # the gradebook's final scores; None if it has none


def grades_csv(
    course: Course, results: Sequence[Result], scores: Scores, class_list: ClassList | None = None
) -> Iterator[str]:
    """The table of final scores, line by line, with one row for each student.

    A submission without a score is an empty cell and a remark, never a 0. So is the total of a student without any. The
    column `not_in_total` names the exercises without a score. The last columns list what people decided,
    and the student's name.
    """
    class_list = class_list or ClassList()
    yield csv_line(["student", *course.names, "total", "max_total", "remarks", "not_in_total", *MARK_COLUMNS, NAME])
    by_key = {(result.student, result.exercise): result for result in results}
    for student in class_list.known(results):
        remarks = [
            f"{exercise}: {text}"
            for exercise in course.names
            for text in _remarks((student, exercise), by_key, scores, class_list)
        ]
        if not remarks and not any((student, exercise) in by_key for exercise in course.names):
            remarks = [NOTHING]
        if student in class_list.alike:
            remarks.append(f"looks like another id: {', '.join(map(told_apart, class_list.alike[student]))}")
        marks = {exercise: class_list.marks.get((student, exercise), NO_MARKS) for exercise in course.names}
        name = spreadsheet_text(class_list.names.get(student, ""))
        yield csv_line([*_row(course, student, scores, remarks), *mark_cells(marks), name])


def csv_line(cells: Sequence[str]) -> str:
    """A row of a CSV file, with the end of the line."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(cells)
    return text.getvalue()


def _row(course: Course, student: str, scores: Scores, remarks: Sequence[str]) -> list[str]:
    points = [scores.get((student, exercise)) for exercise in course.names]
    known = [point for point in points if point is not None]
    total = sum(known) if known else None
    most = sum(exercise.max_score for exercise in course.exercises)
    missing = [exercise for exercise, point in zip(course.names, points, strict=True) if point is None]
    totals = _cell(total), number(most), "; ".join(remarks), "; ".join(missing)
    return [spreadsheet_text(student), *map(_cell, points), *totals]


def _cell(points: float | None) -> str:
    return "" if points is None else number(points)


def _remarks(
    key: Key, results: Mapping[tuple[str, str | None], Result], scores: Scores, class_list: ClassList
) -> Iterator[str]:
    """What the instructor must know about a submission: what is wrong with its file or its time, or with its score."""
    if key in results:
        yield from _result_remarks(results[key], scores, class_list.marks.get(key, NO_MARKS))
    elif key in class_list.submitted:
        yield NOT_YET
    elif key in scores:
        yield WITHDRAWN
    if key in class_list.time_problems:
        yield class_list.time_problems[key]
    for one in class_list.marks.get(key, NO_MARKS).earlier:
        yield f"the manual score of {one.task} {EARLIER_VERSION}"


def _result_remarks(result: Result, scores: Scores, marks: Marks) -> Iterator[str]:
    """Why a result has no score, and what is odd about its file."""
    if result.status != "graded":
        yield f"{result.status}: {' '.join(result.message.split())}" if result.message else result.status
    elif _final(result, scores) is None:
        yield _by_person(result, marks) or "not recorded"
    yield from (remark.rstrip(".") for remark in file_remarks(result))


def _by_person(result: Result, marks: Marks) -> str:
    """What a person still has to grade; "" if that is nothing."""
    open_answers = waiting(result, marks)
    points = float(sum(one.max_score for one in open_answers))
    names = ", ".join(one.task for one in open_answers)
    return f"{counted(points, 'point')} graded by a person: {names}. The tests gave {_tests(result)}" if points else ""


def _tests(result: Result) -> str:
    return f"{number(result.score)} of {number(result.max_score)}"


def _final(result: Result, scores: Scores) -> float | None:
    assert result.exercise is not None  # only single files can be of an unknown exercise
    return scores.get((result.student, result.exercise))
