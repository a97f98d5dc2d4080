"""Right answers for `is_equivariant`, in different styles."""

import functools
import itertools
import math

import numpy as np


def _error(a, b):
    return np.max(np.abs(a - b)) if a.shape == b.shape else np.inf


def allclose_as_it_comes(f, g, inputs, tolerance=1e-6):
    pairs = [(f(g(x)), g(f(x))) for x in inputs]
    return all(a.shape == b.shape and np.allclose(a, b, atol=tolerance) for a, b in pairs)


def values_one_by_one(f, g, inputs, tolerance=1e-6):
    for x in inputs:
        left, right = f(g(x)), g(f(x))
        if np.shape(left) != np.shape(right):
            return 0
        for one, other in zip(np.ravel(left).tolist(), np.ravel(right).tolist(), strict=True):
            if not math.isclose(one, other, rel_tol=0, abs_tol=tolerance):
                return 0
    return 1


def recursion(f, g, inputs, tolerance=1e-6):
    if len(inputs) == 0:
        return True
    x, *others = inputs
    return _error(f(g(x)), g(f(x))) <= tolerance and recursion(f, g, others, tolerance)


def single_precision(f, g, inputs, tolerance=1e-6):
    answers = [True]
    for x in inputs:
        a, b = np.float32(f(g(x))), np.float32(g(f(x)))
        answers.append(a.shape == b.shape and np.isclose(a, b, rtol=0, atol=tolerance).all())
    return np.logical_and.reduce(answers)


def within_bounds(f, g, inputs, tolerance=1e-6):
    sides = [(f(g(x)), g(f(x))) for x in inputs]
    try:
        [np.stack(both) for both in sides]
    except ValueError:  # np.stack raises ValueError for different shapes
        return False
    return all(((b - tolerance <= a) & (a <= b + tolerance)).all() for a, b in sides)


def composed(f, g, inputs, tolerance=1e-6):
    left = map(f, map(g, inputs))
    right = map(g, map(f, inputs))
    return all(error <= tolerance for error in itertools.starmap(_error, zip(left, right, strict=True)))


def reduced(f, g, inputs, tolerance=1e-6):
    return functools.reduce(lambda so_far, x: so_far & bool(_error(f(g(x)), g(f(x))) <= tolerance), inputs, True)


class _Equation:
    def __init__(self, left, right):
        self.left, self.right = left, right

    def __call__(self, f, g, inputs, tolerance=1e-6):
        for x in inputs:
            if not _error(self.left(f, g, x), self.right(f, g, x)) <= tolerance:
                break
        else:
            return True
        return False


equation_as_an_object = _Equation(lambda f, g, x: f(g(x)), lambda f, g, x: g(f(x)))
