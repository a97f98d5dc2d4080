"""Mistakes in `equivariance_error`."""

import numpy as np

from autograder.course.reference import load
from autograder.grading.misconceptions import mistake

distance = load("equivariance").distance
equivariance_error = load("equivariance").equivariance_error


def _differences(f, g, x):
    """All of f(g(x)) - g(f(x)); one inf where the shapes differ."""
    one, other = f(g(x)), g(f(x))
    return one - other if one.shape == other.shape else np.array([np.inf])


@mistake("§3, equation 1", "Try f and g for which f(g(x)) is the smaller of the two. Can an error be negative?")
def signed_difference(f, g, x):
    """You take the differences with their signs: the error is the largest of their absolute values."""
    return float(np.max(_differences(f, g, x)))


@mistake("§3, equation 1", "What do you make of the differences 1 and -5?")
def absolute_value_too_late(f, g, x):
    """You take the absolute value of the largest difference: take that of every difference, then the largest."""
    return float(abs(np.max(_differences(f, g, x))))


@mistake("§3, equation 1", "What do you make of the differences 1 and -5?")
def difference_of_the_largest_values(f, g, x):
    """You compare the largest values of the two sides: compare them place by place, then take the largest."""
    one, other = f(g(x)), g(f(x))
    return float(abs(np.max(one) - np.max(other))) if one.shape == other.shape else np.inf


@mistake("§3, equation 1", "One wrong value among a thousand right ones: how large is the error?")
def mean_instead_of_max(f, g, x):
    """You average the absolute differences: the error is the largest of them."""
    return float(np.mean(np.abs(_differences(f, g, x))))


@mistake("§3, equation 1", "What do you make of the differences 1, 1 and 1?")
def sum_instead_of_max(f, g, x):
    """You add the absolute differences up: the error is the largest of them."""
    return float(np.sum(np.abs(_differences(f, g, x))))


@mistake("§3, equation 1", "What do you make of the differences 3 and 4? Nothing is squared here.")
def euclidean_distance(f, g, x):
    """You take the root of the sum of squares: the error is the largest of the absolute differences."""
    return float(np.sqrt(np.sum(np.square(_differences(f, g, x)))))


@mistake("§3, equation 1", "What do you make of the differences 1 and 3? Nothing is squared here.")
def mean_square(f, g, x):
    """You average the squared differences: the error is the largest of the absolute differences."""
    return float(np.mean(np.square(_differences(f, g, x))))


@mistake("§3, equation 1", "Which function is called last on the right-hand side of equation 1?")
def invariance_measured(f, g, x):
    """You compare f(g(x)) with f(x), which measures invariance: equation 1 compares it with g(f(x))."""
    return distance(f(g(x)), f(x))


@mistake("§3, equation 1", "Which function is called first on the right-hand side of equation 1?")
def compares_with_x(f, g, x):
    """You compare f(g(x)) with x itself: equation 1 compares it with g(f(x))."""
    return distance(f(g(x)), x)


@mistake("§3, equation 1", "Where does g stand on the left-hand side of equation 1?")
def g_on_the_output_only(f, g, x):
    """You compare g(f(x)) with f(x), so that g never meets the input: equation 1 compares it with f(g(x))."""
    return distance(g(f(x)), f(x))


@mistake("§3, equation 1", "Each side of equation 1 calls both functions: one on the result of the other.")
def f_compared_with_g(f, g, x):
    """You compare f(x) with g(x): equation 1 is about f after g and g after f."""
    return distance(f(x), g(x))


@mistake("§3, equation 1", "Let f and g be np.flip, and x have two axes.")
def fails_for_two_axes(f, g, x):
    """Your function fails for arrays with two axes: look for the largest value over all axes."""
    if _differences(f, g, x).ndim > 1:
        raise ValueError
    return equivariance_error(f, g, x)


@mistake("§3, equation 1", "What is the error if all differences are 0.25? Where do the fractions go?")
def fractions_cut_off(f, g, x):
    """Your error loses its fraction: it is a float, not an int."""
    error = equivariance_error(f, g, x)
    return int(error) if np.isfinite(error) else error


@mistake(
    "§3, equation 1", "Compare the two shapes before you subtract. What if they are (6,) and (12,), or (6,) and (1,)?"
)
def shapes_not_compared(f, g, x):
    """You subtract the two sides without a look at their shapes: where these differ, the error is infinite."""
    return float(np.max(np.abs(f(g(x)) - g(f(x)))))


@mistake("§3, equation 1", "What does NumPy make of np.ones(6) - np.ones(1)?")
def broadcast_taken_for_equal(f, g, x):
    """You give inf only where NumPy cannot subtract: shapes that broadcast, like (6,) and (1,), differ as well."""
    try:
        return shapes_not_compared(f, g, x)
    except ValueError:
        return np.inf


@mistake("§3, equation 1", "Compare the whole .shape of both sides. What are those of np.ones(1) and np.ones((1, 1))?")
def sizes_taken_for_shapes(f, g, x):
    """You compare how many values there are: (1,) and (1, 1) have one each, and still the shapes differ."""
    return distance(np.ravel(f(g(x))), np.ravel(g(f(x))))


@mistake("§3, equation 1", "How far apart are results that cannot be compared? Is nan <= tolerance, and is inf?")
def nan_for_other_shapes(f, g, x):
    """You give NaN where the shapes differ: the error is infinite there."""
    error = equivariance_error(f, g, x)
    return error if np.isfinite(error) else np.nan


@mistake("§3, equation 1", "Compare the two shapes first. Nothing has to be cut.")
def cut_to_the_shorter(f, g, x):
    """You cut the longer side to the length of the shorter: where the shapes differ, the error is infinite."""
    one, other = f(g(x)), g(f(x))
    length = min(len(one), len(other))
    return float(np.max(np.abs(one[:length] - other[:length])))
