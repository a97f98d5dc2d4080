"""Render the page of the class from its data."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from autograder.reports import attention
from autograder.reports.charts import histogram_svg, scatter_svg
from autograder.reports.class_data import Attention, ClassData, ItemData, MistakeData, SimilarPiece, StudentData
from autograder.reports.html import render_stream
from autograder.reports.item_statistics import EVERYBODY, REVERSED

SCRIPT = Path(__file__).with_name("templates") / "report.js"
MOST_MISTAKES = 6  # that are not folded
HEADINGS = {  # of what to look at: singular and plural
    attention.SCORE: ("submission has no score yet", "submissions have no score yet"),
    attention.ANSWERS: ("answer in words waits for a person", "answers in words wait for a person"),
    attention.TESTS: ("hidden test may be faulty", "hidden tests may be faulty"),
    attention.EARLIER: ("manual score is for an earlier version", "manual scores are for earlier versions"),
    attention.FILES: ("remark on a file", "remarks on files"),
    attention.TIMES: ("time is not known", "times are not known"),
    attention.EMPTY: ("submission has next to nothing in it", "submissions have next to nothing in them"),
    attention.SIMILAR: ("pair of students has unusual code in common", "pairs of students have unusual code in common"),
    attention.IDS: ("group of ids looks alike", "groups of ids look alike"),
}
FLAGS = {  # of tests: singular and plural
    EVERYBODY: ("test is passed by everybody", "tests are passed by everybody"),
    REVERSED: ("test is passed by weaker students", "tests are passed by weaker students"),
}
DOUBTFUL = "test may be faulty", "tests may be faulty"


@dataclass(frozen=True)
class Group:
    """Things of one kind under a heading, such as "3 remarks on files"."""

    kind: str
    heading: str
    things: tuple[Any, ...]


@dataclass(frozen=True)
class Line:
    """One line of code, and whether the other student has it, too."""

    text: str
    shared: bool


def class_page(data: ClassData, stamp: str = "") -> Iterator[str]:
    """The HTML of the page, piece by piece."""
    frequent = [one for one in data.mistakes if len(one.students) > 1]
    tests = [one for one in data.items if one.test]
    placed = [one for one in tests if one.discrimination is not None]
    total = data.total.scores
    return render_stream(
        "report.html",
        stamp=stamp,
        data=data,
        names={row.student: row.name for row in data.rows if row.name},
        short_names=_unique_names(data.rows),
        attention=_groups(data.attention),
        histogram=histogram_svg(total, "Histogram of the totals. The table has the same numbers.") if total else "",
        scatter=scatter_svg(placed, "Share and discrimination of each test. The table has the same.") if placed else "",
        frequent=frequent[:MOST_MISTAKES],
        others=frequent[MOST_MISTAKES:],
        single=_singles(data.mistakes),
        flags=_flags(tests),
        lines=code_lines,
        script=SCRIPT.read_text(encoding="utf-8"),
    )


def _unique_names(rows: Sequence[StudentData]) -> dict[str, str]:
    """Student → a name that no other student has."""
    counts = Counter(row.name for row in rows)
    return {row.student: row.name for row in rows if row.name and counts[row.name] == 1}


def _groups(things: Sequence[Attention]) -> list[Group]:
    return [_group(kind, HEADINGS[kind], list(own)) for kind, own in groupby(things, key=lambda one: one.kind)]


def _group(kind: str, headings: tuple[str, str], things: Sequence[object]) -> Group:
    return Group(kind, f"{len(things)} {headings[len(things) != 1]}", tuple(things))


def _singles(mistakes: Sequence[MistakeData]) -> Group | None:
    own = [one for one in mistakes if len(one.students) == 1]
    return _group("single", ("mistake of a single student", "mistakes of a single student"), own) if own else None


def _flags(tests: Sequence[ItemData]) -> list[Group]:
    """The tests with a flag: doubtful ones first."""
    groups = [_group("doubt", DOUBTFUL, [one for one in tests if set(one.flags) - FLAGS.keys()])]
    groups += [_group(flag, texts, [one for one in tests if flag in one.flags]) for flag, texts in FLAGS.items()]
    return [one for one in groups if one.things]


def code_lines(piece: SimilarPiece) -> list[Line]:
    """The lines of a piece of code."""
    shared = set(piece.shared)
    return [Line(text, number in shared) for number, text in enumerate(piece.code.split("\n"))]
