"""`make grade` records what nbgrader's own converter records, row by row and byte by byte."""

import contextlib
import dataclasses
import datetime
import functools
import itertools
import json
import re
import shutil
import sqlite3

import pytest
from nbgrader.api import Gradebook
from nbgrader.converters import Autograde

from autograder.authoring import demo_class
from autograder.course.loading import load_course
from autograder.course.nbgrader_config import course_directory
from autograder.course.paths import write_atomic
from autograder.errors import CourseError, UsageError
from autograder.gradebook import database, setup
from autograder.gradebook.last_run import LastRun
from autograder.running.batch import grade_class
from autograder.running.class_run import ClassRun
from autograder.running.job import Job, failed
from autograder.running.recorder import open_gradebook
from autograder.running.reporting import class_state, write_report
from autograder.submissions.class_folder import find_submissions
from tests.conftest import solved_notebook
from tests.gradebook.database_rows import rows_of
from tests.running.classes import autograded, copy_submissions, damaged, due_at, locked_elsewhere, partly_right, submit
from tests.running.in_process_backend import InProcess

DUE = datetime.datetime(2026, 10, 5, 18)
ALL_POINTS_IF_LATE = 'c.LateSubmissionPlugin.penalty_method = "zero"\n'
PLUGIN_THAT_FAILS = """
from nbgrader.plugins import LateSubmissionPlugin
class OfTheInstructor(LateSubmissionPlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return {}[student_id]
c.AssignLatePenalties.plugin_class = OfTheInstructor
"""
TIMES = {"ada": "2026-10-05 17:59:59 UTC", "ben": "2026-10-06 10:00:00 +0200", "dan": "2026-10-07 00:00 UTC"}


@pytest.fixture(scope="module")
def due(course, tmp_path_factory):
    """A copy of the small course in which `sums` is due. Classes in its folder are graded by nbgrader, too."""
    root = tmp_path_factory.mktemp("due") / "course"
    shutil.copytree(course.root, root, ignore=shutil.ignore_patterns("__pycache__"))
    return due_at(load_course(root), DUE)


def a_year_later(course):
    return due_at(course, DUE.replace(year=2027))


@pytest.fixture
def empty_class(due, new_class, tmp_path):
    """Make an empty class in the course's folder, with lines for its nbgrader_config.py."""

    def make(name, more=ALL_POINTS_IF_LATE):
        root = due.root / "build" / f"{tmp_path.name}-{name}"
        root.mkdir(parents=True)
        return new_class(root, more)

    return make


@pytest.fixture
def classroom(due, empty_class):
    """Make a class: right, partly right, received notebooks, damaged and unreadable files; in time, and late."""

    def make(name="class", more=ALL_POINTS_IF_LATE):
        paths, exercise = empty_class(name, more), due.exercise("sums")
        works = {
            "ada": solved_notebook(exercise),
            "ben": partly_right(exercise),
            "cleo": exercise.release.read_bytes(),
            "dan": "{",
            "eva": damaged(exercise, "metadata lost"),
        }
        for student, data in works.items():
            submit(paths, student, "sums", data, TIMES.get(student))
        return paths

    return make


def convert(paths, course):
    """What `nbgrader autograde --force sums` does."""
    open_gradebook(paths, course).engine.dispose()
    coursedir, config = course_directory(paths)
    coursedir.assignment_id = "sums"
    Autograde(coursedir=coursedir, config=config, force=True).start()


def report(paths, course):
    """What the command `report` writes."""
    found, _ = find_submissions(paths.submitted, course.names)
    with open_gradebook(paths, course) as gradebook:
        write_report(
            paths,
            course,
            found,
            class_state(paths, course, found, gradebook.students(), gradebook.recorded(), LastRun.read(paths)),
        )


@contextlib.contextmanager
def instructor(paths):
    """nbgrader's own gradebook, for what a person does in the formgrader."""
    with contextlib.closing(Gradebook(f"sqlite:///{paths.gradebook}")) as gradebook:
        yield gradebook
        gradebook.db.commit()


