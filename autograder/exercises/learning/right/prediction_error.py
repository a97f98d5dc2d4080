"""Right answers for `prediction_error`, in different styles."""

import math
from fractions import Fraction

import numpy as np


def _check(W, X, Y):
    if any(array.ndim != 2 for array in (W, X, Y)):
        raise ValueError("axes")
    if len(X) != len(Y) or len(W) != Y.shape[1] or W.shape[1] != X.shape[1] or len(X) == 0:
        raise ValueError("shapes")
    if (Y.max(axis=0) == Y.min(axis=0)).all():
        raise ValueError("constant")


def sums_of_squares(W, X, Y):
    _check(W, X, Y)
    errors = ((Y - np.einsum("am,nm->an", X, W)) ** 2).sum()
    return (errors / ((Y - Y.mean(0)) ** 2).sum()) ** 0.5


def plain_python(W, X, Y):
    _check(W, X, Y)
    N, n = Y.shape
    errors = deviations = 0.0
    for i in range(n):
        mean = sum(Y[a, i] for a in range(N)) / N
        for a in range(N):
            errors += (Y[a, i] - sum(w * x for w, x in zip(W[i], X[a], strict=True))) ** 2
            deviations += (Y[a, i] - mean) ** 2
    return math.sqrt(errors / deviations)


def variances(W, X, Y):
    """The mean of the squared errors, compared with the sum of the columns' variances."""
    _check(W, X, Y)
    return np.sqrt(np.mean(np.sum((Y - X @ W.T) ** 2, axis=1)) / np.var(Y, axis=0).sum())


def coefficient_of_determination(W, X, Y):
    _check(W, X, Y)
    residuals = np.sum((X @ W.T - Y) ** 2)
    r2 = 1 - residuals / np.sum((Y - Y.mean(axis=0, keepdims=True)) ** 2)
    return np.float64(np.sqrt(max(1 - r2, 0)))


def flat_arrays(W, X, Y):
    _check(W, X, Y)
    errors = np.subtract(Y, X.dot(W.T)).ravel()
    deviations = np.subtract(Y, np.average(Y, axis=0)).ravel()
    return [math.hypot(*errors) / math.hypot(*deviations)][0]


def exact_fractions(W, X, Y):
    _check(W, X, Y)
    exact = [[[Fraction(float(value)) for value in row] for row in array] for array in (W, X, Y)]
    means = [sum(column) / len(Y) for column in zip(*exact[2], strict=True)]
    errors = deviations = Fraction(0)
    for x, y in zip(exact[1], exact[2], strict=True):
        for weights, right, mean in zip(exact[0], y, means, strict=True):
            errors += (right - sum(w * one for w, one in zip(weights, x, strict=True))) ** 2
            deviations += (right - mean) ** 2
    return float(errors / deviations) ** 0.5


def frobenius_norms(W, X, Y):
    _check(W, X, Y)
    if np.ptp(Y, axis=0).max() <= 0:
        raise ValueError
    return np.array(np.linalg.norm(X @ W.T - Y, "fro") / np.linalg.norm(Y.mean(axis=0) - Y, "fro"))
