"""How `agrees` goes wrong."""

import numpy as np

from autograder.grading.mistake_model import Model, decision

from ...shared.functions import add_one, double, reverse


class Agrees(Model, task="agrees"):
    """Whether two functions give the same in both orders."""

    def compute(self, f, g, x):
        return self.answer(np.array_equal(f(g(x)), g(f(x))))

    @decision("§2")
    def answer(self, equal):
        """The answer, from whether both sides are equal."""
        return equal

    @answer.slip("Call your function with two functions that do not agree.")
    def always_true(self, equal):
        """You return True for any two functions."""
        return True

    @answer.slip("Read what must be equal.")
    def reversed_answer(self, equal):
        """You return True if the two sides differ: True means that they are equal."""
        return not equal

    @staticmethod
    def legal_call(rng):
        functions = (double, reverse, add_one)
        return (functions[rng.integers(3)], functions[rng.integers(3)], rng.permutation(4) + 1), {}