def change(paths):
    """Do what people do between two runs: an extension, points by hand, and other notebooks."""
    with instructor(paths) as gradebook:
        gradebook.grant_extension("sums", "ben", days=3)
        gradebook.find_grade("window_sums", "sums", "sums", "eva").manual_score = 1.5
        gradebook.find_grade("window_means", "sums", "sums", "dan").manual_score = 2
        gradebook.find_grade("window_means", "sums", "sums", "ada").extra_credit = 0.5
    paths.submission("eva", "sums").with_name("timestamp.txt").write_text("2026-12-01 00:00:00 UTC")
    shutil.copy(paths.submission("ben", "sums"), paths.submission("cleo", "sums"))
    for student in ("dan", "ada", "ben"):  # one space more, so that it is graded again
        path = paths.submission(student, "sums")
        path.write_text(path.read_text() + " ")


def values(paths, table, column, **wanted):
    """Student → the values of a column, in the rows with the wanted values in other columns."""
    rows = [row for row in rows_of(paths.gradebook)[table] if wanted.items() <= row.items()]
    return {row["student"]: row[column] for row in rows}


def penalties(paths):
    return values(paths, "submitted_notebook", "penalty")


def test_rows_and_notebooks_are_nbgraders_own(classroom, due):
    """In a first run, and after people changed the gradebook and students their notebooks."""
    ours, theirs = classroom("ours"), classroom("theirs")
    for prepare in (lambda paths: None, change):
        for paths in (ours, theirs):
            prepare(paths)
        assert grade_class(ours, due, InProcess()).failures == []
        shutil.rmtree(theirs.results, ignore_errors=True)
        shutil.copytree(ours.results, theirs.results)
        convert(theirs, due)
        assert rows_of(ours.gradebook) == rows_of(theirs.gradebook)
        assert autograded(ours) == autograded(theirs)
    assert penalties(ours) == {"ada": None, "ben": None, "cleo": None, "dan": 2, "eva": 4.5}


@pytest.mark.slow
def test_a_new_gradebook_is_the_one_that_nbgrader_makes(empty_class, due, tmp_path):
    """It has the same tables, at the version that nbgrader's own process finds. (Ours has a key for the version.)"""
    paths = empty_class("new")
    paths.gradebook.unlink()
    setup.prepare(paths, due)
    Gradebook(f"sqlite:///{tmp_path}/theirs.db").close()
    found = []
    for path in (paths.gradebook, tmp_path / "theirs.db"):
        with contextlib.closing(sqlite3.connect(path)) as book:
            sql = "replace(sql, ', ' || char(10), ',' || char(10))"  # SQLAlchemy ends lines with a space
            tables = f"SELECT name, {sql} FROM sqlite_master WHERE tbl_name != 'alembic_version'"
            queries = tables, "SELECT * FROM alembic_version"
            found.append([sorted(book.execute(query), key=repr) for query in queries])
    assert found[0] == found[1]


def test_a_gradebook_in_use_is_an_error_and_nothing_is_lost(classroom, due, monkeypatch):
    """The error says what to close. The next run grades nothing again and records everything."""
    ours, other = classroom("ours"), classroom("other")
    assert grade_class(other, due, InProcess()).failures == []
    open_gradebook(ours, due).engine.dispose()
    monkeypatch.setattr(database, "WAIT_SECONDS", 0.1)
    with contextlib.closing(sqlite3.connect(ours.gradebook)) as program:
        program.execute("BEGIN IMMEDIATE")
        for course in (due, a_year_later(due)):  # for the second, nbgrader would have to write first
            with pytest.raises(CourseError, match=r"gradebook.db cannot be used: database is locked. .* close that"):
                grade_class(ours, course, InProcess())
    assert grade_class(ours, due, InProcess()).graded == 0
    assert rows_of(ours.gradebook) == rows_of(other.gradebook)


def _page_removed(paths):
    paths.feedback("ben", "sums").unlink()


def _file_beside_the_page_removed(paths):
    """nbgrader needs this file to give the page to the student."""
    paths.feedback("ben", "sums").with_name("submission_secret.txt").unlink()


def _conversion_killed(paths):
    """nbgrader was killed between its two steps."""
    path = paths.autograded / "ben" / "sums" / "sums.ipynb"
    path.chmod(0o644)
    notebook = json.loads(path.read_text())
    notebook["metadata"]["autograder"]["pending"] = notebook["metadata"]["autograder"].pop("stamp")
    path.write_text(json.dumps(notebook))


