"""A faulty hidden test is found before it costs anyone a point, or at least reported after grading."""

import shutil

import pytest

from autograder.course.paths import ClassPaths
from tests.conftest import CourseCopy, solved_notebook
from tests.running.classes import copy_of

FAULTY = """

@window_sums(points=1)
def test_faulty(student):
    \"\"\"the sum of one value is 5\"\"\"
    assertions.value(student.window_sums, [5], [3], 1)
"""
BROKEN = """

@window_sums(points=1)
def test_broken(student):
    \"\"\"a misspelled name\"\"\"
    assertions.same(student.window_sums, refrence.window_sums, [3], 1)
"""


@pytest.fixture(scope="module")
def graded_class(course, tmp_path_factory):
    """The course that `graded` copies."""
    copy = CourseCopy(tmp_path_factory.mktemp("graded") / "course")
    shutil.copytree(course.root, copy.root, ignore=shutil.ignore_patterns("__pycache__", "build"))
    for student in ("ada", "ben", "cleo"):
        path = copy.root / "submitted" / student / "sums" / "sums.ipynb"
        path.parent.mkdir(parents=True)
        path.write_bytes(solved_notebook(course.exercise("sums")))
    code, _, err = copy.run("grade")
    assert code == 0, err
    return ClassPaths.real(copy.root)


@pytest.fixture
def graded(graded_class, tmp_path):
    """A copy of the course in which the work of three students is graded."""
    return CourseCopy(copy_of(graded_class, tmp_path / "course").root)


def with_test(copy, text):
    path = copy.root / "exercises" / "sums" / "test_sums.py"
    path.write_text(path.read_text() + text)


@pytest.mark.parametrize(("text", "message"), [
    (FAULTY, "sums: window_sums has 3.2 of 4 points. In exercises/sums/test_sums.py it fails: the sum of one value is"),
    (BROKEN, "refrence"),
])  # fmt: skip
def test_a_faulty_hidden_test_stops_the_run_before_anyone_is_graded(graded, text, message):
    """One message says which test it is, no score changes, and the next run with a right test grades everyone."""
    scores = (graded.root / "build/report/grades.csv").read_bytes()
    with_test(graded, text)
    code, _, err = graded.run("grade")
    assert code != 0
    assert err.count("sums: ") == 1
    assert message in err
    assert (graded.root / "build/report/grades.csv").read_bytes() == scores
    path = graded.root / "exercises" / "sums" / "test_sums.py"
    path.write_text(path.read_text().replace(text, ""))
    assert graded.run("grade")[0] == 0


def test_the_references_are_graded_only_if_something_changed(graded):
    """A run in which nothing is graded, or graded with what was checked before, does not grade them again."""
    known = graded.root / "build" / "references.json"
    before = known.stat().st_mtime_ns
    assert graded.run("grade", "--force")[0] == 0
    assert known.stat().st_mtime_ns == before
    known.unlink()
    assert graded.run("grade", "--force")[0] == 0
    assert known.exists()
