"""The gradebook: nbgrader's database, read and written for many submissions at a time.

nbgrader's own interface asks the database some thirty times for each submission, and takes longer to import than an
unchanged class to check. Here one transaction serves many, and leaves row by row what `nbgrader autograde` leaves
(rows.py). The tables are nbgrader's own, as they are found in the database.
"""

import contextlib
import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy
from sqlalchemy import and_, case, func, select

from autograder.course import CourseError, shown
from autograder.rows import Entry, ExerciseRows, Penalty

TABLES = (
    "assignment", "notebook", "base_cell", "grade_cells", "solution_cells", "source_cell", "student",
    "submitted_assignment", "submitted_notebook", "grade", "comment",
)  # fmt: skip
WAIT_SECONDS = 60  # for another program that is writing to an SQLite file
REFUSED = """\
The gradebook {} cannot be used: {}. If another program holds it (the formgrader, nbgrader), close that. What was graded
is kept: the same command goes on from here."""


class NoGradebook(Exception):
    """There is no gradebook yet, or none that this version of nbgrader made."""


@dataclass(frozen=True)
class Recorded:
    """What the gradebook says of one submission: `automatic`, the sum of the automatic scores, and `final`, manual
    grades and penalties included. Each is None where a score is missing."""

    automatic: float | None
    final: float | None


def _without_password(url):
    return sqlalchemy.make_url(url).render_as_string(hide_password=True)


class Gradebook:
    """The database at a URL; `name` is what to call it. Use it in a `with` statement.

    Raises NoGradebook where there is none, and CourseError where the database refuses something.
    """

    def __init__(self, url: str):
        self.name = shown(Path(url.partition("///")[2])) if url.startswith("sqlite") else _without_password(url)
        waiting = {"connect_args": {"timeout": WAIT_SECONDS}} if url.startswith("sqlite") else {}
        self.engine = sqlalchemy.create_engine(url, **waiting)
        metadata = sqlalchemy.MetaData()
        try:
            with self._told():
                metadata.reflect(self.engine, only=TABLES)
        except sqlalchemy.exc.InvalidRequestError as error:
            self.engine.dispose()
            raise NoGradebook(str(error)) from None
        self.tables = metadata.tables

    @contextlib.contextmanager
    def _told(self):
        """The database's refusal as an error of the course."""
        try:
            yield
        except sqlalchemy.exc.DBAPIError as error:
            raise CourseError(REFUSED.format(self.name, str(error.orig).strip())) from None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.engine.dispose()

    def released(self, exercise: str) -> tuple[datetime.datetime | None, dict[str, str], dict[str, float]]:
        """What is known of an exercise: when it is due, the source of each marked cell, the points of each graded."""
        assignment, notebook, cell = (self.tables[name] for name in ("assignment", "notebook", "base_cell"))
        source, graded = self.tables["source_cell"], self.tables["grade_cells"]
        own = select(notebook.c.id).join(assignment, assignment.c.id == notebook.c.assignment_id)
        own = own.where(assignment.c.name == exercise, notebook.c.name == exercise).scalar_subquery()
        points = select(cell.c.name, graded.c.max_score).join(graded, graded.c.id == cell.c.id)
        with self.engine.connect() as connection:
            due = connection.scalar(select(assignment.c.duedate).where(assignment.c.name == exercise))
            texts = connection.execute(select(source.c.name, source.c.source).where(source.c.notebook_id == own))
            worth = connection.execute(points.where(cell.c.notebook_id == own))
            return due, dict(map(tuple, texts)), dict(map(tuple, worth))

    def recorded(self) -> dict[tuple[str, str], Recorded]:
        """(student, exercise) → what is recorded of it."""
        assignment, work, sheet, grade = (
            self.tables[name] for name in ("assignment", "submitted_assignment", "submitted_notebook", "grade")
        )
        extra = func.coalesce(grade.c.extra_credit, 0.0)
        final = func.coalesce(grade.c.manual_score + extra, grade.c.auto_score + extra, 0.0)
        nothing = and_(grade.c.auto_score.is_(None), grade.c.manual_score.is_(None))
        query = (
            select(
                work.c.id, work.c.student_id, assignment.c.name,
                func.sum(grade.c.auto_score), func.count() - func.count(grade.c.auto_score),
                func.sum(final), func.sum(case((nothing, 1), else_=0)),
            )
            .select_from(work)
            .join(assignment, assignment.c.id == work.c.assignment_id)
            .join(sheet, sheet.c.assignment_id == work.c.id)
            .join(grade, grade.c.notebook_id == sheet.c.id)
            .group_by(work.c.id, work.c.student_id, assignment.c.name)
        )  # fmt: skip
        penalties = select(sheet.c.assignment_id, func.sum(sheet.c.late_submission_penalty))
        with self._told(), self.engine.connect() as connection:
            lost = dict(map(tuple, connection.execute(penalties.group_by(sheet.c.assignment_id))))
            return {
                (student, exercise): Recorded(
                    None if missing else automatic, None if unknown else max(0.0, score - (lost[own] or 0))
                )
                for own, student, exercise, automatic, missing, score, unknown in connection.execute(query)
            }

    def write(self, entries: Iterable[Entry], penalty: Penalty) -> None:
        """Record entries in one transaction. `penalty` is asked for those that are late."""
        by_exercise: dict[str, dict[str, Entry]] = {}
        for entry in entries:
            by_exercise.setdefault(entry.exercise, {})[entry.student] = entry
        with self._told(), self.engine.begin() as connection:
            for exercise, own in by_exercise.items():
                ExerciseRows(connection, self.tables, exercise).write(own, penalty)
