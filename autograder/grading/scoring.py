"""Score each task of a student: run the hidden tests, then find mistakes, counterexamples and follow-through marks."""

import dataclasses
import inspect
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from autograder.course.config import Exercise, Task
from autograder.course.content import load_reference, optional_function
from autograder.grading.bounded_work import TooMuchWork, Unjudged, bounded
from autograder.grading.calls import Violation
from autograder.grading.counterexample import Counterexample, counterexample_of
from autograder.grading.diagnosis import Diagnosis
from autograder.grading.follow_through import ReferenceAnswers
from autograder.grading.hidden_tests import HiddenTests, TestOutcome
from autograder.grading.misconceptions import model_of
from autograder.grading.named_mistake import NamedMistake
from autograder.grading.result import TaskResult, TestResult, task_result
from autograder.grading.shrinking import Keeps, Shrinking
from autograder.sandbox import Student

Function = Callable[..., Any]
LONGEST_MESSAGE = 4_000  # characters of a test's message
CALLS = "calls"  # an exercise's module with `is_legal` (shrinking.py) and `highlight` (counterexample.py)


def score_tasks(tests: HiddenTests, student: Student, student_id: str, seed: int) -> tuple[TaskResult, ...]:
    """Run the exercise's hidden tests on a student and score every task. `student_id` and `seed` decide the numbers."""
    outcomes = tests.run(student, student_id, seed)
    own = {name: [one for one in outcomes if one.task == name] for name in tests.exercise.task_names}
    reference = load_reference(tests.exercise)
    results: dict[str, TaskResult] = {}
    broken: list[str] = []
    waiting: dict[str, tuple[str, ...]] = {}
    for task in tests.exercise.tasks:
        fails = bool(_failing(own[task.name]))
        if fails and _may_follow(own[task.name], student, broken, getattr(reference, task.name)):
            waiting[task.name] = tuple(broken)  # perhaps it fails only because of these
        else:
            results[task.name] = _task_result(tests.exercise, task, own[task.name], student, {})
        if fails:
            broken.append(task.name)
    for task in tests.exercise.tasks:
        if task.name in waiting:
            again, used = _with_reference(tests, student, student_id, seed, own[task.name], waiting[task.name])
            results[task.name] = _task_result(tests.exercise, task, again, student, used)
    return tuple(results[name] for name in tests.exercise.task_names)


def _may_follow(outcomes: Sequence[TestOutcome], student: Student, broken: Sequence[str], reference: Function) -> bool:
    """Whether a task may fail only because of the `broken` functions.

    A task without arguments gets no second run: it would be a second try, because code can find out which run it is.
    """
    if any(isinstance(outcome.error, Unjudged) for outcome in outcomes) or not inspect.signature(reference).parameters:
        return False
    return student.may_use(reference.__name__, broken)


def _failing(outcomes: Sequence[TestOutcome]) -> list[TestOutcome]:
    return [outcome for outcome in outcomes if outcome.error is not None]


def _with_reference(
    tests: HiddenTests,
    student: Student,
    student_id: str,
    seed: int,
    outcomes: Sequence[TestOutcome],
    earlier: Sequence[str],
) -> tuple[list[TestOutcome], Mapping[str, tuple[str, ...]]]:
    """A task's outcomes if the reference answers calls of `earlier` functions, and test → the functions it called."""
    answers = ReferenceAnswers(load_reference(tests.exercise), earlier)
    failing = [outcome.test for outcome in _failing(outcomes)]
    student.replace(answers.functions, outcomes[0].task)
    again = {one.test: one for one in tests.run(student, student_id, seed, failing, answers.begin)}
    used = answers.completely_answered()
    return [again[one.test] if one.test in used else one for one in outcomes], used


def _task_result(
    exercise: Exercise,
    task: Task,
    outcomes: Sequence[TestOutcome],
    student: Student,
    replaced: Mapping[str, tuple[str, ...]],
) -> TaskResult:
    """Score one task. `replaced` says which functions the reference answered in a test."""
    student.begin_task()
    try:
        with bounded(exercise.limits):
            mistakes, tests = _explained(exercise, task, outcomes, student, replaced)
    except TooMuchWork:
        student.close()  # the work may have been stopped within a message
        mistakes, tests = (), tuple(_unexplained(one, replaced.get(one.test, ())) for one in outcomes)
    return task_result(task.name, task.points, mistakes, tests)


def _explained(
    exercise: Exercise,
    task: Task,
    outcomes: Sequence[TestOutcome],
    student: Student,
    replaced: Mapping[str, tuple[str, ...]],
) -> tuple[tuple[NamedMistake, ...], tuple[TestResult, ...]]:
    """The known mistakes, and the results of the tests with counterexamples."""
    reference = getattr(load_reference(exercise), task.name)
    diagnosis = Diagnosis(task.name, outcomes, reference, model_of(exercise, task.name))
    can_shrink = not any(outcome.verdict == "timeout" for outcome in outcomes)
    is_legal = optional_function(exercise, CALLS, "is_legal")
    shrinking = Shrinking(getattr(student, task.name), reference, is_legal) if can_shrink else None
    violations = {one.test: one.violation for one in outcomes if one.violation is not None}
    subjects = {test: diagnosis.subject(test, one) for test, one in violations.items()} if can_shrink else {}
    if shrinking is not None:
        foreseen = [diagnosis.foreseen(violations[test], subject) for test, subject in subjects.items()]
        shrinking.prepare(violations.values(), filter(None, foreseen))
    tests = tuple(
        _test_result(exercise, one, shrinking, reference, subjects.get(one.test), replaced.get(one.test, ()))
        for one in outcomes
    )
    promises = {outcome.test: outcome.promise for outcome in outcomes}
    mistakes = tuple(
        NamedMistake(**dataclasses.asdict(one.misconception), explains=tuple(promises[test] for test in one.tests))
        for one in diagnosis.named
    )
    return mistakes, tests


def _test_result(
    exercise: Exercise,
    outcome: TestOutcome,
    shrinking: Shrinking | None,
    reference: Function,
    subject: Keeps | None,
    replaced: tuple[str, ...],
) -> TestResult:
    """The result of one test. Its counterexample is shrunk, unless `shrinking` is None."""
    violation, case = outcome.violation, None
    if violation is not None:
        if shrinking is not None:
            violation = shrinking.shrink(violation, subject)
        case = counterexample_of(violation, reference, optional_function(exercise, CALLS, "highlight"))
    return _unexplained(outcome, replaced, violation, case)


def _unexplained(
    outcome: TestOutcome,
    replaced: tuple[str, ...],
    violation: Violation | None = None,
    case: Counterexample | None = None,
) -> TestResult:
    """The result of one test with a violation and its counterexample if they are known."""
    if outcome.error is None:
        return TestResult(outcome.promise, outcome.points, outcome.points, outcome.verdict, follow_through=replaced)
    message = str(violation or outcome.error)[:LONGEST_MESSAGE] or "not as described"
    return TestResult(outcome.promise, outcome.points, 0.0, outcome.verdict, message, case, replaced)
