"""Right answers for `notes_layer`: different values, and different ways to write them."""

import itertools
from fractions import Fraction

import numpy as np


def halves():
    return {"w": (0.5, 0.5), "b": -1.5, "size": 2, "stride": 2, "padding": 1}


def negative_weight():
    return {"w": [2, -0.5], "b": -4, "size": 2, "stride": 2, "padding": 1}


def whole_floats():
    return {"w": [3.0, 2.0], "b": -12.0, "size": 2.0, "stride": 2.0, "padding": True}


def fractions():
    return {"w": (Fraction(2, 3), Fraction(1, 3)), "b": Fraction(-5, 3), "size": 2, "stride": 2, "padding": 1}


def bias_in_an_array():
    return {"w": np.array([3, 2]), "b": np.array(-12), "size": np.array(2), "stride": 2, "padding": 1}


def complex_numbers():
    return {"w": np.array([3, 2 + 0j]), "b": -12 + 0j, "size": 2, "stride": 2, "padding": 1}


def found_by_trying():
    """Search, from 0 downwards, for the first bias that gives 1 for the pattern and 0 elsewhere."""
    x = np.array([0, 3, 2, 0, 0])
    for b in itertools.count(0, -1):
        if np.maximum(3 * x[:-1] + 2 * x[1:] + b, 0).tolist() == [0, 1, 0, 0]:
            return {"w": [3, 2], "b": b, "size": 2, "stride": 2, "padding": 1}


def least_squares():
    """The outputs are 1 for the pair 3, 2, -1 for 0, 3 and -2 for 2, 0."""
    w0, w1, b = np.linalg.solve([[3, 2, 1], [0, 3, 1], [2, 0, 1]], [1, -1, -2])
    return {"w": [w0, w1], "b": b, "size": 2, "stride": 2, "padding": 1}


a_lambda = lambda: dict(zip(("w", "b", "size", "stride", "padding"), ([3, 2], -12, 2, 2, 1), strict=True))  # noqa: E731
