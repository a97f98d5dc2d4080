"""Ways to write `unchanged_fraction`, and what students with a slip write instead of a line."""

import math

import numpy as np


def vectorised(pool, x, moved):
    before, after = pool(x), pool(moved)
    # ~ inputs_compared: before, after = x, moved
    if before.shape != after.shape:
        # ~ shapes_of_the_inputs_compared: if x.shape != moved.shape:
        raise ValueError("the shapes differ")
    same = np.abs(before - after) <= 1e-6
    # ~ increases_not_noticed: same = before - after <= 1e-6
    # ~ decreases_not_noticed: same = after - before <= 1e-6
    # ~ exact_comparison: same = before == after
    # ~ relative_tolerance: same = np.isclose(before, after, rtol=1e-6, atol=0)
    # ~ tolerance_too_large: same = np.isclose(before, after, rtol=0, atol=0.01)
    # ~ share_of_the_changed: same = np.abs(before - after) > 1e-6
    return np.mean(same)
    # ~ all_or_nothing: return float(np.all(same))
    # ~ number_instead_of_share: return np.count_nonzero(same)
    # ~ percent: return 100 * np.mean(same)
    # ~ divided_by_the_number_of_inputs: return same.sum() / x.size
    # ~ divided_by_the_number_of_rows: return same.sum() / len(same)
    # ~ whole_rows_counted: return np.mean([row.all() for row in same])


def flat_loop(pool, x, moved):
    a, b = np.asarray(pool(x)), np.asarray(pool(moved))
    if a.shape != b.shape:
        # ~ only_the_numbers_of_values_compared: if a.size != b.size:
        raise ValueError("the shapes differ")
        # ~ raises_another_exception: raise Exception("the shapes differ")
    same = 0
    for p, q in zip(a.ravel(), b.ravel(), strict=True):
        if abs(p - q) <= 1e-6:
            # ~ exact_comparison: if p == q:
            # ~ relative_tolerance: if math.isclose(p, q, rel_tol=1e-6):
            # ~ tolerance_too_large: if abs(p - q) <= 1e-3:
            # ~ increases_not_noticed: if p - q <= 1e-6:
            # ~ decreases_not_noticed: if q - p <= 1e-6:
            # ~ share_of_the_changed: if abs(p - q) > 1e-6:
            same += 1
    return same / a.size
    # ~ number_instead_of_share: return same
    # ~ percent: return same * 100 / a.size
    # ~ all_or_nothing: return same == a.size
    # ~ divided_by_the_number_of_inputs: return same / (x.shape[0] * x.shape[1])
    # ~ divided_by_the_number_of_rows: return same / len(a)


def outputs_assumed_two_dimensional(pool, x, moved):
    a, b = pool(x), pool(moved)
    if a.shape != b.shape:
        raise ValueError("the shapes differ")
    same = 0
    for r in range(a.shape[0]):
        for c in range(a.shape[1]):
            same += abs(a[r, c] - b[r, c]) <= 1e-6
    return same / a.size


def accepts_different_shapes(pool, x, moved):
    a, b = pool(x).ravel().tolist(), pool(moved).ravel().tolist()
    return sum(math.isclose(p, q, rel_tol=0, abs_tol=1e-6) for p, q in zip(a, b, strict=False)) / len(a)


def broadcast_shapes_accepted(pool, x, moved):
    change = np.abs(np.subtract(pool(x), pool(moved)))
    return np.count_nonzero(change <= 1e-6) / change.size


def only_the_numbers_of_rows_compared(pool, x, moved):
    before, after = pool(x), pool(moved)
    if len(before) != len(after):
        raise ValueError("different numbers of rows")
    same = [abs(p - q) <= 1e-6 for p, q in zip(before.flat, after.flat, strict=False)]
    return sum(same) / before.size


def one_array_pooled_twice__accepts_different_shapes(pool, x, moved):
    before, after = pool(x), pool(x)
    if before.shape != after.shape:
        raise ValueError("the shapes differ")
    return np.mean(np.abs(before - after) <= 1e-6)


def difference_pooled(pool, x, moved):
    if x.shape != moved.shape:
        raise ValueError("the shapes differ")
    change = pool(x - moved).ravel().tolist()
    return len([c for c in change if -1e-6 <= c <= 1e-6]) / len(change)


def difference_pooled__broadcast_shapes_accepted(pool, x, moved):
    return np.mean(np.abs(pool(x - moved)) <= 1e-6)
