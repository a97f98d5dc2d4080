"""Mistakes in `detector_stage`."""

import numpy as np

from autograder.course.reference import load
from autograder.grading.misconceptions import mistake

detector_stage = load("convolutional_layer").detector_stage


@mistake("§4, Figure 2", "What is max(-3, 0)? And what does your function make of -3?")
def absolute_values(z):
    """You take absolute values: ReLU makes 0 of a negative value."""
    return np.abs(z)


@mistake("§4, Figure 2", "What is max(3, 0)? And what does your function make of 3?")
def keeps_the_negative_values(z):
    """You keep the negative values and replace the positive ones by 0: it is the other way round."""
    return np.minimum(z, 0)


@mistake("§4, Figure 2", "Call it with [-3, 3]. Which of both should be left?")
def sign_changed(z):
    """You make 0 of positive values and turn the negative ones round: ReLU keeps the positive ones."""
    return detector_stage(-z)


@mistake("§4, Figure 2", "What is max(3, 0)? And what does your function make of 3?")
def ones_and_zeros(z):
    """You answer whether a value is positive, by 1 or 0: ReLU keeps the positive value itself."""
    return (z > 0) * 1


@mistake("§4, Figure 2", "What is max(3, 0)? And what does your function make of 3?")
def limited_to_one(z):
    """You cut off what is above 1: ReLU has no upper limit."""
    return np.clip(z, 0, 1)


@mistake("§4, Figure 2", "What is max(-3, 0) exactly?")
def leaky(z):
    """You make small negative values of the negative ones, as leaky ReLU does: here they become exactly 0."""
    return np.where(z < 0, 0.01 * z, z)


@mistake("§4, Figure 2", "The detector stage is ReLU, max(z, 0). What does it make of 3?")
def sigmoid(z):
    """You use another nonlinearity, the sigmoid: here it is ReLU, max(z, 0)."""
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-1.0 * z))


@mistake("§4, Figure 2", "The detector stage is ReLU, max(z, 0). What does it make of 3?")
def hyperbolic_tangent(z):
    """You use another nonlinearity, tanh: here it is ReLU, max(z, 0)."""
    return np.tanh(z)


@mistake("§4, Figure 2", "How many values has your result for [-1, 2, -3]?")
def negative_values_left_out(z):
    """You leave out the negative values: each keeps its place, and a 0 stands there."""
    return z[z > 0]


@mistake("§4, Figure 2", "What is the second argument of np.max, and which NumPy function compares value by value?")
def maximum_along_an_axis(z):
    """You take the largest value along axis 0: np.max(z, 0) does that. ReLU compares each value with 0."""
    return np.max(z, axis=0)


@mistake("§4, Figure 2", "Python's max wants one truth value for z > 0. Which NumPy function compares value by value?")
def maximum_of_python(z):
    """You compare the array as a whole with 0, as Python's max does, and that fails: ReLU looks at each value alone."""
    return max(z, 0) if z.size == 1 else max(np.ones(2), 0)


@mistake("§4, Figure 2", "How many results has an array with two values?")
def largest_value_alone(z):
    """You return one number for the whole array: ReLU compares each value with 0, and the shape stays."""
    return max(np.max(z), 0)


@mistake("§4, Figure 2", "Call it with a 2×3 array. How many axes can your function handle?")
def one_axis_only(z):
    """Your function fails for an array with two axes: ReLU looks at each value alone, whatever the shape."""
    if z.ndim > 1:
        raise ValueError
    return detector_stage(z)


@mistake("§4, Figure 2", "Compare z.shape with the shape of your result, for a 2×3 array.")
def flattened(z):
    """You lose the shape: your result has all values in one row."""
    return detector_stage(z).ravel()


@mistake("§4, Figure 2", "What is the dtype of the array that you fill? Try [0.5].")
def truncated_to_integers(z):
    """Your outputs lose their fractions: they are turned into integers on the way."""
    return np.trunc(detector_stage(z))


@mistake("§4, Figure 2", "Print z before and after a call. Into which array do you write?")
def changes_its_argument(z):
    """You set the negative values of z itself to 0: the result is an array of its own, and z stays as it is."""
    z[z < 0] = 0
    return z
