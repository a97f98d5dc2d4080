# %% [markdown]
# # Convolution
#
# *Deep Learning notes, sections 1 and 2 (9.2), Figure 1. {{points}} points.*
#
# A **kernel** is a small array of numbers. It slides over an image, and at each place it gives one output. Below are a
# photograph, three kernels, and the three outputs, in another order. In coloured outputs, orange is positive and blue
# is negative.

# %% role="given"
from autograder.toolkit.checks import before_handing_in, check, hint
from .pictures import (
    draw_kernels, draw_matrix, draw_sliding, draw_speed, show_channels, show_places, show_puzzle, show_windows
)

import numpy as np

pattern = np.array([0, 3, 2, 0, 0])  # the notes' input of section 3
image = np.array([[1, 2, 0, 1], [0, 1, 3, 2], [4, 0, 1, 0]])
kernel = np.array([[1, 0], [2, -1]])

show_puzzle()

# %% [markdown]
# ## Predict first
#
# Which kernel made which output? What does kernel A give where all pixels have the same grey value? The photograph has
# 96×96 pixels: what is the size of the output of kernel A, and of kernel C?

# %% [markdown]
# ✎ *My prediction (double-click here to write):*

# %% [markdown]
# In this notebook you write the **convolution**, which computes such outputs: in one dimension, in two dimensions, as
# the layer of a framework, and as a matrix. Replace each line with `raise` by your code, then run the cell below it.
#
# ## 1. One dimension
#
# Place the kernel `w` on the first $k$ inputs, multiply each weight by the input under it, and add the products. This
# is the first output. Move the kernel by one place for the next output, until it reaches the last input.

# %%
show_places(pattern, np.array([1, 2]))

# %% [markdown]
# As a formula:
# $$out_i = \sum_{j=0}^{k-1} x_{i+j} \, w_j, \qquad i = 0, \dots, m-k.$$
#
# `np.convolve`, `np.correlate` and `np.polymul` are **off limits**: you write the sum that they compute.
#
# **Before you code:** what are the other outputs in the picture? How many outputs are there for $m$ inputs and $k$
# weights?

# %% role="answer" task="conv1d"
def conv1d(x, w):
    """Compute the convolution of `x` with the kernel `w`, which is not flipped.

    x  array (m,), int or float
    w  array (k,), int or float

    Returns an array (m-k+1,) with out[i] = x[i]*w[0] + x[i+1]*w[1] + ... + x[i+k-1]*w[k-1].
    Does not change its arguments.
    Raises ValueError if the kernel is longer than x.
    """
    ### BEGIN SOLUTION
    n = len(x) - len(w) + 1
    if n < 1:
        raise ValueError(f"the kernel (length {len(w)}) is longer than the input (length {len(x)})")
    return sum(w[j] * x[j : j + n] for j in range(len(w)))
    ### END SOLUTION

# %% role="check" task="conv1d"
check("conv1d", {
    "conv1d(pattern, np.array([1, 2]))": [6, 7, 2, 0],
    "conv1d(pattern, np.array([1, 0, -1]))": [-2, 3, 2],
    "conv1d(pattern, np.array([0.5]))": [0, 1.5, 1, 0, 0],
    "conv1d(np.array([1, 2]), np.array([1, 2, 3]))": ValueError,
})

# %% [markdown] role="hints" task="conv1d"
# 1. Write down, with numbers, all products in the second output of the example. Which index of x
#    belongs to which index of w?
# 2. Output i is the sum of the products of w with a slice of x. The slice begins at i and is as long as
#    w. How many such slices are there?
# 3. Compute the number of outputs from the two lengths. If it is below 1, raise ValueError. For each i,
#    take the slice of x, multiply it by w, and add the products. (Or loop over j instead: add w[j]
#    times a slice of x that covers all outputs at once.)
#
# * I get an IndexError: The index is larger than the last one of x. What is the largest i in your
#   loop, and where does its window end?
# * I get an error about shapes (operands could not be broadcast): At the end of x, a slice can be
#   shorter than w. Print the shape of each window. How many complete windows are there?
# * My result has another shape, with one value too few or too many: Count the places of a kernel of
#   length 2 on 2 inputs, then on 3 inputs. Compare with your range.

