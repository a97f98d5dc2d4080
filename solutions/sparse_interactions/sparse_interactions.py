# %% [markdown]
# # Sparse interaction
#
# *Deep Learning notes, section 1 (9.2), Figure 1. 15 points.*
#
# A dense layer connects every one of its `m` inputs to every one of its `n` outputs: `m × n` parameters and
# `O(m × n)` runtime. With **sparse interactions** each output is connected to `k` inputs only, which needs `k × n`
# parameters and `O(k × n)` runtime, and `k` is orders of magnitude smaller than `m`.
#
# What does a unit lose by that? In this notebook you find out by experiment who is connected to whom, draw the
# notes' Figure 1 with it, and see how units of a *deep* network interact indirectly with a larger portion of the
# input.
#
# **How to work.** Replace each `raise NotImplementedError(...)` with your code and run the cell below it:
# it says which calls are right, and what came of the first that is not. Stuck? `hint(affected_outputs)` nudges
# you, and tells more each time. Hidden tests check more than you can see, so read each description to the
# end. A later task may call the functions of an earlier one. Only NumPy, Matplotlib and the standard library are
# there when you are graded.

# %% role="given"
from autograder.toolkit.checks import before_handing_in, check, hint
from autograder.toolkit.pictures.sparse_interactions import draw_figure_1, draw_receptive_field

import numpy as np

# %% [markdown]
# ## Predict first
#
# Three layers lie on top of each other, and each unit is connected to 3 neighbouring units of the layer below. How many
# *inputs* can one unit of the third layer notice? And how many layers does it take until one unit sees all of an
# image that is 224 pixels wide?

# %% [markdown]
# ✎ *My prediction (double-click here to write):*

# %% [markdown]
# ## 1. Who is affected?
#
# Here are the two layers of Figure 1, with five inputs and five outputs. Look at how they are used, not at how they
# are made: to you a layer is a **callable** whose insides are hidden. You may feed it whatever you like and look at
# what comes out.
#
# A layer is an *affine* map: its outputs are weighted sums of the inputs, plus a bias that is always there.

# %% role="given"
def sparse_layer(x):
    """Figure 1, above: each output is connected to three neighbouring inputs (zeros outside)."""
    padded = np.pad(np.asarray(x, dtype=float), 1)
    return 2 * padded[:-2] - padded[1:-1] + 0.5 * padded[2:] + 1


def dense_layer(x):
    """Figure 1, below: each output is connected to all inputs."""
    return np.cos(np.outer(np.arange(1, 6), np.arange(1, 6))) @ np.asarray(x, dtype=float) - 3


def odd_places(x):
    """Every second input, unchanged. What it returns is a view: it shares its memory with x."""
    return x[1::2]


print(sparse_layer(np.zeros(5)), sparse_layer(np.ones(5)))

# %% [markdown]
# **Before you code:** an output depends on input `j` if a change of this input changes it. Which two calls of the layer
# show that? Why is one call not enough? And if both calls use *the same array*, changed in between: what happens to the
# result of `odd_places`?

# %% role="answer" task="affected_outputs"
def affected_outputs(layer, m, j):
    """Which outputs of `layer` depend on input `j`.

    layer  a callable, an affine map: array (m,) -> array (n,). It may return a view of its
           argument. Its weights are 0 or at least 0.001 in size, also beside a bias of 1000;
           rounding errors are below 1e-9.
    m      the number of inputs, an int
    j      the input, an int, counted from 0: the notes' x_3 is j = 2

    Returns the sorted list of the indices (from 0) of the outputs that change with input j.
    Raises ValueError unless 0 <= j < m.
    """
    ### BEGIN SOLUTION
    if not 0 <= j < m:
        raise ValueError(f"there is no input {j}: the layer has {m}")
    x = np.zeros(m)
    before = np.array(layer(x))  # a copy: it may be a view of x
    x[j] = 1
    effect = np.abs(layer(x) - before)
    return np.flatnonzero(effect > 1e-6).tolist()
    ### END SOLUTION

# %% role="check" task="affected_outputs"
check("affected_outputs", {
    "affected_outputs(sparse_layer, 5, 2)": [1, 2, 3],
    "affected_outputs(dense_layer, 5, 2)": [0, 1, 2, 3, 4],
    "affected_outputs(odd_places, 6, 3)": [1],
    "affected_outputs(odd_places, 6, 2)": [],
    "affected_outputs(sparse_layer, 5, 5)": ValueError,
})

# %% [markdown] role="hints" task="affected_outputs"
# 1. What does the layer give for an input of zeros? Is that already zero? Then change a single input.
# 2. Compare the outputs before and after input j has changed by 1: by how much does an output change that is
#    connected to it, at least, and by how much one that is not, at most? Choose a threshold well between
#    the two, and compare the differences themselves, not the outputs relative to their size.
# 3. Raise ValueError unless j is one of the m inputs. Call the layer with zeros and keep a copy of the
#    result. Call it with a new array that has a 1 at j. Where the absolute difference of the two results
#    is above your threshold, the output depends on j: return these indices as a list.

# %% [markdown]
# ## 2. All connections at once
#
# Ask the same for every input, and you have the layer's **connection matrix**: a row for each output, a column for
# each input, true where they are connected.
#
# **Before you code:** what does the matrix of the sparse layer in Figure 1 look like, and what that of the dense one?

# %% role="answer" task="connection_matrix"
def connection_matrix(layer, m):
    """Which outputs of `layer` depend on which inputs.

    layer, m  as for affected_outputs

    Returns a boolean array (n, m): True at [i, j] where output i depends on input j.
    """
    ### BEGIN SOLUTION
    n = len(layer(np.zeros(m)))
    matrix = np.zeros((n, m), dtype=bool)
    for j in range(m):
        matrix[affected_outputs(layer, m, j), j] = True
    return matrix
    ### END SOLUTION

