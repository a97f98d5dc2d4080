"""Wrong answers to `fit_line`, as students write them."""

import numpy as np


def means(x, y):
    if len(x) != len(y):
        # ~ accepts_different_lengths: if False:
        raise ValueError("lengths")
    if len(set(x.tolist())) == 1:
        # ~ accepts_equal_values: if False:
        raise ValueError("no spread")
    y = y[: len(x)]
    x = x[: len(y)]
    dx, dy = x - x.mean(), y - y.mean()
    slope = np.dot(dx, dy) / np.dot(dx, dx)
    # ~ divided_by_the_spread_of_y: slope = (dx @ dy) / (dy @ dy)
    # ~ mean_of_the_slopes: slope = np.mean(np.diff(y[np.argsort(x)]) / np.diff(np.sort(x)))
    intercept = y.mean() - slope * x.mean()
    # ~ mean_of_y: intercept = y.mean()
    # ~ through_the_first_point: intercept = y[0] - slope * x[0]
    return slope, intercept
    # ~ intercept_first: return intercept, slope
