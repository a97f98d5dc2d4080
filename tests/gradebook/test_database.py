"""Our part of nbgrader's database: what we write, nbgrader reads, and what nbgrader and people write, we read."""

import contextlib
import dataclasses
import datetime
import os
import sqlite3
import sys
from pathlib import Path

import pytest
import sqlalchemy
from nbgrader.api import Gradebook as NbgraderGradebook

from autograder.course.paths import ClassPaths
from autograder.errors import CourseError
from autograder.gradebook import database, setup
from autograder.gradebook.database import Gradebook, NoGradebook, name_of, refuse_if_held
from autograder.gradebook.recorded import Recorded
from autograder.gradebook.rows import EPOCH, Entry, final_score, seconds_late
from autograder.gradebook.tables import make_tables
from autograder.gradebook.versions import NO_FILE
from autograder.grading.released_cells import released
from tests.gradebook.database_rows import rows_of

DUE = datetime.datetime(2026, 10, 5, 18)
HOUR = datetime.timedelta(hours=1)
SCORES = {"window_sums": 4.0, "window_means": 1.5}
UNANSWERED = (("window_sums_answer", False), ("window_means_answer", True))
ENTRY = Entry("ana", "sums", SCORES, UNANSWERED, DUE - HOUR)
LATE = dataclasses.replace(ENTRY, student="ben", timestamp=DUE + 2 * HOUR)


def no_penalty(exercise, student, score, seconds):
    raise AssertionError(f"{student} is not late")


def one_point(exercise, student, score, seconds):
    return 1.0


@pytest.fixture
def path(new_class, tmp_path):
    """The gradebook of a class without submissions, in which `sums` is due."""
    path = new_class(tmp_path / "class").gradebook
    with nbgraders(path) as theirs:
        theirs.update_or_create_assignment("sums", duedate=DUE)
    return path


@pytest.fixture
def gradebook(path):
    with Gradebook(f"sqlite:///{path}") as opened:
        yield opened


@contextlib.contextmanager
def nbgraders(path):
    """nbgrader's own interface. What it changes is saved."""
    with contextlib.closing(NbgraderGradebook(f"sqlite:///{path}")) as gradebook:
        yield gradebook
        gradebook.db.commit()


def test_the_released_exercise_is_read(gradebook, course):
    """The gradebook knows each exercise's due date, the text of its marked cells, and its points."""
    exercise = course.exercise("sums")
    known = gradebook.released("sums")
    assert known.due == DUE
    assert known.sources == {cell.grade_id: cell.source for cell in released(exercise) if cell.grade_id is not None}
    assert known.points == {"window_sums": 4, "window_means": 3}
    assert gradebook.released("unknown") == (None, {}, {})


def test_nbgrader_reads_what_is_written(path, gradebook):
    """nbgrader finds scores, the time, and the comment on an answer that is as it was released."""
    gradebook.write([ENTRY], no_penalty)
    with nbgraders(path) as theirs:
        submission = theirs.find_submission("sums", "ana")
        assert (submission.score, submission.max_score, submission.needs_manual_grade) == (5.5, 7, False)
        assert submission.timestamp == DUE - HOUR
        comments = {cell: theirs.find_comment(cell, "sums", "sums", "ana").auto_comment for cell, _ in UNANSWERED}
        assert comments == {"window_sums_answer": None, "window_means_answer": "No response."}


def test_many_entries_are_written_at_once(gradebook):
    """One call records several students and exercises."""
    other = Entry("ben", "shifts", {"shift": 3.0, "agrees": 0.0, "answer": 1.0})
    gradebook.write([ENTRY, dataclasses.replace(ENTRY, student="ben"), other], no_penalty)
    recorded = gradebook.recorded()
    assert {place: one.final for place, one in recorded.items()} == {
        ("ana", "sums"): 5.5, ("ben", "sums"): 5.5, ("ben", "shifts"): 4,
    }  # fmt: skip
    assert recorded["ben", "shifts"] == Recorded(
        {"shift": 3, "agrees": 0, "answer": 1}, None, False, 4, version=NO_FILE
    )


def test_writing_again_changes_the_same_rows(path, gradebook):
    """A second recording replaces scores and comments, keeps an unknown time, and adds no rows."""
    gradebook.write([ENTRY], no_penalty)
    before = rows_of(path)
    answered = tuple((cell, False) for cell, _ in UNANSWERED)
    gradebook.write([Entry("ana", "sums", SCORES | {"window_means": 3.0}, answered)], no_penalty)
    after = rows_of(path)
    assert [len(rows) for rows in after.values()] == [len(rows) for rows in before.values()]
    assert gradebook.recorded()["ana", "sums"].automatic == {"window_sums": 4, "window_means": 3}
    assert gradebook.recorded()["ana", "sums"].timestamp == DUE - HOUR
    assert {row["auto_comment"] for row in after["comment"]} == {None}


