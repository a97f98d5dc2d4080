"""What `make grade` records is what nbgrader's own converter records, row by row and byte by byte."""

import contextlib
import dataclasses
import datetime
import shutil
import sqlite3

import pytest
from nbgrader.api import Gradebook
from nbgrader.converters import Autograde

from autograder import demo, gradebook, record
from autograder.batch import grade_class
from autograder.course import CourseError
from autograder.places import Places
from autograder.pool import Processes
from autograder.recording import open_gradebook

DUE = datetime.datetime(2026, 10, 5, 18)
LATE = 'c.LateSubmissionPlugin.penalty_method = "zero"\n'
WORK = """
    FROM submitted_assignment w JOIN assignment a ON a.id = w.assignment_id
    JOIN submitted_notebook s ON s.assignment_id = w.id JOIN notebook n ON n.id = s.notebook_id
"""
CELL = WORK + "JOIN {0} x ON x.notebook_id = s.id JOIN base_cell b ON b.id = x.cell_id"
TABLES = {
    "student": "SELECT * FROM student",
    "assignment": "SELECT name, duedate, course_id FROM assignment",
    "submitted_assignment": "SELECT w.student_id, a.name, w.timestamp, w.extension" + WORK,
    "submitted_notebook": "SELECT w.student_id, n.name, s.flagged, s.late_submission_penalty" + WORK,
    "grade": "SELECT w.student_id, b.name, x.auto_score, x.manual_score, x.extra_credit, x.needs_manual_grade"
    + CELL.format("grade"),
    "comment": "SELECT w.student_id, b.name, x.auto_comment, x.manual_comment" + CELL.format("comment"),
}


def tables(places):
    """All that the gradebook has of submissions, with names in place of ids."""
    with contextlib.closing(sqlite3.connect(places.gradebook)) as book:
        return {name: sorted(book.execute(query), key=repr) for name, query in TABLES.items()}


def autograded(places):
    """Path → bytes and mode of everything in autograded/."""
    files = [path for path in places.autograded.rglob("*") if path.is_file()]
    return {str(path.relative_to(places.autograded)): (path.read_bytes(), path.stat().st_mode) for path in files}


@pytest.fixture(scope="module")
def due(course):
    """The course with a date by which pooling is due."""
    exercises = [dataclasses.replace(one, due=DUE if one.name == "pooling" else None) for one in course.exercises]
    return dataclasses.replace(course, exercises=tuple(exercises))


@pytest.fixture
def ours_and_theirs(course, new_class, tmp_path):
    """Two places in which the same was handed in: right, wrong, untouched, broken, in time and late."""
    exercise = course.exercise("pooling")
    handed_in = {
        "amara": demo.submission("amara", exercise), "dalia": demo.submission("dalia", exercise),
        "hana": demo.submission("hana", exercise, "metadata lost"), "liam": "{", "nobody": exercise.release.read_text(),
    }  # fmt: skip
    times = {"amara": "2026-10-05 17:59:59 UTC", "dalia": "2026-10-06 10:00:00 +0200", "liam": "2026-10-07 00:00 UTC"}
    both = [new_class(tmp_path / name, LATE) for name in ("ours", "theirs")]
    for places in both:
        for student, text in handed_in.items():
            path = places.submission(student, "pooling")
            path.parent.mkdir(parents=True)
            path.write_text(text)
            if student in times:
                path.with_name("timestamp.txt").write_text(times[student])
    return both


def convert(places, course):
    """What `nbgrader autograde --force pooling` does."""
    open_gradebook(places, course).engine.dispose()
    coursedir, config = record.nbgrader_setup(places)
    coursedir.assignment_id = "pooling"
    Autograde(coursedir=coursedir, config=config, force=True).start()


def change(places):
    """What people do between two runs: an extension, points by hand, and another notebook."""
    with contextlib.closing(Gradebook(f"sqlite:///{places.gradebook}")) as book:
        book.grant_extension("pooling", "dalia", days=3)
        book.find_grade("max_pool", "pooling", "pooling", "hana").manual_score = 1.5
        book.find_grade("avg_pool", "pooling", "pooling", "liam").manual_score = 2
        book.find_grade("avg_pool", "pooling", "pooling", "amara").extra_credit = 0.5
        book.db.commit()
    places.submission("hana", "pooling").with_name("timestamp.txt").write_text("2026-12-01 00:00:00 UTC")
    shutil.copy(places.submission("dalia", "pooling"), places.submission("nobody", "pooling"))
    for student in ("liam", "amara", "dalia"):  # a space more, so that it is graded again
        path = places.submission(student, "pooling")
        path.write_text(path.read_text() + " ")


def test_rows_and_notebooks_are_nbgraders_own(ours_and_theirs, due):
    """In a first run, and after people changed the gradebook and students their notebooks."""
    ours, theirs = ours_and_theirs
    for prepare in (lambda places: None, change):
        for places in ours_and_theirs:
            prepare(places)
        assert grade_class(ours, due, Processes(1)).failures == []
        shutil.rmtree(theirs.results, ignore_errors=True)
        shutil.copytree(ours.results, theirs.results)
        convert(theirs, due)
        assert tables(ours) == tables(theirs)
        assert autograded(ours) == autograded(theirs)
    penalties = {row[0]: row[3] for row in tables(ours)["submitted_notebook"]}
    assert penalties == {"amara": None, "dalia": None, "hana": 8.75, "liam": 2, "nobody": None}


@pytest.mark.slow
def test_a_new_gradebook_is_the_one_that_nbgrader_makes(tmp_path, course):
    """The same tables, at the version that nbgrader's own process finds out."""
    places = Places(tmp_path, tmp_path)
    demo.write_config(places)
    record.prepare(places, course)
    Gradebook(f"sqlite:///{tmp_path}/theirs.db").close()
    found = []
    for path in (places.gradebook, tmp_path / "theirs.db"):
        with contextlib.closing(sqlite3.connect(path)) as book:
            found.append([sorted(book.execute(query), key=repr) for query in (
                "SELECT name, sql FROM sqlite_master", "SELECT * FROM alembic_version")])  # fmt: skip
    assert found[0] == found[1]


def test_a_gradebook_that_is_held_is_told_and_nothing_is_lost(ours_and_theirs, due, monkeypatch):
    """Somebody's transaction stops recording in words; the next run grades nothing again and records everything."""
    ours, theirs = ours_and_theirs
    assert grade_class(theirs, due, Processes(1)).failures == []
    open_gradebook(ours, due).engine.dispose()
    monkeypatch.setattr(gradebook, "WAIT_SECONDS", 0.1)
    with contextlib.closing(sqlite3.connect(ours.gradebook)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(CourseError, match=r"gradebook.db cannot be used: database is locked. .* close that"):
            grade_class(ours, due, Processes(1))
    assert grade_class(ours, due, Processes(1)).graded == 0
    assert tables(ours) == tables(theirs)


def test_what_nbgrader_recorded_is_not_recorded_again(ours_and_theirs, due):
    """After `nbgrader autograde`, `make grade` grades nothing, and touches no notebook, only writes the pages."""
    ours, _ = ours_and_theirs
    convert(ours, due)
    before, rows = autograded(ours), tables(ours)
    assert grade_class(ours, due, Processes(1)).graded == 0
    assert (autograded(ours), tables(ours)) == (before, rows)
    assert all(ours.feedback(student, "pooling").is_file() for student in ("amara", "liam"))
