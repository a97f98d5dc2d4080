"""Try every mistake under every condition: the hidden tests must notice it, for every student.

A slip under a condition that changes no result of 300 random legal calls is no mistake, and is not counted.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from autograder.course.config import Course, Exercise
from autograder.course.content import load_reference
from autograder.errors import CourseError
from autograder.grading.calls import Call, call_outcome
from autograder.grading.choices import Options
from autograder.grading.hidden_tests import collect
from autograder.grading.misconceptions import model_of
from autograder.grading.observations import agrees
from autograder.proving.in_process import verdicts
from autograder.proving.slipped import Function, Mistake, When, always, conditions, mistakes
from autograder.sandbox import Observed

CALLS = 300
STUDENTS = ("ada", "ben")


@dataclass(frozen=True)
class Tried:
    """How many mistakes under conditions were tried, and those that the hidden tests do not notice."""

    count: int
    survivors: tuple[str, ...]


def try_special_cases(course: Course, exercise: Exercise, task: str) -> Tried:
    """Try the mistakes of a task under all conditions that hold in a call in which they show."""
    model, reference = model_of(exercise, task), getattr(load_reference(exercise), task)
    slips = [mistake for mistake in mistakes(model) if not mistake.checks]
    calls, count, survivors = legal_calls(exercise, task) if slips else [], 0, []
    for mistake in slips:
        showing = [call for call in calls if _shows(mistake.function(model, reference), reference, call)]
        kinds = {} if issubclass(model, Options) else conditions(model, reference)  # a choice is the same in each call
        for name, condition in {"always": always, **kinds}.items():
            if any(map(_holds(condition()), showing)):
                count += 1
                if not all(_is_detected(course, exercise, task, mistake, condition, one) for one in STUDENTS):
                    survivors.append(f"{mistake.name} {name}")
    return Tried(count, tuple(survivors))


def legal_calls(exercise: Exercise, task: str) -> list[Call]:
    """Random legal calls of a task, always the same.

    Raises CourseError if the task's model cannot draw them, or the reference refuses one.
    """
    rng, model = np.random.default_rng(1), model_of(exercise, task)
    reference, place = getattr(load_reference(exercise), task), f"{exercise.name}: {task}: {model.__name__}.legal_call"
    try:
        calls = [Call(task, *model.legal_call(rng)) for _ in range(CALLS)]
    except NotImplementedError:
        raise CourseError(f"{place} is missing. Write this static method: it draws the arguments of a call.") from None
    for call in calls:
        result = call_outcome(reference, call)
        if isinstance(result, Exception):
            raise CourseError(f"{place} gives {call}, for which the reference raises {result!r}")
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
