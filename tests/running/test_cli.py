"""The commands, as a user runs them: exit codes, outputs, the course's folder, and what stopping leaves."""

import csv
import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from autograder.__main__ import DONE, INTERRUPTED, OUR_FAULT, STOPPED, WRONG_USE
from autograder.course.loading import load_course
from autograder.course.paths import ClassPaths
from autograder.proving.checks import CHECKS
from tests.conftest import plain
from tests.running.classes import partly_right, submit
from tests.running.processes import descendants, wait_for_end

RESULT = {
    "schema", "student", "exercise", "status", "score", "max_score", "seconds", "tier", "message", "tasks", "written",
}  # fmt: skip
TASK = {"task", "score", "max_score", "status", "message", "misconception", "misconceptions", "tests", "own_tests"}
TEST = {"name", "points", "earned", "verdict", "message", "case", "follow_through"}


@pytest.fixture
def in_course(course, monkeypatch):
    """The current folder is the course's."""
    monkeypatch.chdir(course.root)


@pytest.fixture
def real_class(course_copy, new_class, tmp_path):
    """The class in the copied course's folder. Its gradebook knows the exercises, which takes nbgrader seconds."""
    paths, template = ClassPaths.real(course_copy.root), new_class(tmp_path)
    shutil.copy(template.gradebook, paths.gradebook)
    shutil.copytree(template.root / "source", paths.build / "source")
    return paths


@pytest.fixture
def file_of(solved, tmp_path):
    """Write a solved notebook of `sums`, or other bytes, to a path."""

    def make(path, data=None):
        path = tmp_path / path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(solved("sums") if data is None else data)
        return path

    return make


def test_json_has_the_documented_keys_and_nothing_else(file_of, course_copy):
    """stdout is one list of results with exactly these keys, in the order of the files."""
    good, bad = file_of("ana/sums/sums.ipynb"), file_of("ben/sums/sums.ipynb", b"{")
    code, out, _ = course_copy.run("grade", good, bad, "--format", "json")
    first, second = json.loads(out)
    assert code == DONE
    assert set(first) == set(second) == RESULT
    assert (first["student"], first["exercise"], first["status"], first["score"]) == ("ana", "sums", "graded", 7.0)
    assert [set(task) for task in first["tasks"]] == [TASK, TASK]
    tests = [test for task in first["tasks"] for test in task["tests"]]
    assert tests
    assert all(set(test) == TEST for test in tests)
    assert (second["student"], second["status"], second["score"]) == ("ben", "unreadable", None)


def test_a_file_of_any_name_is_recognised_by_its_cells(command, in_course, file_of):
    """A file from an e-mail need not be renamed."""
    code, out, _ = command("grade", file_of("homework (1).ipynb"))
    assert code == DONE
    assert "homework (1) sums: 7 of 7" in plain(out)


@pytest.mark.parametrize(("arguments", "message"), [
    (["grade", "nowhere.ipynb"], "nowhere.ipynb cannot be opened"),
    (["grade", "--exercise", "sum"], "The course has: sums, shifts."),
    (["grade", "--jobs", "0"], "must be a number from 1 to"),
    (["grade", "--jobs", "two"], "must be a number from 1 to 10000, not 'two'"),
    (["grade", "--jobs", "9" * 20], "must be a number from 1 to"),
    (["grade", "--format", "xml"], "choose from"),
    (["grade", "--cluster", "tcp://127.0.0.1:8786"], "does not begin with tls://"),
    (["grade", "--cluster", "tls://127.0.0.1:8786", "--unsafe"], "--unsafe is not for clusters"),
    (["mark"], "invalid choice"),
    ([], "required"),
])  # fmt: skip
def test_wrong_use_is_explained(command, in_course, arguments, message):
    """The exit code is 2, stdout is empty, and stderr says what is wrong and what is possible."""
    code, out, err = command(*arguments)
    assert (code, out) == (WRONG_USE, "")
    assert message in err


def test_a_notebook_of_no_exercise_needs_a_name(command, in_course, file_of):
    """A notebook without any cell of the course is not graded by guesswork."""
    empty = nbformat.writes(nbformat.v4.new_notebook()).encode()
    code, _, err = command("grade", file_of("x.ipynb", empty))
    assert code == WRONG_USE
    assert "Name it with --exercise NAME: one of sums, shifts" in err


@pytest.mark.parametrize("position", ["before", "after"])
def test_the_course_can_be_named(command, course, file_of, tmp_path, monkeypatch, position):
    """`--course DIR` may stand before or after the command. The current folder then has no meaning."""
    monkeypatch.chdir(tmp_path)
    option, grade = ["--course", course.root], ["grade", file_of("x.ipynb"), "--format", "json"]
    code, out, _ = command(*option, *grade) if position == "before" else command(*grade, *option)
    [result] = json.loads(out)
    assert (code, result["exercise"], result["score"]) == (DONE, "sums", 7)


