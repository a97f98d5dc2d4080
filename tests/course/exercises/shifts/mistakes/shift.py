"""Mistakes in `shift`."""

import numpy as np

from autograder.grading.misconceptions import mistake

from ..reference import shift


@mistake("§2", "What is in the first positions of the result?")
def rolls(x, by):
    """You move the last values to the front: the free positions must contain zeros."""
    shift(x, by)
    return np.roll(x, by)


@mistake("§2", "Shift an array by one position on paper.")
def to_the_left(x, by):
    """You move the values to the left instead of to the right."""
    return shift(x[::-1], by)[::-1]
