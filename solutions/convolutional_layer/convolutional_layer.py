# %% [markdown]
# # The convolutional layer
#
# *Deep Learning notes, sections 3 and 4 (9.2, 9.3), Figure 2. 10 points.*
#
# A convolutional layer has three stages: the **convolution stage**, an affine transform; the **detector
# stage**, a nonlinearity; and the **pooling stage**, a summary of nearby outputs. In this notebook you write
# each of them in one dimension, put them together, and choose weights with which the layer reproduces the
# notes' example: equivariant after the detector stage, invariant after the pooling stage.
#
# **How to work.** Replace each `raise NotImplementedError(...)` with your code and run the cell below it.
# It shows what was expected and what came. Hidden tests check more than you can see here, so read each
# description to the end. A later task may call the functions of an earlier one. Only NumPy, Matplotlib and
# the standard library are there when you are graded.
#
# **Off limits.** `np.convolve`, `np.correlate` and `np.polymul` are unavailable when you are graded, as in the
# exercise on convolution.

# %% role="given"
from autograder.toolkit import check

import numpy as np

pattern = np.array([0, 3, 2, 0, 0])  # the notes' two inputs
moved = np.array([0, 0, 3, 2, 0])

# %% [markdown]
# ## 1. The convolution stage
#
# The kernel `w` slides over `x` and stays inside it. It is not flipped: each output is the sum of the products
# at its place, plus the **bias** `b`, one number for all places. Sharing the bias is parameter sharing, too.

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

# %% [markdown]
# ## 2. The detector stage
#
# The nonlinearity is ReLU, the *rectified linear unit*: negative values become 0, all others stay. It looks at
# each value alone, so it works for arrays of any shape.

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

# %% [markdown]
# ## 3. The pooling stage
#
# Max pooling in one dimension: windows of `size` values, one every `stride` places, each reports its largest
# value. `padding` places are added at both ends. They are not data, so they never win, also where all data are
# negative.

# %% role="answer" task="pooling_stage"
def pooling_stage(a, size, stride, padding):
    """The largest value in each window of `a`.

    a        array (n,), int or float
    size     length of the window, an int of at least 1
    stride   places from one window to the next, an int of at least 1
    padding  places added at both ends, an int of at least 0; they never win

    Returns an array with (n + 2*padding - size)//stride + 1 values. A window that would reach over the end
    of the padded input is dropped.
    Raises ValueError for size < 1, stride < 1, padding < 0, 2*padding > size (a window could be all
    padding), and a window longer than the padded input.
    The argument a stays as it is.
    """
    ### BEGIN SOLUTION
    if size < 1 or stride < 1 or padding < 0:
        raise ValueError("size and stride must be at least 1 and padding at least 0")
    if 2 * padding > size:
        raise ValueError("2 * padding must not exceed size: a window could be all padding")
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

# %% [markdown]
# ## 4. The layer
#
# Convolution stage, detector stage, pooling stage: the output of each is the input of the next. `stride` and
# `padding` belong to the pooling stage.

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

# %% [markdown]
# ## 5. The notes' example
#
# In section 3, `[0, 3, 2, 0, 0]` gives `[0, 1, 0, 0]` and `[0, 0, 3, 2, 0]` gives `[0, 0, 1, 0]`: the answer moves
# with the pattern, which is *equivariant*. For an *invariant* output both give `[0, 1, 0]`. Find values with which
# your layer does both, the first after the detector stage, the second after the pooling stage. There are many.
#
# **Before you code:** how many weights has a kernel with which 5 inputs have 4 outputs? How far may the bias
# lower the sums, so that only the whole pattern is left above 0?

# %% role="answer" task="notes_layer"
def notes_layer():
    """Values with which the layer reproduces the notes' example.

    Returns a dict with exactly the keys "w", "b", "size", "stride" and "padding", such that
    [0, 3, 2, 0, 0] gives [0, 1, 0, 0] after the detector stage and [0, 1, 0] after the pooling stage, and
    [0, 0, 3, 2, 0] gives [0, 0, 1, 0] after the detector stage and [0, 1, 0] after the pooling stage.
    """
    ### BEGIN SOLUTION
    return {"w": [3, 2], "b": -12, "size": 2, "stride": 2, "padding": 1}
    ### END SOLUTION

# %% role="check" task="notes_layer"
check("notes_layer", {
    "len(notes_layer())": 5,
    "detector_stage(convolution_stage(pattern, notes_layer()['w'], notes_layer()['b']))": [0, 1, 0, 0],
    "detector_stage(convolution_stage(moved, notes_layer()['w'], notes_layer()['b']))": [0, 0, 1, 0],
    "convolutional_layer(pattern, **notes_layer())": [0, 1, 0],
    "convolutional_layer(moved, **notes_layer())": [0, 1, 0],
})

# %% [markdown]
# ## 6. Two terminologies
#
# Figure 2 has two ways to speak of the same thing. In the *complex* terminology one layer has three stages. In
# the *simple* one every stage is a layer of its own, with a name of its own.

# %% role="answer" task="terminology"
def terminology():
    """The simple terminology's name of each stage of the complex one.

    Returns a dict with the keys "convolution stage", "detector stage" and "pooling stage". Each value is the
    name that Figure 2 has for this stage where it is a layer: two words, in lower case.
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

# %% [markdown]
# ## What you now know
#
# * A convolutional layer is three simple functions, one after the other. Its only parameters are `w` and `b`.
# * After the detector stage the notes' example is equivariant, after the pooling stage invariant.
# * **A question without points:** ReLU and max pooling can change places without any effect. Why? And what may
#   speak for this order?
# * **Another one:** `w = [3, 2]` with a bias of -12 answers `[3, 2]` by 1. What does it answer to `[4, 1]` and to
#   `[3, 3]`? Can any convolution with a bias and ReLU be 1 for one pattern and 0 for all others?
