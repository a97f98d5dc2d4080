"""The commands, run as a user runs them: exit codes, outputs, and what stopping leaves."""

import csv
import json
import os
import shutil
import signal
import subprocess
import sys
import time

import nbformat
import pytest

from autograder.authoring.invariants import CHECKS
from autograder.authoring.release import source_bytes
from autograder.course.config import ROOT
from tests.conftest import plain

RESULT = {"schema", "student", "exercise", "status", "score", "max_score", "seconds", "tier", "message", "tasks"}
TASK = {"task", "score", "max_score", "status", "message", "misconception", "tests"}
TEST = {"name", "points", "earned", "verdict", "message", "case", "follow_through"}


def run(*arguments):
    command = [sys.executable, "-m", "autograder", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=240)
    return done.returncode, done.stdout, done.stderr


@pytest.fixture
def file_of(course, tmp_path):
    """A solved pooling notebook at a path of one's choice."""

    def make(path, data=None):
        path = tmp_path / path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(source_bytes(course.exercise("pooling")) if data is None else data)
        return path

    return make


def test_json_is_the_contract_and_nothing_else(file_of):
    """stdout is one list of results with exactly the contract's keys."""
    good, bad = file_of("ana/pooling/pooling.ipynb"), file_of("ben/pooling/pooling.ipynb", b"{")
    code, out, _ = run("grade", good, bad, "--format", "json")
    first, second = json.loads(out)
    assert code == 0
    assert set(first) == RESULT
    assert (first["student"], first["exercise"], first["status"], first["score"]) == ("ana", "pooling", "graded", 15.0)
    assert all(set(task) == TASK for task in first["tasks"])
    assert all(set(test) == TEST for task in first["tasks"] for test in task["tests"])
    assert (second["student"], second["status"], second["score"]) == ("ben", "unreadable", None)


def test_a_file_of_any_name_is_recognised_by_its_cells(file_of):
    """Who grades one file from a mail need not rename it."""
    code, out, _ = run("grade", file_of("homework (1).ipynb"))
    assert code == 0
    assert "homework (1) pooling: 15 of 15" in plain(out)


@pytest.mark.parametrize(("arguments", "said"), [
    (["grade", "nowhere.ipynb"], "nowhere.ipynb cannot be opened"),
    (["grade", "--exercise", "poling"], "The course has: sparse_interactions, count_parameters, convolution, "),
    (["grade", "--jobs", "0"], "must be a number from 1 to"),
    (["grade", "--jobs", "two"], "must be a number from 1 to 10000, not 'two'"),
    (["grade", "--jobs", "9" * 20], "must be a number from 1 to"),
    (["grade", "--format", "xml"], "choose from"),
    (["mark"], "invalid choice"),
    ([], "required"),
])  # fmt: skip
def test_wrong_use_is_told_with_the_right_one(arguments, said):
    """Exit code 2, what was wrong and what there is."""
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert said in err


def test_a_notebook_of_no_exercise_asks_which(file_of):
    """A notebook that says nothing of the course cannot be graded unasked."""
    empty = nbformat.writes(nbformat.v4.new_notebook()).encode()
    code, _, err = run("grade", file_of("x.ipynb", empty))
    assert code == 2
    assert "--exercise" in err


def test_nothing_by_that_student_is_told_with_those_there_are(course_copy):
    """A mistyped student gets the list."""
    code, _, err = course_copy.run("grade", "--student", "nobody")
    assert code == 2
    assert "Nothing was handed in by student 'nobody'" in err


def grades(course_copy, exercise="pooling"):
    with (course_copy.root / "build/report/grades.csv").open() as file:
        return {row["student"]: row[exercise] for row in csv.DictReader(file)}


