# %% [markdown]
# # The convolutional layer
#
# *Deep Learning notes, sections 3 and 4 (9.2, 9.3), Figure 2. {{points}} points.*
#
# A convolutional layer has three stages: the **convolution stage**, an affine transform; the **detector stage**, a
# nonlinearity; and the **pooling stage**, a summary statistic of nearby outputs. This is what the three stages make of
# a photograph, if the kernel looks for vertical edges (orange values are positive, blue ones are negative):

# %% role="given"
from autograder.toolkit.checks import before_handing_in, check, hint
from .pictures import draw_detector, draw_figure_2, draw_stages, show_layer, show_windows

import numpy as np

pattern = np.array([0, 3, 2, 0, 0])  # the notes' two inputs
moved = np.array([0, 0, 3, 2, 0])
show_layer()

# %% [markdown]
# In this notebook you write each stage in one dimension, and you put the stages together. Then you choose weights with
# which the layer reproduces the notes' example, stage by stage.
#
# ## Predict first
#
# The notes' two inputs, `[0, 3, 2, 0, 0]` and `[0, 0, 3, 2, 0]`, go through the three stages. After which stage is the
# representation *equivariant* to the move, so that the output moves in the same way as the input? After which stage is
# it *invariant*, so that the output does not change?

# %% [markdown]
# ✎ *My prediction (double-click here to write):*

# %% [markdown]
# **How to work.** Replace each `raise NotImplementedError(...)` with your code, then run the cell below it, which
# checks some calls. Are you stuck? `hint(detector_stage)` gives a hint, and each further call gives a more detailed
# one. Hidden tests check more than you can see, so read each description to the end. A later task may call the
# functions of an earlier one. Only {{packages}} and the standard library are available when your notebook is graded.
#
# ## 1. The detector stage
#
# You begin in the middle, because this stage is the shortest. The nonlinearity is ReLU, the *rectified linear unit*:
# negative values become 0, and all others stay the same. It looks at each value separately, so it works for arrays of
# any shape. (The notes only say "nonlinearity". ReLU is the most common one.)

# %% role="answer" task="detector_stage"
def detector_stage(z):
    """Compute the ReLU of each value: max(z, 0).

    z  array of any shape, int or float

    Returns an array of the same shape.
    Does not change its arguments.
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
# 2. You do not need a loop: NumPy can compare a whole array with 0. Do you return a new array, or z
#    itself?
# 3. Return, for each value, the larger of it and 0. NumPy has a function that takes the larger of two
#    arrays, value by value, and one of the two may be a number.
# * I get a ValueError about the truth value of an array: An if needs one True or False, but z has
#   many values. Compare them without an if.
# * My function changes its argument: If you assign to a part of z, the array of the caller changes,
#   too. Make a new array.

# %% [markdown]
# Below, your function gets the second image of the first picture.

# %%
draw_detector(detector_stage)

# %% [markdown]
# ## 2. The convolution stage
#
# The kernel `w` slides over `x` and stays inside it. It is not flipped. Each output is the sum of the products at its
# place, plus the **bias** `b`, which is one number for all places. The notes call it parameter sharing to use "the same
# parameter for more than one function". Here each output is a function of the input, and all of them use the same `w`
# and the same `b`.
#
# **Before you code:** each output is a weighted sum plus a constant, an *affine* transform. How many parameters does
# the stage have for a kernel of length `k`? Does this number depend on the length of `x`? Two convolution stages, one
# directly after the other, are together one affine transform. Why? What does the detector stage between them change?
#
# **Off limits.** `np.convolve`, `np.correlate` and `np.polymul` are not available when your notebook is graded, as in
# the exercise on convolution.

# %% role="answer" task="convolution_stage"
def convolution_stage(x, w, b):
    """Compute the convolution of `x` with the kernel `w`, which is not flipped, plus the bias `b`.

    x  array (m,), int or float
    w  k numbers: an array, a list or a tuple
    b  a number

    Returns an array (m-k+1,) with out[i] = x[i]*w[0] + x[i+1]*w[1] + ... + x[i+k-1]*w[k-1] + b.
    Does not change its arguments.
    Raises ValueError if the kernel is longer than x.
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
# 1. Compute the first output of the first check by hand. Which numbers of x does it use? Which number
#    of w belongs to each of them?
# 2. Output i is the sum of the products of w with a part of x, plus b. The part begins at i and is as
#    long as w. At how many places does the whole kernel fit?
# 3. Compute this number. If it is below 1, raise ValueError. For each place, take the part of x,
#    multiply it by w (convert w to an array, since it may be a list), add the products, and add b.
# * The result has a wrong shape: Count on paper at how many places a kernel of 2 weights fits into
#   5 values. Does your loop stop there?
# * I get a TypeError: Is w a list or a tuple? Print type(w). Which of your lines needs an array?
# * I get an IndexError: Which place of x does the last weight need at the last output? Compare it
#   with the length of x.

