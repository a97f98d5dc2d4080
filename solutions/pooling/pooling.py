# %% [markdown]
# # Pooling
#
# *Deep Learning notes, section 4 (9.3), Figure 3. {{points}} points.*
#
# The third stage of a convolutional layer replaces the output at each place by a **summary statistic of the nearby
# outputs**. *Max pooling* takes the largest value in a window, *average pooling* takes the mean. The notes say that
# this makes a representation **approximately invariant to small translations**: if the input moves a little, "the
# values of most pooled outputs do not change". When is this true? You write both kinds of pooling, and you measure it
# on these five arrays:

# %% role="given"
from autograder.toolkit.checks import before_handing_in, check, hint
from .pictures import (
    draw_figure_3,
    draw_shares,
    draw_shares_nearly,
    draw_shares_not_zero,
    draw_shift,
    draw_sizes,
    get_images,
    show_figure_3,
    show_images,
    show_windows,
)

import numpy as np

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
# One cell to the right. np.roll brings what leaves at the right in at the left.
moved = np.roll(picture, 1, axis=1)
show_images(picture)

# %% [markdown]
# ## Predict first
#
# Each array moves by one cell to the right. (`np.roll` brings what leaves at the right in at the left.) Then each block
# of 2×2 cells is replaced by its largest value. For which of the five arrays are most of these maxima the same as
# before the move?
#
# | array | what it is |
# |:--|:--|
# | chosen | `picture`: 8×8 small numbers. We chose them so that pooling looks good, so do not trust them. |
# | photograph | 96×96 grey values |
# | edges | what a layer with a 3×3 kernel and ReLU detects in the photograph |
# | strong edges | the same layer with bias −1. Only the strongest edges are not 0. |
# | random digits | 96×96 numbers from 0 to 9, each of them as likely as all others |

# %% [markdown]
# ✎ *My prediction (double-click here to write):*

# %% [markdown]
# **How to work.** Replace each `raise NotImplementedError(...)` with your code, then run the cell below it, which
# checks some calls. Are you stuck? `hint(unchanged_fraction)` gives a hint, and each further call gives a more detailed
# one. Hidden tests check more than you can see, so read each description to the end. Only {{packages}} and the
# standard library are available when your notebook is graded.
#
# ## 1. How much stays the same?
#
# First you write the measurement. `pool` is a function, and you call it with an array: `pool(x)` has the outputs for
# `x`, and `pool(moved)` has those for the moved array. How many of them are the same? Without pooling, the outputs are
# the array itself: then `pool` is `lambda a: a`, the function that returns its argument.

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
    "unchanged_fraction(lambda a: a, picture[:2], moved[:2])": 0.1875,  # 3 of 16
    "unchanged_fraction(lambda a: a.max(axis=1), picture, moved)": 1.0,
    "unchanged_fraction(lambda a: a, np.array([0.3]), np.array([0.1 + 0.2]))": 1.0,
    "unchanged_fraction(lambda a: a, picture, picture[:4])": ValueError,
})

# %% [markdown] role="hints" task="unchanged_fraction"
# 1. You need two arrays: what does pool return for x, and what does it return for moved?
# 2. If you compare two arrays, you get an array of True and False, and its mean is a fraction. But == is
#    too strict for numbers with rounding errors, and a comparison of arrays with different shapes does
#    not always raise an error.
# 3. Call pool twice. If the shapes of the two results differ, raise ValueError. Otherwise return the
#    mean of "the absolute difference is at most 1e-6", as a float.
# * I raise ValueError nowhere, and the last check passes: NumPy raises it for these two shapes.
#   Does it do so for all shapes that differ? Try to subtract an array of shape (4, 1) from one of
#   shape (4, 8).
# * I get True, False or an array of them: A comparison gives one answer for each output. You need
#   one number, the part of the answers that are True.
# * My fraction is too large: Look at the differences of the outputs. Some may be negative. Is -5 at
#   most 1e-6?

# %% [markdown]
# This is the fraction for each of the five arrays, without pooling. In blue cells, most outputs stay the same.

# %%
draw_shares(unchanged_fraction, {"no pooling": lambda x: x}, picture)

