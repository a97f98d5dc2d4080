"""Right answers for `fit_sparse`, in different styles."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def _count(X, Y, k):
    """The number of outputs. ValueError for an illegal call."""
    if X.ndim != 2 or Y.ndim != 2:
        raise ValueError("axes")
    (N, m), (rows, n) = X.shape, Y.shape
    if N != rows or N == 0 or not 1 <= k <= m or n != m - k + 1:
        raise ValueError("examples")
    return n


def pseudoinverses_of_all_windows(X, Y, k):
    n = _count(X, Y, k)
    windows = sliding_window_view(X, k, axis=1).transpose(1, 0, 2)
    weights = np.einsum("nka,na->nk", np.linalg.pinv(windows), Y.T)
    W = np.zeros((n, X.shape[1]))
    rows = np.arange(n)[:, None]
    W[rows, rows + np.arange(k)] = weights
    return W


def masked_inputs(X, Y, k):
    """Inputs outside the window are 0. Least squares of smallest norm then gives them the weight 0."""
    n = _count(X, Y, k)
    places = np.arange(X.shape[1])
    return [np.linalg.lstsq(X * ((i <= places) & (places < i + k)), Y[:, i])[0] for i in range(n)]


def padded_lists(X, Y, k):
    n = _count(X, Y, k)
    W = []
    for i in range(n):
        weights = np.linalg.pinv(X[:, i : i + k]) @ Y[:, i]
        W.append([0.0] * i + weights.tolist() + [0.0] * (n - 1 - i))
    return W


def one_large_system(X, Y, k):
    """All outputs at once, as one sparse problem."""
    n, N = _count(X, Y, k), len(X)
    A = np.zeros((n * N, n * k))
    for i in range(n):
        A[i * N : (i + 1) * N, i * k : (i + 1) * k] = X[:, i : i + k]
    weights = np.linalg.lstsq(A, Y.T.ravel())[0].reshape(n, k)
    return np.array([np.r_[np.zeros(i), weights[i], np.zeros(n - 1 - i)] for i in range(n)])


def recursion(X, Y, k):
    n = _count(X, Y, k)
    first = np.zeros((1, X.shape[1]))
    first[0, :k] = np.linalg.lstsq(X[:, :k], Y[:, 0])[0]
    if n == 1:
        return first
    return np.vstack([first, np.pad(recursion(X[:, 1:], Y[:, 1:], k), ((0, 0), (1, 0)))])


def either_normal_equations(X, Y, k):
    n = _count(X, Y, k)
    W = np.zeros((n, X.shape[1]))
    for i, y in enumerate(Y.T):
        A = X[:, i : i + k]
        W[i, i : i + k] = np.linalg.solve(A.T @ A, A.T @ y) if len(A) >= k else A.T @ np.linalg.solve(A @ A.T, y)
        if len(A) >= k and np.linalg.matrix_rank(A) < k:
            W[i, i : i + k] = np.linalg.pinv(A) @ y
    return W
