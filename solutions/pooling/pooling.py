# %% [markdown]
# # Pooling
#
# *Deep Learning notes, section 4 (9.3), Figure 3. 15 points.*
#
# The third stage of a convolutional layer replaces the output at each place by a **summary statistic of
# the nearby outputs**: *max pooling* reports the largest value in a rectangular window, *average pooling*
# the mean. You write both, hold them against the notes' Figure 3 (one number printed there is wrong, and
# you will find it), and measure what pooling is for: how much of a representation stays the same when the
# input moves a little.
#
# **How to work.** Replace each `raise NotImplementedError(...)` with your code and run the cell below it:
# it says which calls are right, and what came of the first that is not. Stuck? `hint(max_pool)` nudges
# you, and tells more each time. Hidden tests check more than you can see, so read each description to the
# end. Only NumPy, Matplotlib and the standard library are there when you are graded.

# %% role="given"
from autograder.toolkit.checks import before_handing_in, check, hint
from autograder.toolkit.pictures.pooling import draw_figure_3, draw_shift

import numpy as np

# Figure 3 of the notes (from Sze, Chen, Yang and Emer, Proc. IEEE 105(12), 2017).
figure_3 = np.array([[9, 3, 5, 3], [10, 32, 2, 2], [1, 3, 21, 9], [2, 6, 11, 7]])

# %% [markdown]
# ## Predict first
#
# A picture of 8×8 cells moves by one cell to the right, and nearly all of its 64 values change. Then each 2×2 block of
# the picture is replaced by its largest value. About what share of these 16 maxima is the same as before the
# move: none, half, most? The last picture of this notebook will answer.

# %% [markdown]
# ✎ *My prediction (double-click here to write):*

# %% [markdown]
# ## 1. Max pooling
#
# A window of `size × size` cells slides over the input. It starts in the top left corner and moves by
# `stride` cells at a time, first to the right, then down. Each position gives one output: the largest
# value in the window. In Figure 3 the windows are 2×2 and the stride is 2, so they lie side by side:
#
# | | | | |
# |--:|--:|--:|--:|
# | **9** | **3** | 5 | 3 |
# | **10** | **32** | 2 | 2 |
# | 1 | 3 | **21** | **9** |
# | 2 | 6 | **11** | **7** |
#
# becomes `[[32, 5], [6, 21]]`. With a stride smaller than the window, windows overlap; with a larger one,
# cells are skipped. A window that would reach over the edge is dropped, so with `padding` cells added on
# all four sides
# $$OH = \left\lfloor \frac{H + 2 \cdot padding - size}{stride} \right\rfloor + 1,$$
# and the same for the width.
#
# **Before you code:** suppose that all inputs are negative and `padding=1`. What would happen at the border
# if the padded cells were 0? A padded cell is not data, so it must never win.

# %% role="answer" task="max_pool"
def max_pool(x, size=2, stride=None, padding=0):
    """The largest value in each window of `x`.

    x        array (H, W), int or float
    size     height and width of the window, an int of at least 1
    stride   cells from one window to the next, an int of at least 1; None means `size`
    padding  cells added on all four sides, an int of at least 0; they never win

    Returns an array (OH, OW) with OH = (H + 2*padding - size)//stride + 1, and OW likewise.
    Raises ValueError for size < 1, stride < 1, padding < 0, 2*padding > size (more than half
    of a window could be padding), a window larger than the padded input, and an x that is not 2-D.
    The argument x stays as it is.
    """
    ### BEGIN SOLUTION
    return windows(x, size, stride, padding, fill=-np.inf).max(axis=(2, 3))
    ### END SOLUTION


### BEGIN SOLUTION
def windows(x, size, stride, padding, fill):
    """All windows of x, as an array (OH, OW, size, size)."""
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
# 1. On paper, mark the cells of the window that gives output (1, 0) in Figure 3. At which row and at
#    which column does it start? Express both by 1, 0 and the stride.
# 2. Output (r, c) is the largest value of a rectangle that starts at row r · stride and column
#    c · stride of the padded input and is size cells high and wide. For the padding you need a value
#    that every number beats: what does NumPy have below all numbers?
# 3. First let stride be size where it is None, then raise ValueError for what is not legal.
#    Make an array of floats that is 2 · padding larger in both directions, all minus infinity, and lay
#    x into its middle. Make the empty output with the OH and OW of the description. Loop over its rows
#    and columns, cut the window out of the padded array with two slices, and store the largest value.

# %% [markdown]
# ## 2. Average pooling
#
# The same windows, but each gives its **mean**. A padded cell is not data, so it counts neither in the sum
# nor in the number of cells: a window that covers three padded cells and the value 8 has mean 8, not 2.

