"""The grader killed at any moment: nothing of it goes on, and the next run brings everything to its end."""

import csv
import os
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from autograder.course.paths import write_atomic

from autograder import sandbox
from autograder.authoring.demo_class import load_class, submission
from autograder.course.config import ROOT
from tests.processes import descendants, running

EXERCISE = "pooling"
TIMES = 20
TIME = rb'"seconds": [0-9.]+|\b[0-9a-f]{64}\b'  # that a result took, and the digest in which that is
pytestmark = [pytest.mark.slow, pytest.mark.skipif(not sandbox.available_tiers(), reason="nothing confines here")]


@pytest.fixture(scope="module")
def folder(course, tmp_path_factory):
    """A course of its own, in which six students have handed in."""
    root = tmp_path_factory.mktemp("course")
    for name in ("autograder", "assignments", "solutions"):
        shutil.copytree(ROOT / name, root / name)
    for name in ("course.toml", "nbgrader_config.py"):
        shutil.copy(ROOT / name, root)
    students = [name for name, entry in load_class().items() if EXERCISE in entry][:6]
    for student in students:
        text = submission(student, course.exercise(EXERCISE))
        write_atomic(root / "submitted" / student / EXERCISE / f"{EXERCISE}.ipynb", text)
    return root


def start(root):
    (root / "temporary").mkdir(exist_ok=True)
    environment = os.environ | {"PYTHONPATH": str(root), "TMPDIR": str(root / "temporary")}
    command = [sys.executable, "-m", "autograder", "grade", "--jobs", "2"]
    return subprocess.Popen(command, cwd=root, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def outcome(root):
    """What a run to the end leaves: the class's table, the gradebook's scores and version, notebooks and pages."""
    assert start(root).wait() == 0
    with (root / "build" / "report" / "grades.csv").open() as file:
        table = list(csv.reader(file))
    with sqlite3.connect(root / "gradebook.db") as gradebook:
        assert gradebook.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        rows = gradebook.execute("SELECT auto_score, manual_score, needs_manual_grade FROM grade").fetchall()
        version = gradebook.execute("SELECT version_num FROM alembic_version").fetchall()
    folders = (root / "build" / "autograded", root / "build" / "feedback")
    paths = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    files = {path: re.sub(TIME, b"", path.read_bytes()) for path in paths}
    assert len(files) >= 12
    return table, sorted(rows, key=repr), version, files


def clear(root):
    shutil.rmtree(root / "build", ignore_errors=True)
    (root / "gradebook.db").unlink(missing_ok=True)


def test_a_killed_run_leaves_nothing_and_the_next_one_completes(folder):
    """Killed twenty times at random moments: no process, no folder left, a sound gradebook, the same scores."""
    chance, began = random.Random(2026), time.monotonic()
    whole = outcome(folder)
    lasts = time.monotonic() - began
    for moment in (chance.uniform(0.05, 0.95) * lasts for _ in range(TIMES)):
        clear(folder)
        grader = start(folder)
        time.sleep(moment)
        processes = descendants(grader.pid)
        grader.kill()
        grader.wait()
        for _ in range(200):
            if not any(map(running, processes)):
                break
            time.sleep(0.05)
        assert [pid for pid in processes if running(pid)] == []
        assert list(Path(folder / "temporary").glob("notebook*")) == []
        assert outcome(folder) == whole
