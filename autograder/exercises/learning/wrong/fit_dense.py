"""Ways to write `fit_dense`, and what students with a slip write instead of a line."""

import numpy as np


def least_squares(X, Y):
    X = np.asarray(X)
    # ~ accepts_an_x_with_other_axes: X = X.reshape(len(X), -1) if X.size else X
    if X.ndim != 2:
        raise ValueError("X")
    if Y.ndim != 2:
        # ~ accepts_a_y_with_other_axes: if False:
        raise ValueError("Y")
    if len(X) != len(Y):
        raise ValueError("rows")
    if len(X) == 0:
        # ~ accepts_no_examples: if False:
        # ~ refuses_one_example: if len(X) <= 1:
        # ~ refuses_few_examples: if len(X) == 0 or len(X) < X.shape[1]:
        raise ValueError("no rows")
    solution = np.linalg.lstsq(X, Y)
    # ~ inputs_from_outputs: solution = (np.linalg.lstsq(Y, X)[0].T,)
    # ~ as_many_equations_as_unknowns: solution = np.linalg.lstsq(X[: X.shape[1]], Y[: X.shape[1]])
    # ~ only_the_first_example: solution = np.linalg.lstsq(X[:1], Y[:1])
    # ~ allows_for_a_bias: solution = (np.linalg.lstsq(np.hstack([X, np.ones((len(X), 1))]), Y)[0][:-1],)
    # ~ weight_of_a_bias: solution = np.linalg.lstsq(np.hstack([X, np.ones((len(X), 1))]), Y)
    # ~ only_the_first_output: solution = np.linalg.lstsq(X, Y[:, [0]])
    # ~ outputs_added_up: solution = np.linalg.lstsq(X, Y.sum(axis=1, keepdims=True))
    return solution[0].T
    # ~ not_transposed: return solution[0]
    # ~ everything_that_lstsq_returns: return solution
    # ~ squares_instead_of_weights: return solution[1]
    # ~ outputs_instead_of_weights: return X @ solution[0]
    # ~ rounded_to_integers: return solution[0].T.astype(int)


def pseudoinverse(X, Y):
    if X.ndim != 2 or Y.ndim != 2:
        raise ValueError
    if len(Y) != len(X) or len(X) < 1:
        # ~ refuses_one_example: if len(Y) != len(X) or len(X) < 2:
        raise ValueError
    weights = np.linalg.pinv(X) @ Y
    # ~ normal_equations: weights = np.linalg.inv(X.T @ X) @ X.T @ Y
    # ~ square_equations_only: weights = np.linalg.inv(X) @ Y
    # ~ products_instead_of_a_solution: weights = X.T @ Y
    # ~ weights_made_smaller: weights = np.linalg.inv(X.T @ X + 0.01 * np.eye(X.shape[1])) @ X.T @ Y
    # ~ inputs_from_outputs: weights = (np.linalg.pinv(Y) @ X).T
    # ~ allows_for_a_bias: weights = np.linalg.pinv(X - X.mean(axis=0)) @ (Y - Y.mean(axis=0))
    # ~ each_weight_alone: weights = (X.T @ Y) / np.sum(X**2, axis=0)[:, np.newaxis]
    return np.transpose(weights)
    # ~ not_transposed: return weights
    # ~ rounded_to_integers: return np.round(weights.T)


def loop_over_outputs(X, Y):
    if X.ndim != 2 or Y.ndim != 2 or X.shape[0] != Y.shape[0] or X.shape[0] == 0:
        raise ValueError
    m, n = X.shape[1], Y.shape[1]
    W = np.zeros((n, m))
    for i in range(n):
        W[i] = np.linalg.lstsq(X, Y[:, i])[0]
        # ~ normal_equations: W[i] = np.linalg.solve(X.T @ X, X.T @ Y[:, i])
        # ~ products_instead_of_a_solution: W[i] = X.T @ Y[:, i] / len(X)
        # ~ weights_made_smaller: W[i] = np.linalg.solve(X.T @ X + np.eye(m), X.T @ Y[:, i])
        # ~ mean_of_single_solutions: W[i] = np.mean([x * y / (x @ x) for x, y in zip(X, Y[:, i])], axis=0)
        # ~ as_many_equations_as_unknowns: W[i] = np.linalg.lstsq(X[:m], Y[:m, i])[0]
        # ~ only_the_first_example: W[i] = np.linalg.pinv(X[:1]) @ Y[:1, i]
    return W
    # ~ outputs_instead_of_weights: return X @ W.T
    # ~ squares_instead_of_weights: return np.sum((X @ W.T - Y) ** 2)
    # ~ not_transposed: return W.T


def accepts_different_numbers_of_rows(X, Y):
    if X.ndim != 2 or Y.ndim != 2 or (len(X) == 0 and len(Y) == 0):
        raise ValueError
    examples = list(zip(X, Y, strict=False))
    inputs, outputs = [x for x, _ in examples], [y for _, y in examples]
    if not examples:
        return np.zeros((Y.shape[1], X.shape[1]))
    return np.linalg.lstsq(np.array(inputs), np.array(outputs))[0].T


def not_of_smallest_norm(X, Y):
    if X.ndim != 2 or Y.ndim != 2 or len(X) != len(Y) or len(X) < 1:
        raise ValueError
    N, m = X.shape
    if N >= m:
        return np.linalg.lstsq(X, Y)[0].T
    W = np.zeros((Y.shape[1], m))
    W[:, :N] = np.linalg.solve(X[:, :N], Y).T
    return W


def mean_of_single_solutions(X, Y):
    if X.ndim != 2 or Y.ndim != 2 or len(X) != len(Y) or len(X) < 1:
        raise ValueError
    total = 0
    for a in range(len(X)):
        total = total + np.outer(Y[a], X[a]) / np.sum(X[a] ** 2)
    return total / len(X)
