"""The terminal: progress while grading runs, tables at the end. Progress goes to stderr, results to stdout."""

import json
import sys
import textwrap
from collections.abc import Iterable

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from autograder.course.config import Course
from autograder.course.paths import ClassPaths
from autograder.errors import display_path
from autograder.grading.result import Result, follow_through_label
from autograder.reports.class_report import misconception_counts, task_statistics
from autograder.reports.html import number, printable
from autograder.reports.run_summary import RunSummary
from autograder.sandbox.limits import UNSAFE

MOST_MISTAKES = 10
MOST_ROWS = 40  # longer classes are in the report
DEMO_CLASS = """\
submitted/ is empty, so this is the demo class, in {}/. Your class's notebooks belong in
submitted/<student>/<exercise>/<exercise>.ipynb: put them there yourself, or use nbgrader collect.
"""
UNCONFINED = """\
WARNING: student code runs as you. Its time is limited and, if the system can do that, its memory, but nothing else. It can
read and change your files.
"""
ADVICE = "Fix that, or ask for the notebook again."
STYLE = {"graded": "", "unreadable": "yellow", "error": "red"}


def console(stderr: bool = False) -> Console:
    """A console that does not cut tables short where no terminal gives a width."""
    ours = Console(stderr=stderr, highlight=False)
    return ours if ours.is_terminal else Console(stderr=stderr, highlight=False, width=110)


class ProgressReporter:
    """Progress of one phase: a bar on a terminal, elsewhere a plain line for each step."""

    def __init__(self, title: str, total: int):
        self.total = total
        self.done = 0
        self.title = title
        self.console = console(stderr=True)
        self.bar = None
        if self.console.is_terminal:
            columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
            self.bar = Progress(*columns, console=self.console, transient=True)

    def __enter__(self):
        if self.bar:
            self.bar.start()
            self.bar.add_task(self.title, total=self.total)
        return self

    def __exit__(self, *_):
        if self.bar:
            self.bar.stop()

    def step(self, text: str | None = None) -> None:
        """One more is done. `text` is the plain line."""
        self.done += 1
        if self.bar:
            self.bar.advance(self.bar.task_ids[0])
        elif text:
            print(f"[{self.done}/{self.total}] {printable(text)}", file=self.console.file, flush=True)


def one_line(result: Result) -> str:
    """A result as a plain line."""
    if result.score is None:
        return f"{result.student} {result.exercise}: {result.status}, {result.message}"
    return f"{result.student} {result.exercise}: {number(result.score)} of {number(result.max_score)}"


def class_table(course: Course, results: list[Result]) -> Table:
    """Students down, exercises across."""
    table = Table(title="Scores", title_justify="left", title_style="bold", box=None, pad_edge=False)
    table.add_column("student", overflow="fold")
    for exercise in course.exercises:
        table.add_column(f"{exercise.name} ({number(exercise.max_score)})", justify="right")
    by_student = {}
    for result in results:
        by_student.setdefault(result.student, {})[result.exercise] = result
    for student, own in sorted(by_student.items())[:MOST_ROWS]:
        cells = [_score_cell(own.get(exercise.name)) for exercise in course.exercises]
        table.add_row(Text(printable(student)), *cells)
    if len(by_student) > MOST_ROWS:
        table.add_row(Text(f"… {len(by_student) - MOST_ROWS} more in the report", style="dim"))
    return table


def _score_cell(result):
    if result is None:
        return Text("")
    return Text(number(result.score) if result.score is not None else result.status, style=STYLE[result.status])


def understood_table(course: Course, results: list[Result]) -> Table:
    """Tasks down: how many solved each."""
    table = Table(title="What the class understood", title_justify="left", title_style="bold", box=None, pad_edge=False)
    for name in ("exercise", "task"):
        table.add_column(name)
    for name in ("solved", "partly", "of"):
        table.add_column(name, justify="right")
    table.add_column("share of the points")
    previous = None
    for row in task_statistics(course, results):
        bar = "█" * round(20 * row["share"])
        exercise = row["exercise"] if row["exercise"] != previous else ""
        previous = row["exercise"]
        table.add_row(exercise, row["task"], str(row["solved"]), str(row["partly"]), str(row["handed_in"]),
                      f"{bar:░<20} {row['share']:4.0%}")  # fmt: skip
    return table


