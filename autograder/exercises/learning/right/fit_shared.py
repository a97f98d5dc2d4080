"""Right answers for `fit_shared`, in different styles."""

import numpy as np


def _check(X, Y, k):
    if X.ndim != 2 or Y.ndim != 2 or len(X) != len(Y) or not len(X):
        raise ValueError("examples")
    if k < 1 or k > X.shape[1] or Y.shape[1] != X.shape[1] - k + 1:
        raise ValueError("windows")


def equations_one_by_one(X, Y, k):
    _check(X, Y, k)
    windows, outputs = [], []
    for x, y in zip(X, Y, strict=True):
        for i in range(len(y)):
            windows.append(x[i : i + k])
            outputs.append(y[i])
    return np.linalg.lstsq(np.array(windows), np.array(outputs))[0]


def columns_of_all_equations(X, Y, k):
    _check(X, Y, k)
    n = Y.shape[1]
    A = np.stack([X[:, j : j + n].ravel() for j in range(k)], axis=1)
    return np.linalg.pinv(A) @ Y.ravel()


def positions_below_each_other(X, Y, k):
    _check(X, Y, k)
    A = np.concatenate([X[:, i : i + k] for i in range(Y.shape[1])])
    return np.linalg.lstsq(A, np.concatenate(list(Y.T)), rcond=None)[0].tolist()


def correlations(X, Y, k):
    """The sums over all examples and positions, added up example by example."""
    _check(X, Y, k)
    products, targets = np.zeros((k, k)), np.zeros(k)
    for x, y in zip(X, Y, strict=True):
        windows = np.array([x[i : i + k] for i in range(len(y))])
        products += windows.T @ windows
        targets += windows.T @ y
    return np.linalg.pinv(products, hermitian=True, rcond=1e-9) @ targets


def singular_values(X, Y, k):
    _check(X, Y, k)
    windows = np.lib.stride_tricks.sliding_window_view(X, k, 1).reshape(-1, k)
    U, s, V = np.linalg.svd(windows, full_matrices=False)
    return sum((u @ Y.ravel()) / size * v for u, size, v in zip(U.T, s, V, strict=True) if size > 1e-9)


def basis_kernels(X, Y, k):
    """A column for each weight: what the layer gives if this weight is 1 and all others are 0."""
    _check(X, Y, k)
    n, m = Y.shape[1], X.shape[1]
    A = np.array([(X @ np.eye(n, m, k=j).T).ravel() for j in range(k)]).T
    return np.linalg.lstsq(A, Y.ravel())[0]


def error_of_its_own(X, Y, k):
    try:
        _check(X, Y, k)
    except ValueError as error:
        raise _IllegalExamplesError(*error.args) from None
    rows = np.arange(Y.shape[1])[:, None] + np.arange(k)
    return tuple(np.linalg.lstsq(X[:, rows].reshape(-1, k), Y.flatten())[0])


class _IllegalExamplesError(ValueError):
    pass
