"""Wrong answers to `residual_table`, as students write them."""

import numpy as np

X, Y = np.array([1.0, 2.0, 3.0, 4.0]), np.array([2.0, 3.0, 5.0, 6.0])


def columns(column):
    fitted = 0.5 + 1.4 * X
    # ~ no_intercept: fitted = 1.4 * X
    residual = Y - fitted
    # ~ fitted_minus_observed: residual = fitted - Y
    # ~ absolute_residuals: residual = abs(Y - fitted)
    return {"x": X, "y": Y, "fitted": fitted, "residual": residual}[column]
