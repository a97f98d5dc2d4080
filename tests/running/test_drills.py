"""A run that is killed or refused, a full disk, files that may not be written: no mark of a person is lost, and the
message says what to do."""

import contextlib
import os
import shutil
import sqlite3
import subprocess
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from autograder.course.paths import ClassPaths
from autograder.running.batch import grade_class
from tests.conftest import solved_notebook
from tests.gradebook.database_rows import rows_of
from tests.running.classes import locked_elsewhere, partly_right, submit
from tests.running.in_process_backend import InProcess
from tests.running.killed import killed_at

STUDENTS = ("ana", "ben", "cleo")
WRITING = (
    ("grade", "--jobs", "1"),
    ("override", "ana", "sums", "window_sums", "2", "--why", "Better."),
    ("extend", "ana", "sums", "+24h"),
    ("rename-student", "ana", "dora"),
    ("report",),
    ("release",),
)


def name(arguments):
    return arguments[0]


def slow(arguments):
    return pytest.param(arguments, marks=pytest.mark.slow)


@pytest.fixture(scope="module")
def graded(course, new_class, tmp_path_factory):
    """A graded class of three. People gave each a score and a comment. Then each handed in another notebook."""
    folder = tmp_path_factory.mktemp("graded")
    shutil.copytree(course.root, folder / "course")
    paths, template = ClassPaths.real(folder / "course"), new_class(folder / "template")
    shutil.copy(template.gradebook, paths.gradebook)
    shutil.copytree(template.root / "source", paths.build / "source")
    exercise = course.exercise("sums")
    works = dict(zip(STUDENTS, map(solved_notebook, [exercise] * 3), strict=True)) | {"ben": partly_right(exercise)}
    for student, data in works.items():
        submit(paths, student, "sums", data)
    grade_class(paths, course, InProcess())
    with contextlib.closing(Gradebook(f"sqlite:///{paths.gradebook}")) as gradebook:
        for number, student in enumerate(STUDENTS, start=1):
            gradebook.find_grade("window_sums", "sums", "sums", student).manual_score = number
            gradebook.find_comment("window_sums_answer", "sums", "sums", student).manual_comment = f"For {student}."
        gradebook.db.commit()
    grade_class(paths, course, InProcess())
    for student, data in works.items():
        submit(paths, student, "sums", data + b"\n")
    return paths


@pytest.fixture
def paths(graded, tmp_path, monkeypatch):
    """A copy of that class, which is graded in this process."""
    monkeypatch.setattr("autograder.running.scheduler.LocalBackend", InProcess)
    return copied(graded, tmp_path / "course")


@pytest.fixture(scope="module")
def undisturbed(graded, course):
    """The class after a run that nothing disturbs."""
    other = copied(graded, graded.root.with_name("undisturbed"))
    grade_class(other, course, InProcess())
    return other


@pytest.fixture(scope="module")
def expected(undisturbed):
    return outcome(undisturbed)


def copied(paths, root):
    """A copy of the class, of its course and of everything that was made."""
    shutil.copytree(paths.root, root)
    return ClassPaths.real(root)


def outcome(paths):
    """What a run leaves for students and teachers."""
    table = (paths.report / "grades.csv").read_text(), (paths.report / "changes.csv").read_text()
    return rows_of(paths.gradebook), *table, {one.parts[-2:]: one.exists() for one in paths.pages.rglob("*.html")}


def test_what_was_graded_but_not_recorded_is_marked(paths, course, undisturbed, expected):
    """A run was stopped before it wrote to the gradebook, and the new notebooks have the same scores as the old ones:
    the next run still marks the manual scores as those of an earlier version."""
    assert "earlier version" in expected[1]
    shutil.copytree(undisturbed.results, paths.results, dirs_exist_ok=True)
    assert grade_class(paths, course, InProcess()).graded == 0
    assert outcome(paths) == expected


