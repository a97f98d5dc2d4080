"""Try every mistake under every condition: the hidden tests must detect it, for every student.

    python -m tests.diagnosis.special             prints a table and every survivor
    python -m tests.diagnosis.special TASK ...

A slip under a condition that changes no result of 300 random legal calls is no mistake, and is not counted.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from autograder.course.config import Course, Exercise
from autograder.course.content import load_reference
from autograder.grading.calls import Call, call_outcome
from autograder.grading.hidden_tests import collect
from autograder.grading.misconceptions import model_of
from autograder.grading.observations import agrees
from autograder.sandbox import Observed
from tests.diagnosis.every_task import for_each_task, task_arguments
from tests.diagnosis.slipped import Function, Mistake, When, always, conditions, mistakes
from tests.grading.in_process import verdicts

CALLS = 300
STUDENTS = ("ada", "ben")


@dataclass(frozen=True)
class Tried:
    """How many mistakes under conditions were tried, and those that the hidden tests do not detect."""

    count: int
    survivors: tuple[str, ...]


def try_special_cases(course: Course, exercise: Exercise, task: str) -> Tried:
    """Try the mistakes of a task under all conditions that hold in a call in which they show."""
    model, reference = model_of(exercise, task), getattr(load_reference(exercise), task)
    calls, count, survivors = legal_calls(exercise, task), 0, []
    for mistake in mistakes(model):
        if mistake.checks:
            continue
        showing = [call for call in calls if _shows(mistake.function(model, reference), reference, call)]
        for name, condition in {"always": always, **conditions(model, reference)}.items():
            if any(map(_holds(condition()), showing)):
                count += 1
                if not all(_is_detected(course, exercise, task, mistake, condition, one) for one in STUDENTS):
                    survivors.append(f"{mistake.name} {name}")
    return Tried(count, tuple(survivors))


def legal_calls(exercise: Exercise, task: str) -> list[Call]:
    """Random legal calls of a task, always the same. Raises AssertionError if the reference refuses one."""
    rng, model = np.random.default_rng(1), model_of(exercise, task)
    reference = getattr(load_reference(exercise), task)
    calls = [Call(task, *model.legal_call(rng)) for _ in range(CALLS)]
    for call in calls:
        result = call_outcome(reference, call)
        if isinstance(result, Exception):
            raise AssertionError(f"{task}: legal_call gives {call}, for which the reference raises {result!r}")
    return calls


def _shows(function: Function, reference: Function, call: Call) -> bool:
    """Whether a function gives another result than the reference."""
    wrong = call_outcome(function, call)
    right = Observed(call.function, [(call.args, call.kwargs)], "results", [call_outcome(reference, call)])
    return isinstance(wrong, Exception) or not agrees([wrong], right)


def _holds(when: When) -> Callable[[Call], bool]:
    return lambda call: when(call.args, call.kwargs)


def _is_detected(
    course: Course, exercise: Exercise, task: str, mistake: Mistake, condition: Callable[[], When], student_id: str
) -> bool:
    function = mistake.function(model_of(exercise, task), getattr(load_reference(exercise), task), condition())
    return any(one.error is not None for one in verdicts(collect(exercise), course, task, function, student_id))


def main() -> int:
    """Print the table. Returns 1 if something survives."""
    total = 0
    for task, tried in for_each_task(try_special_cases, task_arguments(__doc__).parse_args().task):
        print(f"{task}: {tried.count} mistakes under conditions, {len(tried.survivors)} survive",
              *tried.survivors, sep="\n    ", flush=True)  # fmt: skip
        total += len(tried.survivors)
    return 1 if total else 0


if __name__ == "__main__":
    sys.exit(main())
