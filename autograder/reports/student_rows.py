"""List the students of a class, with what they handed in, what it gave, and which mistakes it contains."""

import functools
from collections.abc import Mapping, Sequence

from autograder.course.config import Course, Exercise
from autograder.grading.result import Result
from autograder.reports.attention import unwritten_points
from autograder.reports.class_data import CellData, StudentData
from autograder.reports.class_list import ClassList, Key
from autograder.reports.marks import NO_MARKS
from autograder.reports.total import waiting

# The states of a student's work on an exercise.
GRADED, WAITING, UNWRITTEN = "graded", "waiting for a person", "nothing written"
UNREADABLE, ERROR, NOT_RECORDED = "unreadable", "error", "not recorded"
NOT_YET, WITHDRAWN, NOTHING = "not graded yet", "not in submitted/", "not handed in"
MOST_CELLS = 4096  # different cells that are shared
STATES = (GRADED, WAITING, UNWRITTEN, UNREADABLE, ERROR, NOT_RECORDED, NOT_YET, WITHDRAWN, NOTHING)


def student_rows(
    course: Course,
    results: Sequence[Result],
    scores: Mapping[Key, float | None],
    class_list: ClassList,
    known_mistakes: Sequence[str],
) -> list[StudentData]:
    """A row for each student of the class. Of the mistakes, only the known ones are listed, in this order."""
    by_key = {(one.student, one.exercise): one for one in results}
    order = {name: place for place, name in enumerate(known_mistakes)}
    rows = []
    for student in class_list.known(results):
        own = {one.name: by_key.get((student, one.name)) for one in course.exercises}
        cells = tuple(_cell(one, student, own[one.name], scores, class_list) for one in course.exercises)
        made = {
            mistake.name for one in own.values() if one for task in one.tasks for mistake in task.misconceptions
        } & order.keys()
        mistakes = tuple(sorted(made, key=order.__getitem__))
        rows.append(StudentData(student, class_list.names.get(student, ""), _total(cells), cells, mistakes))
    return rows


def _total(cells: Sequence[CellData]) -> float | None:
    known = [one.score for one in cells if one.score is not None]
    return sum(known) if known else None


def _cell(
    exercise: Exercise,
    student: str,
    result: Result | None,
    scores: Mapping[Key, float | None],
    class_list: ClassList,
) -> CellData:
    key = student, exercise.name
    score, late = scores.get(key), key in class_list.late
    if result is None:
        state = NOT_YET if key in class_list.submitted else WITHDRAWN if key in scores else NOTHING
        return _shared_cell(exercise.name, state, score, exercise.max_score, 0.0, late)
    unwritten = unwritten_points(result)
    return _shared_cell(exercise.name, _state(result, score, class_list), score, exercise.max_score, unwritten, late)


_shared_cell = functools.lru_cache(MOST_CELLS, typed=True)(CellData)  # one object for all students with the same cell


def _state(result: Result, score: float | None, class_list: ClassList) -> str:
    if result.status != "graded":
        return result.status
    if waiting(result, class_list.marks.get((result.student, str(result.exercise)), NO_MARKS)):
        return WAITING
    if score is None:
        return NOT_RECORDED
    written = any(answer.text for answer in result.written)
    is_empty = all(task.status == "missing" for task in result.tasks) and not written
    return UNWRITTEN if is_empty and not score else GRADED
