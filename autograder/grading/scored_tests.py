"""Score a student's own tests of a function. `own_tests.py` says what they are judged by.

If one of them rejects a right answer, they have no points. Otherwise the points are the share of the function's known
mistakes that they notice. A task without points is judged in the same way, and its status says neither passed nor
failed.
"""

import functools
import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from autograder.course.config import Exercise, OwnTests
from autograder.course.content import load_reference
from autograder.errors import CourseError, display_path
from autograder.grading.bounded_work import TooMuchWork, bounded
from autograder.grading.judged_tests import JudgedTests, RejectedTest
from autograder.grading.misconceptions import model_of
from autograder.grading.named_mistake import NamedMistake
from autograder.grading.own_tests import Mistakes, OwnTest, SameReason, rejected, same_reasons
from autograder.grading.recorded_tests import RecordedTests, tests_of_course, tests_of_student
from autograder.grading.released_cells import released
from autograder.grading.result import TaskResult, TestResult
from autograder.grading.right_answers import right_answers
from autograder.sandbox import Student

ACCEPTS, NOTICES = "right functions pass your tests", "your tests notice the known mistakes"
UNWRITTEN = "{} is empty: no test is written yet"
NOT_JUDGED = "this is only found out when right functions pass your tests"
MOST_REJECTED = 10  # that are shown
DIGITS = 100  # points have two decimals


@dataclass(frozen=True)
class Standard:
    """What tests of a function are judged by. `by_checks` are the names of the mistakes that visible checks notice."""

    mistakes: Mistakes
    right: Sequence[Any]
    same_reason: SameReason
    reference: RecordedTests
    by_checks: tuple[str, ...]


@functools.cache
def standard(exercise: Exercise, function: str) -> Standard:
    """What tests of a function are judged by. Raises CourseError if it has no known mistakes, or no tests of ours."""
    names = vars(load_reference(exercise))
    mistakes = Mistakes.of(model_of(exercise, function), names[function])
    if not mistakes.known:
        place = display_path(exercise.folder / "mistakes" / f"{function}.py")
        raise CourseError(
            f"{display_path(exercise.data)}: [tests] lists {function}, but no mistakes of {function} are known, so its "
            f"tests have nothing to notice. Write {place}, or remove the line."
        )
    variable = f"{function}_tests"
    if not isinstance(names.get(variable), dict):
        raise CourseError(
            f"{display_path(exercise.source)} does not define the dict {variable}: [tests] lists {function}."
        )
    reference = tests_of_course(names, function, names[variable])
    same = same_reasons(mistakes, reference.tests)
    checks = tests_of_course(names, function, _visible_checks(exercise, function)).tests
    right = [*right_answers(exercise, function).values()]
    good = [test for test in checks if rejected(test, right) is None]
    return Standard(mistakes, right, same, reference, mistakes.noticed(good, same))


def _visible_checks(exercise: Exercise, function: str) -> dict[str, Any]:
    """The visible checks of a function, from their cell in the release."""
    found: dict[str, Any] = {}

    def check(name: object, cases: dict[str, Any] | None = None) -> None:
        found.update(cases or {})

    for cell in released(exercise):
        if cell.role == "check" and cell.grade_id == function:
            exec(cell.source, {**vars(load_reference(exercise)), "check": check})
    return found


def score_own_tests(exercise: Exercise, student: Student) -> tuple[TaskResult, ...]:
    """Score all tests that students write themselves in this exercise.

    They must be read before the hidden tests run: after these, the process has seen their calls, and a function can add
    each of its calls to its tests.
    """
    return tuple(_score(exercise, task, student) for task in exercise.own_tests)


def _score(exercise: Exercise, task: OwnTests, student: Student) -> TaskResult:
    own = standard(exercise, task.function)
    student.begin_task()
    current = [task.name]  # what is being judged
    try:
        with bounded(exercise.limits):
            return _judged(task, own, tests_of_student(student, task.function), current)
    except TooMuchWork as problem:
        student.close()  # the work may have been stopped within a message
        why = f"this is too much work to judge: {problem}. Choose a smaller example."
        return _result(task, own, 1, (RejectedTest(current[-1], why),))


def _judged(task: OwnTests, own: Standard, recorded: RecordedTests, current: list[str]) -> TaskResult:
    """The result of a student's tests, as they were recorded. `current` gets the text of each before it is judged."""
    if recorded.problem:
        return _result(task, own, 1, (RejectedTest(task.name, recorded.problem),))
    if not recorded.count:
        return _unwritten(task, own)
    wrong = []
    for test in recorded.read:
        current.append(test.text if isinstance(test, OwnTest) else test.call)
        found = rejected(test, own.right)
        wrong += [found] if found else []
    if wrong:
        return _result(task, own, recorded.count, tuple(wrong[:MOST_REJECTED]))
    noticed = own.mistakes.noticed(recorded.tests, own.same_reason)
    several = next((test.text for test in recorded.tests if own.mistakes.is_illegal_twice(test, own.same_reason)), "")
    return _result(task, own, recorded.count, (), noticed, several)


def _unwritten(task: OwnTests, own: Standard) -> TaskResult:
    message = UNWRITTEN.format(task.name)
    tests = (
        TestResult(ACCEPTS, 0.0, 0.0, "missing", message),
        TestResult(NOTICES, task.points, 0.0, "missing", message),
    )
    return TaskResult(task.name, 0.0, task.points, "missing", message, None, tests, own_tests=_summary(task, own, 0))


def _result(
    task: OwnTests,
    own: Standard,
    count: int,
    wrong: tuple[RejectedTest, ...],
    noticed: Sequence[str] = (),
    several: str = "",
) -> TaskResult:
    """The result of tests that right answers fail (`wrong`), or that notice some mistakes."""
    known = own.mistakes.known
    share = len(noticed) / len(known)
    score = task.points if share == 1 else math.floor(round(task.points * share * DIGITS, 6)) / DIGITS
    if wrong:
        first = TestResult(ACCEPTS, 0.0, 0.0, "failed", f"{wrong[0].call}: {wrong[0].why}")
        second = TestResult(NOTICES, task.points, 0.0, "failed", NOT_JUDGED)
    else:
        first = TestResult(ACCEPTS, 0.0, 0.0, "passed")
        verdict = "passed" if share == 1 else "failed"
        second = TestResult(NOTICES, task.points, score, verdict, f"{len(noticed)} of {len(known)} are noticed")
    status = "passed" if share == 1 else "partial" if score else "failed"
    return TaskResult(
        task.name,
        score,
        task.points,
        status if task.points else "unscored",
        next((test.message for test in (first, second) if test.verdict != "passed"), ""),
        None,
        (first, second),
        own_tests=_summary(task, own, count, wrong, noticed, several),
    )


def _summary(
    task: OwnTests,
    own: Standard,
    count: int,
    wrong: tuple[RejectedTest, ...] = (),
    noticed: Sequence[str] = (),
    several: str = "",
) -> JudgedTests:
    known = own.mistakes.known
    missed = next((known[name] for name in known if name not in noticed), None) if count and not wrong else None
    return JudgedTests(
        task.function,
        count,
        len(known),
        len(own.by_checks),
        len(noticed),
        wrong,
        NamedMistake(**asdict(missed)) if missed else None,
        several,
    )
