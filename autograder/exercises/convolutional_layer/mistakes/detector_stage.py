"""Mistakes in `detector_stage`."""

import numpy as np

from autograder.grading.misconceptions import mistake

from ..reference import detector_stage


@mistake("§4, Figure 2", "What is max(-3, 0)? What does your function return for -3?")
def absolute_values(z):
    """You take absolute values. ReLU replaces a negative value by 0."""
    return np.abs(z)


@mistake("§4, Figure 2", "What is max(3, 0)? What does your function return for 3?")
def keeps_the_negative_values(z):
    """You keep the negative values and replace the positive values by 0. ReLU does the opposite."""
    return np.minimum(z, 0)


@mistake("§4, Figure 2", "Call your function with [-3, 3]. Which of the two values should stay?")
def sign_changed(z):
    """You replace positive values by 0 and change the sign of negative values. ReLU keeps the positive values."""
    return detector_stage(-z)


@mistake("§4, Figure 2", "What is max(3, 0)? What does your function return for 3?")
def ones_and_zeros(z):
    """You return 1 for positive values and 0 for the others. ReLU keeps the positive value itself."""
    return (z > 0) * 1


@mistake("§4, Figure 2", "What is max(3, 0)? What does your function return for 3?")
def limited_to_one(z):
    """You replace values above 1 by 1. ReLU has no upper limit."""
    return np.clip(z, 0, 1)


@mistake("§4, Figure 2", "What is max(-3, 0) exactly?")
def leaky(z):
    """You return small negative values for negative inputs, as leaky ReLU does. Here they become exactly 0."""
    return np.where(z < 0, 0.01 * z, z)


@mistake("§4, Figure 2", "The detector stage is ReLU, max(z, 0). What does it return for 3?")
def sigmoid(z):
    """You use a different nonlinearity, the sigmoid. The detector stage uses ReLU, which is max(z, 0)."""
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-1.0 * z))


@mistake("§4, Figure 2", "The detector stage is ReLU, max(z, 0). What does it return for 3?")
def hyperbolic_tangent(z):
    """You use a different nonlinearity, tanh. The detector stage uses ReLU, which is max(z, 0)."""
    return np.tanh(z)


@mistake("§4, Figure 2", "How many values does your result have for [-1, 2, -3]?")
def negative_values_left_out(z):
    """You remove the negative values. Keep their positions in the array, and put a 0 there."""
    return z[z > 0]


@mistake("§4, Figure 2", "What is the second argument of np.max? Which NumPy function compares value by value?")
def maximum_along_an_axis(z):
    """You take the largest value along axis 0, because this is what np.max(z, 0) does. ReLU compares each value with
    0."""
    return np.max(z, axis=0)


@mistake("§4, Figure 2", "Python's max needs one truth value for z > 0. Which NumPy function compares value by value?")
def maximum_of_python(z):
    """You use Python's max, which fails because it compares the whole array with 0. ReLU compares each value with 0."""
    return max(z, 0) if z.size == 1 else max(np.ones(2), 0)


@mistake("§4, Figure 2", "How many values should the result have for an array with two values?")
def largest_value_alone(z):
    """You return one number for the whole array. ReLU compares each value with 0 and keeps the shape."""
    return max(np.max(z), 0)


@mistake("§4, Figure 2", "Call your function with a 2×3 array. How many axes does your code expect?")
def one_axis_only(z):
    """Your function fails for an array with two axes. ReLU compares each value with 0, for arrays of any shape."""
    if z.ndim > 1:
        raise ValueError
    return detector_stage(z)


@mistake("§4, Figure 2", "Compare z.shape with the shape of your result for a 2×3 array.")
def flattened(z):
    """Your result has only one axis. It must have the same shape as z."""
    return detector_stage(z).ravel()


@mistake("§4, Figure 2", "What is the dtype of the array that you fill? Try [0.5].")
def truncated_to_integers(z):
    """Your outputs lose their fractions, because your code converts them to integers."""
    return np.trunc(detector_stage(z))


@mistake("§4, Figure 2", "Print z before and after a call. Into which array do you write?")
def changes_its_argument(z):
    """You set the negative values of z itself to 0. Return a new array, and leave z unchanged."""
    z[z < 0] = 0
    return z
