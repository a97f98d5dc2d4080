"""Right answers for `fit_dense`, in different styles."""

import numpy as np


def _check(X, Y):
    if X.ndim != 2 or Y.ndim != 2 or len(X) != len(Y) or not len(X):
        raise ValueError("these are no examples")


def pseudoinverse(X, Y):
    _check(X, Y)
    return (np.linalg.pinv(X) @ Y).T


def singular_values(X, Y):
    _check(X, Y)
    U, s, V = np.linalg.svd(X, full_matrices=False)
    kept = s > 1e-10 * s[0]
    return (Y.T @ U[:, kept] / s[kept]) @ V[kept]


def output_by_output(X, Y):
    _check(X, Y)
    rows = []
    for column in Y.T:
        solution, *_ = np.linalg.lstsq(X, column, rcond=None)
        rows.append(solution.tolist())
    return rows


def full_rank(X, Y):
    """The normal equations of the inputs, or of the examples if there are fewer of them."""
    _check(X, Y)
    if np.linalg.matrix_rank(X) == X.shape[1]:
        return np.linalg.solve(X.T @ X, X.T @ Y).T
    if np.linalg.matrix_rank(X) == len(X):
        return Y.T @ np.linalg.solve(X @ X.T, X)
    return (np.linalg.pinv(X) @ Y).T


def symmetric_pseudoinverse(X, Y):
    if X.ndim == Y.ndim == 2 and len(X) == len(Y) > 0:
        return Y.T @ X @ np.linalg.pinv(X.T @ X, hermitian=True)
    raise ValueError


class _Learner:
    def __init__(self, **options):
        self.options = options

    def fit(self, X, Y):
        _check(X, Y)
        return np.linalg.lstsq(X, Y, **self.options)[0].T.copy()


bound_method = _Learner(rcond=1e-12).fit


def added_up(X, Y):
    """One singular vector after the other."""
    _check(X, Y)
    W = np.zeros((Y.shape[1], X.shape[1]))
    for u, s, v in zip(*(part.T if place == 0 else part for place, part in enumerate(_svd(X))), strict=True):
        if s > 1e-9:
            W += np.outer(Y.T @ u, v) / s
    return W


def _svd(X):
    return np.linalg.svd(X, full_matrices=False)
