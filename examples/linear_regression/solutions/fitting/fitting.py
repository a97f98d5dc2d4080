# %% [markdown]
# # Fit a line
#
# *Notes, {{notes}}. {{points}} points.*
#
# A line predicts `y` from `x`: `y ≈ intercept + slope · x`. Least squares chooses the line with the smallest sum of
# squared residuals. Only {{packages}} and the standard library are available when your notebook is graded.

# %% role="given"
from autograder.toolkit.checks import before_handing_in, check, hint

import numpy as np

hours = np.array([1.0, 2.0, 3.0, 4.0])
marks = np.array([2.0, 3.0, 5.0, 6.0])

# %% [markdown] role="given"
# ## Words that this notebook uses
#
# - A *residual* is an observed value minus the predicted value.
# - The *slope* says how much the prediction grows if `x` grows by 1.

# %% role="answer" task="fit_line"
def fit_line(x, y):
    """The line of least squares through the points (x, y).

    x, y  arrays (n,), n at least 2, with at least two different values in x

    Returns the tuple (slope, intercept). Raises ValueError if x and y have different lengths, or
    if all values of x are equal. Does not change its arguments.
    """
    ### BEGIN SOLUTION
    if len(x) != len(y):
        raise ValueError(f"x has {len(x)} values, and y has {len(y)}")
    centred = x - np.mean(x)
    if not np.any(centred):
        raise ValueError("all values of x are equal")
    slope = np.sum(centred * (y - np.mean(y))) / np.sum(centred**2)
    return slope, np.mean(y) - slope * np.mean(x)
    ### END SOLUTION

# %% role="check" task="fit_line"
check("fit_line", {
    "fit_line(hours, marks)": (1.4, 0.5),
    "fit_line(np.array([0, 1]), np.array([5, 2]))": (-3, 5),
    "fit_line(hours, marks[:3])": ValueError,
})

# %% [markdown] role="hints" task="fit_line"
# 1. Every line of least squares contains the point of the two means.
# 2. The slope is the sum of products of deviations from the means, divided by the sum of squared deviations of x.
# 3. Check the arguments. Subtract the means. Compute the slope, then the intercept from the means.

# %% [markdown]
# ## A class
#
# Many libraries keep a fitted line in an object.

# %% role="answer" task="line_predicts"
class Line:
    """A line that is fitted to data, and then predicts.

    fit(x, y)   remembers the line of least squares through the points, and returns the object
    predict(x)  returns an array (m,) with the prediction for each value of x, an array (m,)
    """

    def fit(self, x, y):
        ### BEGIN SOLUTION
        self.slope, self.intercept = fit_line(x, y)
        return self
        ### END SOLUTION

    def predict(self, x):
        ### BEGIN SOLUTION
        return self.intercept + self.slope * x
        ### END SOLUTION

# %% role="probe" task="line_predicts"
def line_predicts(x, y, new):
    """`Line().fit(x, y).predict(new)`"""
    return Line().fit(x, y).predict(new)

# %% role="check" task="line_predicts"
check("line_predicts", {
    "Line().fit(hours, marks).predict(np.array([0, 5]))": [0.5, 7.5],
    "Line().fit(hours, hours).predict(marks)": [2, 3, 5, 6],
})

# %% [markdown] role="hints" task="line_predicts"
# 1. What must an object remember between the two calls?
# 2. Store slope and intercept as attributes of self.
# 3. In fit, call fit_line and store both values, then return self. In predict, use the stored values.

# %% [markdown]
# ## Your own tests of `fit_line`
#
# Write calls of `fit_line` with the values that they must return. Your tests must accept every right function, and
# notice as many mistakes as possible.

# %% role="tests" task="fit_line"
fit_line_tests = {
    ### BEGIN SOLUTION
    "fit_line(np.array([0, 1, 2]), np.array([1, 3, 8]))": (3.5, 0.5),
    "fit_line(np.array([4.0, 6.0, 9.0]), np.array([2.0, -2.0, -8.0]))": (-2, 10),
    "fit_line(np.array([0, 2, 4, 10]), np.array([0, 7, 0, 7]))": (0.5, 1.5),
    "fit_line(np.array([1, 2, 3]), np.array([1, 2]))": ValueError,
    "fit_line(np.array([3, 3]), np.array([1, 2]))": ValueError,
    ### END SOLUTION
}

# %%
before_handing_in("fitting.ipynb")
