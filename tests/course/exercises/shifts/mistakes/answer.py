"""Mistakes in `answer`."""

from autograder.grading.misconceptions import mistake


@mistake("§2", "Divide the number by two.")
def twice_the_same():
    """You return the number twice: the second value is its half."""
    return 42, 42


@mistake("§2", "Which of the two is the number, and which is its half?")
def exchanged():
    """You return the half first: the number comes first."""
    return 21, 42
