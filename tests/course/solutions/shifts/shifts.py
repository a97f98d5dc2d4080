# %% [markdown]
# # Shifts
#
# *Notes, {{notes}}. {{points}} points.*
#
# Only {{packages}} and the standard library are available when your notebook is graded.

# %% role="given"
from autograder.toolkit.checks import before_handing_in, check, hint

import numpy as np

# %% role="answer" task="shift"
def shift(x, by):
    """The array `x` moved by `by` positions to the right, with zeros in the free positions.

    x   array (m,)
    by  an int from 0 to m

    Returns an array (m,). Raises ValueError for another `by`. The argument x is not changed.
    """
    ### BEGIN SOLUTION
    if not 0 <= by <= len(x):
        raise ValueError(f"by must be from 0 to {len(x)}, not {by}")
    return np.concatenate([np.zeros(by, x.dtype), x[: len(x) - by]])
    ### END SOLUTION

# %% role="check" task="shift"
check("shift", {
    "shift(np.array([1, 2, 3]), 1)": [0, 1, 2],
    "shift(np.array([1, 2, 3]), 4)": ValueError,
})

# %% [markdown] role="hints" task="shift"
# 1. Where is the first value of x in the result?
# 2. The result begins with `by` zeros.
# 3. Raise ValueError first. Then join an array of zeros with the beginning of x.

# %% role="answer" task="agrees"
def agrees(f, g, x):
    """Whether `f(g(x))` and `g(f(x))` are equal. `f` and `g` map arrays to arrays.

    Returns a bool.
    """
    ### BEGIN SOLUTION
    return np.array_equal(f(g(x)), g(f(x)))
    ### END SOLUTION

# %% role="check" task="agrees"
check("agrees", {
    "agrees(lambda x: 2 * x, lambda x: x[::-1], np.array([1, 2]))": True,
    "agrees(lambda x: x + 1, lambda x: 2 * x, np.array([1, 2]))": False,
})

# %% [markdown] role="hints" task="agrees"
# 1. Write down both sides for one small array.
# 2. Which of the two functions is called first on each side?
# 3. Compute both sides, and compare them as whole arrays.

# %% role="answer" task="answer"
def answer():
    """The number that has this name in a novel by Douglas Adams, and its half.

    Returns a tuple of two ints.
    """
    ### BEGIN SOLUTION
    return 42, 21
    ### END SOLUTION

# %% role="check" task="answer"
check("answer", {
    "len(answer())": 2,
    "answer()[0] - 2 * answer()[1]": 0,
})

# %% [markdown] role="hints" task="answer"
# 1. It is the answer to the ultimate question of life, the universe and everything.
# 2. The book is The Hitchhiker's Guide to the Galaxy.
# 3. Return the number and its half, separated by a comma.

# %% role="given"
before_handing_in("shifts.ipynb")
