# %% [markdown]
# # Sparse interaction
#
# *Deep Learning notes, section 1 (9.2), Figure 1. {{points}} points.*
#
# A dense layer connects each of its `m` inputs to each of its `n` outputs. It has `m × n` parameters and needs
# `O(m × n)` runtime. With **sparse interactions**, each output is connected to only `k` inputs. This needs `k × n`
# parameters and `O(k × n)` runtime. The notes say that `k` is orders of magnitude smaller than `m`.
#
# The picture shows real numbers. LeNet-5 (LeCun and others, 1998) reads images of 32×32 pixels. An output of a dense
# layer would see all 1024 pixels. An output of LeNet's first layer sees 25. What does it lose in this way?

# %% role="given"
from autograder.toolkit.checks import before_handing_in, check, hint
from .pictures import draw_figure_1, draw_meetings, draw_receptive_field, show_lenet

import numpy as np

show_lenet()

# %% [markdown]
# ## Predict first
#
# Three layers are stacked on top of each other. Each unit is connected to 3 neighbouring units of the layer below. How
# many *inputs* can affect one unit of the third layer? How many layers do you need until one unit sees the whole width
# of an image that is 224 pixels wide?

# %% [markdown]
# ✎ *My prediction (double-click here to write):*

# %% [markdown]
# **How to work.** Replace each `raise NotImplementedError(...)` with your code, then run the cell below it. That cell
# shows which calls are right, and it explains the first one that is wrong. Are you stuck? `hint(affected_outputs)`
# gives a hint, and each further call gives a more detailed one. Hidden tests check more than you can see, so read each
# description to the end. A later task may call the functions of an earlier one. Only {{packages}} and the standard
# library are available when your notebook is graded.
#
# ## 1. Which outputs are affected?
#
# The next cell has the two layers of the notes' Figure 1, with five inputs and five outputs. For you, a layer is a
# **callable**, and you cannot see inside it. You can call it with any input and look at the output. The last two lines
# call the sparse layer twice, and only the input in the middle is different. Which outputs have changed?

# %% role="given"
def sparse_layer(x):
    """Figure 1, top: each output is connected to three neighbouring inputs (zeros outside)."""
    padded = np.pad(np.asarray(x, dtype=float), 1)
    return 2 * padded[:-2] - padded[1:-1] + 0.5 * padded[2:] + 1


def dense_layer(x):
    """Figure 1, bottom: each output is connected to all inputs."""
    return np.cos(np.outer(np.arange(1, 6), np.arange(1, 6))) @ np.asarray(x, dtype=float) - 3


def odd_places(x):
    """Return every second input, unchanged. The result is a view: it shares its memory with x."""
    return x[1::2]


print(sparse_layer(np.array([0, 0, 0, 0, 0])))
print(sparse_layer(np.array([0, 0, 1, 0, 0])))

# %% [markdown]
# Your function does the same for any layer and any input. A layer is an *affine* map: each output is a weighted sum of
# the inputs, plus a bias that is the same for every input. So an output depends on input `j` if it changes when this
# input changes.
#
# **Before you code:** why is one call of the layer not enough? Suppose that both calls use *the same array*, and you
# change it between the calls. What happens to the result of `odd_places`?

# %% role="answer" task="affected_outputs"
def affected_outputs(layer, m, j):
    """Find the outputs of `layer` that depend on input `j`.

    layer  a callable, an affine map: array (m,) -> array (n,). It may return a view of its
           argument. The absolute value of each weight is 0 or at least 0.001, even if there is a
           bias of 1000. Rounding errors are below 1e-9.
    m      the number of inputs, an int
    j      the input, an int, counted from 0: the notes' x_3 is j = 2

    Returns the sorted list of the indices (from 0) of the outputs that change with input j.
    Raises ValueError unless 0 <= j < m.
    """
    ### BEGIN SOLUTION
    if not 0 <= j < m:
        raise ValueError(f"there is no input {j}: the layer has {m}")
    x = np.zeros(m)
    before = np.array(layer(x))  # a copy, because it may be a view of x
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
# 1. What does the layer return for an input of zeros? Is that already zero? Then change a single input.
# 2. Compare the outputs before and after input j changes by 1. How much does an output change at least
#    if it is connected to j? How much does it change at most if it is not? Choose a threshold well
#    between these two numbers. Compare the differences themselves, not the differences relative to the
#    size of the outputs.
# 3. Raise ValueError unless j is one of the m inputs. Call the layer with zeros and keep a copy of the
#    result. Call it with a new array that has a 1 at index j. If the absolute difference of the two
#    results is above your threshold, the output depends on j. Return these indices as a list.
# * I get an empty list for odd_places: It returns a view. If you change the array after the first call,
#   the first result changes too. Keep a copy, or use a new array.
# * An output is missing, or there are too many: Is your threshold between the rounding errors and the
#   smallest effect of an input that changes by 1? np.isclose and np.allclose also allow an error relative
#   to the size of the values, which a large bias makes large.
# * I get an IndexError or a result where ValueError is expected: NumPy accepts j = -1, and for j = m it
#   raises an IndexError. Compare j with 0 and m yourself, before the first call of the layer.

