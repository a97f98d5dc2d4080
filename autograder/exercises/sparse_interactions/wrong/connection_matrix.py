"""The mistakes in `connection_matrix`, as students write them."""

import numpy as np


def _unit(m, j):
    x = np.zeros(m)
    x[j] = 1
    return x


def rows_and_columns_swapped(layer, m):
    nothing = np.array(layer(np.zeros(m)))
    rows = []
    for j in range(m):
        rows.append([bool(abs(d) > 1e-6) for d in layer(_unit(m, j)) - nothing])
    return rows


def inputs_fill_rows(layer, m):
    nothing = layer(np.zeros(m))
    n = len(nothing)
    matrix = np.full((n, m), False)
    for j in range(m):
        something = layer(_unit(m, j))
        for i in range(n):
            if abs(something[i] - nothing[i]) > 1e-6:
                matrix[j, i] = True
    return matrix


def as_many_rows_as_columns(layer, m):
    nothing = layer(np.zeros(m))
    matrix = np.eye(m) * 0
    for j in range(m):
        for i, change in enumerate(layer(_unit(m, j)) - nothing):
            if abs(change) > 1e-6:
                matrix[i, j] = 1
    return matrix


def lists_of_indices(layer, m):
    found = []
    nothing = layer(np.zeros(m))
    for j in range(m):
        change = abs(layer(_unit(m, j)) - nothing)
        found.append([i for i in range(len(change)) if change[i] > 1e-6])
    return found


def weights_instead_of_connections(layer, m):
    bias = layer(np.zeros(m))
    matrix = np.zeros((len(bias), m), dtype=np.float32)
    for j in range(m):
        matrix[:, j] = layer(_unit(m, j)) - bias
    return matrix


def true_where_not_connected(layer, m):
    before = layer(np.zeros(m))
    columns = [np.isclose(before, layer(_unit(m, j)), rtol=0, atol=1e-6) for j in range(m)]
    return np.stack(columns, axis=1)


def connections_counted(layer, m):
    before = layer(np.zeros(m))
    count = [0] * len(before)
    for j in range(m):
        after = layer(_unit(m, j))
        for i in range(len(before)):
            count[i] += abs(after[i] - before[i]) > 1e-6
    return count


def earlier_inputs_stay_changed(layer, m):
    x = np.zeros(m)
    before = np.array(layer(x))
    matrix = np.zeros((len(before), m), dtype=bool)
    for j in range(m):
        x[j] = 1
        matrix[:, j] = abs(layer(x) - before) > 1e-6
    return matrix


def outputs_that_are_not_zero(layer, m):
    n = len(layer(np.zeros(m)))
    matrix = np.zeros((n, m), dtype=bool)
    for j in range(m):
        out = layer(_unit(m, j))
        for i in range(n):
            matrix[i, j] = bool(out[i])
    return matrix.tolist()


def outputs_above_the_threshold(layer, m):
    columns = []
    for row in np.identity(m):
        columns.append([1 if abs(value) > 1e-5 else 0 for value in layer(row)])
    return list(zip(*columns, strict=True))


def only_increases(layer, m):
    base = layer(np.zeros(m))
    matrix = np.zeros((len(base), m))
    for j in range(m):
        probed = layer(_unit(m, j))
        for i in range(len(base)):
            if probed[i] > base[i] + 0.0001:
                matrix[i][j] = 1
    return matrix


def relative_tolerance(layer, m):
    base = layer(np.zeros(m))
    matrix = np.empty((len(base), m), dtype=bool)
    for j in range(m):
        for i, value in enumerate(layer(_unit(m, j))):
            matrix[i, j] = not np.allclose(value, base[i])
    return matrix


def rounding_errors_counted(layer, m):
    base = layer(np.zeros(m))
    return np.array([layer(_unit(m, j)) != base for j in range(m)]).T


def small_weights_missed(layer, m):
    base = layer(np.zeros(m)).tolist()
    matrix = [[False] * m for _ in base]
    for j in range(m):
        for i, value in enumerate(layer(_unit(m, j))):
            matrix[i][j] = round(abs(value - base[i]), 1) > 0
    return matrix


def last_input_left_out(layer, m):
    base = layer(np.zeros(m))
    matrix = np.zeros((len(base), m), dtype=bool)
    for j in range(m - 1):
        matrix[:, j] = np.abs(layer(_unit(m, j)) - base) > 1e-7
    return matrix


def first_input_left_out(layer, m):
    base = layer(np.zeros(m))
    matrix = np.zeros((len(base), m), dtype=bool)
    for j in range(1, m):
        matrix[:, j] = np.abs(layer(_unit(m, j)) - base) > 1e-7
    return matrix


def figure_1_assumed(layer, m):
    n = len(layer(np.zeros(m)))
    matrix = np.zeros((n, m), dtype=int)
    for i in range(n):
        for j in range(m):
            if j in (i - 1, i, i + 1):
                matrix[i, j] = 1
    return matrix