def test_without_scores_a_person_has_to_grade(path, gradebook):
    """An unreadable submission has no score, which is not 0, until a person has graded each of its cells."""
    gradebook.write([Entry("ana", "sums", None)], no_penalty)
    assert gradebook.recorded()["ana", "sums"].final is None
    assert {row["needs_manual_grade"] for row in rows_of(path)["grade"]} == {1}
    for cell in ("window_sums", "window_means"):
        assert gradebook.recorded()["ana", "sums"].final is None
        with nbgraders(path) as theirs:
            theirs.find_grade(cell, "sums", "sums", "ana").manual_score = 1
    assert gradebook.recorded()["ana", "sums"].final == 2


def test_nobody_writes_between_what_is_read_and_written(path, gradebook):
    """Otherwise a comment that a person enters at this moment could be lost."""
    with contextlib.closing(sqlite3.connect(path, timeout=0)) as formgrader:
        with gradebook.transaction() as connection:
            connection.execute(gradebook.tables["comment"].select())
            with pytest.raises(sqlite3.OperationalError, match="locked"):
                formgrader.execute("UPDATE comment SET manual_comment = 'See me.'")
        formgrader.execute("UPDATE comment SET manual_comment = 'See me.'")


def test_manual_grades_stay(path, gradebook):
    """A manual score counts instead of the automatic one, extra credit is added, and both survive a new recording."""
    gradebook.write([ENTRY], no_penalty)
    with nbgraders(path) as theirs:
        theirs.find_grade("window_sums", "sums", "sums", "ana").manual_score = 2
        theirs.find_grade("window_means", "sums", "sums", "ana").extra_credit = 0.5
    assert gradebook.recorded()["ana", "sums"].final == 2 + 1.5 + 0.5
    gradebook.write([dataclasses.replace(ENTRY, scores={"window_sums": 0.0, "window_means": 3.0})], no_penalty)
    assert gradebook.recorded()["ana", "sums"].final == 2 + 3 + 0.5
    with nbgraders(path) as theirs:
        assert theirs.find_submission("sums", "ana").score == 5.5
        assert theirs.find_grade("window_sums", "sums", "sums", "ana").needs_manual_grade


def test_a_late_submission_loses_points(path, gradebook):
    """The penalty is computed from exercise, student, score and seconds, for late submissions only."""
    asked = []
    gradebook.write([ENTRY, LATE], lambda *late: asked.append(late) or 1.0)
    assert asked == [("sums", "ben", 5.5, 7200)]
    recorded = gradebook.recorded()
    assert (recorded["ana", "sums"].late, recorded["ana", "sums"].final) == (False, 5.5)
    assert (recorded["ben", "sums"].late, recorded["ben", "sums"].final) == (True, 4.5)
    with nbgraders(path) as theirs:
        assert theirs.find_submission("sums", "ben").late_submission_penalty == 1


def test_a_penalty_leaves_no_negative_score(gradebook):
    """A submission cannot lose more than it has."""
    gradebook.write([LATE], lambda *late: 100.0)
    assert gradebook.recorded()["ben", "sums"].final == 0


def test_a_penalty_can_be_computed_alone(path, gradebook):
    """`penalty_only` keeps scores and comments. An extension takes a late submission's penalty away."""
    gradebook.write([LATE], one_point)
    with nbgraders(path) as theirs:
        theirs.grant_extension("sums", "ben", hours=3)
    assert gradebook.recorded()["ben", "sums"].late
    gradebook.write([Entry("ben", "sums", None, penalty_only=True)], no_penalty)
    recorded = gradebook.recorded()["ben", "sums"]
    assert recorded == Recorded(SCORES, DUE + 2 * HOUR, False, 5.5, due=DUE, extension=3 * HOUR, version=NO_FILE)
    assert [row["auto_comment"] for row in rows_of(path)["comment"]].count("No response.") == 1


@pytest.mark.parametrize("extension", [HOUR, EPOCH + HOUR])
def test_an_extension_is_an_interval_or_a_time(extension):
    """PostgreSQL has intervals; SQLite keeps them as times since 1970."""
    assert seconds_late(DUE + 2 * HOUR, DUE, extension) == 3600
    assert seconds_late(DUE + HOUR, DUE, extension) == 0


def test_without_a_time_nothing_is_late():
    """A submission without a timestamp, or an exercise without a due date, is never late."""
    assert seconds_late(None, DUE, None) == seconds_late(DUE, None, None) == 0
    assert seconds_late(DUE + HOUR, DUE, None) == 3600


@pytest.mark.parametrize(("automatic", "manual", "extra", "score"), [
    (2.0, None, None, 2), (2.0, 1.0, None, 1), (2.0, 0.0, 0.5, 0.5), (None, 1.0, 1.0, 2), (None, None, None, 0),
])  # fmt: skip
def test_a_grade_has_nbgraders_score(automatic, manual, extra, score):
    """A manual score of 0 counts, too."""
    assert final_score(automatic, manual, extra) == score


