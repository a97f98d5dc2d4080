"""Collect the hidden tests of an exercise once, and run them on any number of students.

pytest finds the tests with their marks and parameters. To run a test is to call it: pytest's own way, with fixtures and
reports, would take as long as the test itself.
"""

import contextlib
import functools
import gc
import hashlib
import inspect
import io
import math
import os
from collections.abc import Callable, Collection, Iterator
from contextlib import redirect_stderr
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from autograder.course.config import Exercise
from autograder.course.content import load_module, load_reference
from autograder.course.import_problem import import_problem
from autograder.errors import CourseError, display_path
from autograder.grading.assertions import in_any_order
from autograder.grading.bounded_work import TooMuchWork, Unjudged, bounded
from autograder.sandbox import Failure, Observed, Student, batch

# Without the instructor's settings and plugins, and without output.
OPTIONS = [
    *("-c", os.devnull, "--noconftest", "--disable-plugin-autoload", "--collect-only", "--capture=no"),
    *("--assert=plain", "--import-mode=importlib", "-p", "no:terminal", "-p", "no:cacheprovider"),
]
TASK_MARKER = "task(name, points): the task that a hidden test belongs to, and its share of the task's points"
NO_VERDICT = (pytest.skip.Exception, pytest.xfail.Exception)  # a hidden test must have a verdict for each student
UNJUDGED = "the answers of {} are too large, or too much work to judge: {}"
FIXTURES = ("student", "reference", "rng")  # `pytest_plugin.py` has them for pytest that is started by hand


@dataclass(frozen=True)
class HiddenTest:
    """One test: a function that takes `arguments`, each a fixture or one of its own `parameters`.

    `promise` is its name for students, `points` what it is worth in its task.
    """

    task: str
    points: float
    name: str
    promise: str
    function: Callable[..., None]
    arguments: tuple[str, ...]
    parameters: dict[str, Any]


@dataclass(frozen=True)
class TestOutcome:
    """How one hidden test ended. `error` says why it failed; it is None if the test passed."""

    __test__ = False  # no pytest class

    task: str
    test: str
    promise: str
    points: float
    error: Exception | None
    observed: tuple[Observed, ...]

    @property
    def verdict(self) -> str:
        """passed, failed, missing or timeout."""
        return "passed" if self.error is None else str(getattr(self.error, "verdict", "failed"))


@functools.cache
def collect(exercise: Exercise) -> "HiddenTests":
    """An exercise's hidden tests, collected once in this process. Raises CourseError if pytest cannot collect them."""
    place = display_path(exercise.hidden_tests)
    if not exercise.hidden_tests.is_file():
        raise CourseError(f"{place} is missing.")
    found, output = _Collector(exercise), io.StringIO()
    # pytest does not recommend `pytest.main` twice in a process, because modules are not loaded again. We want that.
    options = [*OPTIONS, "--rootdir", str(exercise.root), str(exercise.hidden_tests)]
    with redirect_stderr(output), _without_instructors_options():
        status = pytest.main(options, [found])
    if found.errors or status != pytest.ExitCode.OK:
        why = " ".join(output.getvalue().split()) or "it needs functions whose names begin with test_"
        raise CourseError("; ".join(found.errors) or f"pytest collects nothing in {place}: {why}")
    tests = HiddenTests(exercise, [_hidden_test(item) for item in found.items])
    gc.collect()
    gc.freeze()  # the garbage collector need not look through pytest, NumPy and the tests again: they stay
    return tests


@contextlib.contextmanager
def _without_instructors_options() -> Iterator[None]:
    """Hide the instructor's PYTEST_ADDOPTS from pytest while the block runs."""
    options = os.environ.pop("PYTEST_ADDOPTS", None)
    try:
        yield
    finally:
        if options is not None:
            os.environ["PYTEST_ADDOPTS"] = options


class _Collector:
    """A pytest plugin that keeps what the session collected."""

    def __init__(self, exercise: Exercise):
        self.exercise = exercise
        self.items: list[pytest.Function] = []
        self.errors: list[str] = []

    def pytest_configure(self, config: pytest.Config) -> None:
        config.addinivalue_line("markers", TASK_MARKER)

    def pytest_pycollect_makemodule(self, module_path: Path, parent: pytest.Collector) -> pytest.Module | None:
        own = module_path == self.exercise.hidden_tests  # pytest also asks for files in folders on the way there
        return hidden_test_module(self.exercise, module_path, parent) if own else None

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            text = str(report.longrepr)
            self.errors.append(text if ".py" in text else f"{report.nodeid}: {text}")

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        self.items = [item for item in session.items if isinstance(item, pytest.Function)]


def hidden_test_module(exercise: Exercise, path: Path, parent: pytest.Collector) -> pytest.Module:
    """The file with hidden tests as a module of pytest. It is loaded as part of the course, not through `sys.path`."""
    try:
        loaded = load_module(exercise, path.stem)
    except Exception as error:
        raise pytest.Collector.CollectError(import_problem(error, exercise)) from error
    module: pytest.Module = pytest.Module.from_parent(parent, path=path)
    module.obj = loaded
    return module


def _hidden_test(item: pytest.Function) -> HiddenTest:
    task, points = _task_and_points(item)
    promise = (item.function.__doc__ or item.name).strip().split("\n")[0]
    arguments = tuple(inspect.signature(item.function).parameters)
    # `callspec` is not a public name of pytest, but the only place that has the parameters of @pytest.mark.parametrize.
    parameters = dict(item.callspec.params) if hasattr(item, "callspec") else {}
    unknown = set(arguments) - {*FIXTURES, *parameters}
    if unknown:
        known = ", ".join(FIXTURES)
        raise CourseError(f"{item.nodeid} asks for {', '.join(sorted(unknown))}. Hidden tests have {known}.")
    return HiddenTest(task, points, item.name, promise, item.function, arguments, parameters)


