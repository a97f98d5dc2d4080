"""The gradebook has what people gave: scores, comments, extensions. No command replaces a lost one by a new one."""

import contextlib
import datetime
import shutil
import sqlite3

import pytest
from nbgrader.api import Gradebook

from autograder.__main__ import main
from autograder.course.paths import ClassPaths, write_atomic
from autograder.errors import CourseError
from autograder.gradebook import backups
from autograder.gradebook.lost import refuse_if_lost
from autograder.gradebook.tables import make_tables
from autograder.running.batch import grade_class
from tests.conftest import solved_notebook
from tests.gradebook.database_rows import rows_of
from tests.running.classes import copy_of, submit
from tests.running.in_process_backend import InProcess
from tests.running.killed import killed_at


@pytest.fixture(scope="module")
def graded_class(course, new_class, tmp_path_factory):
    """The class that `paths` copies."""
    root = tmp_path_factory.mktemp("graded") / "course"
    shutil.copytree(course.root, root, ignore=shutil.ignore_patterns("__pycache__", "build"))
    paths, template = ClassPaths.real(root), new_class(tmp_path_factory.mktemp("template"))
    shutil.copy(template.gradebook, paths.gradebook)
    shutil.copytree(template.root / "source", paths.build / "source")
    for student in ("ana", "ben"):
        submit(paths, student, "sums", solved_notebook(course.exercise("sums")))
    grade_class(paths, course, InProcess())
    by_hand(paths, 1.5)
    return paths


@pytest.fixture
def paths(graded_class, tmp_path):
    """A graded class of two, in which a person gave ana 1.5 points and a comment."""
    return copy_of(graded_class, tmp_path / "course")


def by_hand(paths, points):
    with contextlib.closing(Gradebook(f"sqlite:///{paths.gradebook}")) as gradebook:
        gradebook.find_grade("window_sums", "sums", "sums", "ana").manual_score = points
        gradebook.find_comment("window_sums_answer", "sums", "sums", "ana").manual_comment = "See me."
        gradebook.db.commit()


def manual(paths):
    return {row["manual_score"] for row in rows_of(paths.gradebook)["grade"] if row["student"] == "ana"} - {None}


def resubmit(paths, solved):
    """Hand in ben's notebook once more, so that the next run writes."""
    data = paths.submission("ben", "sums").read_bytes()
    submit(paths, "ben", "sums", data + b" ")


def missing(path):
    path.unlink()


def empty(path):
    path.write_bytes(b"")


def without_tables(path):
    path.unlink()
    sqlite3.connect(path).execute("VACUUM").connection.close()


def no_database(path):
    path.write_bytes(b"This is no database.\n" * 500)


def half(path):
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])


def overwritten(path):
    """The header is right, but not what follows."""
    data = path.read_bytes()
    path.write_bytes(data[:4096] + b"x" * (len(data) - 4096))


def new(path):
    """A gradebook that nbgrader made anew."""
    path.unlink()
    make_tables(f"sqlite:///{path}")


LOSSES = [missing, empty, without_tables, new, no_database, half, overwritten]


@pytest.mark.parametrize("loss", LOSSES)
def test_a_lost_gradebook_is_an_error_and_can_be_restored(paths, course, solved, command, loss):
    """The error names the command that restores it; after that, the manual score is there again."""
    resubmit(paths, solved)
    grade_class(paths, course, InProcess())  # keeps a copy before it writes
    expected = rows_of(paths.gradebook)
    loss(paths.gradebook)
    before = paths.gradebook.read_bytes() if paths.gradebook.exists() else None
    for wrong in (["grade"], ["report"], ["release"]):
        code, _, err = command(*wrong, "--course", paths.root)
        assert code == 1
        assert "`autograder restore` lists the copies in" in err
        assert (paths.gradebook.read_bytes() if paths.gradebook.exists() else None) == before
    code, out, _ = command("restore", "--course", paths.root)
    assert code == 0
    [listed] = [line for line in out.splitlines() if "1 manual score" in line]
    assert "2 submissions" in listed and "1 comment" in listed
    code, out, err = command("restore", listed.split()[0], "--course", paths.root)
    assert code == 0, err
    assert manual(paths) == {1.5}
    grade_class(paths, course, InProcess())
    assert rows_of(paths.gradebook) == expected


def test_a_damaged_gradebook_is_set_aside(paths, course, solved, command):
    """Its bytes are kept in `backups/`, and the command says where."""
    resubmit(paths, solved)
    grade_class(paths, course, InProcess())
    no_database(paths.gradebook)
    damaged = paths.gradebook.read_bytes()
    [copy] = paths.root.glob("backups/*.db")
    code, out, err = command("restore", copy, "--course", paths.root)
    assert code == 0, err
    [aside] = paths.root.glob("backups/*.damaged")
    assert aside.name in out and aside.read_bytes() == damaged
    assert manual(paths) == {1.5}


