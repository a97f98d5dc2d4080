"""Have pytest collect the hidden tests of an exercise, with their marks and parameters."""

import contextlib
import inspect
import io
import math
import os
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from autograder.course.config import Exercise
from autograder.course.content import load_module
from autograder.course.import_problem import import_problem
from autograder.errors import CourseError, display_path

# Without the instructor's settings and plugins, and without output.
OPTIONS = [
    *("-c", os.devnull, "--noconftest", "--disable-plugin-autoload", "--collect-only", "--capture=no"),
    *("--assert=plain", "--import-mode=importlib", "-p", "no:terminal", "-p", "no:cacheprovider"),
    *("-p", "no:unraisableexception"),  # it collects all garbage twice, which takes longer than all else
]
TASK_MARKER = (
    "task(name, points, about): the task that a hidden test belongs to, its share of the task's points, and the "
    "subjects of the slips that it should notice"
)
FIXTURES = ("student", "reference", "rng")  # `pytest_plugin.py` has them for pytest that is started by hand


@dataclass(frozen=True)
class HiddenTest:
    """One test: a function that takes `arguments`, each a fixture or one of its own `parameters`.

    `promise` is its name for students, `points` what it is worth in its task. `about` are the subjects of the slips
    (`mistake_model.py`) that it should notice.
    """

    task: str
    points: float
    name: str
    promise: str
    function: Callable[..., None]
    arguments: tuple[str, ...]
    parameters: dict[str, Any]
    about: tuple[str, ...] = ()


def collected_tests(exercise: Exercise) -> list[HiddenTest]:
    """An exercise's hidden tests in the order of the file. Raises CourseError if pytest cannot collect them."""
    place = display_path(exercise.hidden_tests)
    if not exercise.hidden_tests.is_file():
        raise CourseError(f"{place} is missing.")
    found, output = _Collector(exercise), io.StringIO()
    # pytest does not recommend `pytest.main` twice in a process, because modules are not loaded again. We want that.
    # Without --confcutdir, it looks at each file of each folder above the course.
    root = str(exercise.root)
    options = [*OPTIONS, "--rootdir", root, "--confcutdir", root, str(exercise.hidden_tests)]
    with redirect_stderr(output), _without_instructors_options():
        status = pytest.main(options, [found])
    if found.errors or status != pytest.ExitCode.OK:
        why = " ".join(output.getvalue().split()) or "it needs functions whose names begin with test_"
        raise CourseError("; ".join(found.errors) or f"pytest collects nothing in {place}: {why}")
    return _with_different_promises([_hidden_test(item) for item in found.items], place)


def _with_different_promises(tests: list[HiddenTest], place: str) -> list[HiddenTest]:
    """The tests. The promises of a parametrized test end with its parameters, because results refer to promises."""
    count = Counter((test.task, test.promise) for test in tests)
    named = [
        replace(test, promise=f"{test.promise} [{test.name.partition('[')[2]}") if count[test.task, test.promise] > 1
        and test.name.endswith("]") else test
        for test in tests
    ]  # fmt: skip
    for (task, promise), times in Counter((test.task, test.promise) for test in named).items():
        if times > 1:
            raise CourseError(f"{place}: {times} tests of {task} have the docstring {promise!r}. Each needs its own.")
    return named


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
    return HiddenTest(task, points, item.name, promise, item.function, arguments, parameters, _about(item))


def _about(item: pytest.Function) -> tuple[str, ...]:
    """The subjects that a hidden test's mark names: a text, or several."""
    mark = item.get_closest_marker("task")
    about = mark.kwargs.get("about", ()) if mark else ()
    texts = (about,) if isinstance(about, str) else about
    if not isinstance(texts, (tuple, list)) or not all(isinstance(text, str) and text for text in texts):
        raise CourseError(f"{item.nodeid}: about must be a text or a tuple of texts, not {about!r}.")
    return tuple(texts)


def _task_and_points(item: pytest.Function) -> tuple[str, float]:
    """What a hidden test's mark says."""
    mark = item.get_closest_marker("task")
    if mark is None or len(mark.args) != 1 or "points" not in mark.kwargs:
        raise CourseError(f'{item.nodeid} needs the mark @pytest.mark.task("function", points=...)')
    if unknown := mark.kwargs.keys() - {"points", "about"}:
        raise CourseError(f"{item.nodeid}: the mark task takes points and about, not {', '.join(sorted(unknown))}.")
    points = mark.kwargs["points"]
    if isinstance(points, bool) or not isinstance(points, (int, float)) or not 0 < points < math.inf:
        raise CourseError(f"{item.nodeid}: points must be a number above 0, not {points!r}.")
    return str(mark.args[0]), float(points)
