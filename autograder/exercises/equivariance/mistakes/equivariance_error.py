"""Mistakes in `equivariance_error`."""

import numpy as np

from autograder.grading.misconceptions import mistake

from ..reference import distance, equivariance_error


def _differences(f, g, x):
    """All values of f(g(x)) - g(f(x)), or one inf if the shapes differ."""
    one, other = f(g(x)), g(f(x))
    return one - other if one.shape == other.shape else np.array([np.inf])


@mistake("§3, equation 1", "Try f and g for which f(g(x)) is smaller than g(f(x)). Can an error be negative?")
def signed_difference(f, g, x):
    """You use the differences with their signs. The error is the largest of their absolute values."""
    return float(np.max(_differences(f, g, x)))


@mistake("§3, equation 1", "Which error do you get for the differences 1 and -5?")
def absolute_value_too_late(f, g, x):
    """You take the absolute value of the largest difference. Take the absolute value of every difference first, then
    the largest."""
    return float(abs(np.max(_differences(f, g, x))))


@mistake("§3, equation 1", "Compare [1, 5] with [5, 1]. Which error do you get?")
def difference_of_the_largest_values(f, g, x):
    """You compare the largest values of the two sides. Compare the two sides element by element, then take the largest
    difference."""
    one, other = f(g(x)), g(f(x))
    return float(abs(np.max(one) - np.max(other))) if one.shape == other.shape else np.inf


@mistake("§3, equation 1", "One wrong value is among a thousand right values. How large is the error?")
def mean_instead_of_max(f, g, x):
    """You average the absolute differences. The error is the largest of them."""
    return float(np.mean(np.abs(_differences(f, g, x))))


@mistake("§3, equation 1", "Which error do you get for the differences 1, 1 and 1?")
def sum_instead_of_max(f, g, x):
    """You add up the absolute differences. The error is the largest of them."""
    return float(np.sum(np.abs(_differences(f, g, x))))


@mistake("§3, equation 1", "Which error do you get for the differences 3 and 4? Do not square them.")
def euclidean_distance(f, g, x):
    """You take the square root of the sum of squares. The error is the largest of the absolute differences."""
    return float(np.sqrt(np.sum(np.square(_differences(f, g, x)))))


@mistake("§3, equation 1", "Which error do you get for the differences 1 and 3? Do not square them.")
def mean_square(f, g, x):
    """You average the squared differences. The error is the largest of the absolute differences."""
    return float(np.mean(np.square(_differences(f, g, x))))


@mistake("§3, equation 1", "Which function is called last on the right-hand side of equation 1?")
def invariance_measured(f, g, x):
    """You compare f(g(x)) with f(x), which measures invariance. Equation 1 compares f(g(x)) with g(f(x))."""
    return distance(f(g(x)), f(x))


@mistake("§3, equation 1", "Which function is called first on the right-hand side of equation 1?")
def compares_with_x(f, g, x):
    """You compare f(g(x)) with x. Equation 1 compares f(g(x)) with g(f(x))."""
    return distance(f(g(x)), x)


@mistake("§3, equation 1", "Where is g on the left-hand side of equation 1?")
def g_on_the_output_only(f, g, x):
    """You compare g(f(x)) with f(x), so you never apply g to the input. Equation 1 compares g(f(x)) with f(g(x))."""
    return distance(g(f(x)), f(x))


@mistake("§3, equation 1", "Each side of equation 1 calls both functions. Which function gets the result of the other?")
def f_compared_with_g(f, g, x):
    """You compare f(x) with g(x). Equation 1 applies both functions on each side, in different orders."""
    return distance(f(x), g(x))


@mistake("§3, equation 1", "Use np.flip for f and g, and an x with two axes.")
def fails_for_two_axes(f, g, x):
    """Your function fails for arrays with two axes. Take the maximum over all axes."""
    if _differences(f, g, x).ndim > 1:
        raise ValueError
    return equivariance_error(f, g, x)


@mistake("§3, equation 1", "What is the error if all differences are 0.25? Where does your code lose the fraction?")
def fractions_cut_off(f, g, x):
    """Your error loses its fraction. Return a float, not an int."""
    error = equivariance_error(f, g, x)
    return int(error) if np.isfinite(error) else error


@mistake(
    "§3, equation 1", "Compare the shapes before you subtract. What happens for (6,) and (12,), and for (6,) and (1,)?"
)
def shapes_not_compared(f, g, x):
    """You subtract the two sides without comparing their shapes. If the shapes differ, the error is infinite."""
    return float(np.max(np.abs(f(g(x)) - g(f(x)))))


@mistake("§3, equation 1", "What is the result of np.ones(6) - np.ones(1)?")
def broadcast_taken_for_equal(f, g, x):
    """You return inf only if NumPy cannot subtract the two sides. Shapes that broadcast, such as (6,) and (1,), also
    differ."""
    try:
        return shapes_not_compared(f, g, x)
    except ValueError:
        return np.inf


@mistake(
    "§3, equation 1", "Compare the whole .shape of both sides. What are the shapes of np.ones(1) and np.ones((1, 1))?"
)
def sizes_taken_for_shapes(f, g, x):
    """You compare only the number of values. The shapes (1,) and (1, 1) differ, although both arrays have one value."""
    return distance(np.ravel(f(g(x))), np.ravel(g(f(x))))


@mistake("§3, equation 1", "Compare with a tolerance: is nan <= tolerance? Is inf <= tolerance?")
def nan_for_other_shapes(f, g, x):
    """You return NaN if the shapes differ. The error is infinite in this case."""
    error = equivariance_error(f, g, x)
    return error if np.isfinite(error) else np.nan


@mistake("§3, equation 1", "Compare the two shapes first. Do not cut any values off.")
def cut_to_the_shorter(f, g, x):
    """You cut the longer side to the length of the shorter side. If the shapes differ, the error is infinite."""
    one, other = f(g(x)), g(f(x))
    length = min(len(one), len(other))
    return float(np.max(np.abs(one[:length] - other[:length])))
