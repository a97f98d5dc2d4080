"""Describe the outcome of a run over a class."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from autograder.grading.result import Result
from autograder.reports.changes import Change
from autograder.reports.class_list import ClassList, Key


@dataclass(frozen=True)
class RunSummary:
    """The outcome of a run.

    results      the results, without their tests
    unread       the unreadable submissions without a manual grade
    graded       the number of submissions that this run graded, without the unreadable ones
    unchanged    the number of submissions whose results were up to date, without the unreadable ones
    remarks      what the instructor must know about submissions and grades
    failures     errors of the grader itself, and of the plugin for late penalties
    gradebook    the name of the database
    confinement  what confines the workers in addition to the sandbox; "" if nothing does
    changes      whose score changed since the last run
    new          the number of submissions that had no score before
    scores       the final scores of the gradebook; without them, the automatic ones are shown
    class_list   the students that the run was about
    dry_run      whether nothing was recorded: graded and changes are what a run would do
    """

    results: list[Result]
    unread: list[Result]
    graded: int
    unchanged: int
    remarks: list[str]
    failures: list[str]
    gradebook: str
    confinement: str = ""
    changes: Sequence[Change] = ()
    new: int = 0
    scores: Mapping[Key, float | None] | None = None
    class_list: ClassList = field(default_factory=ClassList)
    dry_run: bool = False

    @property
    def unreadable(self) -> int:
        """The number of unreadable submissions."""
        return sum(result.status == "unreadable" for result in self.results)
