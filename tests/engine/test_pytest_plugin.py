"""Hidden tests run with pytest by hand, on the reference solutions or on a notebook."""

import subprocess
import sys

import pytest

from autograder.pytest_plugin import exercise_of_file
from tests.grading.one_exercise import course_of, notebook_of


@pytest.fixture
def run(tmp_path):
    """Run pytest on a course with one exercise: its exit code and its output."""
    course = course_of(tmp_path / "course")

    def pytest_in(*options):
        command = [sys.executable, "-m", "pytest", "-p", "autograder.pytest_plugin", "-p", "no:cacheprovider", "-v"]
        done = subprocess.run(
            [*command, "--strict-markers", course.exercises[0].hidden_tests, *options],
            cwd=course.root, capture_output=True, text=True, timeout=120,
        )  # fmt: skip
        return done.returncode, done.stdout + done.stderr

    return pytest_in


@pytest.fixture
def notebook(tmp_path):
    """Write a notebook with one cell, and return its path."""

    def write(source, name="ada.ipynb"):
        (tmp_path / name).write_text(source if name.endswith(".txt") else notebook_of(source))
        return tmp_path / name

    return write


def test_without_an_option_the_reference_is_graded(run):
    """An author sees that the solution passes its own hidden tests."""
    code, output = run()
    assert (code, "test_double PASSED" in output) == (0, True), output


def test_a_notebook_can_be_graded(run, notebook):
    """A notebook passes or fails, and the failure has the call."""
    code, output = run("--submission", notebook("def double(x): return 2 * x"))
    assert (code, "test_double PASSED" in output) == (0, True), output
    code, output = run("--submission", notebook("def double(x): return x"))
    assert (code, "test_double FAILED" in output) == (1, True), output
    assert "double(np.array([" in output
    assert "expected" in output


def test_a_file_that_cannot_be_read_ends_the_run(run, notebook):
    """The message names the file and says why."""
    path = notebook("Dear teacher", "letter.txt")
    code, output = run("--submission", path)
    assert code == 2
    assert f"{path} cannot be graded: the file is not a notebook" in output


def test_only_hidden_tests_belong_to_an_exercise(course, tmp_path):
    """Other files of a course, and files outside of one, are ordinary files for pytest."""
    exercise = course.exercise("sums")
    assert exercise_of_file(exercise.hidden_tests) == exercise
    assert exercise_of_file(exercise.folder / "calls.py") is None
    assert exercise_of_file(tmp_path / "test_sums.py") is None
