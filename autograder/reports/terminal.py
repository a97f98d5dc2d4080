"""Print to the terminal. Progress, warnings and errors go to stderr, results to stdout."""

import json
import sys
import textwrap
from collections.abc import Iterable, Sequence
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from autograder.course.config import Course
from autograder.course.paths import ClassPaths
from autograder.errors import display_path
from autograder.grading.result import Result
from autograder.reports.class_data import TotalData
from autograder.reports.class_figures import ClassFigures
from autograder.reports.file_table import file_table
from autograder.reports.run_summary import RunSummary
from autograder.reports.statistics import TaskStatistics, task_statistics
from autograder.reports.tables import (
    MOST_CHANGES,
    changes_table,
    exercise_table,
    mistake_table,
    own_tests_table,
    student_table,
    task_table,
)
from autograder.reports.text import counted, number, printable, rounded

LONG_BAR, SHORT_BAR = 20, 5  # characters
WIDTH = 110  # columns, if the output is not a terminal
DEMO_CLASS = """\
submitted/ is empty, so this is the demo class, in {}/. To grade your own class, put its notebooks into
submitted/<student>/<exercise>/<exercise>.ipynb: with `make collect` from a platform, with nbgrader collect, or by hand.
"""
UNCONFINED = """\
WARNING: student code runs as you, without a sandbox. It can read and change your files. Its time is limited, and its
memory if the system supports that.
"""
ADVICE = "Fix the file, or ask the student to submit it again."


def console(stderr: bool = False) -> Console:
    """A console. If the output is not a terminal, its lines are wide enough for the tables."""
    own = Console(stderr=stderr, highlight=False)
    return own if own.is_terminal else Console(stderr=stderr, highlight=False, width=WIDTH)


class ProgressReporter:
    """Progress of a run: a bar on a terminal; elsewhere one line for each step."""

    def __init__(self, title: str, total: int):
        self._total = total
        self._done = 0
        self._console = console(stderr=True)
        self._bar: Progress | None = None
        if self._console.is_terminal:
            columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
            self._bar = Progress(*columns, console=self._console, transient=True)
            self._task = self._bar.add_task(title, total=total)

    def __enter__(self) -> "ProgressReporter":
        if self._bar:
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._bar:
            self._bar.stop()

    def step(self, text: str | None = None) -> None:
        """Count one step. `text` is its line, which a bar leaves out."""
        self._done += 1
        if self._bar:
            self._bar.advance(self._task)
        elif text:
            print(f"[{self._done}/{self._total}] {printable(text)}", file=self._console.file, flush=True)


def warn_of_unconfined_code() -> None:
    """Warn that --unsafe runs student code without a sandbox."""
    console(stderr=True).print(Text(UNCONFINED, style="bold red"))


def say_demo_class(paths: ClassPaths) -> None:
    """Say that the demo class is graded, and where the notebooks of the real class belong."""
    print(DEMO_CLASS.format(display_path(paths.build)), file=sys.stderr)


def print_json(results: Iterable[Result]) -> None:
    """Print a JSON list, result by result: the results of a class need not be in memory together."""
    before = "["
    for result in results:
        print(before, textwrap.indent(json.dumps(result.to_json(), indent=2), "  "), sep="\n", end="")
        before = ","
    print("[]" if before == "[" else "\n]")


def print_files(results: Iterable[Result]) -> None:
    """Print the results of single files."""
    for result in results:
        console().print(file_table(result), "")


