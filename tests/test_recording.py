"""What `make grade` records is what nbgrader's own converter records, row by row and byte by byte."""

import contextlib
import dataclasses
import datetime
import json
import shutil
import sqlite3

import pytest
from autograder.course.paths import ClassPaths, write_atomic
from nbgrader.api import Gradebook
from nbgrader.converters import Autograde

from autograder.authoring import demo_class
from autograder.errors import CourseError, UsageError
from autograder.gradebook import database, preprocessors
from autograder.running import batch
from autograder.running.batch import grade_class
from autograder.running.job import failed
from autograder.running.recorder import Recorder, open_gradebook
from autograder.submissions.class_folder import alone, find_submissions
from tests.local import Here

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
    find_submissions = {
        "amara": demo_class.submission("amara", exercise), "dalia": demo_class.submission("dalia", exercise),
        "hana": demo_class.submission("hana", exercise, "metadata lost"), "liam": "{", "nobody": exercise.release.read_text(),
    }  # fmt: skip
    times = {"amara": "2026-10-05 17:59:59 UTC", "dalia": "2026-10-06 10:00:00 +0200", "liam": "2026-10-07 00:00 UTC"}
    both = [new_class(tmp_path / name, LATE) for name in ("ours", "theirs")]
    for places in both:
        for student, text in find_submissions.items():
            path = places.submission(student, "pooling")
            path.parent.mkdir(parents=True)
            path.write_text(text)
            if student in times:
                path.with_name("timestamp.txt").write_text(times[student])
    return both


def convert(places, course):
    """What `nbgrader autograde --force pooling` does."""
    open_gradebook(places, course).engine.dispose()
    coursedir, config = preprocessors.nbgrader_setup(places)
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


def moved(course):
    """The course with everything due a year later."""
    later = [dataclasses.replace(one, due=one.due and one.due.replace(year=2027)) for one in course.exercises]
    return dataclasses.replace(course, exercises=tuple(later))


def test_rows_and_notebooks_are_nbgraders_own(ours_and_theirs, due):
    """In a first run, and after people changed the gradebook and students their notebooks."""
    ours, theirs = ours_and_theirs
    for prepare in (lambda places: None, change):
        for places in ours_and_theirs:
            prepare(places)
        assert grade_class(ours, due, Here()).failures == []
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
    places = ClassPaths(tmp_path, tmp_path)
    demo_class.write_config(places)
    preprocessors.prepare(places, course)
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
    assert grade_class(theirs, due, Here()).failures == []
    open_gradebook(ours, due).engine.dispose()
    monkeypatch.setattr(database, "WAIT_SECONDS", 0.1)
    with contextlib.closing(sqlite3.connect(ours.gradebook)) as other:
        other.execute("BEGIN IMMEDIATE")
        for course in (due, moved(due)):  # for the second, nbgrader would have to write first
            with pytest.raises(CourseError, match=r"gradebook.db cannot be used: database is locked. .* close that"):
                grade_class(ours, course, Here())
    assert grade_class(ours, due, Here()).graded == 0
    assert tables(ours) == tables(theirs)


def _without_a_page(places):
    places.feedback("dalia", "pooling").unlink()


def _half_a_conversion(places):
    """nbgrader was killed between its two steps."""
    path = places.autograded / "dalia" / "pooling" / "pooling.ipynb"
    path.chmod(0o644)
    notebook = json.loads(path.read_text())
    notebook["metadata"]["autograder"]["pending"] = notebook["metadata"]["autograder"].pop("stamp")
    path.write_text(json.dumps(notebook))


def _without_a_timestamp(places):
    shutil.copy(places.submission("amara", "pooling"), places.submission("dalia", "pooling"))
    places.submission("dalia", "pooling").with_name("timestamp.txt").unlink()


def _unreadable_with_another_secret(places):
    places.submission("dalia", "pooling").unlink()
    places.submission("dalia", "pooling").with_name("submission_secret.txt").write_text("second")


def _a_backup(places):
    """The gradebook of a time when all had nothing."""
    with contextlib.closing(sqlite3.connect(places.gradebook)) as book:
        book.execute("UPDATE grade SET auto_score = 15 - auto_score")
        book.execute("UPDATE submitted_assignment SET timestamp = '2026-01-01 00:00:00.000000'")
        book.commit()


