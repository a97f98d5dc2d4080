"""A gradebook in PostgreSQL needs nothing but nbgrader's `db_url` and the course's id."""

import contextlib
import datetime
import shutil

import pytest
from nbgrader.api import Gradebook

from autograder.authoring import demo_class
from autograder.course.paths import ClassPaths, write_atomic
from autograder.errors import CourseError
from autograder.gradebook import database, students
from autograder.gradebook.override import override
from autograder.running.batch import grade_class
from tests.postgres_server import SERVER, server
from tests.running.in_process_backend import InProcess

pytest.importorskip("psycopg")
WRONG_MEANS = "def window_means(x, size):\n    return window_sums(x, size)"


@pytest.fixture(scope="module")
def url():
    """An empty database of a server that runs for this module."""
    if SERVER is None:
        pytest.skip("there is no PostgreSQL here")
    with server("fsync=off") as url:
        yield url


@pytest.fixture
def paths(solved, tmp_path):
    """A class in which Ana's notebook is right, Ben's has a mistake, and Cleo's cannot be read."""
    paths = ClassPaths(tmp_path, tmp_path)
    notebooks = {"ana": solved("sums"), "ben": solved("sums", window_means=WRONG_MEANS), "cleo": b"{"}
    for student, data in notebooks.items():
        path = paths.submission(student, "sums")
        path.parent.mkdir(parents=True)
        path.write_bytes(data)
    return paths


def test_a_class_is_recorded_in_postgresql(url, course, paths):
    """nbgrader finds the scores there, a regrade replaces them, a dry run does not. There is no gradebook file."""
    setting = f"c.CourseDirectory.db_url = {url!r}\n"
    demo_class.write_config(course, paths, setting)
    summary = grade_class(paths, course, InProcess())
    assert (summary.graded, summary.figures.unreadable, summary.failures, summary.gradebook) == (2, 1, [], url)
    with contextlib.closing(Gradebook(url)) as gradebook:
        assert {one.id: one.score for one in gradebook.students} == {"ana": 7, "ben": 5, "cleo": 0}
        gradebook.find_grade("window_sums", "sums", "sums", "ben").manual_score = 2.5
        gradebook.db.commit()
    assert grade_class(paths, course, InProcess()).graded == 0
    again = grade_class(paths, course, InProcess(), force=True, dry_run=True)
    assert (again.graded, again.remarks) == (2, [])  # the copy has the versions for which people gave scores
    shutil.copy(course.exercise("sums").release, paths.submission("ben", "sums"))
    with contextlib.closing(Gradebook(url)) as gradebook:
        gradebook.find_grade("window_sums", "sums", "sums", "ana").extra_credit = 1
        gradebook.find_submission("sums", "ana").extension = datetime.timedelta(hours=12)
        gradebook.db.commit()
    dry = grade_class(paths, course, InProcess(), dry_run=True)
    changes = {one.student: (one.before, one.after) for one in dry.changes}
    assert (dry.graded, dry.failures, changes) == (1, [], {"ana": (7, 8), "ben": (3.5, 2.5)})
    with contextlib.closing(Gradebook(url)) as gradebook:
        assert gradebook.find_submission("sums", "ben").score == 3.5
    assert grade_class(paths, course, InProcess()).graded == 1
    with contextlib.closing(Gradebook(url)) as gradebook:
        assert gradebook.find_submission("sums", "ben").score == 2.5
        assert gradebook.find_submission("sums", "cleo").needs_manual_grade
    assert not paths.gradebook.exists()
    assert "ben,2.5," in (paths.report / "grades.csv").read_text()


def test_students_are_changed_in_postgresql(url, course, paths):
    """PostgreSQL keeps an extension as an interval. nbgrader finds it and a manual score under the new id."""
    demo_class.write_config(course, paths, f"c.CourseDirectory.db_url = {url!r}\n")
    shutil.copytree(paths.submitted / "ana", paths.submitted / "zoe")
    grade_class(paths, course, InProcess(), student="zoe")
    with database.Gradebook(url) as gradebook:
        day = datetime.timedelta(days=1)
        assert students.grant_extension(gradebook, "zoe", "sums", day) == (None, datetime.timedelta())
        assert students.grant_extension(gradebook, "zoe", "sums", 2 * day) == (None, day)
        override(gradebook, ("zoe", "sums"), "window_sums", 3.0, "Too slow.")
        students.rename(gradebook, "zoe", "Zoë O'Brien")
    with contextlib.closing(Gradebook(url)) as gradebook:
        submission = gradebook.find_submission("sums", "Zoë O'Brien")
        assert (submission.extension, submission.score, submission.needs_manual_grade) == (2 * day, 6, False)


def test_a_database_without_the_class_is_an_error(url, course, paths):
    """A wrong `db_url` does not begin a new gradebook: the message names it, without its password."""
    empty = url.replace("grader@", "grader:secret@").replace("/postgres?", "/template1?")
    demo_class.write_config(course, paths, f"c.CourseDirectory.db_url = {empty!r}\n")
    write_atomic(paths.feedback("ana", "sums"), "page")
    with pytest.raises(CourseError, match=r"template1.* has no submissions.*pg_restore") as refused:
        grade_class(paths, course, InProcess())
    assert "secret" not in str(refused.value)