def _submitted_without_a_timestamp(paths):
    shutil.copy(paths.submission("ada", "sums"), paths.submission("ben", "sums"))
    paths.submission("ben", "sums").with_name("timestamp.txt").unlink()


def _unreadable_with_another_secret(paths):
    paths.submission("ben", "sums").unlink()
    paths.submission("ben", "sums").with_name("submission_secret.txt").write_text("second")


def _backup_restored(paths):
    """The gradebook is an old one, with other scores and times."""
    with contextlib.closing(sqlite3.connect(paths.gradebook)) as book:
        book.execute("UPDATE grade SET auto_score = 7 - auto_score")
        book.execute("UPDATE submitted_assignment SET timestamp = '2026-01-01 00:00:00.000000'")
        book.commit()


EVENTS = (
    _page_removed,
    _file_beside_the_page_removed,
    _conversion_killed,
    _submitted_without_a_timestamp,
    _unreadable_with_another_secret,
    _backup_restored,
)


@pytest.mark.parametrize("event", EVENTS)
def test_after_any_event_a_run_leaves_what_it_leaves_in_a_fresh_class(event, empty_class, due):
    """Whatever happened to files and gradebook, rows, notebooks and pages are as after a first run."""
    ours, fresh = empty_class("ours"), empty_class("fresh")
    for student, make in {"ada": solved_notebook, "ben": partly_right}.items():
        path = submit(ours, student, "sums", make(due.exercise("sums")), "2026-10-06 10:00:00 UTC")
        write_atomic(path.with_name("submission_secret.txt"), "first")
    assert grade_class(ours, due, InProcess()).failures == []
    event(ours)
    assert grade_class(ours, due, InProcess()).failures == []
    copy_submissions(fresh, ours)
    grade_class(fresh, due, InProcess())
    if event is not _submitted_without_a_timestamp:  # nbgrader keeps the time that it has, and the late penalty
        assert rows_of(ours.gradebook) == rows_of(fresh.gradebook)
        assert pages_of(ours, "ben") == pages_of(fresh, "ben")
    assert autograded(ours) == autograded(fresh)
    assert pending(ours, due) == []


def pages_of(paths, student):
    """Names and bytes of the files in a student's feedback folder."""
    return sorted((path.name, path.read_bytes()) for path in paths.feedback(student, "sums").parent.iterdir())


def pending(paths, course):
    """The work that another run would do."""
    with open_gradebook(paths, course) as gradebook:
        run = ClassRun(paths, course, gradebook)
        for found in find_submissions(paths.submitted, course.names)[0]:
            run.plan(found, force=False)
        return run.pending


def test_a_page_alone_is_made_again_without_changing_the_gradebook(classroom, due):
    """Points by hand, and that a person has looked, stay if only the page is made again."""
    ours = classroom()
    grade_class(ours, due, InProcess())
    with instructor(ours) as gradebook:
        grade = gradebook.find_grade("window_sums", "sums", "sums", "ada")
        grade.manual_score, grade.needs_manual_grade = 3.0, False
    before = rows_of(ours.gradebook)
    renamed = dataclasses.replace(due, title="another title")
    assert grade_class(ours, renamed, InProcess()).graded == 0
    assert rows_of(ours.gradebook) == before
    assert "another title" in ours.feedback("ada", "sums").read_text()


@dataclasses.dataclass(frozen=True)
class WithEvent(InProcess):
    """Something happens after a run has planned its work, and before it does it."""

    event: object = None

    def with_tiers(self, course, executor=None):
        self.event()
        return super().with_tiers(course, executor)


def test_a_file_that_is_replaced_during_a_run_is_recorded(classroom, due):
    """Also if only its page was to be made again."""
    ours = classroom()
    grade_class(ours, due, InProcess())
    ours.feedback("ada", "sums").unlink()
    release = due.exercise("sums").release.read_bytes()
    replace = functools.partial(ours.submission("ada", "sums").write_bytes, release)
    assert grade_class(ours, due, WithEvent(event=replace)).graded == 1
    with open_gradebook(ours, due) as gradebook:
        assert gradebook.recorded()["ada", "sums"].final == 0