# %% [markdown]
# **How to work.** The cell below each function shows which calls are right, and it explains the first one that is
# wrong. Are you stuck? `hint(conv1d)` gives a hint, and each further call gives a more detailed one. Hidden tests check
# more than you can see, so read each description to the end. Only {{packages}} and the standard library are available
# when your notebook is graded. What is off limits is not available then. `np.fft` is allowed.
#
# **Flipped or not?** In your sum both indices run forwards: the first weight is multiplied by the first input under the
# kernel. Mathematicians call this *cross-correlation*. Their *convolution* flips the kernel first. Deep-learning
# libraries do not flip it, and they call the sum *convolution* all the same. So does this course. For
# `x = [0, 3, 2, 0, 0]` and `w = [1, 2]`:
#
# * **Not flipped** gives `[6, 7, 2, 0]`. This is `scipy.signal.correlate(x, w, mode="valid")`, and what
#   `torch.nn.Conv1d` and `torch.nn.Conv2d` do.
# * **Flipped** gives `[3, 8, 4, 0]`. This is `scipy.signal.convolve(x, w, mode="valid")`.
#
# Your `conv1d(x, w[::-1])` is the flipped one. If a kernel is *learned*, flipping makes no difference: the layer learns
# the flipped numbers.
#
# ## 2. Two dimensions, stride and padding
#
# On an image the kernel is a small rectangle. It starts in the top left corner and moves to the right, then down.
# Each output is the sum of the products in its window:
# $$out_{r,c} = \sum_{i=0}^{KH-1} \sum_{j=0}^{KW-1} x_{r+i,\,c+j} \, w_{i,j}.$$
#
# Two numbers change where the windows are:
#
# * With a **stride** $s$, the window moves by $s$ cells at a time, both to the right and down. A window that
#   extends beyond the edge is dropped.
# * With a **padding** $p$, the input gets $p$ rows or columns of zeros on all four sides before the window starts.
#
# Here are the windows of a kernel with two rows and two columns. Orange cells are where a window begins. The first
# window has an orange frame, and the last one has a blue frame.

# %%
show_windows(image, (2, 2), [(1, 0), (2, 0), (2, 1)])

# %% [markdown]
# So the output has
# $$OH = \left\lfloor \frac{H + 2p - KH}{s} \right\rfloor + 1$$
# rows, and the number of columns is computed in the same way. A window may lie completely in the padding. Then its
# output is 0.
#
# **Before you code:** in Figure 1 (kernel width 3) five inputs have five outputs. `conv1d` would give three. How much
# padding does the layer in the figure use at each end? And in the second part of the picture, no window sees the last
# row of the image. For which heights of the image does this happen?

# %% role="answer" task="conv2d"
def conv2d(x, w, stride=1, padding=0):
    """Compute the convolution of the image `x` with the kernel `w`, which is not flipped.

    x        array (H, W), int or float
    w        array (KH, KW), int or float
    stride   cells from one window to the next, in both directions, an int of at least 1
    padding  rows or columns of zeros added on each of the four sides, an int of at least 0

    Returns an array (OH, OW) with OH = (H + 2*padding - KH)//stride + 1. OW is computed in the
    same way.
    Does not change its arguments.
    Raises ValueError for stride < 1, for padding < 0, and if the kernel is larger than the padded
    input in either direction.
    """
    ### BEGIN SOLUTION
    return np.einsum("rcij,ij->rc", windows(x, w.shape, stride, padding), w)
    ### END SOLUTION


