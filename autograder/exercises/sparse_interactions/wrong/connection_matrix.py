"""Ways to write `connection_matrix`, and what students with a slip write instead of a line."""

import numpy as np


def loops(layer, m):
    before = layer(np.zeros(m))
    matrix = [[False] * m for _ in before]
    # ~ as_many_outputs_as_inputs: matrix = [[False] * m for _ in range(m)]
    for j in range(m):
        # ~ last_input_left_out: for j in range(m - 1):
        # ~ first_input_left_out: for j in range(1, m):
        x = np.zeros(m)
        # ~ all_inputs_changed: x = np.ones(m)
        x[j] = 1
        # ~ input_before_j: x[j - 1] = 1
        after = layer(x)
        for i in range(len(before)):
            if abs(after[i] - before[i]) > 1e-6:
                # ~ outputs_that_are_not_zero: if abs(after[i]) > 1e-6:
                # ~ only_increases: if after[i] > before[i] + 1e-6:
                # ~ only_decreases: if after[i] < before[i] - 1e-6:
                # ~ small_weights_missed: if round(abs(after[i] - before[i]), 1) > 0:
                # ~ threshold_of_the_smallest_weight: if abs(after[i] - before[i]) >= 1e-3:
                # ~ relative_tolerance: if not np.allclose(after[i], before[i]):
                # ~ rounding_errors_counted: if after[i] != before[i]:
                matrix[i][j] = True
                # ~ rows_and_columns_exchanged: matrix[j][i] = True
                # ~ first_output_only: matrix[i][j] = True; break
    return matrix


def columns(layer, m):
    base = layer(np.zeros(m))
    # ~ outputs_that_are_not_zero: base = 0
    found = [layer(x) - base for x in np.eye(m)]
    # ~ earlier_inputs_changed: found = [layer(x) - base for x in np.tri(m)]
    # ~ other_inputs_changed: found = [layer(x) - base for x in 1 - np.eye(m)]
    # ~ one_column_too_few: found = [layer(x) - base for x in np.eye(m)[:-1]]
    found = [np.abs(column) > 1e-6 for column in found]
    # ~ weights_instead_of_connections:
    # ~ only_increases: found = [column > 1e-6 for column in found]
    # ~ all_outputs_or_none: found = [np.full(len(column), np.any(np.abs(column) > 1e-6)) for column in found]
    # ~ rounding_errors_counted: found = [column != 0 for column in found]
    # ~ small_weights_missed: found = [np.abs(column) > 1 for column in found]
    # ~ unconnected_instead_of_connected: found = [np.isclose(column, 0, atol=1e-6) for column in found]
    return np.array(found).T
    # ~ rows_and_columns_exchanged: return np.array(found)
    # ~ weights_instead_of_connections: return np.array(found).T
    # ~ connections_counted: return np.sum(found, axis=0)
    # ~ lists_of_indices: return [np.flatnonzero(column) for column in found]


def output_by_output(layer, m):
    n = len(layer(np.zeros(m)))
    # ~ as_many_outputs_as_inputs: n = m
    matrix = np.zeros((n, m))
    for i in range(n):
        for j in range(m):
            probe = np.zeros(m)
            probe[j] = 5
            # ~ input_before_j: probe[j - 1] = 5
            matrix[i, j] = abs(layer(probe)[i] - layer(0 * probe)[i]) > 1e-5
            # ~ outputs_that_are_not_zero: matrix[i, j] = bool(abs(layer(probe)[i]) > 1e-5)
            # ~ rows_and_columns_exchanged: matrix[j, i] = abs(layer(probe)[i] - layer(0 * probe)[i]) > 1e-5
    return matrix
    # ~ connections_counted: return matrix.sum(axis=1)
    # ~ lists_of_indices: return [list(np.flatnonzero(row)) for row in matrix]
    # ~ unconnected_instead_of_connected: return 1 - matrix


def last_output_only(layer, m):
    base = layer(np.zeros(m))
    matrix = np.zeros((len(base), m), dtype=bool)
    for j in range(m):
        row = None
        for i, change in enumerate(layer(np.eye(m)[j]) - base):
            if abs(change) > 1e-6:
                row = i
        if row is not None:
            matrix[row, j] = True
    return matrix


def input_not_changed(layer, m):
    zeros = np.zeros(m)
    columns = []
    for j in range(m):
        changed = zeros
        changed[j] += 1
        columns.append(np.abs(layer(changed) - layer(zeros)) > 1e-6)
    return np.transpose(columns)


def figure_1_assumed(layer, m):
    n = len(layer(np.zeros(m)))
    return [[abs(i - j) <= 1 for j in range(m)] for i in range(n)]
