"""What people decide reaches students: comments, manual scores, extra credit and late penalties."""

import contextlib
import csv
import io
import re
import shutil
from pathlib import Path

import nbgrader.server_extensions.formgrader as formgrader
import pytest
from nbconvert.exporters import HTMLExporter
from nbgrader.api import Gradebook
from nbgrader.apps.api import NbGraderAPI
from nbgrader.converters import Autograde, GenerateFeedback

from autograder.course.loading import load_course
from autograder.course.nbgrader_config import course_directory
from autograder.running.batch import grade_class
from tests.conftest import solved_notebook
from tests.reports.test_feedback import in_order, words
from tests.running.classes import partly_right, submit
from tests.running.in_process_backend import InProcess
from tests.running.test_recorder import DUE, due_at

COMMENT = "A *good* idea.\n\nWhy not `np.cumsum`? <script>alert(1)</script>"
ONE_POINT = """
from nbgrader.plugins import LateSubmissionPlugin
class OnePoint(LateSubmissionPlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return 1
c.AssignLatePenalties.plugin_class = OnePoint
"""
LATE = 'c.LateSubmissionPlugin.penalty_method = "zero"\n'


@pytest.fixture(scope="module")
def own(course, tmp_path_factory):
    """A copy of the small course. nbgrader finds it from the classes in its folder."""
    root = tmp_path_factory.mktemp("marks") / "course"
    shutil.copytree(course.root, root, ignore=shutil.ignore_patterns("__pycache__"))
    return load_course(root)


@pytest.fixture
def marked(own, new_class, tmp_path):
    """A graded class of ada, whose work is right, and ben, who has a mistake in window_sums: 0.5 of 4 and 3 of 3."""
    root = own.root / "build" / tmp_path.name
    root.mkdir(parents=True)
    paths = new_class(root)
    submit(paths, "ada", "sums", solved_notebook(own.exercise("sums")))
    submit(paths, "ben", "sums", partly_right(own.exercise("sums")))
    assert grade_class(paths, own, InProcess()).failures == []
    return paths


def grade_by_hand(paths, student, task, score=None, extra=None, comment=None, exercise="sums"):
    """What the formgrader's handlers do when a person enters a score, extra credit and a comment."""
    with contextlib.closing(Gradebook(f"sqlite:///{paths.gradebook}")) as gradebook:
        grade = gradebook.find_grade(task, exercise, exercise, student)
        grade.manual_score, grade.extra_credit = score, extra
        grade.needs_manual_grade = grade.manual_score is None and grade.auto_score is None
        if comment is not None:
            gradebook.find_comment(f"{task}_answer", exercise, exercise, student).manual_comment = comment
        gradebook.db.commit()


def generate_feedback(paths, student=None):
    """What the formgrader's button *Generate Feedback* does."""
    coursedir, config = course_directory(paths)
    outcome = NbGraderAPI(coursedir, config=config).generate_feedback("sums", student)
    assert outcome["success"], outcome
    return outcome


def page_of(paths, student):
    return paths.feedback(student, "sums").read_text(encoding="utf-8")


def row_of(paths, student):
    rows = csv.DictReader(io.StringIO((paths.report / "grades.csv").read_text(encoding="utf-8")))
    return next(row for row in rows if row["student"] == student)


def times_of_pages(paths):
    """When each feedback page was written."""
    return {path: path.stat().st_mtime_ns for path in paths.feedback("ada", "sums").parents[2].rglob("*.html")}


def test_manual_score_extra_credit_and_comment_are_on_the_page(marked, own):
    """The next run writes them, and the total that follows from them, on the page of this student and of no other."""
    before = page_of(marked, "ada")
    grade_by_hand(marked, "ben", "window_sums", score=2.5, extra=0.5, comment=COMMENT)
    assert grade_class(marked, own, InProcess()).graded == 0
    source, text = page_of(marked, "ben"), words(page_of(marked, "ben"))
    assert in_order(text, "6 of 7 points", "Tests", "3.5", "Changed by your instructor", "+2", "Extra credit", "+0.5")
    assert in_order(text, "window_sums", "2.5 of 4 points", "The tests gave 0.5", "A good idea. Why not np.cumsum ?")
    assert "<em>good</em>" in source
    assert "<script>" not in source
    assert page_of(marked, "ada") == before
    times = times_of_pages(marked)
    grade_class(marked, own, InProcess())
    assert times_of_pages(marked) == times


