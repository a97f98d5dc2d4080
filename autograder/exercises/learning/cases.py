"""Draw the examples that the hidden tests learn from.

The smallest singular value of all inputs, of each window and of all windows together is at least a fiftieth of the
largest. So every way to solve least squares gives the same weights, to more digits than are compared.
"""

import numpy as np

from autograder.grading.inputs import covering

from ..shared.arrays import alternating

SMALLEST = 0.02  # singular value, as a share of the largest
SMALLEST_OF_PARTS = 0.002


def is_well_posed(X, k=None):
    """Whether rank is lost by few examples alone, and no singular value is small."""
    if k is None:
        return _are_clear(X, SMALLEST)
    windows = np.lib.stride_tricks.sliding_window_view(X, k, axis=1)
    arrays = X, windows.transpose(1, 0, 2), windows.reshape(-1, k)
    return all(_are_clear(array, SMALLEST) for array in arrays)


def _are_clear(arrays, smallest):
    """Whether a matrix, or each of a stack of them, has no singular value that is small."""
    values = np.linalg.svd(arrays, compute_uv=False)
    last = values[..., -1]
    return bool(((last > 0) & (last >= smallest * values[..., 0])).all())


def parts_are_well_posed(X, k):
    """Whether functions that use only some of the equations, or sums of them, or a bias, find a solution, too."""
    if k is None:
        equations, parts = [X], [X[: X.shape[1]]]
    else:
        windows = np.lib.stride_tricks.sliding_window_view(X, k, axis=1)
        equations = [windows.transpose(1, 0, 2), windows.reshape(-1, k)]
        parts = [one[..., :k, :] for one in equations] + [windows, windows.sum(axis=0), windows.sum(axis=1)]
    parts += [np.concatenate([one, np.ones((*one.shape[:-1], 1))], axis=-1) for one in equations]
    return all(_are_clear(part, SMALLEST_OF_PARTS) for part in parts if part.shape[-2] >= part.shape[-1])


def quarters(rng, shape, values="mixed"):
    """Multiples of a quarter up to 3, without 0. `values` says which signs they have, or that a 0 is among them."""
    sizes = rng.integers(1, 13, shape) / 4
    if values in ("positive", "negative"):
        return sizes if values == "positive" else -sizes
    drawn = sizes * rng.choice([-1, 1], shape)
    if values == "zeros":
        drawn.flat[rng.integers(drawn.size)] = 0
    return drawn


def inputs(rng, shape, k=None, values="mixed", constant=False):
    """Well-posed inputs. If they are `constant`, their first column is."""
    alone = shape[0] * (k or shape[1]) == 1  # a window of one number is not 0
    while True:
        X = quarters(rng, shape, "mixed" if alone and values == "zeros" else values)
        if constant:
            X[:, 0] = X[0, 0]
        if is_well_posed(X, k):
            return X


def layer(rng, rows, columns):
    """Weights with different absolute values, about half of them negative. None is a half or a whole number."""
    count = rows * columns
    signs = rng.permutation(alternating(count))
    return ((rng.permutation(count) / 4 + 3 / 16) * signs).reshape(rows, columns)


def in_windows(weights, m):
    """The matrix (n, m) of a layer with these weights (n, k) of its windows."""
    n, k = weights.shape
    matrix = np.zeros((n, m))
    for i in range(n):
        matrix[i, i : i + k] = weights[i]
    return matrix


def noise(rng, shape):
    """Multiples of a quarter up to 1, without 0."""
    return rng.integers(1, 5, shape) / 4 * rng.choice([-1, 1], shape)


def exact(rng, rows, matrix, k=None):
    """Examples (X, Y) that the layer `matrix` repeats exactly."""
    while True:
        X = inputs(rng, (rows, matrix.shape[1]), k)
        if parts_are_well_posed(X, k):
            return X, X @ matrix.T


def opposites(rng, pairs, matrix, k=None):
    """Examples with noise in pairs x and -x, in random order, more pairs than inputs. A bias learned from them is 0."""
    while True:
        half = quarters(rng, (pairs, matrix.shape[1]))
        X = np.concatenate([half, -half])
        if is_well_posed(X, k):
            break
    outputs = half @ matrix.T + noise(rng, (pairs, len(matrix)))
    order = rng.permutation(2 * pairs)
    return X[order], np.concatenate([outputs, -outputs])[order]


# Properties of all examples: the values of the inputs, what the outputs are, and which column is constant.
VALUES = {
    "values": ["mixed", "positive", "negative", "zeros"],
    "outputs": ["exact", "noisy", "positive", "negative", "zeros", "offset"],
    "constant": ["none", "input", "output"],
    "view": [False, True],
}


def examples(rng, N, matrix, values, outputs, constant, view, k=None):
    """Examples (X, Y) of the layer `matrix` with these properties."""
    X = inputs(rng, (N, matrix.shape[1]), k, values, constant == "input")
    Y = X @ matrix.T
    if outputs != "exact":
        Y = Y + noise(rng, Y.shape)
    if outputs in ("positive", "negative"):
        Y = Y - Y.min() + 0.25 if outputs == "positive" else Y - Y.max() - 0.25
    elif outputs == "zeros":
        Y.flat[rng.integers(Y.size)] = 0
    elif outputs == "offset":
        Y = Y + 5
    if constant == "output":
        Y[:, 0] = 0.75
    return _view(X) if view else X, _view(Y) if view else Y


