"""The hidden tests of one exercise: collected once by pytest, then run on as many students as one likes.

pytest finds the tests, with their marks and parameters. Running them is calling them: what pytest does around each
test, for people who watch and for fixtures of any kind, would take as long as the test.
"""

import functools
import gc
import hashlib
import inspect
import io
import os
from collections.abc import Callable, Collection
from contextlib import redirect_stderr
from dataclasses import dataclass

import numpy as np
import pytest

from autograder.course import reference as reference_file
from autograder.course.config import ROOT, Exercise
from autograder.errors import CourseError
from autograder.graders import in_any_order
from autograder.sandbox import Failure, Observed, Student, together

# Neither the instructor's settings and plugins nor what is only for people who watch.
OPTIONS = [
    *("--rootdir", str(ROOT), "-c", os.devnull, "--noconftest", "--disable-plugin-autoload", "--collect-only"),
    *("--capture=no", "--assert=plain", "--import-mode=importlib", "-p", "no:terminal", "-p", "no:cacheprovider"),
    *("-p", "autograder.pytest_plugin"),
]
NO_VERDICT = (pytest.skip.Exception, pytest.xfail.Exception)  # a hidden test has one for each student
FIXTURES = ("student", "reference", "rng")  # of the plugin, which has them for pytest started by hand


@dataclass(frozen=True)
class HiddenTest:
    """One test: a function that takes `arguments`, each a fixture or one of its own `parameters`."""

    task: str
    points: float
    name: str
    promise: str
    function: Callable
    arguments: tuple[str, ...]
    parameters: dict


@dataclass(frozen=True)
class Finding:
    """What one hidden test found out. `error` is the broken promise or the failure, None where the test passed."""

    task: str
    test: str
    promise: str
    points: float
    error: Exception | None
    observed: tuple[Observed, ...]

    @property
    def verdict(self) -> str:
        """passed, failed, missing or timeout."""
        return "passed" if self.error is None else getattr(self.error, "verdict", "failed")


@functools.cache
def collected(exercise: Exercise) -> "HiddenTests":
    """An exercise's hidden tests, collected once in this process. Raises CourseError where they cannot be."""
    os.environ.pop("PYTEST_ADDOPTS", None)  # the instructor's own pytest habits do not grade
    found, output = _Collected(), io.StringIO()
    with redirect_stderr(output):
        status = pytest.main([*OPTIONS, str(exercise.grader)], [found])
    if found.errors or status != pytest.ExitCode.OK:
        raise CourseError(
            "; ".join(found.errors) or f"pytest collects nothing in {exercise.grader}: {output.getvalue()}"
        )
    tests = HiddenTests(exercise, list(map(_hidden_test, found.items)))
    gc.collect()
    gc.freeze()  # pytest, NumPy and the tests stay: nobody need look through them for garbage again and again
    return tests


class _Collected:
    """What a session of pytest found, as a plugin."""

    def __init__(self):
        self.items = []
        self.errors = []

    def pytest_collectreport(self, report):
        if report.failed:
            self.errors.append(f"{report.nodeid}: {report.longrepr}")

    def pytest_collection_finish(self, session):
        self.items = session.items


def _hidden_test(item):
    mark = item.get_closest_marker("task")
    if mark is None or len(mark.args) != 1 or "points" not in mark.kwargs:
        raise CourseError(f'{item.nodeid} needs the mark @pytest.mark.task("function", points=...)')
    promise = (item.function.__doc__ or item.name).strip().split("\n")[0]
    arguments = tuple(inspect.signature(item.function).parameters)
    parameters = dict(item.callspec.params) if hasattr(item, "callspec") else {}
    unknown = set(arguments) - {*FIXTURES, *parameters}
    if unknown:
        there = ", ".join(FIXTURES)
        raise CourseError(f"{item.nodeid} asks for {', '.join(sorted(unknown))}. Hidden tests have {there}.")
    task, points = mark.args[0], float(mark.kwargs["points"])
    return HiddenTest(task, points, item.name, promise, item.function, arguments, parameters)


class HiddenTests:
    """An exercise's tests by task, in the exercise's order. `current` is the name of the one that runs."""

    def __init__(self, exercise: Exercise, tests: list[HiddenTest]):
        order = [task.name for task in exercise.tasks]
        strange = sorted({test.task for test in tests} - set(order))
        if strange:
            raise CourseError(f"{exercise.grader}: course.toml has no task {', '.join(strange)} in {exercise.name}")
        self.exercise = exercise
        self.current = None
        self._tests = {name: [test for test in tests if test.task == name] for name in order}

    @property
    def points(self) -> dict[str, float]:
        """Task → the points of its tests together."""
        return {task: round(sum(test.points for test in tests), 6) for task, tests in self._tests.items() if tests}

    def of(self, task: str) -> list[str]:
        """The names of a task's tests."""
        return [test.name for test in self._tests[task]]

    def run(self, student: Student, student_id: str, seed: int, chosen: Collection[str] | None = None) -> list[Finding]:
        """Run the tests, or those that are chosen by their names. Raises CourseError where one fails itself.

        `student_id` and the course's `seed` decide the hidden numbers, and the order in which a task's tests run: who
        remembers another student's answers does not know which one is next.
        """
        findings = {}
        order = generator(seed, student_id, self.exercise.name, "order")
        for tests in self._tests.values():
            student.begin_task()
            for test in in_any_order(order, tests):
                if chosen is None or test.name in chosen:
                    rng = generator(seed, student_id, self.exercise.name, test.name)
                    findings[test.name] = self._run_one(test, student, rng)
        return [findings[test.name] for tests in self._tests.values() for test in tests if test.name in findings]

    def _run_one(self, test, student, rng):
        self.current, seen, error = test.name, len(student.observed), None
        given = {"student": student, "reference": reference_file.load(self.exercise.name), "rng": rng}
        given |= test.parameters
        try:
            with together():
                _call(test.function, {name: given[name] for name in test.arguments})
        except (Failure, AssertionError) as miss:
            error = miss
        except (Exception, SystemExit, *NO_VERDICT) as failure:
            where = f"{self.exercise.grader.name}::{test.name}"
            raise CourseError(f"{where}: {type(failure).__name__}: {failure}") from failure
        return Finding(test.task, test.name, test.promise, test.points, error, tuple(student.observed[seen:]))


def _call(function, arguments):
    """Call a hidden test. What pytest has for a failure is one like any other."""
    try:
        function(**arguments)
    except NO_VERDICT:
        raise
    except pytest.fail.Exception as failure:
        raise AssertionError(str(failure)) from failure


def generator(seed: int, student_id: str, exercise: str, test: str) -> np.random.Generator:
    """The source of a hidden test's numbers, the same in a regrade."""
    digest = hashlib.sha256(f"{seed}/{student_id}/{exercise}/{test}".encode("utf-8", "surrogateescape")).digest()
    return np.random.default_rng(int.from_bytes(digest[:8], "big"))
