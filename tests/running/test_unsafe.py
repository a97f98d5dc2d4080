"""The unsafe tier: where nothing confines, the grader stops, unless told otherwise, and then says so everywhere."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest

from autograder import __main__ as command
from autograder.course.loading import load_course
from autograder.course.paths import ClassPaths
from autograder.errors import CourseError
from autograder.gradebook.result_cache import ResultCache
from autograder.grading.result import Result
from autograder.reports import class_report
from autograder.running.batch import grade_class
from autograder.running.recorder import open_gradebook
from autograder.running.scheduler import LocalBackend
from autograder.sandbox import tiers, zygote_client
from autograder.sandbox.limits import CONFINED, UNSAFE
from autograder.submissions.submission import Submission

ROOT = Path(__file__).parents[2]


@pytest.fixture
def unconfined(monkeypatch):
    """A machine on which the first process finds itself unconfined."""
    monkeypatch.setattr(zygote_client, "PROBE", "raise RuntimeError('open works')")
    monkeypatch.setattr(tiers._local, "zygotes", {}, raising=False)


@pytest.fixture
def notebook(solved, tmp_path):
    path = tmp_path / "pooling.ipynb"
    path.write_bytes(solved("pooling"))
    return str(path)


def test_without_a_sandbox_nothing_is_graded(unconfined, notebook, capsys):
    """The message says why and what there is, and no student code has run."""
    assert command.main(["grade", notebook]) == command.OUR_FAULT
    said = capsys.readouterr()
    assert "Student code cannot be confined on this machine" in said.err
    assert "open works" in said.err
    assert "--unsafe" in said.err
    assert said.out == ""


def test_unsafe_grades_and_warns(unconfined, notebook, capsys):
    """The results say tier 3, and a warning stands before them."""
    assert command.main(["grade", notebook, "--unsafe", "--format", "json"]) == command.GRADED
    said = capsys.readouterr()
    [result] = json.loads(said.out)
    assert (result["tier"], result["score"]) == (UNSAFE, 15)
    assert "WARNING: student code runs as you" in said.err


def test_a_class_graded_so_is_recorded_and_graded_anew_without(unconfined, course, notebook, tmp_path, monkeypatch):
    """The gradebook has the scores of --unsafe; the next run without it grades and records again."""
    places = ClassPaths(tmp_path, tmp_path / "build")
    shutil.copy(ROOT / "nbgrader_config.py", tmp_path)
    target = places.submission("ana", "pooling")
    target.parent.mkdir(parents=True)
    shutil.copy(notebook, target)
    outcome = grade_class(places, course.unsafe(), LocalBackend(1))
    assert ([result.tier for result in outcome.results], outcome.failures) == ([UNSAFE], [])
    with open_gradebook(places, course) as gradebook:
        assert {place: one.final for place, one in gradebook.recorded().items()} == {("ana", "pooling"): 15}
    monkeypatch.undo()
    outcome = grade_class(places, course, LocalBackend(1))
    assert (outcome.graded, outcome.failures) == (1, [])
    recorded = nbformat.read(places.autograded / "ana" / "pooling" / "pooling.ipynb", as_version=4)
    assert recorded.metadata["autograder"]["result"]["tier"] in CONFINED


def test_unsafe_confines_where_it_can(notebook, capsys):
    """--unsafe permits, it does not prefer."""
    assert command.main(["grade", notebook, "--unsafe", "--format", "json"]) == command.GRADED
    said = capsys.readouterr()
    assert json.loads(said.out)[0]["tier"] in CONFINED
    assert "WARNING" not in said.err


def test_unsafe_does_not_go_against_the_course(notebook, capsys, monkeypatch, course):
    """A course that demands a tier has it."""
    monkeypatch.setattr(command.course_file, "load", lambda: replace(course, tiers=(1,)))
    assert command.main(["grade", notebook, "--unsafe"]) == command.WRONG_USE
    assert "least_tier" in capsys.readouterr().err


@pytest.mark.parametrize(("least", "tiers"), [("least_tier = 1", (1,)), ("least_tier = 2", (1, 2)), ("", (1, 2))])
def test_the_course_demands_a_tier(tmp_path, least, tiers):
    """`least_tier` says which sandboxes student code may run in."""
    path = tmp_path / "course.toml"
    path.write_text(f'[course]\nid = "c"\ntitle = "C"\nseed = 1\n{least}\n')
    assert load_course(path.parent).tiers == tiers


@pytest.mark.parametrize("value", ["3", "0", "'1'", "true", "tiers"])
def test_no_course_asks_for_the_unsafe_tier(tmp_path, value):
    """What is no tier, or unsafe, is an error in the course."""
    path = tmp_path / "course.toml"
    line = "tiers = [3]" if value == "tiers" else f"least_tier = {value}"
    path.write_text(f'[course]\nid = "c"\ntitle = "C"\nseed = 1\n{line}\n')
    with pytest.raises(CourseError, match="tier"):
        load_course(path.parent)


def test_a_result_without_confinement_is_not_used_with_it(tmp_path, course):
    """Who graded by --unsafe and then without grades again."""
    submission = Submission("ana", "pooling", b"{}")
    result = Result("ana", "pooling", "graded", 1.0, 15.0, tier=UNSAFE)
    ResultCache(tmp_path, course.unsafe()).put(submission, result)
    assert ResultCache(tmp_path, course.unsafe()).get(submission) == result
    assert ResultCache(tmp_path, course).get(submission) is None


def test_the_report_tells_of_unconfined_results(tmp_path, course):
    """The class's page says how many were graded so."""
    results = [Result(name, "pooling", "unreadable", None, 15.0, tier=tier) for name, tier in (("ana", 3), ("ben", 1))]
    places = ClassPaths(tmp_path, tmp_path)
    class_report.write_report(places, course, results, {})
    assert (
        "1 of these submissions were graded with student code unconfined" in (places.report / "index.html").read_text()
    )