def print_class(paths: ClassPaths, course: Course, summary: RunSummary) -> None:
    """Print the results of a class in the order of the class report: what needs attention, scores, mistakes, tasks and
    students. Then what changed, and where the files are.
    """
    out = console()
    figures = summary.counted(course)
    out.print(_overview(figures))
    _print_attention(out, summary, figures)
    out.print(_totals(figures.total))
    tables = (
        exercise_table(figures.exercises),
        mistake_table(figures.mistakes),
        _task_table(out, [task for one in figures.exercises for task in one.tasks]),
        own_tests_table(figures.own_tests),
        student_table(figures.exercises, figures.rows, out.width, figures.students),
    )
    for table in tables:
        if table is not None:
            out.print("", table)
    out.print()
    _print_changes(out, summary)
    build = display_path(paths.build)
    unreadable = f", {figures.unreadable} unreadable" if figures.unreadable else ""
    out.print(_sandbox(summary, figures))
    if summary.dry_run:
        out.print(f"Dry run: {summary.graded} would be graded, {summary.unchanged} are unchanged{unreadable}.")
        out.print("Nothing was recorded. The same command without --dry-run grades again and records it.")
        return
    out.print(f"{summary.graded} graded now, {summary.unchanged} unchanged{unreadable}. Everything is in {build}/:")
    out.print("  report/index.html (the class), report/grades.csv, feedback/<student>/<exercise>/, autograded/")
    out.print(f"The gradebook is {printable(summary.gradebook)}; `make lab` opens nbgrader's formgrader.")


def _overview(figures: ClassFigures) -> str:
    """How much was handed in."""
    handed, students = figures.handed_in, counted(figures.students, "student")
    of_all = f"{handed.students} of {students} handed in {counted(handed.submissions, 'submission')}"
    return f"\n{of_all}: {handed.late} late, {handed.without_score} without a score."


def _totals(total: TotalData) -> str:
    """How the totals are distributed; of a single student there is nothing to say."""
    scores = total.scores
    if scores is None or scores.count < 2:
        return ""
    middle = f"mean {rounded(scores.mean)} of {number(total.max_score)}, median {rounded(scores.median)}"
    spread = (
        f"standard deviation {rounded(scores.deviation)}, middle half {rounded(scores.lower)}–{rounded(scores.upper)}"
    )
    return f"\nTotals: {middle}, {spread}."


def _task_table(out: Console, tasks: Sequence[TaskStatistics]) -> Table:
    """The results by task. A narrow terminal has no room for long bars."""
    return task_table(tasks, LONG_BAR if out.width >= WIDTH else SHORT_BAR)


def _print_changes(out: Console, summary: RunSummary) -> None:
    """Print whose score changed since the last run."""
    table = changes_table(summary.changes)
    if table is None:
        return
    out.print("", table)
    more = len(summary.changes) - MOST_CHANGES
    if more > 0:
        out.print(f"… {more} more")
    scores = counted(len(summary.changes), "score")
    if summary.dry_run:
        out.print(f"{scores} would change.\n")
        return
    new = f", and {counted(summary.new, 'submission')} had no score before" if summary.new else ""
    out.print(f"{scores} changed since the last run (report/changes.csv){new}.\n")


def _sandbox(summary: RunSummary, figures: ClassFigures) -> str:
    """The tiers in which student code ran, and what confines the workers."""
    tiers = figures.tiers
    used = f"The sandbox is tier {' and '.join(map(str, tiers))}" if tiers else "No student code was run"
    return f"{used}{f', and {summary.confinement}' if summary.confinement else ''} (SECURITY.md describes the tiers)."


def _print_attention(out: Console, summary: RunSummary, figures: ClassFigures) -> None:
    """Print what the instructor must look at."""
    for text in summary.unread_lines():
        out.print(Text(printable(f"No score yet: {text} {ADVICE}"), style="yellow"))
    for remark in summary.remarks:
        out.print(Text(printable(remark), style="yellow"))
    if figures.unconfined:
        which = counted(figures.unconfined, "submission")
        out.print(Text(f"Graded without a sandbox (--unsafe): {which}.", style="bold red"))


def print_failures(summary: RunSummary) -> None:
    """Print what failed, though no student is to blame for it, to stderr."""
    for failure in summary.failures:
        console(stderr=True).print(Text(printable(failure), style="red"))


def print_report(paths: ClassPaths, course: Course, results: list[Result]) -> None:
    """Print what the command `report` did."""
    out = console()
    out.print(_task_table(out, task_statistics(course, results)))
    print(f"wrote {display_path(paths.report)}/index.html and grades.csv")
