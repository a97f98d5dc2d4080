"""A run over a graded class says whose score changed, from what to what, and why. A dry run only says it."""

import contextlib
import csv
import dataclasses
import datetime
import shutil

import pytest
from nbgrader.api import Gradebook

from autograder.authoring import demo_class
from autograder.course.loading import load_course
from autograder.course.paths import ClassPaths
from autograder.errors import CourseError
from autograder.running.batch import grade_class
from autograder.sandbox.limits import Limits
from tests.conftest import solved_notebook
from tests.gradebook.database_rows import rows_of
from tests.running.classes import due_at, partly_right, submit
from tests.running.in_process_backend import InProcess

DUE = datetime.datetime(2026, 10, 5, 18)
NO_POINTS_IF_LATE = 'c.LateSubmissionPlugin.penalty_method = "zero"\n'
LATE = "2026-10-06 10:00 UTC"


@pytest.fixture(scope="module")
def template(course, new_class, tmp_path_factory):
    """A course in which `sums` is due, and its class after a run: Ada 7, Ben 3.5, Cleo 0 because she is late."""
    root = tmp_path_factory.mktemp("changes") / "course"
    shutil.copytree(course.root, root, ignore=shutil.ignore_patterns("__pycache__"))
    due = due_at(load_course(root), DUE)
    paths = new_class(tmp_path_factory.mktemp("class"), NO_POINTS_IF_LATE)
    exercise = due.exercise("sums")
    for student, data in {"ada": solved_notebook(exercise), "ben": partly_right(exercise)}.items():
        submit(paths, student, "sums", data, "2026-10-05 17:00 UTC")
    submit(paths, "cleo", "sums", solved_notebook(exercise), LATE)
    summary = grade_class(paths, due, InProcess())
    assert (summary.failures, summary.changes) == ([], [])
    return due, paths


@pytest.fixture
def graded(template, tmp_path):
    """That course, and a copy of its class."""
    due, paths = template
    own = ClassPaths(tmp_path / "class", tmp_path / "class")
    shutil.copytree(paths.root, own.root)
    demo_class.write_config(due, own, NO_POINTS_IF_LATE)  # it names the gradebook
    return due, own


@contextlib.contextmanager
def instructor(paths):
    with contextlib.closing(Gradebook(f"sqlite:///{paths.gradebook}")) as gradebook:
        yield gradebook
        gradebook.db.commit()


def changed(paths, course, **options):
    """What a run says: (student, before, after, why) for each change."""
    summary = grade_class(paths, course, InProcess(), **options)
    assert {one.exercise for one in summary.changes} <= {"sums"}
    return [(one.student, one.before, one.after, one.why) for one in summary.changes]


def with_values(course, **values):
    """The course with other values of `sums`."""
    changed = [dataclasses.replace(one, **values) if one.name == "sums" else one for one in course.exercises]
    return dataclasses.replace(course, exercises=tuple(changed))


def files_of(paths):
    """Path → bytes and time of all files of a class."""
    return {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in paths.root.rglob("*") if path.is_file()}


def test_a_run_without_changes_lists_none(graded):
    """Nor does one that only makes pages again, or grades new submissions, which it counts."""
    course, paths = graded
    shutil.rmtree(paths.build / "feedback")
    submit(paths, "dan", "sums", partly_right(course.exercise("sums")))
    summary = grade_class(paths, course, InProcess())
    assert (summary.changes, summary.new, summary.graded) == ([], 1, 1)
    assert (paths.report / "changes.csv").read_text() == "student,exercise,before,after,why\n"
    assert "Changed scores" not in (paths.report / "index.html").read_text()


def test_a_resubmission_is_listed(graded):
    """In the summary, in changes.csv and on the page of the class, with its reason."""
    course, paths = graded
    submit(paths, "ben", "sums", solved_notebook(course.exercise("sums")))
    assert changed(paths, course) == [("ben", 3.5, 7, "resubmitted")]
    with (paths.report / "changes.csv").open() as file:
        (row,) = csv.DictReader(file)
    assert row == {"student": "ben", "exercise": "sums", "before": "3.5", "after": "7", "why": "resubmitted"}
    page = (paths.report / "index.html").read_text()
    assert "Changed scores" in page
    assert "resubmitted" in page
    assert changed(paths, course) == []
    assert "Changed scores" not in (paths.report / "index.html").read_text()