### BEGIN SOLUTION
def windows(x, kernel_shape, stride, padding):
    """Return all windows on the last two axes of x, as an array (..., OH, OW, KH, KW)."""
    if stride < 1 or padding < 0:
        raise ValueError(f"stride must be at least 1 and padding at least 0, not {stride} and {padding}")
    height, width = (size + 2 * padding for size in x.shape[-2:])
    if kernel_shape[0] > height or kernel_shape[1] > width:
        raise ValueError(f"the kernel {tuple(kernel_shape)} is larger than the padded input {(height, width)}")
    padded = np.zeros((*x.shape[:-2], height, width), x.dtype)
    padded[..., padding : height - padding, padding : width - padding] = x
    every = np.lib.stride_tricks.sliding_window_view(padded, kernel_shape, axis=(-2, -1))
    return every[..., ::stride, ::stride, :, :]
### END SOLUTION

# %% role="check" task="conv2d"
check("conv2d", {
    "conv2d(image, kernel)": [[0, 1, 4], [8, 0, 5]],
    "conv2d(image, np.array([[1, 0, 2]]), stride=2)": [[1], [6]],
    "conv2d(np.array([[5]]), np.array([[1, 2, 3], [4, 5, 6]]), padding=1)": [[25], [10]],
    "conv2d(image, kernel, stride=0)": ValueError,
    "conv2d(image, np.ones((4, 2)))": ValueError,
})

# %% [markdown] role="hints" task="conv2d"
# 1. With stride 2, at which row and column of the padded input does the window of output (1, 0) begin?
# 2. There are three steps: check the arguments, make a larger array of zeros with x in the middle, then
#    fill the output place by place. The formula for OH is in the description; OW has the same formula
#    with the widths.
# 3. Raise ValueError for the illegal cases, and use the padded sizes to check the kernel. Copy x into
#    an array of zeros with the padded shape. For each row r and column c of the output, take the window
#    that begins at (r · stride, c · stride) and is as large as the kernel. Store the sum of window
#    times kernel.
#
# * I get an IndexError in the last row or column: With a stride above 1, the window of output r
#   does not begin in row r. Is the number of columns computed from the widths, and not from the
#   heights?
# * I get an error about shapes (operands could not be broadcast): A window has another shape than
#   the kernel. Print both shapes, and where this window begins. Does it extend beyond the edge, or
#   are its height and width exchanged?
# * My result has another shape: Count the windows by hand: how many fit from left to right, and how
#   many from top to bottom? In your code, which of the numbers come from the padded input, and are
#   the widths used for the columns?

# %% [markdown]
# Here your function slides the kernel over the image. Each window shows the products that are added:

# %%
draw_sliding(conv2d, image, kernel)

# %% [markdown]
# And here are the outputs of the puzzle. Kernels A and B are Sobel's. Their outputs are large where the grey values
# change from left to right, or from top to bottom: positive (orange) where it becomes brighter, negative (blue) where
# it becomes darker. Where nothing changes, they are 0. Kernel C gives the sum of 7×7 pixels; it is drawn divided by 49.

# %%
draw_kernels(conv2d)

# %% [markdown]
# **How fast is it?** The next cell takes the time of your function for a part of the photograph. It compares it with
# NumPy: `np.lib.stride_tricks.sliding_window_view` gives all windows at once, as one array, without copying a number,
# and one call multiplies and adds all of them. If your function has loops, Python executes each step of them. NumPy's
# loops are compiled.

# %%
draw_speed(conv2d)

# %% [markdown]
# ## 3. The layer of a framework
#
# A colour image has several **channels**: red, green and blue. A **filter** has one kernel for every channel. Each
# channel is convolved with its own kernel. The output is the *sum* of these convolutions plus a bias, which is added
# once:

# %%
show_channels()