def _task_and_points(item: pytest.Function) -> tuple[str, float]:
    """What a hidden test's mark says."""
    mark = item.get_closest_marker("task")
    if mark is None or len(mark.args) != 1 or "points" not in mark.kwargs:
        raise CourseError(f'{item.nodeid} needs the mark @pytest.mark.task("function", points=...)')
    points = mark.kwargs["points"]
    if isinstance(points, bool) or not isinstance(points, (int, float)) or not 0 < points < math.inf:
        raise CourseError(f"{item.nodeid}: points must be a number above 0, not {points!r}.")
    return str(mark.args[0]), float(points)


class HiddenTests:
    """An exercise's tests by task, in the exercise's order.

    The points that the tests of a task give themselves are shares: together they are the task's points. Raises
    CourseError if a test belongs to no task, or a task has no test.
    """

    def __init__(self, exercise: Exercise, tests: list[HiddenTest]):
        place = display_path(exercise.hidden_tests)
        unknown = sorted({test.task for test in tests} - set(exercise.task_names))
        if unknown:
            raise CourseError(
                f"{place}: {exercise.name} has no task {', '.join(unknown)}. Its tasks, by [points] in exercise.toml, "
                f"are {', '.join(exercise.task_names)}."
            )
        self.exercise = exercise
        self._tests = {name: [test for test in tests if test.task == name] for name in exercise.task_names}
        untested = [name for name, own in self._tests.items() if not own]
        if untested:
            raise CourseError(f"{place} has no test of {', '.join(untested)}.")
        self._worth = {task.name: _scale(task.points, self._tests[task.name]) for task in exercise.tasks}

    def of(self, task: str) -> list[str]:
        """The names of a task's tests, in the order of the file."""
        return [test.name for test in self._tests[task]]

    def without_promise(self) -> list[str]:
        """The names of the tests without a docstring."""
        return [test.name for tests in self._tests.values() for test in tests if not test.function.__doc__]

    def shares(self) -> dict[str, float]:
        """Task → the sum of the points that its tests give themselves."""
        return {task: round(sum(test.points for test in tests), 6) for task, tests in self._tests.items()}

    def run(
        self,
        student: Student,
        student_id: str,
        seed: int,
        chosen: Collection[str] | None = None,
        on_start: Callable[[str], None] = lambda test: None,
    ) -> list[TestOutcome]:
        """Run the tests, or only those whose names are `chosen`. `on_start` gets the name of each test before it runs.

        `student_id` and the course's `seed` decide the hidden numbers, and the order in which a task's tests run: a
        submission that has another student's answers does not know which test is next. The outcomes are in the order
        of the file. Raises CourseError if a test itself is broken.
        """
        outcomes: dict[str, TestOutcome] = {}
        order = generator(seed, student_id, self.exercise.name, "order")
        for task, tests in self._tests.items():
            student.begin_task()
            ordered = [test for test in in_any_order(order, tests) if chosen is None or test.name in chosen]
            try:
                with bounded(self.exercise.limits):
                    for test in ordered:
                        on_start(test.name)
                        rng = generator(seed, student_id, self.exercise.name, test.name)
                        outcomes[test.name] = self._run_one(test, student, rng)
            except TooMuchWork as problem:
                student.close()  # the work may have been stopped within a message
                failure = Unjudged(UNJUDGED.format(task, problem))
                outcomes |= {test.name: self._outcome(test, failure, ()) for test in ordered}
        return [outcomes[test.name] for tests in self._tests.values() for test in tests if test.name in outcomes]

    def _run_one(self, test: HiddenTest, student: Student, rng: np.random.Generator) -> TestOutcome:
        seen, error = len(student.observed), None
        given = {"student": student, "reference": load_reference(self.exercise), "rng": rng} | test.parameters
        try:
            with batch():
                _call(test.function, {name: given[name] for name in test.arguments})
        except (Failure, AssertionError) as failure:
            error = failure
        except MemoryError:  # judging needs too much
            raise
        except (Exception, SystemExit, *NO_VERDICT) as failure:
            place = f"{self.exercise.hidden_tests.name}::{test.name}"
            raise CourseError(f"{place}: {type(failure).__name__}: {failure}") from failure
        return self._outcome(test, error, tuple(student.observed[seen:]))

    def _outcome(self, test: HiddenTest, error: Exception | None, observed: tuple[Observed, ...]) -> TestOutcome:
        points = test.points * self._worth[test.task]
        return TestOutcome(test.task, test.name, test.promise, points, error, observed)


def _scale(points: float, tests: list[HiddenTest]) -> float:
    """How many of a task's points one share is worth."""
    shares = sum(test.points for test in tests)
    return 1.0 if round(shares - points, 6) == 0 else points / shares


def _call(function: Callable[..., None], arguments: dict[str, Any]) -> None:
    """Call a hidden test. `pytest.fail` counts as a failed assertion."""
    try:
        function(**arguments)
    except NO_VERDICT:
        raise
    except pytest.fail.Exception as failure:
        raise AssertionError(str(failure)) from failure


def generator(seed: int, student_id: str, exercise: str, test: str) -> np.random.Generator:
    """Random numbers for a hidden test, the same in a regrade."""
    digest = hashlib.sha256(f"{seed}/{student_id}/{exercise}/{test}".encode("utf-8", "surrogateescape")).digest()
    return np.random.default_rng(int.from_bytes(digest[:8], "big"))
