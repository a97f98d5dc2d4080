# %% [markdown]
# # The convolutional layer
#
# *Deep Learning notes, sections 3 and 4 (9.2, 9.3), Figure 2. 10 points.*
#
# A convolutional layer has three stages: the **convolution stage**, an affine transform; the **detector
# stage**, a nonlinearity; and the **pooling stage**, a summary statistic of nearby outputs. In this notebook you
# write each of them in one dimension, put them together, and choose weights with which the layer reproduces the
# notes' example, stage by stage.
#
# **How to work.** Replace each `raise NotImplementedError(...)` with your code and run the cell below it:
# it says which calls are right, and what came of the first that is not. Stuck? `hint(convolution_stage)` nudges
# you, and tells more each time. Hidden tests check more than you can see, so read each description to the
# end. A later task may call the functions of an earlier one. Only NumPy, Matplotlib and the standard library are
# there when you are graded.
#
# **Off limits.** `np.convolve`, `np.correlate` and `np.polymul` are unavailable when you are graded, as in the
# exercise on convolution.

# %% role="given"
from autograder.toolkit.checks import before_handing_in, check, hint
from autograder.toolkit.pictures.convolutional_layer import draw_figure_2, draw_stages

import numpy as np

pattern = np.array([0, 3, 2, 0, 0])  # the notes' two inputs
moved = np.array([0, 0, 3, 2, 0])

# %% [markdown]
# ## Predict first
#
# The notes' two inputs, `[0, 3, 2, 0, 0]` and `[0, 0, 3, 2, 0]`, go through the three stages. After which of them is
# the representation *equivariant* to the move, so that the output has moved as the input has? After which is it
# *invariant*, so that nothing of the move is left?

# %% [markdown]
# ✎ *My prediction (double-click here to write):*

# %% [markdown]
# ## 1. The convolution stage
#
# The kernel `w` slides over `x` and stays inside it. It is not flipped: each output is the sum of the products
# at its place, plus the **bias** `b`, one number for all places. Sharing the bias is parameter sharing, too.
#
# **Before you code:** each output is a weighted sum plus a constant, an *affine* transform. How many parameters does
# the stage have for a kernel of length `k`, and does their number depend on the length of `x`?

# %% role="answer" task="convolution_stage"
def convolution_stage(x, w, b):
    """The convolution of `x` with the kernel `w`, which is not flipped, plus the bias `b`.

    x  array (m,), int or float
    w  k numbers: an array, a list or a tuple
    b  a number

    Returns an array (m-k+1,) with out[i] = x[i]*w[0] + x[i+1]*w[1] + ... + x[i+k-1]*w[k-1] + b.
    Raises ValueError for a kernel longer than x.
    The arguments stay as they are.
    """
    ### BEGIN SOLUTION
    n = len(x) - len(w) + 1
    if n < 1:
        raise ValueError(f"the kernel (length {len(w)}) is longer than the input (length {len(x)})")
    return sum(w[j] * x[j : j + n] for j in range(len(w))) + b
    ### END SOLUTION

# %% role="check" task="convolution_stage"
check("convolution_stage", {
    "convolution_stage(pattern, [1, 2], 0)": [6, 7, 2, 0],
    "convolution_stage(pattern, (1, 0, -1), 0.5)": [-1.5, 3.5, 2.5],
    "convolution_stage(pattern, np.array([2]), -3)": [-3, 3, 1, -3, -3],
    "convolution_stage(np.array([4, 5]), [1, 10], -1)": [53],
    "convolution_stage(np.array([1, 2]), [1, 2, 3], 0)": ValueError,
})

# %% [markdown] role="hints" task="convolution_stage"
# 1. Compute the first output of the first check by hand. Which numbers of x does it use, and in which order does it
#    meet those of w?
# 2. Output i is the sum of the products of w with the part of x that begins at i and is as long as w, plus b. How many
#    places are there at which the whole kernel fits?
# 3. Compute that number; if it is below 1, raise ValueError. For each place cut the part of x, multiply it by w (make
#    an array of w, it may be a list), add up, and add b.

# %% [markdown]
# ## 2. The detector stage
#
# The nonlinearity is ReLU, the *rectified linear unit*: negative values become 0, all others stay. It looks at
# each value alone, so it works for arrays of any shape. (The notes speak of a nonlinearity; ReLU is the usual one.)
#
# **Before you code:** two convolution stages, one directly after the other, are one affine transform again. Why?

# %% role="answer" task="detector_stage"
def detector_stage(z):
    """ReLU of each value: max(z, 0).

    z  array of any shape, int or float
    Returns an array of the same shape.
    The argument z stays as it is.
    """
    ### BEGIN SOLUTION
    return np.maximum(z, 0)
    ### END SOLUTION

# %% role="check" task="detector_stage"
check("detector_stage", {
    "detector_stage(np.array([-1.5, 0, 2]))": [0, 0, 2],
    "detector_stage(np.array([-3, -1]))": [0, 0],
    "detector_stage(np.array([[3, -2, 7], [-1, 0, 0.25]]))": [[3, 0, 7], [0, 0, 0.25]],
    "detector_stage(np.array([[[5, -5]]]))": [[[5, 0]]],
})

