"""How `agrees` goes wrong."""

from autograder.grading.mistake_model import Model, decision

from ...shared.functions import add_one, double, reverse


class Agrees(Model, task="agrees"):
    def compute(self, f, g, x):
        return self.answer(bool((f(g(x)) == g(f(x))).all()))

    @decision("§2")
    def answer(self, is_equal):
        return is_equal

    @answer.slip("Call your function with two functions that do not agree.")
    def always_true(self, is_equal):
        """You return True for any two functions."""
        return True

    @answer.slip("Read what must be equal.")
    def reversed_answer(self, is_equal):
        """You return True if the two sides differ: True means that they are equal."""
        return not is_equal

    @staticmethod
    def legal_call(rng):
        first, second = rng.permutation([double, reverse, add_one])[:2]
        return (first, second, rng.permutation(4) + 1), {}