def test_the_journal_of_a_missing_gradebook_is_set_aside(paths, course, solved, command):
    """SQLite would apply the journal of the old file to the restored one."""
    resubmit(paths, solved)
    grade_class(paths, course, InProcess())
    paths.gradebook.unlink()
    journal = paths.gradebook.with_name("gradebook.db-journal")
    journal.write_bytes(b"old journal")
    [copy] = paths.root.glob("backups/*.db")
    code, _, err = command("restore", copy, "--course", paths.root)
    assert code == 0, err
    [aside] = paths.root.glob("backups/*.damaged*")
    assert aside.read_bytes() == b"old journal"
    assert not journal.exists()
    assert manual(paths) == {1.5}


def test_every_run_that_writes_keeps_a_copy_first(paths, course, solved):
    """The copy has what a person wrote before. If nothing has changed since the last copy, none is kept. Ten stay."""
    copies = []
    for number in range(12):
        by_hand(paths, number)
        grade_class(paths, course, InProcess())
        resubmit(paths, solved)
        paths.submission("ben", "sums").write_bytes(solved("sums") + b" " * (number + 2))
        grade_class(paths, course, InProcess())
        copies = sorted(paths.root.glob("backups/gradebook-*.db"))
        assert len(copies) == min(number + 1, 10)
        with contextlib.closing(sqlite3.connect(copies[-1])) as copy:
            found = copy.execute("SELECT manual_score FROM grade WHERE manual_score IS NOT NULL").fetchall()
        assert found == [(number,)]


def test_the_last_copy_of_each_day_stays(paths):
    """Many commands on one day do not push out the copies of earlier days: ten days have one each."""
    folder = paths.root / "backups"
    folder.mkdir()
    for day in range(1, 13):
        for second in range(3):
            shutil.copy(paths.gradebook, folder / f"gradebook-2025-06-{day:02}-18000{second}.db")
    for number in range(12):
        by_hand(paths, number)
        backups.keep(paths.gradebook, 1)
    kept = [backups.name_of(copy) for copy in backups.copies(paths.gradebook)]
    assert kept[:-10] == [f"2025-06-{day:02}-180002" for day in range(4, 13)]
    assert {name[:10] for name in kept[-10:]} == {f"{datetime.datetime.now(datetime.UTC):%Y-%m-%d}"}


def test_a_clock_that_was_wrong_loses_no_copy(paths):
    """The copy that is made last is the last one, also if the name of an earlier one is in the future."""
    folder = paths.root / "backups"
    folder.mkdir()
    shutil.copy(paths.gradebook, folder / "gradebook-2099-01-01-000000.db")
    for number in range(12):
        by_hand(paths, number)
        backups.keep(paths.gradebook, 1)
        with contextlib.closing(sqlite3.connect(backups.copies(paths.gradebook)[-1])) as copy:
            found = copy.execute("SELECT manual_score FROM grade WHERE manual_score IS NOT NULL").fetchall()
        assert found == [(number,)]


def test_restoring_keeps_the_present_gradebook(paths, course, solved, command):
    """A gradebook that was restored by mistake can be restored back, also if there are ten copies already."""
    for number in range(11):
        by_hand(paths, number)
        paths.submission("ben", "sums").write_bytes(solved("sums") + b" " * (number + 2))
        grade_class(paths, course, InProcess())
    by_hand(paths, 3.5)
    oldest = min(paths.root.glob("backups/*.db"))
    assert command("restore", oldest.name, "--course", paths.root)[0] == 0
    assert manual(paths) == {1}
    assert oldest.exists()
    newest = max(paths.root.glob("backups/*.db"))
    assert command("restore", newest.name, "--course", paths.root)[0] == 0
    assert manual(paths) == {3.5}


def test_a_group_shares_the_copies(paths, course):
    """If the group may write to the gradebook, every instructor of it can keep copies and remove old ones."""
    paths.gradebook.chmod(0o660)
    grade_class(paths, course, InProcess())
    [copy] = paths.root.glob("backups/*.db")
    assert (copy.stat().st_mode & 0o777, copy.parent.stat().st_mode & 0o2770) == (0o660, 0o2770)


def test_without_a_place_for_the_copy_nothing_is_written(paths, course, solved):
    """The error names the folder and what to do. The gradebook stays as it is."""
    (paths.root / "backups").write_text("not a folder")
    resubmit(paths, solved)
    before = rows_of(paths.gradebook)
    with pytest.raises(CourseError, match=r"No copy of the gradebook can be kept in .*backups/: File exists"):
        grade_class(paths, course, InProcess())
    assert rows_of(paths.gradebook) == before


