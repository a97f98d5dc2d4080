"""Students' own tests in a class: rows, pages, the report and the table of grades, with points and without."""

import csv
import io
from dataclasses import replace

import pytest

from autograder.course.paths import ClassPaths
from autograder.gradebook import setup
from autograder.gradebook.cache_key import fingerprint
from autograder.gradebook.database import Gradebook
from autograder.grading.grade import grade
from autograder.reports import terminal
from autograder.reports.feedback import feedback_page
from autograder.running.batch import grade_class
from autograder.submissions.submission import Submission
from tests.conftest import CourseCopy, plain, solved_notebook
from tests.reports.test_feedback import in_order, words
from tests.running.classes import submit
from tests.running.in_process_backend import InProcess
from tests.running.own_tests_course import OURS, with_own_tests
from tests.running.test_marks import grade_by_hand
from tests.running.written_course import copy_of

COPIED = 'window_sums_tests = {"window_sums(numbers, 2)": [5, 6, 10, 13], "window_sums(numbers, 0)": ValueError}'
WRONG = 'window_sums_tests = {"window_sums(numbers, 2)": [5, 6, 10], "window_sums(numbers, 9": ValueError}'
EMPTY = "window_sums_tests = {}"
LISTS = {"ada": None, "ben": COPIED, "cleo": WRONG, "dora": EMPTY}


@pytest.fixture(scope="module")
def courses(course, tmp_path_factory):
    """Points of the tests → the small course with own tests for so many points."""
    root = tmp_path_factory.mktemp("own")
    return {points: with_own_tests(course, root / str(points), points).course() for points in (0, 2)}


def notebook(course, cell):
    return solved_notebook(course.exercise("sums"), **({} if cell is None else {"window_sums_tests": cell}))


def result_of(course, cell):
    return grade(Submission("ada", "sums", notebook(course, cell)), course)


def page_of(course, cell):
    return words(feedback_page(course, result_of(course, cell)))


@pytest.fixture(scope="module")
def graded(courses, tmp_path_factory):
    """A class of four students, without points for the tests, graded and recorded: its paths and the run's summary."""
    course, paths = copy_of(courses[0], tmp_path_factory.mktemp("class") / "course")
    setup.prepare(paths, course)
    for student, cell in LISTS.items():
        submit(paths, student, "sums", notebook(course, cell))
    return course, paths, grade_class(paths, course, InProcess())


def rows_of(paths):
    """Student → (automatic score, whether a person has to look at it) of the own tests."""
    with Gradebook(f"sqlite:///{paths.gradebook}") as gradebook, gradebook.engine.connect() as connection:
        rows = connection.exec_driver_sql(
            "select submitted_assignment.student_id, grade.auto_score, grade.needs_manual_grade from grade "
            "join base_cell on base_cell.id = grade.cell_id "
            "join submitted_notebook on submitted_notebook.id = grade.notebook_id "
            "join submitted_assignment on submitted_assignment.id = submitted_notebook.assignment_id "
            "where base_cell.name = 'window_sums_tests'"
        ).all()
    return {student: (score, bool(needs)) for student, score, needs in rows}


def test_tests_without_points_need_no_score_of_a_person(courses, tmp_path):
    """Who gives points by hand for a file that cannot be read gives them to the functions, and these are the total."""
    course, paths = copy_of(courses[0], tmp_path / "course")
    setup.prepare(paths, course)
    submit(paths, "ada", "sums", b"{")
    grade_class(paths, course, InProcess())
    for task, points in {"window_sums": 3, "window_means": 1}.items():
        assert recorded_score(paths) is None
        grade_by_hand(paths, "ada", task, score=points)
    assert recorded_score(paths) == 4
    grade_class(paths, course, InProcess())
    assert "4 of 7 points" in words(paths.feedback("ada", "sums").read_text())


def recorded_score(paths):
    with Gradebook(f"sqlite:///{paths.gradebook}") as gradebook:
        return gradebook.recorded()["ada", "sums"].final


def test_without_points_nobodys_score_changes(graded):
    """Rows are 0 of 0, no person has to look at them, and grades.csv has the points of the functions."""
    _, paths, summary = graded
    assert summary.failures == []
    assert rows_of(paths) == dict.fromkeys(LISTS, (0, False))
    table = list(csv.DictReader(io.StringIO((paths.report / "grades.csv").read_text())))
    assert {row["student"]: (row["sums"], row["remarks"]) for row in table} == dict.fromkeys(LISTS, ("7", ""))


def test_the_report_counts_them_apart(graded, capsys):
    """Report and terminal have a table of their own for tests. They do not count as a task, nor as a doubtful test."""
    course, paths, summary = graded
    text = words((paths.report / "index.html").read_text())
    assert in_order(text, "Students' own tests", "sums window_sums 3 2 88 % 75 %")
    assert "window_sums_tests" not in text
    assert "Hidden tests in doubt" not in text
    terminal.print_class(paths, course, summary)
    out = plain(capsys.readouterr().out)
    assert "sums window_sums 3 2 88% 75%" in out
    assert "window_sums_tests" not in out


