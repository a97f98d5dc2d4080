"""Define what the class report says, for the page and for class.json alike.

docs/class-report.md describes the keys of class.json: they are the names of the fields here.
"""

import csv
import dataclasses
import io
import itertools
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from autograder.reports.changes import Change
from autograder.reports.distribution import Distribution
from autograder.reports.statistics import OwnTestsStatistics, TaskStatistics
from autograder.reports.written import WrittenCount

SCHEMA = 1
PIECES = 1000  # of JSON, such as a bracket or a value, that are written together
ITEM_COLUMNS = (
    *("exercise", "task", "test", "points", "submissions", "attempted", "solved", "share", "discrimination", "flags"),
)


@dataclass(frozen=True)
class Attention:
    """Something to look at. `kind` is a key of `KINDS` in attention.py. `student` or `exercise` is "" if it is about
    none in particular."""

    kind: str
    text: str
    student: str = ""
    exercise: str = ""


@dataclass(frozen=True)
class Handed:
    """How much was handed in: `students` of the class who handed in something, or an exercise; how many `submissions`
    are `late`, and how many have no score yet (`without_score`)."""

    students: int
    submissions: int
    late: int
    without_score: int


@dataclass(frozen=True)
class ExerciseData:
    """One exercise of the course. `scores` describes its final scores; None if there are none."""

    name: str
    title: str
    max_score: float
    handed_in: Handed
    scores: Distribution | None
    tasks: tuple[TaskStatistics, ...] = ()


@dataclass(frozen=True)
class TotalData:
    """The students' totals, of at most `max_score`: the points of the `exercises` of which somebody handed in one."""

    max_score: float
    exercises: tuple[str, ...]
    scores: Distribution | None


@dataclass(frozen=True)
class Example:
    """A real call of the class in which a mistake shows, with the values as text."""

    student: str
    exercise: str
    task: str
    test: str
    call: str
    expected: str
    received: str


@dataclass(frozen=True)
class MistakeData:
    """A known mistake: in how many `submissions` it occurs, in which tasks, of which students. `example` is the
    smallest one of the class; None for a mistake of a single student, and if no test shows it in a call."""

    name: str
    explanation: str
    hint: str
    section: str
    submissions: int
    tasks: tuple[str, ...]
    students: tuple[str, ...]
    example: Example | None = None


@dataclass(frozen=True)
class ItemData:
    """One hidden test, or a whole task if `test` is "". docs/class-report.md explains the figures."""

    exercise: str
    task: str
    test: str
    points: float
    submissions: int
    attempted: int
    solved: int
    share: float | None
    discrimination: float | None
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CellData:
    """One student's work on one exercise. `state` is a key of `STATES` in student_rows.py.

    Of `max_score` points, `score` were given (None: no score yet), and `unwritten` belong to tasks that the student has
    not attempted.
    """

    exercise: str
    state: str
    score: float | None
    max_score: float
    unwritten: float = 0.0
    late: bool = False


@dataclass(frozen=True, slots=True)
class StudentData:
    """One student: the `total` of the known scores (None without any), one cell for each exercise, and the names of
    the mistakes."""

    student: str
    name: str
    total: float | None
    cells: tuple[CellData, ...]
    mistakes: tuple[str, ...]


@dataclass(frozen=True)
class SimilarPiece:
    """One student's code of a similar pair, and the numbers of its lines that the other one has, too (from 0)."""

    student: str
    code: str
    shared: tuple[int, ...]


@dataclass(frozen=True)
class SimilarPair:
    """The work of two students that has unusually much in common. `share` is the part of the shorter one's unusual code
    that the other one has, too, between 0 and 1; `amount` is how much that is, in places of the syntax tree."""

    exercise: str
    share: float
    amount: float
    pieces: tuple[SimilarPiece, SimilarPiece]


@dataclass(frozen=True)
class ClassData:
    """Everything that the class report says."""

    course: str
    title: str
    students: int
    handed_in: Handed
    total: TotalData
    exercises: tuple[ExerciseData, ...]
    attention: tuple[Attention, ...]
    mistakes: tuple[MistakeData, ...]
    items: tuple[ItemData, ...]
    rows: tuple[StudentData, ...]
    similar: tuple[SimilarPair, ...] = ()
    own_tests: tuple[OwnTestsStatistics, ...] = ()
    written: tuple[WrittenCount, ...] = ()
    changes: tuple[Change, ...] = ()
    unconfined: int = 0
    schema: int = field(default=SCHEMA)

    def to_json(self) -> Iterator[str]:
        """The text of class.json, in pieces."""
        encoder = json.JSONEncoder(indent=1, ensure_ascii=False, default=_fields)
        pieces = encoder.iterencode(_fields(self))
        while some := list(itertools.islice(pieces, PIECES)):
            yield "".join(some)
        yield "\n"

    def items_csv(self) -> str:
        """The text of items.csv. A figure that cannot be computed is an empty cell."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(ITEM_COLUMNS)
        for one in self.items:
            writer.writerow([_cell(getattr(one, column)) for column in ITEM_COLUMNS])
        return text.getvalue()


def _fields(value: Any) -> dict[str, Any]:
    """A dataclass as a dict. Unlike `asdict`, this does not copy what is inside."""
    return {one.name: getattr(value, one.name) for one in dataclasses.fields(value)}


def _cell(value: Any) -> str:
    if isinstance(value, tuple):
        return "; ".join(value)
    if isinstance(value, float):
        return f"{round(value, 3):g}"
    return "" if value is None else str(value)
