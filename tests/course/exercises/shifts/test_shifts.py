"""Hidden tests of `shifts`."""

import numpy as np
import pytest

from autograder.grading import assertions

from ..shared.functions import add_one, double, reverse

shift = pytest.mark.task("shift")


@shift(points=2, about="shifted")
def test_shift(student, reference, rng):
    """the values move to the right, and zeros take the free positions"""
    for by in (1, 2, 0):
        assertions.same(student.shift, reference.shift, rng.permutation(5) + 1, by)


@shift(points=1)
def test_shift_errors(student):
    """ValueError for a shift below 0 or beyond the length, and only then"""
    x = np.array([3, 1, 2])
    assertions.value_errors(student.shift, [(x, 3), (x, 0)], [(x, -1), (x, 4)])


@pytest.mark.task("agrees", points=2, about="answer")
def test_agrees(student, rng):
    """True if both orders give the same, else False"""
    x = rng.permutation(4) + 1
    for f, g, expected in ((double, reverse, True), (add_one, double, False), (reverse, add_one, True)):
        assertions.value(student.agrees, expected, f, g, x)


@pytest.mark.task("answer", points=1, about="pair")
def test_answer(student):
    """the number and its half"""
    assertions.value(student.answer, (42, 21))
