"""Compare each score with the one of the last run, and say from the facts kept with both why it changed."""

import datetime
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from autograder.gradebook.cache_key import SUBMISSION, Parts
from autograder.gradebook.recorded import Key, Recorded
from autograder.reports.changes import Change

UNREADABLE, ERROR, NO_PENALTY = "unreadable", "error", "no penalty"  # problems; the first two are a result's status
APPEARED = {
    UNREADABLE: "the file cannot be read",
    ERROR: "the grader failed",
    NO_PENALTY: "the late penalty could not be computed",
}
DISAPPEARED = {
    UNREADABLE: "the file can be read now",
    ERROR: "the grader did not fail this time",
    NO_PENALTY: "the late penalty could be computed",
}
NO_RECORD = "unknown: build/ has no record of the last run"
AGAIN = "graded again with the same files and values: the answer differs from run to run"
NO_SCORES: Mapping[str, float] = {}  # one object for most submissions
DIGITS = 16  # of a digest: enough to see that it changed
REMOVED = "removed from the gradebook"


@dataclass(frozen=True, slots=True)
class Basis:
    """A final score, and everything that decided it, as plain data.

    `parts` are those of the cache key; there are none if it is not known from what the score was computed. `problem` is
    one of the above, or "". `extension` is in hours. The other fields are those of `Recorded` and its marks, times
    as text.
    """

    score: float | None
    automatic: Mapping[str, float | None]
    manual: Mapping[str, float]
    extra_credit: float
    penalty: float
    time: str
    due: str
    extension: float
    parts: Mapping[str, str]
    problem: str = ""

    @property
    def is_first(self) -> bool:
        """Whether nothing was graded yet, so that the next score is the first one."""
        return self.score is None and not self.problem


def basis_of(recorded: Recorded, parts: Mapping[str, str], problem: str = "") -> Basis:
    """What decided the score that is recorded."""
    return Basis(
        score=None if problem == NO_PENALTY else recorded.final,
        automatic=recorded.automatic,
        manual={one.task: one.manual for one in recorded.marks.tasks if one.manual is not None} or NO_SCORES,
        extra_credit=sum(one.extra or 0.0 for one in recorded.marks.tasks),
        penalty=recorded.marks.penalty,
        time=_text(recorded.timestamp),
        due=_text(recorded.due),
        extension=recorded.extension.total_seconds() / 3600,
        parts=Parts({part: digest[:DIGITS] for part, digest in parts.items()}),
        problem=problem,
    )


def _text(time: datetime.datetime | None) -> str:
    return "" if time is None else time.isoformat(" ")


def changes_between(before: Mapping[Key, Basis], after: Mapping[Key, Basis]) -> list[Change]:
    """Whose score changed, by student and exercise. A score that is the first one of a submission is no change."""
    return [
        Change(*key, before[key].score, after[key].score if key in after else None, why)
        for key in sorted(before)
        if (why := _why(before[key], after.get(key)))
    ]


def _why(before: Basis, after: Basis | None) -> str:
    """The reasons for a change; "" if the score is the same."""
    if after is None:
        return REMOVED if before.score is not None else ""
    return "" if _same(before.score, after.score) else "; ".join(reasons(before, after))


def _same(before: float | None, after: float | None) -> bool:
    if before is None or after is None:
        return before is after
    return math.isclose(before, after, abs_tol=1e-6)


def reasons(before: Basis, after: Basis) -> list[str]:
    """Why two scores of a submission differ: which of the facts changed that can have changed the score."""
    found = [*_of_automatic(before, after), *_of_problem(before, after), *_of_people(before, after)]
    found += _of_penalty(before, after, bool(found))
    return found or [AGAIN if before.parts else NO_RECORD]


def _of_automatic(before: Basis, after: Basis) -> Iterator[str]:
    """Which parts of the cache key changed, if a score changed that no manual score replaces."""
    by_hand = {*before.manual, *after.manual}
    if all(before.automatic.get(cell) == score for cell, score in after.automatic.items() if cell not in by_hand):
        return
    for part, digest in after.parts.items():
        if before.parts.get(part, digest) != digest:
            yield "resubmitted" if part == SUBMISSION else f"{part} changed"


def _of_problem(before: Basis, after: Basis) -> Iterator[str]:
    if before.problem != after.problem:
        yield APPEARED[after.problem] if after.problem else DISAPPEARED[before.problem]


def _of_people(before: Basis, after: Basis) -> Iterator[str]:
    """What people did in the gradebook."""
    cells = [cell for cell in {**before.manual, **after.manual} if before.manual.get(cell) != after.manual.get(cell)]
    if cells:
        yield f"manual score ({', '.join(sorted(cells))})"
    if not _same(before.extra_credit, after.extra_credit):
        yield "extra credit"


def _of_penalty(before: Basis, after: Basis, has_reasons: bool) -> Iterator[str]:
    """Why the late penalty changed. If other points changed, it can follow from them."""
    if _same(before.penalty, after.penalty):
        return
    facts = {
        "submission time": (before.time, after.time),
        "due date": (before.due, after.due),
        "extension": (_hours(before.extension), _hours(after.extension)),
    }
    changed = [f"{name}: {old or 'none'} → {new or 'none'}" for name, (old, new) in facts.items() if old != new]
    yield from changed
    if not changed and not has_reasons and before.parts:
        yield "the rules for late penalties changed"


def _hours(hours: float) -> str:
    return f"{hours:g} h" if hours else ""
