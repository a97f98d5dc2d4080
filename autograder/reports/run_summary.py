"""Describe the outcome of a run over a class."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from autograder.course.config import Course
from autograder.grading.result import Result
from autograder.reports.changes import Change
from autograder.reports.class_figures import ClassFigures, class_figures
from autograder.reports.class_list import ClassList, Key
from autograder.reports.text import one_line, some_of, student_id

MOST_STUDENTS = 20  # with the same problem
DETAIL = re.compile(r" \([^()]*\)$")


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
    figures      what the terminal shows of the results, scores and students; None if it is not counted yet
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
    figures: ClassFigures | None = None

    def counted(self, course: Course) -> ClassFigures:
        """The figures. They are counted if they are not known."""
        if self.figures is not None:
            return self.figures
        scores = {(one.student, str(one.exercise)): one.score for one in self.results}
        return class_figures(course, self.results, scores if self.scores is None else self.scores, self.class_list)

    def without_submissions(self) -> "RunSummary":
        """The same with only the figures of what grows with the class. The figures must be known."""
        return replace(self, results=[], scores=None, class_list=ClassList())

    def unread_lines(self) -> list[str]:
        """What is wrong with the `unread` submissions, in one sentence for all that have the same problem.

        What stands in brackets at the end of a message, such as the line of a file, is left out if there are several.
        """
        groups: dict[tuple[str | None, str], list[Result]] = {}
        for one in self.unread:
            groups.setdefault((one.exercise, DETAIL.sub("", one.message)), []).append(one)
        lines = []
        for (exercise, message), results in groups.items():
            names = some_of([student_id(one.student) for one in results], MOST_STUDENTS)
            several = f"{names} {exercise}: {results[0].status}, {message}"
            lines.append(f"{one_line(results[0]) if len(results) == 1 else several}.")
        return lines
