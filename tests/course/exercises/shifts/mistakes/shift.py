"""How `shift` goes wrong."""

import numpy as np

from autograder.grading.mistake_model import Model, decision


class Shift(Model, task="shift"):
    """Zeros, then the beginning of the array."""

    def compute(self, x, by):
        return self.moved(x, by)

    @decision("§2")
    def moved(self, x, by):
        """The values at their new positions."""
        return np.concatenate([np.zeros(by, x.dtype), x[: len(x) - by]])

    @moved.slip("What is in the first positions of the result?")
    def rolls(self, x, by):
        """You move the last values to the front: the free positions must contain zeros."""
        return np.roll(x, by)

    @moved.slip("Shift an array by one position on paper.")
    def to_the_left(self, x, by):
        """You move the values to the left instead of to the right."""
        return np.concatenate([x[by:], np.zeros(by, x.dtype)])

    @staticmethod
    def legal_call(rng):
        x = rng.permutation(rng.integers(1, 8)) + 1
        return (x, int(rng.integers(len(x) + 1))), {}
