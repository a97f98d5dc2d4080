"""Without a sandbox nothing is graded, unless the instructor uses --unsafe; then every result and page says so."""

import json

import nbformat
import pytest

from autograder.__main__ import DONE, OUR_FAULT, WRONG_USE
from autograder.course.loading import load_course
from autograder.errors import CourseError
from autograder.running.batch import grade_class
from autograder.running.recorder import open_gradebook
from autograder.sandbox import available_tiers, tiers, zygote_client
from autograder.sandbox.limits import CONFINED, UNSAFE
from tests.running.classes import submit
from tests.running.in_process_backend import InProcess

COURSE = '[course]\nid = "c"\ntitle = "C"\nseed = 1\norder = ["one"]\n'
needs_sandbox = pytest.mark.skipif(not available_tiers(), reason="nothing confines student code here")


@pytest.fixture
def unconfined(monkeypatch):
    """A machine on which the first process finds out that it is not confined."""
    with tiers.fresh_zygotes(), monkeypatch.context() as patched:
        patched.setattr(zygote_client, "PROBE", "raise RuntimeError('open works')")
        yield


@pytest.fixture
def notebook(solved, tmp_path):
    path = tmp_path / "sums.ipynb"
    path.write_bytes(solved("sums"))
    return path


@pytest.fixture
def grade(course, notebook, command):
    """Run `grade` for the notebook with some arguments: (exit code, stdout, stderr)."""

    def run(*arguments, folder=course.root):
        return command("--course", folder, "grade", notebook, *arguments)

    return run


def test_without_a_sandbox_nothing_is_graded(unconfined, grade):
    """No student code runs. The message says why, and how to grade anyway."""
    code, out, err = grade()
    assert (code, out) == (OUR_FAULT, "")
    assert "Student code cannot be confined on this machine" in err
    assert "open works" in err
    assert "--unsafe" in err


def test_unsafe_grades_and_warns(unconfined, grade):
    """The result says that it is of tier 3, and there is a warning before it."""
    code, out, err = grade("--unsafe", "--format", "json")
    [result] = json.loads(out)
    assert code == DONE
    assert (result["tier"], result["score"]) == (UNSAFE, 7)
    assert "WARNING: student code runs as you" in err


@needs_sandbox
def test_unsafe_confines_if_possible(grade):
    """--unsafe is a permission, not a preference."""
    code, out, err = grade("--unsafe", "--format", "json")
    assert code == DONE
    assert json.loads(out)[0]["tier"] in CONFINED
    assert "WARNING" not in err


@needs_sandbox
def test_a_class_that_was_graded_unconfined_is_graded_again_without_unsafe(
    unconfined, course, new_class, solved, tmp_path
):
    """The gradebook has the scores of --unsafe. The next run without it grades and records again."""
    paths = new_class(tmp_path)
    submit(paths, "ana", "sums", solved("sums"))
    summary = grade_class(paths, course.unsafe(), InProcess())
    assert ([result.tier for result in summary.results], summary.failures) == ([UNSAFE], [])
    with open_gradebook(paths, course) as gradebook:
        assert {key: recorded.final for key, recorded in gradebook.recorded().items()} == {("ana", "sums"): 7}
    assert "Graded without a sandbox" in (paths.report / "index.html").read_text()
    with pytest.MonkeyPatch.context() as machine, tiers.fresh_zygotes():
        machine.setattr(zygote_client, "PROBE", "pass")
        summary = grade_class(paths, course, InProcess())
    assert (summary.graded, summary.failures) == (1, [])
    recorded = nbformat.read(paths.autograded / "ana" / "sums" / "sums.ipynb", as_version=4)
    assert recorded.metadata["autograder"]["result"]["tier"] in CONFINED
    assert "Graded without a sandbox" not in (paths.report / "index.html").read_text()


def test_unsafe_does_not_overrule_the_course(grade, course_copy):
    """If course.toml demands a tier, --unsafe is wrong use."""
    path = course_copy.root / "course.toml"
    path.write_text(path.read_text().replace("seed = 7\n", "seed = 7\nleast_tier = 1\n"))
    code, _, err = grade("--unsafe", folder=course_copy.root)
    assert code == WRONG_USE
    assert "least_tier" in err


def write_course(root, line):
    """A course with one exercise, and a line more in course.toml."""
    (root / "course.toml").write_text(f"{COURSE}{line}\n")
    (root / "exercises" / "one").mkdir(parents=True)
    (root / "exercises" / "one" / "exercise.toml").write_text('title = "One"\n[points]\nf = 1\n')


@pytest.mark.parametrize(("least", "tiers"), [("least_tier = 1", (1,)), ("least_tier = 2", (1, 2)), ("", (1, 2))])
def test_a_course_demands_a_tier(tmp_path, least, tiers):
    """`least_tier` is the weakest sandbox in which student code may run."""
    write_course(tmp_path, least)
    assert load_course(tmp_path).tiers == tiers


@pytest.mark.parametrize("line", [f"least_tier = {value}" for value in (3, 0, "'1'", "true")] + ["tiers = [3]"])
def test_no_course_allows_the_unsafe_tier(tmp_path, line):
    """A value that is not a confined tier is an error in course.toml."""
    write_course(tmp_path, line)
    with pytest.raises(CourseError, match="tier"):
        load_course(tmp_path)
