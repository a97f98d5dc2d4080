"""Hidden tests run with pytest by hand, on the reference solutions or on a notebook."""

import pytest

from autograder.pytest_plugin import exercise_of_file
from tests.grading.one_exercise import course_of, notebook_of
from tests.warm_process import PYTEST, run_program


@pytest.fixture
def run(tmp_path):
    """Run pytest on a course with one exercise: its exit code and its output."""
    course = course_of(tmp_path / "course")
    return lambda *options: run_pytest(course.root, course.exercises[0].hidden_tests, *options)


def run_pytest(folder, *arguments):
    """Run pytest in a folder: its exit code and its output."""
    options = ["-p", "autograder.pytest_plugin", "-p", "no:cacheprovider", "-v", "--strict-markers"]
    done = run_program(PYTEST, folder, *options, *arguments)
    return done.returncode, done.stdout + done.stderr


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


def test_dropped_exercises_are_not_tested(tmp_path):
    """The hidden tests of an exercise that is not in use are no part of the course."""
    for name in ("one", "two"):
        course_of(tmp_path, name=name)
    config = tmp_path / "course.toml"
    config.write_text(config.read_text().replace('["two"]', '["one"]\ndropped = ["two"]'))
    code, output = run_pytest(tmp_path, "exercises")
    assert (code, "one/test_one.py::test_double PASSED" in output, "test_two" in output) == (0, True, False), output


def test_a_wrong_course_ends_the_run_without_a_traceback(tmp_path):
    """The message has the place of the mistake."""
    course_of(tmp_path)
    config = tmp_path / "course.toml"
    config.write_text(config.read_text().replace("seed = 3", 'seed = "x"'))
    code, output = run_pytest(tmp_path, "exercises")
    assert code == pytest.ExitCode.INTERRUPTED
    assert "course.toml:6: [course] seed must be a whole number" in output
    assert "load_course" not in output  # as in a traceback
