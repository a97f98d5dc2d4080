"""What lies beside a notebook: nothing of it is copied, imported or run, whoever grades."""

import shutil
import subprocess
import sys

import pytest
from autograder.course.paths import ClassPaths

from autograder.authoring.release import source_bytes
from autograder.course.config import ROOT
from tests.conftest import plain
from tests.odd import fill, link_in, pipe_in, rows


@pytest.mark.slow
def test_nbgrader_alone_copies_and_follows_nothing(course_copy, course):
    """`nbgrader autograde` leaves a student's modules and links where they are, and grades on past what is missing."""
    assert course_copy.run("release")[0] == 0
    submitted, right = course_copy.root / "submitted", source_bytes(course.exercise("pooling"))
    evil = {
        "numpy.py": b"1/0",
        "sitecustomize.py": b"",
        "x.pth": b"",
        "nbgrader_config.py": b"1/0",
        "sub/conftest.py": b"",
    }
    fill(submitted / "ana" / "pooling", {"pooling.ipynb": right, "timestamp.txt": b"2026-10-05 18:00:00 UTC"} | evil)
    link_in(submitted / "ana" / "pooling" / "secret.txt", "/etc/hostname")
    pipe_in(submitted / "ana" / "pooling" / "data")
    pipe_in(submitted / "ben" / "pooling" / "pooling.ipynb")
    link_in(submitted / "cy" / "pooling" / "pooling.ipynb", "../../ana/pooling/pooling.ipynb")
    fill(submitted / "dan" / "pooling", {"pooling.ipynb/pooling (1).ipynb": right})
    fill(submitted / "eve" / "pooling", {"other.py": right})
    pipe_in(submitted / "fay" / "pooling" / "timestamp.txt")
    fill(submitted / "fay" / "pooling", {"pooling.ipynb": right})
    done = course_copy.nbgrader("autograde", "pooling")
    assert "fay/pooling/timestamp.txt: timestamp.txt is no ordinary file" in plain(done.stderr)
    recorded = rows(ClassPaths(course_copy.root, course_copy.root / "build"))
    assert {who: score for (who, task), score in recorded.items() if task == "max_pool"} == {
        "ana": 6, "ben": None, "cy": None, "dan": 6}  # fmt: skip
    autograded = course_copy.root / "build" / "autograded"
    found = {str(path.relative_to(autograded)) for path in autograded.rglob("*") if not path.is_dir()}
    assert found == {f"{who}/pooling/pooling.ipynb" for who in ("ana", "ben", "cy", "dan")} | {
        "ana/pooling/timestamp.txt"}  # fmt: skip


@pytest.mark.parametrize("arguments", [[], ["."]])
def test_pytest_in_the_root_runs_nothing_of_a_students(course_copy, arguments):
    """Neither a conftest.py nor a test under submitted/ or build/ is imported."""
    shutil.copy(ROOT / "pyproject.toml", course_copy.root)
    for folder in ("submitted", "submitted/ana/pooling", "build/autograded/ana/pooling"):
        files = dict.fromkeys(("conftest.py", "test_x.py", "__init__.py"), b"open('ran', 'w')")
        fill(course_copy.root / folder, files)
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", *arguments]
    done = subprocess.run(command, cwd=course_copy.root, capture_output=True, text=True, timeout=120)
    assert "test_pooling.py" in done.stdout, done.stdout + done.stderr
    assert not list(course_copy.root.rglob("ran"))
