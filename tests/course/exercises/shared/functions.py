"""Functions that hidden tests give to students' functions. Students read their docstrings in the feedback."""

from autograder.sandbox import pure


@pure
def double(x):
    """2 * x"""
    return 2 * x


@pure
def reverse(x):
    """the array in reverse order"""
    return x[::-1]


@pure
def add_one(x):
    """x + 1"""
    return x + 1
