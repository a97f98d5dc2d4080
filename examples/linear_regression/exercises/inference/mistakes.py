"""How the answers of `inference` go wrong."""

import numpy as np
from scipy import stats

from autograder.grading.choices import Options
from autograder.grading.mistake_model import Model, decision, missing_check

HOURS, MARKS = np.array([1.0, 2.0, 3.0, 4.0]), np.array([2.0, 3.0, 5.0, 6.0])  # as in the notebook


class TStatistic(Model, task="t_statistic"):
    section = "chapter 2"

    def compute(self, x, y):
        slope, intercept = np.polyfit(x, y, 1)
        freedom = self.freedom(len(x))
        squares = np.sum((y - intercept - slope * x) ** 2)
        t = self.sign(slope) / np.sqrt(squares / freedom / np.sum((x - x.mean()) ** 2))
        return t, self.tails(stats.t.sf(abs(t), freedom))

    @decision()
    def freedom(self, n):
        return n - 2

    @freedom.slip("How many numbers of the line are estimated from the data?")
    def one_parameter_counted(self, n):
        """You use n - 1 degrees of freedom. A line has two parameters, so n - 2 are left."""
        return n - 1

    @freedom.slip("How many numbers of the line are estimated from the data?")
    def parameters_not_counted(self, n):
        """You use n degrees of freedom. A line has two parameters, so n - 2 are left."""
        return n

    @decision()
    def sign(self, slope):
        return slope

    @sign.slip("What is t if the line falls?")
    def without_sign(self, slope):
        """Your t has no sign. It has the sign of the slope."""
        return abs(slope)

    @decision()
    def tails(self, one):
        return 2 * one

    @tails.slip("Is a large negative t as surprising as a large positive one?")
    def one_sided(self, one):
        """Your p value has one side. The question has two sides, so double it."""
        return one

    @missing_check("chapter 2", "fewer than three points")
    def accepts_two_points(self, x):
        return len(x) < 3

    @staticmethod
    def legal_call(rng):
        count = rng.integers(3, 8)
        return (rng.permutation(20)[:count] / 2, rng.normal(0, 2, count)), {}


class ResidualTable(Model, task="residual_table"):
    section = "chapter 1"

    def compute(self, column):
        line = self.fitted(*np.polyfit(HOURS, MARKS, 1))
        return {"x": HOURS, "y": MARKS, "fitted": line, "residual": self.residual(line)}[column]

    @decision()
    def fitted(self, slope, intercept):
        return intercept + slope * HOURS

    @fitted.slip("What does the line predict for x = 0?")
    def no_intercept(self, slope, intercept):
        """You leave out the intercept. A prediction is intercept + slope · x."""
        return slope * HOURS

    @decision()
    def residual(self, fitted):
        return MARKS - fitted

    @residual.slip("Is the residual of a point above the line positive?")
    def fitted_minus_observed(self, fitted):
        """You subtract the observed value from the fitted one. A residual is observed minus fitted."""
        return fitted - MARKS

    @residual.slip("Is the residual of a point above the line positive?")
    def absolute_residuals(self, fitted):
        """Your residuals have no sign. A point below the line has a negative residual."""
        return abs(MARKS - fitted)

    @staticmethod
    def legal_call(rng):
        return (str(rng.choice(["fitted", "residual"])),), {}


class Outlier(Options, task="outlier"):
    right = "b"
    wrong = {
        "a": "You choose a. One point counts a lot if its x is far from the mean and its residual is large.",
        "c": "You choose c. The point is below the line, so the line has to fall at this end to come nearer.",
    }
    hint = "Draw three points on a rising line, and one far to the right and below it."
