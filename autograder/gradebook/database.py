"""Read and write nbgrader's database, the gradebook, for many submissions at a time.

nbgrader's own interface sends about thirty queries for each submission, and importing it takes longer than checking a
class in which nothing has changed. Here one transaction serves many submissions, and leaves the same rows as
`nbgrader autograde` (`rows.py`). The tables are nbgrader's own: their columns are read from the database.
"""

import contextlib
import datetime
import sqlite3
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import sqlalchemy
from sqlalchemy import Connection, Engine, Table, select

from autograder.course.write_errors import remedy
from autograder.errors import CONTINUES, CourseError, display_path
from autograder.gradebook import backups
from autograder.gradebook.recorded import Key, Recorded, recorded_in
from autograder.gradebook.rows import Entry, ExerciseRows, Penalty
from autograder.gradebook.sqlite_file import file_of, is_damage, is_filled
from autograder.gradebook.table_columns import tables_in
from autograder.reports.marks import Marks

TABLES = (
    "assignment", "notebook", "base_cell", "grade_cells", "solution_cells", "source_cell", "student",
    "submitted_assignment", "submitted_notebook", "grade", "comment",
)  # fmt: skip
WAIT_SECONDS = 60  # for another program that is writing to an SQLite file
REFUSED = f"The gradebook {{}} cannot be used: {{}}. {{}}. What was graded is kept: {CONTINUES}."
LOOK = "Look at `db_url` in nbgrader_config.py, and whether the database can be reached"


class NoGradebook(Exception):
    """There is no gradebook yet, or another version of nbgrader made it."""


class Released(NamedTuple):
    """What the gradebook knows about an exercise.

    `due` is in UTC, None without a due date. `sources` has the text of each marked cell, `points` the points of each
    graded cell, both by the cell's `grade_id`.
    """

    due: datetime.datetime | None
    sources: dict[str, str]
    points: dict[str, float]


@contextlib.contextmanager
def database_errors(name: str) -> Iterator[None]:
    """Raise CourseError, with the database's name, in place of a database's errors, or if a driver is missing."""
    try:
        yield
    except (sqlalchemy.exc.SQLAlchemyError, sqlite3.Error, ModuleNotFoundError) as error:
        original = getattr(error, "orig", error)
        if is_damage(original):
            raise backups.damaged(Path(name), original) from None
        raise CourseError(REFUSED.format(name, str(original).strip(), remedy(original) or LOOK)) from None


def refuse_if_held(url: str) -> None:
    """Raise CourseError if another program is writing to the gradebook: nbgrader would show a long traceback."""
    engine = _engine(url)
    try:
        with database_errors(name_of(url)), engine.connect() as connection:
            if url.startswith("sqlite"):
                connection.exec_driver_sql("BEGIN IMMEDIATE")
                connection.rollback()
    finally:
        engine.dispose()


def keep_copy(url: str) -> None:
    """Keep a copy of a gradebook that is a file (`backups`), before it is written. Raises CourseError if it cannot."""
    file = file_of(url)
    if file is not None:
        with database_errors(name_of(url)):
            backups.keep(file, WAIT_SECONDS)


def _engine(url: str) -> Engine:
    """The engine for a URL.

    psycopg 3 would prepare the statements. PostgreSQL then plans without the values, and compares each row of a table
    with each of a thousand students, one after the other.
    """
    arguments: dict[str, int | None] = {"timeout": WAIT_SECONDS} if url.startswith("sqlite") else {}
    if url.startswith("postgresql+psycopg:"):
        arguments = {"prepare_threshold": None}
    with database_errors(name_of(url)):
        return sqlalchemy.create_engine(url, connect_args=arguments)


def name_of(url: str) -> str:
    """The name of a database in messages: the path of its file, or its URL without the password."""
    if url.startswith("sqlite"):
        return display_path(Path(url.partition("///")[2]))
    with database_errors("named by `db_url`"):
        return sqlalchemy.make_url(url).render_as_string(hide_password=True)


