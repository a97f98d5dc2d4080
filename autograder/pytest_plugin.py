"""The pytest plugin of the hidden graders: their fixtures.

    pytest autograder/graders                                     grades the reference solutions
    pytest autograder/graders/test_x.py --submission FILE.ipynb   grades a notebook

A grader is an ordinary test with the mark `task(name, points=...)`; the first line of its docstring is
what the student reads as the test's name. Fixtures: `student` (the submission's functions, in their
own process), `reference` (the solution, as a module), `rng` (random numbers of this student and test).
"""

from pathlib import Path

import pytest

from autograder.course import config as course_file
from autograder.course import reference as reference_file
from autograder.errors import Unreadable
from autograder.grading.hidden_tests import generator
from autograder.sandbox import Student, together
from autograder.submissions.files import read_bytes
from autograder.submissions.notebook import opened, program, read


def pytest_addoption(parser):
    parser.addoption("--submission", metavar="FILE", help="grade this notebook instead of the reference solutions")


def pytest_configure(config):
    config.addinivalue_line("markers", "task(name, points): the task that a hidden test belongs to, and its worth")


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem):
    """What a grader promises is settled together, at the latest when it ends."""
    if pyfuncitem.get_closest_marker("task") is None:
        return (yield)
    with together():
        return (yield)


@pytest.fixture(scope="module")
def exercise(request):
    """The exercise that the grader's file is named for."""
    name = request.module.__name__.rpartition(".")[2].removeprefix("test_")
    return course_file.load().exercise(name)


@pytest.fixture(scope="module")
def student(pytestconfig, exercise):
    """The functions of the submission, or without one of the reference, in a sandbox."""
    one = Student(_program(exercise, pytestconfig.getoption("--submission")), exercise.limits)
    yield one
    one.close()


def _program(exercise, submission):
    if submission is not None:
        try:
            data = read_bytes(Path(submission), follow=True)
            return program(opened(data, exercise.name, [one.name for one in course_file.load().exercises])[0], exercise)
        except Unreadable as error:
            pytest.exit(f"{submission} cannot be graded: {error}", returncode=2)
    from autograder.authoring.release import source_bytes  # jupytext and nbgrader: only needed here

    return program(read(source_bytes(exercise)), exercise)


@pytest.fixture(scope="module")
def reference(exercise):
    """The solution as a module, in this process."""
    return reference_file.load(exercise.name)


@pytest.fixture
def rng(request, exercise):
    """Random numbers that derive from the course's seed, the student and the test: the same in a regrade."""
    from autograder.running.single_files import owner_of

    submission, course = request.config.getoption("--submission"), course_file.load()
    student_id = owner_of(Path(submission), course)[0] if submission else "reference"
    return generator(course.seed, student_id, exercise.name, request.node.name)
