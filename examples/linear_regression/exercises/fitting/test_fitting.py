"""Hidden tests of `fitting`."""

import numpy as np
import pytest

from autograder.grading import assertions

fit_line = pytest.mark.task("fit_line")
line_predicts = pytest.mark.task("line_predicts")


def points(rng, count=5):
    """Points beside a line, with different values of x whose mean is not 0."""
    x = rng.choice(np.arange(1, 30), count, replace=False) / 2
    return x, rng.integers(-2, 3) * x + rng.integers(-4, 5) + rng.choice([-1, -0.5, 1.5, 2], count)


@fit_line(points=2, about=("slope", "intercept"))
def test_points_beside_the_line(student, reference, rng):
    """slope and intercept of the line of least squares"""
    for count in (3, 6):
        assertions.same(student.fit_line, reference.fit_line, *points(rng, count))


@fit_line(points=1, about=("slope", "intercept"))
def test_two_points(student, reference, rng):
    """the line through two points"""
    assertions.same(student.fit_line, reference.fit_line, *points(rng, 2))


@fit_line(points=1)
def test_errors(student, rng):
    """ValueError for different lengths and for equal values of x, and only then"""
    x, y = points(rng)
    assertions.value_errors(student.fit_line, [(x, y)], [(x, y[:-1]), (np.full(5, x[0]), y)])


@line_predicts(points=2, about="prediction")
def test_predictions(student, reference, rng):
    """the object predicts with the line that it was fitted to"""
    x, y = points(rng)
    assertions.same(student.line_predicts, reference.line_predicts, x, y, rng.integers(-9, 10, 4))


@line_predicts(points=1, about=("prediction", "memory"))
def test_two_objects(student, reference, rng):
    """each object has its own line"""
    calls = [(*points(rng), rng.integers(1, 10, 3)) for _ in range(3)]
    assertions.results_kept(student.line_predicts, reference.line_predicts, *calls)
