"""Right answers to `fit_line` in other styles."""

import numpy as np


def loop(x, y):
    if len(x) != len(y):
        raise ValueError("lengths")
    n, mean_x, mean_y = len(x), sum(x) / len(x), sum(y) / len(y)
    products = squares = 0.0
    for i in range(n):
        products += (x[i] - mean_x) * (y[i] - mean_y)
        squares += (x[i] - mean_x) ** 2
    if squares == 0:
        raise ValueError("no spread")
    return [products / squares, mean_y - products / squares * mean_x]


def solved(x, y):
    if len(x) != len(y) or np.ptp(x) == 0:
        raise ValueError("no line")
    columns = np.column_stack([x, np.ones(len(x))])
    return np.linalg.lstsq(columns, y, rcond=None)[0]


def fitted(x, y):
    if np.shape(x) != np.shape(y) or len(set(x)) == 1:
        raise ValueError("no line")
    slope, intercept = np.polyfit(x, y, 1)
    return float(slope), float(intercept)
