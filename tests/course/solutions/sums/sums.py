# %% [markdown]
# # Window sums
#
# *Notes, {{notes}}. {{points}} points.*
#
# A window of `size` values moves along an array, one position at a time. Only {{packages}} and the standard library
# are available when your notebook is graded.

# %% role="given"
from autograder.toolkit.checks import before_handing_in, check, hint
from .pictures import draw_sums

import numpy as np

numbers = np.array([1, 4, 2, 8, 5])

# %% [markdown]
# ## 1. Sums

# %% role="answer" task="window_sums"
def window_sums(x, size):
    """The sum of each window of `x`.

    x     array (m,)
    size  length of the window, an int from 1 to m

    Returns an array (m - size + 1,). Raises ValueError for another size. Does not change x.
    """
    ### BEGIN SOLUTION
    if not 1 <= size <= len(x):
        raise ValueError(f"size must be from 1 to {len(x)}, not {size}")
    windows = np.lib.stride_tricks.sliding_window_view(x, size)
    return windows.sum(axis=1)
    ### END SOLUTION

# %% role="check" task="window_sums"
check("window_sums", {
    "window_sums(numbers, 2)": [5, 6, 10, 13],
    "window_sums(numbers, 5)": [20],
    "window_sums(numbers, 0)": ValueError,
})

# %% [markdown] role="hints" task="window_sums"
# 1. Which values does the first window of two contain?
# 2. The window at position i begins with value i. How many positions are there?
# 3. First raise ValueError for a size that does not fit. Then go through all positions, and add up the values of each
#    window.

# %% [markdown]
# ## 2. Means

# %% role="answer" task="window_means"
def window_means(x, size):
    """The mean of each window of `x`: its sum, by `window_sums`, divided by `size`.

    Returns an array (m - size + 1,). Raises ValueError where `window_sums` does.
    """
    ### BEGIN SOLUTION
    return window_sums(x, size) / size
    ### END SOLUTION

# %% role="check" task="window_means"
check("window_means", {
    "window_means(numbers, 2)": [2.5, 3, 5, 6.5],
    "window_means(numbers, 9)": ValueError,
})

# %% [markdown] role="hints" task="window_means"
# 1. What distinguishes a mean from a sum?
# 2. You have a function for the sums already.
# 3. Call the first function, and divide what it returns by the length of the window.

# %% [markdown]
# ## What your functions do

# %%
draw_sums(window_sums, numbers)

# %% [markdown]
# ## Before you hand in

# %% role="given"
before_handing_in("sums.ipynb")
