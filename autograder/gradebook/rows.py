"""Write the rows of one exercise's submissions in nbgrader's database, many submissions at once.

All rows are read first, with a few queries. Then what is new is inserted, and what has changed is updated.

nbgrader has one `submitted_assignment` for each student and exercise, in it one `submitted_notebook` for each notebook
of the exercise, and for that one `grade` for each graded cell and one `comment` for each answer cell.
"""

import datetime
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Table, select

from autograder.gradebook import versions
from autograder.gradebook.bulk import BulkRows, DatabaseRow
from autograder.gradebook.mark_rows import marks_from
from autograder.reports.marks import Marks

EPOCH = datetime.datetime(1970, 1, 1)  # SQLite has no intervals: nbgrader's are kept as the time EPOCH + interval
NO_TIME = datetime.timedelta()
NO_RESPONSE = "No response."  # nbgrader's own words
Penalty = Callable[[str, str, float, float], float | None]  # exercise, student, score, seconds late → points
StoredExtension = datetime.timedelta | datetime.datetime | None


@dataclass(frozen=True)
class Entry:
    """What to record of one submission.

    `scores` maps each graded cell's `grade_id` to its score; with None for a cell, or for all, a person has to grade.
    `unanswered` says for each answer cell whether it is as students received it. `timestamp` is in UTC; with None,
    nbgrader keeps the one that it has, but removes it if the time was not understood (`time_unknown`). With
    `penalty_only`, the scores stay as they are, and only the late penalty is computed again. `version` is the digest of
    the submission (`versions.py`).
    """

    student: str
    exercise: str
    scores: dict[str, float | None] | None
    unanswered: tuple[tuple[str, bool], ...] = ()
    timestamp: datetime.datetime | None = None
    time_unknown: bool = False
    penalty_only: bool = False
    version: str = versions.NO_FILE


@dataclass(frozen=True)
class _SubmittedNotebook:
    """The rows of one submitted notebook: its own, and by `grade_id` those of its grades and comments."""

    row: DatabaseRow
    grades: dict[str, DatabaseRow]
    comments: dict[str, DatabaseRow]

    @property
    def points(self) -> float:
        """Its score without the late penalty."""
        grades = self.grades.values()
        return sum(final_score(one["auto_score"], one["manual_score"], one["extra_credit"]) for one in grades)

    def fill_in(self, entry: Entry, is_same: bool) -> None:
        """Change grades and comments as `nbgrader autograde` does. `is_same`: it is the version that is recorded."""
        for grade_id, grade in self.grades.items():
            score = None if entry.scores is None else entry.scores.get(grade_id, grade["auto_score"])
            grade["needs_manual_grade"] = needs_person(
                grade["auto_score"], grade["manual_score"], grade["needs_manual_grade"], score, is_same
            )
            grade["auto_score"] = score
        for grade_id, unanswered in entry.unanswered:
            if grade_id in self.comments:
                self.comments[grade_id]["auto_comment"] = NO_RESPONSE if unanswered else None


def _marks(notebooks: Sequence[_SubmittedNotebook]) -> Marks:
    """What people decided about a submission, and its late penalty."""
    grades = {name: grade for one in notebooks for name, grade in one.grades.items()}
    comments = {name: comment["manual_comment"] for one in notebooks for name, comment in one.comments.items()}
    return marks_from(grades, comments, [one.row["late_submission_penalty"] for one in notebooks])


