"""Right answers for `unchanged_fraction`, in different styles."""

import math
import statistics
from collections import Counter
from fractions import Fraction
from itertools import starmap

import numpy as np


def isclose(pool, x, moved):
    a, b = np.array(pool(x)), np.array(pool(moved))
    if a.shape != b.shape:
        raise ValueError("the shapes differ")
    return np.isclose(a, b, rtol=0, atol=1e-6).sum() / a.size


def isclose_with_a_relative_part(pool, x, moved):
    a, b = pool(x), pool(moved)
    if a.shape != b.shape:
        raise ValueError("the shapes differ")
    return float(np.isclose(a, b, atol=1e-6).mean())


def math_isclose(pool, x, moved):
    a, b = pool(x), pool(moved)
    if a.shape != b.shape:
        raise ValueError("the shapes differ")
    same = [math.isclose(*pair, rel_tol=0, abs_tol=1e-6) for pair in zip(a.flat, b.flat, strict=True)]
    return statistics.mean(same)


def exact_fraction(pool, x, moved):
    a, b = pool(x), pool(moved)
    if a.shape != b.shape:
        raise ValueError("the shapes differ")
    return Fraction(int(np.count_nonzero(np.abs(a - b) < 2e-6)), a.size)


def one_minus_the_changed(pool, x, moved):
    a, b = (pool(each).astype(np.float32) for each in (x, moved))
    if a.shape != b.shape:
        raise ValueError("the shapes differ")
    return 1 - np.mean(np.abs(np.subtract(a, b)) > np.float32(1e-6))


def counter(pool, x, moved):
    a, b = pool(x), pool(moved)
    if a.shape != b.shape:
        raise ValueError("the shapes differ")
    seen = Counter(starmap(lambda p, q: (p - q) ** 2 <= 1e-12, zip(a.flat, b.flat, strict=True)))
    return seen[True] / seen.total()


def recursion(pool, x, moved):
    def counts(a, b):
        """The number of values that are the same, and the number of all values."""
        if not isinstance(a, list) and not isinstance(b, list):
            return abs(a - b) <= 1e-6, 1
        if not (isinstance(a, list) and isinstance(b, list) and len(a) == len(b)):
            raise ValueError("the shapes differ")
        return map(sum, zip(*map(counts, a, b), strict=True))

    same, total = counts(np.asarray(pool(x)).tolist(), np.asarray(pool(moved)).tolist())
    return same / total


def histogram(pool, x, moved):
    outputs = [np.asarray(pool(array), dtype=float) for array in (x, moved)]
    if len({output.shape for output in outputs}) > 1:
        raise ValueError("the shapes differ")
    distances = np.abs(np.diff(outputs, axis=0)).ravel()
    return np.searchsorted(np.sort(distances), 1e-6, side="right") / distances.size


class _Comparison:
    def __init__(self, tolerance):
        self.tolerance = tolerance

    def __call__(self, pool, x, moved):
        a, b = pool(x), pool(moved)
        if a.shape != b.shape:
            raise ValueError("the shapes differ")
        return np.average(np.where(np.fabs(a - b) > self.tolerance, 0.0, 1.0))


an_object = _Comparison(1e-6)
