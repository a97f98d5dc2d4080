"""The rows: what nbgrader's gradebook has of one exercise's submissions, written all at once."""

import datetime
import uuid
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import bindparam, select

EPOCH = datetime.datetime(1970, 1, 1)  # SQLite knows no intervals: nbgrader's stand there as times since then
Penalty = Callable[[str, str, float, float], float | None]  # exercise, student, score, seconds late → points


@dataclass(frozen=True)
class Entry:
    """What is recorded of one submission. Without `scores` (cell → score) a person has to look.

    `unanswered` says of each answer's cell whether it still is what students received; `timestamp` is in UTC. With
    `penalty_only` the scores stay as they are, and are only looked at for the late penalty.
    """

    student: str
    exercise: str
    scores: dict[str, float] | None
    unanswered: tuple[tuple[str, bool], ...] = ()
    timestamp: datetime.datetime | None = None
    penalty_only: bool = False


class ExerciseRows:
    """One exercise's part of the gradebook, within one transaction. `tables` are nbgrader's, by name."""

    def __init__(self, connection, tables, exercise: str):
        self.connection = connection
        self.name = exercise
        self.tables = tables
        assignment, notebook = tables["assignment"], tables["notebook"]
        found = select(assignment.c.id, assignment.c.duedate).where(assignment.c.name == exercise)
        self.id, self.due = connection.execute(found).one()
        self.notebooks = connection.scalars(select(notebook.c.id).where(notebook.c.assignment_id == self.id)).all()

    def write(self, entries: dict[str, Entry], penalty: Penalty) -> None:
        """Write each student's entry. `penalty` is asked for those that are late."""
        self._ensure("student", [{"id": student} for student in entries])
        works = self._ensure(
            "submitted_assignment", [{"assignment_id": self.id, "student_id": student} for student in entries]
        )
        work_of = {work["student_id"]: work for work in works}
        sheets = self._ensure("submitted_notebook", [
            {"assignment_id": work["id"], "notebook_id": notebook, "flagged": False}
            for work in works for notebook in self.notebooks
        ])  # fmt: skip
        sheets_of = {
            student: [s for s in sheets if s["assignment_id"] == work_of[student]["id"]] for student in entries
        }
        grades = self._in_cells("grade", "grade_cells", sheets, needs_manual_grade=True)
        comments = self._in_cells("comment", "solution_cells", sheets)
        for student, entry in entries.items():
            if entry.timestamp is not None:  # without one nbgrader keeps what it knew
                work_of[student]["timestamp"] = entry.timestamp
            work = work_of[student]
            late = seconds_late(work["timestamp"], self.due, work["extension"])
            for sheet in sheets_of[student]:
                if not entry.penalty_only:
                    _score(grades[sheet["id"]], entry.scores)
                    _comment(comments[sheet["id"]], dict(entry.unanswered))
                points = sum(
                    final(one["auto_score"], one["manual_score"], one["extra_credit"])
                    for one in grades[sheet["id"]].values()
                )
                sheet["late_submission_penalty"] = penalty(self.name, student, points, late) if late > 0 else None
        self._update("submitted_assignment", works, "timestamp")
        self._update("submitted_notebook", sheets, "late_submission_penalty")
        self._update("grade", _all(grades), "auto_score", "needs_manual_grade")
        self._update("comment", _all(comments), "auto_comment")

    def _in_cells(self, name, kind, sheets, **new):
        """Sheet → cell's name → its row in the table `name`, of the cells of a kind."""
        cell, kind = self.tables["base_cell"], self.tables[kind]
        query = select(cell.c.id, cell.c.name, cell.c.notebook_id).join(kind, kind.c.id == cell.c.id)
        cells = self.connection.execute(query.where(cell.c.notebook_id.in_(self.notebooks))).all()
        names = {one.id: one.name for one in cells}
        found = {sheet["id"]: {} for sheet in sheets}
        for row in self._ensure(name, [
            {"notebook_id": sheet["id"], "cell_id": one.id, **new}
            for sheet in sheets for one in cells if one.notebook_id == sheet["notebook_id"]
        ]):  # fmt: skip
            found[row["notebook_id"]][names[row["cell_id"]]] = row
        return found

    def _ensure(self, name, wanted):
        """A table's rows that have the ids, or the first two columns, of the wanted ones; missing ones are made."""
        if not wanted:
            return []
        table = self.tables[name]
        keys = list(wanted[0])[:2]
        query = select(table).where(*(table.c[key].in_({row[key] for row in wanted}) for key in keys))
        there = {tuple(row[key] for key in keys): dict(row) for row in self.connection.execute(query).mappings()}
        missing = [row for row in wanted if tuple(row[key] for key in keys) not in there]
        new = [dict.fromkeys(table.c.keys()) | {"id": uuid.uuid4().hex} | row for row in missing]
        if new:
            self.connection.execute(table.insert(), new)
        return [*there.values(), *new]

    def _update(self, name, rows, *columns):
        table = self.tables[name]
        statement = table.update().where(table.c.id == bindparam("own"))
        statement = statement.values({column: bindparam(f"new_{column}") for column in columns})
        values = [{"own": row["id"]} | {f"new_{column}": row[column] for column in columns} for row in rows]
        if values:
            self.connection.execute(statement, values)


def seconds_late(timestamp, due, extension) -> float:
    """How late a submission is, as nbgrader computes it; `extension` as it stands in the database."""
    if timestamp is None or due is None:
        return 0
    extension = extension or datetime.timedelta()
    extension = extension - EPOCH if isinstance(extension, datetime.datetime) else extension
    return max(0, (timestamp - due - extension).total_seconds())


def _score(grades, scores):
    for cell, grade in grades.items():
        grade["auto_score"] = None if scores is None else scores.get(cell, grade["auto_score"])
        grade["needs_manual_grade"] = grade["auto_score"] is None or grade["manual_score"] is not None


def _comment(comments, unanswered):
    for cell, untouched in unanswered.items():
        if cell in comments:
            comments[cell]["auto_comment"] = "No response." if untouched else None


def final(automatic: float | None, manual: float | None, extra: float | None) -> float:
    """A grade's final score, as nbgrader computes it."""
    own = automatic if manual is None else manual
    return 0.0 if own is None else own + (extra or 0.0)


def _all(found):
    return [row for rows in found.values() for row in rows.values()]
