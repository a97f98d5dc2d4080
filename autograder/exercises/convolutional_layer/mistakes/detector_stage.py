"""How `detector_stage` goes wrong."""

import math

import numpy as np

from autograder.grading.mistake_model import Model, decision

FIGURE = "§4, Figure 2"


class DetectorStage(Model, task="detector_stage"):
    """ReLU of each value."""

    def compute(self, z):
        return self.numbers(self.shape(self.values(z * 1.0)))

    @decision(FIGURE, about="everything")
    def values(self, z):
        """What becomes of each value."""
        return np.where(z > 0, self.positive(z), self.negative(z))

    @values.slip("What is max(3, 0)? What does {task} return for 3?")
    def keeps_the_negative_values(self, z):
        """You keep the negative values and replace the positive values by 0. ReLU does the opposite."""
        return np.minimum(z, 0)

    @values.slip("Call {task} with [-3, 3]. Which of the two values should stay?")
    def sign_changed(self, z):
        """You replace positive values by 0 and change the sign of negative values. ReLU keeps the positive values."""
        return np.maximum(-z, 0)

    @values.slip("The detector stage is ReLU, max(z, 0). What does it return for 3?")
    def sigmoid(self, z):
        """You use a different nonlinearity, the sigmoid. The detector stage uses ReLU, which is max(z, 0)."""
        return 1 / (1 + np.exp(-z))

    @values.slip("The detector stage is ReLU, max(z, 0). What does it return for 3?")
    def hyperbolic_tangent(self, z):
        """You use a different nonlinearity, tanh. The detector stage uses ReLU, which is max(z, 0)."""
        return np.tanh(z)

    @values.slip("What is the second argument of np.max? Which NumPy function compares value by value?")
    def maximum_along_an_axis(self, z):
        """You take the largest value along axis 0, because np.max(z, 0) does this. ReLU compares each value with 0."""
        return np.max(z, axis=0)

    @values.slip("How many values does your result have for [-1, 2, -3]?")
    def negative_values_left_out(self, z):
        """You remove the negative values. Keep their positions in the array, and put a 0 there."""
        return self.positive(z[z > 0])

    @decision(FIGURE, about="everything")
    def positive(self, z):
        """What becomes of positive values."""
        return z

    @positive.slip("What is max(3, 0)? What does {task} return for 3?")
    def ones_and_zeros(self, z):
        """You return 1 for positive values and 0 for the others. ReLU keeps the positive value itself."""
        return np.ones_like(z)

    @positive.slip("What is max(3, 0)? What does {task} return for 3?")
    def limited_to_one(self, z):
        """You replace values above 1 by 1. ReLU has no upper limit."""
        return np.minimum(z, 1)

    @positive.slip("What is 3 + |3|? Divide the sum of a value and its size by 2.")
    def doubled(self, z):
        """You double the positive values. ReLU keeps them as they are."""
        return 2 * z

    @decision(FIGURE, about="everything")
    def negative(self, z):
        """What becomes of negative values."""
        return np.zeros_like(z)

    @negative.slip("What is max(-3, 0)? What does {task} return for -3?")
    def absolute_values(self, z):
        """You take absolute values. ReLU replaces a negative value by 0."""
        return -z

    @negative.slip("What is max(-3, 0) exactly?")
    def leaky(self, z):
        """You return small negative values for negative inputs, as leaky ReLU does. Here they become exactly 0."""
        return 0.01 * z

    @leaky.also
    def leaky(self, z):
        return 0.1 * z

    @decision(FIGURE, about="axes")
    def shape(self, values):
        """The array of the results."""
        return values

    @shape.slip("How many values should the result have for an array with two values?", about="everything")
    def largest_value_alone(self, values):
        """You return one number for the whole array. ReLU compares each value with 0 and keeps the shape."""
        return np.max(values)

    @shape.slip("Call {task} with a 2×3 array. How many axes does your code expect?")
    def one_axis_only(self, values):
        """Your function works only for arrays with one axis. ReLU compares each value with 0, for arrays of any
        shape."""
        return values if values.ndim == 1 else [][1]

    @one_axis_only.also
    def one_axis_only(self, values):
        """An array of one value has a truth value for NumPy. Then the function may still fail, or return something."""
        one_each = values.ndim > 1 and math.prod(values.shape[1:]) == 1
        return values if values.ndim == 1 else np.ma.masked_all(values.shape) if one_each else [][1]

    @shape.slip("Call {task} with a 1×2×3 array. How many axes does your code expect?")
    def two_axes_at_most(self, values):
        """Your function fails for arrays with more than two axes. ReLU compares each value with 0, for arrays of any
        shape."""
        return values if values.ndim < 3 else [][1]

    @shape.slip("Compare z.shape with the shape of your result for a 2×3 array.")
    def flattened(self, values):
        """Your result has only one axis. It must have the same shape as z."""
        return values.ravel()

    @decision(FIGURE, about="fractions")
    def numbers(self, values):
        """The numbers of the result."""
        return values

    @numbers.slip("What is the dtype of the array that you fill? Try [0.5].")
    def truncated_to_integers(self, values):
        """Your outputs lose their fractions, because your code converts them to integers."""
        return np.trunc(values)

    @staticmethod
    def legal_call(rng):
        z = rng.integers(-9, 10, rng.integers(1, 5, rng.integers(1, 5)))
        return (z if rng.random() < 0.5 else z / 4,), {}
