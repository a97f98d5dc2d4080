"""Ways to write `equivariance_error`, and what students with a slip write instead of a line."""

import numpy as np


def vectorised(f, g, x):
    a, b = f(g(x)), g(f(x))
    # ~ invariance_instead: a, b = f(g(x)), f(x)
    # ~ compares_with_x: a, b = f(g(x)), x
    # ~ compares_with_g_of_x: a, b = f(g(x)), g(x)
    # ~ g_on_the_output_only: a, b = g(f(x)), f(x)
    # ~ f_compared_with_g: a, b = f(x), g(x)
    if a.shape != b.shape:
        # ~ shapes_not_compared: if False:
        # ~ sizes_taken_for_shapes: if a.size != b.size:
        return np.inf
        # ~ nan_for_other_shapes: return float("nan")
        # ~ other_shapes_pass: return 0.0
    error = np.abs(a - b).max()
    # ~ sizes_taken_for_shapes: error = np.abs(a.ravel() - b.ravel()).max()
    # ~ signed_difference: error = (a - b).max()
    # ~ absolute_value_too_late: error = abs((a - b).max())
    # ~ difference_of_the_largest_values: error = abs(a.max() - b.max())
    # ~ sums_compared: error = abs(a.sum() - b.sum())
    # ~ mean_of_the_differences: error = np.abs(a - b).mean()
    # ~ sum_instead_of_max: error = np.abs(a - b).sum()
    # ~ euclidean_distance: error = np.linalg.norm((a - b).ravel())
    # ~ mean_square: error = np.mean((a - b) ** 2)
    # ~ fails_for_two_axes: error = max(abs(a - b))
    return float(error)
    # ~ fractions_cut_off: return int(error)


def loop(f, g, x):
    one, two = f(g(x)), g(f(x))
    # ~ invariance_instead: one, two = f(x), f(g(x))
    # ~ g_on_the_output_only: one, two = f(x), g(f(x))
    if np.shape(one) != np.shape(two):
        # ~ sizes_taken_for_shapes: if one.size != two.size:
        return float("inf")
        # ~ shapes_not_compared: raise ValueError("the shapes differ")
        # ~ other_shapes_pass: return 0
    error = 0
    # ~ signed_difference: error = -float("inf")
    # ~ absolute_value_too_late: error = -float("inf")
    for p, q in zip(one.flat, two.flat, strict=True):
        error = max(error, abs(p - q))
        # ~ signed_difference: error = max(error, p - q)
        # ~ absolute_value_too_late: error = max(error, p - q)
        # ~ sum_instead_of_max: error = error + abs(p - q)
        # ~ mean_of_the_differences: error = error + abs(p - q) / one.size
        # ~ mean_square: error = error + (p - q) ** 2 / one.size
        # ~ fractions_cut_off: error = max(error, int(abs(p - q)))
    return error
    # ~ absolute_value_too_late: return abs(error)


def tried(f, g, x):
    left, right = f(g(x)), g(f(x))
    # ~ cut_to_the_shorter: left, right = f(g(x))[: len(g(f(x)))], g(f(x))[: len(f(g(x)))]
    try:
        difference = np.stack([left, right])[0] - np.stack([left, right])[1]
        # ~ broadcast_taken_for_equal: difference = np.subtract(left, right)
        # ~ cut_to_the_shorter: difference = left - right
    except ValueError:
        return np.inf
        # ~ nan_for_other_shapes: return np.nan
        # ~ cut_to_the_shorter: raise
    return max(difference.max(), -difference.min())
    # ~ signed_difference: return difference.max()
    # ~ sum_instead_of_max: return np.abs(difference).sum()
