# %% [markdown]
# # Pooling
#
# *Deep Learning notes, section 4 (9.3), Figure 3. {{points}} points.*
#
# The third stage of a convolutional layer replaces the output at each place by a **summary statistic of the nearby
# outputs**. *Max pooling* takes the largest value in a rectangular window, *average pooling* takes the mean. You write
# both, and you compare them with Figure 3 of the notes. One number in the figure is wrong, and you will find it. Then
# you measure what pooling is good for: how much of a representation stays the same if the input moves a little.
#
# **How to work.** Replace each `raise NotImplementedError(...)` with your code, then run the cell below it. That cell
# shows which calls are right, and it explains the first one that is wrong. Are you stuck? `hint(max_pool)` gives a
# hint, and each further call gives a more detailed one. Hidden tests check more than you can see, so read each
# description to the end. Only {{packages}} and the standard library are available when your notebook is graded.

# %% role="given"
from autograder.toolkit.checks import before_handing_in, check, hint
from .pictures import draw_figure_3, draw_shift

import numpy as np

# Figure 3 of the notes (from Sze, Chen, Yang and Emer, Proc. IEEE 105(12), 2017).
figure_3 = np.array([[9, 3, 5, 3], [10, 32, 2, 2], [1, 3, 21, 9], [2, 6, 11, 7]])

# %% [markdown]
# ## Predict first
#
# A picture of 8×8 cells moves by one cell to the right, and nearly all of its 64 values change. Then each 2×2 block of
# the picture is replaced by its largest value. About how many of these 16 maxima are the same as before the move:
# none, half, or most of them? The last picture of this notebook shows the answer.

# %% [markdown]
# ✎ *My prediction (double-click here to write):*

# %% [markdown]
# ## 1. Max pooling
#
# A window of `size × size` cells slides over the input. It starts in the top left corner and moves by `stride` cells
# at a time, first to the right, then down. Each position gives one output: the largest value in the window. In Figure
# 3 the windows are 2×2 and the stride is 2, so the windows lie side by side:
#
# | | | | |
# |--:|--:|--:|--:|
# | **9** | **3** | 5 | 3 |
# | **10** | **32** | 2 | 2 |
# | 1 | 3 | **21** | **9** |
# | 2 | 6 | **11** | **7** |
#
# becomes `[[32, 5], [6, 21]]`. If the stride is smaller than the window, the windows overlap. If it is larger, some
# cells are skipped. A window that extends beyond the edge is dropped. So with `padding` cells added on all four sides,
# $$OH = \left\lfloor \frac{H + 2 \cdot padding - size}{stride} \right\rfloor + 1,$$
# and the width is computed in the same way.
#
# **Before you code:** suppose that all inputs are negative and `padding=1`. What would happen at the border if the
# padded cells were 0? A padded cell is not data, so it must never be the maximum.

# %% role="answer" task="max_pool"
def max_pool(x, size=2, stride=None, padding=0):
    """Compute the largest value in each window of `x`.

    x        array (H, W), int or float
    size     height and width of the window, an int of at least 1
    stride   cells from one window to the next, an int of at least 1; None means `size`
    padding  cells added on each of the four sides, an int of at least 0; they are never the maximum

    Returns an array (OH, OW) with OH = (H + 2*padding - size)//stride + 1. OW is computed in the
    same way.
    Raises ValueError for size < 1, for stride < 1, for padding < 0, for 2*padding > size (more
    than half of a window could be padding), if the window is larger than the padded input, and if
    x is not 2-D.
    Does not change its arguments.
    """
    ### BEGIN SOLUTION
    return windows(x, size, stride, padding, fill=-np.inf).max(axis=(2, 3))
    ### END SOLUTION


### BEGIN SOLUTION
def windows(x, size, stride, padding, fill):
    """Return all windows of x, as an array (OH, OW, size, size)."""
    stride = size if stride is None else stride
    if x.ndim != 2:
        raise ValueError(f"x must have two axes, it has {x.ndim}")
    if size < 1 or stride < 1 or padding < 0:
        raise ValueError("size and stride must be at least 1 and padding at least 0")
    if 2 * padding > size:
        raise ValueError("2 * padding must not exceed size: more than half of a window could be padding")
    if size > min(x.shape) + 2 * padding:
        raise ValueError("the window is larger than the padded input")
    padded = np.pad(x.astype(float), padding, constant_values=fill)
    return np.lib.stride_tricks.sliding_window_view(padded, (size, size))[::stride, ::stride]
### END SOLUTION

# %% role="check" task="max_pool"
check("max_pool", {
    "max_pool(figure_3)": [[32, 5], [6, 21]],
    "max_pool(figure_3, size=3, stride=1)": [[32, 32], [32, 32]],
    "max_pool(figure_3, size=2, stride=3)": [[32]],
    "max_pool(-figure_3, padding=1)": [[-9, -3, -3], [-1, -2, -2], [-2, -6, -7]],
    "max_pool(figure_3, size=0)": ValueError,
})

