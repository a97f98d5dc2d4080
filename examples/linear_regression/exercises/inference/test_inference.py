"""Hidden tests of `inference`."""

import numpy as np
import pytest

from autograder.grading import assertions
from autograder.grading.choices import hidden_test

from .mistakes import Outlier

t_statistic = pytest.mark.task("t_statistic")
residual_table = pytest.mark.task("residual_table")


def points(rng, count):
    """Points beside a line."""
    x = rng.choice(np.arange(1, 30), count, replace=False) / 2
    return x, rng.choice([-2, -1, 1, 2]) * x + rng.normal(0, 3, count)


@t_statistic(points=2.5, about=("freedom", "sign", "tails"))
def test_statistic(student, reference, rng):
    """t and the p value of the slope"""
    for count in (5, 8):
        assertions.same(student.t_statistic, reference.t_statistic, *points(rng, count))


@t_statistic(points=0.5, about=("freedom", "sign", "tails"))
def test_negative_slope(student, reference, rng):
    """a negative slope has a negative t, and a p value below 1"""
    x, y = points(rng, 6)
    assertions.same(student.t_statistic, reference.t_statistic, x, -np.abs(y) - 3 * x)


@t_statistic(points=1)
def test_errors(student, rng):
    """ValueError for fewer than three points, and only then"""
    x, y = points(rng, 4)
    assertions.value_errors(student.t_statistic, [(x, y), (x[:3], y[:3])], [(x[:2], y[:2])])


@residual_table(points=1.5, about="fitted")
def test_fitted(student, reference):
    """the column fitted has the predicted values"""
    assertions.same(student.residual_table, reference.residual_table, "fitted")


@residual_table(points=1.5, about=("fitted", "residual"))
def test_residuals(student, reference):
    """the column residual has observed minus predicted values"""
    assertions.same(student.residual_table, reference.residual_table, "residual")


test_outlier = hidden_test(Outlier)