# %% [markdown] role="hints" task="detector_stage"
# 1. What happens to each single value: to -3, to 0, to 2.5?
# 2. You need no loop: NumPy can compare a whole array with 0. Is the array that you return another one than z?
# 3. Return, for each value, the larger of it and 0. NumPy has a function for the larger of two arrays, value by
#    value, and one of the two may be a number.

# %% [markdown]
# ## 3. The pooling stage
#
# Max pooling in one dimension: windows of `size` values, one every `stride` places, each reports its largest
# value. `padding` places are added at both ends. They are not data, so they never win, also where all data are
# negative. (If you have written `max_pool` in the exercise on pooling, this is the same with one axis.)

# %% role="answer" task="pooling_stage"
def pooling_stage(a, size, stride, padding):
    """The largest value in each window of `a`.

    a        array (n,), int or float
    size     length of the window, an int of at least 1
    stride   places from one window to the next, an int of at least 1
    padding  places added at both ends, an int of at least 0; they never win

    Returns an array with (n + 2*padding - size)//stride + 1 values. A window that would reach over
    the end of the padded input is dropped.
    Raises ValueError for size < 1, stride < 1, padding < 0, 2*padding > size (more than half
    of a window could be padding), and a window longer than the padded input.
    The argument a stays as it is.
    """
    ### BEGIN SOLUTION
    if size < 1 or stride < 1 or padding < 0:
        raise ValueError("size and stride must be at least 1 and padding at least 0")
    if 2 * padding > size:
        raise ValueError("2 * padding must not exceed size: more than half of a window could be padding")
    if size > len(a) + 2 * padding:
        raise ValueError("the window is longer than the padded input")
    padded = np.pad(a.astype(float), padding, constant_values=-np.inf)
    return np.lib.stride_tricks.sliding_window_view(padded, size)[::stride].max(axis=1)
    ### END SOLUTION

# %% role="check" task="pooling_stage"
check("pooling_stage", {
    "pooling_stage(np.array([4, 1, 6, 5, 2, 3]), 2, 2, 0)": [4, 6, 3],
    "pooling_stage(np.array([4, 1, 6, 5, 2, 3]), 3, 1, 0)": [6, 6, 6, 5],
    "pooling_stage(np.array([4, 1, 6, 5, 2, 3]), 2, 3, 0)": [4, 5],
    "pooling_stage(np.array([-5, -1, -4, -2]), 2, 2, 1)": [-5, -1, -2],
    "pooling_stage(np.array([4, 1, 6]), 2, 0, 0)": ValueError,
})

# %% [markdown] role="hints" task="pooling_stage"
# 1. Where do the windows of the fourth check begin and end, if its input is padded by one place at each end?
# 2. Window i begins at place i · stride of the padded input and is size places long. What can stand in a padded place
#    so that every number beats it?
# 3. Raise ValueError for what is not legal. Put padding times minus infinity before and behind the values, as an array
#    of floats. Count the windows with the formula of the description, and take the largest value of each.

# %% [markdown]
# ## 4. The layer
#
# Convolution stage, detector stage, pooling stage: the output of each is the input of the next. `stride` and
# `padding` belong to the pooling stage.
#
# **Before you code:** a negative bias is added *before* the detector stage. What
# would become of the zeros there, if it were added after it instead?

# %% role="answer" task="convolutional_layer"
def convolutional_layer(x, w, b, size, stride, padding):
    """The three stages in order: convolution, detector, pooling.

    x, w, b                as for convolution_stage
    size, stride, padding  as for pooling_stage

    Returns the output of the pooling stage, an array.
    Raises ValueError where one of its stages does.
    The arguments stay as they are.
    """
    ### BEGIN SOLUTION
    detected = detector_stage(convolution_stage(x, w, b))
    return pooling_stage(detected, size, stride, padding)
    ### END SOLUTION

# %% role="check" task="convolutional_layer"
check("convolutional_layer", {
    "convolutional_layer(pattern, [1, -1], 0, 2, 2, 0)": [1, 2],
    "convolutional_layer(pattern, [1, -1], 3, 2, 1, 0)": [4, 5, 5],
    "convolutional_layer(pattern, [-1, -1], 0, 1, 1, 0)": [0, 0, 0, 0],
    "convolutional_layer(moved, [2, 0, 1], -4, 3, 2, 1)": [0, 2],
    "convolutional_layer(pattern, [1, -1], 0, 5, 1, 0)": ValueError,
})

# %% [markdown] role="hints" task="convolutional_layer"
# 1. Which of your functions comes first, and what does it return?
# 2. The result of each stage is the first argument of the next. Which of the six arguments belongs to which stage?
# 3. Call convolution_stage with x, w and b, detector_stage with its result, and pooling_stage with the result of
#    that, size, stride and padding. The errors come by themselves, from the stages.

