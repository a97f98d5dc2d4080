"""`explain` shows how a mark came about, and `override` replaces it by a manual score with a reason."""

import contextlib
import csv
import re
import shutil

import numpy as np
import pytest
from nbgrader.api import Gradebook

from autograder.__main__ import OUR_FAULT, WRONG_USE
from autograder.course.loading import load_course
from autograder.course.paths import ClassPaths
from autograder.errors import UsageError
from autograder.gradebook import backups, override
from autograder.grading.explain import ExplainedCall, ExplainedTest, Explanation, exact
from autograder.grading.result import TestResult
from autograder.reports.explanation import print_explanation
from autograder.running.batch import grade_class
from tests.conftest import copy_gradebook, plain, solved_notebook
from tests.reports.test_feedback import in_order, words
from tests.running.classes import ONE_WINDOW_SHORT, partly_right, submit
from tests.running.in_process_backend import InProcess

HELPED = "def total(values):\n    return sum(values)\n\n\ndef unrelated():\n    return 1"
CALLS_IT = ONE_WINDOW_SHORT.replace("sum(x", "total(x")


@pytest.fixture
def run(course_copy, command, monkeypatch):
    """Run a command in a course in which ben has submitted `sums` with a mistake: (exit code, stdout, stderr)."""
    monkeypatch.chdir(course_copy.root)
    paths = ClassPaths.real(course_copy.root)
    submit(paths, "ben", "sums", partly_right(load_course(course_copy.root).exercise("sums")))
    return command


@pytest.fixture
def graded(course_copy, run, new_class, tmp_path):
    """Have the class graded: its paths."""
    paths = ClassPaths.real(course_copy.root)
    (tmp_path / "other").mkdir()
    other = new_class(tmp_path / "other")
    paths.build.mkdir()
    copy_gradebook(ClassPaths(paths.root, paths.build), other)
    grade_class(paths, load_course(course_copy.root), InProcess())
    return paths


def test_explain_shows_code_calls_and_values(run):
    """Of one hidden test: the student's code, each call as code, the expected and the received values."""
    code, out, _ = run("explain", "ben", "sums", "test_sums")
    assert code == 0
    assert "  | def window_sums(x, size):" in out
    assert "✗ test_sums: the sum of each window (0 of 2 points, failed)" in out
    found = re.findall(r"✗ (window_sums\(np.array\(.*\), \d\))\n +expected  (.*)\n +received  (.*)\n", out)
    assert len(found) == 2
    for call, expected, received in found:
        x, size = eval(call.removeprefix("window_sums"), {"np": np})
        right = [int(x[start : start + size].sum()) for start in range(len(x) - size + 1)]
        assert expected == f"np.array({right})"
        assert received == f"{right[:-1]}"
    assert "test_edges" not in out


def test_explain_shows_the_points_of_grading(run):
    """Also those with follow-through marks, and says whose functions made the calls."""
    _, out, _ = run("explain", "ben", "sums", "mean of each")
    assert "✓ test_means: the mean of each window (2 of 2 points, passed, with a correct window_sums)" in out
    assert in_order(plain(out), "with the student's own window_sums", "✗ window_means(", "raised TypeError")
    assert run("explain", "ben", "sums", "mean of each")[1] == out


def test_explain_without_a_test_shows_what_is_wrong(run):
    """All tests with their verdicts, and of those that failed the calls that are wrong."""
    _, out, _ = run("explain", "ben", "sums")
    assert in_order(
        plain(out),
        "✗ test_sums",
        "✗ test_edges",
        "✓ test_means: the mean of each window (2 of 2 points, passed, with a",
    )
    assert not re.search("  ✓ ", out)


def test_explain_without_a_test_shows_a_few_of_many_calls(capsys):
    """The others are counted. If the test is named, all are shown."""
    call = ExplainedCall(("f(1)",), "2", "3", is_wrong=True)
    test = ExplainedTest("test_f", "f", TestResult("the value", 1, 0, "failed", "wrong"), (call,) * 5)
    explanation = Explanation((test,), (), {})
    print_explanation(explanation)
    out = capsys.readouterr().out
    assert (out.count("✗ f(1)"), "… 2 more calls with a wrong result" in out) == (3, True)
    print_explanation(explanation, [test])
    assert capsys.readouterr().out.count("✗ f(1)") == 5


