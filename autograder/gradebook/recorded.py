"""Sum up what nbgrader's database says about one submission, from the rows of its grades and comments."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import RowMapping

from autograder.gradebook.mark_rows import marks_from
from autograder.gradebook.rows import final_score, seconds_late
from autograder.reports.marks import NO_MARKS, Marks


@dataclass(frozen=True)
class Recorded:
    """What the gradebook knows about one submission.

    `automatic` has the automatic score of each graded cell, by `grade_id`. `timestamp` is in UTC. `late` says whether
    the submission is late or has a late penalty. `final` is the score with manual grades, extra credit and penalties;
    it is None if a person has to grade a cell first. `marks` are those of people, and the late penalty.
    """

    automatic: dict[str, float | None]
    timestamp: datetime.datetime | None
    late: bool
    final: float | None
    marks: Marks = NO_MARKS


def recorded_from(grades: Sequence[RowMapping], comments: Mapping[str, str]) -> Recorded:
    """What is recorded of one submission, from the rows of its grades and the comments on its cells."""
    first = grades[0]
    penalties = {grade["notebook"]: grade["penalty"] for grade in grades if grade["penalty"] is not None}
    late = bool(penalties) or seconds_late(first["timestamp"], first["duedate"], first["extension"]) > 0
    final = None
    if all(grade["auto_score"] is not None or grade["manual_score"] is not None for grade in grades):
        points = sum(final_score(one["auto_score"], one["manual_score"], one["extra_credit"]) for one in grades)
        final = max(0.0, points - sum(penalties.values()))
    marks = marks_from({grade["cell"]: grade for grade in grades}, comments, penalties.values())
    return Recorded({grade["cell"]: grade["auto_score"] for grade in grades}, first["timestamp"], late, final, marks)