def test_the_course_is_the_nearest_one_upwards(command, course_copy, file_of, monkeypatch):
    """Commands work in any subfolder of a course, also if another course is further up."""
    shutil.copy(course_copy.root / "course.toml", course_copy.root.parent)
    monkeypatch.chdir(course_copy.root / "solutions" / "sums")
    code, out, _ = command("grade", file_of("x.ipynb"), "--format", "json")
    assert (code, [result["score"] for result in json.loads(out)]) == (DONE, [7])


def test_a_class_is_recorded_in_the_course_that_is_named(command, real_class, solved, tmp_path, monkeypatch):
    """Gradebook, pages and report are written into the course's folder, and nothing into the current one."""
    submit(real_class, "ana", "sums", solved("sums"))
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    code, _, err = command("grade", "--course", os.path.relpath(real_class.root))
    assert code == DONE, err
    assert grades(real_class) == {"ana": "7"}
    assert real_class.feedback("ana", "sums").is_file()
    assert list(elsewhere.iterdir()) == []


@pytest.mark.parametrize("arguments", [["grade"], ["check"], ["release"], ["report"]])
def test_without_a_course_the_option_is_named(command, tmp_path, monkeypatch, arguments):
    """Outside of every course, each command ends with exit code 2 and names --course."""
    monkeypatch.chdir(tmp_path)
    code, out, err = command(*arguments)
    assert (code, out) == (WRONG_USE, "")
    assert "--course" in err


def grades(paths, exercise="sums"):
    """Student → score in grades.csv."""
    with (paths.report / "grades.csv").open() as file:
        return {row["student"]: row[exercise] for row in csv.DictReader(file)}


def test_a_class_is_graded_and_reported(course_copy, command, solved):
    """The class is graded into the course's folders. Whatever is in the wrong place is named, and the rest goes on."""
    paths = ClassPaths.real(course_copy.root)
    submit(paths, "ana", "sums", solved("sums"))
    submit(paths, "ben", "sums", b'{"cells": [')
    submit(paths, "dora", "sums", solved("shifts"))
    path = submit(paths, "cy", "sums", solved("sums"))
    path.rename(path.with_name("sums (1).ipynb"))
    (paths.submitted / "ana" / "homework").mkdir()
    (paths.submitted / "dan_sums.ipynb").write_text("{}")
    code, out, err = course_copy.run("grade")
    assert code == DONE, err
    assert "[1/4]" in err
    out = plain(out)
    assert "No score yet: ben sums: unreadable, the file is not a notebook, or only part of one" in out
    assert "cy sums: There is no sums.ipynb: sums (1).ipynb is read instead." in out
    assert "dora sums: This seems to be the notebook of shifts, handed in as sums." in out
    assert "submitted/ana/homework is skipped" in out
    assert "submitted/dan_sums.ipynb is skipped" in out
    assert "3 graded now, 0 unchanged, 1 unreadable." in out
    assert grades(paths) == {"ana": "7", "ben": "", "cy": "7", "dora": "0"}
    for arguments in (["grade", "--student", "ana"], ["report"]):
        (paths.report / "grades.csv").unlink()
        assert command(*arguments, "--course", course_copy.root)[0] == DONE
        assert grades(paths) == {"ana": "7", "ben": "", "cy": "7", "dora": "0"}
    assert paths.gradebook.exists()
    assert not (course_copy.root / "build" / "demo").exists()


def test_a_mistyped_student_gets_a_list(command, course_copy, solved):
    """The message has the names of those who have submitted something."""
    submit(ClassPaths.real(course_copy.root), "ana", "sums", solved("sums"))
    code, _, err = command("grade", "--student", "anna", "--course", course_copy.root)
    assert code == WRONG_USE
    assert "There is no submission of student 'anna'. There are submissions of: ana." in err


@pytest.mark.parametrize("arguments", [["report"], ["release"]])
def test_no_command_writes_while_a_class_is_graded(command, course_copy, real_class, solved, arguments):
    """A report in the middle of a run would have old and new scores side by side."""
    submit(real_class, "ana", "sums", solved("sums"))
    with real_class.locked():
        code, _, err = command("--course", course_copy.root, *arguments)
    assert (code, "Another command is working on this class" in err) == (2, True), err


def test_there_is_no_report_before_anything_is_graded(command, real_class, solved):
    """The command that writes the report says what to do first."""
    submit(real_class, "ana", "sums", solved("sums"))
    code, _, err = command("report", "--course", real_class.root)
    assert code == WRONG_USE
    assert "make grade" in err


def test_an_error_of_ours_has_exit_code_1_and_the_others_are_graded(command, real_class, solved):
    """A hidden test that fails itself, but not with the reference, is reported. The other exercise has its scores."""
    submit(real_class, "ana", "sums", partly_right(load_course(real_class.root).exercise("sums")))
    submit(real_class, "ana", "shifts", solved("shifts"))
    tests = real_class.root / "exercises" / "sums" / "test_sums.py"
    fails = "    if len(assertions.returned(student.window_sums, np.array([3, 4]), 1)) < 2:\n        nonsense()\n"
    tests.write_text(tests.read_text().replace('    """the sum of each window"""\n', fails))
    code, _, err = command("grade", "--course", real_class.root)
    assert code == OUR_FAULT
    assert "ana sums: error" in plain(err)
    assert "NameError" in err
    assert grades(real_class, "shifts") == {"ana": "6"}
    assert grades(real_class) == {"ana": ""}


