"""The class report is written only if it would be another one."""

import pytest

from autograder.course.paths import write_atomic
from autograder.gradebook.last_run import LastRun
from autograder.running.batch import grade_class
from autograder.running.recorder import open_gradebook
from autograder.running.reporting import class_state, write_report
from autograder.submissions.class_folder import find_submissions
from tests.conftest import solved_notebook
from tests.running.classes import partly_right, submit
from tests.running.in_process_backend import InProcess


@pytest.fixture
def graded(new_class, course, tmp_path):
    """A class of two: its paths, after the first run."""
    paths, exercise = new_class(tmp_path), course.exercise("sums")
    submit(paths, "ada", "sums", solved_notebook(exercise))
    submit(paths, "ben", "sums", partly_right(exercise))
    grade_class(paths, course, InProcess())
    return paths


def write_again(paths, course):
    """What the command `report` does."""
    everything, _ = find_submissions(paths.submitted, course.names)
    with open_gradebook(paths, course) as gradebook:
        state = class_state(paths, course, everything, gradebook.students(), gradebook.recorded(), LastRun.read(paths))
        write_report(paths, course, everything, state)


def pages(paths):
    """The times at which the page and its data were written."""
    return [(paths.report / name).stat().st_mtime_ns for name in ("index.html", "class.json", "items.csv")]


def test_the_page_of_an_unchanged_class_stays(graded, course):
    """Nothing is drawn, compared or rendered again. The tables are written each time: people edit them."""
    before = pages(graded)
    (graded.report / "grades.csv").unlink()
    grade_class(graded, course, InProcess())
    assert pages(graded) == before
    assert (graded.report / "grades.csv").is_file()


@pytest.mark.parametrize("name", ["index.html", "class.json", "items.csv"])
def test_a_file_that_is_missing_is_written(graded, course, name):
    """All of them are written then."""
    (graded.report / name).unlink()
    before = [path.stat().st_mtime_ns for path in graded.report.iterdir()]
    grade_class(graded, course, InProcess())
    assert min(pages(graded)) > max(before)


@pytest.mark.parametrize("change", ["submission", "roster", "folder"])
def test_a_change_is_on_the_page(graded, course, change):
    """A new submission, a new name, a new student."""
    if change == "submission":
        submit(graded, "cleo", "sums", partly_right(course.exercise("sums")) + b" ")
    elif change == "roster":
        write_atomic(graded.root / "roster.csv", "id,name\nada,Cleo Lovelace\n")
    else:
        (graded.submitted / "cleo").mkdir()
    grade_class(graded, course, InProcess())
    assert "cleo" in (graded.report / "index.html").read_text(encoding="utf-8").lower()


def test_the_command_report_writes_the_page_again(graded, course):
    """Also if nothing changed."""
    before = pages(graded)
    write_again(graded, course)
    assert all(now > then for now, then in zip(pages(graded), before, strict=True))


def test_a_run_and_the_command_report_write_the_same_page(new_class, course, tmp_path):
    """Also the first run, whose results come from workers: the page has the example of a mistake, too."""
    paths, exercise = new_class(tmp_path), course.exercise("sums")
    for student in ("ben", "cleo"):
        submit(paths, student, "sums", partly_right(exercise))
    grade_class(paths, course, InProcess())
    page = (paths.report / "index.html").read_text(encoding="utf-8")
    write_again(paths, course)
    assert "<pre>window_sums(" in page
    assert (paths.report / "index.html").read_text(encoding="utf-8") == page


def test_the_example_of_a_mistake_is_a_real_one(graded, course):
    """Results are read again for it: a run keeps only their summaries."""
    submit(graded, "cleo", "sums", partly_right(course.exercise("sums")) + b" ")
    grade_class(graded, course, InProcess())
    page = (graded.report / "index.html").read_text(encoding="utf-8")
    assert "<pre>window_sums(" in page
    assert "expected  " in page