class Gradebook:
    """The database at a URL, to be used in a `with` statement. `name` is its name in messages.

    `is_kept` says that a copy of it was kept just now. Otherwise, one is kept before it is written.

    Raises NoGradebook if it does not have nbgrader's tables. Each method raises CourseError if the database refuses.
    """

    def __init__(self, url: str, is_kept: bool = False):
        self.url, self.name, self.engine = url, name_of(url), _engine(url)
        self._is_kept = is_kept
        try:
            self.tables = self._nbgraders_tables()
        except BaseException:
            self.engine.dispose()
            raise

    def _nbgraders_tables(self) -> Mapping[str, Table]:
        with database_errors(self.name):
            found = tables_in(self.engine, TABLES)
        missing = sorted(set(TABLES) - found.keys())
        if missing:
            raise NoGradebook(f"{self.name} has no table {', '.join(missing)}")
        return found

    def __enter__(self) -> "Gradebook":
        return self

    def __exit__(self, *_: object) -> None:
        self.engine.dispose()

    def released(self, exercise: str) -> Released:
        """What the gradebook knows about an exercise. If the exercise is unknown, the Released has no cells."""
        assignment, notebook, cell = self._tables("assignment", "notebook", "base_cell")
        source, graded = self._tables("source_cell", "grade_cells")
        own = select(notebook.c.id).join(assignment, assignment.c.id == notebook.c.assignment_id)
        own_id = own.where(assignment.c.name == exercise, notebook.c.name == exercise).scalar_subquery()
        dues = select(assignment.c.duedate).where(assignment.c.name == exercise)
        texts = select(source.c.name, source.c.source).where(source.c.notebook_id == own_id)
        worth = select(cell.c.name, graded.c.max_score).join(graded, graded.c.id == cell.c.id)
        with self.reading() as connection:
            due = connection.scalar(dues)
            sources = {row.name: row.source for row in connection.execute(texts)}
            rows = connection.execute(worth.where(cell.c.notebook_id == own_id))
            return Released(due, sources, {row.name: row.max_score for row in rows})

    def students(self) -> list[str]:
        """The ids of all students, also of those who have submitted nothing."""
        (student,) = self._tables("student")
        with self.reading() as connection:
            return list(map(sys.intern, connection.scalars(select(student.c.id).order_by(student.c.id))))

    def has_submissions(self) -> bool:
        """Whether anything was ever recorded."""
        (submitted,) = self._tables("submitted_assignment")
        with self.reading() as connection:
            return connection.scalar(select(submitted.c.id).limit(1)) is not None

    def recorded(self, students: Collection[str] | None = None) -> dict[Key, Recorded]:
        """(student, exercise) → what is recorded of that submission; only of these `students`, unless that is None."""
        with self.reading() as connection:
            return recorded_in(connection, self.tables, students)

    def _tables(self, *names: str) -> list[Table]:
        return [self.tables[name] for name in names]

    @contextlib.contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection for queries."""
        with database_errors(self.name), self.engine.connect() as connection:
            yield connection

    @contextlib.contextmanager
    def transaction(self) -> Iterator[Connection]:
        """A transaction. Everything that is written goes through here: before the first one, a copy is kept.

        In SQLite, other programs cannot write between what is read and what is written in it.
        """
        if not self._is_kept:
            keep_copy(self.url)
            self._is_kept = True
        with database_errors(self.name), self.engine.begin() as connection:
            if connection.dialect.name == "sqlite":
                connection.exec_driver_sql("BEGIN IMMEDIATE")  # by itself, SQLite's driver begins with the first write
            yield connection

    def write(self, entries: Iterable[Entry], penalty: Penalty) -> dict[Key, Marks]:
        """Record entries in one transaction. `penalty` computes what late submissions lose.

        Returns (student, exercise) → what people decided, with the late penalty.
        """
        by_exercise: dict[str, dict[str, Entry]] = {}
        for entry in entries:
            by_exercise.setdefault(entry.exercise, {})[entry.student] = entry
        marks: dict[Key, Marks] = {}
        with self.transaction() as connection:
            for exercise, own in by_exercise.items():
                found = ExerciseRows(connection, self.tables, exercise).write(own, penalty)
                marks |= {(student, exercise): one for student, one in found.items()}
        return marks


@contextlib.contextmanager
def existing(url: str) -> Iterator[Gradebook | None]:
    """The gradebook at a URL; None if there is none yet. No file is made."""
    file = file_of(url)
    with contextlib.ExitStack() as stack:
        found = None
        with contextlib.suppress(NoGradebook):
            if file is None or is_filled(file):
                found = stack.enter_context(Gradebook(url))
        yield found
