"""How `conv1d` goes wrong."""

from autograder.grading.mistake_model import special_case

from ...shared.convolving import Convolution, drawn


class Conv1d(Convolution, task="conv1d"):
    """The sum of the products in each window."""

    def compute(self, x, w):
        return self.result(self.convolved(x, w), x)

    @special_case
    def kernel_as_long_as_the_input(self, x, w):
        return len(x) == len(w)

    @staticmethod
    def legal_call(rng):
        k = int(rng.integers(1, 6))
        m = k + int(rng.choice([0, 1, 2, 5]))
        return (drawn(rng, m), drawn(rng, k)), {}
