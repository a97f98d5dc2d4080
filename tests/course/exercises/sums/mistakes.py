"""Mistakes in `sums`."""

import numpy as np

from autograder.grading.misconceptions import mistake

from .reference import window_means, window_sums


@mistake("§1", "Which position is the last one at which a window of two fits?", task="window_sums")
def one_window_short(x, size):
    """You leave out the last window: it ends exactly at the end of the array, and it counts."""
    return window_sums(x, size)[:-1]


@mistake("§1", "Add the values before you compare them.", task="window_sums")
def largest_value(x, size):
    """You return the largest value of each window instead of its sum."""
    window_sums(x, size)
    return np.lib.stride_tricks.sliding_window_view(x, size).max(axis=1)


@mistake("§1", "Read what the docstring says about ValueError.", task="window_sums")
def no_errors(x, size):
    """You do not raise ValueError for a size that does not fit."""
    return np.array([sum(x[i : i + size]) for i in range(len(x) - size + 1)])


@mistake("§1", "Divide by the length of the window.", task="window_means")
def sums_instead_of_means(x, size):
    """You return the sums: a mean is the sum divided by the number of values."""
    return window_means(x, size) * size


@mistake("§1", "By which number do you divide?", task="window_means")
def divided_by_the_length(x, size):
    """You divide by the length of the array: a mean divides by the length of the window."""
    return window_sums(x, size) / len(x)
