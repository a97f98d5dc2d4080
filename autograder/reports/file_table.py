"""Build the table that the terminal shows of a single file."""

from collections.abc import Iterator

from rich.table import Table
from rich.text import Text

from autograder.grading.judged_tests import JudgedTests
from autograder.grading.result import Result, TaskResult, TestResult, follow_through_label
from autograder.reports.tables import plain_table
from autograder.reports.text import counted, number, one_line, printable, quoted


def file_table(result: Result) -> Table:
    """The result of a single file: each task with its tests."""
    table = plain_table(printable(one_line(result)), show_header=False)
    table.add_column(justify="right")
    table.add_column()
    table.add_column(overflow="fold")
    if result.status == "graded" and result.message:
        table.add_row("", "", Text(printable(result.message), style="yellow"))
    for task in result.tasks:
        points = f"{number(task.score)}/{number(task.max_score)}" if task.max_score else "–"
        table.add_row(Text(points, style="bold"), "", Text(task.task, style="bold"))
        if task.own_tests is not None:
            for sign, text in _own_tests_rows(task, task.own_tests):
                table.add_row("", sign, Text(printable(text)))
            continue
        for text in _mistake_texts(task):
            table.add_row("", "", Text(printable(text), style="magenta"))
        for test in task.tests:
            table.add_row(*_test_row(test))
    for answer in result.written:
        points = f"{number(answer.score)}/{number(answer.max_score)}"
        text = "graded by a person" if answer.text else "not written yet"
        table.add_row(Text(points, style="bold"), "", Text(f"{answer.task}: {text}", style="bold"))
    return table


def _mistake_texts(task: TaskResult) -> Iterator[str]:
    """What to say about the known mistakes in a task, and about the tests that they do not explain."""
    for mistake in task.misconceptions:
        section = f" (Notes, {mistake.section})" if mistake.section else ""
        tests = f"\nBecause of this, these tests fail: {quoted(mistake.explains)}." if mistake.explains else ""
        yield f"{mistake.explanation} {mistake.hint}{section}{tests}"
    if task.misconceptions and task.unexplained:
        yield f"No known mistake explains why these tests fail: {quoted(task.unexplained)}. Look at their values below."


def _own_tests_rows(task: TaskResult, own: JudgedTests) -> Iterator[tuple[Text, str]]:
    """What to say about tests that a student wrote."""
    wrong, right, neutral = Text("✗", style="red"), Text("✓", style="green"), Text("·")
    if task.status == "missing":
        yield neutral, task.message
        return
    for one in own.rejected:
        values = f"\nexpected {one.expected}, a right function gives {one.right}" if one.expected else ""
        yield wrong, f"{one.call}\n{one.why}{values}"
    if own.rejected:
        return
    yield right, f"right functions pass the {counted(own.count, 'test')}"
    checks = f"(the visible checks: {own.by_checks})"
    yield right if own.missed is None else neutral, f"{own.noticed} of {own.mistakes} mistakes are noticed {checks}"
    if own.missed is not None:
        yield neutral, f"not noticed, for example: {own.missed.explanation}"


def _test_row(test: TestResult) -> tuple[str, Text, Text]:
    points = f"{number(test.earned)}/{number(test.points)}"
    if test.verdict == "passed":
        return points, Text("✓", style="green"), Text(printable(test.name + follow_through_label(test)))
    return points, Text("✗", style="red"), Text(printable(f"{test.name}\n{test.message}"))
