"""How `equivariance_error` goes wrong."""

import numpy as np

from autograder.grading.mistake_model import decision, special_case

from ..comparing import MAPS, OTHER_LENGTHS, Comparing, random_input


class EquivarianceError(Comparing, task="equivariance_error"):
    """The distance of the two sides of equation 1 for one input."""

    def compute(self, f, g, x):
        return self.result(self.distance(f, g, x))

    @Comparing.shapes.slip("Compare with a tolerance: is nan <= tolerance? Is inf <= tolerance?")
    def nan_for_other_shapes(self, one, other):
        """You return NaN if the shapes differ. The error is infinite in this case."""
        return (one, other) if one.shape == other.shape else (np.array([np.nan]), np.zeros(1))

    @decision("§3, equation 1", about="fractions")
    def result(self, distance):
        """The error, a float."""
        return float(distance)

    @result.slip("What is the error if all differences are 0.25? Where does your code lose the fraction?")
    def fractions_cut_off(self, distance):
        """Your error loses its fraction. Return a float, not an int."""
        return np.trunc(distance)

    @special_case
    def has_one_value(self, x):
        return x.size == 1

    @staticmethod
    def legal_call(rng):
        f, g = (MAPS[rng.integers(len(MAPS))] for _ in "fg")
        if rng.random() < 0.2:
            f, g = OTHER_LENGTHS[rng.integers(3)]
        return (f, g, random_input(rng)), {}
