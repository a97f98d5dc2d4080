"""Read and write nbgrader's database, the gradebook, for many submissions at a time.

nbgrader's own interface sends about thirty queries for each submission, and importing it takes longer than checking a
class in which nothing has changed. Here one transaction serves many submissions, and leaves the same rows as
`nbgrader autograde` (`rows.py`). The tables are nbgrader's own: their columns are read from the database.
"""

import contextlib
import datetime
import itertools
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import sqlalchemy
from sqlalchemy import Connection, Engine, Row, Select, Table, select

from autograder.errors import CONTINUES, CourseError, display_path
from autograder.gradebook import backups
from autograder.gradebook.rows import NO_TIME, Entry, ExerciseRows, Penalty, extension_of, final_score, seconds_late
from autograder.gradebook.sqlite_file import file_of, is_damage, is_filled

TABLES = (
    "assignment", "notebook", "base_cell", "grade_cells", "solution_cells", "source_cell", "student",
    "submitted_assignment", "submitted_notebook", "grade", "comment",
)  # fmt: skip
WAIT_SECONDS = 60  # for another program that is writing to an SQLite file
REFUSED = (
    "The gradebook {} cannot be used: {}. If another program uses it (the formgrader, nbgrader), close that program. "
    "Otherwise look at `db_url` in nbgrader_config.py and at the file's permissions. What was graded is kept: "
    + CONTINUES
    + "."
)


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


@dataclass(frozen=True)
class Recorded:
    """What the gradebook knows about one submission.

    `automatic` has the automatic score of each graded cell, by `grade_id`. `timestamp` is in UTC. `late` says whether
    the submission is late or has a late penalty. `final` is the score with manual grades, extra credit and penalties;
    it is None if a person has to grade a cell first. The rest is what else decides it: `manual` has the scores that
    people gave, by `grade_id`, and `due` is in UTC.
    """

    automatic: dict[str, float | None]
    timestamp: datetime.datetime | None
    late: bool
    final: float | None
    manual: dict[str, float] = field(default_factory=dict)
    extra_credit: float = 0.0
    penalty: float = 0.0
    due: datetime.datetime | None = None
    extension: datetime.timedelta = NO_TIME


@contextlib.contextmanager
def database_errors(name: str) -> Iterator[None]:
    """Raise CourseError, with the database's name, in place of a database's errors, or if a driver is missing."""
    try:
        yield
    except (sqlalchemy.exc.SQLAlchemyError, sqlite3.Error, ModuleNotFoundError) as error:
        original = getattr(error, "orig", error)
        if is_damage(original):
            raise backups.damaged(Path(name), original) from None
        raise CourseError(REFUSED.format(name, str(original).strip())) from None


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
    arguments = {"timeout": WAIT_SECONDS} if url.startswith("sqlite") else {}
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
            self.tables = self._reflected()
        except BaseException:
            self.engine.dispose()
            raise

    def _reflected(self) -> dict[str, Table]:
        metadata = sqlalchemy.MetaData()
        with database_errors(self.name):
            existing = set(sqlalchemy.inspect(self.engine).get_table_names())
            metadata.reflect(self.engine, only=sorted(existing.intersection(TABLES)))
        missing = sorted(set(TABLES) - existing)
        if missing:
            raise NoGradebook(f"{self.name} has no table {', '.join(missing)}")
        return dict(metadata.tables)

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
            return list(connection.scalars(select(student.c.id).order_by(student.c.id)))

    def has_submissions(self) -> bool:
        """Whether anything was ever recorded."""
        (submitted,) = self._tables("submitted_assignment")
        with self.reading() as connection:
            return connection.scalar(select(submitted.c.id).limit(1)) is not None

    def recorded(self) -> dict[tuple[str, str], Recorded]:
        """(student, exercise) → what is recorded of that submission."""
        with self.reading() as connection:
            rows = connection.execute(self._all_grades())
            submissions = itertools.groupby(rows, key=lambda row: (row.student, row.exercise))
            return {place: _recorded(list(own)) for place, own in submissions}

    def _all_grades(self) -> Select[Any]:
        """One row for each grade, with what its submission needs beside it. A submission's rows come together."""
        assignment, submitted, notebook = self._tables("assignment", "submitted_assignment", "submitted_notebook")
        grade, cell = self._tables("grade", "base_cell")
        columns = (
            submitted.c.student_id.label("student"), assignment.c.name.label("exercise"),
            submitted.c.timestamp, assignment.c.duedate, submitted.c.extension,
            notebook.c.id.label("notebook"), notebook.c.late_submission_penalty.label("penalty"),
            cell.c.name.label("cell"), grade.c.auto_score, grade.c.manual_score, grade.c.extra_credit,
        )  # fmt: skip
        return (
            select(*columns)
            .select_from(submitted)
            .join(assignment, assignment.c.id == submitted.c.assignment_id)
            .join(notebook, notebook.c.assignment_id == submitted.c.id)
            .join(grade, grade.c.notebook_id == notebook.c.id)
            .join(cell, cell.c.id == grade.c.cell_id)
            .order_by(submitted.c.id, notebook.c.id)
        )

    def _tables(self, *names: str) -> list[Table]:
        return [self.tables[name] for name in names]

    @contextlib.contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection for queries."""
        with database_errors(self.name), self.engine.connect() as connection:
            yield connection

    @contextlib.contextmanager
    def transaction(self) -> Iterator[Connection]:
        """A transaction. Everything that is written goes through here: before the first one, a copy is kept."""
        if not self._is_kept:
            keep_copy(self.url)
            self._is_kept = True
        with database_errors(self.name), self.engine.begin() as connection:
            yield connection

    def write(self, entries: Iterable[Entry], penalty: Penalty) -> None:
        """Record entries in one transaction. `penalty` computes what late submissions lose."""
        by_exercise: dict[str, dict[str, Entry]] = {}
        for entry in entries:
            by_exercise.setdefault(entry.exercise, {})[entry.student] = entry
        with self.transaction() as connection:
            for exercise, own in by_exercise.items():
                ExerciseRows(connection, self.tables, exercise).write(own, penalty)


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


def _recorded(grades: Sequence[Row[Any]]) -> Recorded:
    """What is recorded of one submission, from the rows of its grades."""
    first = grades[0]
    penalties = {grade.notebook: grade.penalty for grade in grades if grade.penalty is not None}
    late = bool(penalties) or seconds_late(first.timestamp, first.duedate, first.extension) > 0
    final = None
    if all(grade.auto_score is not None or grade.manual_score is not None for grade in grades):
        points = sum(final_score(grade.auto_score, grade.manual_score, grade.extra_credit) for grade in grades)
        final = max(0.0, points - sum(penalties.values()))
    return Recorded(
        {grade.cell: grade.auto_score for grade in grades},
        first.timestamp,
        late,
        final,
        {grade.cell: grade.manual_score for grade in grades if grade.manual_score is not None},
        sum(grade.extra_credit or 0.0 for grade in grades),
        sum(penalties.values()),
        first.duedate,
        extension_of(first.extension),
    )