def test_a_gradebook_can_have_other_tables(path, course):
    """Also those that SQLite makes itself, as for full-text search: its statements cannot make them again."""
    with contextlib.closing(sqlite3.connect(path)) as opened:
        opened.execute("CREATE VIRTUAL TABLE notes USING fts4(text)")
    with Gradebook(f"sqlite:///{path}") as gradebook:
        assert gradebook.released("sums").due == DUE


def test_an_empty_database_is_no_gradebook(tmp_path):
    """nbgrader has to make the tables first."""
    with pytest.raises(NoGradebook, match=r"has no table assignment, base_cell, .*submitted_notebook"):
        Gradebook(f"sqlite:///{tmp_path / 'gradebook.db'}")


@pytest.mark.slow
@pytest.mark.ci
def test_a_new_gradebook_is_as_nbgrader_makes_it(tmp_path, monkeypatch):
    """It has the same tables and columns, at the version that nbgrader's own process finds."""
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent), prepend=os.pathsep)  # nbgrader starts `alembic`
    ours, theirs = tmp_path / "ours.db", tmp_path / "theirs.db"
    make_tables(f"sqlite:///{ours}")
    NbgraderGradebook(f"sqlite:///{theirs}").close()
    assert _columns(ours) == _columns(theirs) != {}
    assert _version(ours) == _version(theirs)


def _columns(path):
    """Table → its columns: name, type, and whether a value must be there."""
    found = sqlalchemy.inspect(sqlalchemy.create_engine(f"sqlite:///{path}"))
    return {
        table: {(one["name"], str(one["type"]), one["nullable"]) for one in found.get_columns(table)}
        for table in found.get_table_names()
    }


def _version(path):
    with contextlib.closing(sqlite3.connect(path)) as opened:
        return opened.execute("SELECT version_num FROM alembic_version").fetchall()


def test_tables_are_made_once(path):
    """A gradebook that has tables stays as it is."""
    before = path.read_bytes()
    make_tables(f"sqlite:///{path}")
    assert path.read_bytes() == before


def test_a_table_that_was_changed_is_read_anew(path):
    """The columns are those that the file has now, also if this process has read an earlier version of it."""
    with Gradebook(f"sqlite:///{path}") as gradebook:
        assert "seat" not in gradebook.tables["student"].c
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("ALTER TABLE student ADD COLUMN seat TEXT")
    with Gradebook(f"sqlite:///{path}") as gradebook:
        assert "seat" in gradebook.tables["student"].c


def test_an_exercise_is_prepared_again_when_it_changes(new_class, course, tmp_path):
    """`prepare` writes new due dates, and leaves the exercises that it is not asked for."""
    paths: ClassPaths = new_class(tmp_path / "class")
    changed = dataclasses.replace(course.exercise("sums"), due=DUE)
    setup.prepare(paths, dataclasses.replace(course, exercises=(changed,)))
    with Gradebook(f"sqlite:///{paths.gradebook}") as gradebook:
        assert gradebook.released("sums").due == DUE
        assert gradebook.released("shifts").due is None
        assert gradebook.released("shifts").points == {"shift": 3, "agrees": 2, "answer": 1}


def test_a_held_gradebook_is_an_error_of_the_course(path, gradebook, monkeypatch):
    """While another program writes, the message says what to close, and nothing is recorded."""
    monkeypatch.setattr(database, "WAIT_SECONDS", 0.1)
    with contextlib.closing(sqlite3.connect(path)) as other, Gradebook(f"sqlite:///{path}") as impatient:
        other.execute("BEGIN IMMEDIATE")
        for use in (lambda: refuse_if_held(f"sqlite:///{path}"), lambda: impatient.write([ENTRY], no_penalty)):
            with pytest.raises(CourseError, match=r"gradebook\.db cannot be used: database is locked\. .*close that"):
                use()
    assert gradebook.recorded() == {}
    refuse_if_held(f"sqlite:///{path}")
    assert gradebook.recorded() == {}


def test_an_entry_that_cannot_be_written_takes_all_with_it(gradebook):
    """One transaction serves all entries: either all of them are recorded or none is."""
    with pytest.raises(CourseError, match="cannot be used"):
        gradebook.write([ENTRY, Entry("ben", "unknown", {})], no_penalty)
    assert gradebook.recorded() == {}


@pytest.mark.parametrize("kind", ["nothing", "mysql"])
def test_no_message_shows_a_password(kind):
    """Neither the name of a database has its password, nor the error for one of an unknown kind or without a driver."""
    assert name_of("postgresql+psycopg://grader:secret@server/db") == "postgresql+psycopg://grader:***@server/db"
    with pytest.raises(CourseError, match=rf"{kind}://grader:\*\*\*@server/db|`db_url`") as refused:
        refuse_if_held(f"{kind}://grader:secret@server/db")
    assert "secret" not in str(refused.value)