# %% [markdown]
# The `conv2d` of a framework does this for many images and many filters at once. Its arrays have four axes:
#
# | array | shape | meaning |
# |:--|:--|:--|
# | `x` | $(N, C, H, W)$ | $N$ images with $C$ channels each |
# | `w` | $(F, C, KH, KW)$ | $F$ filters; each has one kernel for every channel |
# | `b` | $(F,)$ | one bias for each filter |
# | result | $(N, F, OH, OW)$ | for every image, one output channel for each filter |
#
# As a formula, for image $n$ and filter $f$:
# $$out_{n,f} = b_f + \sum_{c} \mathrm{conv2d}(x_{n,c},\, w_{f,c}).$$
#
# You may call your `conv2d` here. Then its mistakes count here too. Loops over images and filters are fine.
#
# **Before you code:** `b` has shape $(F,)$, and the output has shape $(N, F, OH, OW)$. To which axis would `out + b`
# add the biases? Would you notice it if $OW$ happened to be equal to $F$?

# %% role="given"
# One image: (1, 2, 2, 3)
two_channels = np.array([[[[1, 2, 0], [3, 4, 1]], [[5, 6, 1], [7, 8, 0]]]])
# Kernels of one cell: (3, 2, 1, 1)
three_filters = np.array([[[[1]], [[10]]], [[[0]], [[-1]]], [[[2]], [[0]]]])
biases = np.array([0, 0.5, -2])

# %% role="answer" task="conv2d_layer"
def conv2d_layer(x, w, b, stride=1, padding=0):
    """Compute what a framework's conv2d does: many images, channels and filters, and the bias.

    x                array (N, C, H, W), int or float
    w                array (F, C, KH, KW), int or float
    b                array (F,), int or float
    stride, padding  as for conv2d

    Returns an array (N, F, OH, OW), with OH and OW as for conv2d.
    Does not change its arguments.
    Raises ValueError for stride < 1, for padding < 0, if the kernel is larger than the padded
    input in either direction, if x and w have different numbers of channels, and if len(b) is
    not F.
    """
    ### BEGIN SOLUTION
    if x.shape[1] != w.shape[1]:
        raise ValueError(f"x has {x.shape[1]} channels, the filters have {w.shape[1]}")
    if len(b) != len(w):
        raise ValueError(f"there are {len(w)} filters, but {len(b)} biases")
    sums = np.einsum("ncrsij,fcij->nfrs", windows(x, w.shape[2:], stride, padding), w)
    return sums + b[:, np.newaxis, np.newaxis]
    ### END SOLUTION

# %% role="check" task="conv2d_layer"
check("conv2d_layer", {
    "conv2d_layer(two_channels, three_filters, biases)": [
        [[[51, 62, 10], [73, 84, 1]],
         [[-4.5, -5.5, -0.5], [-6.5, -7.5, 0.5]],
         [[0, 2, -2], [4, 6, 0]]]
    ],
    "np.shape(conv2d_layer(np.ones((5, 2, 4, 6)), np.ones((3, 2, 2, 3)), biases))": (5, 3, 3, 4),
    "conv2d_layer(two_channels, np.ones((1, 2, 1, 3)), np.array([100]))": [[[[115], [123]]]],
    "conv2d_layer(two_channels, three_filters, np.array([7]))": ValueError,
})

# %% [markdown] role="hints" task="conv2d_layer"
# 1. For one image n and one filter f: how many calls of conv2d does the formula have, and how many
#    biases?
# 2. Two loops go through n and f, and an inner loop goes through the channels. Each result of conv2d is
#    a whole 2-D array: add these arrays. How often is b added: once, or once for each channel?
# 3. Compare the numbers of channels, compare the number of biases with F, and raise ValueError if they
#    differ. For each image and each filter, convolve every channel of the image with the filter's
#    kernel for this channel, add the results, and add the filter's bias. Put the results into an array
#    with the axes n and f first; np.array of nested lists does this.
#
# * I get an error about shapes (operands could not be broadcast): Print the shapes of both arrays.
#   If one of them is b, NumPy puts its axis beside the last axis of the other one, which is the
#   width.
# * My values are too large, and always by the same amount: Call your function with a w that has
#   only zeros and two channels. The result must be the bias, added once.
# * My result has another shape: The images are the first axis and the filters are the second one,
#   even if there is only one of them. The channels are summed, so they are no axis. The last two
#   axes are those of a result of conv2d.