def test_points_limits_and_other_values_are_reasons(graded):
    """The values that were changed are named, and only if they change a score."""
    course, paths = graded
    exercise = course.exercise("sums")
    assert changed(paths, with_values(course, limits=Limits(call_seconds=3, cell_seconds=2))) == []
    window_sums, window_means = exercise.tasks
    fewer = with_values(course, tasks=(dataclasses.replace(window_sums, points=8), window_means))
    assert changed(paths, fewer) == [
        ("ada", 7, 11, "points changed; limits changed"),
        ("ben", 3.5, 4, "points changed; limits changed"),
    ]


def test_a_hidden_test_that_changed_is_the_reason(graded, tmp_path):
    """And nothing else is, if nothing else changed. Also if it did not change in the file that the run names."""
    course, paths = graded
    root = tmp_path / "course"
    shutil.copytree(course.root, root, ignore=shutil.ignore_patterns("__pycache__", "build"))
    path = root / "exercises" / "sums" / "test_sums.py"
    path.write_text(path.read_text() + '\n\n@window_sums(points=4)\ndef test_more(student):\n    """more"""\n'
                    "    assertions.value_error(student.window_sums, np.array([1, 3]), 5)\n")  # fmt: skip
    other = due_at(load_course(root), DUE)
    [ben] = changed(paths, other)
    assert (ben[0], ben[1], ben[3]) == ("ben", 3.5, "hidden tests changed")


def test_manual_scores_extra_credit_and_extensions_are_reasons(graded):
    """What people did in the gradebook since the last run is listed, with the tasks and the times."""
    course, paths = graded
    with instructor(paths) as gradebook:
        gradebook.find_grade("window_sums", "sums", "sums", "ben").manual_score = 2
        gradebook.find_grade("window_means", "sums", "sums", "ada").extra_credit = 1
        gradebook.grant_extension("sums", "cleo", hours=24)
    assert changed(paths, course) == [
        ("ada", 7, 8, "extra credit"),
        ("ben", 3.5, 5, "manual score (window_sums)"),
        ("cleo", 0, 7, "extension: none → 24 h"),
    ]
    with instructor(paths) as gradebook:
        gradebook.find_grade("window_sums", "sums", "sums", "ben").manual_score = None
    assert changed(paths, course) == [("ben", 5, 3.5, "manual score (window_sums)")]


def test_a_due_date_is_a_reason(graded):
    """So is another time of a submission."""
    course, paths = graded
    later = due_at(course, DUE + datetime.timedelta(days=1))
    assert changed(paths, later) == [("cleo", 0, 7, "due date: 2026-10-05 18:00:00 → 2026-10-06 18:00:00")]
    paths.submission("ada", "sums").with_name("timestamp.txt").write_text("2026-10-07 10:00 UTC")
    assert changed(paths, later) == [("ada", 7, 0, "submission time: 2026-10-05 17:00:00 → 2026-10-07 10:00:00")]


def test_scores_that_vanish_are_listed(graded):
    """A file that cannot be read any more, and rows that were removed from the gradebook."""
    course, paths = graded
    submit(paths, "ada", "sums", "{")
    paths.submission("ben", "sums").unlink()
    assert changed(paths, course) == [
        ("ada", 7, None, "resubmitted; the file cannot be read"),
        ("ben", 3.5, None, "the file cannot be read"),
    ]
    submit(paths, "ada", "sums", solved_notebook(course.exercise("sums")))
    shutil.rmtree(paths.submitted / "cleo")
    submit(paths, "cleo", "shifts", "{")
    with instructor(paths) as gradebook:
        gradebook.remove_submission("sums", "cleo")
    assert changed(paths, course) == [
        ("ada", None, 7, "resubmitted; the file can be read now"),
        ("cleo", 0, None, "removed from the gradebook"),
    ]
    assert changed(paths, course) == []


def test_a_first_score_is_no_change_after_an_extension(graded):
    """The student is in the gradebook already, but had no score: the summary counts a new submission."""
    course, paths = graded
    with instructor(paths) as gradebook:
        gradebook.update_or_create_student("dan")
        gradebook.add_submission("sums", "dan")
        gradebook.grant_extension("sums", "dan", hours=24)
    summary = grade_class(paths, course, InProcess())
    assert (summary.changes, summary.new) == ([], 0)
    submit(paths, "dan", "sums", partly_right(course.exercise("sums")))
    summary = grade_class(paths, course, InProcess())
    assert (summary.changes, summary.new) == ([], 1)


