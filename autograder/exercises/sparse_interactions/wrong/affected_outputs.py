"""The mistakes in `affected_outputs`, as students write them."""

import numpy as np


def _check(m, j):
    """The checks that all functions except the last few make."""
    if j < 0 or j >= m:
        raise ValueError("no such input")


def _two_calls(layer, m, j):
    """The outputs for an input of zeros, and the outputs for an input that is 1 at j."""
    x = np.zeros(m)
    before = layer(x).copy()
    x[j] = 1
    return before, layer(x)


def outputs_counted_from_1(layer, m, j):
    _check(m, j)
    affected = []
    for number, (before, after) in enumerate(zip(*_two_calls(layer, m, j), strict=True), start=1):
        if abs(after - before) > 1e-6:
            affected.append(number)
    return affected


def input_before_j(layer, m, j):
    _check(m, j)
    before, after = _two_calls(layer, m, j - 1)
    return [i for i in range(len(before)) if abs(after[i] - before[i]) > 1e-6]


def inputs_counted_from_1(layer, m, j):
    if j < 1 or j > m:
        raise ValueError("inputs are x_1 to x_m")
    x = [0.0] * m
    before = layer(np.array(x))
    x[j - 1] = 1.0
    return np.flatnonzero(abs(layer(np.array(x)) - before) > 1e-6)


def outputs_that_are_not_zero(layer, m, j):
    _check(m, j)
    x = np.zeros(m)
    x[j] = 1
    affected = []
    for i, value in enumerate(layer(x)):
        if value != 0:
            affected.append(i)
    return affected


def outputs_above_the_threshold(layer, m, j):
    _check(m, j)
    output = layer(np.array([float(i == j) for i in range(m)]))
    return [i for i in range(len(output)) if not -1e-6 < output[i] < 1e-6]


def only_increases(layer, m, j):
    _check(m, j)
    before, after = _two_calls(layer, m, j)
    return [i for i in range(len(before)) if after[i] - before[i] > 1e-6]


def larger_than_before(layer, m, j):
    _check(m, j)
    before, after = _two_calls(layer, m, j)
    return [i for i in range(len(before)) if after[i] > before[i]]


def only_decreases(layer, m, j):
    _check(m, j)
    before, after = _two_calls(layer, m, j)
    return [i for i in range(len(before)) if before[i] - after[i] > 1e-6]


def relative_tolerance(layer, m, j):
    _check(m, j)
    before, after = _two_calls(layer, m, j)
    affected = []
    for i in range(len(before)):
        if not np.isclose(after[i], before[i]):
            affected.append(i)
    return affected


def rounding_errors_counted(layer, m, j):
    _check(m, j)
    before, after = _two_calls(layer, m, j)
    return np.where(before != after)[0]


def small_weights_missed(layer, m, j):
    _check(m, j)
    before, after = _two_calls(layer, m, j)
    return [i for i in range(len(before)) if abs(after[i] - before[i]) > 0.01]


def threshold_of_the_smallest_weight(layer, m, j):
    _check(m, j)
    before, after = _two_calls(layer, m, j)
    return [i for i in range(len(before)) if abs(after[i] - before[i]) >= 0.001]


def only_changes_above_1(layer, m, j):
    _check(m, j)
    before, after = _two_calls(layer, m, j)
    return [i for i, (b, a) in enumerate(zip(before, after, strict=True)) if abs(a - b) > 1.5]


def inputs_of_output_j(layer, m, j):
    _check(m, j)
    inputs = []
    for i in range(m):
        before, after = _two_calls(layer, m, i)
        if abs(after[j] - before[j]) > 1e-6:
            inputs.append(i)
    return inputs


def as_many_outputs_as_inputs(layer, m, j):
    _check(m, j)
    before, after = _two_calls(layer, m, j)
    affected = []
    for i in range(m):
        if abs(after[i] - before[i]) > 1e-6:
            affected.append(i)
    return affected


def other_inputs_changed(layer, m, j):
    _check(m, j)
    x = np.ones(m)
    x[j] = 0
    return np.flatnonzero(abs(layer(x) - layer(np.zeros(m))) > 1e-6)


def inputs_up_to_j_changed(layer, m, j):
    _check(m, j)
    before = layer(np.zeros(m))
    x = np.concatenate([np.ones(j + 1), np.zeros(m - j - 1)])
    return [i for i, change in enumerate(layer(x) - before) if abs(change) > 1e-6]


def all_inputs_changed(layer, m, j):
    _check(m, j)
    before, after = layer(np.zeros(m)), layer(np.ones(m))
    return tuple(i for i in range(len(before)) if abs(after[i] - before[i]) > 1e-6)


def input_not_changed(layer, m, j):
    _check(m, j)
    a = np.zeros(m)
    b = a
    b[j] = 1
    before, after = layer(a), layer(b)
    return [i for i in range(len(before)) if abs(after[i] - before[i]) > 1e-6]


def figure_1_assumed(layer, m, j):
    _check(m, j)
    return list(range(max(j - 1, 0), min(j + 2, m)))


def all_outputs_or_none(layer, m, j):
    _check(m, j)
    before, after = _two_calls(layer, m, j)
    affected = []
    for i in range(len(before)):
        if not np.allclose(before, after, rtol=0, atol=1e-6):
            affected.append(i)
    return affected


def first_output_only(layer, m, j):
    _check(m, j)
    before, after = _two_calls(layer, m, j)
    for i in range(len(before)):
        if abs(after[i] - before[i]) > 1e-6:
            return [i]
    return []


def mask_instead_of_indices(layer, m, j):
    _check(m, j)
    before, after = _two_calls(layer, m, j)
    return [int(abs(a - b) > 1e-6) for a, b in zip(after, before, strict=True)]


def changes_instead_of_indices(layer, m, j):
    _check(m, j)
    before, after = _two_calls(layer, m, j)
    return [abs(a - b) if abs(a - b) > 1e-6 else 0 for a, b in zip(after, before, strict=True)]


def how_many_instead_of_which(layer, m, j):
    _check(m, j)
    before, after = _two_calls(layer, m, j)
    return np.sum(np.abs(after - before) > 1e-6)


def tuple_of_np_where(layer, m, j):
    _check(m, j)
    before, after = _two_calls(layer, m, j)
    return np.nonzero(np.abs(after - before) > 1e-6)


def column_of_np_argwhere(layer, m, j):
    _check(m, j)
    before, after = _two_calls(layer, m, j)
    return np.argwhere(np.abs(after - before) > 1e-6)


def refuses_input_0(layer, m, j):
    if j <= 0 or j >= m:
        raise ValueError
    before, after = _two_calls(layer, m, j)
    return [i for i in range(len(before)) if abs(after[i] - before[i]) > 1e-6]


def accepts_j_equal_to_m(layer, m, j):
    if j < 0 or j > m:
        raise ValueError
    before, after = _two_calls(layer, m, j)
    return [i for i in range(len(before)) if abs(after[i] - before[i]) > 1e-6]


def accepts_negative_j(layer, m, j):
    if j >= m:
        raise ValueError
    before, after = _two_calls(layer, m, j)
    return [i for i in range(len(before)) if abs(after[i] - before[i]) > 1e-6]


def accepts_too_large_j(layer, m, j):
    if j < 0:
        raise ValueError
    before, after = _two_calls(layer, m, j)
    return [i for i in range(len(before)) if abs(after[i] - before[i]) > 1e-6]


def raises_no_value_error(layer, m, j):
    before, after = _two_calls(layer, m, j)
    return [i for i in range(len(before)) if abs(after[i] - before[i]) > 1e-6]
