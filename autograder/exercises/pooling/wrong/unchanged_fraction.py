"""The mistakes in `unchanged_fraction`, as students write them."""

import math

import numpy as np


def share_of_the_changed(pool, x, moved):
    a, b = pool(x), pool(moved)
    if a.shape != b.shape:
        raise ValueError("the shapes differ")
    return np.count_nonzero(abs(a - b) > 1e-6) / a.size


def inputs_compared(pool, x, moved):
    if x.shape != moved.shape:
        raise ValueError("the shapes differ")
    same = 0
    for p, q in zip(x.flat, moved.flat, strict=True):
        if abs(p - q) <= 1e-6:
            same += 1
    return same / x.size


def difference_pooled(pool, x, moved):
    if x.shape != moved.shape:
        raise ValueError("the shapes differ")
    change = pool(x - moved).ravel().tolist()
    return len([c for c in change if -1e-6 <= c <= 1e-6]) / len(change)


def number_instead_of_share(pool, x, moved):
    a, b = np.asarray(pool(x)), np.asarray(pool(moved))
    if a.shape != b.shape:
        raise ValueError("the shapes differ")
    return sum(math.isclose(p, q, rel_tol=0, abs_tol=1e-6) for p, q in zip(a.flat, b.flat, strict=True))


def percent(pool, x, moved):
    a, b = pool(x), pool(moved)
    if a.shape != b.shape:
        raise ValueError("the shapes differ")
    unchanged = np.isclose(a, b, rtol=0, atol=1e-6)
    return unchanged.sum() * 100 / unchanged.size


def all_or_nothing(pool, x, moved):
    a, b = pool(x), pool(moved)
    if a.shape != b.shape:
        raise ValueError("the shapes differ")
    return float(np.allclose(a, b, rtol=0, atol=1e-6))


def divided_by_the_number_of_inputs(pool, x, moved):
    a, b = pool(x), pool(moved)
    if a.shape != b.shape:
        raise ValueError("the shapes differ")
    same = 0
    for place in np.ndindex(a.shape):
        same += abs(a[place] - b[place]) <= 1e-6
    return same / (x.shape[0] * x.shape[1])


def divided_by_the_number_of_rows(pool, x, moved):
    a, b = pool(x), pool(moved)
    if a.shape != b.shape:
        raise ValueError("the shapes differ")
    return np.float32(np.count_nonzero(np.fabs(b - a) <= 1e-6) / len(a))


def whole_rows_counted(pool, x, moved):
    a, b = pool(x), pool(moved)
    if a.shape != b.shape:
        raise ValueError("the shapes differ")
    count = 0
    for row, other in zip(a, b, strict=True):
        if np.max(np.abs(row - other)) <= 1e-6:
            count += 1
    return count / len(a)


def exact_comparison(pool, x, moved):
    a, b = pool(x), pool(moved)
    if a.shape != b.shape:
        raise ValueError("the shapes differ")
    pairs = list(zip(a.ravel().tolist(), b.ravel().tolist(), strict=True))
    return sum(p == q for p, q in pairs) / len(pairs)


def relative_tolerance(pool, x, moved):
    a, b = pool(x), pool(moved)
    if a.shape != b.shape:
        raise ValueError("the shapes differ")
    return np.mean([math.isclose(p, q, rel_tol=1e-6) for p, q in zip(a.flat, b.flat, strict=True)])


def tolerance_too_large(pool, x, moved):
    a, b = pool(x), pool(moved)
    if a.shape != b.shape:
        raise ValueError("the shapes differ")
    return np.isclose(a, b, rtol=0, atol=0.01).mean()


def increases_not_noticed(pool, x, moved):
    a, b = pool(x), pool(moved)
    if a.shape != b.shape:
        raise ValueError("the shapes differ")
    changed = 0
    for p, q in zip(a.ravel(), b.ravel(), strict=True):
        if p - q > 1e-6:
            changed += 1
    return (a.size - changed) / a.size


def decreases_not_noticed(pool, x, moved):
    a, b = pool(x), pool(moved)
    if a.shape != b.shape:
        raise ValueError("the shapes differ")
    return ((b - a) < 1e-6).sum() / a.size


def broadcast_shapes_accepted(pool, x, moved):
    change = np.abs(np.subtract(pool(x), pool(moved)))
    return np.count_nonzero(change <= 1e-6) / change.size


def shapes_not_compared(pool, x, moved):
    a, b = np.ravel(pool(x)).tolist(), np.ravel(pool(moved)).tolist()
    return sum(abs(p - q) <= 1e-6 for p, q in zip(a, b, strict=False)) / len(a)


def only_the_numbers_of_values_compared(pool, x, moved):
    a, b = pool(x).flatten(), pool(moved).flatten()
    if len(a) != len(b):
        raise ValueError("the sizes differ")
    return (abs(a - b) <= 1e-6).mean()


def shapes_of_the_inputs_compared(pool, x, moved):
    if x.shape != moved.shape:
        raise ValueError("x and moved must have the same shape")
    a, b = pool(x), pool(moved)
    return (np.abs(a - b) <= 1e-6).sum() / a.size
