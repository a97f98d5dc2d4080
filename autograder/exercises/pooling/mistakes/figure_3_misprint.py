"""Mistakes in `figure_3_misprint`."""

from autograder.grading.misconceptions import mistake


@mistake("§4, Figure 3", "Add up 9, 3, 10 and 32. Then divide the sum by how many numbers there are.")
def printed_value():
    """You found the position, but you return the 18 that is printed there. Return the correct value."""
    return 0, 0, 18


@mistake("§4, Figure 3", "What are the indices of the first entry of a 2-D NumPy array?")
def counted_from_one():
    """Your value is right, but you count rows and columns from 1. In code, indices start at 0."""
    return 1, 1, 13.5


@mistake("§4, Figure 3", "54 / 4 has a fraction. Do you divide with / or with //?")
def rounded_down():
    """You found the position, but you cut off the fraction of the mean. Return the exact value."""
    return 0, 0, 13


@mistake("§4, Figure 3", "A mean can have a fraction. What is 54 / 4?")
def rounded_up():
    """You found the position, but you rounded the mean to a whole number. Return the exact value."""
    return 0, 0, 14


@mistake("§4, Figure 3", "The window contains four numbers. What do you have to do with their sum?")
def sum_not_divided():
    """You found the position, but you return the sum of the window. The mean is the sum divided by the number of
    values."""
    return 0, 0, 54


@mistake("§4, Figure 3", "A 2×2 window has size 2. How many values does it contain?")
def divided_by_the_size():
    """You found the position, but you divide the sum by 2, the size of the window. The window contains four values."""
    return 0, 0, 27


@mistake("§4, Figure 3", "The misprint is in the average output. In which output is the 32 printed?")
def largest_value():
    """You found the position, but you return the largest value of the window. The average output contains its mean."""
    return 0, 0, 32


@mistake("§4, Figure 3", "Read the tuple in the docstring from left to right.")
def value_before_the_place():
    """Your numbers are right, but the value comes first. The order is row, column, correct value."""
    return 13.5, 0, 0


@mistake("§4, Figure 3", "The result has three elements. At which row and column is your value?")
def value_alone():
    """Your value is right, but its position is missing. Return the row, the column and the correct value."""
    return 13.5


@mistake("§4, Figure 3", "In the result, the indices of the wrong entry come before its correct value.")
def whole_output():
    """You return the whole corrected output. Return only the row, the column and the correct value of the wrong
    entry."""
    return [[13.5, 3], [3, 12]]