def test_a_score_that_is_taken_back_leaves_the_page(marked, own):
    """Without marks of people, the page is again as it was."""
    before = page_of(marked, "ben")
    grade_by_hand(marked, "ben", "window_sums", score=2.5, comment="x")
    grade_class(marked, own, InProcess())
    assert page_of(marked, "ben") != before
    grade_by_hand(marked, "ben", "window_sums", comment="")
    grade_class(marked, own, InProcess())
    assert page_of(marked, "ben") == before


def test_a_late_penalty_is_on_the_page(own, new_class, tmp_path):
    """Also if it changes later: the page shows the penalty of the gradebook, and the total that is left."""
    paths = new_class(tmp_path / "class", LATE)
    due = due_at(own, DUE)
    submit(paths, "ben", "sums", partly_right(own.exercise("sums")), "2026-10-06 18:00:00 UTC")
    assert grade_class(paths, due, InProcess()).failures == []
    assert in_order(words(page_of(paths, "ben")), "0 of 7 points", "Tests", "3.5", "Late penalty", "−3.5", "Total")
    assert row_of(paths, "ben")["late_penalties"] == "sums: 3.5"
    grade_by_hand(paths, "ben", "window_sums", score=4)
    grade_class(paths, due, InProcess())
    assert in_order(words(page_of(paths, "ben")), "0 of 7 points", "Late penalty", "−7")
    with contextlib.closing(Gradebook(f"sqlite:///{paths.gradebook}")) as gradebook:
        gradebook.grant_extension("sums", "ben", days=3)
    grade_class(paths, due, InProcess())
    assert "Late penalty" not in words(page_of(paths, "ben"))
    assert "7 of 7 points" in words(page_of(paths, "ben"))
    assert row_of(paths, "ben")["late_penalties"] == ""


def test_a_page_is_not_written_again_because_a_plugin_counts_whole_points(own, new_class, tmp_path):
    """A late penalty is the same number before and after the gradebook has it."""
    paths = new_class(tmp_path / "class", ONE_POINT)
    submit(paths, "ben", "sums", partly_right(own.exercise("sums")), "2026-10-06 19:00:00 UTC")
    for _ in range(2):
        grade_class(paths, due_at(own, DUE), InProcess())
        assert in_order(words(page_of(paths, "ben")), "2.5 of 7 points", "Late penalty", "−1")
    times = times_of_pages(paths)
    grade_class(paths, due_at(own, DUE), InProcess())
    assert times_of_pages(paths) == times
    assert len(times) == 1


def test_grades_csv_has_what_people_decided(marked, own):
    """Manual scores with the automatic ones, extra credit and comments are in columns of their own."""
    grade_by_hand(marked, "ben", "window_sums", score=2.5, extra=0.5, comment=COMMENT)
    grade_by_hand(marked, "ada", "window_means", comment="=1+1")
    grade_class(marked, own, InProcess())
    ben, ada = row_of(marked, "ben"), row_of(marked, "ada")
    assert ben["manual_scores"] == "sums: window_sums 2.5 (automatic 0.5)"
    assert ben["extra_credit"] == "sums: window_sums 0.5"
    assert ben["comments"].startswith("sums: window_sums: A *good* idea. Why not")
    assert (ada["manual_scores"], ada["comments"]) == ("", "sums: window_means: =1+1")
    assert ben["sums"] == "6"


@pytest.mark.filterwarnings("ignore:Passing unrecognized arguments")
def test_generate_feedback_makes_our_page(marked, own):
    """nbgrader's own command leaves the page that the next run would write, with what people decided, byte by byte."""
    grade_by_hand(marked, "ben", "window_sums", score=2.5, extra=0.5, comment=COMMENT)
    generate_feedback(marked)
    pages = {student: page_of(marked, student) for student in ("ada", "ben")}
    assert "A <em>good</em> idea" in pages["ben"]
    times = times_of_pages(marked)
    grade_class(marked, own, InProcess())
    assert times_of_pages(marked) == times
    for student in pages:
        marked.feedback(student, "sums").unlink()
    grade_class(marked, own, InProcess())
    assert pages == {student: page_of(marked, student) for student in pages}