# %% [markdown]
# ## 4. Convolution as a matrix
#
# Every output of `conv1d` is a weighted sum of the inputs. So there is a matrix whose product with `x` is
# `conv1d(x, w)`. It has one row for each output, $n = m - k + 1$ rows in all, and $m$ columns. The matrix of a dense
# layer can have the same shape. The difference is in *the entries*, where you can see the two ideas of the notes,
# **sparse interaction** (section 1: each output sees only $k$ of the $m$ inputs) and **parameter sharing** (section 2:
# all outputs use the same $k$ parameters):
#
# | | dense layer | convolution |
# |:--|--:|--:|
# | entries that may be nonzero | $m \times n$ | $k \times n$ (sparse interaction) |
# | parameters to store | $m \times n$ | $k$ (parameter sharing) |
#
# **Before you code:** write down the row for the first output and the row for the second output. Where in the matrix
# is the parameter `w[0]`?
#
# You may call your `conv1d` here, but you do not need it.

# %% role="answer" task="convolution_matrix"
def convolution_matrix(w, m):
    """Make the matrix whose product with any `x` of length m is conv1d(x, w).

    w  array (k,), int or float
    m  the length of the inputs, an int

    Returns an array (m-k+1, m).
    Does not change its arguments.
    Raises ValueError if the kernel is longer than m.
    """
    ### BEGIN SOLUTION
    n = m - len(w) + 1
    if n < 1:
        raise ValueError(f"the kernel (length {len(w)}) is longer than the input (length {m})")
    return sum(w[j] * np.eye(n, m, k=j) for j in range(len(w)))  # one diagonal for each parameter
    ### END SOLUTION

# %% role="check" task="convolution_matrix"
check("convolution_matrix", {
    "convolution_matrix(np.array([4, 5, 6]), 3)": [[4, 5, 6]],
    "convolution_matrix(np.array([4, 5, 6]), 4)": [[4, 5, 6, 0], [0, 4, 5, 6]],
    "convolution_matrix(np.array([1, 2]), 5) @ pattern": [6, 7, 2, 0],
    "convolution_matrix(np.array([4, 5, 6]), 2)": ValueError,
})

# %% [markdown] role="hints" task="convolution_matrix"
# 1. Compare the row of the first output with the row of the second output. What happens to the kernel?
# 2. Row i has the kernel in the columns i to i + k - 1, and zeros elsewhere. How many rows are there?
# 3. Compute the number of rows as in conv1d, with the same error. Start with zeros of shape (m - k + 1,
#    m), and write w into the right columns of each row. (Or add one diagonal for each parameter: np.eye
#    can make a shifted one.)
#
# * I get an error about shapes (could not broadcast input array): You write k numbers into a part
#   of a row that has another length. Print the columns of this part for the last row. How many rows
#   may the matrix have?
# * All rows of my matrix are equal: Does the place of the kernel depend on the row? If it does,
#   your rows are perhaps one list that is repeated: make a new one for each row.
# * My matrix has another shape: There is a row for each place of the kernel on m inputs. Each row
#   has m entries, because it is multiplied by an x of length m. Count the places for k = 3 and m =
#   4.

# %% [markdown]
# This is your matrix for the kernel `[1, 2, 3]`. Each colour is one parameter. There are only three parameters, and
# each has its own diagonal.

# %%
draw_matrix(convolution_matrix, np.array([0, 3, 2, 0, 0, 1, 0]))

