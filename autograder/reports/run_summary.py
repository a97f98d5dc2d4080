"""What a run over a class reports at its end."""

from dataclasses import dataclass

from autograder.grading.result import Result


@dataclass(frozen=True)
class RunSummary:
    """The outcome of a run.

    `results` have no tests. `unread` are the unreadable ones that nobody has graded by hand. `graded` counts the new
    results, `unchanged` those that were up to date. `failures` are errors of ours. `gradebook` is the database's name.
    """

    results: list[Result]
    unread: list[Result]
    graded: int
    unchanged: int
    remarks: list[str]
    failures: list[str]
    gradebook: str
