"""Change what the gradebook says of students: the id, an extension, and who they are."""

import datetime
from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import select

from autograder.gradebook.database import Gradebook
from autograder.gradebook.rows import ExerciseRows


class Person(NamedTuple):
    """A student's row in nbgrader's table of students; what is not known is ""."""

    id: str
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    lms_user_id: str = ""


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


def record_people(gradebook: Gradebook, people: Iterable[Person]) -> int:
    """Add students whom the gradebook does not have, and fill in what it does not know about the others.

    What is there stays: a person can have entered it. Returns how many rows were added or changed.
    """
    table = gradebook.tables["student"]
    columns = [name for name in Person._fields if name in table.c]  # older versions of nbgrader have no lms_user_id
    with gradebook.reading() as connection:
        known = {row["id"]: dict(row) for row in connection.execute(select(table)).mappings()}
    added, changed = [], []
    for one in people:
        own = {name: getattr(one, name) or None for name in columns}
        if one.id not in known:
            added.append(dict.fromkeys(table.c.keys()) | own)
        elif new := {name: value for name, value in own.items() if value and not known[one.id][name]}:
            changed.append(table.update().where(table.c.id == one.id).values(new))
    if added or changed:
        with gradebook.transaction() as connection:
            for statement in changed:
                connection.execute(statement)
            if added:
                connection.execute(table.insert(), added)
    return len(added) + len(changed)


def grant_extension(gradebook: Gradebook, student: str, exercise: str, extension: datetime.timedelta) -> Granted:
    """Give a student more time for an exercise, in place of an earlier extension. None at all removes that.

    As in nbgrader, the student then has a submission in the gradebook, without scores if nothing was handed in.
    """
    with gradebook.transaction() as connection:
        rows = ExerciseRows(connection, gradebook.tables, exercise)
        return Granted(rows.due, rows.extend(student, extension))
