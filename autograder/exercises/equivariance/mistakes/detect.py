"""Mistakes in `detect`."""

import numpy as np

from autograder.grading.misconceptions import mistake

from ..reference import detect


@mistake("§3", "Try [1, 5]. Its weighted sum is also 3 + 10 = 13.")
def weighted_sum_of_13(x):
    """You check whether 3 times a value plus 2 times the next value is 13. Other pairs have this sum, too."""
    return (3 * x[:-1] + 2 * x[1:] == 13) * 1


@mistake("§3", "Try [3, 3], which gives 15, and [9, 0].")
def weighted_sum_of_13_or_more(x):
    """You check whether 3 times a value plus 2 times the next value is at least 13. Larger pairs reach this sum,
    too."""
    return (3 * x[:-1] + 2 * x[1:] >= 13) * 1


@mistake("§3", "Try [3, 3] and [4, 1]. Is there a convolution that is 1 only for the pair 3, 2?")
def convolution_with_a_bias(x):
    """You use a convolution with a bias and ReLU. It gives 1 for the pair 3, 2, but it also gives positive values for
    other pairs."""
    return np.maximum(3 * x[:-1] + 2 * x[1:] - 12, 0)


@mistake("§3", "Try [4, 1].")
def sum_of_5(x):
    """You check whether the sum of two neighbours is 5. Other pairs have this sum, too."""
    return (x[:-1] + x[1:] == 5) * 1


@mistake("§3", "Try [2, 3].")
def order_not_checked(x):
    """You accept a 3 and a 2 in either order. In the pattern, the 3 comes before the 2."""
    return detect(x) | detect(x[::-1])[::-1]


@mistake("§3", "Try [2, 3] and [3, 2].")
def order_reversed(x):
    """You search for 2, 3. In the pattern, the 3 comes before the 2."""
    return detect(x[::-1])[::-1]


@mistake("§3", "Try [3, 0].")
def only_the_first_value(x):
    """You check only for the 3. A 2 must come after it."""
    return (x[:-1] == 3) * 1


@mistake("§3", "Try [0, 2].")
def only_the_second_value(x):
    """You check only for the 2. A 3 must come before it."""
    return (x[1:] == 2) * 1


@mistake("§3", 'Try [3, 0] and [0, 2]. Do you combine the two conditions with "and" or with "or"?')
def one_of_two_is_enough(x):
    """You accept a pair if only one of its values is right. Both values must be right."""
    return ((x[:-1] == 3) | (x[1:] == 2)) * 1


@mistake("§3", "Try [4, 3].")
def at_least_3_and_2(x):
    """You accept values that are larger than 3 and 2. The pattern is exactly 3, 2."""
    return ((x[:-1] >= 3) & (x[1:] >= 2)) * 1


@mistake("§3", "Try [3.25, 2].")
def fractions_ignored(x):
    """You round the values or cut off their fractions. The value 3.25 is not 3."""
    return detect(x.astype(int))


@mistake("§3", "In [0, 3, 2, 0, 0] the pattern starts at i = 1. Where is your 1?")
def marks_the_second_place(x):
    """You put the 1 at the index of the 2. It belongs at the index of the 3."""
    return np.append(0, detect(x)[:-1])


@mistake("§3", "How many pairs of neighbours do m values have?")
def as_long_as_x(x):
    """Your output is as long as x. The last value has no right neighbour, so there are m - 1 outputs."""
    return np.append(detect(x), 0)


@mistake("§3", "Which neighbours does the last value have? Try [2, 0, 3].")
def wraps_around(x):
    """You compare the last value with the first. They are not neighbours, so there are m - 1 outputs."""
    return ((x == 3) & (np.roll(x, -1) == 2)) * 1


@mistake("§3", "How many pairs of neighbours do m values have? Which numbers does range(m - 1) give?")
def last_pair_left_out(x):
    """You leave out the last pair. There are m - 1 outputs."""
    return detect(x)[:-1]


@mistake("§3", "Which number does range(m - 1) start with?")
def first_pair_left_out(x):
    """You leave out the first pair. There are m - 1 outputs, and the first one is for x[0] and x[1]."""
    return detect(x)[1:]


@mistake("§3", "Try [0, 3, 2, 0, 0]. Is 3, 2 one of the pairs that you check?")
def steps_of_two(x):
    """You split x into separate pairs. Every two neighbours are a pair, so the pairs overlap."""
    return detect(x)[::2]


@mistake("§3", "Try [3, 2, 3, 2].")
def only_the_first_pattern(x):
    """You stop at the first pattern. Every position with the pattern has a 1."""
    found = detect(x)
    return found * (np.cumsum(found) == 1)


@mistake("§3", "How long is your result? How long should it be for an x of length m?")
def places_instead_of_ones(x):
    """You return the indices of the pattern. Return 1 or 0 for each position."""
    return np.flatnonzero(detect(x))


@mistake("§3", "Which question does your result answer: whether, how often or where?")
def whether_instead_of_where(x):
    """You return whether the pattern is anywhere in x. Return 1 or 0 for each position."""
    return np.any(detect(x))


@mistake("§3", "Which question does your result answer: whether, how often or where?")
def how_often_instead_of_where(x):
    """You count the patterns in x. Return 1 or 0 for each position."""
    return np.sum(detect(x))


@mistake("§3", "Print x before and after a call. Into which array do you write?")
def changes_its_argument(x):
    """You write your results into x. Return a new array, and leave x unchanged."""
    x[:-1] = detect(x)
    return x[:-1]