class ExerciseRows:
    """One exercise's rows, within one transaction. `tables` are nbgrader's, by name."""

    def __init__(self, connection: Connection, tables: Mapping[str, Table], exercise: str):
        self.connection = connection
        self.tables = tables
        self.exercise = exercise
        self._rows = BulkRows(connection, tables)
        assignment, notebook = tables["assignment"], tables["notebook"]
        own = connection.execute(select(assignment).where(assignment.c.name == exercise)).one()
        self.id: str = own.id
        self.due: datetime.datetime | None = own.duedate
        self.notebook_ids = connection.scalars(select(notebook.c.id).where(notebook.c.assignment_id == self.id)).all()

    def write(self, entries: dict[str, Entry], penalty: Penalty) -> dict[str, Marks]:
        """Write each student's entry. `penalty` computes what late submissions lose. Returns the students' marks."""
        submissions = self._submissions(entries)
        notebooks = self._notebooks(submissions)
        graded = {
            notebook.row["id"]: entries[student].version
            for student, submission in submissions.items()
            for notebook in notebooks[submission["id"]]
            if not entries[student].penalty_only
        }
        same = versions.record(self.connection, graded, self._rows.old(graded))
        for student, entry in entries.items():
            submission = submissions[student]
            if entry.timestamp is not None or entry.time_unknown:
                submission["timestamp"] = entry.timestamp
            late = seconds_late(submission["timestamp"], self.due, submission["extension"])
            for notebook in notebooks[submission["id"]]:
                if not entry.penalty_only:
                    notebook.fill_in(entry, notebook.row["id"] in same)
                lost = penalty(self.exercise, student, notebook.points, late) if late > 0 else None
                notebook.row["late_submission_penalty"] = lost
        self._save(submissions.values(), [one for own in notebooks.values() for one in own])
        return {student: _marks(notebooks[submission["id"]]) for student, submission in submissions.items()}

    def extend(self, student: str, extension: datetime.timedelta) -> datetime.timedelta:
        """Give a student an extension, in place of the one that is returned. An interval of zero removes it."""
        submissions = self._submissions([student])
        self._notebooks(submissions)  # nbgrader expects them in every submission
        row = submissions[student]
        before = extension_of(row["extension"])
        has_intervals = self.tables["submitted_assignment"].c.extension.type.python_type is datetime.timedelta
        row["extension"] = (extension if has_intervals else EPOCH + extension) if extension else None
        self._rows.insert_new()
        self._rows.update("submitted_assignment", [row], "extension")
        return before

    def _submissions(self, students: Collection[str]) -> dict[str, DatabaseRow]:
        """Student → row in `submitted_assignment`."""
        self._rows.ensure("student", ("id",), [{"id": student} for student in students])
        wanted = [{"assignment_id": self.id, "student_id": student} for student in students]
        known = self._rows.old(students)  # a new student has submitted nothing
        rows = self._rows.ensure("submitted_assignment", ("student_id", "assignment_id"), wanted, known)
        return {row["student_id"]: row for row in rows}

    def _notebooks(self, submissions: dict[str, DatabaseRow]) -> dict[str, list[_SubmittedNotebook]]:
        """Id of a submitted assignment → its notebooks."""
        ids = [row["id"] for row in submissions.values()]
        wanted = [
            {"assignment_id": own, "notebook_id": one, "flagged": False} for own in ids for one in self.notebook_ids
        ]
        rows = self._rows.ensure("submitted_notebook", ("assignment_id", "notebook_id"), wanted, self._rows.old(ids))
        grades = self._in_cells("grade", "grade_cells", rows, {"needs_manual_grade": True})
        comments = self._in_cells("comment", "solution_cells", rows, {})
        notebooks: dict[str, list[_SubmittedNotebook]] = {one: [] for one in ids}
        for row in rows:
            notebook = _SubmittedNotebook(row, grades[row["id"]], comments[row["id"]])
            notebooks[row["assignment_id"]].append(notebook)
        return notebooks

    def _in_cells(
        self, table: str, kind: str, notebooks: Sequence[DatabaseRow], new: DatabaseRow
    ) -> dict[str, dict[str, DatabaseRow]]:
        """Id of a submitted notebook → `grade_id` of its cells of a kind → row in `table`.

        `new` are a missing row's values beside its ids.
        """
        cell, of_kind = self.tables["base_cell"], self.tables[kind]
        query = select(cell.c.id, cell.c.name, cell.c.notebook_id).join(of_kind, of_kind.c.id == cell.c.id)
        cells = self.connection.execute(query.where(cell.c.notebook_id.in_(self.notebook_ids))).all()
        wanted = [
            {"notebook_id": notebook["id"], "cell_id": one.id, **new}
            for notebook in notebooks
            for one in cells
            if one.notebook_id == notebook["notebook_id"]
        ]
        names = {one.id: one.name for one in cells}
        found: dict[str, dict[str, DatabaseRow]] = {notebook["id"]: {} for notebook in notebooks}
        for row in self._rows.ensure(table, ("notebook_id", "cell_id"), wanted, self._rows.old(found)):
            found[row["notebook_id"]][names[row["cell_id"]]] = row
        return found

    def _save(self, submissions: Iterable[DatabaseRow], notebooks: Sequence[_SubmittedNotebook]) -> None:
        self._rows.insert_new()
        grades = [row for notebook in notebooks for row in notebook.grades.values()]
        comments = [row for notebook in notebooks for row in notebook.comments.values()]
        self._rows.update("submitted_assignment", submissions, "timestamp")
        self._rows.update("submitted_notebook", [notebook.row for notebook in notebooks], "late_submission_penalty")
        self._rows.update("grade", grades, "auto_score", "needs_manual_grade")
        self._rows.update("comment", comments, "auto_comment")


def needs_person(
    automatic: float | None, manual: float | None, marked: bool, score: float | None, is_same: bool
) -> bool:
    """Whether a person has to look at a grade that gets a new automatic `score`: the value of `needs_manual_grade`.

    A manual score needs that if it was given for another version of the submission, or beside another automatic score.
    Otherwise the grade stays as it is `marked`. (nbgrader marks it after each grading, even if nothing has changed.)
    """
    if manual is None:
        return score is None
    return marked or not is_same or score != automatic


def seconds_late(
    timestamp: datetime.datetime | None, due: datetime.datetime | None, extension: StoredExtension
) -> float:
    """How many seconds a submission is late, as nbgrader computes it; 0 if it is in time, or a time is unknown."""
    if timestamp is None or due is None:
        return 0
    return max(0, (timestamp - due - extension_of(extension)).total_seconds())


def extension_of(stored: StoredExtension) -> datetime.timedelta:
    """An extension as the database has it: an interval, in SQLite a time (`EPOCH`), or nothing."""
    return stored - EPOCH if isinstance(stored, datetime.datetime) else stored or NO_TIME


def final_score(automatic: float | None, manual: float | None, extra_credit: float | None) -> float:
    """A grade's score as nbgrader computes it: a manual score replaces the automatic one."""
    score = automatic if manual is None else manual
    return 0.0 if score is None else score + (extra_credit or 0.0)
