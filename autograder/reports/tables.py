"""Build the tables that the terminal shows of a class."""

from collections.abc import Iterable, Sequence

from rich.table import Table
from rich.text import Text

from autograder.reports.changes import Change
from autograder.reports.class_data import CellData, ExerciseData, StudentData
from autograder.reports.class_figures import FrequentMistake
from autograder.reports.statistics import OwnTestsStatistics, TaskStatistics
from autograder.reports.student_rows import NOT_RECORDED, NOT_YET, NOTHING, WAITING, WITHDRAWN
from autograder.reports.text import number, one_digit, printable, rounded, student_id

MOST_CHANGES = 40
STATE_STYLES = {"unreadable": "yellow", "error": "red"}
SHORT_STATES = {WAITING: "waiting", NOT_RECORDED: "–", NOT_YET: "–", WITHDRAWN: "–"}
SCORE_WIDTH = 10  # columns that the score of an exercise may need, with the space beside it
STUDENT_WIDTH = 14  # columns that the names of students have at least


def exercise_table(exercises: Sequence[ExerciseData]) -> Table:
    """The scores of each exercise of which there are some. The numbers are those of the columns in `student_table`."""
    table = plain_table("Scores by exercise")
    table.add_column("", justify="right")
    table.add_column("exercise", no_wrap=True)
    for name in ("mean", "of", "median", "std. dev.", "middle half", "handed in", "late"):
        table.add_column(name, justify="right")
    for place, one in enumerate(exercises, start=1):
        if one.scores is None:
            continue
        half = f"{rounded(one.scores.lower)}–{rounded(one.scores.upper)}"
        mean, median, deviation = map(one_digit, (one.scores.mean, one.scores.median, one.scores.deviation))
        counts = str(one.handed_in.students), str(one.handed_in.late)
        table.add_row(str(place), one.name, mean, number(one.max_score), median, deviation, half, *counts)
    return table


def student_table(
    exercises: Sequence[ExerciseData], rows: Sequence[StudentData], width: int, students: int = 0
) -> Table:
    """The scores: a row for each student, a column for each exercise of which there are submissions.

    `rows` are the first ones of so many `students`. If there is no room for the names of all exercises, the columns
    have the numbers of `exercise_table`.
    """
    table = plain_table("Scores")
    table.add_column("student", overflow="fold", min_width=min(STUDENT_WIDTH, width // 4))
    shown = [place for place, one in enumerate(exercises) if one.handed_in.submissions]
    names = [exercises[place].name for place in shown]
    long = sum(max(len(name), SCORE_WIDTH) + 2 for name in names) + STUDENT_WIDTH > width
    for place, name in zip(shown, names, strict=True):
        head = str(place + 1) if long else name
        table.add_column(f"{head}\n({number(exercises[place].max_score)})", justify="right", no_wrap=not long)
    for row in rows:
        table.add_row(Text(student_id(row.student)), *(_score(row.cells[place]) for place in shown))
    more = students - len(rows)
    if more > 0:
        table.add_row(Text(f"… {more} more in the report", style="dim"))
    return table


def _score(cell: CellData) -> Text:
    if cell.state == NOTHING:
        return Text("")
    text = SHORT_STATES.get(cell.state, cell.state) if cell.score is None else number(cell.score)
    return Text(text, style=STATE_STYLES.get(cell.state, ""))


def task_table(tasks: Iterable[TaskStatistics], bar_width: int) -> Table:
    """How the class did in each task. The bars have `bar_width` characters."""
    table = plain_table("Results by task")
    for name in ("exercise", "task"):
        table.add_column(name, no_wrap=True)
    for name in ("handed in", "solved", "partly solved"):
        table.add_column(name, justify="right")
    table.add_column("mean share of points", min_width=bar_width + 5)
    previous = None
    for row in tasks:
        bar = "█" * round(bar_width * row.share)
        counts = map(str, (row.submissions, row.solved, row.partly_solved))
        exercise = "" if row.exercise == previous else row.exercise
        table.add_row(exercise, row.task, *counts, f"{bar:░<{bar_width}} {row.share:4.0%}")
        previous = row.exercise
    return table


def own_tests_table(rows: Sequence[OwnTestsStatistics]) -> Table | None:
    """What the tests are worth that students wrote; None if nobody wrote any."""
    if not rows:
        return None
    table = plain_table("Students' own tests")
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


def mistake_table(rows: Sequence[FrequentMistake]) -> Table | None:
    """The most frequent known mistakes; None if the class made none."""
    if not rows:
        return None
    table = plain_table("Mistakes by frequency")
    table.add_column("students", justify="right")
    table.add_column("mistake", ratio=3)
    table.add_column("tasks", ratio=2)
    for row in rows:
        table.add_row(str(row.students), Text(row.explanation), Text(", ".join(row.tasks)))
    return table


def changes_table(changes: Sequence[Change]) -> Table | None:
    """Whose score changed, from what to what, and why; None if no one's did."""
    if not changes:
        return None
    table = plain_table("Changed scores")
    table.add_column("student", overflow="fold")
    table.add_column("exercise")
    for name in ("before", "now"):
        table.add_column(name, justify="right")
    table.add_column("why", overflow="fold")
    for one in changes[:MOST_CHANGES]:
        scores = number(one.before), number(one.after)
        table.add_row(Text(student_id(one.student)), one.exercise, *scores, Text(printable(one.why)))
    return table


def plain_table(title: str, show_header: bool = True) -> Table:
    """A table without lines."""
    return Table(
        title=Text(title, style="bold"), title_justify="left", box=None, pad_edge=False, show_header=show_header
    )
