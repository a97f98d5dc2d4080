"""Record a manual score with its reason, as the formgrader does it for a person."""

from sqlalchemy import Connection, RowMapping, select

from autograder.errors import UsageError
from autograder.gradebook.database import Gradebook
from autograder.gradebook.mark_rows import ANSWER
from autograder.gradebook.recorded import Key, Tables

NOT_RECORDED = "The gradebook has no submission of {} for {}. Grade it first: make grade"


def override(gradebook: Gradebook, key: Key, task: str, points: float | None, why: str) -> None:
    """Set the manual score of a task, and add the reason to the comment on its answer.

    With None for the points, the automatic score counts again. Raises UsageError if the gradebook does not have the
    submission.
    """
    grades, comments = gradebook.tables["grade"], gradebook.tables["comment"]
    with gradebook.transaction() as connection:
        grade = _row(connection, gradebook.tables, "grade", key, task)
        comment = _row(connection, gradebook.tables, "comment", key, task)  # of a written task
        comment = comment or _row(connection, gradebook.tables, "comment", key, f"{task}{ANSWER}")
        if grade is None or comment is None:
            raise UsageError(NOT_RECORDED.format(*key))
        needs_person = points is None and grade["auto_score"] is None
        changed = grades.update().where(grades.c.id == grade["id"])
        connection.execute(changed.values(manual_score=points, needs_manual_grade=needs_person))
        earlier = (comment["manual_comment"] or "").strip()
        if f"\n\n{why}\n\n" not in f"\n\n{earlier}\n\n":
            text = f"{earlier}\n\n{why}" if earlier else why
            connection.execute(comments.update().where(comments.c.id == comment["id"]).values(manual_comment=text))


def _row(connection: Connection, tables: Tables, name: str, key: Key, cell_name: str) -> RowMapping | None:
    """The row of a submission's cell in one of the tables of grades and comments."""
    table, cell, notebook = tables[name], tables["base_cell"], tables["submitted_notebook"]
    submitted, assignment = tables["submitted_assignment"], tables["assignment"]
    student, exercise = key
    query = (
        select(table)
        .join(cell, cell.c.id == table.c.cell_id)
        .join(notebook, notebook.c.id == table.c.notebook_id)
        .join(submitted, submitted.c.id == notebook.c.assignment_id)
        .join(assignment, assignment.c.id == submitted.c.assignment_id)
        .where(submitted.c.student_id == student, assignment.c.name == exercise, cell.c.name == cell_name)
    )
    return connection.execute(query).mappings().one_or_none()