# %% [markdown] role="hints" task="max_pool"
# 1. On paper, mark the cells of the window that gives output (1, 0) in Figure 3. At which row and
#    column does it start? Express both with the numbers 1 and 0 and the stride.
# 2. Output (r, c) is the largest value of a window that starts at row r · stride and column c · stride
#    of the padded input. It is size cells high and wide. For the padding you need a value that is
#    smaller than every number. Which value does NumPy have for this?
# 3. First, if stride is None, set it to size. Then raise ValueError for illegal arguments. Make an
#    array of floats that is 2 · padding larger than x in both directions, filled with minus infinity,
#    and copy x into its middle. Make an empty output with the OH and OW of the description. Loop over
#    its rows and columns, take the window out of the padded array with two slices, and store the
#    largest value.

# %% [markdown]
# ## 2. Average pooling
#
# The windows are the same, but each one gives its **mean**. A padded cell is not data, so it counts neither in the sum
# nor in the number of cells. For example, the mean of a window with three padded cells and the value 8 is 8, not 2.

# %% role="answer" task="avg_pool"
def avg_pool(x, size=2, stride=None, padding=0):
    """Compute the mean of each window of `x`; padded cells are not counted.

    The arguments, the shape of the result and the errors are those of max_pool.
    Does not change its arguments.
    """
    ### BEGIN SOLUTION
    return np.nanmean(windows(x, size, stride, padding, fill=np.nan), axis=(2, 3))
    ### END SOLUTION

# %% role="check" task="avg_pool"
check("avg_pool", {
    "np.array(avg_pool(figure_3))[:, 1]": [3, 12],
    "avg_pool(figure_3, size=4)": [[7.875]],
    "avg_pool(np.full((2, 2), 8), padding=1)": [[8, 8], [8, 8]],
    "avg_pool(figure_3, size=2, stride=0)": ValueError,
})

# %% [markdown] role="hints" task="avg_pool"
# 1. Which lines of your max_pool stay the same? Which line takes the largest value?
# 2. The mean is a sum divided by a number of cells. In a window at the border, this number is smaller
#    than size · size. Which value can mean "no data", so that NumPy ignores it?
# 3. Copy max_pool. Fill the padding with NaN instead of minus infinity, and take the mean that ignores
#    NaN. (Or use two padded arrays: the first has the values with 0 around them, the second has ones
#    with 0 around them. Divide the sum over a window of the first by the sum over the same window of
#    the second.)

# %% [markdown]
# Here is Figure 3, as it is printed and as your functions compute it:

# %%
draw_figure_3(max_pool, avg_pool)

# %% [markdown]
# ## 3. A misprint in Figure 3
#
# One of the four averages in the notes, `[[18, 3], [3, 12]]`, is wrong. Check the suspicious window by hand: add its
# four numbers and divide. Which wrong divisor gives the printed value?

# %% role="answer" task="figure_3_misprint"
def figure_3_misprint():
    """Correct the misprint in the average output of Figure 3.

    Returns the tuple (row, column, correct value); row and column are counted from 0.
    """
    ### BEGIN SOLUTION
    return 0, 0, 13.5
    ### END SOLUTION

# %% role="check" task="figure_3_misprint"
check("figure_3_misprint", {"len(figure_3_misprint())": 3})

# %% [markdown] role="hints" task="figure_3_misprint"
# 1. In the picture above, a frame marks each entry where your avg_pool and the notes differ.
# 2. For which of the four windows is the printed value not the mean? Add its numbers.
# 3. Return three values: the row and the column of this entry, both counted from 0, and the sum of the
#    window's numbers divided by their count.

# %% [markdown]
# ## 4. Approximately invariant to small translations
#
# Pooling makes the representation approximately **invariant to small translations**: if the input moves a little, the
# values of *most* pooled outputs do not change. You measure how many stay the same. `pool` is any pooling function (a
# **callable**: call it with an array), `x` is an array, and `moved` is the same array, moved a little.

# %% role="given"
picture = np.array([
    [1, 2, 1, 0, 3, 1, 0, 0],
    [1, 3, 0, 0, 2, 2, 3, 0],
    [3, 0, 4, 4, 3, 2, 4, 0],
    [3, 0, 2, 4, 0, 1, 4, 0],
    [3, 4, 3, 4, 9, 3, 4, 0],
    [4, 3, 4, 0, 1, 4, 9, 0],
    [2, 0, 1, 3, 4, 1, 2, 0],
    [4, 0, 4, 4, 3, 2, 9, 0],
])
moved = np.roll(picture, 1, axis=1)  # one cell to the right

