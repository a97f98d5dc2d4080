"""Right answers for `equivariance_error`, in different styles."""

import functools
import math
from fractions import Fraction

import numpy as np


def one_expression(f, g, x):
    a, b = f(g(x)), g(f(x))
    return np.abs(a - b).max() if a.shape == b.shape else np.inf


def plain_loop(f, g, x):
    left = f(g(x))
    right = g(f(x))
    if np.shape(left) != np.shape(right):
        return float("inf")
    worst = 0
    for one, other in zip(left.flat, right.flat, strict=True):
        if one - other > worst:
            worst = one - other
        if other - one > worst:
            worst = other - one
    return float(worst)


def chebyshev_norm(f, g, x):
    a, b = f(g(x)), g(f(x))
    if a.shape != b.shape:
        return math.inf
    return np.linalg.norm(np.ravel(a - b), ord=np.inf)


def either_sign(f, g, x):
    a, b = f(g(x)), g(f(x))
    if a.shape != b.shape:
        return np.inf
    return max((a - b).max(), (b - a).max())


def last_of_the_sorted(f, g, x):
    a, b = np.asarray(f(g(x))), np.asarray(g(f(x)))
    return sorted(abs(a.ravel() - b.ravel()))[-1] if a.shape == b.shape else np.inf


def nested_lists(f, g, x):
    def gap(one, other):
        if isinstance(one, list) != isinstance(other, list):
            return math.inf
        if not isinstance(one, list):
            return abs(one - other)
        if len(one) != len(other):
            return math.inf
        return max(map(gap, one, other))

    return gap(f(g(x)).tolist(), g(f(x)).tolist())


def single_precision(f, g, x):
    a, b = f(g(x)).astype(np.float32), g(f(x)).astype(np.float32)
    return np.float32(np.inf) if a.shape != b.shape else np.amax(np.abs(np.subtract(a, b)))


def exact_fractions(f, g, x):
    a, b = f(g(x)), g(f(x))
    if a.shape != b.shape:
        return math.inf
    pairs = zip(a.ravel().tolist(), b.ravel().tolist(), strict=True)
    return float(max(abs(Fraction(one) - Fraction(other)) for one, other in pairs))


def place_by_place(f, g, x):
    a, b = f(g(x)), g(f(x))
    if (a.ndim, a.shape) != (b.ndim, b.shape):
        return np.inf
    return functools.reduce(lambda worst, place: max(worst, abs(a[place] - b[place])), np.ndindex(a.shape), 0.0)


def larger_minus_smaller(f, g, x):
    both = f(g(x)), g(f(x))
    if len({side.shape for side in both}) == 2:
        return np.inf
    return (np.maximum(*both) - np.minimum(*both)).max()


def spread_of_a_stack(f, g, x):
    try:
        return np.ptp(np.stack([f(g(x)), g(f(x))]), axis=0).max()
    except ValueError:  # np.stack raises ValueError for different shapes
        return np.inf


compared_by_a_lambda = lambda f, g, x: (  # noqa: E731
    (lambda a, b: float(np.amax(np.absolute(a - b))) if a.shape == b.shape else np.inf)(f(g(x)), g(f(x)))
)


class _Error:
    def __init__(self, size):
        self.size = size

    def __call__(self, f, g, x):
        left, right = f(g(x)), g(f(x))
        if left.shape != right.shape:
            return np.float64("inf")
        return self.size(left + (-1) * right)


root_of_squares = _Error(lambda difference: np.sqrt(np.max(difference.astype(float) ** 2)))