# %% [markdown]
# Each row has all three parameters: every *output* uses the whole kernel. Now look at the columns: not every *input*
# meets the whole kernel. The first input meets only `w[0]`, and the last one meets only `w[2]`.
#
# ## Going further (no points)
#
# * Figure 1 of the notes is such a matrix: `convolution_matrix(np.array([1, 2, 3]), 7)[:, 1:-1]` has a column for each
#   of its five inputs (the two inputs at the ends are padding). How many entries in the column of $x_3$ (index 2) are
#   not zero? How many would it be in a dense layer?
# * Is there a kernel that rotates the photograph by 90°? If so, which one?
# * Write `conv2d` without loops, with `sliding_window_view`, and let `draw_speed` take its time.
# * Take `w = np.ones(3)` and `m = 1000`. Which needs more multiplications, your `conv1d` or
#   `convolution_matrix(w, m) @ x`, and by which factor? Then measure the time of both. Does it differ by the same
#   factor?

# %%
# Your experiments:

# %% [markdown]
# ## Which mistakes would your tests catch? (no points)
#
# The checks in this notebook are tests that somebody else wrote. Now write your own tests of `conv2d`: calls, and what
# they must return or raise. The course knows many mistakes that people make in this function. When your notebook is
# graded, the feedback tells you how many of them your tests notice, and describes one that they miss. Tests that a
# right function fails notice nothing.
#
# Write a line for each test, in the form of the checks above. For example:
#
# ```python
# conv2d_tests = {
#     "conv2d(image, kernel, stride=2)": [[0, 4]],
#     "conv2d(image, kernel, stride=0)": ValueError,
# }
# ```
#
# Choose small arrays whose results you can compute by hand. A test that is wrong itself is worse than no test.

# %% role="tests" task="conv2d"
conv2d_tests = {
    ### BEGIN SOLUTION
    "conv2d(image, kernel)": [[0, 1, 4], [8, 0, 5]],
    "conv2d(image, kernel, 2)": [[0, 4]],
    "conv2d(np.array([[5]]), np.array([[1, 2], [3, 4]]), padding=1)": [[20, 15], [10, 5]],
    "conv2d(image, image)": [[37]],
    "conv2d(image, np.array([[0.5, 0.25, 0.25]]))": [[1, 1.25], [1, 1.75], [2.25, 0.25]],
    "conv2d(np.array([[100, 100]]), np.array([[2, 2]]))": [[400]],
    "conv2d(np.array([[8]]), np.array([[3]]), stride=2, padding=2)": [[0, 0, 0], [0, 24, 0], [0, 0, 0]],
    "conv2d(image, kernel, stride=0)": ValueError,
    "conv2d(image, kernel, stride=-1)": ValueError,
    "conv2d(image, kernel, padding=-1)": ValueError,
    "conv2d(image, np.ones((4, 2)))": ValueError,
    "conv2d(image, np.ones((2, 5)))": ValueError,
    ### END SOLUTION
}

# %% [markdown]
# ## What you now know
#
# * A convolution is one small sum, repeated at every place with the same parameters. The kernel is not flipped.
# * Stride and padding only decide where the windows are, and so how many outputs there are.
# * The layer of a framework sums over the channels. It has one kernel for each pair of filter and channel, and one
#   bias for each filter.
# * A convolution *is* a dense layer. Its matrix is mostly zeros and repeats $k$ numbers along its diagonals. In
#   practice this matrix is not stored.
# * Sparse interaction saves parameters and multiplications: there are $k \times n$ of each instead of $m \times n$.
#   Sharing leaves $k$ parameters. It saves memory and memory traffic, not multiplications.
#
# **In NumPy, SciPy and PyTorch:** `conv1d(x, w)` is `np.correlate(x, w, mode="valid")`. With stride 1 and no padding,
# `conv2d(x, w)` is `scipy.signal.correlate2d(x, w, mode="valid")`. `conv2d_layer` is
# `torch.nn.functional.conv2d(x, w, b, stride, padding)`, which `torch.nn.Conv2d` calls. `convolution_matrix(w, m)` is
# `scipy.linalg.convolution_matrix(w[::-1], m, mode="valid")`.
#
# **Before you hand in**, save the notebook and run the last cell.

# %%
before_handing_in("convolution.ipynb")
