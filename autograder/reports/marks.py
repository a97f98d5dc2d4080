"""Describe what people decided about a submission, beside its automatic scores, and what lateness costs.

Marks come from nbgrader's gradebook: manual scores, extra credit and comments from the formgrader or from
`autograder override`, and late penalties.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from autograder.reports.text import number

MARK_COLUMNS = ("manual_scores", "extra_credit", "late_penalties", "comments")  # of grades.csv
EARLIER_VERSION = "is for an earlier version of the notebook or of the tests"


@dataclass(frozen=True)
class TaskMarks:
    """What a person decided about one task.

    `manual` replaces the `automatic` score, `extra` is added. `earlier` says that the manual score was given before the
    submission or its automatic score changed, and that no person has looked at it since. `comment` is Markdown.
    """

    task: str
    automatic: float | None = None
    manual: float | None = None
    extra: float | None = None
    comment: str = ""
    earlier: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether no person decided anything."""
        return self.manual is None and not self.extra and not self.comment


@dataclass(frozen=True)
class Marks:
    """The marks of one submission: those of its tasks that have some, and the late penalty in points."""

    tasks: tuple[TaskMarks, ...] = ()
    penalty: float = 0.0

    def __bool__(self) -> bool:
        return bool(self.tasks) or self.penalty > 0

    def of(self, task: str) -> TaskMarks:
        """The marks of a task, which may be empty."""
        return next((one for one in self.tasks if one.task == task), TaskMarks(task))

    @property
    def earlier(self) -> list[TaskMarks]:
        """The tasks with a manual score for an earlier version."""
        return [one for one in self.tasks if one.earlier]


NO_MARKS = Marks()


def mark_cells(marks: Mapping[str, Marks]) -> list[str]:
    """The cells of one student's row in grades.csv, for MARK_COLUMNS. `marks` are by exercise."""
    tasks = [(exercise, one) for exercise, own in marks.items() for one in own.tasks]
    cells = (
        (f"{exercise}: {one.task} {_manual(one)}" for exercise, one in tasks if one.manual is not None),
        (f"{exercise}: {one.task} {number(one.extra)}" for exercise, one in tasks if one.extra),
        (f"{exercise}: {number(own.penalty)}" for exercise, own in marks.items() if own.penalty > 0),
        (f"{exercise}: {one.task}: {' '.join(one.comment.split())}" for exercise, one in tasks if one.comment),
    )
    return ["; ".join(texts) for texts in cells]


def _manual(one: TaskMarks) -> str:
    automatic = "no automatic score" if one.automatic is None else f"automatic {number(one.automatic)}"
    return f"{number(one.manual)} ({automatic})"
