# %% [markdown]
# # Counting parameters
#
# *Deep Learning notes, sections 1 and 2 (9.2). 15 points.*
#
# A dense layer connects every input to every output. A convolutional layer saves twice:
#
# * **Sparse interaction** (section 1): each output is connected to a few inputs only.
# * **Parameter sharing** (section 2): the same few parameters serve at every position.
#
# In this notebook you count what each idea saves: first for a single layer with the notes' `m`, `n` and `k`,
# then for the convolutional layers of real networks, and at last for VGG-16 as a whole.
#
# **How to work.** Replace each `raise NotImplementedError(...)` with your code and run the cell below it:
# it says which calls are right, and what came of the first that is not. Stuck? `hint(layer_cost)` nudges
# you, and tells more each time. Hidden tests check more than you can see, so read each description to the
# end. Only NumPy, Matplotlib and the standard library are there when you are graded.

# %% role="given"
from autograder.toolkit.checks import before_handing_in, check, hint
from autograder.toolkit.pictures.count_parameters import draw_connections, draw_costs, draw_network

import numpy as np

# %% [markdown]
# ## Predict first
#
# VGG-16 (Simonyan and Zisserman, 2014) has 13 convolutional and 3 dense layers, and 138 million parameters. In
# which of them are most of the parameters: in the thirteen, or in the three? Guess a percentage.

# %% [markdown]
# ✎ *My prediction (double-click here to write):*

# %% [markdown]
# ## 1. Dense, sparse, shared
#
# A layer has `m` inputs and `n` outputs. Each output is a weighted sum of inputs: one multiplication for
# each connection. The notes compare three kinds of layer:
#
# * **dense**: every output is connected to every input. `m × n` parameters, runtime `O(m × n)`.
# * **sparse**: every output has only `k` connections, each with a parameter of its own. `k × n` parameters,
#   runtime `O(k × n)`.
# * **shared**: every output has `k` connections, and all outputs use the same `k` parameters. Storage falls to
#   `k` parameters.
#
# Biases are left out here, and each output counts with all of its `k` connections. (In Figure 1 the two
# outputs at the border have one fewer. The notes' count ignores this, and so does yours.)
#
# **A real layer.** LeNet-5 reads images of 32×32 pixels. Its first layer slides 5×5 kernels over the image, and
# each of them gives a feature map of 28×28 outputs. For one of these maps, `m = 1024`, `n = 784` and `k = 25`.
#
# **Before you code:** predict for this feature map by what factor sparse interaction reduces the number of
# parameters, and by what further factor sharing does. Then predict the same two factors for the number of
# multiplications. One of the four is 1.

# %% role="answer" task="layer_cost"
def layer_cost(kind, m, n, k=None):
    """What a layer without bias costs.

    kind  "dense", "sparse" or "shared"
    m, n  the numbers of inputs and of outputs, ints of at least 1
    k     connections of each output, an int from 1 to m; a dense layer ignores it, whatever it is

    Returns the tuple (parameters, multiplications), both ints.
    Raises ValueError for another kind, for a size (m, n, and k where it is needed) below 1, and,
    for sparse and shared, where k is missing (None) or larger than m.
    """
    ### BEGIN SOLUTION
    if kind not in ("dense", "sparse", "shared"):
        raise ValueError(f"kind must be 'dense', 'sparse' or 'shared', not {kind!r}")
    if kind == "dense":
        k = m  # every output is connected to every input
    if k is None:
        raise ValueError(f"a {kind} layer needs k")
    if min(m, n, k) < 1:
        raise ValueError("m, n and k must be at least 1")
    if k > m:
        raise ValueError(f"an output cannot have {k} connections to {m} inputs")
    multiplications = k * n
    parameters = k if kind == "shared" else multiplications
    return parameters, multiplications
    ### END SOLUTION

# %% role="check" task="layer_cost"
check("layer_cost", {
    "layer_cost('dense', 1024, 784)": (802816, 802816),
    "layer_cost('sparse', 1024, 784, k=25)": (19600, 19600),
    "layer_cost('shared', 1024, 784, k=25)": (25, 19600),
    "layer_cost('sparse', 5, 10, k=6)": ValueError,
})

# %% [markdown] role="hints" task="layer_cost"
# 1. Draw 4 inputs and 3 outputs, and the connections for k = 2. How many lines are there, and how many
#    different weights do they need if the outputs share them?
# 2. Every connection is one multiplication, in all three kinds of layer. What differs is how many of the
#    connections have a parameter of their own.
# 3. First the errors: an unknown kind; m or n below 1; and, unless the layer is dense, a k that is None,
#    below 1 or above m. Then the number of connections, once for dense and once for the others, is the
#    number of multiplications. The number of parameters is the same, except for
#    shared: there it is k.

# %% [markdown]
# The same as a picture: each numbered square is a connection, each number a parameter.

