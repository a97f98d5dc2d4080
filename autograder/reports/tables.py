"""Build the tables that the terminal shows."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from rich.table import Table
from rich.text import Text

from autograder.course.config import Course
from autograder.grading.judged_tests import JudgedTests
from autograder.grading.result import Result, TaskResult, TestResult, follow_through_label
from autograder.reports.changes import Change
from autograder.reports.mistakes import mistakes_of
from autograder.reports.statistics import own_tests_statistics, task_statistics
from autograder.reports.text import counted, number, one_line, printable, quoted, student_id

MOST_STUDENTS = 40  # the class report shows all of a larger class
MOST_MISTAKES = 10
MOST_CHANGES = 40
STATUS_STYLES = {"graded": "", "unreadable": "yellow", "error": "red"}


def class_table(course: Course, results: list[Result]) -> Table:
    """The automatic scores: a row for each student, a column for each exercise of which there are submissions."""
    table = _table("Automatic scores")
    table.add_column("student", overflow="fold")
    exercises = [one for one in course.exercises if any(result.exercise == one.name for result in results)]
    for exercise in exercises:
        table.add_column(f"{exercise.name}\n({number(exercise.automatic_points)})", justify="right", overflow="fold")
    by_student: dict[str, dict[str | None, Result]] = defaultdict(dict)
    for result in results:
        by_student[result.student][result.exercise] = result
    for student, own in sorted(by_student.items())[:MOST_STUDENTS]:
        table.add_row(Text(student_id(student)), *(_score(own.get(one.name)) for one in exercises))
    more = len(by_student) - MOST_STUDENTS
    if more > 0:
        table.add_row(Text(f"… {more} more in the report", style="dim"))
    return table


def _score(result: Result | None) -> Text:
    if result is None:
        return Text("")
    return Text(result.status if result.score is None else number(result.score), style=STATUS_STYLES[result.status])


def task_table(course: Course, results: list[Result], bar_width: int) -> Table:
    """How the class did in each task. The bars have `bar_width` characters."""
    table = _table("Results by task")
    for name in ("exercise", "task"):
        table.add_column(name, no_wrap=True)
    for name in ("submissions", "solved", "partly solved"):
        table.add_column(name, justify="right")
    table.add_column("mean share of points", min_width=bar_width + 5)
    previous = None
    for row in task_statistics(course, results):
        bar = "█" * round(bar_width * row.share)
        counts = map(str, (row.submissions, row.solved, row.partly_solved))
        exercise = "" if row.exercise == previous else row.exercise
        table.add_row(exercise, row.task, *counts, f"{bar:░<{bar_width}} {row.share:4.0%}")
        previous = row.exercise
    return table


def own_tests_table(course: Course, results: list[Result]) -> Table | None:
    """What the tests are worth that students wrote; None if nobody wrote any."""
    rows = own_tests_statistics(course, results)
    if not rows:
        return None
    table = _table("Students' own tests")
    for name in ("exercise", "tests of"):
        table.add_column(name)
    for name in ("submissions with tests", "right functions pass", "mistakes noticed, mean", "by the visible checks"):
        table.add_column(name, justify="right")
    for row in rows:
        share = f"{row.share:.0%}" if row.accepted else "–"
        table.add_row(
            row.exercise, row.function, str(row.submissions), str(row.accepted), share, f"{row.by_checks:.0%}"
        )
    return table


def mistake_table(course: Course, results: list[Result]) -> Table | None:
    """The most frequent known mistakes; None if the class made none."""
    rows = mistakes_of(course, results)[:MOST_MISTAKES]
    if not rows:
        return None
    table = _table("Mistakes by frequency")
    table.add_column("submissions", justify="right")
    table.add_column("mistake")
    table.add_column("tasks")
    for row in rows:
        table.add_row(str(len(row.students)), Text(row.explanation), Text(", ".join(row.tasks)))
    return table


def changes_table(changes: Sequence[Change]) -> Table | None:
    """Whose score changed, from what to what, and why; None if no one's did."""
    if not changes:
        return None
    table = _table("Changed scores")
    table.add_column("student", overflow="fold")
    table.add_column("exercise")
    for name in ("before", "now"):
        table.add_column(name, justify="right")
    table.add_column("why", overflow="fold")
    for one in changes[:MOST_CHANGES]:
        scores = number(one.before), number(one.after)
        table.add_row(Text(student_id(one.student)), one.exercise, *scores, Text(printable(one.why)))
    return table


def file_table(result: Result) -> Table:
    """The result of a single file: each task with its tests."""
    table = _table(printable(one_line(result)), show_header=False)
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


def _table(title: str, show_header: bool = True) -> Table:
    return Table(
        title=Text(title, style="bold"), title_justify="left", box=None, pad_edge=False, show_header=show_header
    )