# %% [markdown]
# In only one array, most values stay the same. Why?
#
# ## 2. Max pooling
#
# A window of `size × size` cells slides over the input. It starts in the top left corner and moves by `stride` cells
# at a time, first to the right, then down. Each position gives one output: the largest value in the window. `padding`
# adds cells on all four sides, which are not data (grey in the last picture).

# %%
show_windows()

# %% [markdown]
# A dot is the top left cell of a window, and the first two windows are coloured. A window that extends beyond the edge
# is dropped: in the first picture, no window contains the last column. So there are
# $$OH = \left\lfloor \frac{H + 2 \cdot padding - size}{stride} \right\rfloor + 1$$
# rows of outputs, and the number of columns is computed in the same way from the width. In Figure 3 of the notes,
# windows of 2×2 cells lie side by side (bold: the first and the last window):
#
# | | | | |
# |--:|--:|--:|--:|
# | **9** | **3** | 5 | 3 |
# | **10** | **32** | 2 | 2 |
# | 1 | 3 | **21** | **9** |
# | 2 | 6 | **11** | **7** |
#
# becomes `[[32, 5], [6, 21]]`.
#
# **Before you code:** in the exercise on convolution, padded cells are 0, because a 0 adds nothing to a sum. In a
# maximum, a 0 counts like every other number. What would happen at the border if all inputs were negative? So here a
# padded cell must never be the largest value.

# %% role="given"
# Figure 3 of the notes (from Sze, Chen, Yang and Emer, Proc. IEEE 105(12), 2017): its input.
figure_3 = np.array([[9, 3, 5, 3], [10, 32, 2, 2], [1, 3, 21, 9], [2, 6, 11, 7]])
numbers = np.array([[9, 1, 4, 2, 8], [2, 5, 1, 7, 3], [3, 4, 6, 1, 2]])

