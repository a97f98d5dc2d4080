"""Hidden tests of `sums`."""

import numpy as np
import pytest

from autograder.grading import assertions
from autograder.grading.assertions import each_of

window_sums = pytest.mark.task("window_sums")
window_means = pytest.mark.task("window_means")


def numbers(rng, count):
    """Distinct positive integers in random order."""
    return rng.permutation(count) + 1


@window_sums(points=2, about=("count", "values"))
def test_sums(student, reference, rng):
    """the sum of each window"""
    for count, size in ((7, 2), (5, 3)):
        assertions.same(student.window_sums, reference.window_sums, numbers(rng, count), size)


@window_sums(points=1, about=("count", "values"))
def test_edges(student, reference, rng):
    """windows of one value, and of all values"""
    for count, size in ((4, 1), (6, 6)):
        assertions.same(student.window_sums, reference.window_sums, numbers(rng, count), size)


@each_of(window_sums=0.5, window_means=1)
def test_errors(task, student, rng):
    """ValueError for a size below 1 or above the length, and only then"""
    x = numbers(rng, 4)
    assertions.value_errors(getattr(student, task), [(x, 4), (x, 1)], [(x, 0), (x, 5)])


@window_sums(points=0.5, about=("count", "values"))
def test_unchanged(student, reference, rng):
    """the arguments are not changed"""
    assertions.same(student.window_sums, reference.window_sums, numbers(rng, 4), 2)
    assertions.arguments_kept(student.window_sums, numbers(rng, 4), 2)


@window_means(points=2, about=("count", "values"))
def test_means(student, reference, rng):
    """the mean of each window"""
    for count, size in ((7, 2), (6, 4)):
        assertions.same(student.window_means, reference.window_means, numbers(rng, count), size)
    assertions.value(student.window_means, np.array([2.0]), np.array([1, 3]), 2)