# %%
draw_connections(layer_cost)

# %% [markdown]
# On a real image the difference is large. One output for each pixel of a 224×224 image (VGG-16's size, with one
# channel):

# %%
draw_costs(layer_cost)

# %% [markdown]
# ## 2. A convolutional layer
#
# Real layers have several **channels**. The first layer of AlexNet reads colour images, 3 channels, and
# gives 96 feature maps, its 96 output channels. Each output channel has a kernel of its own, 11 cells high, 11 wide
# and as deep as the input has channels, and, if the layer has a bias, one bias of its own. A kernel need
# not be square: its size can be a pair `(height, width)`.
#
# **Before you code:** AlexNet's first layer reads images of 227×227 pixels. How many more parameters does it
# need for images twice as high and twice as wide? (Which arguments does the function below take, and which
# does it not take?)
#
# A kernel size may come out of a NumPy array. Beware: `isinstance(np.int64(3), int)` is `False`.

# %% role="answer" task="conv2d_parameters"
def conv2d_parameters(in_channels, out_channels, kernel_size, bias=True):
    """The number of parameters of a 2-D convolutional layer.

    in_channels   channels of the input, an int of at least 1
    out_channels  channels of the output, an int of at least 1
    kernel_size   an int (Python's or NumPy's) for a square kernel, or a pair (height, width); at
                  least 1
    bias          whether each output channel has a bias

    Returns an int.
    Raises ValueError for a number of channels, a height or a width below 1.
    """
    ### BEGIN SOLUTION
    height, width = np.broadcast_to(kernel_size, 2).tolist()  # an int stands for both
    if min(in_channels, out_channels, height, width) < 1:
        raise ValueError("channels, height and width must be at least 1")
    weights = in_channels * height * width
    return out_channels * (weights + 1 if bias else weights)
    ### END SOLUTION

# %% role="check" task="conv2d_parameters"
check("conv2d_parameters", {
    "conv2d_parameters(1, 6, 5)": 156,  # LeNet-5's first layer
    "conv2d_parameters(3, 96, 11)": 34944,  # AlexNet's first layer
    "conv2d_parameters(2, 5, (1, 3), bias=False)": 30,
    "conv2d_parameters(2, 5, np.int64(3))": 95,
    "conv2d_parameters(3, 96, 0)": ValueError,
})

# %% [markdown] role="hints" task="conv2d_parameters"
# 1. How many numbers does one kernel of AlexNet's first layer hold? It is a box: height, width, and ...?
# 2. Parameters of one output channel, times the number of output channels. Does a bias belong to a
#    kernel cell, to an input channel or to an output channel?
# 3. Find height and width: try to take two values out of kernel_size, and if it is a single number use it
#    twice (np.ndim tells them apart without asking for a type). Raise ValueError if any of the four
#    numbers is below 1. Weights of one kernel: in_channels · height · width; add 1 if there is a bias;
#    times out_channels.

# %% [markdown]
# How much is 34,944? AlexNet's first layer turns 227·227·3 = 154,587 inputs into 55·55·96 = 290,400 outputs.
# A dense layer between them needs `m × n`, about 45 billion parameters.

# %% [markdown]
# ## 3. A whole network
#
# A network is a list of layers, each a dict with its `"kind"`:
#
# | `"kind"` | other keys | parameters |
# |---|---|---|
# | `"conv2d"` | `"in_channels"`, `"out_channels"`, `"kernel_size"`; perhaps `"bias"` | as in part 2 |
# | `"dense"` | `"inputs"`, `"outputs"`; perhaps `"bias"` | as in part 1, and one bias for each output |
# | `"relu"` | | none |
# | `"pool"` | any, such as `"size"` or `"stride"` | none |
#
# Where `"bias"` is absent, the layer has one, as if it were `True`.
#
# Here are two famous networks: LeNet-5 (1998), in the form in which it is often written today, and VGG-16
# (2014), which has 13 convolutional layers, all with 3×3 kernels, and 3 dense ones.

# %% role="given"
from itertools import pairwise

lenet_5 = [
    {"kind": "conv2d", "in_channels": 1, "out_channels": 6, "kernel_size": 5},
    {"kind": "relu"},
    {"kind": "pool", "size": 2, "stride": 2},
    {"kind": "conv2d", "in_channels": 6, "out_channels": 16, "kernel_size": 5},
    {"kind": "relu"},
    {"kind": "pool", "size": 2, "stride": 2},
    {"kind": "dense", "inputs": 16 * 5 * 5, "outputs": 120},
    {"kind": "relu"},
    {"kind": "dense", "inputs": 120, "outputs": 84},
    {"kind": "relu"},
    {"kind": "dense", "inputs": 84, "outputs": 10},
]


