"""Find the columns of a platform's grades file that belong to exercises, and how many points each of them has.

Canvas      `Sums (4711)`: the title with the assignment's id. The points are in the row "Points Possible", where a
            column that cannot be imported has "(read only)", in the site's language
            (instructure/canvas-lms, lib/gradebook_exporter.rb and lib/gradebook_importer.rb)
Blackboard  `Sums [Total Pts: 7 Score] |1281892`; the number after | leads values into the existing column
Moodle      a worksheet is for one assignment. Its columns are named in the site's language, and always in this order:
            …, grade, highest grade or scale, whether the grade can be changed, … (moodle/moodle,
            mod/assign/gradingtable.php)
"""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from autograder.errors import UsageError
from autograder.platforms.numbers import number_in
from autograder.platforms.recognise import named
from autograder.platforms.sheet import Sheet

POINTS_ROW = "Points Possible"
CANVAS_TITLE = re.compile(r"(?P<title>.*?)\s*\((?P<id>\d+)\)")
BLACKBOARD_TITLE = re.compile(
    r"(?P<title>.*?)\s*\[Total Pts: (?P<most>[^\]]*?)\s*(?:Score|Text|Percentage|Letter)?\s*\]\s*\|(?P<id>\d+)"
)
# "Grade" in Moodle's language packs. In other languages the column is found by what is in the columns beside it.
MOODLE_GRADE = (
    "grade", "bewertung", "note", "calificación", "valutazione", "cijfer", "nota", "qualificació", "ocena", "karakter",
    "betyg", "arvosana",
)  # fmt: skip
WHICH = (
    "{} has no column that is named after an exercise. It has: {}. Is it the export of another course? Otherwise name "
    "both: EXERCISE={} COLUMN='{}'"
)
SEVERAL = "{} has several columns that are named after {}: {}. Name the right one: EXERCISE={} COLUMN='{}'"
NO_COLUMN = "{} has no column {!r} that can be filled in. It has: {}."
WHOSE = "Which exercise is in the column {!r}? Name it: EXERCISE={}"
WORKSHEET = "A worksheet of Moodle is for one assignment. Which exercise is {}? Name it: EXERCISE={}"
NO_GRADE = "In {}, the column with the grades cannot be found. It has: {}. Name it: COLUMN='…'"
SCALE = "In {}, the grades are words of a scale ({!r}), not points. Set the type of the grade to points in Moodle."


class Target(NamedTuple):
    """A column that belongs to an exercise; `most` are its points on the platform, None if that is not known."""

    exercise: str
    column: int
    title: str
    most: float | None


def targets_in(
    sheet: Sheet, platform: str, titles: Mapping[str, str], exercise: str | None, column: str | None
) -> list[Target]:
    """The columns to fill in. `exercise` and `column` are what a person has said. `titles` are by exercise.

    Raises UsageError if they are not clear.
    """
    if platform == "moodle":
        return [_of_worksheet(sheet, titles, exercise, column)]
    possible = _canvas(sheet) if platform == "canvas" else _blackboard(sheet)
    listed = ", ".join(one.title for one in possible)
    if column is not None:
        fitting = [
            one for one in possible if column in (one.title, _plain(one.title), sheet.text(0, one.column).strip())
        ]
        if len(fitting) != 1:
            raise UsageError(NO_COLUMN.format(sheet.name, column, listed))
        own = exercise or named(fitting[0].title, titles)
        if own is None:
            raise UsageError(WHOSE.format(column, next(iter(titles))))
        return [fitting[0]._replace(exercise=own)]
    found = [one._replace(exercise=own) for one in possible if (own := named(_plain(one.title), titles))]
    found = [one for one in found if exercise in (None, one.exercise)]
    if not found:
        example = possible[0].title if possible else "…"
        raise UsageError(WHICH.format(sheet.name, listed, exercise or next(iter(titles)), example))
    for one in found:
        others = [other.title for other in found if other.exercise == one.exercise]
        if len(others) > 1:
            raise UsageError(SEVERAL.format(sheet.name, one.exercise, ", ".join(others), one.exercise, others[0]))
    return found


def points_row(sheet: Sheet) -> int | None:
    """The row of Canvas's file with the points of each assignment."""
    rows = range(1, min(len(sheet.rows), 6))
    return next((row for row in rows if POINTS_ROW in sheet.text(row, 0)), None)


def _canvas(sheet: Sheet) -> list[Target]:
    """The columns of assignments: those with points that can be imported."""
    row = points_row(sheet)
    header = sheet.texts(0)
    start = 1 + max(at for at, name in enumerate(header) if name in ("Section", "ID", "SIS Login ID", "Root Account"))
    points = {at: sheet.text(row, at).strip() if row is not None else "" for at in range(len(header))}
    return [
        Target("", at, header[at], number_in(points[at]))
        for at in range(start, len(header))
        if number_in(points[at]) is not None or (not points[at] and CANVAS_TITLE.fullmatch(header[at]))
    ]


def _blackboard(sheet: Sheet) -> list[Target]:
    matches = ((at, name, BLACKBOARD_TITLE.fullmatch(name)) for at, name in enumerate(sheet.texts(0)))
    return [Target("", at, name, number_in(one["most"].removeprefix("up to "))) for at, name, one in matches if one]


def _plain(title: str) -> str:
    """A title without what the platform has added."""
    match = CANVAS_TITLE.fullmatch(title) or BLACKBOARD_TITLE.fullmatch(title)
    return match["title"] if match else title


def _of_worksheet(sheet: Sheet, titles: Mapping[str, str], exercise: str | None, column: str | None) -> Target:
    own = exercise or (next(iter(titles)) if len(titles) == 1 else named(sheet.name.rpartition("/")[2], titles))
    if own is None:
        raise UsageError(WORKSHEET.format(sheet.name, next(iter(titles))))
    header = [name.lower() for name in sheet.texts(0)]
    if column is not None and column.strip().lower() not in header:
        raise UsageError(NO_COLUMN.format(sheet.name, column, ", ".join(sheet.texts(0))))
    known = [header.index(column.strip().lower())] if column is not None else []
    known = known or [at for at, name in enumerate(header) if name in MOODLE_GRADE] or _by_contents(sheet)
    if len(known) != 1 or known[0] + 1 >= len(header):
        raise UsageError(NO_GRADE.format(sheet.name, ", ".join(sheet.texts(0))))
    values = _values(sheet, known[0] + 1)
    most = number_in(values[0]) if values else None
    if values and most is None:
        raise UsageError(SCALE.format(sheet.name, values[0]))
    return Target(own, known[0], sheet.texts(0)[known[0]], most)


def _by_contents(sheet: Sheet) -> list[int]:
    """The columns that can have the grades: numbers or nothing, and the same number for everybody in the next one."""
    return [
        at
        for at in range(2, len(sheet.rows[0]) - 1)
        if len({*_values(sheet, at + 1)}) == 1
        and number_in(_values(sheet, at + 1)[0])
        and all(number_in(text) is not None for text in _values(sheet, at))
    ]


def _values(sheet: Sheet, column: int) -> Sequence[str]:
    """What is in a column, without empty cells and dashes."""
    texts = (sheet.text(row, column).strip() for row in range(1, len(sheet.rows)))
    return [text for text in texts if text not in ("", "-")]