def test_a_closed_pipe_is_no_error(course_copy, file_of):
    """`make grade | head` ends without a message."""
    arguments = [sys.executable, "-m", "autograder", "grade", file_of("sums.ipynb", b"{}")]
    process = subprocess.Popen(
        arguments, cwd=course_copy.root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    process.stdout.close()
    with process.stderr:
        assert process.stderr.read() == ""
    assert process.wait() == OUR_FAULT


def test_a_command_is_stopped_before_anything_has_begun():
    """Ctrl-C while it imports its modules is answered like a later one."""
    # A shell that starts tests in the background has them ignore Ctrl-C.
    handled = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
    program = "import autograder.__main__ as it; it._parser = lambda: signal.raise_signal(signal.SIGINT); it.run()"
    process = subprocess.run([sys.executable, "-c", f"{handled}; {program}"], capture_output=True, text=True)
    assert (process.returncode, process.stderr) == (INTERRUPTED, f"{STOPPED}\n")


@pytest.mark.parametrize("stop", [
    pytest.param(signal.SIGINT, id="Ctrl-C"), pytest.param(signal.SIGTERM, id="SIGTERM", marks=pytest.mark.slow),
])  # fmt: skip
def test_an_interrupted_run_leaves_no_half_files_and_continues(command, course_copy, real_class, solved, stop):
    """After Ctrl-C no process and no half-written file is left. The next run grades only the rest."""
    for number in range(6):  # the first two are quick
        submit(real_class, f"s{number}", "sums", solved("sums", f"import time; time.sleep({0.5 if number > 1 else 0})"))
    process = course_copy.start("grade", "--jobs", "2")
    done = 0
    for line in process.stderr:
        done += line.startswith("[")
        if done == 2:
            break
    started = descendants(process.pid)
    assert len(started) >= 2, "the workers run while the class is graded"
    os.killpg(process.pid, stop)
    _, err = process.communicate(timeout=60)
    assert process.returncode == INTERRUPTED, err
    assert "continues from here" in err
    assert wait_for_end(started, 10) == []
    left = list(real_class.results.rglob("*"))
    assert not any(path.name.startswith(".writing") for path in left)
    kept = [json.loads(path.read_text())["result"]["status"] for path in left if path.suffix == ".json"]
    assert 2 <= len(kept) < 6
    code, out, err = command("grade", "--format", "json", "--course", course_copy.root)
    assert code == DONE, err
    assert len(json.loads(out)) == 6
    assert f"/{6 - len(kept)}]" in err


def test_check_names_the_problem_and_its_fix(command, course_copy, monkeypatch):
    """A solution that was changed without a release fails one check, with the command that writes the release."""
    source = course_copy.root / "solutions" / "sums" / "sums.py"
    source.write_text(source.read_text().replace("# ## 1. Sums\n", "# ## 1. Sums!\n"))
    monkeypatch.chdir(course_copy.root)
    code, out, _ = command("check")
    assert code == OUR_FAULT
    assert (out.count("✓"), out.count("✗")) == (len(CHECKS) - 1, 1)
    assert "assignments/sums/sums.ipynb does not match solutions/. Write it with: make release" in out


def test_modules_in_the_current_folder_are_not_imported(course_copy, solved):
    """A command may be run in a student's folder: a `pytest.py` there must not run as the instructor."""
    folder = course_copy.root / "submitted" / "mallory" / "sums"
    folder.mkdir(parents=True)
    (folder / "sums.ipynb").write_bytes(solved("sums"))
    (folder / "pytest.py").write_text("open('ran', 'w')\n")
    for command in ([Path(sys.executable).with_name("autograder")], [sys.executable, "-m", "autograder"]):
        done = subprocess.run(
            [*command, "grade", "sums.ipynb"], cwd=folder, capture_output=True, text=True, timeout=240
        )
        assert done.returncode == DONE, done.stderr
        assert not (folder / "ran").exists()


def test_a_dry_run_records_nothing(command, real_class, solved):
    """It says what would be graded. It is refused for single files and as JSON."""
    submit(real_class, "ana", "sums", solved("sums"))
    for wrong in (["--format", "json"], [real_class.submission("ana", "sums")]):
        code, _, err = command("grade", "--dry-run", *wrong, "--course", real_class.root)
        assert code == WRONG_USE
        assert "--dry-run is about a class" in err
    before = real_class.gradebook.read_bytes()
    code, out, _ = command("grade", "--dry-run", "--course", real_class.root)
    assert code == DONE
    assert "Dry run: 1 would be graded, 0 are unchanged. Nothing was recorded." in plain(out)
    assert real_class.gradebook.read_bytes() == before
    assert {path.name for path in real_class.build.iterdir()} == {"source", ".grading"}
