"""The pytest plugin of the hidden graders: their fixtures, and what their outcomes are worth.

    pytest autograder/graders                                     grades the reference solutions
    pytest autograder/graders/test_x.py --submission FILE.ipynb   grades a notebook

A grader is an ordinary test with the mark `task(name, points=...)`; the first line of its docstring is
what the student reads as the test's name. Fixtures: `student` (the submission's functions, in their
own process), `reference` (the solution, as a module), `rng` (random numbers of this student and test).
"""

import contextlib
import functools
import hashlib
import importlib.util
import io
from pathlib import Path

import numpy as np
import pytest

from autograder import course as course_file
from autograder.course import Exercise
from autograder.notebook import Unreadable, program, read
from autograder.result import TestResult
from autograder.sandbox import Failure, Student


def pytest_addoption(parser):
    parser.addoption("--submission", metavar="FILE", help="grade this notebook instead of the reference solutions")


def pytest_configure(config):
    config.addinivalue_line("markers", "task(name, points): the task that a hidden test belongs to, and its worth")


class Run:
    """One submission's run through its exercise's graders: what they get, and what they found.

    Registered as a plugin beside this one. `errors` are the graders' own failures.
    """

    def __init__(self, exercise: Exercise, student: Student, student_id: str, seed: int):
        self.exercise = exercise
        self.student = student
        self.student_id = student_id
        self.seed = seed
        self.tests: dict[str, list[TestResult]] = {task.name: [] for task in exercise.tasks}
        self.errors: list[str] = []
        self.interrupted = False
        self._task = None

    def pytest_runtest_setup(self, item):
        task, _ = task_of(item)
        if task != self._task:
            self._task = task
            self.student.begin_task()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item, call):
        if call.when == "call" or call.excinfo is not None:
            self._note(item, call)
        return (yield)

    def pytest_keyboard_interrupt(self, excinfo):
        self.interrupted = self.interrupted or excinfo.type is KeyboardInterrupt

    def pytest_collectreport(self, report):
        if report.failed:
            self.errors.append(f"{report.nodeid}: {report.longrepr}")

    def _note(self, item, call):
        task, points = task_of(item)
        error = call.excinfo.value if call.excinfo else None
        if error is not None and not isinstance(error, (Failure, AssertionError)):
            self.errors.append(f"{item.nodeid} ({call.when}): {call.excinfo.exconly()}")
            return
        if task not in self.tests:
            self.errors.append(f"{item.nodeid}: course.toml has no task {task!r} in {self.exercise.name}")
            return
        verdict = "passed" if error is None else getattr(error, "verdict", "failed")
        earned = points if error is None else 0.0
        message = "" if error is None else str(error) or "not as described"
        self.tests[task].append(TestResult(test_name(item), points, earned, verdict, message))


def task_of(item) -> tuple[str, float]:
    """The task that a test belongs to, and its points."""
    mark = item.get_closest_marker("task")
    if mark is None or len(mark.args) != 1 or "points" not in mark.kwargs:
        raise pytest.UsageError(f'{item.nodeid} needs the mark @pytest.mark.task("function", points=...)')
    return mark.args[0], float(mark.kwargs["points"])


def test_name(item) -> str:
    """What a student reads as the test's name."""
    return (item.function.__doc__ or item.name).strip().split("\n")[0]


test_name.__test__ = False  # no test itself


@pytest.fixture(scope="module")
def exercise(request):
    """The exercise that is being graded; otherwise the one that the grader's file is named for."""
    run = request.config.pluginmanager.get_plugin("autograder-run")
    if run is not None:
        return run.exercise
    name = request.module.__name__.rpartition(".")[2].removeprefix("test_")
    return course_file.load().exercise(name)


@pytest.fixture(scope="module")
def student(request, exercise):
    """The functions of the submission, or without one of the reference, in a sandbox."""
    run = request.config.pluginmanager.get_plugin("autograder-run")
    if run is not None:
        yield run.student
        return
    one = Student(_program(exercise, request.config.getoption("--submission")), exercise.limits)
    yield one
    one.close()


def _program(exercise, submission):
    if submission is not None:
        try:
            return program(read(Path(submission).read_bytes()), exercise)
        except (OSError, Unreadable) as error:
            pytest.exit(f"{submission} cannot be graded: {error}", returncode=2)
    from autograder.release import source_bytes  # jupytext and nbgrader: only needed here

    return program(read(source_bytes(exercise)), exercise)


@pytest.fixture(scope="module")
def reference(exercise):
    """The solution as a module, in this process."""
    return load_reference(exercise)


@functools.cache
def load_reference(exercise: Exercise):
    """Import an exercise's solution. Its visible checks print where nobody sees it."""
    spec = importlib.util.spec_from_file_location(f"solution_{exercise.name}", exercise.source)
    module = importlib.util.module_from_spec(spec)
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        spec.loader.exec_module(module)
    return module


@pytest.fixture
def rng(request):
    """Random numbers that derive from the course's seed, the student and the test: the same in a regrade."""
    run = request.config.pluginmanager.get_plugin("autograder-run")
    seed, student_id = (run.seed, run.student_id) if run else (course_file.load().seed, "reference")
    digest = hashlib.sha256(f"{seed}/{student_id}/{request.node.nodeid}".encode("utf-8", "surrogateescape")).digest()
    return np.random.default_rng(int.from_bytes(digest[:8], "big"))