def test_a_file_that_is_removed_during_a_run_is_recorded_as_missing(classroom, due):
    """It has no score, and the others have theirs."""
    ours = classroom()
    summary = grade_class(ours, due, WithEvent(event=ours.submission("ada", "sums").unlink))
    assert (summary.graded, summary.unchanged, summary.figures.unreadable, summary.failures) == (3, 0, 2, [])
    assert [result.student for result in summary.unread] == ["ada", "dan"]
    assert values(ours, "grade", "auto_score", cell="window_sums")["ada"] is None


def test_a_manual_score_is_marked_after_a_run_that_was_stopped(classroom, due, monkeypatch):
    """The stopped run had graded the new version, but not recorded it. It has the same automatic score."""
    ours = classroom()
    grade_class(ours, due, InProcess())
    with instructor(ours) as gradebook:
        gradebook.find_grade("window_sums", "sums", "sums", "ben").manual_score = 2
    submit(ours, "ben", "sums", partly_right(due.exercise("sums")) + b" ")

    def stop(self):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr("autograder.running.recorder.Recorder.flush", stop)
        grade_class(ours, due, InProcess())
    summary = grade_class(ours, due, InProcess())
    assert summary.graded == 0
    assert any("ben sums: the manual score of window_sums (2) is for an earlier" in one for one in summary.remarks)


def test_a_later_due_date_removes_late_penalties(classroom, due):
    """The next run removes them without grading anything again."""
    ours = classroom()
    grade_class(ours, due, InProcess())
    assert penalties(ours)["ben"] == 3.5
    summary = grade_class(ours, a_year_later(due), InProcess())
    assert (summary.graded, summary.failures) == (0, [])
    assert set(penalties(ours).values()) == {None}


def test_only_changed_exercises_are_released_again(empty_class, due):
    """nbgrader, which is slow, releases the exercise whose due date changed, and no other."""
    paths = empty_class("class")
    sources = {name: paths.root / "source" / name / f"{name}.ipynb" for name in due.names}
    before = {name: path.stat().st_mtime_ns for name, path in sources.items()}
    open_gradebook(paths, due).engine.dispose()
    assert [name for name, path in sources.items() if path.stat().st_mtime_ns != before[name]] == ["sums"]


def test_a_late_penalty_plugin_that_fails_stops_no_other_student(classroom, due):
    """If the instructor's plugin raises, the gradebook has points without a penalty. No table shows them until it can
    be computed."""
    ours = classroom(more=PLUGIN_THAT_FAILS)
    summary = grade_class(ours, due, InProcess())
    (failure,) = summary.failures
    assert failure.startswith("Late penalties could not be computed: KeyError: 'ben'. Fix c.AssignLatePenalties")
    assert failure.endswith("grades.csv has no score for ben sums, dan sums")
    assert values(ours, "grade", "auto_score", cell="window_means") == {
        "ada": 3, "ben": 3, "cleo": 0, "dan": None, "eva": 3,
    }  # fmt: skip
    for again in (None, "ada"):  # by other commands, too
        assert "\nben,,,,13,sums: not recorded,sums; shifts," in (ours.report / "grades.csv").read_text()
        report(ours, due) if again is None else grade_class(ours, due, InProcess(), student=again)
    demo_class.write_config(due, ours)
    for student in ("ben", "dan"):
        shutil.rmtree(ours.submitted / student)
    assert grade_class(ours, due, InProcess()).failures == []
    assert "\nben,3.5,,3.5,13,sums: not in submitted/," in (ours.report / "grades.csv").read_text()


@pytest.mark.parametrize(("lines", "message"), [
    ('c.AssignLatePenalties.plugin_class = "late.Missing"',
     r"'late.Missing' could not be imported. Fix c.AssignLatePenalties.plugin_class \(late.Missing\) in "),
    (PLUGIN_THAT_FAILS, r"KeyError: 's0'. Fix c.AssignLatePenalties.plugin_class \(OfTheInstructor\) in "),
    ('c.LateSubmissionPlugin.penalty_method = "half"', r"TraitError: .*'half'. Fix c.LateSubmissionPlugin in "),
])  # fmt: skip
def test_wrong_late_penalties_are_one_message(empty_class, due, lines, message):
    """However many students are late, one message names the error, the setting and its file, and no address."""
    paths = empty_class("class", f"{lines}\n")
    for number in range(5):
        submit(paths, f"s{number}", "sums", solved_notebook(due.exercise("sums")), "2026-12-01 00:00:00 UTC")
    (failure,) = grade_class(paths, due, InProcess()).failures
    assert re.search(message + "nbgrader_config.py, and run `make grade` again", failure)
    assert failure.endswith("no score for s0 sums, s1 sums, s2 sums and 2 more")
    assert "0x" not in failure


