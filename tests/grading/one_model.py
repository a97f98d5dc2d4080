"""An exercise with one task, `spans`, and a mistake model of it, for promises about the diagnosis.

`spans(x, size, stride=1)` is the sum of each window of `size` values; windows move by `stride`.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from autograder.course.config import Course
from autograder.course.content import load_reference
from autograder.grading.diagnosis import Diagnosis
from autograder.grading.hidden_tests import TestOutcome, collect
from autograder.grading.misconceptions import model_of
from autograder.proving.in_process import run
from tests.grading.one_exercise import course_of

SOLUTION = """
def spans(x, size, stride=1):
    if size < 1 or stride < 1 or size > len(x):
        raise ValueError
    return np.array([x[i : i + size].sum() for i in range(0, len(x) - size + 1, stride)])
"""
TESTS = """
def numbers(rng, count):
    return rng.permutation(np.arange(2, count + 2)) * 3

@pytest.mark.task("spans", points=2, about=("size", "values"))
def test_sums(student, reference, rng):
    \"\"\"the sum of each window\"\"\"
    for count, size in ((7, 3), (5, 2), (4, 4)):
        assertions.same(student.spans, reference.spans, numbers(rng, count), size)

@pytest.mark.task("spans", points=1, about="stride")
def test_stride(student, reference, rng):
    \"\"\"windows move by the stride\"\"\"
    for count, stride in ((7, 2), (9, 4)):
        assertions.same(student.spans, reference.spans, numbers(rng, count), 3, stride)

@pytest.mark.task("spans", points=1, about=("stride", "leftovers"))
def test_leftovers(student, reference, rng):
    \"\"\"what is left over is dropped\"\"\"
    for count, stride in ((8, 2), (9, 5)):
        assertions.same(student.spans, reference.spans, numbers(rng, count), 3, stride)

@pytest.mark.task("spans", points=1)
def test_errors(student, rng):
    \"\"\"ValueError for illegal sizes and strides, and only then\"\"\"
    x = numbers(rng, 4)
    legal = [(x, 4), (x, 1), (x, 2, 3)]
    assertions.value_errors(student.spans, legal, [(x, 0), (x, -1), (x, 5), (x, 2, 0), (x, 2, -2)])

@pytest.mark.task("spans", points=1)
def test_unchanged(student, reference, rng):
    \"\"\"arguments and earlier results stay unchanged\"\"\"
    calls = [(numbers(rng, 5), 1), (numbers(rng, 5), 1), (numbers(rng, 5), 2)]
    assertions.same(student.spans, reference.spans, *calls[0])
    assertions.results_kept(student.spans, reference.spans, *calls)
    for size, stride in ((1, 1), (2, 1), (2, 2)):
        assertions.arguments_kept(student.spans, numbers(rng, 6), size, stride)
"""
MISTAKES = '''
from autograder.grading.mistake_model import Model, decision, missing_check

class Spans(Model, task="spans"):
    def compute(self, x, size, stride=1):
        step, extent = self.step(stride, size), self.extent(size)
        count = self.count(len(x), size, step)
        windows = [x[i : i + extent] for i in self.starts(count, step)]
        return self.result(np.array([self.aggregate(window) for window in windows]))

    @decision("§2", about="stride")
    def step(self, stride, size):
        return stride

    @step.slip("Call {task} with a stride of 2.")
    def ignores_the_stride(self, stride, size):
        """You do not use the stride."""
        return 1

    @step.slip("Where does the second window start?", about="size")
    def moves_by_the_size(self, stride, size):
        """You always move by the size."""
        return size

    @decision("§1", about="size")
    def extent(self, size):
        return size

    @extent.slip("How many values has x[0:2]?")
    def one_value_short(self, size):
        """Your windows have one value too few."""
        return size - 1

    @decision("§1", about="size")
    def count(self, length, size, step):
        return (length - size) // step + 1

    @count.slip("Where does the last window start?")
    def one_window_short(self, length, size, step):
        """You leave out the last window."""
        return (length - size) // step

    @count.slip("What is left over?", about="leftovers")
    def refuses_leftovers(self, length, size, step):
        """You raise ValueError if something is left over."""
        if (length - size) % step:
            raise ValueError
        return self.usual("count", length, size, step)

    @decision("§1", about="stride")
    def starts(self, count, step):
        return [i * step for i in range(count)]

    @decision("§1", about="values")
    def aggregate(self, window):
        return window.sum()

    @aggregate.slip("Do you divide?")
    def means(self, window):
        """You return the means."""
        return window.sum() / len(window)

    @aggregate.slip("What is the sum of 3 and 4?")
    def largest_values(self, window):
        """You return the largest value."""
        return window.max()

    @decision("§1", about="values")
    def result(self, values):
        return values

    @result.slip("Which window comes first?")
    def backwards(self, values):
        """Your results are in the wrong order."""
        return values[::-1]

    @missing_check("§3", "a size of 0")
    def accepts_a_size_of_zero(self, size):
        return size == 0

    @missing_check("§3", "a negative size")
    def accepts_a_negative_size(self, size):
        return size < 0

    @missing_check("§3", "a size above the length", "Call {task} with size=9 and three values.")
    def accepts_a_larger_size(self, x, size):
        """You do not compare the size with the length."""
        return size > len(x)

    @missing_check("§3", "a stride of 0")
    def accepts_a_stride_of_zero(self, stride):
        return stride == 0

    @missing_check("§3", "a negative stride")
    def accepts_a_negative_stride(self, stride):
        return stride < 0
'''


def course_with_a_model(root: Path, **changes: Any) -> Course:
    """The exercise in a course of its own; `changes` replace some of its texts (see `course_of`)."""
    texts = {"solution": SOLUTION, "tests": TESTS, "points": "spans = 6", "mistakes": MISTAKES} | changes
    return course_of(root, **texts)


def outcomes_of(course: Course, function: Callable[..., Any], student: str = "ada") -> list[TestOutcome]:
    """The outcomes of the hidden tests of the course's first task for a function."""
    [exercise] = course.exercises
    return run(collect(exercise), course, exercise.task_names[0], function, student)


def diagnosis_of(course: Course, function: Callable[..., Any], student: str = "ada") -> Diagnosis:
    """What is wrong with a function, by the hidden tests of the course's first task."""
    [exercise] = course.exercises
    task = exercise.task_names[0]
    outcomes = outcomes_of(course, function, student)
    return Diagnosis(task, outcomes, getattr(load_reference(exercise), task), model_of(exercise, task))


def names(diagnosis: Diagnosis) -> list[str]:
    """The names of the mistakes."""
    return [one.misconception.name for one in diagnosis.named]


def explained(diagnosis: Diagnosis) -> dict[str, list[str]]:
    """Mistake → the tests that it explains, without `test_`."""
    return {one.misconception.name: [test.removeprefix("test_") for test in one.tests] for one in diagnosis.named}


def checked(x: np.ndarray, size: int, stride: int) -> None:
    """Raise ValueError for arguments that `spans` does not allow."""
    if size < 1 or stride < 1 or size > len(x):
        raise ValueError