def test_generate_feedback_replaces_a_page_that_is_out_of_date(marked):
    """Without --force, too: nbgrader alone would keep the page without the comment."""
    coursedir, config = course_directory(marked)
    coursedir.assignment_id = "sums"
    grade_by_hand(marked, "ben", "window_sums", comment="Look here.")
    GenerateFeedback(coursedir=coursedir, config=config).start()
    assert "Look here." in page_of(marked, "ben")


def test_a_manual_score_for_an_earlier_version_is_marked(marked, own):
    """After a resubmission, until a person has looked: in the terminal, in grades.csv, on the page."""
    grade_by_hand(marked, "ben", "window_sums", score=2.5)
    for force in (False, True):  # the same notebook is the same version
        assert grade_class(marked, own, InProcess(), force).remarks == []
        assert "earlier version" not in row_of(marked, "ben")["remarks"] + page_of(marked, "ben")
    submit(marked, "ben", "sums", solved_notebook(own.exercise("sums")))
    for _ in range(2):
        (remark,) = grade_class(marked, own, InProcess()).remarks
        assert remark.startswith("ben sums: the manual score of window_sums (2.5) is for an earlier version")
        assert "override ben sums window_sums" in remark
        assert "sums: the manual score of window_sums is for an earlier version" in row_of(marked, "ben")["remarks"]
        assert "given for an earlier version of your notebook" in words(page_of(marked, "ben"))
    grade_by_hand(marked, "ben", "window_sums", score=2.5)  # what Resolve does
    assert grade_class(marked, own, InProcess()).remarks == []
    assert "earlier version" not in row_of(marked, "ben")["remarks"] + page_of(marked, "ben")


def test_nbgrader_autograde_marks_earlier_versions_in_the_same_way(marked, own):
    """The same notebook again changes nothing; another one marks the manual score."""
    grade_by_hand(marked, "ben", "window_sums", score=2.5)
    for resubmitted in (False, True):
        if resubmitted:
            submit(marked, "ben", "sums", solved_notebook(own.exercise("sums")))
        coursedir, config = course_directory(marked)
        coursedir.assignment_id = "sums"
        Autograde(coursedir=coursedir, config=config, force=True).start()
        remarks = grade_class(marked, own, InProcess()).remarks
        assert ["earlier version" in one for one in remarks] == [True] * resubmitted


def test_an_unreadable_file_that_was_graded_by_hand_shows_its_score(marked, own):
    """The student reads the points, the comment, and what was wrong with the file."""
    submit(marked, "dan", "sums", "{")
    grade_class(marked, own, InProcess())
    assert "Not graded yet" in page_of(marked, "dan")
    grade_by_hand(marked, "dan", "window_sums", score=3, comment="Read on paper.")
    grade_class(marked, own, InProcess())
    assert "Not graded yet" in page_of(marked, "dan")
    grade_by_hand(marked, "dan", "window_means", score=1)
    grade_class(marked, own, InProcess())
    text = words(page_of(marked, "dan"))
    assert in_order(text, "4 of 7 points", "could not be run because", "window_sums", "3 of 4 points", "Read on paper.")
    assert "Not graded yet" not in text


def test_the_formgrader_marks_earlier_versions(marked, own):
    """Beside the score of the cell, when the formgrader shows the notebook, until a person has looked."""

    def shown():
        _, config = course_directory(marked)
        config.HTMLExporter.template_name = "formgrade"
        config.HTMLExporter.extra_template_basedirs = [str(Path(formgrader.__file__).parent / "templates")]
        path = marked.autograded / "ben" / "sums" / "sums.ipynb"
        resources = {"index": 0, "total": 1, "submission_id": "x", "student": "ben", "assignment_id": "sums"}
        return words(HTMLExporter(config=config).from_filename(str(path), resources=resources)[0])

    grade_by_hand(marked, "ben", "window_sums", score=2.5)
    submit(marked, "ben", "sums", solved_notebook(own.exercise("sums")))
    grade_class(marked, own, InProcess())
    assert len(re.findall("The manual score 2.5 is for an earlier version", shown())) == 1
    grade_by_hand(marked, "ben", "window_sums", score=2.5)
    assert "earlier version" not in shown()