@pytest.mark.parametrize("event", [
    _without_a_page, _half_a_conversion, _without_a_timestamp, _unreadable_with_another_secret, _a_backup,
])  # fmt: skip
def test_after_any_event_all_is_as_in_a_fresh_class(event, new_class, due, course, tmp_path):
    """Whatever happened to files and gradebook, the next run leaves what one run over the same work leaves."""
    ours, fresh = (new_class(tmp_path / name, LATE) for name in ("ours", "fresh"))
    for student in ("amara", "dalia"):
        path = ours.submission(student, "pooling")
        write_atomic(path, demo_class.submission(student, course.exercise("pooling")))
        write_atomic(path.with_name("timestamp.txt"), "2026-10-06 10:00:00 UTC")
        write_atomic(path.with_name("submission_secret.txt"), "first")
    assert grade_class(ours, due, Here()).failures == []
    event(ours)
    again = grade_class(ours, due, Here())
    assert again.failures == []
    shutil.copytree(ours.submitted, fresh.submitted)
    shutil.copytree(ours.results, fresh.results)
    grade_class(fresh, due, Here())
    if event is not _without_a_timestamp:  # nbgrader keeps the time that it knew
        assert tables(ours) == tables(fresh)
    assert autograded(ours) == autograded(fresh)
    pages = [sorted((path.name, path.read_bytes()) for path in places.feedback("dalia", "pooling").parent.iterdir())
             for places in (ours, fresh)]  # fmt: skip
    assert pages[0] == pages[1]
    assert _work(ours, due) == 0


def _work(places, course):
    """How many submissions another run would touch."""
    with open_gradebook(places, course) as book:
        run = batch._Run(places, course, book)
        for handed in find_submissions(places, course)[0]:
            run.look(handed, force=False)
        return len(run._waiting)


def test_a_page_alone_is_made_again_without_touching_what_people_wrote(ours_and_theirs, due):
    """Points by hand, and that somebody looked, stay when nothing but the page is made."""
    ours, _ = ours_and_theirs
    grade_class(ours, due, Here())
    with contextlib.closing(Gradebook(f"sqlite:///{ours.gradebook}")) as book:
        grade = book.find_grade("max_pool", "pooling", "pooling", "amara")
        grade.manual_score, grade.needs_manual_grade = 3.0, False
        book.db.commit()
    before = tables(ours)
    renamed = dataclasses.replace(due, title="another title")
    assert grade_class(ours, renamed, Here()).graded == 0
    assert tables(ours) == before
    assert "another title" in ours.feedback("amara", "pooling").read_text()


def test_what_is_replaced_after_it_was_looked_at_is_recorded(ours_and_theirs, due, monkeypatch):
    """Also where its page alone was to be made again."""
    ours, _ = ours_and_theirs
    grade_class(ours, due, Here())
    ours.feedback("amara", "pooling").unlink()
    work = batch._Run.work

    def work_later(run, crew):
        ours.submission("amara", "pooling").write_bytes(due.exercise("pooling").release.read_bytes())
        work(run, crew)

    monkeypatch.setattr(batch._Run, "work", work_later)
    assert grade_class(ours, due, Here()).graded == 1
    with open_gradebook(ours, due) as book:
        assert book.recorded()["amara", "pooling"].final == 0


def test_a_later_date_changes_what_lateness_costs(ours_and_theirs, due):
    """Who was late is not any more when the date is moved, without being graded again."""
    ours, _ = ours_and_theirs
    grade_class(ours, due, Here())
    outcome = grade_class(ours, moved(due), Here())
    assert (outcome.graded, outcome.failures) == (0, [])
    assert {row[3] for row in tables(ours)["submitted_notebook"]} == {None}


def test_only_what_changed_is_noted_anew(new_class, due, tmp_path, monkeypatch):
    """nbgrader, which takes its time, releases the one exercise whose date moved, and no other."""
    noted = []
    monkeypatch.setattr(
        preprocessors, "prepare", lambda places, course: noted.extend(one.name for one in course.exercises)
    )
    open_gradebook(new_class(tmp_path / "class"), due).engine.dispose()
    assert noted == ["pooling"]


def test_a_plugin_that_fails_is_told_and_the_class_goes_on(ours_and_theirs, due, monkeypatch):
    """The instructor's own penalty raises: its student has points, a remark, and no penalty."""
    ours, _ = ours_and_theirs
    monkeypatch.setattr(preprocessors, "late_penalty", lambda *late: {}["dalia"])
    outcome = grade_class(ours, due, Here())
    assert any("dalia pooling could not be recorded" in one and "KeyError" in one for one in outcome.failures)
    scores = {row[0]: row[2] for row in tables(ours)["grade"] if row[1] == "avg_pool"}
    assert scores == {"amara": 5, "dalia": 3.5, "hana": 5, "liam": None, "nobody": 0}


def test_our_error_takes_no_score_that_stands(ours_and_theirs, due, monkeypatch):
    """Where only a page was to be made again and that fails, gradebook and notebook stay, and the failure is told."""
    ours, _ = ours_and_theirs
    grade_class(ours, due, Here())
    before = tables(ours), autograded(ours)
    ours.feedback("amara", "pooling").unlink()
    monkeypatch.setattr(batch, "do", broken)
    outcome = grade_class(ours, due, Here())
    assert ["it broke" in one for one in outcome.failures] == [True]
    assert (tables(ours), autograded(ours)) == before


def broken(job, course):
    return failed(job, course, "it broke")