def test_explain_shows_the_helpers_that_a_function_needs(run, course_copy):
    """Also from other cells; cells that it does not need are left out. Errors and illegal calls are explained, too."""
    paths = ClassPaths.real(course_copy.root)
    exercise = load_course(course_copy.root).exercise("sums")
    submit(paths, "cy", "sums", solved_notebook(exercise, HELPED, window_sums=CALLS_IT, window_means="1 / 0"))
    _, out, _ = run("explain", "cy", "sums", "window_sums")
    assert in_order(plain(out), "| def total(values)", "| def window_sums(x, size)", "expected ValueError")
    assert "1 / 0" not in out
    _, out, _ = run("explain", "cy", "sums", "window_means")
    assert "No cell defines it." in out


@pytest.mark.parametrize(("arguments", "message"), [
    (("ben", "sums", "test_x"), "There is no hidden test 'test_x'. The tests of this exercise are:\n  test_sums: "),
    (("eva", "sums"), "There is no submission of sums by 'eva'. There are submissions by: ben."),
    (("ben", "shifts"), "Nobody has submitted shifts in submitted/."),
    (("ben", "shift"), "shift"),
])  # fmt: skip
def test_explain_says_what_there_is(run, arguments, message):
    """A name that does not exist is wrong use: the message lists those that do."""
    code, _, err = run("explain", *arguments)
    assert (code, message in err) == (WRONG_USE, True), err


def test_a_name_of_the_roster_leads_to_the_id(run, course_copy):
    """The commands are about ids. Who types a name reads the id."""
    ClassPaths.real(course_copy.root).roster.write_text("id,name\nben,Ben Bell\neva,Eva Ek\n")
    for command_line in (("explain", "Bell, Ben", "sums"), ("extend", "ben bell", "sums", "+1d")):
        code, _, err = run(*command_line)
        assert code == WRONG_USE and "In roster.csv, that is the name of ben." in err


def test_override_says_which_points_are_missing(run, graded, course_copy):
    """A file that cannot be read has a score when a person has given the points of all tasks."""
    submit(graded, "dan", "sums", "{")
    grade_class(graded, load_course(course_copy.root), InProcess())
    _, out, _ = run("override", "dan", "sums", "window_sums", "3", "--why", "On paper.")
    assert "dan sums has no score yet. Give points for: window_means." in out
    _, out, _ = run("override", "dan", "sums", "window_means", "1", "--why", "On paper.")
    assert "no score yet" not in out


@pytest.mark.parametrize(("value", "code"), [
    (np.array([1, 2]), "np.array([1, 2])"), (np.array([1.5, np.nan, -np.inf]), "np.array([1.5, np.nan, -np.inf])"),
    (np.zeros((0, 3)), "np.zeros((0, 3))"), (np.ones(2, np.float32), 'np.array([1.0, 1.0], dtype="float32")'),
    ((np.int64(1),), "(1,)"), ([np.array([True])], "[np.array([True])]"), (float("nan"), "np.nan"), (None, "None"),
    (np.array(3.0), "np.array(3.0)"), ("a", "'a'"), (np.arange(500), f"np.array({list(range(500))})"),
])  # fmt: skip
def test_values_are_written_as_code(value, code):
    """The code of an argument gives the argument again, also of a large one."""
    assert exact(value) == code
    again = eval(code, {"np": np})
    assert np.array_equal(np.asarray(again), np.asarray(value), equal_nan=code.find("nan") >= 0)


def manual(paths, student, task):
    """The manual score, whether a person has to look at it, and the comment in nbgrader's gradebook."""
    with contextlib.closing(Gradebook(f"sqlite:///{paths.gradebook}")) as gradebook:
        grade = gradebook.find_grade(task, "sums", "sums", student)
        comment = gradebook.find_comment(f"{task}_answer", "sums", "sums", student)
        return grade.manual_score, grade.needs_manual_grade, comment.manual_comment


def test_override_reaches_gradebook_page_and_table(run, graded):
    """The manual score and its reason are in nbgrader's gradebook, on the student's page and in grades.csv."""
    code, out, err = run("override", "ben", "sums", "window_sums", "3.5", "--why", "The *idea* is right.")
    assert (code, "Traceback" in err) == (0, False), err
    assert "ben sums: window_sums: 3.5 of 4 points. build/feedback/ben/sums/sums.html says why." in out
    assert manual(graded, "ben", "window_sums") == (3.5, False, "The *idea* is right.")
    page = words(graded.feedback("ben", "sums").read_text())
    assert in_order(page, "6.5 of 7 points", "window_sums", "3.5 of 4 points", "The idea is right.")
    with (graded.report / "grades.csv").open() as file:
        (row,) = csv.DictReader(file)
    assert (row["sums"], row["manual_scores"]) == ("6.5", "sums: window_sums 3.5 (automatic 0.5)")
    assert row["comments"] == "sums: window_sums: The *idea* is right."