class Failing(InProcess):
    """A worker that fails at every submission."""

    def bind(self, function, course):
        return functools.partial(failed, course=course, message="it broke")


def test_an_error_of_ours_removes_no_score(classroom, due):
    """If only a page was to be made again and that fails, gradebook and notebook stay, and the failure is reported."""
    ours = classroom()
    grade_class(ours, due, InProcess())
    before = rows_of(ours.gradebook), autograded(ours)
    ours.feedback("ada", "sums").unlink()
    summary = grade_class(ours, due, Failing())
    assert ["it broke" in one for one in summary.failures] == [True]
    assert (rows_of(ours.gradebook), autograded(ours)) == before


@pytest.mark.parametrize(
    "text", ["2026-10-05 18:00:00+02:00 UTC", "\x00", "", "2026-10-06 01:00 IST", "05/10/2026 18:00"]
)
def test_an_invalid_timestamp_costs_no_score(classroom, due, text):
    """Every run names the file, and so does grades.csv. The class is recorded, this submission without a time."""
    ours = classroom()
    ours.submission("ben", "sums").with_name("timestamp.txt").write_text(text)
    for graded in (4, 0):
        summary = grade_class(ours, due, InProcess())
        assert (summary.graded, summary.failures) == (graded, [])
        (remark,) = [remark for remark in summary.remarks if "/ben/" in remark]
        assert "ben/sums/timestamp.txt: timestamp.txt " in remark
        assert "so it has no time, and there is no late penalty" in remark
        times = values(ours, "submitted_assignment", "timestamp")
        assert times["ben"] is None
        assert times["ada"].startswith("2026-10-05 17:59:59")
        assert values(ours, "grade", "auto_score", cell="window_means")["ben"] == 3
        assert re.search(r'\nben,3.5,,3.5,13,"?sums: timestamp.txt ', (ours.report / "grades.csv").read_text())


def test_the_same_problem_with_many_times_is_one_remark(classroom, due):
    """It has the students who have it, and the place of the file."""
    ours = classroom()
    for student in ("ada", "ben"):
        ours.submission(student, "sums").with_name("timestamp.txt").write_text("05/10/2026 18:00")
    (remark,) = [remark for remark in grade_class(ours, due, InProcess()).remarks if "timestamp.txt" in remark]
    assert "submitted/<student>/sums/timestamp.txt of ada, ben: timestamp.txt contains an ambiguous date" in remark


def test_no_penalty_is_computed_from_a_time_that_was_replaced_by_none(classroom, due):
    """If a later timestamp.txt is not clear, the earlier time does not count any more, for nbgrader neither."""
    ours, theirs = classroom("ours"), classroom("theirs")
    for paths in (ours, theirs):
        grade_class(paths, due, InProcess())
        assert penalties(paths)["ben"] == 3.5
        paths.submission("ben", "sums").with_name("timestamp.txt").write_text("gestern")
    assert grade_class(ours, due, InProcess()).graded == 0
    convert(theirs, due)
    assert penalties(ours)["ben"] is None
    assert rows_of(ours.gradebook) == rows_of(theirs.gradebook)
    assert pending(ours, due) == []


def test_times_are_in_the_configured_zone(classroom, due):
    """What nbgrader writes with c.Exchange.timezone is recorded, and copied beside the notebook, in UTC."""
    more = ALL_POINTS_IF_LATE + 'c.Exchange.timezone = "Asia/Kolkata"\n'
    ours, theirs = classroom("ours", more), classroom("theirs", more)
    for paths in (ours, theirs):
        for student, text in {"ada": "2026-10-05 23:29:00.000000 IST", "ben": "2026-10-05 23:31:00.000000 IST"}.items():
            paths.submission(student, "sums").with_name("timestamp.txt").write_text(text)
    grade_class(ours, due, InProcess())
    convert(theirs, due)
    assert values(ours, "submitted_assignment", "timestamp")["ada"].startswith("2026-10-05 17:59:00")
    assert (penalties(ours)["ada"], penalties(ours)["ben"]) == (None, 3.5)
    assert rows_of(ours.gradebook) == rows_of(theirs.gradebook)
    assert (ours.autograded / "ada" / "sums" / "timestamp.txt").read_text() == "2026-10-05 17:59:00 UTC"


