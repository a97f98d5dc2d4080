"""Show whose score changed since the last run."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass

from autograder.reports.text import number, spreadsheet_text

COLUMNS = ("student", "exercise", "before", "after", "why")


@dataclass(frozen=True)
class Change:
    """The change of a student's final score in an exercise: None is no score. `why` has the reasons, in words."""

    student: str
    exercise: str
    before: float | None
    after: float | None
    why: str


def changes_csv(changes: Iterable[Change]) -> str:
    """The table of changes. No score is an empty cell."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for one in changes:
        scores = ("" if score is None else number(score) for score in (one.before, one.after))
        writer.writerow([spreadsheet_text(one.student), one.exercise, *scores, one.why])
    return text.getvalue()