# %% [markdown]
# ## 3. The pooling stage
#
# This is max pooling in one dimension. A window has `size` values, and the next window begins `stride` places further.
# Each window gives its largest value. `padding` places are added at both ends (grey in the last picture).

# %%
show_windows()

# %% [markdown]
# A dot is the first place of a window, and the first two windows are coloured. A window that extends beyond the end is
# dropped. In a convolution, padding is zeros, because a 0 adds nothing to a sum. But a 0 is larger than every negative
# number. Padding is no data, so here it must never be the maximum. (If you have written `max_pool` in the exercise on
# pooling, this is the same with one axis.)

# %% role="answer" task="pooling_stage"
def pooling_stage(a, size, stride, padding):
    """Compute the largest value in each window of `a`.

    a        array (n,), int or float
    size     length of the window, an int of at least 1
    stride   places from one window to the next, an int of at least 1
    padding  places added at each end, an int of at least 0; they are never the maximum

    Returns an array with (n + 2*padding - size)//stride + 1 values. A window that extends beyond
    the end of the padded input is dropped.
    Does not change its arguments.
    Raises ValueError for size < 1, for stride < 1, for padding < 0, for 2*padding > size (more
    than half of a window could be padding), and if the window is longer than the padded input.
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
# 1. In the fourth check, the input is padded by one place at each end. Where does each window begin and
#    end?
# 2. Window i begins at place i · stride of the padded input and is size places long. Which value can a
#    padded place have so that it is smaller than every number?
# 3. Raise ValueError for illegal arguments. Make an array of floats with the values in the middle and
#    minus infinity in the padded places. Count the windows with the formula in the description, and
#    take the largest value of each.
# * I get an IndexError: Print where the last window begins and ends, and the length of the padded
#   array.
# * I get an OverflowError, or a message about infinity and integer: Minus infinity is a float.
#   What is the dtype of your padded array if a has integers?
# * The result has a wrong shape: Compute the number of windows in the third check by hand. Does an
#   incomplete window count?

# %% [markdown]
# ## 4. The layer
#
# Convolution stage, detector stage, pooling stage: the output of each stage is the input of the next one. `stride` and
# `padding` belong to the pooling stage.
#
# **Before you code:** a negative bias is added *before* the detector stage. What would happen to the zeros if it were
# added after that stage?

# %% role="answer" task="convolutional_layer"
def convolutional_layer(x, w, b, size, stride, padding):
    """Apply the three stages in order: convolution, detector, pooling.

    x, w, b                as for convolution_stage
    size, stride, padding  as for pooling_stage

    Returns the output of the pooling stage, an array.
    Does not change its arguments.
    Raises ValueError if one of its stages does.
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
# 2. The result of each stage is the first argument of the next stage. Which of the six arguments
#    belongs to which stage?
# 3. Call convolution_stage with x, w and b. Call detector_stage with its result. Call pooling_stage
#    with the result of that, and with size, stride and padding. You do not need code for the errors,
#    because the stages raise them.
# * I get a ValueError for a legal call: Print what pooling_stage receives. Are size, stride and
#   padding in the order of its definition?
# * The result has a wrong shape: The stride and the padding belong to one stage only. How long is
#   the output of each stage?

# %% [markdown]
# ## 5. The notes' example
#
# In section 3 of the notes, `[0, 3, 2, 0, 0]` gives `[0, 1, 0, 0]` and `[0, 0, 3, 2, 0]` gives `[0, 0, 1, 0]`. The
# output moves with the pattern, so it is *equivariant*. An *invariant* output is `[0, 1, 0]` for both inputs. Find
# values with which your layer does both: the first after the detector stage, the second after the pooling stage. There
# are many possible choices for `w` and `b`.
#
# **Before you code:** how many weights does a kernel have if 5 inputs give 4 outputs? Take the weights 1 and 1. How
# much must the bias reduce the sums, so that the whole pattern gives exactly 1 and everything else gives at most 0?

# %% role="given"
def values_of(layer):
    """Return the values w, b, size, stride and padding of `layer`, each as plain numbers."""
    w, b = np.real(layer["w"]).astype(float), float(np.real(layer["b"]))
    return w, b, int(layer["size"]), int(layer["stride"]), int(layer["padding"])

# %% role="answer" task="notes_layer"
def notes_layer():
    """Choose values with which the layer reproduces the notes' example.

    Returns a dict with exactly the keys "w", "b", "size", "stride" and "padding". With its values

    [0, 3, 2, 0, 0]  gives [0, 1, 0, 0] after the detector stage, [0, 1, 0] after the pooling stage;
    [0, 0, 3, 2, 0]  gives [0, 0, 1, 0] after the detector stage, [0, 1, 0] after the pooling stage.
    """
    ### BEGIN SOLUTION
    return {"w": [3, 2], "b": -12, "size": 2, "stride": 2, "padding": 1}
    ### END SOLUTION

