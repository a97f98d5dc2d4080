"""Right answers for `is_invariant`, in different styles."""

import math
import operator
from fractions import Fraction

import numpy as np


def isclose_with_its_relative_part(f, g, inputs, tolerance=1e-6):
    answers = []
    for x in inputs:
        a, b = f(g(x)), f(x)
        answers.append(np.shape(a) == np.shape(b) and bool(np.isclose(a, b, atol=tolerance).all()))
    return False not in answers


def outputs_first(f, g, inputs, tolerance=1e-6):
    still = [f(x) for x in inputs]
    moved = [f(g(x)) for x in inputs]
    same_shape = [a.shape == b.shape for a, b in zip(still, moved, strict=True)]
    if not all(same_shape):
        return np.False_
    largest = [np.linalg.norm((a - b).ravel(), np.inf) for a, b in zip(still, moved, strict=True)]
    return np.all(np.array(largest) <= tolerance)


def exact_fractions(f, g, inputs, tolerance=1e-6):
    def near(one, other):
        finite = math.isfinite(one) and math.isfinite(other)
        return finite and abs(Fraction(one) - Fraction(other)) <= Fraction(tolerance)

    for x in inputs:
        a, b = f(g(x)), f(x)
        if a.shape != b.shape or not all(map(near, a.ravel().tolist(), b.ravel().tolist())):
            return 0
    return 1


def nested_lists(f, g, inputs, tolerance=1e-6):
    def near(one, other):
        if isinstance(one, list) and isinstance(other, list):
            return len(one) == len(other) and all(near(a, b) for a, b in zip(one, other, strict=True))
        return not isinstance(one, list) and not isinstance(other, list) and abs(one - other) <= tolerance

    return all(near(f(g(x)).tolist(), f(x).tolist()) for x in inputs)


def recursion(f, g, inputs, tolerance=1e-6):
    if not inputs:
        return True
    a, b = f(g(inputs[-1])), f(inputs[-1])
    here = a.shape == b.shape and np.max(np.abs(a - b)) <= tolerance
    return bool(here) and recursion(f, g, inputs[:-1], tolerance)


def spread_of_a_stack(f, g, inputs, tolerance=1e-6):
    try:
        spreads = [np.ptp([f(g(x)), f(x)], axis=0).max() for x in inputs]
    except ValueError:  # a ragged list
        return False
    return all(spread <= tolerance for spread in spreads)


def single_precision(f, g, inputs, tolerance=1e-6):
    lasting = 0
    for x in inputs:
        a, b = f(g(x)).astype("float32"), f(x).astype("float32")
        lasting += int(a.shape == b.shape and np.less_equal(np.abs(a - b), tolerance).all())
    return lasting == len(inputs)


as_a_lambda = lambda f, g, inputs, tolerance=1e-6: all(  # noqa: E731
    operator.eq(f(g(x)).shape, f(x).shape) and (abs(f(g(x)) - f(x)) <= tolerance).all() for x in inputs
)


class _Judge:
    def same(self, one, other):
        return one.shape == other.shape and np.amax(np.absolute(one - other)) <= self.tolerance

    def judge(self, f, g, inputs, tolerance=1e-6):
        self.tolerance = tolerance
        return bool(np.prod([self.same(f(g(x)), f(x)) for x in inputs]))


bound_method = _Judge().judge
