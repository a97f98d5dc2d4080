"""The pytest plugin of the hidden graders: their fixtures.

    pytest autograder/graders                                     grades the reference solutions
    pytest autograder/graders/test_x.py --submission FILE.ipynb   grades a notebook

A grader is an ordinary test with the mark `task(name, points=...)`; the first line of its docstring is
what the student reads as the test's name. Fixtures: `student` (the submission's functions, in their
own process), `reference` (the solution, as a module), `rng` (random numbers of this student and test).
"""

import hashlib
from pathlib import Path

import numpy as np
import pytest

from autograder import course as course_file
from autograder import reference as reference_file
from autograder.contents import Unreadable
from autograder.finding import read_bytes
from autograder.notebook import opened, program, read
from autograder.sandbox import Student, together


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


def _hidden_tests(config):
    """The run that wants the tests' verdicts; None where pytest was started by hand."""
    return config.pluginmanager.get_plugin("autograder-hidden-tests")


@pytest.fixture(scope="module")
def exercise(request):
    """The exercise that is being graded; otherwise the one that the grader's file is named for."""
    tests = _hidden_tests(request.config)
    if tests is not None:
        return tests.exercise
    name = request.module.__name__.rpartition(".")[2].removeprefix("test_")
    return course_file.load().exercise(name)


@pytest.fixture(scope="module")
def one_student(pytestconfig, exercise):
    """For pytest started by hand: the functions of the submission, or without one of the reference."""
    if _hidden_tests(pytestconfig) is not None:
        yield None
        return
    one = Student(_program(exercise, pytestconfig.getoption("--submission")), exercise.limits)
    yield one
    one.close()


@pytest.fixture
def student(pytestconfig, one_student):
    """The functions of the submission that is being graded, in a sandbox."""
    return one_student or _hidden_tests(pytestconfig).student


def _program(exercise, submission):
    if submission is not None:
        try:
            data = read_bytes(Path(submission), follow=True)
            return program(opened(data, exercise.name, [one.name for one in course_file.load().exercises])[0], exercise)
        except Unreadable as error:
            pytest.exit(f"{submission} cannot be graded: {error}", returncode=2)
    from autograder.release import source_bytes  # jupytext and nbgrader: only needed here

    return program(read(source_bytes(exercise)), exercise)


@pytest.fixture(scope="module")
def reference(exercise):
    """The solution as a module, in this process."""
    return reference_file.load(exercise.name)


@pytest.fixture
def rng(request, exercise):
    """Random numbers that derive from the course's seed, the student and the test: the same in a regrade."""
    tests = _hidden_tests(request.config)
    if tests is not None:
        return generator(tests.seed, tests.student_id, exercise.name, request.node.name)
    from autograder.files import owner_of

    submission, course = request.config.getoption("--submission"), course_file.load()
    student_id = owner_of(Path(submission), course)[0] if submission else "reference"
    return generator(course.seed, student_id, exercise.name, request.node.name)


def generator(seed: int, student_id: str, exercise: str, test: str) -> np.random.Generator:
    """The source of a hidden test's numbers."""
    digest = hashlib.sha256(f"{seed}/{student_id}/{exercise}/{test}".encode("utf-8", "surrogateescape")).digest()
    return np.random.default_rng(int.from_bytes(digest[:8], "big"))
