"""Run the hidden tests of an exercise on any number of students.

pytest collects the tests once (`collecting.py`). To run a test is to call it: pytest's own way, with fixtures and
reports, would take as long as the test itself.
"""

import functools
import gc
import hashlib
from collections.abc import Callable, Collection
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from autograder.course.config import Exercise
from autograder.course.content import load_reference, refuse_tasks, require_solutions
from autograder.course.validation import similar
from autograder.errors import CourseError, display_path
from autograder.grading.assertions import in_any_order
from autograder.grading.bounded_work import TooMuchWork, Unjudged, bounded
from autograder.grading.calls import Violation
from autograder.grading.collecting import HiddenTest, collected_tests
from autograder.grading.plans import AsksAtOnce, Plan, asked_after, plan_of
from autograder.sandbox import Failure, Observed, Student, batch

SETS = 8  # of hidden numbers: two students seldom have the same, and a worker soon has what a test asks with each
NO_VERDICT = (pytest.skip.Exception, pytest.xfail.Exception)  # a hidden test must have a verdict for each student
Numbers = tuple[int, int]  # the course's seed, and which set
UNJUDGED = "the answers of {} are too large, or too much work to judge: {}"


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
    about: tuple[str, ...] = ()

    @property
    def violation(self) -> Violation | None:
        """The call that did not do what was expected, if there is one."""
        violation = getattr(self.error, "violation", None)
        return violation if isinstance(violation, Violation) else None

    @property
    def verdict(self) -> str:
        """passed, failed, missing or timeout."""
        return "passed" if self.error is None else str(getattr(self.error, "verdict", "failed"))


@functools.cache
def collect(exercise: Exercise) -> "HiddenTests":
    """An exercise's hidden tests, collected once in this process.

    Raises CourseError if pytest cannot collect them, or if a task has no solution or no test.
    """
    found = collected_tests(exercise)
    require_solutions(exercise)
    tests = HiddenTests(exercise, found)
    gc.collect()
    gc.freeze()  # the garbage collector need not look through pytest, NumPy and the tests again: they stay
    return tests


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
                f"are {', '.join(exercise.task_names)}.{similar(unknown[0], exercise.task_names)}"
            )
        self.exercise = exercise
        self._tests = {name: [test for test in tests if test.task == name] for name in exercise.task_names}
        why = f"has no hidden test in {place}. Write a test with the mark task and this name, or remove its points."
        refuse_tasks(exercise, {name: why for name, own in self._tests.items() if not own})
        self._plans = {test.name: functools.lru_cache(SETS)(functools.partial(self._plan, test)) for test in tests}
        self._worth = {task.name: _scale(task.points, self._tests[task.name]) for task in exercise.tasks}

    def subjects(self, task: str) -> dict[str, tuple[str, ...]]:
        """The subjects of each test of a task, by the test's name."""
        return {test.name: test.about for test in self._tests[task]}

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

        `student_id` and the course's `seed` decide which set of hidden numbers the tests have, and the order in which a
        task's tests run: a submission that has another student's answers does not know which test is next. The outcomes
        are in the order of the file. Raises CourseError if a test itself is broken.
        """
        outcomes: dict[str, TestOutcome] = {}
        exercise, reference = self.exercise.name, load_reference(self.exercise)
        order, numbers = _generator(seed, student_id, exercise, "order"), (seed, set_of(seed, student_id, exercise))
        for task, tests in self._tests.items():
            student.begin_task()
            ordered = [test for test in in_any_order(order, tests) if chosen is None or test.name in chosen]
            try:
                with bounded(self.exercise.limits):
                    given = [(reference, numbers if "rng" in test.arguments else None) for test in ordered]
                    plans = [self._plans[test.name](*one) for test, one in zip(ordered, given, strict=True)]
                    for place, test in enumerate(ordered):
                        on_start(test.name)
                        student.announce(asked_after(plans, place))
                        outcomes[test.name] = self._run_one(test, plans[place], student, *given[place])
            except TooMuchWork as problem:
                student.close()  # the work may have been stopped within a message
                failure = Unjudged(UNJUDGED.format(task, problem))
                outcomes |= {test.name: self._outcome(test, failure, ()) for test in ordered}
        return [outcomes[test.name] for tests in self._tests.values() for test in tests if test.name in outcomes]

    def _run_one(
        self, test: HiddenTest, plan: Plan | None, student: Student, reference: ModuleType, numbers: Numbers | None
    ) -> TestOutcome:
        """Run a test, or its plan if it has one, with a set of hidden numbers if it wants some."""
        seen, error = len(student.observed), None
        try:
            if plan is None:
                with batch():
                    self._call(test, student, reference, numbers)
            else:
                plan.run(student)
        except (Failure, AssertionError) as failure:
            error = failure
        except MemoryError:  # judging needs too much
            raise
        except (Exception, AsksAtOnce, SystemExit, *NO_VERDICT) as failure:
            place = f"{self.exercise.hidden_tests.name}::{test.name}"
            raise CourseError(f"{place}: {type(failure).__name__}: {failure}") from failure
        return self._outcome(test, error, tuple(student.observed[seen:]))

    def _plan(self, test: HiddenTest, reference: ModuleType, numbers: Numbers | None) -> Plan | None:
        """What a test asks with these numbers; None if it must be called for each student. (Kept by `__init__`.)"""
        return plan_of(lambda student: self._call(test, student, reference, numbers))

    def _call(self, test: HiddenTest, student: Any, reference: ModuleType, numbers: Numbers | None) -> None:
        """Call a hidden test. `pytest.fail` counts as a failed assertion."""
        given = {"student": student, "reference": reference, **test.parameters}
        if numbers is not None:
            given["rng"] = hidden_numbers(*numbers, self.exercise.name, test.name)
        try:
            test.function(**{name: given[name] for name in test.arguments})
        except NO_VERDICT:
            raise
        except pytest.fail.Exception as failure:
            raise AssertionError(str(failure)) from failure

    def _outcome(self, test: HiddenTest, error: Exception | None, observed: tuple[Observed, ...]) -> TestOutcome:
        points = test.points * self._worth[test.task]
        return TestOutcome(test.task, test.name, test.promise, points, error, observed, test.about)


def _scale(points: float, tests: list[HiddenTest]) -> float:
    """How many of a task's points one share is worth."""
    shares = sum(test.points for test in tests)
    return 1.0 if round(shares - points, 6) == 0 else points / shares


def set_of(seed: int, student_id: str, exercise: str) -> int:
    """Which set of hidden numbers a student has in an exercise: the same in a regrade."""
    return int.from_bytes(_digest(seed, student_id, exercise, "set"), "big") % SETS


def hidden_numbers(seed: int, number: int, exercise: str, test: str) -> np.random.Generator:
    """The random numbers of a hidden test in one of the sets."""
    return _generator(seed, f"set {number}", exercise, test)


def _generator(*parts: object) -> np.random.Generator:
    return np.random.default_rng(int.from_bytes(_digest(*parts), "big"))


def _digest(*parts: object) -> bytes:
    return hashlib.sha256("/".join(map(str, parts)).encode("utf-8", "surrogateescape")).digest()[:8]
