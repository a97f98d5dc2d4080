"""Mistakes in `figure_3_misprint`."""

from autograder.grading.misconceptions import mistake


@mistake("§4, Figure 3", "Add up 9, 3, 10 and 32, then divide by their number.")
def printed_value():
    """You found the place, but return the 18 that is printed there: asked for is the value that should be there."""
    return 0, 0, 18


@mistake("§4, Figure 3", "Which indices has the first entry of a NumPy array?")
def counted_from_one():
    """Your value is right, but you count row and column from 1: as everywhere in code, they count from 0."""
    return 1, 1, 13.5


@mistake("§4, Figure 3", "54 / 4 has a fraction. Do you divide with / or with //?")
def rounded_down():
    """You found the place, but lost the fraction of the mean: it is not a whole number."""
    return 0, 0, 13


@mistake("§4, Figure 3", "A mean may have a fraction. What is 54 / 4?")
def rounded_up():
    """You found the place, but rounded the mean to a whole number: the exact value is asked for."""
    return 0, 0, 14


@mistake("§4, Figure 3", "The window holds four numbers. What is still to be done with their sum?")
def sum_not_divided():
    """You found the place, but return the sum of the window: the mean is the sum divided by the number of cells."""
    return 0, 0, 54


@mistake("§4, Figure 3", "A 2×2 window has size 2. How many cells does it hold?")
def divided_by_the_size():
    """You found the place, but divided the sum by 2, the size of the window: it holds four cells."""
    return 0, 0, 27


@mistake("§4, Figure 3", "The misprint is in the average output. Where is the 32 printed?")
def largest_value():
    """You found the place, but return the largest value of the window: the average output has its mean."""
    return 0, 0, 32


@mistake("§4, Figure 3", "Read the docstring's tuple from left to right.")
def value_before_the_place():
    """You found place and value, but return the value first: the order is row, column, correct value."""
    return 13.5, 0, 0


@mistake("§4, Figure 3", "The result has three members. Which place does your value belong to?")
def value_alone():
    """Your value is right, but its place is missing: return row, column and correct value."""
    return 13.5


@mistake("§4, Figure 3", "In the result, the indices of the wrong entry come before its correct value.")
def whole_output():
    """You return all of the corrected output: asked for are row, column and correct value of its one wrong entry."""
    return [[13.5, 3], [3, 12]]