def test_a_run_that_was_stopped_loses_no_change(graded):
    """The next run lists what both changed: it compares with the last run that ended."""
    course, paths = graded
    for student in ("ada", "ben"):
        submit(paths, student, "sums", course.exercise("sums").release.read_bytes())

    def stop(*_):
        raise KeyboardInterrupt

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("autograder.reports.class_report.write_report", stop)
        with pytest.raises(KeyboardInterrupt):
            grade_class(paths, course, InProcess())
    assert changed(paths, course) == [("ada", 7, 0, "resubmitted"), ("ben", 3.5, 0, "resubmitted")]


def test_a_part_of_the_class_is_compared_alone(graded):
    """The changes of the others are listed by the run that includes them."""
    course, paths = graded
    with instructor(paths) as gradebook:
        for student in ("ada", "ben"):
            gradebook.find_grade("window_sums", "sums", "sums", student).manual_score = 1
    assert changed(paths, course, student="ben") == [("ben", 3.5, 4, "manual score (window_sums)")]
    assert changed(paths, course) == [("ada", 7, 4, "manual score (window_sums)")]


@pytest.mark.parametrize("damage", [lambda path: path.unlink(), lambda path: path.write_text('{"schema": 1}')])
def test_without_a_record_of_the_last_run_the_gradebook_is_compared(graded, damage):
    """Deleting build/ loses no score, but the reasons: the list says so."""
    course, paths = graded
    damage(paths.build / "last_run.json")
    submit(paths, "ben", "sums", solved_notebook(course.exercise("sums")))
    assert changed(paths, course) == [("ben", 3.5, 7, "unknown: build/ has no record of the last run")]


def test_a_dry_run_shows_what_a_run_would_change_and_records_nothing(graded):
    """Not in the gradebook, not in build/, not in the cache of results. The run itself then does exactly this."""
    course, paths = graded
    submit(paths, "ben", "sums", solved_notebook(course.exercise("sums")))
    submit(paths, "dan", "sums", partly_right(course.exercise("sums")))
    with instructor(paths) as gradebook:
        gradebook.grant_extension("sums", "ada", hours=-24 * 365)
        gradebook.find_comment("window_sums_answer", "sums", "sums", "ada").manual_comment = "See me."
    later = with_values(due_at(course, DUE + datetime.timedelta(days=1)), reveal="score")
    before, rows = files_of(paths), rows_of(paths.gradebook)
    summary = grade_class(paths, later, InProcess(), dry_run=True)
    assert (files_of(paths), rows_of(paths.gradebook)) == (before, rows)
    expected = [
        ("ada", 7, 0, "due date: 2026-10-05 18:00:00 → 2026-10-06 18:00:00; extension: none → -8760 h"),
        ("ben", 3.5, 7, "resubmitted"),
        ("cleo", 0, 7, "due date: 2026-10-05 18:00:00 → 2026-10-06 18:00:00"),
    ]
    assert [(one.student, one.before, one.after, one.why) for one in summary.changes] == expected
    assert (summary.graded, summary.new, summary.dry_run) == (2, 1, True)
    assert changed(paths, later) == expected


def test_a_forced_dry_run_records_nothing(graded):
    """It grades everything, and the next run grades nothing."""
    course, paths = graded
    before = files_of(paths)
    summary = grade_class(paths, course, InProcess(), force=True, dry_run=True)
    assert (summary.graded, summary.changes) == (3, [])
    assert files_of(paths) == before
    assert grade_class(paths, course, InProcess()).graded == 0


def test_a_dry_run_of_a_new_class_makes_no_files(course, new_class, tmp_path):
    """Neither a gradebook nor build/."""
    paths = ClassPaths(tmp_path, tmp_path / "build")
    demo_class.write_config(course, paths)
    submit(paths, "ada", "sums", partly_right(course.exercise("sums")))
    before = files_of(paths)
    summary = grade_class(paths, course, InProcess(), dry_run=True)
    assert (summary.graded, summary.new, summary.changes, summary.failures) == (1, 1, [], [])
    assert files_of(paths) == before
    assert not paths.build.exists()


def test_a_dry_run_refuses_a_lost_gradebook(graded):
    """As the run itself: without the gradebook, nobody knows what would change."""
    course, paths = graded
    paths.gradebook.unlink()
    with pytest.raises(CourseError, match="is missing, but this class has been graded"):
        grade_class(paths, course, InProcess(), dry_run=True)
