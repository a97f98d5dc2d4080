"""What the commands print: progress and warnings on stderr, results on stdout."""

import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from autograder.course.paths import ClassPaths
from autograder.grading.result import NamedMistake, Result, TaskResult, TestResult
from autograder.reports import tables, terminal
from autograder.reports.changes import Change
from autograder.reports.class_data import CellData, ExerciseData, Handed, StudentData
from autograder.reports.class_list import ClassList
from autograder.reports.distribution import distribution
from autograder.reports.run_summary import RunSummary
from autograder.reports.statistics import task_statistics
from autograder.sandbox.limits import UNSAFE
from tests.conftest import plain

PATHS = ClassPaths(Path("root"), Path("build"))
TESTS = (
    TestResult("the sum of each window", 2, 0, "failed", "expected 3, received 4"),
    TestResult("windows of one value", 1.5, 1.5, "passed", follow_through=("window_sums",)),
)


SHORT = NamedMistake("one_window_short", "You leave out a window.", "Count them.", "§1", ("the sum of each window",))
UNCHECKED = NamedMistake("no_errors", "You raise no ValueError.", "Read the docstring.")


def result(student="ada", score=1.5, mistakes=(), tests=(), **changes):
    first = mistakes[0].name if mistakes else None
    task = TaskResult("window_sums", score, 4, "partial", "", first, tests, mistakes)
    return Result(student, "sums", "graded", score, 7, tasks=(task,), **changes)


def summary(*results, unread=(), remarks=(), failures=()):
    return RunSummary(list(results), list(unread), 1, 2, list(remarks), list(failures), "gradebook.db")


@pytest.fixture
def printed(course, capsys):
    """Print a class, and return what is on stdout."""

    def run(*results, **more):
        terminal.print_class(PATHS, course, summary(*results, **more))
        return capsys.readouterr().out

    return run


@pytest.mark.parametrize("results", [[], [result()], [result(tests=TESTS, mistakes=(SHORT, UNCHECKED)), result("ben")]])
def test_json_is_one_list(results, capsys):
    """The printed JSON is one list with everything that the results contain."""
    terminal.print_json(iter(results))
    assert [Result.from_json(one) for one in json.loads(capsys.readouterr().out)] == results


def test_a_file_is_shown_with_its_tests(capsys):
    """Each test has its points; one that failed its message, and one with follow-through marks its label."""
    terminal.print_files([result(tests=TESTS, message="cell 1: NameError")])
    out = plain(capsys.readouterr().out)
    assert "ada sums: 1.5 of 7 cell 1: NameError 1.5/4 window_sums" in out
    assert "0/2 ✗ the sum of each window expected 3, received 4" in out
    assert "1.5/1.5 ✓ windows of one value, with a" in out
    assert "tests fail" not in out


def test_a_file_is_shown_with_its_mistakes(capsys):
    """Each has its texts and the tests that it explains. A section of the notes is named only if there is one."""
    terminal.print_files([result(tests=TESTS, mistakes=(SHORT, UNCHECKED))])
    out = plain(capsys.readouterr().out)
    assert (
        "1.5/4 window_sums You leave out a window. Count them. (Notes, §1) "
        "Because of this, these tests fail: “the sum of each window”. "
        "You raise no ValueError. Read the docstring. 0/2 ✗ the sum of each window"
    ) in out


def test_a_file_is_shown_with_what_no_mistake_explains(capsys):
    """The tests that fail for another reason are named."""
    others = [TestResult(name, 1, 0, "failed", "wrong") for name in ("windows of one value, and of all", "errors", "c")]
    terminal.print_files([result(tests=(TESTS[0], *others), mistakes=(SHORT,))])
    out = plain(capsys.readouterr().out)
    assert (
        "No known mistake explains why these tests fail: “windows of one value, and of all”, “errors” and “c”. Look at"
    ) in out


