"""Show what the hidden tests did with a submission: each call in full, what was expected and what was received.

The submission is graded once more, and then the tests run again with the same numbers and in the same order, so that
what was called is known.
"""

import ast
import contextlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.course.config import Course, Exercise
from autograder.course.content import load_reference
from autograder.errors import CourseError, Unreadable
from autograder.grading.comparison import text
from autograder.grading.grade import grade
from autograder.grading.hidden_tests import TestOutcome, collect
from autograder.grading.observations import REFUSES, is_failure, observation, without_warnings
from autograder.grading.program import to_program
from autograder.grading.result import TestResult
from autograder.sandbox import Cell, Failure, Observed, Program, Student, TimedOut, defined
from autograder.submissions.submission import Submission

MOST_VALUES = 10_000  # of an array that is written out
LONGEST = 10_000  # characters of another value
NO_NUMBER = re.compile(r"\b(nan|inf)\b")


@dataclass(frozen=True)
class ExplainedCall:
    """One question of a hidden test: the `calls` as code, what the reference and what the student's function gives."""

    calls: tuple[str, ...]
    expected: str
    received: str
    is_wrong: bool


@dataclass(frozen=True)
class ExplainedTest:
    """One hidden test: the `name` of its function, its `task`, the `result` of grading, and its `calls`.

    The calls were made with the student's own functions, also if the test has follow-through marks.
    """

    name: str
    task: str
    result: TestResult
    calls: tuple[ExplainedCall, ...]


@dataclass(frozen=True)
class Explanation:
    """All `tests`, the cells with the student's `code`, and the `problems` of cells by their names."""

    tests: tuple[ExplainedTest, ...]
    code: tuple[Cell, ...]
    problems: Mapping[str, str]


def explain(submission: Submission, course: Course) -> Explanation:
    """Run all hidden tests of the exercise on a submission. Raises Unreadable, and CourseError if the grader fails."""
    exercise = course.exercise(submission.exercise)
    result = grade(submission, course)
    if result.status == "error":
        raise CourseError(f"The grader failed: {result.message}")
    if result.status == "unreadable":
        raise Unreadable(result.message)
    program = to_program(submission.cells(course.names)[0], exercise)
    outcomes, problems = _run(program, exercise, submission.student, course)
    tests = tuple(
        _explained(exercise, outcome, test)
        for task in result.tasks
        if task.own_tests is None
        for outcome, test in zip([one for one in outcomes if one.task == task.task], task.tests, strict=True)
    )
    return Explanation(tests, (*program.cells, *program.probes), problems)


def _run(
    program: Program, exercise: Exercise, student_id: str, course: Course
) -> tuple[list[TestOutcome], dict[str, str]]:
    """How each test ends, with its calls, and the problems of cells."""
    student = Student(program, exercise.limits, course.tiers)
    try:
        with contextlib.suppress(TimedOut):  # the tests will say so
            student.run_cells()
        outcomes = collect(exercise).run(student, student_id, course.seed)
        return outcomes, dict(student.problems)
    finally:
        student.close()


def code_of(cells: Sequence[Cell], task: str) -> list[Cell]:
    """The cells that define a task's function, or a name that it needs, in their order."""
    wanted, found = [task], set[int]()
    for name in wanted:  # grows
        places = [place for place, cell in enumerate(cells) if name in defined(cell.source) and place not in found]
        found.update(places)
        for place in places:
            wanted.extend(_names_in(cells[place].source) - set(wanted))
    return [cell for place, cell in enumerate(cells) if place in found]


def _names_in(source: str) -> set[str]:
    """The names that a cell reads."""
    try:
        return {node.id for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name)}
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return set()


def _explained(exercise: Exercise, outcome: TestOutcome, result: TestResult) -> ExplainedTest:
    reference = load_reference(exercise)
    with without_warnings():
        calls = tuple(_call(outcome.test, seen, reference) for seen in outcome.observed)
    return ExplainedTest(outcome.test, outcome.task, result, calls)


def _call(test: str, seen: Observed, reference: Any) -> ExplainedCall:
    calls = tuple(_code(seen.function, args, kwargs) for args, kwargs in seen.calls)
    compared = observation(test, seen, getattr(reference, seen.function))
    if seen.report == "arguments":
        [(args, _)] = seen.calls
        changed = not isinstance(seen.outcome, Failure) and _values(seen.outcome) != _values(args)
        return ExplainedCall(calls, f"arguments as before: {_values(args)}", _received(seen), changed or compared.wrong)
    accepted = seen.any_value and not isinstance(seen.outcome, Failure)
    refuses = is_failure(compared.right) and len(seen.calls) == 1
    wrong = not isinstance(seen.outcome, ValueError) if refuses else compared.wrong and not accepted
    return ExplainedCall(calls, _expected(compared.right), _received(seen), wrong)


def _expected(right: Any) -> str:
    if is_failure(right):
        return "ValueError" if right is REFUSES else "an exception"
    return _values(right)


def _received(seen: Observed) -> str:
    return str(seen.outcome) if isinstance(seen.outcome, Failure) else _values(seen.outcome)


def _values(values: Sequence[Any]) -> str:
    return "\n".join(map(exact, values))


def _code(function: str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> str:
    return f"{function}({', '.join([*map(exact, args), *(f'{key}={exact(arg)}' for key, arg in kwargs.items())])})"


def exact(value: Any) -> str:
    """A value as code that gives it again, if that is possible. Very large values are shortened."""
    if isinstance(value, Failure):
        return str(value)
    if isinstance(value, np.ndarray) and value.dtype.kind in "biufc" and value.size <= MOST_VALUES:
        return _exact_array(value)
    if isinstance(value, np.generic):
        return exact(value.item())
    if isinstance(value, float):
        return _numpy_names(repr(value))
    if isinstance(value, (list, tuple)) and len(value) <= MOST_VALUES:
        inner = ", ".join(map(exact, value))
        return f"[{inner}]" if isinstance(value, list) else f"({inner}{',' if len(value) == 1 else ''})"
    if callable(value):
        return str(getattr(value, "__name__", "a function"))
    return text(value, LONGEST)


def _exact_array(array: np.ndarray[Any, Any]) -> str:
    if array.size == 0 and array.ndim > 1:
        values, natural = f"np.zeros({array.shape}", np.dtype(float)
    else:
        items = array.tolist()
        values, natural = f"np.array({_numpy_names(repr(items))}", np.array(items).dtype
    return f"{values})" if array.dtype == natural else f'{values}, dtype="{array.dtype}")'


def _numpy_names(code: str) -> str:
    """Code of numbers in which nan and inf are NumPy's."""
    return NO_NUMBER.sub(r"np.\1", code)