@pytest.mark.parametrize("loss", [None, half], ids=["complete", "damaged"])
def test_a_killed_restore_is_completed_by_the_same_command(paths, course, solved, loss):
    """Killed before any change of a file: the second call restores, and what was there before is kept in any case."""
    resubmit(paths, solved)
    grade_class(paths, course, InProcess())
    expected = rows_of(min(paths.root.glob("backups/*.db")))
    by_hand(paths, 3.5)
    if loss is not None:
        loss(paths.gradebook)
    present = paths.gradebook.read_bytes()
    for step in range(1, 1000):
        root = paths.root.with_name(f"course-{step}")
        shutil.copytree(paths.root, root)
        file, copy = root / "gradebook.db", min(root.glob("backups/*.db"))
        if not killed_at(step, lambda file=file, copy=copy: backups.restore(file, copy, 1)):
            break
        backups.restore(file, copy, 1)
        assert rows_of(file) == expected
        if loss is None:
            assert rows_of(max(root.glob("backups/*.db")))["grade"] == rows_of(paths.gradebook)["grade"]
        else:
            assert present in [one.read_bytes() for one in root.glob("backups/*.damaged")]
        assert not list(root.glob("*.db-journal"))
        shutil.rmtree(root)
    assert step > 3


def test_a_gradebook_in_use_is_not_restored(paths, course, solved, command, monkeypatch):
    """While another program writes, `restore` says what to close and changes nothing."""
    monkeypatch.setattr("autograder.gradebook.database.WAIT_SECONDS", 0.1)
    resubmit(paths, solved)
    grade_class(paths, course, InProcess())
    before = paths.gradebook.read_bytes()
    [copy] = paths.root.glob("backups/*.db")
    with contextlib.closing(sqlite3.connect(paths.gradebook)) as program:
        for lock in ("BEGIN IMMEDIATE", "BEGIN EXCLUSIVE"):
            program.execute(lock)
            code, _, err = command("restore", copy.name, "--course", paths.root)
            assert code == 1
            assert "database is locked" in err and "close that program" in err
            program.rollback()
    assert paths.gradebook.read_bytes() == before


def test_a_damaged_copy_is_listed_and_refused(paths, course, solved, command):
    """A copy that is damaged does not replace a gradebook."""
    resubmit(paths, solved)
    grade_class(paths, course, InProcess())
    [copy] = paths.root.glob("backups/*.db")
    half(copy)
    code, out, _ = command("restore", "--course", paths.root)
    assert code == 0 and "damaged" in out
    before = paths.gradebook.read_bytes()
    code, _, err = command("restore", copy.name, "--course", paths.root)
    assert code == 1 and "is damaged. Nothing was changed. Choose another copy." in err
    assert paths.gradebook.read_bytes() == before


def test_restore_names_what_it_cannot_do(paths, command):
    """An unknown name, a class without copies, and a database that is no file: each message says what to do."""
    code, out, _ = command("restore", "--course", paths.root)
    assert code == 0 and "There is no copy" in out
    code, _, err = command("restore", "yesterday", "--course", paths.root)
    assert code == 2 and "There is no copy 'yesterday'" in err
    config = paths.root / "nbgrader_config.py"
    config.write_text(
        config.read_text() + 'c.CourseDirectory.db_url = "postgresql+psycopg://me:secret@host/marks"\n'
        'c.CourseDirectory.course_id = "dl"\n'
    )
    code, _, err = command("restore", "--course", paths.root)
    assert code == 2 and "pg_dump" in err and "pg_restore" in err and "secret" not in err


def test_the_demo_class_is_made_again(tmp_path):
    """A lost gradebook of the demo class is no loss: the message says what to remove."""
    paths = ClassPaths.demo(tmp_path)
    write_atomic(paths.feedback("ana", "sums"), "page")
    with pytest.raises(CourseError, match=r"of the demo class is missing\. .*made again: rm -r .*build/demo"):
        refuse_if_lost(paths, f"sqlite:///{paths.gradebook}")


def test_a_class_that_was_never_graded_begins_with_a_new_gradebook(course, course_copy, solved, tmp_path):
    """Without pages and copies, nothing can be lost: the first run makes the gradebook."""
    paths = ClassPaths.real(course_copy.root)
    submit(paths, "ana", "sums", solved("sums"))
    assert grade_class(paths, course, InProcess()).graded == 1
    assert main(["--course", str(paths.root), "report"]) == 0