# %% role="answer" task="unchanged_fraction"
def unchanged_fraction(pool, x, moved):
    """Compute the fraction of the outputs of `pool` that are the same for `x` and for `moved`.

    pool      a callable: array -> array
    x, moved  arrays

    Returns a float from 0 to 1: the number of outputs that are equal within 1e-6, divided by the
    number of all outputs.
    Raises ValueError if pool(x) and pool(moved) have different shapes.
    """
    ### BEGIN SOLUTION
    before, after = np.asarray(pool(x)), np.asarray(pool(moved))
    if before.shape != after.shape:
        raise ValueError(f"the outputs have shapes {before.shape} and {after.shape}")
    return float(np.mean(np.abs(before - after) <= 1e-6))
    ### END SOLUTION

# %% role="check" task="unchanged_fraction"
check("unchanged_fraction", {
    "unchanged_fraction(lambda a: a, np.array([1, 2, 3, 4]), np.array([1, 2, 3, 5]))": 0.75,
    "unchanged_fraction(lambda a: a.max(axis=1), picture, moved)": 1.0,
    "unchanged_fraction(lambda a: a, picture, picture[:4])": ValueError,
})

# %% [markdown] role="hints" task="unchanged_fraction"
# 1. You need two arrays: what does pool return for x, and what does it return for moved?
# 2. If you compare two arrays, you get an array of True and False, and its mean is a fraction. But == is
#    too strict for numbers with rounding errors, and a comparison of arrays with different shapes does
#    not always raise an error.
# 3. Call pool twice. If the shapes of the two results differ, raise ValueError. Otherwise return the
#    mean of "the absolute difference is at most 1e-6", as a float.

# %% [markdown]
# Was your prediction right? A frame marks each output that has changed:

# %%
draw_shift(max_pool, unchanged_fraction, picture, moved)

# %% [markdown]
# This picture was chosen to show the effect clearly. Other pictures give other fractions. Try your own pictures below.
#
# ## Going further (no points)
#
# * Compare `unchanged_fraction(max_pool, picture, moved)` with the same for `avg_pool`. Which one is more invariant,
#   and why?
# * Move the picture by two cells and by three cells (`np.roll` with 2 and 3). How do the fractions change, for windows
#   of 2 and of 4?
# * Find two different pictures with the same pooled outputs. What information does a network lose there? When does
#   this not matter?

# %%
# Your experiments:

# %% [markdown]
# ## Which mistakes would your tests catch? (no points)
#
# The checks in this notebook are tests that somebody else wrote. Now write your own tests of `max_pool`: calls, and
# what they must return or raise. The course knows many mistakes that people make in this function. When your notebook
# is graded, the feedback tells you how many of them your tests notice, and describes one that they miss. Tests that a
# right function fails notice nothing.
#
# Write a line for each test, in the form of the checks above. For example:
#
# ```python
# max_pool_tests = {
#     "max_pool(figure_3)": [[32, 5], [6, 21]],
#     "max_pool(figure_3, size=0)": ValueError,
# }
# ```
#
# Think of the description, sentence by sentence: which call would show that a function does not do what it says?

# %% role="tests" task="max_pool"
max_pool_tests = {
    ### BEGIN SOLUTION
    "max_pool(figure_3)": [[32, 5], [6, 21]],
    "max_pool(figure_3, size=3)": [[32]],
    "max_pool(figure_3, size=4)": [[32]],
    "max_pool(figure_3[:1], size=1)": [[9, 3, 5, 3]],
    "max_pool(figure_3, size=3, stride=1)": [[32, 32], [32, 32]],
    "max_pool(figure_3[:2], size=1, stride=3)": [[9, 3]],
    "max_pool(figure_3[:, 1:] / 4, size=2, stride=1)": [[8, 1.25], [8, 5.25], [5.25, 5.25]],
    "max_pool(-figure_3, padding=1)": [[-9, -3, -3], [-1, -2, -2], [-2, -6, -7]],
    "max_pool(np.array([[-20000.5, -30000]]), size=4, stride=1, padding=2)": [[-20000.5] * 3] * 2,
    "max_pool(figure_3, size=0)": ValueError,
    "max_pool(figure_3, size=-1)": ValueError,
    "max_pool(figure_3, stride=0)": ValueError,
    "max_pool(figure_3, stride=-1)": ValueError,
    "max_pool(figure_3, padding=-1)": ValueError,
    "max_pool(figure_3, size=3, padding=2)": ValueError,
    "max_pool(figure_3, size=5)": ValueError,
    "max_pool(figure_3[:, :2], size=3)": ValueError,
    "max_pool(figure_3[0])": ValueError,
    ### END SOLUTION
}

# %% [markdown]
# ## What you now know
#
# * Pooling is a summary of nearby outputs. The window and the stride decide how much is summarised. Padding is never
#   data.
# * Pooling makes the representation *approximately* invariant to small translations: the values of most pooled outputs
#   do not change, but some do.
# * Figures in printed notes can be wrong, and a few lines of code can show it.
#
# **Before you hand in**, save the notebook and run the last cell.

# %%
before_handing_in("pooling.ipynb")
