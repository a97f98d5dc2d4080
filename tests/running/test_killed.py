"""The grader may be killed at any moment: no process of it continues, and the next run completes the work."""

import csv
import os
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import time

import pytest

from autograder import sandbox
from autograder.course.paths import ClassPaths
from tests.conftest import solved_notebook
from tests.gradebook.database_rows import rows_of
from tests.running.classes import partly_right, submit
from tests.running.processes import descendants, wait_for_end

TIMES = 20
TIME = rb'"seconds": [0-9.]+|\b[0-9a-f]{64}\b'  # how long grading took, and the digests that depend on it
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not sandbox.available_tiers(), reason="nothing confines student code here"),
]


@pytest.fixture
def paths(course, course_copy):
    """The real class of a course in an empty folder: six students have handed in `sums`."""
    paths = ClassPaths.real(course_copy.root)
    for number in range(6):
        make = partly_right if number % 2 else solved_notebook
        submit(paths, f"student_{number}", "sums", make(course.exercise("sums")))
    return paths


def start(paths):
    """Start `make grade` in the course's folder, with a folder of its own for temporary files."""
    temporary = paths.root / "temporary"
    temporary.mkdir(exist_ok=True)
    command = [sys.executable, "-m", "autograder", "grade", "--jobs", "2"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.Popen(command, cwd=paths.root, env=os.environ | {"TMPDIR": str(temporary)}, **quiet)


def complete(paths):
    """What a run that is not killed leaves: the class's table, the gradebook's rows, notebooks and pages."""
    assert start(paths).wait() == 0
    with (paths.report / "grades.csv").open() as file:
        table = list(csv.reader(file))
    with sqlite3.connect(paths.gradebook) as gradebook:
        assert gradebook.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        version = gradebook.execute("SELECT version_num FROM alembic_version").fetchall()
    folders = (paths.autograded, paths.build / "feedback")
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    assert len(files) == 12
    contents = {path: re.sub(TIME, b"", path.read_bytes()) for path in files}
    return table, rows_of(paths.gradebook), version, contents


def test_a_killed_run_leaves_nothing_and_the_next_one_completes_it(paths):
    """Killed twenty times at random moments: no process or folder is left, and the next run's outcome is the same."""
    chance, began = random.Random(2026), time.monotonic()
    expected = complete(paths)
    duration = time.monotonic() - began
    for moment in (chance.uniform(0.05, 0.95) * duration for _ in range(TIMES)):
        shutil.rmtree(paths.build)
        paths.gradebook.unlink(missing_ok=True)
        shutil.rmtree(paths.root / "backups", ignore_errors=True)
        grader = start(paths)
        time.sleep(moment)
        processes = descendants(grader.pid)
        grader.kill()
        grader.wait()
        assert wait_for_end(processes, seconds=10) == []
        assert list((paths.root / "temporary").glob("notebook*")) == []
        assert complete(paths) == expected
