"""Ways to write `fit_shared`, and what students with a slip write instead of a line."""

import numpy as np


def loops(X, Y, k):
    if X.ndim != 2:
        # ~ accepts_an_x_with_other_axes: if False:
        raise ValueError
    if Y.ndim != 2:
        raise ValueError
    if len(X) != len(Y):
        # ~ accepts_different_numbers_of_rows: if False:
        raise ValueError
    if len(X) == 0:
        # ~ accepts_no_examples: if False:
        # ~ refuses_one_example: if len(X) <= 1:
        # ~ refuses_fewer_examples_than_weights: if len(X) == 0 or len(X) < k:
        raise ValueError
    if k < 1:
        # ~ refuses_k_of_1: if k <= 1:
        raise ValueError
    if k > X.shape[1]:
        # ~ refuses_k_equal_to_m: if k >= X.shape[1]:
        raise ValueError
    n = X.shape[1] - k + 1
    if Y.shape[1] != n:
        # ~ accepts_fewer_outputs: if Y.shape[1] > n:
        # ~ accepts_more_outputs: if Y.shape[1] < n:
        raise ValueError
    n = min(n, Y.shape[1])
    windows, outputs = [], []
    for x, y in zip(X, Y, strict=False):
        # ~ only_the_first_example: for x, y in zip(X[:1], Y[:1]):
        # ~ only_the_last_example: for x, y in zip(X[-1:], Y[-1:]):
        # ~ examples_added_up: for x, y in [(sum(X), sum(Y))]:
        for i in range(n):
            # ~ only_the_first_position: for i in range(1):
            # ~ only_the_last_position: for i in [n - 1]:
            windows.append(x[i : i + k])
            # ~ window_not_moved: windows.append(x[:k])
            outputs.append(y[i])
    windows, outputs = np.reshape(windows, (-1, k)), np.array(outputs)
    if False:
        # ~ refuses_few_examples: if len(windows) < k:
        raise ValueError
    w = np.linalg.lstsq(windows, outputs)[0]
    # ~ normal_equations: w = np.linalg.inv(windows.T @ windows) @ windows.T @ outputs
    # ~ square_equations_only: w = np.linalg.solve(windows, outputs)
    # ~ products_instead_of_a_solution: w = windows.T @ outputs / len(windows)
    # ~ each_weight_alone: w = windows.T @ outputs / (windows**2).sum(axis=0)
    # ~ weights_made_smaller: w = np.linalg.solve(windows.T @ windows + 0.01 * np.eye(k), windows.T @ outputs)
    # ~ as_many_equations_as_unknowns: w = np.linalg.lstsq(windows[:k], outputs[:k])[0]
    # ~ mean_of_single_solutions: w = np.mean([np.linalg.pinv(a[None]) @ [b] for a, b in zip(windows, outputs)], axis=0)
    # ~ allows_for_a_bias: w = np.linalg.lstsq(np.c_[windows, np.ones(len(windows))], outputs)[0][:-1]
    # ~ rounded_to_integers: w = np.linalg.lstsq(windows, outputs)[0].round()
    return w
    # ~ flipped_kernel: return w[::-1]
    # ~ matrix_instead_of_the_kernel: return sum(w[j] * np.eye(n, X.shape[1], k=j) for j in range(k))
    # ~ kernel_for_each_output: return np.tile(w, (n, 1))


def stacked(X, Y, k):
    if X.ndim != 2 or Y.ndim != 2:
        # ~ accepts_a_y_with_other_axes: if X.ndim != 2:
        raise ValueError
    N, m = X.shape
    if len(Y) != N or N == 0 or k < 1 or k > m:
        # ~ accepts_k_below_1: if len(Y) != N or N == 0 or k > m:
        # ~ refuses_fewer_examples_than_weights: if len(Y) != N or N < k or k < 1 or k > m:
        raise ValueError
    if Y[:1].size != m - k + 1:
        raise ValueError
    Y = Y.reshape(N, m - k + 1)
    A = np.vstack([X[:, i : i + k] for i in range(m - k + 1)])
    # ~ window_not_moved: A = np.vstack([X[:, :k] for i in range(m - k + 1)])
    b = np.hstack([Y[:, i] for i in range(m - k + 1)])
    # ~ windows_beside_other_outputs: b = Y.ravel()
    w = np.linalg.lstsq(A, b)[0]
    # ~ normal_equations: w = np.linalg.solve(A.T @ A, A.T @ b)
    # ~ kernel_with_two_axes: w = np.linalg.lstsq(A, b[:, np.newaxis])[0]
    # ~ allows_for_a_bias: w = np.linalg.lstsq(A - A.mean(axis=0), b - b.mean())[0]
    # ~ only_the_first_position: w = np.linalg.lstsq(X[:, :k], Y[:, 0])[0]
    # ~ rounded_to_integers: w = np.linalg.lstsq(A, b)[0].astype(int)
    return w
    # ~ flipped_kernel: return np.flip(w)


def mean_of_kernels(X, Y, k):
    if X.ndim != 2 or Y.ndim != 2 or len(X) != len(Y) or not len(X) or k < 1:
        raise ValueError
    if Y.shape[1] != X.shape[1] - k + 1:
        # ~ accepts_other_numbers_of_outputs: if False:
        raise ValueError
    windows = np.lib.stride_tricks.sliding_window_view(X, max(k, 1), axis=1) if k <= X.shape[1] else X[:, None, :]
    n = min(windows.shape[1], Y.shape[1])
    windows, Y = windows[:, :n], Y[:, :n]
    w = np.linalg.pinv(windows.reshape(-1, windows.shape[2])) @ Y.ravel()
    # ~ mean_over_the_positions: w = np.mean([np.linalg.lstsq(windows[:, i], Y[:, i])[0] for i in range(n)], axis=0)
    # ~ mean_over_the_examples: w = np.mean([np.linalg.lstsq(windows[a], Y[a])[0] for a in range(len(X))], axis=0)
    # ~ kernel_for_each_output: w = np.array([np.linalg.lstsq(windows[:, i], Y[:, i])[0] for i in range(n)])
    # ~ windows_beside_other_outputs: w = np.linalg.pinv(windows.reshape(-1, windows.shape[2])) @ Y.T.ravel()
    # ~ positions_added_up: w = np.linalg.pinv(windows.sum(axis=1)) @ Y.sum(axis=1)
    # ~ examples_added_up: w = np.linalg.pinv(windows.mean(axis=0)) @ Y.mean(axis=0)
    return w
    # ~ kernel_with_two_axes: return w[np.newaxis]


def not_of_smallest_norm(X, Y, k):
    if X.ndim != 2 or Y.ndim != 2 or len(X) != len(Y) or not len(X) or k < 1 or Y.shape[1] != X.shape[1] - k + 1:
        raise ValueError
    A = np.array([x[i : i + k] for x in X for i in range(Y.shape[1])])
    used = np.linalg.matrix_rank(A)
    w = np.zeros(k)
    w[:used] = np.linalg.lstsq(A[:, :used], Y.ravel())[0]
    return w
