"""Right answers for `connection_matrix`, in different styles."""

import numpy as np


def columns_side_by_side(layer, m):
    bias = layer(np.zeros(m))
    return np.column_stack([np.abs(layer(x) - bias) > 1e-6 for x in np.eye(m)])


def plain_loops(layer, m):
    before = layer(np.zeros(m))
    matrix = [[False] * m for _ in range(len(before))]
    for j in range(m):
        x = np.zeros(m)
        x[j] = 1
        after = layer(x)
        for i in range(len(before)):
            if abs(after[i] - before[i]) > 1e-6:
                matrix[i][j] = True
    return matrix


def zeros_and_ones(layer, m):
    bias = np.array(layer(np.zeros(m)))
    matrix = np.zeros((bias.size, m), dtype=int)
    for j in range(m):
        matrix[np.flatnonzero(np.abs(layer(1.0 * (np.arange(m) == j)) - bias) > 1e-5), j] = 1
    return matrix


def one_input_after_the_other(layer, m):
    x = np.zeros(m)
    last = layer(x).copy()
    columns = []
    for j in range(m):
        x[j] = 100
        now = layer(x).copy()
        columns.append(~np.isclose(now, last, rtol=0, atol=1e-4))
        last = now
    return np.array(columns).T


def least_squares(layer, m):
    rng = np.random.default_rng(0)
    inputs = np.column_stack([rng.normal(size=(4 * m, m)), np.ones(4 * m)])
    outputs = np.stack([layer(x) for x in inputs[:, :m]])
    weights = np.linalg.lstsq(inputs, outputs, rcond=None)[0][:m]
    return np.where(np.abs(weights) > 1e-4, 1.0, 0.0).T.astype(np.float32)


def tried_at_random_places(layer, m):
    rng = np.random.default_rng()
    n = np.size(layer(np.ones(m)))
    moved = np.zeros((n, m), dtype=bool)
    for _ in range(3):
        x = rng.uniform(-1, 1, m)
        for j in range(m):
            y = x.copy()
            y[j] = 50 + rng.random()
            moved[:, j] |= np.abs(layer(y) - layer(x)) > 1e-3
    return moved


def applied_along_an_axis(layer, m):
    ups, downs = (np.apply_along_axis(layer, 0, sign * np.eye(m)) for sign in (1, -1))
    return abs(ups - downs) >= 1e-5


def tuples(layer, m):
    zero = tuple(layer(np.zeros(m)))
    columns = [layer(_unit(j, m)) for j in range(m)]
    return tuple(tuple(abs(column[i] - zero[i]) > 1e-6 for column in columns) for i in range(len(zero)))


def _unit(j, m):
    return np.concatenate([np.zeros(j), [1], np.zeros(m - j - 1)])


def without_an_input(layer, m):
    everything = layer(np.ones(m))
    found = np.empty((m, everything.size), dtype=object)
    for j, x in enumerate(np.ones((m, m)) - np.eye(m)):
        found[j] = [bool(round(abs(one - other), 5)) for one, other in zip(layer(x), everything, strict=True)]
    return np.swapaxes(found, 0, 1)


def pairs(layer, m):
    base = layer(np.zeros(m))
    connected = set()
    for j in range(m):
        change = layer(np.eye(m)[j]) - base
        connected |= {(i, j) for i in range(len(base)) if change[i] ** 2 > 1e-10}
    return np.array([[(i, j) in connected for j in range(m)] for i in range(len(base))])


def recursion(layer, m):
    base = layer(np.zeros(m))

    def columns(j):
        if j == m:
            return np.zeros((len(base), 0))
        x = np.zeros(m)
        x[j] = -3
        return np.hstack([np.reshape(np.abs(layer(x) - base) > 1e-5, (-1, 1)), columns(j + 1)])

    return columns(0)


as_a_lambda = lambda layer, m: np.abs(np.transpose([layer(x) - layer(0 * x) for x in np.eye(m)])) > 1e-6  # noqa: E731
