"""Files beside a notebook: none of them is copied, imported or run, by `autograder` or by nbgrader."""

import shutil
import subprocess
import sys

from autograder.authoring.source_notebook import source_bytes
from autograder.course.paths import ClassPaths
from tests.conftest import REPOSITORY, plain
from tests.submissions.odd import fill, link_in, pipe_in, rows


def test_nbgrader_alone_copies_and_follows_nothing(course_copy, course, command):
    """`nbgrader autograde` copies no modules, follows no links, waits for no pipe, and goes on past what is missing."""
    assert command("release", "--course", course_copy.root)[0] == 0
    submitted, right = course_copy.root / "submitted", source_bytes(course.exercise("sums"))
    evil = {
        "numpy.py": b"1/0",
        "sitecustomize.py": b"",
        "x.pth": b"",
        "nbgrader_config.py": b"1/0",
        "sub/conftest.py": b"",
    }
    fill(submitted / "ana" / "sums", {"sums.ipynb": right, "timestamp.txt": b"2026-10-05 18:00:00 UTC"} | evil)
    link_in(submitted / "ana" / "sums" / "secret.txt", "/etc/hostname")
    pipe_in(submitted / "ana" / "sums" / "data")
    pipe_in(submitted / "ben" / "sums" / "sums.ipynb")
    link_in(submitted / "cy" / "sums" / "sums.ipynb", "../../ana/sums/sums.ipynb")
    fill(submitted / "dan" / "sums", {"sums.ipynb/sums (1).ipynb": right})
    fill(submitted / "eve" / "sums", {"other.py": right})
    pipe_in(submitted / "fay" / "sums" / "timestamp.txt")
    fill(submitted / "fay" / "sums", {"sums.ipynb": right})
    done = course_copy.nbgrader("autograde", "sums")
    assert "fay/sums/timestamp.txt: timestamp.txt is not a regular file" in plain(done.stderr)
    recorded = rows(ClassPaths(course_copy.root, course_copy.root / "build"))
    assert {who: score for (who, task), score in recorded.items() if task == "window_sums"} == {
        "ana": 4, "ben": None, "cy": None, "dan": 4, "fay": 4}  # fmt: skip
    autograded = course_copy.root / "build" / "autograded"
    found = {str(path.relative_to(autograded)) for path in autograded.rglob("*") if not path.is_dir()}
    assert found == {f"{who}/sums/sums.ipynb" for who in ("ana", "ben", "cy", "dan", "fay")} | {
        "ana/sums/timestamp.txt"}  # fmt: skip


def test_pytest_in_the_root_runs_no_file_of_a_student(course_copy):
    """Neither a conftest.py nor a test under submitted/ or build/ is imported."""
    shutil.copy(REPOSITORY / "pyproject.toml", course_copy.root)
    for folder in ("submitted", "submitted/ana/sums", "build/autograded/ana/sums"):
        files = dict.fromkeys(("conftest.py", "test_x.py", "__init__.py"), b"open('ran', 'w')")
        fill(course_copy.root / folder, files)
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "."]
    done = subprocess.run(command, cwd=course_copy.root, capture_output=True, text=True, timeout=120)
    assert "test_sums.py" in done.stdout, done.stdout + done.stderr
    assert not list(course_copy.root.rglob("ran"))