# %% role="check" task="notes_layer"
check("notes_layer", {
    "len(notes_layer())": 5,
    "detector_stage(convolution_stage(pattern, *values_of(notes_layer())[:2]))": [0, 1, 0, 0],
    "detector_stage(convolution_stage(moved, *values_of(notes_layer())[:2]))": [0, 0, 1, 0],
    "convolutional_layer(pattern, *values_of(notes_layer()))": [0, 1, 0],
    "convolutional_layer(moved, *values_of(notes_layer()))": [0, 1, 0],
})

# %% [markdown] role="hints" task="notes_layer"
# 1. A kernel with two weights gives four sums for each input. What are these sums for the weights 1 and
#    1? Which of them must stay positive after the detector stage, and with which value?
# 2. The sum where the weights meet the whole pattern must be larger than all other sums. The bias
#    reduces all sums by the same amount, until exactly 1 is left of the largest one. For the pooling:
#    four places go into three windows. Which windows put the places 1 and 2 (counted from 0) together?
# 3. Choose weights that are similar to the pattern, compute the four different sums, and choose the
#    bias so that the largest sum becomes 1. All other sums must then be at most 0. Use windows of two
#    places, and find the padding for which places 1 and 2 (counted from 0) are in the same window.
# * I get a KeyError: Compare the keys of your dict with the description, letter by letter.
# * The two pooled outputs differ: After the detector stage, the 1 is at one place for the first
#   input and at the next place for the second. Are both places in the same window? Move the windows
#   with the padding.
# * The detector stage gives more than one value above 0: The bias must reduce each of these sums to
#   0 or less, but the largest sum to 1. If this is impossible, choose other weights.

# %% [markdown]
# This is the notes' example, stage by stage, with your functions and your values. Was your prediction right?

# %%
draw_stages(convolution_stage, detector_stage, pooling_stage, notes_layer)

# %% [markdown]
# ## 6. Two terminologies
#
# Figure 2 describes the same thing in two ways. In the *complex* terminology, on the left, one layer has three stages.
# In the *simple* terminology, on the right, each stage is a layer with its own name. The notes say: "we often use the
# left one".

# %% role="answer" task="terminology"
def terminology():
    """Give the name of each stage in the simple terminology.

    Returns a dict with the keys "convolution stage", "detector stage" and "pooling stage". Each
    value is the name that Figure 2 gives this stage as a layer of its own: two words, lower case.
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
# 1. Open the notes at Figure 2. What is written in the boxes on the left? What is written in the boxes
#    on the right?
# 2. In the simple terminology, every step of processing is a separate layer.
# 3. Return a dict with the three stages as keys. Each value has the same first word as its key. The
#    word "stage" is replaced by another word.
# * I get an AttributeError: Which type has your result? The description asks for a dict, with texts
#   as values.

# %% [markdown]
# This is Figure 2 of the notes, with your names. The dashed frame is what the notes call a convolutional layer:

# %%
draw_figure_2(terminology)

# %% [markdown]
# ## Going further (no points)
#
# * You can swap ReLU and max pooling, and the result stays the same. Why? What are reasons for one order or the other?
# * After the detector stage, your layer from part 5 gives 1 for `[3, 2]`. What does it give for `[4, 1]` and for
#   `[3, 3]`? (`detect` in the exercise on equivariance gives 0 for both.) Which patterns can a convolution with a bias
#   and ReLU detect exactly?
# * Is the pooled output invariant to every move of `[0, 3, 2, 0, 0]`? Try `[3, 2, 0, 0, 0]`.

# %%
# Your experiments:

# %% [markdown]
# ## What you now know
#
# * A convolutional layer is three simple functions, one after the other. Its only parameters are `w` and `b`.
# * In the notes' example, the output is equivariant after the detector stage and invariant after the pooling stage.
# * "Layer" has two meanings. The notes often mean all three stages together, and libraries a single stage. Ask which
#   one is meant.
# * The pooled output is invariant to this move of this input, and not to every move. How often pooled outputs stay the
#   same is measured in the exercise on pooling.
#
# **In libraries.** PyTorch uses the simple terminology. A convolutional layer of the notes is three modules,
# `torch.nn.Sequential(torch.nn.Conv1d(1, 1, k), torch.nn.ReLU(), torch.nn.MaxPool1d(size, stride, padding))`, and the
# kernel and the bias are learned from examples. In SciPy, the convolution stage is
# `scipy.signal.correlate(x, w, mode="valid") + b`; there, `convolve` flips the kernel.
#
# **Before you hand in**, save the notebook and run the last cell.

# %%
before_handing_in("convolutional_layer.ipynb")
