"""The key of a result changes with everything that can change the result, and with nothing else."""

import dataclasses
import datetime
import functools
import json
import os
import shutil
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest

from autograder.course.config import Task
from autograder.course.loading import load_course
from autograder.errors import CourseError
from autograder.gradebook.cache_key import (
    ENGINE,
    artifact_hash,
    code_fingerprint,
    fingerprint,
    forget_files,
    grading_files,
)
from autograder.sandbox.limits import Limits
from autograder.submissions.submission import Submission
from tests.conftest import REPOSITORY

SUBMISSION = Submission("ana", "sums", b"{}")
GRADES = {"__init__.py", "errors.py", "toolkit", "sandbox", "course", "submissions", "grading"}  # in the engine
# Grades in a new process, and prints the score and the files of all imported modules.
GRADE = """
import json, sys
from pathlib import Path
from autograder.course.loading import load_course
from autograder.grading.grade import grade
from autograder.submissions.submission import Submission

course = load_course(Path(sys.argv[1]))
result = grade(Submission("ana", sys.argv[2], sys.stdin.buffer.read()), course)
files = [module.__file__ for module in list(sys.modules.values()) if getattr(module, "__file__", None)]
print(json.dumps([result.score, [task.misconception for task in result.tasks], files]))
"""


@pytest.fixture
def copy(course, tmp_path):
    """A copy of the small course's folder, to change files in."""
    shutil.copytree(course.root, tmp_path / "course", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path / "course"


def key_in(root):
    return fingerprint(SUBMISSION, load_course(root))


def change(path):
    """Make a file, or append a line to it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write("\n# changed\n")


def test_the_key_does_not_depend_on_the_place(course, copy):
    """A copy of the course in another folder, as a cluster's workers have it, has the same keys."""
    assert key_in(copy) == fingerprint(SUBMISSION, course)
    again = load_course(copy)
    assert code_fingerprint(again.exercise("sums"), again) == code_fingerprint(course.exercise("sums"), course)


@pytest.mark.parametrize("change", [{"student": "ben"}, {"data": b"{ }"}, {"remark": "it has another name"}])
def test_the_submission_changes_the_key(course, change):
    """Another student, other bytes and another remark each have a key of their own."""
    assert fingerprint(dataclasses.replace(SUBMISSION, **change), course) != fingerprint(SUBMISSION, course)


def test_versions_change_the_key(course, copy, monkeypatch):
    """The version of any package of the exercise, which results may depend on, changes the key."""
    before, installed = fingerprint(SUBMISSION, course), metadata.version
    with monkeypatch.context() as other:
        other.setattr(metadata, "version", lambda name: "1.0" if name == "matplotlib" else installed(name))
        forget_files()
        assert key_in(copy) != before
    forget_files()
    assert key_in(copy) == before


def test_a_package_that_is_missing_is_no_error_here(course):
    """Grading says so, for the exercise that needs it."""
    exercise = dataclasses.replace(course.exercise("sums"), packages=("numpy", "no-such-package"))
    changed = dataclasses.replace(course, exercises=(exercise,))
    assert fingerprint(SUBMISSION, changed) != fingerprint(SUBMISSION, course)


@pytest.mark.parametrize("name", [
    "exercises/sums/test_sums.py", "exercises/sums/mistakes.py", "exercises/sums/calls.py",
    "exercises/sums/pictures.py", "exercises/sums/cases.py", "exercises/sums/data/numbers.csv",
    "exercises/shared/functions.py", "exercises/shared/more/data.txt",
    "solutions/sums/sums.py", "assignments/sums/sums.ipynb",
])  # fmt: skip
def test_files_that_grade_change_the_key(course, copy, name):
    """Hidden tests, mistakes, data, the reference, the release and shared files change it, and so do new files."""
    change(copy / name)
    assert key_in(copy) != fingerprint(SUBMISSION, course)


@pytest.mark.parametrize("name", [
    "exercises/sums/right/window_sums.py", "exercises/sums/wrong/window_sums.py", "exercises/sums/class/ada.py",
    "exercises/sums/class/class.toml", "exercises/sums/equivalent.toml", "exercises/sums/exercise.toml",
    "exercises/sums/__pycache__/test_sums.pyc", "exercises/shared/__pycache__/functions.pyc",
    "exercises/shifts/test_shifts.py", "exercises/shifts/mistakes/shift.py",
    "solutions/shifts/shifts.py", "assignments/shifts/shifts.ipynb", "assignments/README.md",
    "course.toml", "README.md", "nbgrader_config.py",
])  # fmt: skip
def test_other_files_do_not_change_the_key(course, copy, name):
    """What only the author's checks and the demo class use, comments in TOML files, and other exercises do not."""
    change(copy / name)
    assert key_in(copy) == fingerprint(SUBMISSION, course)


@pytest.mark.parametrize("values", [
    {"tasks": (Task("window_sums", 3.0), Task("window_means", 3.0))},
    {"tasks": (Task("window_means", 3.0), Task("window_sums", 4.0))},
    {"limits": Limits(call_seconds=1)}, {"packages": ("numpy",)},
    {"off_limits": ()}, {"off_limits_reason": "another reason"},
])  # fmt: skip
def test_values_that_grade_change_the_key(course, values):
    """Points, the order of tasks, limits and what student code may use change it."""
    assert fingerprint(SUBMISSION, _with(course, values)) != fingerprint(SUBMISSION, course)


@pytest.mark.parametrize("values", [
    {"title": "Title"}, {"notes": "§9"}, {"due": datetime.datetime(2030, 1, 1)}, {"reveal": "score"},
])  # fmt: skip
def test_values_that_are_only_shown_do_not_change_the_key(course, values):
    """Titles, due dates and what the feedback shows do not change a result."""
    assert fingerprint(SUBMISSION, _with(course, values)) == fingerprint(SUBMISSION, course)


def _with(course, values):
    """The course with other values of `sums`."""
    changed = [dataclasses.replace(one, **values) if one.name == "sums" else one for one in course.exercises]
    assert changed != list(course.exercises)
    return dataclasses.replace(course, exercises=tuple(changed))


def test_the_seed_changes_the_key(course):
    """A new seed means other hidden numbers, so all submissions are graded again."""
    assert fingerprint(SUBMISSION, dataclasses.replace(course, seed=8)) != fingerprint(SUBMISSION, course)


def test_no_exercise_needs_shared_files(course, copy):
    """A course without exercises/shared has keys, too."""
    shutil.rmtree(copy / "exercises" / "shared")
    assert key_in(copy) != fingerprint(SUBMISSION, course)


def test_a_missing_release_is_an_error_of_the_course(copy):
    """Without the released notebook nothing can be graded: the message says how to write it."""
    (copy / "assignments" / "sums" / "sums.ipynb").unlink()
    with pytest.raises(CourseError, match=r"sums.ipynb is missing\. Releases are written with `make release`"):
        key_in(copy)


def test_files_of_the_engine_change_the_keys_that_they_decide(course, monkeypatch):
    """Each file of the packages that grade changes the key; only what makes the files changes the hash in them."""
    exercise, original, changed = course.exercise("sums"), functools.cache(Path.read_bytes), []

    def keys():
        forget_files()
        made = artifact_hash(b"", (), exercise, course)
        return fingerprint(SUBMISSION, course), made, code_fingerprint(exercise, course)

    def changes(path):
        changed[:] = [path]
        return [old != new for old, new in zip(before, keys(), strict=True)]

    with monkeypatch.context() as other:
        other.setattr(Path, "read_bytes", lambda path: original(path) + b"# changed" * (path in changed))
        other.setattr(metadata, "version", functools.cache(metadata.version))
        before = keys()
        found = {path.relative_to(ENGINE).as_posix(): changes(path) for path in engine_files()}
    forget_files()
    assert {"running/batch.py", "grading/grade.py", "reports/feedback.py", "pytest_plugin.py"} <= found.keys()
    for name, changed_keys in found.items():
        grades = name.split("/")[0] in GRADES
        makes = name.startswith("reports/") or name in (
            "gradebook/autograded_notebook.py",
            "authoring/notebook_json.py",
        )
        assert changed_keys == [grades, makes, grades or makes], name


def engine_files():
    """All files of the engine, without the exercises, and without what other programs write."""
    for path in ENGINE.rglob("*"):
        parts = path.relative_to(ENGINE).parts
        written = path.suffix == ".pyc" or any(part.startswith(".") for part in parts)
        if path.is_file() and parts[0] != "exercises" and not written:
            yield path


@pytest.mark.parametrize(("exercise", "task", "wrong"), [
    ("sums", "window_sums", "%matplotlib inline\ndef window_sums(x, size):\n    return x[size:]"),
    ("shifts", "answer", "def answer():\n    return 7"),
])  # fmt: skip
def test_grading_imports_only_files_that_the_key_covers(course, solved, exercise, task, wrong):
    """A submission with mistakes, graded in a new process, imports no file of ours that the key leaves out."""
    arguments = [sys.executable, "-c", GRADE, str(course.root), exercise]
    submission = solved(exercise, **{task: wrong})
    done = subprocess.run(arguments, input=submission, cwd=REPOSITORY, capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
    score, misconceptions, files = json.loads(done.stdout)
    graded = course.exercise(exercise)
    ours = {file for file in files if file.startswith((f"{ENGINE}{os.sep}", f"{course.root}{os.sep}"))}
    assert 0 < score < graded.max_score
    assert {str(graded.hidden_tests), str(graded.source), str(ENGINE / "grading" / "grade.py")} <= ours
    assert any("mistakes" in file for file in ours), misconceptions
    assert ours <= {str(path) for path in grading_files(graded)}


def test_the_hash_in_files_changes_with_what_they_show(course):
    """Entry, nbgrader's own files, titles and what is revealed are in an autograded notebook or a page."""
    exercise = course.exercise("sums")
    same = artifact_hash(b"entry", (("timestamp.txt", b"now"),), exercise, course)
    assert same == artifact_hash(b"entry", (("timestamp.txt", b"now"),), exercise, course)
    others = [
        artifact_hash(b"another", (("timestamp.txt", b"now"),), exercise, course),
        artifact_hash(b"entry", (), exercise, course),
        artifact_hash(b"entry", (("timestamp.txt", b"later"),), exercise, course),
        artifact_hash(b"entry", (("submission_secret.txt", b"now"),), exercise, course),
        artifact_hash(b"entry", (("timestamp.txt", b"now"),), dataclasses.replace(exercise, title="T"), course),
        artifact_hash(b"entry", (("timestamp.txt", b"now"),), dataclasses.replace(exercise, reveal="score"), course),
        artifact_hash(b"entry", (("timestamp.txt", b"now"),), exercise, dataclasses.replace(course, title="T")),
    ]
    assert len({same, *others}) == 1 + len(others)