def vgg_block(*channels):
    """A block of VGG-16: 3×3 convolutions from one number of channels to the next, then pooling."""
    layers = []
    for before, after in pairwise(channels):
        sizes = {"in_channels": before, "out_channels": after, "kernel_size": 3}
        layers += [{"kind": "conv2d", **sizes}, {"kind": "relu"}]
    return [*layers, {"kind": "pool", "size": 2, "stride": 2}]


vgg_16 = [
    *vgg_block(3, 64, 64),
    *vgg_block(64, 128, 128),
    *vgg_block(128, 256, 256, 256),
    *vgg_block(256, 512, 512, 512),
    *vgg_block(512, 512, 512, 512),
    {"kind": "dense", "inputs": 512 * 7 * 7, "outputs": 4096},
    {"kind": "relu"},
    {"kind": "dense", "inputs": 4096, "outputs": 4096},
    {"kind": "relu"},
    {"kind": "dense", "inputs": 4096, "outputs": 1000},
]

# %% [markdown]
# Your function may call the functions of parts 1 and 2.

# %% role="answer" task="network_parameters"
def network_parameters(layers):
    """The number of parameters of a network.

    layers  a list of dicts as in the table above; "bias" counts as True where it is absent

    Returns an int, the sum over all layers; 0 for an empty list.
    Raises ValueError for a layer of another kind.
    The list and its dicts stay as they are.
    """
    ### BEGIN SOLUTION
    return sum(layer_parameters(layer) for layer in layers)
    ### END SOLUTION


### BEGIN SOLUTION
def layer_parameters(layer):
    """The number of parameters of one layer, a dict."""
    bias = layer.get("bias", True)
    match layer["kind"]:
        case "conv2d":
            return conv2d_parameters(layer["in_channels"], layer["out_channels"], layer["kernel_size"], bias)
        case "dense":
            weights, _ = layer_cost("dense", layer["inputs"], layer["outputs"])
            return weights + layer["outputs"] if bias else weights
        case "relu" | "pool":
            return 0
    raise ValueError(f"there is no kind of layer called {layer['kind']!r}")
### END SOLUTION

# %% role="check" task="network_parameters"
check("network_parameters", {
    "network_parameters([{'kind': 'dense', 'inputs': 3, 'outputs': 2}])": 8,
    "network_parameters(lenet_5[:3])": 156,
    "network_parameters(lenet_5)": 61706,
    "network_parameters(vgg_16)": 138357544,
    "network_parameters([{'kind': 'magic'}])": ValueError,
})

# %% [markdown] role="hints" task="network_parameters"
# 1. What is the sum for a list of a single layer, and what for an empty list?
# 2. Each kind of layer asks for something else: one of your functions, a product, or nothing. A dict can
#    be asked for a key that may be absent: look at what its method get does with a second argument.
# 3. Begin with 0 and go through the layers. For "conv2d" add conv2d_parameters of its values; for "dense"
#    inputs · outputs, and outputs more if it has a bias; for "relu" and "pool" nothing; for anything
#    else raise ValueError.

# %% [markdown]
# Where are VGG-16's parameters? Compare with your prediction.

# %%
draw_network(network_parameters, vgg_16)

# %% [markdown]
# And LeNet-5's?

# %%
draw_network(network_parameters, lenet_5)

# %% [markdown]
# ## Stretch (no points)
#
# * Where are VGG-16's *multiplications*? Each of its 3×3 convolutions keeps the size of its input (padding 1), each
#   pooling halves it, and the first input is 224×224. Count them for the second convolution (64 channels in and
#   out) and for the first dense layer.
# * Take the mean of each of VGG-16's 512 last feature maps, in place of its first dense layer, so that the next one
#   has 512 inputs. How many parameters are left?

# %%
# Your experiments:

# %% [markdown]
# ## What you now know
#
# * Sparse interaction lowers parameters and multiplications alike, from `m × n` to `k × n`. Sharing lowers the
#   parameters once more, to `k`, and leaves the `k × n` multiplications: it saves storage, not runtime.
# * The number of parameters of a convolutional layer does not depend on the size of the image.
# * About nine tenths of VGG-16's parameters are in its three dense layers, and most of these in the first one
#   alone: 25,088 inputs, each connected to each of 4,096 outputs. The multiplications are elsewhere: nearly all
#   of them are in the convolutional layers, where each parameter is used at every position.
#
# **Before you hand in**, save the notebook and run the last cell.
#
# *Sources of the numbers.* LeNet-5: LeCun, Bottou, Bengio and Haffner, Proc. IEEE 86(11), 1998. AlexNet: Krizhevsky,
# Sutskever and Hinton, NIPS 2012 (the paper says 224×224 pixels; 227 is the size that gives its 55×55 outputs).
# VGG-16: Simonyan and Zisserman, arXiv:1409.1556, configuration D.

# %%
before_handing_in("count_parameters.ipynb")