def misunderstood_table(course: Course, results: list[Result]) -> Table | None:
    """The most frequent known mistakes; None where nobody made one."""
    rows = misconception_counts(course, results)[:MOST_MISTAKES]
    if not rows:
        return None
    title = "What it misunderstood"
    table = Table(title=title, title_justify="left", title_style="bold", box=None, pad_edge=False)
    table.add_column("by", justify="right")
    table.add_column("task")
    table.add_column("mistake")
    for row in rows:
        table.add_row(str(row["count"]), row["mistake"].task, Text(row["mistake"].explanation))
    return table


def file_tables(results: list[Result]) -> list[Table]:
    """For files graded alone: each task with its tests."""
    return [_file_table(result) for result in results]


def _file_table(result):
    name = printable(one_line(result))
    table = Table(
        title=Text(name), title_justify="left", title_style="bold", box=None, pad_edge=False, show_header=False
    )
    table.add_column(justify="right")
    table.add_column()
    table.add_column(overflow="fold")
    if result.status == "graded" and result.message:
        table.add_row("", "", Text(printable(result.message), style="yellow"))
    for task in result.tasks:
        table.add_row(
            Text(f"{number(task.score)}/{number(task.max_score)}", style="bold"), "", Text(task.task, style="bold")
        )
        for test in task.tests:
            passed = test.verdict == "passed"
            line = test.name + follow_through_label(test) if passed else f"{test.name}\n{test.message}"
            mark = Text("✓", style="green") if passed else Text("✗", style="red")
            table.add_row(f"{number(test.earned)}/{number(test.points)}", mark, Text(printable(line)))
    return table


def warn_of_unconfined_code() -> None:
    """Say what --unsafe means."""
    console(stderr=True).print(Text(UNCONFINED, style="bold red"))


def say_demo_class(paths: ClassPaths) -> None:
    """Say that the demo class is graded, and where the real one belongs."""
    print(DEMO_CLASS.format(display_path(paths.build)), file=sys.stderr)


def print_json(results: Iterable[Result]) -> None:
    """One list, result by result: the results of a class need not be in memory together."""
    before = "["
    for result in results:
        print(before, textwrap.indent(json.dumps(result.to_json(), indent=2), "  "), sep="\n", end="")
        before = ","
    print("[]" if before == "[" else "\n]")


def print_files(results: list[Result]) -> None:
    """The results of files graded alone."""
    for table in file_tables(results):
        console().print(table, "")


def print_class(paths: ClassPaths, course: Course, summary: RunSummary) -> None:
    """The results of a class: tables, then what needs attention, then where everything is."""
    out = console()
    out.print("", class_table(course, summary.results), "", understood_table(course, summary.results), "", sep="\n")
    mistakes = misunderstood_table(course, summary.results)
    if mistakes:
        out.print(mistakes, "", sep="\n")
    for result in summary.unread:
        out.print(Text(printable(f"No score yet: {one_line(result)}. {ADVICE}"), style="yellow"))
    for remark in summary.remarks:
        out.print(Text(printable(remark), style="yellow"))
    unconfined = sum(result.tier == UNSAFE for result in summary.results)
    if unconfined:
        out.print(Text(f"{unconfined} were graded by --unsafe, with student code unconfined.", style="bold red"))
    build = display_path(paths.build)
    out.print(f"{summary.graded} graded now, {summary.unchanged} unchanged. Everything is in {build}/:")
    out.print("  report/index.html (the class), report/grades.csv, feedback/<student>/<exercise>/, autograded/")
    out.print(f"The gradebook is {printable(summary.gradebook)}; `make lab` opens nbgrader's formgrader.")


def print_failures(summary: RunSummary) -> None:
    """Errors of ours, on stderr."""
    for failure in summary.failures:
        console(stderr=True).print(Text(printable(f"The grader failed: {failure}"), style="red"))


def print_report(paths: ClassPaths, course: Course, results: list[Result]) -> None:
    """What `report` says after it has written the report."""
    console().print(understood_table(course, results))
    print(f"wrote {display_path(paths.report)}/index.html and grades.csv")