def test_a_student_of_the_gradebook_who_handed_in_nothing_has_a_row(classroom, due):
    """The report counts the student, and grades.csv has no 0."""
    ours = classroom()
    with instructor(ours) as gradebook:
        gradebook.add_student("ghost")
    grade_class(ours, due, InProcess())
    assert "\nghost,,,,13,nothing handed in,sums; shifts," in (ours.report / "grades.csv").read_text()
    assert "ghost" in (ours.report / "index.html").read_text()


def test_an_empty_folder_of_a_student_is_reported(empty_class, due):
    """Also if it is the only one, and if it is the folder of an exercise that is empty."""
    paths = empty_class("class")
    (paths.submitted / "ann").mkdir(parents=True)
    with pytest.raises(
        UsageError, match=r"There is no submission in .*\n.*submitted/ann is empty: nothing was handed in"
    ):
        grade_class(paths, due, InProcess())
    (paths.submitted / "ben" / "sums").mkdir(parents=True)
    (paths.submitted / "cleo" / ".ipynb_checkpoints").mkdir(parents=True)
    summary = grade_class(paths, due, InProcess())
    assert [result.student for result in summary.unread] == ["ben"]
    assert [re.sub(".*/", "", remark) for remark in summary.remarks] == [
        f"{name} is empty: nothing was handed in." for name in ("ann", "cleo")
    ]
    for student in ("ann", "cleo"):
        assert f"\n{student},,,,13,nothing handed in,sums; shifts," in (paths.report / "grades.csv").read_text()


def test_ids_that_look_alike_are_remarks_of_a_run(empty_class, due):
    """Two folders, or a folder and the roster in the gradebook, can be one student."""
    paths = empty_class("class")
    with instructor(paths) as gradebook:
        gradebook.add_student("Ada")
    for student in ("ada", "ben"):
        submit(paths, student, "sums", due.exercise("sums").release.read_bytes())
    summary = grade_class(paths, due, InProcess(), student="ben")
    (remark,) = [remark for remark in summary.remarks if "look alike" in remark]
    assert "'Ada' (only in the gradebook) and 'ada' (in submitted/)" in remark
    assert re.search("\nada,.*sums: not graded yet", (paths.report / "grades.csv").read_text())


class OfOtherCode(InProcess):
    """A worker whose results were made with other files."""

    def bind(self, function, course):
        bound = super().bind(function, course)
        other = lambda job: dataclasses.replace(bound(job), code_fingerprint="other files")  # noqa: E731
        return lambda item: other(item) if isinstance(item, Job) else bound(item)  # references stay as they are


def test_results_of_a_course_that_changed_meanwhile_are_not_kept(classroom, due):
    """Their hidden tests are unknown: the run ends, and the next one grades again."""
    ours = classroom()
    with pytest.raises(CourseError, match=r"files were changed while the class was graded.*continues from here"):
        grade_class(ours, due, OfOtherCode())
    assert grade_class(ours, due, InProcess()).graded == 4


class OfAnother(InProcess):
    """A worker that answers each time with the result of another submission."""

    def bind(self, function, course):
        bound = super().bind(function, course)
        of_x = lambda job: dataclasses.replace(job, submission=dataclasses.replace(job.submission, student="x"))  # noqa: E731
        return lambda item: bound(of_x(item) if isinstance(item, Job) else item)


def test_an_answer_for_another_submission_is_an_error_of_ours(classroom, due):
    """No student has the score of another one."""
    summary = grade_class(classroom(), due, OfAnother())
    assert ["a worker answered for another submission" in one for one in summary.failures] == [True] * 5


@dataclasses.dataclass(frozen=True)
class Stopped(InProcess):
    """A run that is stopped by Ctrl-C after some submissions."""

    after: int = 3

    def bind(self, function, course):
        bound, count = super().bind(function, course), itertools.count(1)

        def run(item):
            if isinstance(item, Job) and next(count) > self.after:
                raise KeyboardInterrupt
            return bound(item)

        return run