# %% [markdown]
# ## 5. The notes' example
#
# In section 3, `[0, 3, 2, 0, 0]` gives `[0, 1, 0, 0]` and `[0, 0, 3, 2, 0]` gives `[0, 0, 1, 0]`: the answer moves
# with the pattern, which is *equivariant*. For an *invariant* output both give `[0, 1, 0]`. Find values with which
# your layer does both, the first after the detector stage, the second after the pooling stage. There are
# many choices of `w` and `b`.
#
# **Before you code:** how many weights has a kernel with which 5 inputs have 4 outputs? With the weights 1
# and 1, by how much must
# the bias lower the sums, so that the whole pattern gives exactly 1 and all others at most 0?

# %% role="answer" task="notes_layer"
def notes_layer():
    """Values with which the layer reproduces the notes' example.

    Returns a dict with exactly the keys "w", "b", "size", "stride" and "padding", such that

    [0, 3, 2, 0, 0]  gives [0, 1, 0, 0] after the detector stage, [0, 1, 0] after the pooling stage;
    [0, 0, 3, 2, 0]  gives [0, 0, 1, 0] after the detector stage, [0, 1, 0] after the pooling stage.
    """
    ### BEGIN SOLUTION
    return {"w": [3, 2], "b": -12, "size": 2, "stride": 2, "padding": 1}
    ### END SOLUTION

# %% role="check" task="notes_layer"
check("notes_layer", {
    "len(notes_layer())": 5,
    "detector_stage(convolution_stage(pattern, notes_layer()['w'], notes_layer()['b']))":
        [0, 1, 0, 0],
    "detector_stage(convolution_stage(moved, notes_layer()['w'], notes_layer()['b']))":
        [0, 0, 1, 0],
    "convolutional_layer(pattern, **notes_layer())": [0, 1, 0],
    "convolutional_layer(moved, **notes_layer())": [0, 1, 0],
})

# %% [markdown] role="hints" task="notes_layer"
# 1. A kernel of two weights gives four sums for each input. What are they for the weights 1 and 1? Which of them
#    has to survive the detector stage, and with which value?
# 2. The sum where the weights meet the whole pattern must be larger than all others, and the bias lowers all of
#    them alike, until exactly 1 is left of it. For the pooling: with which windows do the places 1 and 2 of four
#    fall into the same one of three windows?
# 3. Choose weights that resemble the pattern, compute the four different sums, and choose the bias so that the
#    largest becomes 1. All others must then be at most 0. Pair up the places with windows of two, and find the
#    padding with which places 1 and 2 (from 0) are a pair.

# %% [markdown]
# The notes' example, stage by stage, with your functions and your values. Was your prediction right?

# %%
draw_stages(convolution_stage, detector_stage, pooling_stage, notes_layer)

# %% [markdown]
# ## 6. Two terminologies
#
# Figure 2 has two ways to speak of the same thing. In the *complex* terminology one layer has three stages. In
# the *simple* one every stage is a layer of its own, with a name of its own.

# %% role="answer" task="terminology"
def terminology():
    """The simple terminology's name of each stage of the complex one.

    Returns a dict with the keys "convolution stage", "detector stage" and "pooling stage". Each
    value is the name that Figure 2 has for this stage where it is a layer: two words, lower case.
    """
    ### BEGIN SOLUTION
    return {
        "convolution stage": "convolution layer",
        "detector stage": "detector layer",
        "pooling stage": "pooling layer",
    }
    ### END SOLUTION

# %% role="check" task="terminology"
check("terminology", {
    "len(terminology())": 3,
    "'detector stage' in terminology()": True,
    "max(len(name.split()) for name in terminology().values())": 2,
    "len(set(terminology().values()))": 3,
})

# %% [markdown] role="hints" task="terminology"
# 1. Open the notes at Figure 2. What is written in the boxes on the left, and what in those on the right?
# 2. In the simple terminology every step of processing is a layer in its own right.
# 3. Return a dict with the three stages as keys. As value, each has the first word of its name and, in place of the
#    word stage, another one.

# %% [markdown]
# Figure 2 of the notes, with your terms:

# %%
draw_figure_2(terminology)

# %% [markdown]
# ## Stretch (no points)
#
# * ReLU and max pooling can change places without any effect. Why? What may speak for one order or the other?
# * After its detector stage, your layer of part 5 answers 1 to `[3, 2]`. What does it answer to `[4, 1]` and to
#   `[3, 3]`, where `detect` of the exercise on equivariance answers 0? Which patterns can a convolution with a bias and
#   ReLU single out exactly?
# * Is the pooled output invariant to every move of `[0, 3, 2, 0, 0]`? Try `[3, 2, 0, 0, 0]`.

# %%
# Your experiments:

# %% [markdown]
# ## What you now know
#
# * A convolutional layer is three simple functions, one after the other. Its only parameters are `w` and `b`.
# * After the detector stage the notes' example is equivariant, after the pooling stage invariant.
# * "Layer" has two meanings. Ask which one is meant: all three stages together, or each by itself.
# * Pooling makes the representation *approximately* invariant to small translations: the values of most
#   pooled outputs do not change, some do.
#
# **Before you hand in**, save the notebook and run the last cell.

# %%
before_handing_in("convolutional_layer.ipynb")