def test_a_class_is_shown_in_tables(printed):
    """The tables are the scores, the tasks and the mistakes."""
    out = plain(printed(result(mistakes=(SHORT,)), Result("ben", "shifts", "unreadable", None, 6)))
    assert "2 of 2 students handed in 2 submissions: 0 late, 1 without a score." in out
    assert "Scores by exercise exercise mean of median std. dev. middle half handed in late 1 sums 1.5 7 1.5 – " in out
    assert "Scores sums shifts student (7) (6) ada 1.5 ben unreadable" in out
    assert "sums window_sums 1 0 1 ████████░░░░░░░░░░░░ 38%" in out
    assert "students mistake tasks 1 You leave out the last window" in out
    assert "1 graded now, 2 unchanged, 1 unreadable. Everything is in build/:" in out
    assert "1 graded now, 2 unchanged. Everything is in build/:" in plain(printed(result()))
    assert "The gradebook is gradebook.db" in out


def test_a_mistake_is_shown_once_with_its_tasks(printed):
    """It is one row, however many tasks it occurs in."""
    one = result(mistakes=(NamedMistake("changes_its_arguments"),))
    out = printed(replace(one, tasks=(*one.tasks, replace(one.tasks[0], task="window_means"))))
    assert out.count("Your function changes one of its arguments.") == 1
    assert "window_sums, window_means" in out


def test_a_class_without_mistakes_has_no_table_of_mistakes(printed):
    """An empty table is left out."""
    assert "Mistakes by frequency" not in printed(result())
    assert "Mistakes by frequency" in printed(result(mistakes=(SHORT,)))


def test_a_large_class_is_cut_short(printed):
    """Forty students are shown, and the number of the others."""
    out = printed(*(result(f"student{number:02}") for number in range(43)))
    assert out.count("student0") + out.count("student1") + out.count("student2") + out.count("student3") == 40
    assert "… 3 more in the report" in out
    assert "more in the report" not in printed(*(result(f"student{number}") for number in range(40)))


def test_what_needs_attention_is_printed(printed):
    """Unreadable submissions come with advice; remarks and submissions graded without a sandbox are named."""
    unread = Result("ben", "sums", "unreadable", None, 7, message="the file is empty")
    out = plain(printed(result(tier=UNSAFE), unread, unread=[unread], remarks=["ada sums: a remark"]))
    assert "No score yet: ben sums: unreadable, the file is empty. Fix the file" in out
    assert "ada sums: a remark" in out
    assert "Graded without a sandbox (--unsafe): 1 submission." in out
    assert "without a sandbox" not in printed(result())


def test_unreadable_files_with_the_same_problem_are_one_sentence(printed):
    """Sixty students need not read it sixty times. What differs, such as a line, is left out."""
    cut = [Result(one, "sums", "unreadable", None, 7, message=f"it is cut off (line {one})") for one in ("b1", "b2")]
    empty = Result("eva", "sums", "unreadable", None, 7, message="the file is empty")
    out = plain(printed(*cut, empty, unread=[*cut, empty]))
    assert "No score yet: b1, b2 sums: unreadable, it is cut off. Fix the file" in out
    assert "No score yet: eva sums: unreadable, the file is empty. Fix the file" in out


def test_changes_are_listed(course, capsys):
    """Each has both scores and the reasons. No score is a dash; without changes there is no table."""
    changes = [Change("ben", "sums", 3.5, 7.0, "resubmitted"), Change("cleo", "sums", 7, None, "the grader failed")]
    terminal.print_class(PATHS, course, replace(summary(result()), changes=changes, new=2))
    out = plain(capsys.readouterr().out)
    assert "student exercise before now why ben sums 3.5 7 resubmitted cleo sums 7 – the grader failed" in out
    assert "2 scores changed since the last run (report/changes.csv), and 2 submissions had no score before." in out
    terminal.print_class(PATHS, course, summary(result()))
    assert "changed since" not in capsys.readouterr().out


def test_many_changes_are_cut_short(course, capsys):
    """Forty are shown, and the number of the others."""
    changes = [Change(f"student{number:02}", "sums", 1, 2, "seed changed") for number in range(43)]
    terminal.print_class(PATHS, course, replace(summary(result()), changes=changes))
    out = capsys.readouterr().out
    assert out.count("seed changed") == 40
    assert "… 3 more" in out


def test_a_dry_run_says_that_nothing_was_recorded(course, capsys):
    """And names no files that it did not write."""
    changes = [Change("ben", "sums", 3.5, 7.0, "resubmitted")]
    terminal.print_class(PATHS, course, replace(summary(result()), changes=changes, dry_run=True))
    out = plain(capsys.readouterr().out)
    assert "1 score would change." in out
    assert "Dry run: 1 would be graded, 2 are unchanged. Nothing was recorded." in out
    assert "report/" not in out


