"""Run the hidden tests of one task on a function of this process, and diagnose what it does wrong."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from autograder.course.config import Course, Exercise
from autograder.course.content import load_reference
from autograder.grading.diagnosis import Diagnosis
from autograder.grading.hidden_tests import collect
from autograder.grading.misconceptions import model_of
from autograder.proving.in_process import run


@dataclass(frozen=True)
class Judgement:
    """What a function loses, in points; the names of its mistakes; the failing tests, and those without a name; how
    many results of models the diagnosis computed, and its time."""

    lost: float
    names: tuple[str, ...]
    failing: tuple[str, ...]
    unexplained: tuple[str, ...]
    tried: int
    milliseconds: float

    def __str__(self) -> str:
        lost = f"loses {self.lost:g} points in {', '.join(self.failing)}" if self.failing else "loses no points"
        unexplained = f"; without a name: {', '.join(self.unexplained)}" if self.unexplained and self.names else ""
        return f"{lost}; {', '.join(self.names) or 'no mistake'} is named{unexplained}"


def judge(
    course: Course, exercise: Exercise, task: str, function: Callable[..., Any], student: str = "ada"
) -> Judgement:
    """Judge a function with the numbers of one student."""
    outcomes = run(collect(exercise), course, task, function, student)
    failing = [outcome for outcome in outcomes if outcome.error is not None]
    start = time.perf_counter()
    diagnosis = Diagnosis(task, outcomes, getattr(load_reference(exercise), task), model_of(exercise, task))
    return Judgement(
        sum(outcome.points for outcome in failing),
        tuple(one.misconception.name for one in diagnosis.named),
        tuple(outcome.test for outcome in failing),
        diagnosis.unexplained,
        diagnosis.computations,
        (time.perf_counter() - start) * 1000,
    )