def test_nbgrader_alone_records_the_same(graded, tmp_path):
    """`nbgrader autograde` leaves the same rows as `make grade`."""
    course, paths, _ = graded
    other_course, other = copy_of(course, tmp_path / "other")
    done = CourseCopy(other.root).nbgrader("autograde", "sums")
    assert done.returncode == 0, done.stderr
    assert rows_of(other) == rows_of(paths)
    assert grade_class(other, other_course, InProcess()).graded == 0


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        (None, ["all 4 mistakes that we know of window_sums", "The checks in the notebook notice 3."]),
        (
            COPIED,
            ["Right functions pass all your 2 tests.", "your tests notice 3", "so your tests add nothing to them"],
        ),
        (COPIED, ["This mistake, for example, passes all your tests.", "a size above the length", "A hint:"]),
        (WRONG, ["These do not", "window_sums(numbers, 2)", "you expect [5, 6, 10]", "gives [5, 6, 10, 13]"]),
        (WRONG, ["window_sums(numbers, 9", "This is no Python"]),
        (EMPTY, ["You have written no tests of window_sums"]),
        ('window_sums_tests = {"window_sums(numbers[:0], 0)": ValueError}', ["your test.", "your tests notice 1"]),
    ],
)
def test_the_page_says_what_the_tests_are_worth(courses, cell, parts):
    """The page says what is noticed, what visible checks notice, one mistake that is missed, and what is wrong."""
    assert in_order(page_of(courses[2], cell), *parts)


@pytest.mark.parametrize(
    ("cell", "without", "with_points"),
    [
        (None, "optional, no points", "your tests notice every mistake, 2 of 2 points"),
        (COPIED, "optional, no points", "your tests notice some mistakes, 1.5 of 2 points"),
        (WRONG, "optional, no points", "not right yet, 0 of 2 points"),
        (EMPTY, "optional, not written", "not written yet, 0 of 2 points"),
    ],
)
def test_the_title_says_what_they_count(courses, cell, without, with_points):
    """With points, the title has them; without, it looks neither passed nor failed."""
    assert in_order(page_of(courses[2], cell), "window_sums_tests", with_points)
    assert in_order(page_of(courses[0], cell), "7 of 7 points", "window_sums_tests", without)


def test_what_the_course_hides_is_hidden(courses):
    """With reveal = "message", no value of a right function is shown; with "score", only the points."""
    course = courses[2]
    for reveal, shown in [("message", ["you expect [5, 6, 10]"]), ("score", [])]:
        hidden = replace(course, exercises=tuple(replace(one, reveal=reveal) for one in course.exercises))
        text = page_of(hidden, WRONG).partition("window_sums_tests")[2]
        assert "[5, 6, 10, 13]" not in text
        assert all(part in text for part in shown)
    assert "window_sums(numbers" not in text


def test_markup_in_a_test_is_text(courses):
    """A call or an expectation with HTML or control characters cannot change the page."""
    cell = r"""window_sums_tests = {"window_sums('<script>x</script>')": "<b>\x1b[2J\u202e"}"""
    page = feedback_page(courses[2], result_of(courses[2], cell))
    assert "<script>x" not in page
    assert "<b>\x1b" not in page
    assert "\x1b" not in page


def test_the_terminal_says_what_they_are_worth(courses, capsys):
    """A single file's table names the rejected tests, or how many mistakes are noticed and one that is not."""
    terminal.print_files([result_of(courses[0], COPIED), result_of(courses[2], WRONG)])
    out = plain(capsys.readouterr().out)
    assert in_order(
        out, "– window_sums_tests", "3 of 4 mistakes are noticed (the visible checks: 3)", "not noticed, for"
    )
    assert in_order(out, "0/2 window_sums_tests", "✗ window_sums(numbers, 2)", "a right function gives [5, 6, 10, 13]")


def test_right_answers_decide_these_results(courses, tmp_path):
    """The key of the result cache changes with the right answers, because they judge the tests."""
    course, paths = copy_of(courses[0], tmp_path / "course")
    own = Submission("ada", "sums", b"{}")
    before = fingerprint(own, course)
    path = paths.root / "exercises" / "sums" / "right" / "window_sums.py"
    path.write_text(path.read_text() + "\n# changed\n")
    copy, _ = copy_of(course, tmp_path / "changed")
    assert fingerprint(own, copy) != before


def test_the_courses_own_tests_are_checked_before_a_class(courses, tmp_path):
    """If the reference's tests lose points, nothing is graded, and the message names the script."""
    course, paths = copy_of(courses[2], tmp_path / "course")
    script = paths.root / "solutions" / "sums" / "sums.py"
    script.write_text(script.read_text().replace(OURS[2], ""))
    setup.prepare(paths, course)
    submit(paths, "ada", "sums", notebook(course, None))
    with pytest.raises(Exception, match=r"window_sums_tests has 1.5 of 2 points. In .*sums.py it fails: your tests no"):
        grade_class(ClassPaths.real(paths.root), course, InProcess())