# %% [markdown]
# ## 2. All connections at once
#
# If you ask this question for every input, you get the **connection matrix** of the layer. It has a row for each
# output and a column for each input. An entry is true if the two are connected.
#
# **Before you code:** what does the matrix of the sparse layer in Figure 1 look like? And the matrix of the dense
# layer?

# %% role="answer" task="connection_matrix"
def connection_matrix(layer, m):
    """Find which outputs of `layer` depend on which inputs.

    layer, m  as for affected_outputs

    Returns a boolean array (n, m): True at [i, j] if output i depends on input j.
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
# 2. You learn the number of rows when you call the layer once. Then go through the inputs: each input
#    fills one column.
# 3. Call the layer with m zeros to find n. Start with an (n, m) array of False. For each j, set the
#    rows that affected_outputs returns to True in column j.
# * I get an IndexError or a ValueError about shapes: How many rows are there, and how many columns? The
#   number of outputs can differ from the number of inputs.
# * The matrix is transposed: Does your function put the result for input j into row j or into column j?

# %% [markdown]
# This is Figure 1, drawn from the results of your functions. The connections of $x_3$ are highlighted. It affects
# three outputs of the sparse layer and all outputs of the dense layer. Look at the border: which inputs affect only two
# outputs of the sparse layer?

# %%
draw_figure_1(connection_matrix, affected_outputs, sparse_layer, dense_layer)

# %% [markdown]
# ### Does each weight meet each input?
#
# A convolution has a **kernel**, here of three weights $w_1, w_2, w_3$, which slides along the input. The layer below
# is a *valid* convolution: the kernel does not leave the input, so 7 inputs give 5 outputs. **Predict:** which weights
# meet the first input? How many outputs does it affect?

# %% role="given"
def valid_layer(x):
    """A convolution without zeros outside: each output sees three neighbouring inputs."""
    x = np.asarray(x, dtype=float)
    return 2 * x[:-2] - x[1:-1] + 0.5 * x[2:] + 1

# %%
draw_meetings(connection_matrix, valid_layer, 7)

# %% [markdown]
# Each weight is in every row, because it is used at every position of the kernel. But it is not in every column: $w_1$
# never meets the last two inputs, and $w_3$ never meets the first two. The first and the last input are met by only one
# weight, and affect only one output. Figure 1 adds a zero on each side of the input, so they affect two outputs. Even
# so, $w_1$ never meets $x_5$, and $w_3$ never meets $x_1$.
#
# ### What sparsity saves
#
# LeNet's first layer has 6 feature maps of 28×28 outputs, which are 4704 outputs in all. Each output sees 5×5 pixels
# and has a bias, which counts as one connection more:
#
# | layer | connections of each output | connections in all | multiplications |
# |:--|--:|--:|--:|
# | dense | 1024 + 1 | 4,821,600 | 4,816,896 |
# | sparse, as in LeNet | 25 + 1 | 122,304 | 117,600 |
#
# In these two layers, each connection has a parameter, which must be stored and read from memory, and each connection
# to a pixel needs a multiplication. So sparsity saves all of it: parameters, memory traffic and multiplications. In
# fact, LeNet's layer has only 156 parameters for its 122,304 connections, because its outputs *share* them. What
# sharing saves, and what it does not save, is a question for the notebook
# [`count_parameters`](../count_parameters/count_parameters.ipynb).
#
# The notes give one more reason for sparse interactions: they "improve its statistical efficiency", where "its" means
# the model's. With fewer parameters, a layer needs fewer examples to learn from. You measure this in the notebook
# [`learning`](../learning/learning.ipynb).

# %% [markdown]
# ## 3. Deeper units see more
#
# A unit of the second layer is connected to three units of the first layer, and these are connected to five inputs. So
# the unit interacts with five inputs, but indirectly. The **receptive field** of a unit is the range of inputs that it
# sees, from the first to the last one. (The notes say that deeper units interact with a larger portion of the input.
# The name "receptive field" is common in the literature, for example in Goodfellow, Bengio and Courville, *Deep
# Learning*, section 9.2.)
#
# If a layer has a **stride** of $s$, its neighbouring units look at places of the layer below that are $s$ units
# apart. Then all layers above take larger steps too.
#
# **Before you code:** two layers with kernels of size 3 and stride 1 see 5 inputs. How many inputs do they see if the
# *first* layer has stride 2? And if the second layer has stride 2?

# %% role="answer" task="receptive_field"
def receptive_field(kernel_sizes, strides=None):
    """Compute how many inputs one unit of the last layer sees, for a stack of 1-D convolutions.

    kernel_sizes  list of ints, each at least 1, in order from the input upwards
    strides       list of ints, each at least 1, one for each layer; None means that all are 1

    Returns an int: the width from the first to the last input that is seen, including the gaps
    between them. Without any layer, it is 1.
    Does not change its arguments.
    Raises ValueError if the lists have different lengths, or if a size or a stride is below 1.
    """
    ### BEGIN SOLUTION
    if strides is None:
        strides = [1] * len(kernel_sizes)
    if len(strides) != len(kernel_sizes):
        raise ValueError(f"there are {len(kernel_sizes)} kernels, but {len(strides)} strides")
    if min([*kernel_sizes, *strides], default=1) < 1:
        raise ValueError("sizes and strides must be at least 1")
    width, step = 1, 1  # in inputs: what one unit sees, and the distance to its neighbour
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
# 1. Draw the two layers of the example on paper, once with stride 1 and once with stride 2 in the first
#    layer. Mark what the upper unit sees. How far apart are two neighbouring units of the first layer,
#    counted in inputs?
# 2. Go upwards and keep two numbers: the width that one unit sees, and the step from one unit to its
#    neighbour, counted in inputs. A kernel of size k adds k - 1 such steps. How does a stride change
#    the step? Does the change come before or after the layer's own kernel?
# 3. Raise ValueError if the lists do not fit together or have a number below 1. Start with width 1 and
#    step 1. For each layer, add (size - 1) · step to the width, then multiply the step by the stride.
# * I get a TypeError about None: What is strides in the call receptive_field([3, 3])?
# * The result is too large, but right for stride 1: Does a layer's stride change what its own kernel sees,
#   or only what the layers above see?
# * I get a ValueError or an IndexError for an empty list: min, max and [0] need at least one value. How
#   many inputs does a unit see without any layer?

# %% [markdown]
# With stride 1, every layer increases the receptive field by the same number. With stride 2, every layer roughly
# doubles it. Was your prediction right? Use `receptive_field([3] * n)` to find out how many layers you need to see 224
# pixels.

# %%
draw_receptive_field(receptive_field)

# %% [markdown]
# ## Going further (no points)
#
# * VGG-16 has blocks of 2, 2, 3, 3 and 3 convolutions with kernels of size 3. After each block there is a pooling with
#   a window of 2 and stride 2, which counts like a layer. How many pixels does a unit after the last pooling see? (The
#   image has a width of 224.)
# * Is `affected_outputs` still right if a ReLU follows the layer? Find weights for which it is wrong.
# * Write a layer with 8 inputs and 8 outputs in which each output is connected to only two inputs, but three such
#   layers connect every input to every output.

# %%
# Your experiments:

# %% [markdown]
# ## What you now know
#
# * Sparse interaction: an output depends on `k` inputs, and an input affects few outputs. In Figure 1, $x_3$ affects
#   only three outputs of the sparse layer, but all outputs of the dense layer.
# * Sparsity saves parameters, memory traffic and multiplications. An input at the border is met by fewer weights of a
#   kernel than the others, and affects fewer outputs.
# * You can find out by experiment which outputs depend on which inputs, without looking inside the layer: change one
#   input and compare.
# * In a deep network, deeper units interact indirectly with a larger portion of the input. Depth and strides
#   compensate for the connections that sparse layers do not have.
#
# In PyTorch, a dense layer is `torch.nn.Linear` and a sparse one is `torch.nn.Conv1d` or `torch.nn.Conv2d`.
# `torch.autograd.functional.jacobian(layer, x)` gives all weights of a layer at once. In SciPy,
# `scipy.sparse.csr_array` stores only the entries of a matrix that are not zero.
#
# **Before you hand in**, save the notebook and run the last cell.

# %%
before_handing_in("sparse_interactions.ipynb")