# %% role="answer" task="max_pool"
def max_pool(x, size=2, stride=None, padding=0):
    """Compute the largest value in each window of `x`.

    x        array (H, W), int or float
    size     height and width of the window, an int of at least 1
    stride   cells from one window to the next, an int of at least 1; None means `size`
    padding  cells added on each of the four sides, an int of at least 0; they are never the maximum

    Returns an array (OH, OW) with OH = (H + 2*padding - size)//stride + 1. OW is computed in the
    same way.
    Does not change its arguments.
    Raises ValueError for size < 1, for stride < 1, for padding < 0, for 2*padding > size (more
    than half of a window could be padding), if the window is larger than the padded input, and if
    x is not 2-D.
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
    "max_pool(numbers)": [[9, 7]],
    "max_pool(numbers, size=3, stride=1)": [[9, 7, 8]],
    "max_pool(numbers, size=2, stride=3)": [[9, 8]],
    "max_pool(-numbers, padding=1)": [[-9, -1, -2], [-2, -1, -1]],
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
# * I get an IndexError: Print the place of each window and the shape of the array that you take it
#   from. Which place is the first that does not exist? Are the rows counted with the height, and
#   the columns with the width, both with the padding?
# * I get an OverflowError, or a message about infinity and integer: Minus infinity is a float.
#   What is the dtype of your padded array if x has integers?
# * The result has a wrong shape: Compute OH and OW for numbers by hand. It has 3 rows and 5
#   columns. Then print yours. Does an incomplete window count, or do you use the stride twice?
# * The border has zeros if x is negative: Print the padded array. Which number is in the padded
#   cells, and is it larger than your data?

# %% [markdown]
# Your max_pool on the chosen array. A frame marks each output that changes when the array moves.

# %%
draw_shift(max_pool, unchanged_fraction, picture, moved)

# %% [markdown]
# With pooling, 81% of the outputs stay the same. But this is the array that we chose. Others follow in part 5.
#
# ## 3. Average pooling
#
# The windows are the same, but each one gives its **mean**. A 0 changes a mean, and so does every other number. So
# padded cells cannot be filled with a harmless number: they must be left out, of the sum and of the number of cells.
# For example, the mean of a window with three padded cells and the value 8 is 8.
#
# This is a *convention*, and not all libraries follow it. PyTorch's `AvgPool2d` counts padded cells as zeros unless you
# say `count_include_pad=False`. With its default, the mean of this window is 2.

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
    "avg_pool(numbers)": [[4.25, 3.5]],
    "avg_pool(numbers, size=2, stride=3)": [[4.25, 5]],
    "avg_pool(figure_3, size=4)": [[7.875]],
    "avg_pool(np.full((2, 3), 8), padding=1)": [[8, 8], [8, 8]],
    "avg_pool(numbers, size=2, stride=0)": ValueError,
})

# %% [markdown] role="hints" task="avg_pool"
# 1. Which lines of your max_pool stay the same? Which line takes the largest value?
# 2. The mean is a sum divided by a number of cells. In a window at the border, this number is smaller
#    than size · size. Which value can mean "no data", so that NumPy ignores it?
# 3. Copy max_pool. Fill the padding with NaN instead of minus infinity, and take the mean that ignores
#    NaN. (Or use two padded arrays: the first has the values with 0 around them, the second has ones
#    with 0 around them. Divide the sum over a window of the first by the sum over the same window of
#    the second.)
# * I get nan or inf at the border: Print one window at the border. It contains values that are no
#   data. Which sum and which mean do you get with them?
# * I get an IndexError, or the result has a wrong shape: The shape is that of max_pool. Try numbers, which
#   has 3 rows and 5 columns. Does your code use the height for both?
# * The means at the border are too small: By which number do you divide there? Count the cells of
#   the window that are data.

# %% [markdown]
# ## 4. A misprint in Figure 3
#
# This is Figure 3 as it is printed in the notes. One of the four averages is wrong. Which one? Let your function find
# it, then check the window by hand: add its four numbers and divide. Which wrong divisor gives the printed value?

# %% role="given"
printed_outputs = {"max": np.array([[32, 5], [6, 21]]), "average": np.array([[18, 3], [3, 12]])}


def printed_average(row, column, value):
    """Return the printed average at the place of an answer."""
    return printed_outputs["average"][int(row), int(column)]


def mean_of_window(row, column, value):
    """Return the mean of the window at the place of an answer."""
    top, left = 2 * int(row), 2 * int(column)
    return figure_3[top : top + 2, left : left + 2].mean()


show_figure_3(figure_3, printed_outputs)

# %%
# Compare what your functions return for figure_3 with the picture:

# %% role="answer" task="figure_3_misprint"
def figure_3_misprint():
    """Correct the misprint in the average output of Figure 3.

    Returns the tuple (row, column, correct value); row and column are counted from 0.
    """
    ### BEGIN SOLUTION
    return 0, 0, 13.5
    ### END SOLUTION

# %% role="check" task="figure_3_misprint"
check("figure_3_misprint", {
    "len(figure_3_misprint())": 3,
    "figure_3_misprint()[2] == printed_average(*figure_3_misprint())": False,
    "figure_3_misprint()[2] == mean_of_window(*figure_3_misprint())": True,
})

# %% [markdown] role="hints" task="figure_3_misprint"
# 1. What does your avg_pool return for figure_3? Compare it with the printed averages, value by value.
# 2. For which of the four windows is the printed value not the mean? Add its numbers.
# 3. Return three values: the row and the column of this entry, both counted from 0, and the sum of the
#    window's numbers divided by their count.
# * A check expects False, but it received True: Your value is the number that is printed at the
#   place that you name. Either the place or the value is not right yet.
# * I get an IndexError: The averages have two rows and two columns. Their numbers are 0 and 1.

# %% [markdown]
# Here is Figure 3 beside the results of your functions. A frame marks the entry that you have found.

# %%
draw_figure_3(max_pool, avg_pool, figure_3_misprint, figure_3, printed_outputs)

# %% [markdown]
# ## 5. When do most outputs stay the same?
#
# Now the five arrays, with your functions. Each column is another kind of pooling. You can add some of your own.

# %%
# Run this cell again when you have changed a function.
pools = {
    "no pooling": lambda x: x,
    "max 2×2": max_pool,
    "max 2×2, stride 1": lambda x: max_pool(x, 2, 1),
    "max 4×4": lambda x: max_pool(x, 4),
    "average 2×2": avg_pool,
}
draw_shares(unchanged_fraction, pools, picture)

# %% [markdown]
# Was your prediction right? With 2×2 maxima, 81% of the outputs stay the same in the chosen array, but only 25% in the
# photograph, 34% in its edges, and 49% in the random digits. In these large arrays it hardly matters whether the
# windows lie side by side or overlap (stride 1). Nearly all averages of the photograph and of the digits change.
#
# In the strong edges, 88% stay the same. Is this an effect of pooling? Without pooling it is 91%: most values are 0
# before and after the move. So count only the outputs that are not 0, before or after:

# %%
draw_shares_not_zero(unchanged_fraction, pools, picture)

# %% [markdown]
# Among the strong edges themselves, nothing stays the same without pooling. With 2×2 maxima, 20% do, and with 4×4
# maxima, 48%.
#
# **Exact or nearly?** The notes say *approximately* invariant. So let a change count as none if it is at most 5% of
# the difference between the largest and the smallest value of the array:

# %%
draw_shares_nearly(unchanged_fraction, pools, picture)

# %% [markdown]
# Now most outputs of the photograph stay nearly the same: 76% with 2×2 maxima. But without pooling it is 71%, because
# neighbouring pixels are similar. Neighbouring random digits are not, and their maxima have the same 49% as before.
# For edges, 2×2 pooling does not help here: 75% with 2×2 maxima and 76% without pooling, and 90% and 93% for the strong
# edges.
#
# **How large must the window be?** The picture shows it for random numbers, for moves by one, two and three cells. A
# window of size 1 is no pooling. Predict before you run it: what happens if the move is as large as the window?

# %%
random_numbers = np.random.default_rng(0).random((64, 64))
draw_sizes(max_pool, unchanged_fraction, random_numbers)

# %% [markdown]
# No maximum stays the same until the window is larger than the move. About half of them do if the window is three times
# as large as the move. For a window of size $p$ and a move by $s < p$ cells, the fraction is about $(p - s) / (p + s)$.
# (Why? Together, the window before the move and the window after it cover $p \cdot (p + s)$ cells. Where must the
# largest of these cells be, so that both windows have the same maximum?)
#
# ## Going further (no points)
#
# * `get_images(picture)["photograph"]` is the photograph. Use it in place of the random numbers in the last picture.
#   How large must windows be for most of its outputs to stay the same?
# * Move an array by two cells, with 2×2 windows side by side: `np.roll(x, 2, axis=1)`. How many outputs stay the same?
#   Now compare with `np.roll(max_pool(x), 1, axis=1)`. Is this invariance or equivariance?
# * Find two different arrays with the same pooled outputs. What information does a network lose there? When does
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
#   data here. In a convolution it is zeros, because a 0 adds nothing to a sum.
# * The notes say that "the values of most pooled outputs do not change". You found when this holds: if the windows are
#   large compared with the move (three times as large for random numbers), or if most outputs are 0. With 2×2 windows
#   and a move by one cell, it fails for a photograph, for its edges and for random numbers.
# * Of the outputs that are not 0, more stay exactly the same with 2×2 maxima than without pooling, but not always most
#   of them. If small changes are allowed, 2×2 maxima do not help for edges. Before you praise a method, measure the
#   same without it.
# * Figures in printed notes can be wrong, and a few lines of code can show it.
#
# **In libraries.** In PyTorch this is `torch.nn.functional.max_pool2d(x, size, stride, padding)`, where padded cells
# never win either, and `avg_pool2d(x, size, stride, padding, count_include_pad=False)`. In scikit-image,
# `skimage.measure.block_reduce(x, (2, 2), np.max)` has windows side by side, but it fills up an incomplete window at
# the edge with zeros, where yours drops it. In SciPy, `scipy.ndimage.maximum_filter(x, size=2)` has a window around
# each cell, so its output is as large as the input. At the edge, it continues the input with its mirror image.
#
# **Before you hand in**, save the notebook and run the last cell.

# %%
before_handing_in("pooling.ipynb")
