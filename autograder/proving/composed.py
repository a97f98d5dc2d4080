"""Compose functions with two independent mistakes of a task's model."""

import hashlib
import itertools
from collections.abc import Iterator

from autograder.course.config import Course, Exercise
from autograder.course.content import load_reference
from autograder.grading.hidden_tests import collect
from autograder.grading.misconceptions import model_of
from autograder.grading.mistake_model import Model
from autograder.grading.observations import agrees, predicted, without_warnings
from autograder.proving.answers import Answer
from autograder.proving.in_process import run
from autograder.proving.slipped import Function, Mistake, function_with, mistakes
from autograder.sandbox import Observed


def composed_pairs(course: Course, exercise: Exercise, task: str, count: int, student: str = "ada") -> Iterator[Answer]:
    """Random pairs of mistakes in a task that both show: the pair gives other results than each of the two alone."""
    model, reference = model_of(exercise, task), getattr(load_reference(exercise), task)
    # sorted by a digest, so that a new slip changes only the pairs that it is in
    every = sorted(itertools.combinations(mistakes(model), 2), key=lambda pair: _digest(task, *pair))
    found = 0
    for one, other in every:
        if found == count:
            return
        if _are_alternatives(one, other):
            continue
        function = _both(model, reference, one, other)
        outcomes = run(collect(exercise), course, task, function, student)
        seen = [seen for outcome in outcomes for seen in outcome.observed if seen.function == task]
        if all(_differs(mistake.function(model, reference), seen) for mistake in (one, other)):
            found += 1
            yield Answer("composed", (_name(one), _name(other)), function)


def _both(model: type[Model], reference: Function, one: Mistake, other: Mistake) -> Function:
    return function_with(model, reference, one.choices + other.choices, one.checks + other.checks)


def _are_alternatives(one: Mistake, other: Mistake) -> bool:
    """Whether two slips belong to the same decision, so that no function has both."""
    both = [choice.slip.decision for choice in (*one.choices, *other.choices)]
    return len(set(both)) < len(both)


def _differs(function: Function, seen: list[Observed]) -> bool:
    """Whether a function gives other results than those that were observed."""
    with without_warnings():
        return any(not agrees(predicted(lambda: function, one.calls), one) for one in seen)


def _digest(task: str, one: Mistake, other: Mistake) -> str:
    return hashlib.sha256(f"{task} {one.name} {other.name}".encode()).hexdigest()


def _name(mistake: Mistake) -> str:
    return mistake.name.split(" (")[0]
