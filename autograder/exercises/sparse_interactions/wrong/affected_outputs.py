"""Ways to write `affected_outputs`, and what students with a slip write instead of a line."""

import numpy as np


def loops(layer, m, j):
    if j < 0 or j >= m:
        # ~ refuses_input_0: if j <= 0 or j >= m:
        # ~ accepts_j_equal_to_m: if j < 0 or j > m:
        # ~ accepts_negative_j: if j >= m:
        # ~ accepts_too_large_j: if j < 0:
        raise ValueError("there is no such input")
    x = [0.0] * m
    before = layer(np.array(x))
    x[j] = 1.0
    # ~ input_before_j: x[j - 1] = 1.0
    # ~ earlier_inputs_changed: x[: j + 1] = [1.0] * (j + 1)
    # ~ all_inputs_changed: x = [1.0] * m
    after = layer(np.array(x))
    affected = []
    for i in range(len(before)):
        # ~ as_many_outputs_as_inputs: for i in range(m):
        if abs(after[i] - before[i]) > 1e-6:
            # ~ outputs_that_are_not_zero: if abs(after[i]) > 1e-6:
            # ~ only_increases: if after[i] - before[i] > 1e-6:
            # ~ only_decreases: if before[i] - after[i] > 1e-6:
            # ~ small_weights_missed: if abs(after[i] - before[i]) > 0.01:
            # ~ threshold_of_the_smallest_weight: if abs(after[i] - before[i]) >= 0.001:
            # ~ relative_tolerance: if not np.isclose(after[i], before[i]):
            # ~ rounding_errors_counted: if after[i] != before[i]:
            # ~ all_outputs_or_none: if not np.allclose(after, before, rtol=0, atol=1e-6):
            affected.append(i)
            # ~ outputs_counted_from_1: affected.append(i + 1)
            # ~ first_output_only: return [i]
            # ~ last_output_only: affected = [i]
    return affected
    # ~ how_many_instead_of_which: return len(affected)


def vectorised(layer, m, j):
    if j not in range(m):
        # ~ accepts_negative_j: if j >= m:
        # ~ accepts_too_large_j: if j < 0:
        raise ValueError(j)
    change = layer(np.eye(m)[j]) - layer(np.zeros(m))
    # ~ outputs_that_are_not_zero: change = layer(np.eye(m)[j])
    # ~ other_inputs_changed: change = layer(np.ones(m)) - layer(np.eye(m)[j])
    # ~ input_before_j: change = layer(np.eye(m)[j - 1]) - layer(np.zeros(m))
    mask = np.abs(change) > 1e-6
    # ~ only_increases: mask = change > 1e-6
    # ~ rounding_errors_counted: mask = change != 0
    # ~ small_weights_missed: mask = np.abs(change) > 1
    # ~ unconnected_instead_of_connected: mask = np.isclose(change, 0, atol=1e-6)
    # ~ as_many_outputs_as_inputs: mask = np.abs(change[:m]) > 1e-6
    return np.flatnonzero(mask)
    # ~ mask_instead_of_indices: return mask
    # ~ changes_instead_of_indices: return np.abs(change)
    # ~ tuple_of_np_where: return np.where(mask)
    # ~ column_of_np_argwhere: return np.argwhere(mask)
    # ~ how_many_instead_of_which: return np.sum(mask)
    # ~ outputs_counted_from_1: return np.flatnonzero(mask) + 1


def all_weights(layer, m, j):
    if not 0 <= j < m:
        # ~ accepts_j_equal_to_m: if not 0 <= j <= m:
        # ~ accepts_negative_j: if not j < m:
        raise ValueError(f"there is no input {j}")
    bias = layer(np.zeros(m))
    # ~ outputs_that_are_not_zero: bias = 0
    weights = np.array([layer(x) - bias for x in np.eye(m)])
    # ~ earlier_inputs_changed: weights = np.array([layer(x) - bias for x in np.tri(m)])
    return [i for i, weight in enumerate(weights[j]) if weight < -1e-6 or weight > 1e-6]
    # ~ inputs_of_output_j: return [i for i, weight in enumerate(weights[:, j]) if weight < -1e-6 or weight > 1e-6]
    # ~ only_increases: return [i for i, weight in enumerate(weights[j]) if weight > 1e-6]
    # ~ changes_instead_of_indices: return weights[j][np.abs(weights[j]) > 1e-6]
    # ~ mask_instead_of_indices: return [int(abs(weight) > 1e-6) for weight in weights[j]]


def input_not_changed(layer, m, j):
    if j < 0 or j >= m:
        raise ValueError
    a = np.zeros(m)
    b = a
    b[j] = 1
    return [i for i, (before, after) in enumerate(zip(layer(a), layer(b), strict=True)) if before != after]


def figure_1_assumed(layer, m, j):
    if j < 0 or j >= m:
        raise ValueError
    return list(range(max(j - 1, 0), min(j + 2, m)))


def inputs_counted_from_1__accepts_j_equal_to_m(layer, m, j):
    if j < 1 or j > m:
        raise ValueError("inputs are x_1 to x_m")
    x = np.zeros(m)
    before = layer(x).copy()
    x[j - 1] = 1
    return np.flatnonzero(abs(layer(x) - before) > 1e-6)


def only_increases__rounding_errors_counted(layer, m, j):
    if not 0 <= j < m:
        raise ValueError
    return np.where(layer(1.0 * (np.arange(m) == j)) > layer(np.zeros(m)))[0]
