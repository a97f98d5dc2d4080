"""A faulty hidden test is found before it costs anyone a point, or at least reported after grading."""

import shutil

import pytest

from autograder.course.loading import load_course
from autograder.course.paths import ClassPaths
from autograder.grading.result import Result
from autograder.running import references
from autograder.running.batch import grade_class
from autograder.running.job import Job, failed
from autograder.running.references import References, approved
from autograder.submissions.submission import Submission
from tests.conftest import CourseCopy, copy_gradebook, solved_notebook
from tests.running.classes import copy_of, submit
from tests.running.in_process_backend import InProcess

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
def graded_class(course, new_class, tmp_path_factory):
    """The course that `graded` copies."""
    paths = ClassPaths.real(tmp_path_factory.mktemp("graded") / "course")
    shutil.copytree(course.root, paths.root, ignore=shutil.ignore_patterns("__pycache__", "build"))
    template = new_class(tmp_path_factory.mktemp("template"))
    copy_gradebook(ClassPaths(paths.root, paths.build), template)
    for student in ("ada", "ben", "cleo"):
        submit(paths, student, "sums", solved_notebook(course.exercise("sums")))
    assert grade_class(paths, load_course(paths.root), InProcess()).failures == []
    return paths


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
def test_a_faulty_hidden_test_stops_the_run_before_anyone_is_graded(graded, command, text, message):
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
    assert command("grade", "--course", graded.root)[0] == 0


def test_the_references_are_graded_only_if_something_changed(graded, command):
    """A run in which nothing is graded, or graded with what was checked before, does not grade them again."""
    known = graded.root / "build" / "references.json"
    before = known.stat().st_mtime_ns
    assert command("grade", "--force", "--course", graded.root)[0] == 0
    assert known.stat().st_mtime_ns == before
    known.unlink()
    assert command("grade", "--force", "--course", graded.root)[0] == 0
    assert known.exists()


@pytest.mark.parametrize("memory", [1, 1 << 20])
def test_outcomes_wait_until_the_references_are_right(course, tmp_path, monkeypatch, memory):
    """None counts before, none is lost, and they keep their order: in memory, or in a file if they are many."""
    monkeypatch.setattr(references, "MOST_IN_MEMORY", memory)
    own = References(ClassPaths(tmp_path, tmp_path), course, ["sums"], dry_run=True)
    jobs = [Job(Submission(name, "sums", b"x" * 1000), (), None) for name in ("ada", "ben", "cleo")]
    ada, ben, cleo = [(job, failed(job, course, "no reason")) for job in jobs]
    passed = []

    def outcomes():
        yield ada
        yield ben
        passed.append(own.are_right)
        yield "sums", Result(references.STUDENT, "sums", "graded", 7.0, 7.0)
        yield cleo

    assert list(approved(outcomes(), own)) == [ada, ben, cleo]
    assert passed == [False]