def _view(array):
    """The same values in memory that is not contiguous."""
    return np.repeat(array, 2, axis=1)[:, ::2]


def is_legal_example(values, outputs, constant, **_):
    """Whether a constant column leaves the other properties as they are."""
    return not (
        (constant == "input" and values == "zeros") or (constant == "output" and outputs in ("negative", "zeros"))
    )


# The numbers of examples and of inputs of a dense layer: one example or several, fewer, as many or more than inputs.
DENSE_SIZES = [(1, 1), (4, 1), (1, 3), (2, 3), (3, 3), (6, 3), (1, 4), (3, 4), (4, 4), (7, 4)]
OUTPUTS = [1, 2, 4]


def dense_cases():
    """Cases of a dense layer with all pairs of properties."""
    return covering(is_legal_example, size=DENSE_SIZES, n=OUTPUTS, **VALUES)


def dense_examples(rng, size, n, **properties):
    """Examples of a dense layer."""
    N, m = size
    return examples(rng, N, layer(rng, n, m), **properties)


# The number of examples and k of a layer with windows. "m" are as many examples as inputs.
WINDOW_SIZES = [
    (1, 1), (4, 1), ("m", 1), (1, 2), (2, 2), (5, 2), ("m", 2), (1, 3), (2, 3), (3, 3), (6, 3), ("m", 3), (1, 4),
    (3, 4), (4, 4), (7, 4), ("m", 4),
]  # fmt: skip


def window_cases():
    """Cases of a layer with windows, whose weights are different or shared."""
    return covering(is_legal_example, size=WINDOW_SIZES, n=OUTPUTS, is_shared=[False, True], **VALUES)


def window_examples(rng, size, n, is_shared, **properties):
    """Examples of a layer with windows, and k."""
    N, k = size
    m = n + k - 1
    weights = np.tile(layer(rng, 1, k), (n, 1)) if is_shared else layer(rng, n, k)
    return (*examples(rng, m if N == "m" else N, in_windows(weights, m), k=k, **properties), k)


def drawn_case(rng, is_legal, properties):
    """A random legal case."""
    while True:
        case = {name: choices[rng.integers(len(choices))] for name, choices in properties.items()}
        if is_legal(**case):
            return case


def drawn_call(rng, windows=False):
    """The arguments of a random legal call: (X, Y), or (X, Y, k) for a layer with windows."""
    case = drawn_case(rng, is_legal_example, VALUES)
    n = int(rng.choice(OUTPUTS))
    if windows:
        size = WINDOW_SIZES[rng.integers(len(WINDOW_SIZES))]
        return window_examples(rng, size, n, rng.random() < 0.5, **case)
    return dense_examples(rng, DENSE_SIZES[rng.integers(len(DENSE_SIZES))], n, **case)


# Properties of the arguments of prediction_error.
PREDICTIONS = {
    "size": [(2, 1), (2, 2), (2, 3), (3, 1), (3, 2), (3, 3), (5, 1), (5, 3)],  # examples and inputs
    "columns": [(1, False), (2, False), (3, False), (2, True), (3, True)],  # how many outputs; is one constant?
    "W": ["right", "near", "far", "zeros", "positive", "negative"],
    "means": ["zero", "same", "different", "low", "high"],
    "values": ["mixed", "positive", "negative", "zeros"],
    "zero": [False, True],  # whether an output is 0
    "view": [False, True],
}


def is_legal_prediction(columns, W, means, zero, **_):
    """Right predictions are what they are."""
    return W != "right" or (means == "zero" and not columns[1] and not zero)


def prediction(rng, size, columns, W, means, values, zero, view):
    """Arguments W, X and Y with these properties."""
    (_, m), (n, constant) = size, columns
    X = quarters(rng, size, values)
    weights = layer(rng, n, m)
    Y = X @ weights.T
    if W != "right" or (Y == Y[0]).all():
        Y = Y + noise(rng, Y.shape)
    if means == "different":
        Y = Y + 4 * (1 + rng.permutation(n))
    elif means != "zero":
        Y = Y + {"same": 7, "low": -Y.max() - 0.25, "high": 0.25 - Y.min()}[means]
    one = rng.integers(n)
    if constant:
        Y[:, one] = 1.25
    if zero:
        Y[0, one - 1] = 0
    if (Y == Y[0]).all():
        Y[1, one - 1] += 1
    given = {"far": layer(rng, n, m), "zeros": np.where(rng.random((n, m)) < 0.5, 0, weights)}
    given |= {"positive": np.abs(weights), "negative": -np.abs(weights)}
    arrays = given.get(W, weights), X, Y
    return tuple(map(_view, arrays)) if view else arrays


def prediction_cases():
    """Cases of prediction_error with all pairs of properties."""
    return covering(is_legal_prediction, **PREDICTIONS)


def drawn_prediction(rng):
    """The arguments of a random legal call of prediction_error."""
    return prediction(rng, **drawn_case(rng, is_legal_prediction, PREDICTIONS))