# %% role="answer" task="avg_pool"
def avg_pool(x, size=2, stride=None, padding=0):
    """The mean of each window of `x`; padded cells are not counted.

    Arguments, shape of the result and errors are those of max_pool.
    """
    ### BEGIN SOLUTION
    return np.nanmean(windows(x, size, stride, padding, fill=np.nan), axis=(2, 3))
    ### END SOLUTION

# %% role="check" task="avg_pool"
check("avg_pool", {
    "avg_pool(figure_3)[:, 1]": [3, 12],
    "avg_pool(figure_3, size=4)": [[7.875]],
    "avg_pool(np.full((2, 2), 8), padding=1)": [[8, 8], [8, 8]],
    "avg_pool(figure_3, size=2, stride=0)": ValueError,
})

# %% [markdown] role="hints" task="avg_pool"
# 1. Which lines of your max_pool stay the same? Which one asks for the largest value?
# 2. The mean is a sum divided by a number of cells. In a window at the border that number is smaller
#    than size · size. Which value could stand for "no data", so that NumPy leaves it out?
# 3. Copy max_pool. Fill the padding with NaN instead of minus infinity, and take the mean that ignores
#    NaN. (Or keep two padded arrays, one with the values and 0 around them, one with 1 and 0 around:
#    the sum over a window of the first, divided by the sum over the same window of the second.)

# %% [markdown]
# Now Figure 3, as printed and as your functions compute it:

# %%
draw_figure_3(max_pool, avg_pool)

# %% [markdown]
# ## 3. A misprint in Figure 3
#
# One of the notes' four printed averages, `[[18, 3], [3, 12]]`, is wrong. Check the suspicious window by hand:
# add its four numbers, divide. By what must someone have divided to get the printed value?

# %% role="answer" task="figure_3_misprint"
def figure_3_misprint():
    """Where Figure 3's average output is misprinted, and what it should say.

    Returns the tuple (row, column, correct value), row and column counted from 0.
    """
    ### BEGIN SOLUTION
    return 0, 0, 13.5
    ### END SOLUTION

# %% role="check" task="figure_3_misprint"
check("figure_3_misprint", {"len(figure_3_misprint())": 3})

# %% [markdown] role="hints" task="figure_3_misprint"
# 1. The picture above frames every entry in which your avg_pool and the notes differ.
# 2. Which of the four windows has numbers whose mean cannot be the printed one? Add them up.
# 3. Return three values: the row and the column of that entry, both counted from 0, and the sum of the
#    window's numbers divided by how many they are.

# %% [markdown]
# ## 4. Approximately invariant to small translations
#
# Pooling makes the representation approximately **invariant to small translations**: when the input moves a
# little, the values of *most* pooled outputs do not change. You measure how many. `pool` is any pooling function
# (a **callable**: call it with an array), `x` an array and `moved` the same array, moved a little.

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
    """The share of the outputs of `pool` that are the same for `x` and for `moved`.

    pool      a callable: array -> array
    x, moved  arrays
    Returns a float between 0 and 1: how many outputs agree within 1e-6, divided by how many there
    are.
    Raises ValueError where pool(x) and pool(moved) have different shapes.
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
# 1. You need two arrays: what does pool make of x, and what of moved?
# 2. A comparison of two arrays gives an array of True and False, and the mean of these is a share. But ==
#    is too strict for numbers that were rounded on the way, and arrays of different shapes may be
#    compared without an error.
# 3. Call pool twice. If the shapes of the two results differ, raise ValueError. Otherwise return the mean
#    of "the absolute difference is at most 1e-6", as a float.

# %% [markdown]
# Was your prediction right? The framed outputs changed with the move:

# %%
draw_shift(max_pool, unchanged_fraction, picture, moved)

# %% [markdown]
# This picture was chosen to show the effect clearly; for others the shares are different. Try your own below.
#
# ## Stretch (no points)
#
# * Compare `unchanged_fraction(max_pool, picture, moved)` with `avg_pool`. Which is more invariant, and why?
# * Move by two cells and by three (`np.roll` with 2 and 3). How do the shares change, for windows of 2 and of 4?
# * Find two different pictures with the same pooled outputs. What does a
#   network lose there, and when does it not matter?

# %%
# Your experiments:

# %% [markdown]
# ## What you now know
#
# * Pooling is a summary of nearby outputs; window and stride decide how much is summarised, and padding is
#   never data.
# * Pooling makes the representation *approximately* invariant to small translations: the values of most
#   pooled outputs do not change, some do.
# * Figures in printed notes can be wrong, and a few lines of code find out.
#
# **Before you hand in**, save the notebook and run the last cell.

# %%
before_handing_in("pooling.ipynb")
