"""The engine as a wheel: it holds nothing of this course, and grades another course elsewhere."""

import html
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY, solved_notebook
from tests.gradebook.database_rows import rows_of

SECOND_COURSE = {  # (student, task) → points in its demo class
    ("ana", "fit_line"): 4, ("ana", "line_predicts"): 3, ("ana", "fit_line_tests"): 2,
    ("ana", "t_statistic"): 4, ("ana", "residual_table"): 3, ("ana", "outlier"): 1,
    ("ben", "fit_line"): 1, ("ben", "line_predicts"): 3, ("ben", "fit_line_tests"): 0.85,
    ("cem", "t_statistic"): 4, ("cem", "residual_table"): 0, ("cem", "outlier"): 0,
}  # fmt: skip
# Runs commands one after the other: each process that imports the engine takes a second.
COMMANDS = """
import json, sys
from autograder.__main__ import main
sys.exit(max(main(arguments) for arguments in json.loads(sys.argv[1])))
"""
COPIED = ("autograder", "pyproject.toml", "README.md", "LICENSE")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel, built from a copy: the build leaves files beside its sources."""
    source, target = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    for name in COPIED:
        path = REPOSITORY / name
        copy = shutil.copytree if path.is_dir() else shutil.copy
        copy(path, source / name)
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "."]
    subprocess.run([*command, "--wheel-dir", target], cwd=source, check=True, timeout=240)
    [path] = target.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """The environment of a process that imports the engine from the wheel, compiled as pip does it."""
    folder = tmp_path_factory.mktemp("installed")
    zipfile.ZipFile(wheel).extractall(folder)
    subprocess.run([sys.executable, "-m", "compileall", "-q", folder], check=True, timeout=240)
    return os.environ | {"PYTHONPATH": str(folder)}


def run(root, environment, *commands):
    """What commands print that are run in a folder. Each of them must succeed."""
    command = [sys.executable, "-W", "ignore", "-P"]
    command += ["-m", "autograder", *commands[0]] if len(commands) == 1 else ["-c", COMMANDS, json.dumps(commands)]
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, timeout=240)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_wheel_holds_the_engine_alone(wheel):
    """No exercise, and everything that the engine needs beside its modules."""
    names = set(zipfile.ZipFile(wheel).namelist())
    assert not [name for name in names if "exercises" in name or name.startswith(("tests/", "solutions/"))]
    assert {
        "autograder/py.typed",
        "autograder/reports/templates/feedback.html",
        "autograder/authoring/student/README.md",
        "autograder/authoring/student/check_submission.py",
        "autograder/authoring/student/checking/__init__.py",
        "autograder/authoring/scaffold/templates/exercise/solution.py.jinja",
        "autograder/authoring/site/index.md",
        "autograder/authoring/site/page.html",
        "autograder/authoring/student/github/check.yml",
        "autograder/authoring/student/github/gitignore",
        "autograder/running/gradescope/setup.sh",
        "autograder/running/gradescope/run_autograder",
        "autograder/authoring/scaffold/templates/course/first_steps.toml",
    } <= names


def test_the_installed_wheel_grades_a_course_elsewhere(installed, course, tmp_path):
    """`autograder grade` and `nbgrader autograde` leave the same scores, with the installed engine alone."""
    root = tmp_path / "elsewhere"
    shutil.copytree(course.root, root, ignore=shutil.ignore_patterns("__pycache__"))
    submission = root / "submitted" / "ana" / "sums" / "sums.ipynb"
    submission.parent.mkdir(parents=True)
    answer = "def window_means(x, size):\n    return window_sums(x, size)"
    submission.write_bytes(solved_notebook(course.exercise("sums"), window_means=answer))
    [result] = json.loads(run(root, installed, ["grade", "--format", "json"]))
    assert result["score"] == 5
    run(root, installed, ["check", "sums"], ["prove", "sums"])  # what authors need is in the package, too
    ours = rows_of(root / "gradebook.db")["grade"]
    nbgrader = [Path(sys.executable).with_name("nbgrader"), "autograde", "sums", "--force"]
    again = subprocess.run(nbgrader, cwd=root, env=installed, capture_output=True, text=True, timeout=240)
    assert again.returncode == 0, again.stderr
    assert rows_of(root / "gradebook.db")["grade"] == ours
    assert {row["cell"]: row["auto_score"] for row in ours} == {"window_sums": 4, "window_means": 1}


def test_the_installed_wheel_grades_the_second_course(installed, tmp_path):
    """examples/linear_regression is released, checked, graded and reported with the installed engine alone."""
    root = tmp_path / "regression"
    written = ("assignments", "build", "nbgrader_config.py", "__pycache__")
    shutil.copytree(REPOSITORY / "examples" / "linear_regression", root, ignore=shutil.ignore_patterns(*written))
    assert "✗" not in run(root, installed, ["release"], ["check"])
    graded = json.loads(run(root, installed, ["grade", "--format", "json"]))
    scores = {(one["student"], task["task"]): task["score"] for one in graded for task in one["tasks"]}
    assert scores == SECOND_COURSE
    pages = root / "build" / "demo" / "feedback"
    assert "You choose a." in (pages / "cem" / "inference" / "inference.html").read_text()
    assert "graded by a person" in (pages / "ana" / "inference" / "inference.html").read_text()
    assert "Students' own tests" in html.unescape((root / "build" / "demo" / "report" / "index.html").read_text())
