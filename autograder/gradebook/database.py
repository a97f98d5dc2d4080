"""The gradebook: nbgrader's database, read and written for many submissions at a time.

nbgrader's own interface asks the database some thirty times for each submission, and takes longer to import than an
unchanged class to check. Here one transaction serves many, and leaves row by row what `nbgrader autograde` leaves
(rows.py). The tables are nbgrader's own, as they are found in the database.
"""

import contextlib
import datetime
import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy
from sqlalchemy import select

from autograder.errors import CONTINUES, CourseError, display_path
from autograder.gradebook.rows import Entry, ExerciseRows, Penalty, final, seconds_late

TABLES = (
    "assignment", "notebook", "base_cell", "grade_cells", "solution_cells", "source_cell", "student",
    "submitted_assignment", "submitted_notebook", "grade", "comment",
)  # fmt: skip
WAIT_SECONDS = 60  # for another program that is writing to an SQLite file
REFUSED = (
    "The gradebook {} cannot be used: {}. If another program holds it (the formgrader, nbgrader), close that; else "
    "look at `db_url` in nbgrader_config.py and at the file's permissions. What was graded is kept: " + CONTINUES + "."
)


class NoGradebook(Exception):
    """There is no gradebook yet, or none that this version of nbgrader made."""


@dataclass
class Recorded:
    """What the gradebook says of one submission: its automatic scores by cell, when it came (UTC), what it loses for
    coming late, and whether it does or did. `final` is the score, manual grades and penalties included, or None where
    a person has to look."""

    automatic: dict[str, float | None]
    timestamp: datetime.datetime | None
    late: bool
    final: float | None


@contextlib.contextmanager
def database_errors(name: str) -> Iterator[None]:
    """The refusal of the database with this name as an error of the course."""
    try:
        yield
    except sqlalchemy.exc.SQLAlchemyError as error:
        raise CourseError(REFUSED.format(name, str(getattr(error, "orig", error)).strip())) from None


def refuse_if_held(url: str) -> None:
    """Raise CourseError where another program is writing to the gradebook, before nbgrader does, at length."""
    engine = _engine(url)
    with database_errors(name_of(url)), engine.connect() as connection:
        if url.startswith("sqlite"):
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            connection.rollback()
    engine.dispose()


def _engine(url):
    waiting = {"connect_args": {"timeout": WAIT_SECONDS}} if url.startswith("sqlite") else {}
    with database_errors(name_of(url)):
        return sqlalchemy.create_engine(url, **waiting)


def name_of(url: str) -> str:
    """What to call the database at a URL: no password is in it."""
    if url.startswith("sqlite"):
        return display_path(Path(url.partition("///")[2]))
    with database_errors("named by `db_url`"):
        return sqlalchemy.make_url(url).render_as_string(hide_password=True)


class Gradebook:
    """The database at a URL; `name` is what to call it. Use it in a `with` statement.

    Raises NoGradebook where there is none, and CourseError where the database refuses something.
    """

    def __init__(self, url: str):
        self.name, self.engine = name_of(url), _engine(url)
        metadata = sqlalchemy.MetaData()
        with self._told():
            there = set(sqlalchemy.inspect(self.engine).get_table_names())
            metadata.reflect(self.engine, only=there.intersection(TABLES))
        if not there.issuperset(TABLES):
            self.engine.dispose()
            raise NoGradebook(f"{self.name} has no table {', '.join(sorted(set(TABLES) - there))}")
        self.tables = metadata.tables

    def _told(self):
        return database_errors(self.name)

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
        with self._told(), self.engine.connect() as connection:
            due = connection.scalar(select(assignment.c.duedate).where(assignment.c.name == exercise))
            texts = connection.execute(select(source.c.name, source.c.source).where(source.c.notebook_id == own))
            worth = connection.execute(points.where(cell.c.notebook_id == own))
            return due, dict(map(tuple, texts)), dict(map(tuple, worth))

    def recorded(self) -> dict[tuple[str, str], Recorded]:
        """(student, exercise) → what is recorded of it."""
        assignment, work, sheet, grade, cell = (
            self.tables[name]
            for name in ("assignment", "submitted_assignment", "submitted_notebook", "grade", "base_cell")
        )
        query = (
            select(
                work.c.student_id, assignment.c.name, work.c.timestamp, assignment.c.duedate, work.c.extension,
                sheet.c.late_submission_penalty, cell.c.name, grade.c.auto_score, grade.c.manual_score,
                grade.c.extra_credit, sheet.c.id,
            )
            .select_from(work)
            .join(assignment, assignment.c.id == work.c.assignment_id)
            .join(sheet, sheet.c.assignment_id == work.c.id)
            .join(grade, grade.c.notebook_id == sheet.c.id)
            .join(cell, cell.c.id == grade.c.cell_id)
            .order_by(work.c.id, sheet.c.id)
        )  # fmt: skip
        with self._told(), self.engine.connect() as connection:
            own = itertools.groupby(connection.execute(query), key=lambda row: (row[0], row[1]))
            return {place: _recorded(list(rows)) for place, rows in own}

    def write(self, entries: Iterable[Entry], penalty: Penalty) -> None:
        """Record entries in one transaction. `penalty` is asked for those that are late."""
        by_exercise: dict[str, dict[str, Entry]] = {}
        for entry in entries:
            by_exercise.setdefault(entry.exercise, {})[entry.student] = entry
        with self._told(), self.engine.begin() as connection:
            for exercise, own in by_exercise.items():
                ExerciseRows(connection, self.tables, exercise).write(own, penalty)


def _recorded(rows):
    """What the rows of one submission's grades say."""
    _, _, timestamp, due, extension, *_ = rows[0]
    penalties = dict.fromkeys((row[10], row[5]) for row in rows if row[5] is not None)
    unknown = any(row[7] is None and row[8] is None for row in rows)
    points = sum(final(*row[7:10]) for row in rows) - sum(penalty for _, penalty in penalties)
    late = bool(penalties) or seconds_late(timestamp, due, extension) > 0
    return Recorded({row[6]: row[7] for row in rows}, timestamp, late, None if unknown else max(0.0, points))
