"""How the functions of `fitting` go wrong."""

import numpy as np

from autograder.grading.mistake_model import Model, decision, missing_check


def data(rng):
    """Points with different values of x."""
    x = rng.choice(np.arange(1, 30), rng.integers(3, 7), replace=False) / 2
    return x, rng.integers(-9, 10, x.size) / 2


class FitLine(Model, task="fit_line"):
    section = "chapter 1"

    def compute(self, x, y):
        slope = self.slope(x - np.mean(x), y - np.mean(y))
        return self.result(slope, self.intercept(slope, x, y))

    @decision()
    def slope(self, dx, dy):
        return np.sum(dx * dy) / np.sum(dx**2)

    @slope.slip("By what do you divide the sum of products?")
    def divided_by_the_spread_of_y(self, dx, dy):
        """You divide by the sum of squares of y. Divide by that of x."""
        return np.sum(dx * dy) / np.sum(dy**2)

    @slope.slip("What are the slopes between neighbouring points worth, if one lies far from the line?")
    def mean_of_the_slopes(self, dx, dy):
        """You average slopes from point to point. Least squares weighs each point by its distance from the mean."""
        order = np.argsort(dx)
        return np.mean(np.diff(dy[order]) / np.diff(dx[order]))

    @decision()
    def intercept(self, slope, x, y):
        return np.mean(y) - slope * np.mean(x)

    @intercept.slip("Which point is on every line of least squares?")
    def mean_of_y(self, slope, x, y):
        """You return the mean of y as intercept. Subtract the slope times the mean of x."""
        return np.mean(y)

    @intercept.slip("Which point is on every line of least squares?")
    def through_the_first_point(self, slope, x, y):
        """Your line passes through the first point. It must pass through the point of the means."""
        return y[0] - slope * x[0]

    @decision(about="slope")
    def result(self, slope, intercept):
        return slope, intercept

    @result.slip("In which order does the description name the two numbers?", about="everything")
    def intercept_first(self, slope, intercept):
        """You return the intercept first. The slope comes first."""
        return intercept, slope

    @missing_check("chapter 1", "arrays of different lengths")
    def accepts_different_lengths(self, x, y):
        return len(x) != len(y)

    @missing_check("chapter 1", "an x with equal values alone")
    def accepts_equal_values(self, x, y):
        return len(x) == len(y) and len(set(x.tolist())) == 1

    @staticmethod
    def legal_call(rng):
        return data(rng), {}


class LinePredicts(Model, task="line_predicts"):
    section = "chapter 1"

    def compute(self, x, y, new):
        slope, intercept = np.polyfit(*self.memory.setdefault("points", (x, y)) if self.remembers() else (x, y), 1)
        return self.prediction(slope, intercept, new)

    @decision()
    def prediction(self, slope, intercept, new):
        return intercept + slope * new

    @prediction.slip("What does your object predict for x = 0?")
    def no_intercept(self, slope, intercept, new):
        """You leave out the intercept. A prediction is intercept + slope · x."""
        return slope * new

    @prediction.slip("Which of the two numbers is multiplied by x?")
    def exchanged(self, slope, intercept, new):
        """You exchange slope and intercept. Slope is multiplied by x."""
        return slope + intercept * new

    @decision(about="memory")
    def remembers(self):
        return False

    @remembers.slip("Fit two objects to different data. Is the second line another one?")
    def first_fit_kept(self):
        """Your class keeps the first line for all objects. Store the line in self, in each call of fit."""
        return True

    @staticmethod
    def legal_call(rng):
        return (*data(rng), rng.integers(-5, 6, 3)), {}
