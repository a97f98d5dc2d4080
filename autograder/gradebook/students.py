"""Change what the gradebook says of one student: the id, or an extension."""

import datetime
from typing import NamedTuple

from sqlalchemy import select

from autograder.gradebook.database import Gradebook
from autograder.gradebook.rows import ExerciseRows


class Granted(NamedTuple):
    """An extension: when the exercise is due for the class (in UTC), and the extension that the student had before."""

    due: datetime.datetime | None
    before: datetime.timedelta


def is_text(name: str) -> bool:
    """Whether a database can have this name: a folder's name need not be UTF-8."""
    return name.isascii() or name.encode("utf-8", "ignore").decode("utf-8") == name


def submissions_of(gradebook: Gradebook, student: str) -> list[str]:
    """The exercises of which the gradebook has a submission or an extension of the student."""
    assignment, submitted = gradebook.tables["assignment"], gradebook.tables["submitted_assignment"]
    joined = select(assignment.c.name).join(submitted, submitted.c.assignment_id == assignment.c.id)
    with gradebook.reading() as connection:
        return sorted(connection.scalars(joined.where(submitted.c.student_id == student)))


def rename(gradebook: Gradebook, old: str, new: str) -> None:
    """Give all that the gradebook has of a student to another id, in one transaction. `new` has no submissions yet.

    If `new` is in the gradebook, its name and e-mail address stay.
    """
    students, submitted = gradebook.tables["student"], gradebook.tables["submitted_assignment"]
    with gradebook.transaction() as connection:
        row = connection.execute(select(students).where(students.c.id == old)).mappings().one_or_none()
        if row is None:
            return
        if connection.scalar(select(students.c.id).where(students.c.id == new)) is None:
            connection.execute(students.insert(), [dict(row) | {"id": new}])
        connection.execute(submitted.update().where(submitted.c.student_id == old).values(student_id=new))
        connection.execute(students.delete().where(students.c.id == old))


def grant_extension(gradebook: Gradebook, student: str, exercise: str, extension: datetime.timedelta) -> Granted:
    """Give a student more time for an exercise, in place of an earlier extension. None at all removes that.

    As in nbgrader, the student then has a submission in the gradebook, without scores if nothing was handed in.
    """
    with gradebook.transaction() as connection:
        rows = ExerciseRows(connection, gradebook.tables, exercise)
        return Granted(rows.due, rows.extend(student, extension))