def test_an_override_keeps_a_copy_of_the_gradebook_first(run, graded):
    """As every command that writes. Without the gradebook, nothing is recorded in a new one."""
    assert run("override", "ben", "sums", "window_sums", "3", "--why", "First.")[0] == 0
    assert [backups.contents(copy).manual for copy in backups.copies(graded.gradebook)] == [0]
    graded.gradebook.unlink()
    code, _, err = run("override", "ben", "sums", "window_sums", "4", "--why", "Second.")
    assert (code, "gradebook.db is missing" in err) == (OUR_FAULT, True), err
    assert not graded.gradebook.exists()


def test_no_other_command_comes_between(graded, course_copy):
    """What a person decides is recorded for the version that was graded just now, and is on the page when it ends."""
    seen = []

    def by_hand(gradebook):
        seen.append(gradebook.recorded()["ben", "sums"].final)
        with pytest.raises(UsageError, match="Another command is working on this class"), graded.locked():
            pass
        override.override(gradebook, ("ben", "sums"), "window_sums", 4, "Right.")

    submit(graded, "ben", "sums", load_course(course_copy.root).exercise("sums").release.read_bytes())
    summary = grade_class(graded, load_course(course_copy.root), InProcess(), by_hand=by_hand)
    assert seen == [0]
    assert [(one.before, one.after, one.why) for one in summary.changes] == [
        (3.5, 4, "resubmitted; manual score (window_sums)")
    ]
    assert "4 of 7 points" in words(graded.feedback("ben", "sums").read_text())


def test_a_second_override_keeps_the_first_reason(run, graded):
    """No comment is lost. With `automatic`, the automatic score counts again."""
    for points, why in (("3", "First."), ("3", "First."), ("automatic", "A mistake of mine.")):
        assert run("override", "ben", "sums", "window_sums", points, "--why", why)[0] == 0
    assert manual(graded, "ben", "window_sums") == (None, False, "First.\n\nA mistake of mine.")
    assert "3.5 of 7 points" in words(graded.feedback("ben", "sums").read_text())


def test_an_override_is_for_the_version_that_is_there(run, graded, course_copy):
    """A notebook that was not graded yet is graded first. After the next one, the manual score is marked."""
    exercise = load_course(course_copy.root).exercise("sums")
    submit(
        graded, "ben", "sums", solved_notebook(exercise, "x = 1", window_means="def window_means(x, size): return 1")
    )
    assert run("override", "ben", "sums", "window_means", "1", "--why", "Later.")[0] == 0
    assert manual(graded, "ben", "window_means") == (1, False, "Later.")
    submit(graded, "ben", "sums", solved_notebook(exercise))
    _, out, _ = run("grade")
    assert "manual score of window_means (1) is for an earlier version" in re.sub(r"\s+", " ", out)
    assert manual(graded, "ben", "window_means") == (1, True, "Later.")


def test_a_missing_notebook_can_be_scored(run, graded):
    """The formgrader shows nothing if there is no file, but a person may have seen the work."""
    shutil.rmtree(graded.submitted / "ben")
    code, _, err = run("override", "ben", "sums", "window_sums", "4", "--why", "Shown on my screen.")
    assert (code, "make its empty folder first: submitted/" in err) == (WRONG_USE, True), err
    graded.submission("ben", "sums").parent.mkdir(parents=True)
    for task, points in (("window_sums", "4"), ("window_means", "2")):
        assert run("override", "ben", "sums", task, points, "--why", "Shown on my screen.")[0] == 0
    assert "6 of 7 points" in words(graded.feedback("ben", "sums").read_text())


@pytest.mark.parametrize(("arguments", "message"), [
    (("ben", "sums", "window_sums", "5", "--why", "x"), "must be a number from 0 to 4, or 'automatic', not '5'"),
    (("ben", "sums", "window_sums", "nan", "--why", "x"), "must be a number from 0 to 4"),
    (("ben", "sums", "window_sums", "many", "--why", "x"), "must be a number from 0 to 4"),
    (("ben", "sums", "windows", "1", "--why", "x"), "sums has no task 'windows'. Its tasks are: window_sums, window"),
    (("ben", "sums", "window_sums", "1", "--why", " "), "--why is empty"),
    (("eva", "sums", "window_sums", "1", "--why", "x"), "There are submissions by: ben"),
])  # fmt: skip
def test_a_wrong_override_changes_nothing(run, arguments, message):
    """The message says what is possible."""
    code, _, err = run("override", *arguments)
    assert (code, message in err) == (WRONG_USE, True), err