# %% role="check" task="connection_matrix"
check("connection_matrix", {
    "connection_matrix(sparse_layer, 5)[0]": [True, True, False, False, False],
    "np.sum(connection_matrix(sparse_layer, 5), axis=1)": [2, 3, 3, 3, 2],
    "connection_matrix(odd_places, 4)": [[False, True, False, False], [False, False, False, True]],
    "np.shape(connection_matrix(odd_places, 7))": (3, 7),
})

# %% [markdown] role="hints" task="connection_matrix"
# 1. Which column of the matrix does affected_outputs(layer, m, 2) fill?
# 2. How many rows the matrix has is the layer's secret until you call it once. Then go through the inputs, a
#    column each.
# 3. Call the layer with m zeros to find n. Begin with an (n, m) array of False. For each j, set the rows
#    that affected_outputs names to True in column j.

# %% [markdown]
# Figure 1, drawn from what your functions have found out. The reach of $x_3$ is highlighted: in the sparse layer three
# outputs are affected by it, in the dense layer all of them.

# %%
draw_figure_1(connection_matrix, affected_outputs, sparse_layer, dense_layer)

# %% [markdown]
# ## 3. Deeper units see more
#
# A unit of the second layer is connected to three units of the first, and these to five inputs. So it interacts with
# five inputs, although indirectly. The inputs that a unit can see, from the first to the last of them, are its
# **receptive field**. (The notes say that deeper units interact with a larger portion of the input; the name
# is common in the literature, for example in Goodfellow, Bengio and Courville, *Deep Learning*, section 9.2.)
#
# If a layer has a **stride** of $s$, its neighbouring units look at places that are $s$ units of the layer below
# apart. Then everything above takes larger steps.
#
# **Before you code:** two layers with kernels of 3 and stride 1 see 5 inputs. How many if the *first* one has stride 2?
# How many if the second one has?

# %% role="answer" task="receptive_field"
def receptive_field(kernel_sizes, strides=None):
    """How many inputs one unit of the last layer sees, for a stack of 1-D convolutions.

    kernel_sizes  list of ints, each at least 1, from the input upwards
    strides       list of ints, each at least 1, one for each layer; None means that all are 1

    Returns an int: the width from the first to the last input that is seen, gaps between them
    counted; 1 without any layer.
    Raises ValueError for lists of different lengths, and for a size or a stride below 1.
    The lists stay as they are.
    """
    ### BEGIN SOLUTION
    if strides is None:
        strides = [1] * len(kernel_sizes)
    if len(strides) != len(kernel_sizes):
        raise ValueError(f"there are {len(kernel_sizes)} kernels, but {len(strides)} strides")
    if min([*kernel_sizes, *strides], default=1) < 1:
        raise ValueError("sizes and strides must be at least 1")
    width, step = 1, 1  # of one unit, and from it to its neighbour, in inputs
    for size, stride in zip(kernel_sizes, strides, strict=True):
        width += (size - 1) * step
        step *= stride
    return width
    ### END SOLUTION

# %% role="check" task="receptive_field"
check("receptive_field", {
    "receptive_field([3, 3])": 5,
    "receptive_field([3, 3], [2, 1])": 7,
    "receptive_field([3, 3], [1, 2])": 5,
    "receptive_field([11], [4])": 11,  # AlexNet's first layer
    "receptive_field([3, 0])": ValueError,
})

# %% [markdown] role="hints" task="receptive_field"
# 1. Draw the two layers of the example on paper, with stride 1 and with a first stride of 2, and mark what
#    the upper unit sees. How far apart are two neighbouring units of the first layer, counted in inputs?
# 2. Go upwards and keep two numbers: how wide one unit sees, and how many inputs lie between it and its
#    neighbour. A kernel of size k adds k - 1 such steps. What does a stride do to the step, and does it
#    do so before or after its own kernel?
# 3. Raise ValueError where the lists do not fit or hold a number below 1. Begin with width 1 and step 1.
#    For each layer add (size - 1) · step to the width, then multiply the step by the stride.

# %% [markdown]
# With stride 1 the receptive field grows by the same number with each layer; with stride 2 it about doubles. Was your
# prediction right? `receptive_field([3] * n)` tells how many layers it takes to see 224 pixels.

# %%
draw_receptive_field(receptive_field)

# %% [markdown]
# ## Stretch (no points)
#
# * VGG-16 has blocks of 2, 2, 3, 3 and 3 convolutions with kernels of 3, and after each block a pooling with a window
#   of 2 and stride 2, which counts like a layer. How many pixels does a unit after its last pooling see? (The image
#   has 224.)
# * Is `affected_outputs` still right for a layer followed by a ReLU? Find weights for which it is not.
# * Make a layer with 8 inputs and 8 outputs in which every output is connected to two inputs only, and yet
#   three of these layers
#   connect every input to every output.

# %%
# Your experiments:

# %% [markdown]
# ## What you now know
#
# * Sparse interaction: an output depends on `k` inputs, and an input affects few outputs. In Figure 1 only three
#   outputs are affected by $x_3$; in the dense layer all of them are.
# * Who depends on whom can be found by experiment, without looking inside: change one input, compare.
# * In a deep network, deeper units indirectly interact with a larger portion of the input. Depth and strides make up
#   for what sparse connections take away.
#
# **Before you hand in**, save the notebook and run the last cell.

# %%
before_handing_in("sparse_interactions.ipynb")
