"""Mistakes in `agrees`."""

from autograder.grading.misconceptions import mistake

from ..reference import agrees


@mistake("§2", "Call your function with two functions that do not agree.")
def always_true(f, g, x):
    """You return True for any two functions."""
    return True


@mistake("§2", "Read what must be equal.")
def reversed_answer(f, g, x):
    """You return True if the two sides differ: True means that they are equal."""
    return not agrees(f, g, x)
