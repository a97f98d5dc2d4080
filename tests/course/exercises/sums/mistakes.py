"""How `window_sums` and `window_means` go wrong."""

import numpy as np

from autograder.grading.mistake_model import Model, decision, missing_check


class Windows(Model):
    """Windows that move along an array, one position at a time."""

    section = "§1"

    def compute(self, x, size):
        windows = [x[i : i + size] for i in range(self.count(len(x), size))]
        return np.array([self.value(window, x) for window in windows])

    @decision()
    def count(self, length, size):
        return length - size + 1

    @count.slip("Which position is the last one at which a window of two fits?")
    def one_window_short(self, length, size):
        """You leave out the last window: it ends exactly at the end of the array, and it counts."""
        return length - size

    @missing_check("§1", "a size below 1", "Call {task} with size=0.")
    def accepts_a_size_below_one(self, size):
        return size < 1

    @missing_check("§1", "a size above the length", "Call {task} with three values and size=4.")
    def accepts_a_size_above_the_length(self, x, size):
        return size > len(x)

    @staticmethod
    def legal_call(rng):
        length = int(rng.integers(1, 8))
        return (rng.permutation(length) + 1, int(rng.integers(1, length + 1))), {}


class Sums(Windows, task="window_sums"):
    @decision(about="values")
    def value(self, window, x):
        return window.sum()

    @value.slip("Add the values before you compare them.")
    def largest_value(self, window, x):
        """You return the largest value of each window instead of its sum."""
        return window.max()


class Means(Windows, task="window_means"):
    @decision(about="values")
    def value(self, window, x):
        return window.mean()

    @value.slip("Divide by the length of the window.")
    def sums_instead_of_means(self, window, x):
        """You return the sums: a mean is the sum divided by the number of values."""
        return window.sum()

    @value.slip("By which number do you divide?")
    def divided_by_the_length(self, window, x):
        """You divide by the length of the array: a mean divides by the length of the window."""
        return window.sum() / len(x)