def test_a_class_of_ones_own_is_graded_and_told(course_copy, course):
    """submitted/ is graded into the course's own places; what does not fit is named, and the rest goes on."""
    submitted = course_copy.root / "submitted"
    for student, data in {"ana": source_bytes(course.exercise("pooling")), "ben": b'{"cells": ['}.items():
        path = submitted / student / "pooling" / "pooling.ipynb"
        path.parent.mkdir(parents=True)
        path.write_bytes(data)
    misnamed = submitted / "cy" / "pooling" / "pooling (1).ipynb"
    misnamed.parent.mkdir(parents=True)
    shutil.copy(submitted / "ana" / "pooling" / "pooling.ipynb", misnamed)
    (submitted / "ana" / "homework").mkdir()
    (submitted / "dan_pooling.ipynb").write_text("{}")
    code, out, err = course_copy.run("grade")
    assert code == 0, err
    assert "[1/3]" in err
    out = plain(out)
    assert "No score yet: ben pooling: unreadable, the file is not a notebook, or only part of one" in out
    assert "cy pooling: There is no pooling.ipynb: pooling (1).ipynb was taken for it." in out
    assert "submitted/ana/homework is skipped" in out
    assert "submitted/dan_pooling.ipynb is skipped" in out
    assert "3 graded now, 0 unchanged" in out
    assert grades(course_copy) == {"ana": "15", "ben": "", "cy": "15"}
    assert course_copy.run("grade", "--student", "ana")[0] == 0
    assert grades(course_copy) == {"ana": "15", "ben": "", "cy": "15"}
    assert (course_copy.root / "gradebook.db").exists()
    assert not (course_copy.root / "build/demo").exists()


@pytest.mark.slow
def test_a_failure_of_ours_has_exit_code_1_and_the_others_are_graded(course_copy, course):
    """A broken hidden test fails its exercise loudly; the other exercise has its scores."""
    for exercise in ("pooling", "count_parameters"):
        path = course_copy.root / "submitted" / "ana" / exercise / f"{exercise}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_bytes(source_bytes(course.exercise(exercise)))
    grader = course_copy.root / "autograder/graders/test_pooling.py"
    grader.write_text(grader.read_text().replace('    """windows side by side, and Figure 3"""\n', "    nonsense()\n"))
    code, _, err = course_copy.run("grade")
    assert code == 1
    assert "The grader failed: ana pooling: error" in plain(err)
    assert "NameError" in err
    assert grades(course_copy, "count_parameters") == {"ana": "15"}
    assert grades(course_copy) == {"ana": ""}


def processes_of(root):
    """Command lines of processes that run from a folder."""
    listed = subprocess.run(["ps", "-eo", "pid=,args="], capture_output=True, text=True).stdout.splitlines()
    return [line for line in listed if str(root) in line and str(os.getpid()) != line.split()[0]]


def test_who_has_seen_enough_is_not_told_of_a_failure(tmp_path):
    """`make grade | head` ends without a word."""
    (tmp_path / "pooling.ipynb").write_text("{")
    command = [sys.executable, "-m", "autograder", "grade", tmp_path / "pooling.ipynb"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    process.stdout.close()
    with process.stderr:
        assert process.stderr.read() == ""
    assert process.wait() == 1


@pytest.mark.parametrize("stop", [
    pytest.param(signal.SIGINT, id="Ctrl-C"), pytest.param(signal.SIGTERM, id="SIGTERM", marks=pytest.mark.slow),
])  # fmt: skip
def test_an_interrupted_run_leaves_no_halves_and_goes_on_where_it_was(course_copy, course, stop):
    """After Ctrl-C no process and no half-written file is left; the next run grades only the rest."""
    for number in range(6):
        path = course_copy.root / "submitted" / f"student_{number}" / "pooling" / "pooling.ipynb"
        path.parent.mkdir(parents=True)
        path.write_bytes(source_bytes(course.exercise("pooling")))
    process = course_copy.start("grade", "--jobs", "2")
    done = 0
    for line in process.stderr:
        done += line.startswith("[")
        if done == 2:
            break
    os.killpg(process.pid, stop)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    assert "goes on from here" in err
    for _ in range(50):
        if not processes_of(course_copy.root):
            break
        time.sleep(0.1)
    assert processes_of(course_copy.root) == []
    results = list((course_copy.root / "build/results").rglob("*"))
    assert not any(path.name.startswith(".writing") for path in results)
    kept = [json.loads(path.read_text())["result"]["status"] for path in results if path.suffix == ".json"]
    assert len(kept) >= 2
    code, out, err = course_copy.run("grade", "--format", "json")
    assert code == 0, err
    everything = json.loads(out)
    assert f"/{len(everything) - len(kept)}]" in err


@pytest.mark.slow
def test_check_names_what_is_broken_and_what_mends_it(course_copy):
    """A solution that was changed without a release fails the check, with the command that writes the release."""
    source = course_copy.root / "solutions/pooling/pooling.py"
    source.write_text(source.read_text().replace("# # Pooling\n", "# # Pooling!\n"))
    code, out, _ = course_copy.run("check")
    assert code == 1
    assert (out.count("✓"), out.count("✗")) == (len(CHECKS) - 1, 1)
    assert "assignments/pooling/pooling.ipynb is not what solutions/ gives. Write it with: make release" in out
