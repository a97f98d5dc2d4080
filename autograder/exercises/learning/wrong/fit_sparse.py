"""Ways to write `fit_sparse`, and what students with a slip write instead of a line."""

import numpy as np


def loop(X, Y, k):
    if X.ndim != 2:
        # ~ accepts_an_x_with_other_axes: if False:
        raise ValueError
    if Y.ndim != 2:
        # ~ accepts_a_y_with_other_axes: if False:
        raise ValueError
    if len(X) != len(Y):
        raise ValueError
    if len(X) == 0:
        # ~ accepts_no_examples: if False:
        # ~ refuses_one_example: if len(X) < 2:
        # ~ refuses_few_examples: if len(X) == 0 or len(X) < k:
        raise ValueError
    m = X.shape[1]
    if k < 1:
        # ~ accepts_k_below_1: if False:
        # ~ refuses_k_of_1: if k <= 1:
        raise ValueError
    if k > m:
        # ~ refuses_k_equal_to_m: if k >= m:
        raise ValueError
    n = m - k + 1
    if Y.shape[1] != n:
        # ~ accepts_other_numbers_of_outputs: if False:
        # ~ accepts_more_outputs: if Y.shape[1] < n:
        raise ValueError
    W = np.zeros((n, m))
    # ~ rounded_to_integers: W = np.zeros((n, m), dtype=int)
    for i in range(n):
        # ~ last_output_left_out: for i in range(n - 1):
        # ~ first_output_left_out: for i in range(1, n):
        window = X[:, i : i + k]
        # ~ window_not_moved: window = X[:, :k]
        target = Y[:, i]
        # ~ first_output_for_all_rows: target = Y[:, 0]
        weights = np.linalg.lstsq(window, target)[0]
        # ~ normal_equations: weights = np.linalg.inv(window.T @ window) @ window.T @ target
        # ~ square_equations_only: weights = np.linalg.inv(window) @ target
        # ~ products_instead_of_a_solution: weights = window.T @ target
        # ~ each_weight_alone: weights = window.T @ target / (window**2).sum(axis=0)
        # ~ inputs_from_outputs: weights = np.linalg.lstsq(target[:, np.newaxis], window)[0][0]
        # ~ weights_made_smaller: weights = np.linalg.solve(window.T @ window + 0.1 * np.eye(k), window.T @ target)
        # ~ as_many_equations_as_unknowns: weights = np.linalg.lstsq(window[:k], target[:k])[0]
        # ~ only_the_first_example: weights = np.linalg.lstsq(window[:1], target[:1])[0]
        # ~ mean_of_single_solutions: weights = np.mean([x * y / (x @ x) for x, y in zip(window, target)], axis=0)
        # ~ allows_for_a_bias: weights = np.linalg.lstsq(window - window.mean(axis=0), target - target.mean())[0]
        W[i, i : i + k] = weights
        # ~ weights_in_the_first_columns: W[i, :k] = weights
        # ~ weights_in_reverse_order: W[i, i : i + k] = weights[::-1]
    return W
    # ~ rows_and_columns_exchanged: return W.T
    # ~ only_the_last_row: return W[i]
    # ~ windows_without_zeros: return np.array([W[i, i : i + k] for i in range(n)])


def rows(X, Y, k):
    if X.ndim != 2 or Y.ndim != 2:
        raise ValueError("axes")
    N, m = X.shape
    if N != len(Y) or N < 1 or k < 1 or k > m:
        raise ValueError("sizes")
    if Y.shape[1] != m - k + 1:
        # ~ accepts_fewer_outputs: if Y.shape[1] > m - k + 1:
        raise ValueError("outputs")
    result = []
    for i in range(Y.shape[1]):
        # ~ last_output_left_out: for i in range(m - k):
        columns = range(i, i + k)
        # ~ window_one_input_too_short: columns = range(i, i + k - 1)
        # ~ window_one_input_too_long: columns = range(i, min(i + k + 1, m))
        # ~ window_around_its_output: columns = range(max(i - k // 2, 0), min(i - k // 2 + k, m))
        # ~ moves_by_k: columns = range(min(i * k, m), min(i * k + k, m))
        row = np.zeros(m)
        row[columns] = np.linalg.pinv(X[:, columns]) @ Y[:, i]
        # ~ normal_equations: row[columns] = np.linalg.solve(X[:, columns].T @ X[:, columns], X[:, columns].T @ Y[:, i])
        # ~ first_output_for_all_rows: row[columns] = np.linalg.pinv(X[:, columns]) @ Y[:, 0]
        # ~ window_not_moved: row[columns] = np.linalg.pinv(X[:, :k]) @ Y[:, i]
        result.append(row)
        # ~ windows_without_zeros: result.append(row[i : i + k])
    return np.array(result)
    # ~ rounded_to_integers: return np.array(result, dtype=int)
    # ~ rows_and_columns_exchanged: return np.array(result).T


def through_dense(X, Y, k):
    if X.ndim != 2 or Y.ndim != 2 or len(X) != len(Y) or not len(X) or k < 1 or Y.shape[1] != X.shape[1] - k + 1:
        raise ValueError
    dense = np.zeros((Y.shape[1], X.shape[1]))
    for i in range(len(dense)):
        dense[i, i : i + k] = np.linalg.lstsq(X[:, i : i + k], Y[:, i])[0]
        # ~ dense_weights_cut: dense[i, i : i + k] = np.linalg.lstsq(X, Y[:, i])[0][i : i + k]
        # ~ dense_weights: dense[i] = np.linalg.lstsq(X, Y[:, i])[0]
    return dense


def one_kernel_for_all_outputs(X, Y, k):
    if X.ndim != 2 or Y.ndim != 2 or len(X) != len(Y) or not len(X) or k < 1 or Y.shape[1] != X.shape[1] - k + 1:
        raise ValueError
    A = np.vstack([X[:, i : i + k] for i in range(Y.shape[1])])
    w = np.linalg.lstsq(A, Y.T.ravel())[0]
    W = np.zeros((Y.shape[1], X.shape[1]))
    for i in range(Y.shape[1]):
        W[i, i : i + k] = w
    return W


def not_of_smallest_norm(X, Y, k):
    if X.ndim != 2 or Y.ndim != 2 or len(X) != len(Y) or not len(X) or k < 1 or Y.shape[1] != X.shape[1] - k + 1:
        raise ValueError
    W = np.zeros((Y.shape[1], X.shape[1]))
    for i in range(Y.shape[1]):
        used = min(k, np.linalg.matrix_rank(X[:, i : i + k]))
        W[i, i : i + used] = np.linalg.lstsq(X[:, i : i + used], Y[:, i])[0]
    return W


def accepts_different_numbers_of_rows(X, Y, k):
    if X.ndim != 2 or Y.ndim != 2 or len(X) == len(Y) == 0 or k < 1 or Y.shape[1] != X.shape[1] - k + 1:
        raise ValueError
    N = min(len(X), len(Y))
    W = np.zeros((Y.shape[1], X.shape[1]))
    for i in range(Y.shape[1]):
        W[i, i : i + k] = np.linalg.lstsq(X[:N, i : i + k], Y[:N, i])[0]
    return W
