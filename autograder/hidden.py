"""The hidden tests of one exercise: collected once by pytest, then run on as many students as one likes."""

import functools
import itertools
import os
from collections.abc import Collection
from dataclasses import dataclass

import pytest
from _pytest.config import _prepareconfig
from _pytest.runner import runtestprotocol

from autograder.course import ROOT, CourseError, Exercise
from autograder.graders import in_any_order
from autograder.pytest_plugin import generator
from autograder.sandbox import Failure, Observed, Student

# Neither the instructor's settings and plugins nor what is only for people who watch, which would take half the time.
OFF = "terminal cacheprovider warnings junitxml pastebin faulthandler unraisableexception threadexception logging "
OFF += "capture debugging doctest unittest setuponly setupplan legacypath subtests"
OPTIONS = [
    *("--rootdir", str(ROOT), "-c", os.devnull, "--noconftest", "--disable-plugin-autoload"),
    "--assert=plain",
    *("-p", "autograder.pytest_plugin", *(word for name in OFF.split() for word in ("-p", f"no:{name}"))),
]


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
    """An exercise's hidden tests, collected once in this process. Raises CourseError where they cannot be.

    Their session stays open. `pytest.main` would close it, so it is made by hand, as pytest's own `pytester` does.
    """
    os.environ.pop("PYTEST_ADDOPTS", None)  # the instructor's own pytest habits do not grade
    tests = HiddenTests(exercise)
    config = _prepareconfig([*OPTIONS, str(exercise.grader)], [_Register(tests)])
    config._do_configure()
    session = pytest.Session.from_config(config)
    config.hook.pytest_sessionstart(session=session)
    tests.collect(session)
    return tests


class HiddenTests:
    """A plugin of a pytest session that runs its tests again and again. Fixtures find in it the student who is graded.

    `current` is the name of the test that runs.
    """

    def __init__(self, exercise: Exercise):
        self.exercise = exercise
        self.student = self.student_id = self.seed = self.current = None
        self.errors: list[str] = []
        self._items = []
        self._findings = []
        self._seen = 0

    def collect(self, session: pytest.Session) -> None:
        """Have the session find the tests. Raises CourseError where one cannot be imported or belongs to no task."""
        session.perform_collect()
        if self.errors:
            raise CourseError("; ".join(self.errors))
        self._items = self._in_order(session.items)

    @property
    def points(self) -> dict[str, float]:
        """Task → the points of its tests together."""
        points: dict[str, float] = {}
        for item in self._items:
            task, value = task_of(item)
            points[task] = round(points.get(task, 0) + value, 6)
        return points

    def of(self, task: str) -> list[str]:
        """The names of a task's tests."""
        return [item.name for item in self._items if _task(item) == task]

    def run(self, student: Student, student_id: str, seed: int, chosen: Collection[str] | None = None) -> list[Finding]:
        """Run the tests, or those that are chosen by their functions' names. Raises CourseError where one fails itself.

        `student_id` and the course's `seed` decide the hidden numbers, and the order in which a task's tests run: who
        remembers another student's answers does not know which one is next.
        """
        self.student, self.student_id, self.seed = student, student_id, seed
        self._findings, self.errors = [], []
        rng = generator(seed, student_id, self.exercise.name, "order")
        tasks = [in_any_order(rng, [*items]) for _, items in itertools.groupby(self._items, key=_task)]
        items = [item for task in tasks for item in task if chosen is None or item.name in chosen]
        for before, item, following in zip([None, *items], items, [*items[1:], None], strict=False):
            if before is None or _task(before) != _task(item):
                student.begin_task()
            self._run_one(item, following)
        if self.errors:
            raise CourseError("; ".join(self.errors))
        places = {item.name: place for place, item in enumerate(self._items)}
        return sorted(self._findings, key=lambda finding: places[finding.test])

    def _run_one(self, item, following):
        self.current, self._seen = item.name, len(self.student.observed)
        try:
            runtestprotocol(item, log=False, nextitem=following)
        except BaseException:  # Ctrl-C, which leaves the session in the middle of a test
            collected.cache_clear()
            raise

    def pytest_collectreport(self, report):
        if report.failed:
            self.errors.append(f"{report.nodeid}: {report.longrepr}")

    def _in_order(self, items):
        """The tests by task, in the exercise's order."""
        order = [task.name for task in self.exercise.tasks]
        for item in items:
            if _task(item) not in order:
                raise CourseError(f"{item.nodeid}: course.toml has no task {_task(item)!r} in {self.exercise.name}")
        return sorted(items, key=lambda item: order.index(_task(item)))

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(self, item, call):
        if call.when == "call" or call.excinfo is not None:
            self._note(item, call)
        outcome = "failed" if call.excinfo else "passed"  # no traceback is printed: making one takes longest of all
        return pytest.TestReport(item.nodeid, item.location, {}, outcome, None, call.when)

    def _note(self, item, call):
        error = call.excinfo.value if call.excinfo else None
        if error is not None and not isinstance(error, (Failure, AssertionError)):
            self.errors.append(f"{item.nodeid} ({call.when}): {call.excinfo.exconly()}")
            return
        task, points = task_of(item)
        promise = (item.function.__doc__ or item.name).strip().split("\n")[0]
        observed = tuple(self.student.observed[self._seen :])
        self._findings.append(Finding(task, item.name, promise, points, error, observed))


class _Register:
    """pytest finds a plugin by the name that it registers under."""

    def __init__(self, tests):
        self.tests = tests

    def pytest_configure(self, config):
        config.pluginmanager.register(self.tests, "autograder-hidden-tests")


def _task(item):
    return task_of(item)[0]


def task_of(item) -> tuple[str, float]:
    """The task that a test belongs to, and its points."""
    mark = item.get_closest_marker("task")
    if mark is None or len(mark.args) != 1 or "points" not in mark.kwargs:
        raise CourseError(f'{item.nodeid} needs the mark @pytest.mark.task("function", points=...)')
    return mark.args[0], float(mark.kwargs["points"])
