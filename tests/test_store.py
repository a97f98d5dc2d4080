"""The store: a result is found again exactly as long as everything it depends on is the same."""

import dataclasses
import json
import os
import shutil
import subprocess
import sys

import pytest

from autograder.authoring import demo_class
from autograder.gradebook import result_cache as store_module
from autograder.gradebook.result_cache import ResultCache
from autograder.submissions.submission import Submission
from autograder.grading.result import Result

WORK = Submission("ana", "pooling", b"{}")
OWN_MISTAKES = "misconceptions/max_pool.py"
RESULT = Result("ana", "pooling", "graded", 3.0, 15.0)


@pytest.fixture
def store(course, tmp_path):
    store_module.graders_digest.cache_clear()
    yield ResultCache(tmp_path, course)
    store_module.graders_digest.cache_clear()


def test_a_result_is_found_again(store):
    """What was put comes back, whole."""
    store.put(WORK, RESULT)
    assert store.get(WORK) == RESULT
    assert store.latest("ana", "pooling") == RESULT


@pytest.mark.parametrize("change", [{"student": "ben"}, {"data": b"{ }"}])
def test_another_submission_has_no_result(store, change):
    """Another student's or another file's result is none."""
    store.put(WORK, RESULT)
    assert store.get(dataclasses.replace(WORK, **change)) is None


def test_another_seed_or_limit_has_no_result(store, course, tmp_path):
    """A new term and new limits mean grading anew."""
    store.put(WORK, RESULT)
    assert ResultCache(tmp_path, dataclasses.replace(course, seed=1)).get(WORK) is None
    looser = [dataclasses.replace(e, limits=dataclasses.replace(e.limits, call_seconds=9)) for e in course.exercises]
    assert ResultCache(tmp_path, dataclasses.replace(course, exercises=tuple(looser))).get(WORK) is None


@pytest.mark.parametrize(
    "changed",
    ["graders/maps.py", "graders/test_pooling.py", "sandbox/inside/child.py", "toolkit/compare.py", OWN_MISTAKES],
)
def test_a_changed_grader_has_no_result(store, course, tmp_path, monkeypatch, changed):
    """An edit of a hidden test, of what it uses, or of the sandbox means grading anew."""
    package = tmp_path / "autograder"
    shutil.copytree(store_module.PACKAGE, package)
    exercise = type(course.exercise("pooling"))
    monkeypatch.setattr(store_module, "PACKAGE", package)
    monkeypatch.setattr(exercise, "grader", property(lambda self: package / "graders" / f"test_{self.name}.py"))
    store.put(WORK, RESULT)
    store_module.graders_digest.cache_clear()
    assert store.get(WORK) == RESULT
    (package / changed).write_text((package / changed).read_text() + "\n# changed\n")
    store_module.graders_digest.cache_clear()
    assert store.get(WORK) is None


@pytest.mark.parametrize("changed", ["report.py", "graders/test_convolution.py", "misconceptions/conv2d.py"])
def test_what_is_about_other_things_changes_no_result(store, course, tmp_path, monkeypatch, changed):
    """An edit of the report, or of another exercise's tests and mistakes, means nothing."""
    package = tmp_path / "autograder"
    shutil.copytree(store_module.PACKAGE, package)
    monkeypatch.setattr(store_module, "PACKAGE", package)
    store.put(WORK, RESULT)
    (package / changed).write_text((package / changed).read_text() + "\n# changed\n")
    store_module.graders_digest.cache_clear()
    assert store.get(WORK) == RESULT


@pytest.mark.parametrize(("student", "exercise"), [("dalia", "pooling"), ("kavya", "equivariance")])
def test_grading_imports_nothing_of_what_is_left_out(course, student, exercise):
    """Who grades in a fresh process has none of the modules whose changes are said to mean nothing."""
    text = demo_class.submission(student, course.exercise(exercise))
    code = f"""if True:
        import sys
        from autograder import course
        from autograder.grade import Submission, grade
        result = grade(Submission({student!r}, {exercise!r}, sys.stdin.buffer.read()), course.load())
        print(result.score < result.max_score, *sys.modules)"""
    done = subprocess.run([sys.executable, "-c", code], input=text.encode(), capture_output=True, check=True)
    lost_points, *modules = done.stdout.decode().split()
    files = {store_module.PACKAGE.parent.joinpath(*name.split(".")).with_suffix(".py") for name in modules}
    left_out = {
        path
        for path in store_module.PACKAGE.rglob("*.py")
        if not store_module._concerns(path, course.exercise(exercise)) and path != course.exercise(exercise).grader
    }
    assert lost_points == "True"
    assert not files & left_out
    assert files & set((store_module.PACKAGE / "misconceptions").iterdir())


def test_our_errors_are_not_kept(store):
    """What failed for a reason of ours is tried again."""
    store.put(WORK, dataclasses.replace(RESULT, status="error", score=None))
    assert store.get(WORK) is None


def test_half_a_file_is_no_result(store, tmp_path):
    """Whatever stopped a write, the submission is graded again."""
    store.put(WORK, RESULT)
    path = tmp_path / "ana" / "pooling.json"
    path.write_text(path.read_text()[:40])
    assert store.get(WORK) is None


@pytest.mark.parametrize("damage", [
    lambda text: text.replace("3.0", "null"), lambda text: text.replace('"tasks"', '"task"'),
    lambda text: "[" * 100_000, lambda text: "", lambda text: text[::-1],
])  # fmt: skip
def test_a_damaged_file_is_no_result(store, tmp_path, damage):
    """Also where it still is JSON: what somebody or something changed is graded again, and never shown."""
    store.put(WORK, RESULT)
    path = tmp_path / "ana" / "pooling.json"
    assert json.loads(path.read_text())["result"] == RESULT.to_json()
    path.write_text(damage(path.read_text()))
    assert store.get(WORK) is None
    assert store.latest("ana", "pooling") is None


def test_another_versions_result_is_none(store, tmp_path, monkeypatch):
    """Its fields are others, though nothing is damaged."""
    monkeypatch.setattr(Result, "to_json", lambda self: {"schema": 1, "tasks": [], "mark": 3})
    store.put(WORK, RESULT)
    assert store.latest("ana", "pooling") is None


def test_what_is_outdated_is_graded_again_and_shown_until_then(store):
    """An interrupted --force has forgotten nothing, and goes on where it was."""
    store.outdate(WORK)
    store.put(WORK, RESULT)
    store.outdate(WORK)
    assert store.get(WORK) is None
    assert store.latest("ana", "pooling") == RESULT
    store.put(WORK, RESULT)
    assert store.get(WORK) == RESULT


def test_what_a_killed_process_left_of_a_file_is_removed(tmp_path):
    """With the next file of that name; what a living process writes stays."""
    with subprocess.Popen(["true"]) as gone:
        gone.wait()
    names = [f".writing-{gone.pid}-a.html", f".writing-{gone.pid}-b.html", f".writing-{os.getppid()}-a.html"]
    for name in names:
        (tmp_path / name).touch()
    store_module.write_whole(tmp_path / "a.html", "whole")
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([*names[1:], "a.html"])