def test_a_forced_run_that_was_stopped_continues_without_force(classroom, due):
    """The next run grades what the stopped one had not graded, though no submission has changed."""
    ours = classroom()
    grade_class(ours, due, InProcess())
    with pytest.raises(KeyboardInterrupt):
        grade_class(ours, due, Stopped(after=3), force=True)
    assert grade_class(ours, due, InProcess()).graded == 1
    assert grade_class(ours, due, InProcess()).graded == 0


def test_sources_for_the_formgrader_come_back(empty_class, due):
    """Everything in build/ can be deleted, also the exercises' sources."""
    paths = empty_class("class")
    open_gradebook(paths, due).engine.dispose()  # the due date is new
    source = paths.root / "source" / "sums" / "sums.ipynb"
    before = source.read_bytes()
    shutil.rmtree(source.parent)
    open_gradebook(paths, due).engine.dispose()
    assert source.read_bytes() == before


def test_a_submission_that_was_graded_by_hand_needs_no_person(classroom, due):
    """An unreadable file is reported until a person has graded it."""
    ours, in_time = classroom(), a_year_later(due)
    assert [result.student for result in grade_class(ours, in_time, InProcess()).unread] == ["dan"]
    before = (ours.report / "index.html").read_text()
    with instructor(ours) as gradebook:
        for task in due.exercise("sums").tasks:
            gradebook.find_grade(task.name, "sums", "sums", "dan").manual_score = 1
    assert grade_class(ours, in_time, InProcess()).unread == []
    assert (ours.report / "index.html").read_text() != before
    assert "dan,2" in (ours.report / "grades.csv").read_text()


def test_a_second_run_is_refused_while_one_is_running(classroom, due):
    """Two runs at once would overwrite each other's files."""
    ours = classroom()
    with locked_elsewhere(ours), pytest.raises(UsageError, match="is working on this class"):
        grade_class(ours, due, InProcess())


def test_a_class_that_nbgrader_recorded_is_not_recorded_again(classroom, due):
    """After `nbgrader autograde`, `make grade` grades nothing, changes no notebook, and only writes the pages."""
    ours = classroom()
    convert(ours, due)
    before, rows = autograded(ours), rows_of(ours.gradebook)
    assert grade_class(ours, due, InProcess()).graded == 0
    assert (autograded(ours), rows_of(ours.gradebook)) == (before, rows)
    assert all(ours.feedback(student, "sums").is_file() for student in ("ada", "dan"))


@pytest.mark.parametrize(("lines", "message"), [
    ("c.CourseDirectory.db_url =", "nbgrader_config.py cannot be read: SyntaxError"),
    ('c.CourseDirectory.db_url = "gradebook.db"\nc.CourseDirectory.course_id = "dl"', "`db_url`"),
    ('c.CourseDirectory.db_url = "postgres://a:secret@b/c"\nc.CourseDirectory.course_id = "dl"', "postgres"),
    ("c.Autograde.permissions = 0o444", "three digits like 444, not 292"),
])  # fmt: skip
def test_a_wrong_configuration_is_an_error_before_anything_is_graded(empty_class, due, lines, message):
    """The message says what is wrong in nbgrader_config.py, and contains no password."""
    paths = empty_class("class", lines)
    submit(paths, "ada", "sums", "{")
    with pytest.raises(CourseError, match=message) as error:
        grade_class(paths, due, InProcess())
    assert "secret" not in str(error.value)
    assert not paths.results.exists()


def test_a_class_can_share_its_files_with_a_group(empty_class, due):
    """With nbgrader's `groupshared`, other instructors can write to autograded notebooks and their folders."""
    paths = empty_class("class", "c.CourseDirectory.groupshared = True\n")
    submit(paths, "ada", "sums", solved_notebook(due.exercise("sums")))
    assert grade_class(paths, due, InProcess()).failures == []
    folder = paths.autograded / "ada" / "sums"
    assert (folder / "sums.ipynb").stat().st_mode & 0o777 == 0o664
    assert [one.stat().st_mode & 0o2770 for one in (folder, folder.parent, paths.autograded)] == [0o2770] * 3
