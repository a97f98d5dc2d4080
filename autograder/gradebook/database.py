"""Read and write nbgrader's database, the gradebook, for many submissions at a time.

nbgrader's own interface sends about thirty queries for each submission, and importing it takes longer than checking a
class in which nothing has changed. Here one transaction serves many submissions, and leaves the same rows as
`nbgrader autograde` (`rows.py`). The tables are nbgrader's own: their columns are read from the database.
"""

import contextlib
import datetime
import itertools
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import sqlalchemy
from sqlalchemy import Engine, Select, Table, select

from autograder.errors import CONTINUES, CourseError, display_path
from autograder.gradebook.recorded import Recorded, recorded_from
from autograder.gradebook.rows import Entry, ExerciseRows, Penalty
from autograder.reports.marks import Marks

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


Key = tuple[str, str]  # student and exercise


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
    """Raise CourseError, with the database's name, in place of SQLAlchemy's errors, or if a driver is missing."""
    try:
        yield
    except (sqlalchemy.exc.SQLAlchemyError, ModuleNotFoundError) as error:
        raise CourseError(REFUSED.format(name, str(getattr(error, "orig", error)).strip())) from None


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

    Raises NoGradebook if it does not have nbgrader's tables. Each method raises CourseError if the database refuses.
    """

    def __init__(self, url: str):
        self.name, self.engine = name_of(url), _engine(url)
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
        with database_errors(self.name), self.engine.connect() as connection:
            due = connection.scalar(dues)
            sources = {row.name: row.source for row in connection.execute(texts)}
            rows = connection.execute(worth.where(cell.c.notebook_id == own_id))
            return Released(due, sources, {row.name: row.max_score for row in rows})

    def students(self) -> list[str]:
        """The ids of all students, also of those who have submitted nothing."""
        (student,) = self._tables("student")
        with database_errors(self.name), self.engine.connect() as connection:
            return list(connection.scalars(select(student.c.id).order_by(student.c.id)))

    def recorded(self, students: Collection[str] | None = None) -> dict[Key, Recorded]:
        """(student, exercise) → what is recorded of that submission; only of these `students`, unless that is None."""
        grades, comments = self._all_grades(), self._all_comments()
        if students is not None:
            grades, comments = (
                query.where(self.tables["submitted_assignment"].c.student_id.in_(students))
                for query in (grades, comments)
            )
        with database_errors(self.name), self.engine.connect() as connection:
            texts: dict[Key, dict[str, str]] = {}
            for row in connection.execute(comments):
                texts.setdefault((row.student, row.exercise), {})[row.cell] = row.manual_comment
            rows = connection.execute(grades).mappings()
            submissions = itertools.groupby(rows, key=lambda row: (row["student"], row["exercise"]))
            return {place: recorded_from(list(own), texts.get(place, {})) for place, own in submissions}

    def _all_comments(self) -> Select[Any]:
        """One row for each comment that a person wrote."""
        assignment, submitted, notebook = self._tables("assignment", "submitted_assignment", "submitted_notebook")
        comment, cell = self._tables("comment", "base_cell")
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

    def _all_grades(self) -> Select[Any]:
        """One row for each grade, with what its submission needs beside it. A submission's rows come together."""
        assignment, submitted, notebook = self._tables("assignment", "submitted_assignment", "submitted_notebook")
        grade, cell = self._tables("grade", "base_cell")
        columns = (
            submitted.c.student_id.label("student"), assignment.c.name.label("exercise"),
            submitted.c.timestamp, assignment.c.duedate, submitted.c.extension,
            notebook.c.id.label("notebook"), notebook.c.late_submission_penalty.label("penalty"),
            cell.c.name.label("cell"), grade.c.auto_score, grade.c.manual_score, grade.c.extra_credit,
            grade.c.needs_manual_grade,
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

    def write(self, entries: Iterable[Entry], penalty: Penalty) -> dict[Key, Marks]:
        """Record entries in one transaction. `penalty` computes what late submissions lose.

        Returns (student, exercise) → what people decided, with the late penalty.
        """
        by_exercise: dict[str, dict[str, Entry]] = {}
        for entry in entries:
            by_exercise.setdefault(entry.exercise, {})[entry.student] = entry
        marks: dict[Key, Marks] = {}
        with database_errors(self.name), self.engine.begin() as connection:
            for exercise, own in by_exercise.items():
                found = ExerciseRows(connection, self.tables, exercise).write(own, penalty)
                marks |= {(student, exercise): one for student, one in found.items()}
        return marks
