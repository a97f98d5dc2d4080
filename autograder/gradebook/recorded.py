"""Read what nbgrader's database says about each submission, from the rows of its grades and comments.

A class can have thousands of submissions. So what many of them have in common is one object in memory.
"""

import datetime
import functools
import itertools
import sys
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, Table, null, select

from autograder.gradebook import versions
from autograder.gradebook.mark_rows import marks_from
from autograder.gradebook.rows import NO_TIME, extension_of, final_score, seconds_late
from autograder.reports.marks import NO_MARKS, Marks

Key = tuple[str, str]  # student and exercise
ROWS = 1000  # that are in memory at a time
MOST_SCORES = 4096  # different scores of submissions that are shared
Tables = Mapping[str, Table]  # nbgrader's, by name


@dataclass(frozen=True, slots=True)
class Recorded:
    """What the gradebook knows about one submission.

    `automatic` has the automatic score of each graded cell, by `grade_id`. `timestamp` and `due` are in UTC. `late`
    says whether the submission is late or has a late penalty. `final` is the score with manual grades, extra credit and
    penalties; it is None if a person has to grade a cell with points first. `marks` are those of people, and the late
    penalty. `version` is that of the submission; None if it is not known (`versions.py`).
    """

    automatic: Mapping[str, float | None]
    timestamp: datetime.datetime | None
    late: bool
    final: float | None
    marks: Marks = NO_MARKS
    due: datetime.datetime | None = None
    extension: datetime.timedelta = NO_TIME
    version: str | None = None


def recorded_in(connection: Connection, tables: Tables, students: Collection[str] | None) -> dict[Key, Recorded]:
    """(student, exercise) → what is recorded of that submission; only of these `students`, unless that is None."""
    grades, comments = _all_grades(tables, versions.are_known(connection)), _all_comments(tables)
    if students is not None:
        submitted = tables["submitted_assignment"]
        grades, comments = (query.where(submitted.c.student_id.in_(students)) for query in (grades, comments))
    texts: dict[Key, dict[str, str]] = {}
    for row in connection.execute(comments):
        texts.setdefault((row.student, row.exercise), {})[row.cell] = row.manual_comment
    rows = connection.execution_options(yield_per=ROWS).execute(grades).mappings()
    submissions = itertools.groupby(rows, key=lambda row: (sys.intern(row["student"]), sys.intern(row["exercise"])))
    return {place: _recorded(list(own), texts.get(place, {})) for place, own in submissions}


def _all_comments(tables: Tables) -> Select[Any]:
    """One row for each comment that a person wrote."""
    comment, cell, notebook = tables["comment"], tables["base_cell"], tables["submitted_notebook"]
    submitted, assignment = tables["submitted_assignment"], tables["assignment"]
    place = submitted.c.student_id.label("student"), assignment.c.name.label("exercise")
    return (
        select(*place, cell.c.name.label("cell"), comment.c.manual_comment)
        .select_from(comment)
        .join(cell, cell.c.id == comment.c.cell_id)
        .join(notebook, notebook.c.id == comment.c.notebook_id)
        .join(submitted, submitted.c.id == notebook.c.assignment_id)
        .join(assignment, assignment.c.id == submitted.c.assignment_id)
        .where(comment.c.manual_comment.is_not(None), comment.c.manual_comment != "")
    )


def _all_grades(tables: Tables, with_versions: bool) -> Select[Any]:
    """One row for each grade, with what its submission needs beside it. A submission's rows come together."""
    digests = versions.VERSIONS
    grade, cell, notebook = tables["grade"], tables["base_cell"], tables["submitted_notebook"]
    submitted, assignment, graded = tables["submitted_assignment"], tables["assignment"], tables["grade_cells"]
    columns = (
        submitted.c.student_id.label("student"), assignment.c.name.label("exercise"),
        submitted.c.timestamp, assignment.c.duedate, submitted.c.extension,
        notebook.c.id.label("notebook"), notebook.c.late_submission_penalty.label("penalty"),
        cell.c.name.label("cell"), grade.c.auto_score, grade.c.manual_score, grade.c.extra_credit,
        grade.c.needs_manual_grade, graded.c.max_score, digests.c.digest if with_versions else null().label("digest"),
    )  # fmt: skip
    query = (
        select(*columns)
        .select_from(submitted)
        .join(assignment, assignment.c.id == submitted.c.assignment_id)
        .join(notebook, notebook.c.assignment_id == submitted.c.id)
        .join(grade, grade.c.notebook_id == notebook.c.id)
        .join(cell, cell.c.id == grade.c.cell_id)
        .join(graded, graded.c.id == cell.c.id)
        .order_by(submitted.c.id, notebook.c.id)
    )
    return query.outerjoin(digests, digests.c.notebook_id == notebook.c.id) if with_versions else query


def _recorded(grades: Sequence[RowMapping], comments: Mapping[str, str]) -> Recorded:
    """What is recorded of one submission, from the rows of its grades and the comments on its cells."""
    first = grades[0]
    penalties = {grade["notebook"]: grade["penalty"] for grade in grades if grade["penalty"] is not None}
    late = bool(penalties) or seconds_late(first["timestamp"], first["duedate"], first["extension"]) > 0
    final = None
    needed = [grade for grade in grades if grade["max_score"]] or grades  # 0 points wait for nobody
    if all(grade["auto_score"] is not None or grade["manual_score"] is not None for grade in needed):
        points = sum(final_score(one["auto_score"], one["manual_score"], one["extra_credit"]) for one in grades)
        final = max(0.0, points - sum(penalties.values()))
    return Recorded(
        shared_scores(*((sys.intern(grade["cell"]), grade["auto_score"]) for grade in grades)),
        first["timestamp"],
        late,
        final,
        marks_from({grade["cell"]: grade for grade in grades}, comments, penalties.values()),
        first["duedate"],
        extension_of(first["extension"]),
        first["digest"],
    )


@functools.lru_cache(MOST_SCORES)
def shared_scores(*scores: tuple[str, float | None]) -> Mapping[str, float | None]:
    """Cell → score: one object for all submissions with the same scores."""
    return dict(scores)