@pytest.mark.slow
def test_a_run_killed_between_two_files_is_completed_with_all_marks(paths, course, undisturbed, expected, tmp_path):
    """Killed before every thirteenth change of a file."""
    shutil.copytree(undisturbed.results, paths.results, dirs_exist_ok=True)  # graded, but not recorded
    for step in range(1, 1000, 13):
        own = copied(paths, tmp_path / f"killed-{step}")
        if not killed_at(step, lambda own=own: grade_class(own, course, InProcess())):
            break
        grade_class(own, course, InProcess())
        assert outcome(own) == expected
        shutil.rmtree(own.root)
    assert step > 40


def people(paths):
    """What people gave, and whether the gradebook is complete."""
    with contextlib.closing(sqlite3.connect(paths.gradebook)) as gradebook:
        assert gradebook.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    rows = rows_of(paths.gradebook)
    scores = [row["manual_score"] for row in rows["grade"] if row["manual_score"] is not None]
    return sorted(scores), sorted(row["manual_comment"] for row in rows["comment"] if row["manual_comment"])


def files_of(paths):
    """Path → bytes of everything that a command may change, without the copies of the gradebook."""
    files = [path for path in paths.root.rglob("*") if path.is_file() and "backups" not in path.parts]
    return {path.relative_to(paths.root): path.read_bytes() for path in files}


@pytest.mark.parametrize("arguments", [*WRITING, ("restore", "COPY"), ("new-term",), ("grade", "--dry-run")], ids=name)
def test_two_commands_never_work_on_a_class_at_once(paths, command, arguments):
    """The second one is refused before it changes anything, and says what to do."""
    [copy, *_] = paths.root.glob("backups/*.db")
    arguments = [copy.name if word == "COPY" else word for word in arguments]
    before = files_of(paths)
    with locked_elsewhere(paths):
        code, _, err = command(*arguments, "--course", paths.root)
    assert code == 2
    assert "Another command is working on this class" in err and "Wait until it ends, and run this one again" in err
    assert files_of(paths) == before


@pytest.mark.parametrize("arguments", [*WRITING, ("new-term",), ("grade", "--dry-run")], ids=name)
def test_a_gradebook_that_another_program_holds_is_an_error(paths, command, monkeypatch, arguments):
    """Every command says what to close, and leaves everything as it is."""
    for module in ("database", "dry_run"):
        monkeypatch.setattr(f"autograder.gradebook.{module}.WAIT_SECONDS", 0.1)
    before = files_of(paths)
    with contextlib.closing(sqlite3.connect(paths.gradebook)) as program:
        program.execute("BEGIN EXCLUSIVE")
        code, _, err = command(*arguments, "--course", paths.root)
    assert code == 1
    assert "gradebook.db" in err and "close" in err and "Traceback" not in err
    changed = {path for path, data in files_of(paths).items() if before.get(path) != data}
    assert changed <= {Path(".unfinished.json")}
    assert people(paths) == ([1, 2, 3], [f"For {student}." for student in STUDENTS])


@pytest.fixture
def small_disk(tmp_path):
    """A disk of 64 MB of its own."""
    folder = tmp_path / "disk"
    folder.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", folder], capture_output=True, text=True)
    if done.returncode:
        pytest.skip(f"no file system can be mounted here: {done.stderr.strip()}")
    yield folder
    subprocess.run(["umount", "--lazy", folder], check=True)


def fill(disk, room):
    """Leave so many KB of a disk."""
    free = shutil.disk_usage(disk).free - room * 1024
    (disk / "filler").write_bytes(bytes(max(free, 0)))


@pytest.mark.parametrize("arguments", [WRITING[0], WRITING[5], *map(slow, (*WRITING[1:5], ("new-term",)))], ids=name)
def test_on_a_full_disk_a_command_says_what_to_do(paths, command, small_disk, arguments):
    """It names the file or the folder, and no mark of a person is lost. With room again, the same command works."""
    own = copied(paths, small_disk / "course")
    fill(small_disk, 0)
    code, _, err = command(*arguments, "--course", own.root)
    assert code == 1
    assert "Make room on that disk" in err and "Traceback" not in err
    assert str(own.root) in err
    assert people(own) == people(paths)
    (small_disk / "filler").unlink()
    code, _, err = command(*arguments, "--course", own.root)
    assert code == 0, err


