"""How `detect` goes wrong."""

import numpy as np

from autograder.grading.mistake_model import Model, decision, special_case


class Detect(Model, task="detect"):
    """Each pair of neighbours is compared with 3, 2."""

    section = "§3"

    def compute(self, x):
        found = self.matches(*self.pairs(self.values(x)))
        return self.answer(self.places(self.found(found * 1.0)))

    @decision(about="fractions")
    def values(self, x):
        """The values that are compared."""
        return x

    @values.slip("Try [3.25, 2].")
    def fractions_ignored(self, x):
        """You round the values or cut off their fractions. The value 3.25 is not 3."""
        return np.trunc(x)

    @fractions_ignored.also
    def fractions_ignored(self, x):
        return np.round(x)

    @decision(about="everything")
    def pairs(self, x):
        """The first and the second values of all pairs."""
        return x[:-1], x[1:]

    @pairs.slip("Which neighbours does the last value have? Try [2, 0, 3].")
    def wraps_around(self, x):
        """You compare the last value with the first. They are not neighbours, so there are m - 1 outputs."""
        return x, np.roll(x, -1)

    @pairs.slip("How many pairs of neighbours do m values have? Which numbers does range(m - 1) give?")
    def last_pair_left_out(self, x):
        """You leave out the last pair. There are m - 1 outputs."""
        return x[:-2], x[1:-1]

    @pairs.slip("Which number does range(m - 1) start with?")
    def first_pair_left_out(self, x):
        """You leave out the first pair. There are m - 1 outputs, and the first one is for x[0] and x[1]."""
        return x[1:-1], x[2:]

    @pairs.slip("Try [0, 3, 2, 0, 0]. Is 3, 2 one of the pairs that you check?")
    def steps_of_two(self, x):
        """You split x into separate pairs. Every two neighbours are a pair, so the pairs overlap."""
        return x[:-1:2], x[1::2]

    @decision(about="similar pairs")
    def matches(self, one, other):
        """Whether each pair is the pattern."""
        return (one == 3) & (other == 2)

    @matches.slip("Try [1, 5]. Its weighted sum is also 3 + 10 = 13.")
    def weighted_sum_of_13(self, one, other):
        """You check whether 3 times a value plus 2 times the next value is 13. Other pairs have this sum, too."""
        return 3 * one + 2 * other == 13

    @matches.slip("Try [3, 3], which gives 15, and [9, 0].")
    def weighted_sum_of_13_or_more(self, one, other):
        """You check whether 3 times a value plus 2 times the next value is at least 13. Larger pairs reach this sum,
        too."""
        return 3 * one + 2 * other >= 13

    @matches.slip("Try [3, 3] and [4, 1]. Is there a convolution that is 1 only for the pair 3, 2?")
    def convolution_with_a_bias(self, one, other):
        """You use a convolution with a bias and ReLU. It gives 1 for the pair 3, 2, but it also gives positive values
        for other pairs."""
        return np.maximum(3 * one + 2 * other - 12, 0)

    @matches.slip("Try [4, 1].")
    def sum_of_5(self, one, other):
        """You check whether the sum of two neighbours is 5. Other pairs have this sum, too."""
        return one + other == 5

    @matches.slip("Try [2, 3].")
    def order_not_checked(self, one, other):
        """You accept a 3 and a 2 in either order. In the pattern, the 3 comes before the 2."""
        return (one == 3) & (other == 2) | (one == 2) & (other == 3)

    @matches.slip("Try [2, 3] and [3, 2].", about="everything")
    def order_reversed(self, one, other):
        """You search for 2, 3. In the pattern, the 3 comes before the 2."""
        return (one == 2) & (other == 3)

    @matches.slip("Try [3, 0].")
    def only_the_first_value(self, one, other):
        """You check only for the 3. A 2 must come after it."""
        return one == 3

    @matches.slip("Try [0, 2].")
    def only_the_second_value(self, one, other):
        """You check only for the 2. A 3 must come before it."""
        return other == 2

    @matches.slip('Try [3, 0] and [0, 2]. Do you combine the two conditions with "and" or with "or"?')
    def one_of_two_is_enough(self, one, other):
        """You accept a pair if only one of its values is right. Both values must be right."""
        return (one == 3) | (other == 2)

    @matches.slip("Try [4, 3].")
    def at_least_3_and_2(self, one, other):
        """You accept values that are larger than 3 and 2. The pattern is exactly 3, 2."""
        return (one >= 3) & (other >= 2)

    @decision(about="several patterns")
    def found(self, found):
        """The patterns that count."""
        return found

    @found.slip("Try [3, 2, 3, 2].")
    def only_the_first_pattern(self, found):
        """You stop at the first pattern. Every position with the pattern has a 1."""
        return found * (np.cumsum(found > 0) == 1)

    @found.slip("Try [3, 2, 0, 3, 2]. Do you overwrite what you found before?")
    def only_the_last_pattern(self, found):
        """You keep only the last pattern. Every position with the pattern has a 1."""
        return found * (np.cumsum(found[::-1] > 0) == 1)[::-1]

    @decision(about="everything")
    def places(self, found):
        """Where the output has a 1."""
        return found

    @places.slip("In [0, 3, 2, 0, 0] the pattern starts at i = 1. Where is your 1?")
    def marks_the_second_place(self, found):
        """You put the 1 at the index of the 2. It belongs at the index of the 3."""
        return np.append(0, found[:-1])

    @marks_the_second_place.also
    def marks_the_second_place(self, found):
        return np.append(0, found)

    @places.slip("In [0, 3, 2, 0, 0] the pattern starts at i = 1. How many ones does your output have?")
    def marks_both_places(self, found):
        """You put a 1 at the index of the 3 and at the index of the 2. It belongs only at the index of the 3."""
        return np.maximum(found, np.append(0, found[:-1]))

    @marks_both_places.also
    def marks_both_places(self, found):
        return np.maximum(np.append(found, 0), np.append(0, found))

    @places.slip("How many pairs of neighbours do m values have?")
    def as_long_as_x(self, found):
        """Your output is as long as x. The last value has no right neighbour, so there are m - 1 outputs."""
        return np.append(found, 0)

    @decision(about="everything")
    def answer(self, found):
        """The result."""
        return found

    @answer.slip("How long is your result? How long should it be for an x of length m?")
    def places_instead_of_ones(self, found):
        """You return the indices of the pattern. Return 1 or 0 for each position."""
        return np.flatnonzero(found)

    @answer.slip("Which question does your result answer: whether, how often or where?")
    def whether_instead_of_where(self, found):
        """You return whether the pattern is anywhere in x. Return 1 or 0 for each position."""
        return bool(np.any(found))

    @answer.slip("Which question does your result answer: whether, how often or where?")
    def how_often_instead_of_where(self, found):
        """You count the patterns in x. Return 1 or 0 for each position."""
        return np.sum(found)

    @special_case
    def is_short(self, x):
        return len(x) < 4

    @special_case
    def begins_with_the_pattern(self, x):
        return x[0] == 3 and x[1] == 2

    @special_case
    def ends_with_the_pattern(self, x):
        return x[-2] == 3 and x[-1] == 2

    @staticmethod
    def legal_call(rng):
        x = rng.choice([0, 1, 2, 2, 3, 3, 4, 5, -3], rng.integers(3, 10))
        x = np.concatenate([x, [3, 2]])[rng.integers(0, 3) : None if rng.random() < 0.5 else -1]
        return ((x if rng.random() < 0.4 else x + rng.choice([0, 0, 0, 0.25], len(x))),), {}
