# %% [markdown]
# # Judge a line
#
# *Notes, {{notes}}. {{points}} points.*
#
# Is a slope more than chance? Only {{packages}} and the standard library are available when your notebook is graded.

# %% role="given"
from autograder.toolkit.checks import before_handing_in, check, hint

import numpy as np
import pandas as pd
from scipy import stats

hours = np.array([1.0, 2.0, 3.0, 4.0])
marks = np.array([2.0, 3.0, 5.0, 6.0])

# %% role="answer" task="t_statistic"
def t_statistic(x, y):
    """Whether the slope of the line of least squares differs from 0.

    x, y  arrays (n,), n at least 3; the points are not on one line

    Returns the tuple (t, p): the slope divided by its standard error, and the two-sided p value
    of Student's distribution with n - 2 degrees of freedom. Raises ValueError if there are fewer
    than three points.
    """
    ### BEGIN SOLUTION
    n = len(x)
    if n < 3:
        raise ValueError(f"three points are needed, not {n}")
    dx = x - np.mean(x)
    slope = np.sum(dx * y) / np.sum(dx**2)
    residuals = y - np.mean(y) - slope * dx
    error = np.sqrt(np.sum(residuals**2) / (n - 2) / np.sum(dx**2))
    t = slope / error
    return t, 2 * stats.t.sf(abs(t), n - 2)
    ### END SOLUTION

# %% role="check" task="t_statistic"
check("t_statistic", {
    "t_statistic(hours, marks)": (9.899495, 0.010051),
    "t_statistic(hours, -marks)": (-9.899495, 0.010051),
    "t_statistic(hours[:2], marks[:2])": ValueError,
})

# %% [markdown] role="hints" task="t_statistic"
# 1. The standard error of the slope needs the residuals.
# 2. Divide the sum of squared residuals by n - 2, then by the sum of squared deviations of x, and take the root.
# 3. Compute slope, residuals, standard error, t. Then use stats.t.sf with the absolute value of t, and double it.

# %% [markdown]
# ## A table
#
# Make a DataFrame `table` with one row for each of the four points in `hours` and `marks`, and with the columns `x`,
# `y`, `fitted` and `residual`.

# %% role="answer" task="residual_table"
# `table`: a DataFrame with the columns x, y, fitted and residual.
table = ...  # your answer
### BEGIN SOLUTION
slope, intercept = np.polyfit(hours, marks, 1)
table = pd.DataFrame({"x": hours, "y": marks})
table["fitted"] = intercept + slope * table["x"]
table["residual"] = table["y"] - table["fitted"]
### END SOLUTION

# %% role="probe" task="residual_table"
def residual_table(column):
    """The values of a column of your table."""
    if not isinstance(table, pd.DataFrame):
        raise TypeError(f"table must be a DataFrame, not a {type(table).__name__}")
    return table[column].to_numpy()

# %% role="check" task="residual_table"
check("residual_table", {
    "list(table.columns)": ["x", "y", "fitted", "residual"],
    "len(table)": 4,
})

# %% [markdown] role="hints" task="residual_table"
# 1. Which columns do you have already?
# 2. The fitted values are intercept + slope · x. A residual is the observed value minus the fitted one.
# 3. Make the DataFrame from the two arrays, then assign the two other columns.

# %% [markdown] role="given"
# ## An outlier
#
# One point is added, far to the right of all others and far below the line. What happens to the slope?
#
# - a. It stays the same, because one point of many does not matter.
# - b. It becomes smaller, because the point pulls the line down at its end.
# - c. It becomes larger, because the line has to reach the point.

# %% role="answer" task="outlier"
def outlier():
    """The letter of the right option: "a", "b" or "c"."""
    ### BEGIN SOLUTION
    return "b"
    ### END SOLUTION

# %% role="check" task="outlier"
check("outlier", {"outlier() in ('a', 'b', 'c')": True})

# %% [markdown] role="hints" task="outlier"
# 1. Where on the line does a point have the most influence?
# 2. Least squares avoids large residuals. What must the line do to come near the point?
# 3. Draw three points on a rising line and one far to the right and below. Then draw the line that is nearest to all.

# %% [markdown] role="given"
# ## In your own words
#
# A study reports a slope with p = 0.04. Explain in two or three sentences what this number says, and what it does not
# say.

# %% [markdown] role="written" task="reading"
# If the true slope were 0, a t at least as far from 0 would occur in 4 % of such studies. The number does not say how
# large the slope is, nor how probable it is that the slope is 0.

# %%
before_handing_in("inference.ipynb")
