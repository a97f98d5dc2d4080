"""Fill the scores of a class into a grades file that a platform exported. A missing score is no 0: the cell stays."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from autograder.errors import UsageError
from autograder.platforms.columns import OWN, columns_of
from autograder.platforms.entry import Who
from autograder.platforms.grade_columns import Target, targets_in
from autograder.platforms.matching import Matcher, Unmatched
from autograder.platforms.numbers import has_comma, number_in, written
from autograder.platforms.people import TEST_STUDENT, Row, rows_of
from autograder.platforms.sheet import Sheet

Key = tuple[str, str]  # student and exercise
EXCUSED, NOT_ASSIGNED = "EX", "N/A"  # Canvas's words
OTHER = "{} is not a file with grades from {}. {}"
OTHER_POINTS = (
    "{}: the column {!r} is worth {} points, and the exercise {} is worth {}. Change the points on the platform and "
    "export the file again, or have all scores converted: SCALE=yes"
)
STRANGERS = (
    "{}: none of its {} people is in roster.csv. Is it the export of another course? Nothing was written. If they are "
    "your students: make roster FROM=FILE, with this file"
)
TWICE = "{}: rows {} and {} are both {}. Correct roster.csv, or the file, and run this again."
EXPORTS = {
    "canvas": "In Canvas: Grades, Export, Export Entire Gradebook. Then: make return TO=canvas FROM=FILE",
    "moodle": "In Moodle: the assignment, Download grading worksheet. Then: make return TO=moodle FROM=FILE",
    "blackboard": "In Blackboard: Grade Center, Work Offline, Download. Then: make return TO=blackboard FROM=FILE",
}


@dataclass(frozen=True)
class Gradable:
    """The scores of a class: `scores` that there are, by student and exercise; `most` and `titles` by exercise."""

    scores: Mapping[Key, float]
    most: Mapping[str, float]
    titles: Mapping[str, str]


@dataclass
class Filled:
    """The file, filled in. `people` are the rows by student.

    `written` has the scores that are in it now; `kept` are cells that stay, with the reason; `unknown` rows of people
    whom the roster does not have; `absent` students with a score who are not in the file.
    """

    sheet: Sheet
    targets: list[Target]
    people: Mapping[str, Row]
    written: dict[Key, float] = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)
    unknown: list[Unmatched] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)


def fill(
    sheet: Sheet,
    platform: str,
    gradable: Gradable,
    matcher: Matcher,
    exercise: str | None = None,
    column: str | None = None,
    scale: bool = False,
) -> Filled:
    """Fill scores into a file. With `scale`, they are converted to the points that the platform has for an exercise.

    Raises UsageError if it is not clear what belongs where.
    """
    found, kinds = columns_of(sheet)
    if found != platform:
        raise UsageError(OTHER.format(sheet.name, platform.title(), EXPORTS[platform]))
    targets = targets_in(sheet, platform, gradable.titles, exercise, column)
    factors = {one.exercise: _factor(sheet, one, gradable.most[one.exercise], scale) for one in targets}
    comma = has_comma((text for row in range(1, len(sheet.rows)) for text in sheet.texts(row)), sheet.separator)
    people, unknown = _people(sheet, platform, list(rows_of(sheet, platform, kinds)), matcher)
    if unknown and not people:
        raise UsageError(STRANGERS.format(sheet.name, len(unknown)))
    filled = Filled(sheet, targets, people, unknown=unknown)
    for target in targets:
        for student, row in people.items():
            score = gradable.scores.get((student, target.exercise))
            if score is None:
                continue
            there = sheet.text(row.number - 1, target.column).strip()
            if there.upper() in (EXCUSED, NOT_ASSIGNED):
                filled.kept.append(f"{student} {target.exercise}: {there}")
                continue
            value = score * factors[target.exercise]
            if number_in(there) is None or abs((number_in(there) or 0.0) - value) > 1e-9:
                sheet.put(row.number - 1, target.column, written(value, comma))
            filled.written[student, target.exercise] = score
    exercises = {one.exercise for one in targets}
    filled.absent = sorted({one for one, own in gradable.scores if own in exercises and one not in people})
    return filled


def _factor(sheet: Sheet, target: Target, most: float, scale: bool) -> float:
    """By what the scores of an exercise are multiplied."""
    if target.most is None or abs(target.most - most) < 1e-9:
        return 1.0
    if not scale:
        points = (f"{value:g}" for value in (target.most, most))
        raise UsageError(OTHER_POINTS.format(sheet.name, target.title, next(points), target.exercise, next(points)))
    return target.most / most


def _people(sheet: Sheet, platform: str, rows: list[Row], matcher: Matcher) -> tuple[dict[str, Row], list[Unmatched]]:
    """The row of each student, and who is not known. The test student is nobody."""
    people: dict[str, Row] = {}
    unknown = []
    for row in rows:
        if row.cells.get("name", "").lower() in TEST_STUDENT:
            continue
        student = _student(row, platform, matcher)
        if isinstance(student, Unmatched):
            unknown.append(student)
        elif student in people:
            raise UsageError(TWICE.format(sheet.name, people[student].number, row.number, student))
        else:
            people[student] = row
    return people, unknown


def _student(row: Row, platform: str, matcher: Matcher) -> str | Unmatched:
    """The student of a row: by its login, or else by its student number."""
    cells = row.cells
    logins = [cells[kind] for kind in ("login", "number", "email") if kind in cells] or [""]
    found: list[str | Unmatched] = []
    for login in logins:
        found.append(matcher.student_of(Who(platform, cells.get(OWN, ""), row.name, login, cells.get("email", ""))))
        if isinstance(found[-1], str):
            return found[-1]
    return found[0]