@pytest.mark.slow
def test_wherever_the_disk_is_full_the_next_run_completes_the_work(paths, command, small_disk, expected):
    """In the copy of the gradebook, in the gradebook itself, in results, pages, notebooks and tables."""
    for folder in (paths.pages, paths.autograded, paths.root / "backups"):
        shutil.rmtree(folder)
    own, places = copied(paths, small_disk / "course"), set()
    size = own.gradebook.stat().st_size // 1024
    for room in (size // 2, *range(size + 8, size + 400, 40)):
        fill(small_disk, room)
        code, _, err = command("grade", "--course", own.root)
        if code == 0:
            break
        assert code == 1
        assert "Make room on that disk" in err and "Traceback" not in err
        assert people(own) == people(paths)
        (small_disk / "filler").unlink()
        assert command("grade", "--course", own.root)[0] == 0
        assert outcome(own) == expected
        places.add(next(word for word in ("backups/", "gradebook.db", "build/") if word in err))
        shutil.rmtree(own.root)
        copied(paths, own.root)
    assert {"backups/", "build/"} <= places


@contextlib.contextmanager
def read_only(folder):
    """A folder to which nobody can write, also not root."""
    if os.geteuid():
        folder.chmod(0o555)
        yield
        folder.chmod(0o755)
        return
    for arguments in (["--bind", folder, folder], ["-o", "remount,bind,ro", folder]):
        done = subprocess.run(["mount", *arguments], capture_output=True, text=True)
        if done.returncode:
            pytest.skip(f"root can write everywhere, and nothing can be mounted here: {done.stderr.strip()}")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


@pytest.mark.parametrize(
    "folder", ["backups", "build/report", *map(slow, ("build", "build/results", "build/feedback/ana/sums"))]
)
def test_a_folder_that_is_read_only_is_named(paths, command, expected, folder):
    """The message has the file's own name, and says what to do. The next run completes the work."""
    with read_only(paths.root / folder):
        code, _, err = command("grade", "--course", paths.root)
    assert code == 1
    assert "Make sure that you may write there" in err and "Traceback" not in err
    assert str(paths.root / folder) in err and ".writing-" not in err
    assert people(paths) == ([1, 2, 3], [f"For {student}." for student in STUDENTS])
    assert command("grade", "--course", paths.root)[0] == 0
    assert outcome(paths) == expected


def test_submissions_may_be_read_only(paths, command, expected):
    """Nothing is written there."""
    with read_only(paths.submitted):
        assert command("grade", "--course", paths.root)[0] == 0
    assert outcome(paths) == expected


@pytest.mark.parametrize("arguments", [WRITING[0], *WRITING[4:]], ids=name)
def test_the_gradebook_of_another_class_is_refused(paths, new_class, course, command, tmp_path, arguments):
    """Otherwise the manual scores of this class would vanish, and its scores be mixed with those of the other one."""
    other = new_class(tmp_path / "other")
    submit(other, "zoe", "sums", solved_notebook(course.exercise("sums")))
    grade_class(other, course, InProcess())
    shutil.copy(other.gradebook, paths.gradebook)
    before = files_of(paths)
    code, _, err = command(*arguments, "--course", paths.root)
    assert code == 1
    assert "seems to be the gradebook of another class" in err and "`autograder restore` lists the copies" in err
    assert files_of(paths) == before
    [copy, *_] = sorted(paths.root.glob("backups/*.db"))[::-1]
    assert command("restore", copy.name, "--course", paths.root)[0] == 0
    assert people(paths) == ([1, 2, 3], [f"For {student}." for student in STUDENTS])
    assert command(*arguments, "--course", paths.root)[0] == 0
