"""How `shift` goes wrong."""

import numpy as np

from autograder.grading.mistake_model import Model, decision, missing_check


class Shift(Model, task="shift"):
    section = "§2"

    def compute(self, x, by):
        return self.shifted(x, np.zeros(by, x.dtype))

    @decision()
    def shifted(self, x, zeros):
        return np.concatenate([zeros, x[: len(x) - len(zeros)]])

    @shifted.slip("What is in the first positions of the result?")
    def rolls(self, x, zeros):
        """You move the last values to the front: the free positions must contain zeros."""
        return np.roll(x, len(zeros))

    @shifted.slip("Shift an array by one position on paper.")
    def to_the_left(self, x, zeros):
        """You move the values to the left instead of to the right."""
        return np.concatenate([x[len(zeros) :], zeros])

    @missing_check("§2", "a shift below 0")
    def accepts_a_negative_shift(self, by):
        return by < 0

    @missing_check("§2", "a shift beyond the length")
    def accepts_a_larger_shift(self, x, by):
        return by > len(x)

    @staticmethod
    def legal_call(rng):
        length = int(rng.integers(1, 8))
        return (rng.permutation(length) + 1, int(rng.integers(0, length + 1))), {}
