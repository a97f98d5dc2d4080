"""Each command imports only what it needs: a run over a class in which nothing has changed must not load a database."""

import json
import os
import subprocess
import sys
from pathlib import Path

import autograder
from tests.conftest import solved_notebook

ENGINE = Path(autograder.__file__).parent.parent
# Packages whose import takes a tenth of a second and more, or that drag in others.
HEAVY = {"nbgrader", "nbformat", "nbconvert", "jupytext", "sqlalchemy", "matplotlib", "jinja2", "pytest", "IPython",
         "jsonschema", "scipy", "pandas", "distributed", "alembic"}  # fmt: skip
GRADING = {"pytest"}  # hidden tests are pytest files
RECORDING = {"sqlalchemy", "jinja2"}  # gradebook and pages: workers grade
PROGRAM = """
import json, sys
from autograder.__main__ import main
codes = []
for arguments in json.loads(sys.argv[2]):
    try:
        codes.append(main(arguments))
    except SystemExit as error:
        codes.append(error.code)
json.dump([codes, sorted({name.partition(".")[0] for name in sys.modules})], open(sys.argv[1], "w"))
"""


def imported(root, *commands):
    """The heavy packages that commands of a course import, one after the other in a process of their own."""
    target = root / "imported.json"
    environment = os.environ | {"PYTHONPATH": str(ENGINE)}
    command = [sys.executable, "-P", "-c", PROGRAM, str(target), json.dumps(commands)]
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    codes, names = json.loads(target.read_text())
    assert codes == [0] * len(commands), done.stderr
    return HEAVY.intersection(names)


def test_help_needs_nothing(course_copy):
    """Reading the options of a command loads none of the packages that do the work."""
    commands = ("grade", "collect", "override", "release", "check", "prove")
    assert imported(course_copy.root, *([one, "--help"] for one in commands)) == set()


def test_a_class_is_graded_without_nbgrader(course_copy, course):
    """A new class needs neither nbgrader nor nbformat; one in which nothing has changed needs no database either."""
    path = course_copy.root / "submitted" / "ada" / "sums" / "sums.ipynb"
    path.parent.mkdir(parents=True)
    path.write_bytes(solved_notebook(course.exercise("sums")))
    assert imported(course_copy.root, ["grade"]) <= RECORDING
    assert imported(course_copy.root, ["grade", str(path)]) <= GRADING
    assert imported(course_copy.root, ["grade"]) == set()


def test_a_worker_needs_no_database(course):
    """The module of the work on one submission, which each worker loads, needs what grades and makes pages."""
    program = (
        "import sys; from autograder.grading import grade; from autograder.running import job; print(*sys.modules)"
    )
    environment = os.environ | {"PYTHONPATH": str(ENGINE)}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)
    assert HEAVY.intersection(done.stdout.split()) <= GRADING | {"jinja2"}