@pytest.mark.parametrize("text", ["2026-10-05 18:00:00+02:00 UTC", "\x00"])
def test_a_timestamp_that_is_none_costs_no_score(ours_and_theirs, due, text):
    """It is told each time, with the file; the class is recorded, and its student without a time."""
    ours, _ = ours_and_theirs
    ours.submission("dalia", "pooling").with_name("timestamp.txt").write_text(text)
    for graded in (5, 0):
        outcome = grade_class(ours, due, Here())
        assert (outcome.graded, outcome.failures) == (graded, [])
        assert ["dalia/pooling/timestamp.txt holds no time" in remark for remark in outcome.remarks] == [True]
        work = {row[0]: row[2] for row in tables(ours)["submitted_assignment"]}
        assert work["dalia"] is None
        assert work["amara"].startswith("2026-10-05 17:59:59")
        assert {row[2] for row in tables(ours)["grade"] if row[:2] == ("dalia", "avg_pool")} == {3.5}


def test_what_is_graded_with_a_course_that_changed_meanwhile_is_not_kept(ours_and_theirs, due, monkeypatch):
    """Nobody knows which graders it was: the run ends, and the next one grades."""
    ours, _ = ours_and_theirs
    monkeypatch.setattr(batch, "made_with", lambda exercise, course: "other files")
    with pytest.raises(CourseError, match=r"files were changed while the class was graded.*goes on from here"):
        grade_class(ours, due, Here())
    monkeypatch.undo()
    assert grade_class(ours, due, Here()).graded == 5


def test_a_forced_run_that_was_stopped_goes_on_without_force(ours_and_theirs, due, monkeypatch):
    """What it had not come to is graded by the next run, though nothing of it changed."""
    ours, _ = ours_and_theirs
    grade_class(ours, due, Here())
    add = Recorder.add

    def stop(recorder, job, done, rows):
        add(recorder, job, done, rows)
        raise KeyboardInterrupt

    monkeypatch.setattr(Recorder, "add", stop)
    with pytest.raises(KeyboardInterrupt):
        grade_class(ours, due, Here(), force=True)
    monkeypatch.undo()
    assert grade_class(ours, due, Here()).graded == 4
    assert grade_class(ours, due, Here()).graded == 0


def test_what_the_formgrader_lists_comes_back(new_class, due, tmp_path):
    """Everything in build/ can be deleted, the exercises' sources among it."""
    places = new_class(tmp_path / "class")
    open_gradebook(places, due).engine.dispose()  # the date is new
    source = places.root / "source" / "pooling" / "pooling.ipynb"
    before = source.read_bytes()
    shutil.rmtree(source.parent)
    open_gradebook(places, due).engine.dispose()
    assert source.read_bytes() == before


def test_what_was_graded_by_hand_asks_for_nobody(ours_and_theirs, due):
    """A file that could not be read is told until a person has graded it."""
    ours, _ = ours_and_theirs
    report = ours.report / "index.html"
    assert [result.student for result in grade_class(ours, due, Here()).unread] == ["liam"]
    assert "a person has to look" in report.read_text()
    with contextlib.closing(Gradebook(f"sqlite:///{ours.gradebook}")) as book:
        for task in due.exercise("pooling").tasks:
            book.find_grade(task.name, "pooling", "pooling", "liam").manual_score = 1
        book.db.commit()
    assert grade_class(ours, due, Here()).unread == []
    assert "a person has to look" not in report.read_text()


def test_a_second_run_waits_for_the_first(ours_and_theirs, due):
    """Two runs at once would write over each other: the second is refused."""
    ours, _ = ours_and_theirs
    with alone(ours), pytest.raises(UsageError, match="being graded already"):
        grade_class(ours, due, Here())


def test_what_nbgrader_recorded_is_not_recorded_again(ours_and_theirs, due):
    """After `nbgrader autograde`, `make grade` grades nothing, and touches no notebook, only writes the pages."""
    ours, _ = ours_and_theirs
    convert(ours, due)
    before, rows = autograded(ours), tables(ours)
    assert grade_class(ours, due, Here()).graded == 0
    assert (autograded(ours), tables(ours)) == (before, rows)
    assert all(ours.feedback(student, "pooling").is_file() for student in ("amara", "liam"))


@pytest.mark.parametrize(("lines", "said"), [
    ("c.CourseDirectory.db_url =", "nbgrader_config.py cannot be read: SyntaxError"),
    ('c.CourseDirectory.db_url = "gradebook.db"\nc.CourseDirectory.course_id = "dl"', "`db_url`"),
    ('c.CourseDirectory.db_url = "postgres://a:secret@b/c"\nc.CourseDirectory.course_id = "dl"', "postgres"),
    ("c.Autograde.permissions = 0o444", "three digits like 444, not 292"),
])  # fmt: skip
def test_a_configuration_that_cannot_be_used_is_told(new_class, due, course, tmp_path, lines, said):
    """What is wrong in nbgrader_config.py, in a sentence and without a password, before anything is graded."""
    places = new_class(tmp_path / "class", lines)
    write_atomic(places.submission("ana", "pooling"), "{")
    with pytest.raises(CourseError, match=said) as told:
        grade_class(places, course, Here())
    assert "secret" not in str(told.value)
