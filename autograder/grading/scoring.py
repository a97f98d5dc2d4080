"""Score each task of a student: run the hidden tests, then find mistakes, counterexamples and follow-through marks."""

from collections.abc import Mapping, Sequence
from typing import Any

from autograder.course.config import Exercise
from autograder.course.content import load_reference, optional_function
from autograder.grading.calls import Violation
from autograder.grading.counterexample import Counterexample, counterexample_of
from autograder.grading.diagnosis import diagnose
from autograder.grading.follow_through import ReferenceAnswers
from autograder.grading.hidden_tests import HiddenTests, TestOutcome
from autograder.grading.misconceptions import misconceptions_of
from autograder.grading.result import TaskResult, TestResult, task_result
from autograder.grading.shrinking import shrink
from autograder.sandbox import Student

LONGEST_MESSAGE = 4_000  # characters of a test's message
CALLS = "calls"  # the module of an exercise's folder that knows what is legal, and which values to highlight


def score_tasks(tests: HiddenTests, student: Student, student_id: str, seed: int) -> tuple[TaskResult, ...]:
    """Run the exercise's hidden tests on a student and score every task. `student_id` and `seed` decide the numbers."""
    outcomes = tests.run(student, student_id, seed)
    own = {name: [one for one in outcomes if one.task == name] for name in tests.exercise.task_names}
    results, broken, waiting = {}, [], {}
    for task, its_outcomes in own.items():
        if _failing(its_outcomes) and any(student.mentions(name) for name in broken):
            waiting[task] = tuple(broken)  # perhaps it fails only because of these
        else:
            results[task] = _tests(tests.exercise, task, its_outcomes, student)
        if _failing(its_outcomes):
            broken.append(task)
    for task, earlier in waiting.items():
        its_outcomes, replaced = _with_reference(tests, student, student_id, seed, own[task], earlier)
        results[task] = _tests(tests.exercise, task, its_outcomes, student, replaced)
    return tuple(task_result(task.name, task.points, *results[task.name]) for task in tests.exercise.tasks)


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
    """A task's outcomes when the reference answers calls of `earlier` functions, and which tests called which."""
    answers = ReferenceAnswers(load_reference(tests.exercise), earlier)
    student.replace(answers.functions)
    failing = [outcome.test for outcome in _failing(outcomes)]
    again = {one.test: one for one in tests.run(student, student_id, seed, failing, answers.begin)}
    used = answers.completely_answered()
    return [again[one.test] if one.test in used else one for one in outcomes], used


def _tests(
    exercise: Exercise,
    task: str,
    outcomes: Sequence[TestOutcome],
    student: Student,
    replaced: Mapping[str, tuple[str, ...]] | None = None,
) -> tuple[str | None, tuple[TestResult, ...]]:
    """(misconception, test results) of one task. `replaced` says which functions the reference answered in a test."""
    observed = [one for outcome in outcomes for one in outcome.observed]
    reference = getattr(load_reference(exercise), task)
    known = misconceptions_of(exercise, task)
    mistake = diagnose(task, observed, reference, known) if _failing(outcomes) else None
    student.begin_task()
    hangs = any(outcome.verdict == "timeout" for outcome in outcomes)
    results = []
    for outcome in outcomes:
        violation = getattr(outcome.error, "violation", None)
        if violation is not None and not hangs:
            is_legal = optional_function(exercise, CALLS, "is_legal")
            violation = shrink(violation, getattr(student, task), reference, is_legal)
        case = violation and counterexample_of(violation, reference, optional_function(exercise, CALLS, "highlight"))
        results.append(_test_result(outcome, case, violation, (replaced or {}).get(outcome.test, ())))
    return mistake and mistake.name, tuple(results)


def _test_result(
    outcome: TestOutcome, case: Counterexample | None, violation: Violation | None, replaced: tuple[str, ...]
) -> TestResult:
    earned: float = outcome.points if outcome.error is None else 0.0
    text: Any = "" if outcome.error is None else str(violation or outcome.error)[:LONGEST_MESSAGE] or "not as described"
    return TestResult(outcome.promise, outcome.points, earned, outcome.verdict, text, case, replaced)
