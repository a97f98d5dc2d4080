"""Read a list of people: a platform's export of its gradebook or of its people, or any CSV file with names.

The student's id is the first of these that everybody in the file has, and that no two people share: a column `id`
(unless it is the platform's own), the login, the student number, the e-mail address, the platform's own number.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from autograder.errors import UsageError
from autograder.platforms.columns import NAMES, OWN, PARTICIPANT, columns_of
from autograder.platforms.roster import Student, plain_name
from autograder.platforms.sheet import Sheet
from autograder.submissions.class_folder import name_problem

ORDER = ("id", "login", "number", "email", OWN)
STUDENTS = ("", "student", "students", "learner", "teilnehmer/in", "studierende", "étudiant", "estudiante", "studente")
TEST_STUDENT = ("student, test", "test student")
NOT_A_STUDENT = "not a student ({})"
NO_PEOPLE = "{} has no column with names or ids of people. It has: {}. If one of these is the student's id: ID=COLUMN"
ANONYMOUS = "{} is anonymous: it has numbers, and no names. Export another list of people from the platform."
NO_ID = "In {}, there is no column in which everybody has a value of their own. It has: {}. Choose one: ID=COLUMN"
NO_COLUMN = "{} has no column {!r}. It has: {}."
NOT_USABLE = "{}: row {}: {!r} cannot be the id of a student: {}. Change it there, or choose another column: ID=COLUMN"
TWICE = "{}: row {}: {!r} is there twice. Choose a column in which everybody has another value: ID=COLUMN"


@dataclass(frozen=True)
class People:
    """The people of a file. `platform` is "" if it is not from one; `column` is the one with the students' ids.

    `students` have all ids of theirs that the file has in `more`, by kind. `skipped` names rows that are no students.
    """

    platform: str
    column: str
    students: Sequence[Student]
    skipped: Sequence[str] = ()


@dataclass(frozen=True)
class Row:
    """One row of the file: its number as spreadsheets count, and what it says, by kind of column."""

    number: int
    cells: Mapping[str, str]

    @property
    def name(self) -> str:
        name = f"{self.cells.get('first', '')} {self.cells.get('last', '')}".strip()
        return name or plain_name(self.cells.get("name", ""))


def people_in(sheet: Sheet, chosen: str | None = None) -> People:
    """The people of a file; `chosen` is the column with the students' ids. Raises UsageError if there are none."""
    platform, kinds = columns_of(sheet)
    header = ", ".join(filter(None, sheet.texts(0)))
    if chosen is None and not {*kinds.values()} & {*NAMES, OWN}:
        raise UsageError(NO_PEOPLE.format(sheet.name, header))
    rows = list(rows_of(sheet, platform, kinds))
    if platform and rows and not any(row.name or {"login", "number", "email"} & {*row.cells} for row in rows):
        raise UsageError(ANONYMOUS.format(sheet.name))
    reasons = {row.number: _no_student(row) for row in rows}
    own = [row for row in rows if not reasons[row.number]]
    column = _chosen_column(sheet, chosen, header) if chosen is not None else _id_column(sheet, own, kinds, header)
    ids = {row.number: sheet.text(row.number - 1, column).strip() for row in own}
    if kinds.get(column) == OWN:
        ids = {row.number: row.cells[OWN] for row in own}
    _refuse_bad_ids(sheet, ids)
    skipped = [f"{row.name or f'row {row.number}'}: {reasons[row.number]}" for row in rows if reasons[row.number]]
    students = [_student(row, ids[row.number], platform) for row in own]
    return People(platform, sheet.texts(0)[column], students, skipped)


def rows_of(sheet: Sheet, platform: str, kinds: Mapping[int, str]) -> Iterator[Row]:
    """The rows that are about a person."""
    for number in range(1, len(sheet.rows)):
        cells: dict[str, str] = {}
        for column, kind in kinds.items():
            text = sheet.text(number, column).strip()
            if kind == OWN and platform == "moodle":
                text = PARTICIPANT.sub(r"\1", text)
            if text:
                cells.setdefault(kind, text)
        if cells and not (platform == "canvas" and OWN not in cells):  # "Points Possible", "Manual Posting"
            yield Row(number + 1, cells)


def _no_student(row: Row) -> str:
    """Why a row is not about a student; "" if it is."""
    if row.cells.get("name", "").lower() in TEST_STUDENT:
        return "the test student"
    role = row.cells.get("role", "")
    return "" if role.lower() in STUDENTS else NOT_A_STUDENT.format(role)


def _id_column(sheet: Sheet, rows: Sequence[Row], kinds: Mapping[int, str], header: str) -> int:
    """The column that has a student's id, by the rule above."""
    for kind in ORDER:
        for column in (column for column, one in kinds.items() if one == kind):
            values = [sheet.text(row.number - 1, column).strip() for row in rows]
            folded = {value.casefold() for value in values}
            if values and all(values) and len(folded) == len(values) and not any(map(name_problem, values)):
                return column
    raise UsageError(NO_ID.format(sheet.name, header))


def _chosen_column(sheet: Sheet, chosen: str, header: str) -> int:
    names = [name.casefold() for name in sheet.texts(0)]
    if chosen.strip().casefold() not in names:
        raise UsageError(NO_COLUMN.format(sheet.name, chosen, header))
    return names.index(chosen.strip().casefold())


def _refuse_bad_ids(sheet: Sheet, ids: Mapping[int, str]) -> None:
    seen: set[str] = set()
    for number, student in ids.items():
        problem = name_problem(student)
        if problem is not None:
            raise UsageError(NOT_USABLE.format(sheet.name, number, student, problem))
        if student.casefold() in seen:
            raise UsageError(TWICE.format(sheet.name, number, student))
        seen.add(student.casefold())


def _student(row: Row, student: str, platform: str) -> Student:
    """The person as a line of the roster. On Blackboard and Gradescope, the login is what the platform calls them."""
    cells = row.cells
    own = {"canvas": OWN, "moodle": OWN, "blackboard": "login", "gradescope": "number"}.get(platform)
    ids = {platform: (cells[own],)} if own is not None and own in cells else {}
    more = {kind: cells[kind] for kind in ("id", "login", "number") if kind in cells}
    return Student(student, row.name, cells.get("email", ""), ids, more)
