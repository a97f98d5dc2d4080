"""How the functions of `sums` go wrong."""

import numpy as np

from autograder.grading.mistake_model import Model, decision, missing_check


class WindowSums(Model, task="window_sums"):
    """The sum of each window."""

    def compute(self, x, size):
        return self.values(x, size)[: self.count(len(x), size)]

    @decision("§1")
    def count(self, length, size):
        """How many windows there are."""
        return length - size + 1

    @count.slip("Which position is the last one at which a window of two fits?")
    def one_window_short(self, length, size):
        """You leave out the last window: it ends exactly at the end of the array, and it counts."""
        return length - size

    @decision("§1")
    def values(self, x, size):
        """The value of each window."""
        return np.array([x[i : i + size].sum() for i in range(len(x) - size + 1)])

    @values.slip("Add the values before you compare them.")
    def largest_value(self, x, size):
        """You return the largest value of each window instead of its sum."""
        return np.lib.stride_tricks.sliding_window_view(x, size).max(axis=1)

    @missing_check("§1", "a size that does not fit", "Read what the docstring says about ValueError.")
    def no_errors(self, x, size):
        return not 1 <= size <= len(x)

    @staticmethod
    def legal_call(rng):
        x = rng.permutation(rng.integers(1, 8)) + 1
        return (x, int(rng.integers(1, len(x) + 1))), {}


class WindowMeans(Model, task="window_means"):
    """The mean of each window."""

    def compute(self, x, size):
        sums = np.array([x[i : i + size].sum() for i in range(len(x) - size + 1)])
        return sums / self.divisor(len(x), size)

    @decision("§1", about="mean")
    def divisor(self, length, size):
        """By what sums are divided."""
        return size

    @divisor.slip("Divide by the length of the window.")
    def sums_instead_of_means(self, length, size):
        """You return the sums: a mean is the sum divided by the number of values."""
        return 1

    @divisor.slip("By which number do you divide?")
    def divided_by_the_length(self, length, size):
        """You divide by the length of the array: a mean divides by the length of the window."""
        return length

    legal_call = WindowSums.legal_call
