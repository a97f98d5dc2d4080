"""The mistakes in `equivariance_error`, as students write them."""

import math

import numpy as np


def signed_difference(f, g, x):
    first, second = f(g(x)), g(f(x))
    if first.shape != second.shape:
        return math.inf
    return max(a - b for a, b in zip(first.flat, second.flat, strict=True))


def absolute_value_too_late(f, g, x):
    first, second = f(g(x)), g(f(x))
    if np.shape(first) != np.shape(second):
        return float("inf")
    biggest = (first - second).ravel()[0]
    for gap in np.ravel(first - second):
        if gap > biggest:
            biggest = gap
    return biggest if biggest > 0 else -biggest


def difference_of_the_largest_values(f, g, x):
    a = f(g(x))
    b = g(f(x))
    if a.shape == b.shape:
        return np.fabs(sorted(a.flat)[-1] - sorted(b.flat)[-1])
    return np.inf


def mean_instead_of_max(f, g, x):
    a, b = f(g(x)).astype(np.float32), g(f(x)).astype(np.float32)
    if a.shape != b.shape:
        return np.inf
    return np.average(np.where(a > b, a - b, b - a))


def sum_instead_of_max(f, g, x):
    one, two = f(g(x)), g(f(x))
    if one.shape != two.shape:
        return np.inf
    error = 0
    for place in np.ndindex(one.shape):
        error += abs(one[place] - two[place])
    return error


def euclidean_distance(f, g, x):
    one, two = f(g(x)), g(f(x))
    return np.linalg.norm((one - two).ravel()) if one.shape == two.shape else np.inf


def mean_square(f, g, x):
    one, two = f(g(x)), g(f(x))
    if one.shape != two.shape:
        return math.inf
    gaps = (one - two).ravel().tolist()
    return sum(gap * gap for gap in gaps) / len(gaps)


def invariance_measured(f, g, x):
    before, after = f(x), f(g(x))
    if before.shape != after.shape:
        return math.inf
    return np.linalg.norm(np.ravel(after - before), np.inf)


def compares_with_x(f, g, x):
    there = f(g(x))
    if there.shape != x.shape:
        return float("inf")
    return max(abs(a - b) for a, b in zip(there.ravel().tolist(), x.ravel().tolist(), strict=True))


def g_on_the_output_only(f, g, x):
    y = f(x)
    z = g(y)
    return np.ptp(np.stack([y, z]), axis=0).max() if y.shape == z.shape else np.inf


def f_compared_with_g(f, g, x):
    left = np.array(f(x), dtype=float)
    right = np.array(g(x), dtype=float)
    if left.shape != right.shape:
        return np.inf
    return np.amax([left - right, right - left])


def fails_for_two_axes(f, g, x):
    a, b = f(g(x)), g(f(x))
    return max(abs(a - b)) if a.shape == b.shape else np.inf


def fractions_cut_off(f, g, x):
    a, b = f(g(x)), g(f(x))
    if a.shape != b.shape:
        return np.inf
    worst = np.zeros(1, dtype=int)
    for p, q in zip(a.flat, b.flat, strict=True):
        worst[0] = max(worst[0], abs(p - q))
    return worst[0]


def shapes_not_compared(f, g, x):
    error = np.subtract(f(g(x)), g(f(x)))
    return max(error.max(), -error.min())


def broadcast_taken_for_equal(f, g, x):
    a, b = f(g(x)), g(f(x))
    try:
        a, b = np.broadcast_arrays(a, b)
    except ValueError:
        return math.inf
    return float(np.linalg.norm((a - b).ravel(), ord=np.inf))


def sizes_taken_for_shapes(f, g, x):
    a, b = f(g(x)), g(f(x))
    if a.size != b.size:
        return np.inf
    return max(abs(p - q) for p, q in zip(a.flat, b.flat, strict=True))


def nan_for_other_shapes(f, g, x):
    a, b = f(g(x)), g(f(x))
    if a.shape == b.shape:
        return np.float32(np.max(np.absolute(a - b)))
    return float("nan")


def cut_to_the_shorter(f, g, x):
    a, b = f(g(x)), g(f(x))
    if len(a) > len(b):
        a = a[: len(b)]
    elif len(b) > len(a):
        b = b[: len(a)]
    return np.max(np.sqrt((a - b) ** 2))
