"""Try every mistake under every condition: the hidden tests must detect it.

    python -m tests.diagnosis.special             prints a table and every survivor
    python -m tests.diagnosis.special TASK ...

A mistake under a condition that changes no result of 300 random legal calls, and accepts no illegal call of the hidden
tests, is no mistake, and is not counted.
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from autograder.course.config import Course, Exercise
from autograder.course.content import load_reference
from autograder.course.loading import load_course
from autograder.grading.calls import Call, call_outcome
from autograder.grading.hidden_tests import collect
from autograder.grading.misconceptions import model_of
from autograder.grading.observations import agrees
from autograder.sandbox import Observed
from tests.diagnosis.slipped import Function, Mistake, When, conditions, mistakes
from tests.grading.in_process import LocalStudent

REPOSITORY = Path(__file__).resolve().parents[2]
CALLS = 300
STUDENTS = ("ada", "ben")


def legal_calls(exercise: Exercise, task: str) -> list[Call]:
    """Random legal calls of a task, always the same."""
    rng, model = np.random.default_rng(1), model_of(exercise, task)
    reference = getattr(load_reference(exercise), task)
    calls = [Call(task, *model.legal_call(rng)) for _ in range(CALLS)]
    for call in calls:
        result = call_outcome(reference, call)
        if isinstance(result, Exception):
            raise AssertionError(f"{task}: legal_call gives {call}, for which the reference raises {result!r}")
    return calls


def changes_a_result(mistake: Mistake, model: type, reference: Function, calls: list[Call], when: When) -> bool:
    """Whether a mistake shows in one of the calls for which the condition holds."""
    for call in calls:
        if when(call.args, call.kwargs):
            wrong = call_outcome(mistake.function(model, reference), call)
            right = Observed(call.function, [(call.args, call.kwargs)], "results", [call_outcome(reference, call)])
            if isinstance(wrong, Exception) or not agrees([wrong], right):
                return True
    return False


def survivors(course: Course, exercise: Exercise, task: str, count: list[int]) -> Iterator[str]:
    """The mistakes under a condition that the hidden tests do not detect. `count` gets an entry for each that is tried."""
    model, reference = model_of(exercise, task), getattr(load_reference(exercise), task)
    calls = legal_calls(exercise, task)
    for mistake in mistakes(model):
        if mistake.checks:
            continue
        showing = [
            call for call in calls if changes_a_result(mistake, model, reference, [call], lambda args, kwargs: True)
        ]
        for name, condition in {"always": lambda: lambda args, kwargs: True, **conditions(model, reference)}.items():
            when = condition()
            if not any(when(call.args, call.kwargs) for call in showing):
                continue
            count.append(1)
            if not all(_is_detected(course, exercise, task, mistake, condition(), student) for student in STUDENTS):
                yield f"{mistake.name} {name}"


def _is_detected(
    course: Course, exercise: Exercise, task: str, mistake: Mistake, when: When, student_id: str
) -> bool:
    function = mistake.function(model_of(exercise, task), getattr(load_reference(exercise), task), when)
    tests, student = collect(exercise), LocalStudent({task: function})
    own = sorted(tests.of(task), key=lambda test: "illegal" in test)
    return any(tests.run(student, student_id, course.seed, [test])[0].error is not None for test in own)


def main() -> int:
    """Print the table. Returns 1 if something survives."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("task", nargs="*")
    chosen = parser.parse_args().task
    course, total = load_course(REPOSITORY), 0
    for exercise in course.exercises:
        for task in exercise.task_names:
            if not chosen or task in chosen:
                count: list[int] = []
                found = list(survivors(course, exercise, task, count))
                print(f"{task}: {len(count)} mistakes under conditions, {len(found)} survive", *found, sep="\n    ", flush=True)
                total += len(found)
    return 1 if total else 0


if __name__ == "__main__":
    sys.exit(main())