def test_failures_go_to_stderr(capsys):
    """Errors of the grader are not part of the results."""
    terminal.print_failures(summary(failures=["The grader failed: KeyError"]))
    assert capsys.readouterr() == ("", "The grader failed: KeyError\n")


def test_progress_is_a_line_for_each_step(capsys):
    """Without a terminal, each step is a line on stderr; a step without a text is only counted."""
    with terminal.ProgressReporter("Grading", 3) as progress:
        for text in ("first", None, "third"):
            progress.step(text)
    assert capsys.readouterr() == ("", "[1/3] first\n[3/3] third\n")


def test_the_unsafe_option_warns(capsys):
    """The warning on stderr says what student code can do."""
    terminal.warn_of_unconfined_code()
    out, err = capsys.readouterr()
    assert out == ""
    assert "WARNING: student code runs as you, without a sandbox. It can read and change your files." in plain(err)


def test_the_demo_class_is_announced(capsys):
    """The message on stderr says where the notebooks of the real class belong."""
    terminal.say_demo_class(PATHS)
    out, err = capsys.readouterr()
    assert out == ""
    assert "this is the demo class, in build/." in err
    assert "submitted/<student>/<exercise>/<exercise>.ipynb" in err


def test_the_report_names_its_files(course, capsys):
    """The command `report` prints the results by task, and where the files are."""
    terminal.print_report(PATHS, course, [result()])
    out = plain(capsys.readouterr().out)
    assert "sums window_sums 1 0 1" in out
    assert "wrote build/report/index.html and grades.csv" in out


def test_a_class_is_shown_in_the_order_of_the_report(course, capsys):
    """What was handed in, what to look at, totals, exercises, mistakes, tasks, students."""
    results = [result("ada", 4, mistakes=(SHORT,)), result("ben", 2)]
    class_list = ClassList(["ada", "ben", "cleo"], late={("ada", "sums")})
    scores = {("ada", "sums"): 5.0, ("ben", "sums"): 2.0}
    own = replace(summary(*results, remarks=["look at this"]), scores=scores, class_list=class_list)
    terminal.print_class(PATHS, course, own)
    out = plain(capsys.readouterr().out)
    wanted = [
        "2 of 3 students handed in 2 submissions: 1 late, 0 without a score.", "look at this",
        "Totals: mean 3.5 of 7, median 3.5, standard deviation 2.1, middle half 2.8–4.2.",
        "Scores by exercise", "Mistakes by frequency", "Results by task", "Scores sums student (7) ada 5 ben 2 cleo",
    ]  # fmt: skip
    places = [out.find(text) for text in wanted]
    assert -1 not in places
    assert places == sorted(places)


NAMES = (
    "sparse_interactions",
    "count_parameters",
    "convolution",
    "equivariance",
    "pooling",
    "convolutional_layer",
    "learn",
)


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("count", [6, 7])
def test_a_narrow_terminal_shows_whole_names(course, width, count):
    """No name of an exercise, task or student is cut off or broken. Where the names of all exercises have no room, the
    columns of students have their numbers. Exercises without submissions have no column."""
    narrow = Console(width=width, file=io.StringIO())
    handed = Handed(2, 2, 0, 0)
    exercises = [ExerciseData(name, name, 15, handed, distribution([14.25, 9], 15)) for name in NAMES[:count]]
    exercises.append(ExerciseData("shifts", "Shifts", 6, Handed(0, 0, 0, 0), None))
    cells = [
        CellData(one.name, *(("graded", 14.125) if place % 2 == 0 else ("unreadable", None)), 15)
        for place, one in enumerate(exercises)
    ]
    rows = [StudentData("student_0123", "", 20.25, tuple(cells), ())]
    shown = tables.exercise_table(exercises), tables.student_table(exercises, rows, width)
    narrow.print(tables.task_table(task_statistics(course, [result()]), 5), *shown)
    out = narrow.file.getvalue()
    assert "window_sums" in out and "…" not in out and "██░░░  38%" in out
    assert all(name in out for name in NAMES[:count])
    assert "student_0123 " in out
    assert out.count(" unreadable") == count // 2
    assert "shifts" not in out
    assert max(map(len, out.split("\n"))) <= width
