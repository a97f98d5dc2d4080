"""Run hidden tests with pytest by hand: a pytest plugin with their fixtures.

    pytest EXERCISES                                grades the reference solutions
    pytest EXERCISES/x/test_x.py --submission FILE  grades a notebook

A hidden test is an ordinary test with the mark `task(name, points=...)`. Students see the first line of its docstring
as its name. Fixtures: `student` (the submission's functions, in their own process), `reference` (the solution as a
module), `rng` (random numbers for this student and test).
"""

import functools
from collections.abc import Generator, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from autograder.course.config import Course, Exercise
from autograder.course.content import load_reference
from autograder.course.loading import find_root, load_course
from autograder.errors import CourseError, Unreadable, UsageError
from autograder.grading.collecting import TASK_MARKER, hidden_test_module
from autograder.grading.hidden_tests import hidden_numbers, set_of
from autograder.grading.program import to_program
from autograder.reports.text import printable
from autograder.sandbox import Program, Student, batch
from autograder.submissions.files import owner_of, read_regular_file
from autograder.submissions.notebook import read_notebook, read_submission


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--submission", metavar="FILE", help="grade this notebook instead of the reference solutions")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", TASK_MARKER)


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """Ignore the hidden tests of exercises that the course has dropped."""
    course = _course_around(collection_path.parent) if collection_path.name.startswith("test_") else None
    return True if course is not None and course.is_of_dropped(collection_path.resolve()) else None


def pytest_pycollect_makemodule(module_path: Path, parent: pytest.Collector) -> pytest.Module | None:
    """Load hidden tests as part of their course."""
    exercise = exercise_of_file(module_path)
    return None if exercise is None else hidden_test_module(exercise, module_path, parent)


def exercise_of_file(path: Path) -> Exercise | None:
    """The exercise whose hidden tests are in this file; None for other files."""
    course = _course_around(path.parent)
    exercises = course.exercises if course else ()
    return next((exercise for exercise in exercises if exercise.hidden_tests == path.resolve()), None)


@functools.cache
def _course_around(folder: Path) -> Course | None:
    try:
        return load_course(find_root(folder))
    except UsageError:
        return None
    except CourseError as error:
        raise pytest.Collector.CollectError(printable(str(error))) from None


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> Generator[None, object, object]:
    """Make all calls of a hidden test in one batch, as in grading."""
    if pyfuncitem.get_closest_marker("task") is None:
        return (yield)
    student: Any = pyfuncitem.funcargs.get("student")
    if student is not None:
        student.begin_task()  # the seconds of a task are for each test here
    with batch():
        return (yield)


@pytest.fixture(scope="module")
def exercise(request: pytest.FixtureRequest) -> Exercise:
    """The exercise that the hidden tests of this file belong to."""
    found = exercise_of_file(request.path)
    assert found is not None, f"{request.path} does not belong to an exercise"
    return found


@pytest.fixture(scope="module")
def student(pytestconfig: pytest.Config, exercise: Exercise) -> Iterator[Student]:
    """The functions of the submission, or of the reference if there is none, in a sandbox."""
    one = Student(_program(exercise, pytestconfig.getoption("--submission")), exercise.limits)
    yield one
    one.close()


def _program(exercise: Exercise, submission: str | None) -> Program:
    if submission is not None:
        try:
            data = read_regular_file(Path(submission), follow=True)
            return to_program(read_submission(data, exercise.name, _names(exercise))[0], exercise)
        except Unreadable as error:
            pytest.exit(printable(f"{submission} cannot be graded: {error}"), returncode=2)
    from autograder.authoring.source_notebook import source_bytes

    return to_program(read_notebook(source_bytes(exercise)), exercise)


def _names(exercise: Exercise) -> tuple[str, ...]:
    return load_course(exercise.root).names


@pytest.fixture(scope="module")
def reference(exercise: Exercise) -> ModuleType:
    """The solution as a module, in this process."""
    return load_reference(exercise)


@pytest.fixture
def rng(request: pytest.FixtureRequest, exercise: Exercise) -> np.random.Generator:
    """The random numbers of this student and test, as in grading."""
    submission: Any = request.config.getoption("--submission")
    student_id = owner_of(Path(submission), _names(exercise))[0] if submission else "reference"
    seed = load_course(exercise.root).seed
    return hidden_numbers(seed, set_of(seed, student_id, exercise.name), exercise.name, request.node.name)
