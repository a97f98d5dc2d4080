"""Mistakes in `detect`."""

import numpy as np

from autograder.course.reference import load
from autograder.grading.misconceptions import mistake

detect = load("equivariance").detect


@mistake("§3", "Try [1, 5]: its weighted sum is 3 + 10 = 13 as well.")
def weighted_sum_of_13(x):
    """You ask whether 3 times one value plus 2 times the next is 13, but other pairs have that sum, too."""
    return (3 * x[:-1] + 2 * x[1:] == 13) * 1


@mistake("§3", "Try [3, 3], which gives 15, and [9, 0].")
def weighted_sum_of_13_or_more(x):
    """You ask whether 3 times one value plus 2 times the next reaches 13: larger pairs do so, too."""
    return (3 * x[:-1] + 2 * x[1:] >= 13) * 1


@mistake("§3", "Try [3, 3] and [4, 1]. Which convolution is 1 for the pair 3, 2 only?")
def convolution_with_a_bias(x):
    """You use a convolution with a bias and ReLU: it gives 1 for 3, 2, but it answers other pairs, too."""
    return np.maximum(3 * x[:-1] + 2 * x[1:] - 12, 0)


@mistake("§3", "Try [4, 1].")
def sum_of_5(x):
    """You ask whether two neighbours add up to 5, but other pairs do so, too."""
    return (x[:-1] + x[1:] == 5) * 1


@mistake("§3", "Try [2, 3].")
def order_not_checked(x):
    """You look for a 3 and a 2 in either order: only the 3 before the 2 is the pattern."""
    return detect(x) | detect(x[::-1])[::-1]


@mistake("§3", "Try [2, 3] and [3, 2].")
def order_reversed(x):
    """You look for 2, 3: in the pattern the 3 comes first."""
    return detect(x[::-1])[::-1]


@mistake("§3", "Try [3, 0].")
def only_the_first_value(x):
    """You look for the 3 only: a 2 has to follow."""
    return (x[:-1] == 3) * 1


@mistake("§3", "Try [0, 2].")
def only_the_second_value(x):
    """You look for the 2 only: a 3 has to stand before it."""
    return (x[1:] == 2) * 1


@mistake("§3", "Try [3, 0] and [0, 2]. Which word, and or or, belongs between the two conditions?")
def one_of_two_is_enough(x):
    """You accept a pair of which only one value is right: both have to be."""
    return ((x[:-1] == 3) | (x[1:] == 2)) * 1


@mistake("§3", "Try [4, 3].")
def at_least_3_and_2(x):
    """You accept values that are larger than 3 and 2: the pattern is exactly 3, 2."""
    return ((x[:-1] >= 3) & (x[1:] >= 2)) * 1


@mistake("§3", "Try [3.25, 2].")
def fractions_ignored(x):
    """You round the values or cut off their fractions: 3.25 is not 3."""
    return detect(x.astype(int))


@mistake("§3", "In [0, 3, 2, 0, 0] the pattern stands at i = 1. Where is your 1?")
def marks_the_second_place(x):
    """You put the 1 where the 2 stands: it belongs at i, where the 3 stands."""
    return np.append(0, detect(x)[:-1])


@mistake("§3", "How many pairs of neighbours do m values have?")
def as_long_as_x(x):
    """Your output is as long as x: the last value has no right neighbour, so there are m - 1 answers."""
    return np.append(detect(x), 0)


@mistake("§3", "Which are the neighbours of the last value? Try [2, 0, 3].")
def wraps_around(x):
    """You compare the last value with the first: they are no neighbours, and there are m - 1 answers."""
    return ((x == 3) & (np.roll(x, -1) == 2)) * 1


@mistake("§3", "How many pairs of neighbours do m values have? Which numbers does range(m - 1) give?")
def last_pair_left_out(x):
    """You leave out the last pair: there are m - 1 answers."""
    return detect(x)[:-1]


@mistake("§3", "Which numbers does range(m - 1) begin with?")
def first_pair_left_out(x):
    """You leave out the first pair: there are m - 1 answers, and the first is about x[0] and x[1]."""
    return detect(x)[1:]


@mistake("§3", "Try [0, 3, 2, 0, 0]. Is 3, 2 among the pairs that you look at?")
def steps_of_two(x):
    """You cut x into pairs, so that every second place is left out: every two neighbours are a pair."""
    return detect(x)[::2]


@mistake("§3", "Try [3, 2, 3, 2].")
def only_the_first_pattern(x):
    """You stop at the first pattern: every place where it stands has a 1."""
    found = detect(x)
    return found * (np.cumsum(found) == 1)


@mistake("§3", "How long is your result, and how long are x and the result that is asked for?")
def places_instead_of_ones(x):
    """You give the places where the pattern stands: each place has an answer of its own, 1 or 0."""
    return np.flatnonzero(detect(x))


@mistake("§3", "Which question do you answer: whether, how often or where?")
def whether_instead_of_where(x):
    """You answer whether the pattern stands anywhere in x: each place has an answer of its own, 1 or 0."""
    return np.any(detect(x))


@mistake("§3", "Which question do you answer: whether, how often or where?")
def how_often_instead_of_where(x):
    """You count the patterns in x: each place has an answer of its own, 1 or 0."""
    return np.sum(detect(x))


@mistake("§3", "Print x before and after a call. Into which array do you write?")
def changes_its_argument(x):
    """You write your answers into x: the result is an array of its own, and x stays as it is."""
    x[:-1] = detect(x)
    return x[:-1]
