"""Read and write roster.csv: who is in the class, and what each platform calls them.

The file is in the course's folder. It belongs to the instructor, and git ignores it. Its columns are `id` (the name of
the student's folder in `submitted/`), `name`, `email`, and one for each platform. A cell can have several ids of one
platform, with spaces between them: Moodle gives a student another number in each assignment. Other columns stay.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from autograder.course.paths import ClassPaths, write_atomic
from autograder.errors import CourseError, display_path
from autograder.platforms.sheet import Sheet
from autograder.submissions.class_folder import name_problem

PLATFORMS = ("canvas", "moodle", "blackboard", "gradescope", "classroom")
WITH_IDS = (*PLATFORMS, "lti", "github")  # no downloads; LTI gives people ids of its own
COLUMNS = ("id", "name", "email", *(f"{one}_id" for one in WITH_IDS))
TWICE = "{}:{}: the id {!r} is there twice, also in line {}. Give each student one line."
BAD_ID = "{}:{}: {!r} cannot be the id of a student: {}. Change it there."
NO_ID = "{} has no column `id`. Its first line must have these names: {}. `make roster FROM=FILE` writes such a file."


@dataclass(frozen=True)
class Student:
    """One line of the roster. `ids` has the ids on each platform, by its name; `more` are the other columns."""

    id: str
    name: str = ""
    email: str = ""
    ids: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    more: Mapping[str, str] = field(default_factory=dict)

    def on(self, platform: str) -> tuple[str, ...]:
        """The ids on a platform."""
        return self.ids.get(platform, ())

    def cells(self) -> dict[str, str]:
        """Column → text."""
        named = {f"{platform}_id": " ".join(ids) for platform, ids in self.ids.items()}
        return {"id": self.id, "name": self.name, "email": self.email, **named, **self.more}


@dataclass(frozen=True)
class Roster:
    """All students, in the order of the file."""

    students: tuple[Student, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.students)

    def __contains__(self, student: str) -> bool:
        return any(one.id == student for one in self.students)

    def columns(self) -> list[str]:
        """The columns of the file: those of platforms that are used, and those of the instructor."""
        used = {column for one in self.students for column, text in one.cells().items() if text}
        more = list(dict.fromkeys(column for one in self.students for column in one.more))
        return [column for column in COLUMNS if column in ("id", "name", "email") or column in used] + more

    def line(self, student: Student) -> str:
        """The line of a student as it stands in the file, or should."""
        columns = self.columns() + [one for one in COLUMNS if one not in self.columns() and student.cells().get(one)]
        return _csv([[student.cells().get(column, "") for column in columns]]).strip()

    def to_csv(self) -> str:
        """The text of the file."""
        columns = self.columns()
        return _csv([columns, *([one.cells().get(column, "") for column in columns] for one in self.students)])


def read_roster(paths: ClassPaths) -> Roster:
    """The roster of a class; an empty one if there is no file. Raises CourseError if the file cannot be used."""
    path = paths.roster
    if not path.exists():
        return Roster()
    sheet = Sheet.read(path)
    return Roster(tuple(_students(path, [sheet.texts(row) for row in range(len(sheet.rows))])))


def write_roster(paths: ClassPaths, roster: Roster) -> None:
    """Write the roster of a class."""
    write_atomic(paths.roster, roster.to_csv())


def names(paths: ClassPaths) -> Mapping[str, str]:
    """Student id → name to display, such as Ada Lovelace. Students without a name in the roster are not in it."""
    return {one.id: one.name for one in read_roster(paths).students if one.name}


def plain_name(name: str) -> str:
    """A name in its usual order: "Lovelace, Ada" is Ada Lovelace."""
    last, comma, first = name.partition(",")
    return " ".join(f"{first} {last}".split()) if comma and first.strip() else " ".join(name.split())


def _students(path: Path, rows: Sequence[Sequence[str]]) -> Iterable[Student]:
    header = [name.strip().lower() for name in rows[0]] if rows else []
    if "id" not in header:
        raise CourseError(NO_ID.format(display_path(path), ", ".join(COLUMNS)))
    seen: dict[str, int] = {}
    for number, row in enumerate(rows[1:], start=2):
        cells = {column: text.strip() for column, text in zip(header, row, strict=False) if column}
        student = cells.pop("id", "")
        if not student and not any(cells.values()):
            continue
        problem = name_problem(student)
        if problem is not None:
            raise CourseError(BAD_ID.format(display_path(path), number, student, problem))
        if student in seen:
            raise CourseError(TWICE.format(display_path(path), number, student, seen[student]))
        seen[student] = number
        ids = {one: tuple(cells.pop(f"{one}_id", "").split()) for one in WITH_IDS if f"{one}_id" in cells}
        name, email = plain_name(cells.pop("name", "")), cells.pop("email", "")
        yield Student(student, name, email, {one: own for one, own in ids.items() if own}, cells)


def _csv(rows: Iterable[Sequence[str]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()
