"""Ways to write `prediction_error`, and what students with a slip write instead of a line."""

import numpy as np


def norms(W, X, Y):
    X = np.asarray(X)
    # ~ accepts_a_w_with_other_axes: W = np.atleast_2d(W)
    # ~ accepts_an_x_with_other_axes: X = X.reshape(len(X), -1) if X.size else X
    # ~ accepts_a_y_with_other_axes: Y = Y.reshape(len(Y), -1) if Y.size else Y
    if W.ndim != 2 or X.ndim != 2 or Y.ndim != 2:
        raise ValueError
    if len(X) != len(Y):
        # ~ accepts_different_numbers_of_rows: if False:
        raise ValueError
    if len(W) != Y.shape[1]:
        # ~ accepts_other_numbers_of_outputs: if False:
        raise ValueError
    if len(X) == 0:
        # ~ accepts_no_examples: if False:
        raise ValueError
    if len(Y) == 1:
        # ~ accepts_a_single_row: if False:
        # ~ accepts_constant_outputs: if False:
        raise ValueError
    if len(Y) > 1 and np.all(Y == Y[0]):
        # ~ accepts_constant_outputs: if False:
        # ~ accepts_different_constants: if len(Y) > 1 and np.all(Y == Y[0, 0]):
        # ~ refuses_a_constant_column: if len(Y) > 1 and np.any(np.all(Y == Y[0], axis=0)):
        raise ValueError
    predictions = X @ W.T
    # ~ not_transposed: predictions = X @ W
    errors = Y - predictions
    deviations = Y - np.mean(Y, axis=0)
    # ~ mean_not_subtracted: deviations = Y
    # ~ one_mean_for_all_columns: deviations = Y - np.mean(Y)
    # ~ means_of_rows: deviations = Y - np.mean(Y, axis=1)[:, np.newaxis]
    # ~ deviations_of_the_predictions: deviations = Y - np.mean(predictions, axis=0)
    return np.linalg.norm(errors) / np.linalg.norm(deviations)
    # ~ spectral_norm: return np.linalg.norm(errors, 2) / np.linalg.norm(deviations, 2)
    # ~ absolute_values_added: return np.abs(errors).sum() / np.abs(deviations).sum()
    # ~ largest_values: return np.max(np.abs(errors)) / np.max(np.abs(deviations))
    # ~ upside_down: return np.linalg.norm(deviations) / np.linalg.norm(errors)
    # ~ not_divided: return np.linalg.norm(errors)
    # ~ one_for_perfect_predictions: return 1 - np.linalg.norm(errors) / np.linalg.norm(deviations)
    # ~ percent: return 100 * np.linalg.norm(errors) / np.linalg.norm(deviations)


def squares(W, X, Y):
    if not (W.ndim == X.ndim == Y.ndim == 2):
        raise ValueError
    if len(X) != len(Y) or len(X) < 1 or W.shape != (Y.shape[1], X.shape[1]):
        raise ValueError
    if (Y == Y[:1]).all():
        # ~ accepts_constant_outputs: if False:
        # ~ refuses_a_constant_column: if (Y == Y[:1]).all(axis=0).any():
        # ~ accepts_different_constants: if Y.min() == Y.max() or len(Y) == 1:
        raise ValueError
    varies = [True] * Y.shape[1]
    # ~ constant_columns_left_out: varies = (Y != Y[0]).any(axis=0)
    squared_errors = ((Y - X @ W.T)[:, varies] ** 2).sum()
    # ~ deviations_of_the_predictions: squared_errors, Y = ((Y - X @ W.T) ** 2).sum(), X @ W.T
    squared_deviations = ((Y - Y.mean(axis=0)) ** 2).sum()
    # ~ mean_not_subtracted: squared_deviations = (Y**2).sum()
    # ~ one_mean_for_all_columns: squared_deviations = ((Y - Y.mean()) ** 2).sum()
    return np.sqrt(squared_errors / squared_deviations)
    # ~ squares_without_the_root: return squared_errors / squared_deviations
    # ~ one_for_perfect_predictions: return 1 - squared_errors / squared_deviations
    # ~ not_divided: return np.sqrt(squared_errors / Y.size)


def root_mean_squares(W, X, Y):
    if W.ndim != 2 or X.ndim != 2 or Y.ndim != 2 or len(X) != len(Y) or W.shape != (Y.shape[1], X.shape[1]):
        raise ValueError
    if len(Y) == 0 or (Y.std(axis=0) == 0).all():
        raise ValueError
    rmse = np.sqrt(np.mean((X @ W.T - Y) ** 2))
    spread = np.sqrt(np.mean(np.var(Y, axis=0)))
    # ~ one_mean_for_all_columns: spread = np.std(Y)
    # ~ mean_of_standard_deviations: spread = np.mean(np.std(Y, axis=0))
    # ~ sample_standard_deviation: spread = np.sqrt(np.mean(np.var(Y, axis=0, ddof=1)))
    return rmse / spread
    # ~ not_divided: return rmse**2


@np.errstate(all="ignore")
def an_error_for_each_output(W, X, Y):
    if W.ndim != 2 or X.ndim != 2 or Y.ndim != 2 or len(X) != len(Y) or W.shape != (Y.shape[1], X.shape[1]):
        raise ValueError
    if len(Y) == 0 or np.all(Y == Y[0]):
        raise ValueError
    return np.linalg.norm(Y - X @ W.T, axis=0) / np.linalg.norm(Y - Y.mean(axis=0), axis=0)


@np.errstate(all="ignore")
def mean_of_the_outputs_errors(W, X, Y):
    if W.ndim != 2 or X.ndim != 2 or Y.ndim != 2 or len(X) != len(Y) or W.shape != (Y.shape[1], X.shape[1]):
        raise ValueError
    if len(Y) == 0 or np.all(Y == Y[0]):
        raise ValueError
    ratios = []
    for i in range(len(W)):
        difference = np.linalg.norm(Y[:, i] - X @ W[i])
        ratios.append(difference / np.linalg.norm(Y[:, i] - Y[:, i].mean()))
    return sum(ratios) / len(ratios)


def accepts_other_numbers_of_inputs(W, X, Y):
    if W.ndim != 2 or X.ndim != 2 or Y.ndim != 2 or len(X) != len(Y) or len(W) != Y.shape[1]:
        raise ValueError
    if len(Y) == 0 or np.all(Y == Y[0]):
        raise ValueError
    predictions = np.array([[sum(w * one for w, one in zip(row, x, strict=False)) for row in W] for x in X])
    return np.linalg.norm(Y - predictions) / np.linalg.norm(Y - Y.mean(axis=0))
