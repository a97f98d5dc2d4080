# %% [markdown]
# # Counting parameters
#
# *Deep Learning notes, sections 1 and 2 (9.2). {{points}} points.*
#
# A dense layer connects every input to every output. A convolutional layer needs fewer parameters, for two reasons:
#
# * **Sparse interaction** (section 1): each output is connected to only a few inputs.
# * **Parameter sharing** (section 2): the notes' definition is to use "the same parameter for more than one function".
#
# The picture shows both. Each output is a function of the inputs below it, each line is a connection, and each colour
# is a parameter. Above each output are the numbers of its parameters.

# %% role="given"
from autograder.toolkit.checks import before_handing_in, check, hint
from .pictures import draw_connections, draw_costs, draw_network, show_kernels, show_layers

import numpy as np

show_layers()

# %% [markdown]
# In the shared layer, parameter 1 is used by three functions: it is the first weight of each output.
#
# **A first function.** How many lines are in each part of the picture? Write a function that counts them. (It has no
# points, and you may call it later.) Replace the line with `raise` by your code, then run the cell below it.

# %%
def connections(n, k):
    """Count the connections of a layer with n outputs, each connected to k inputs."""
    # YOUR CODE HERE
    raise NotImplementedError("connections")


### BEGIN SOLUTION
def connections(n, k):  # noqa: F811
    return n * k
### END SOLUTION

# %%
check("connections", {"connections(3, 5)": 15, "connections(3, 3)": 9})

# %% [markdown]
# **How to work.** In this way you write three functions with points. The cell below each of them shows which calls are
# right, and it explains the first one that is wrong. Are you stuck? `hint(layer_cost)` gives a hint, and each further
# call gives a more detailed one. Hidden tests check more than you can see, so read each description to the end. Only
# {{packages}} and the standard library are available when your notebook is graded.
#
# ## Predict first
#
# VGG-16 (Simonyan and Zisserman, 2014) has 13 convolutional layers, 3 dense layers and 138 million parameters. Which
# layers have most of these parameters: the 13 convolutional layers or the 3 dense layers? Guess a percentage.

# %% [markdown]
# ✎ *My prediction (double-click here to write):*

# %% [markdown]
# ## 1. Dense, sparse, shared
#
# A layer has `m` inputs and `n` outputs. Each output is a weighted sum of inputs, with one multiplication for each
# connection. The three kinds of layer in the picture need, in the notes' formulas:
#
# * **dense**: each output is connected to every input. This needs `m × n` parameters and `O(m × n)` runtime.
# * **sparse**: each output has only `k` connections, and each connection has its own parameter. This needs `k × n`
#   parameters and `O(k × n)` runtime.
# * **shared**: each output has `k` connections, and all outputs use the same `k` parameters. Only `k` parameters are
#   stored.
#
# We leave out biases here, and we count all `k` connections for each output. (In Figure 1, the two outputs at the
# border have one connection fewer. The notes ignore this in their count, and so do you.)
#
# Write `layer_cost` in steps: first dense, then run the checks. Then sparse, then shared. The errors come last.
#
# **A real layer.** LeNet-5 reads images of 32×32 pixels. Its first layer slides 5×5 kernels over the image, and each
# kernel gives a feature map of 28×28 outputs. For one of these maps, `m = 1024`, `n = 784` and `k = 25`.
#
# **Before you code:** by which factor does sparse interaction reduce the number of parameters of this feature map? By
# which further factor does sharing reduce it? Predict both factors, then predict the same two factors for the number
# of multiplications. One of the four factors is 1.

# %% role="answer" task="layer_cost"
def layer_cost(kind, m, n, k=None):
    """Compute the cost of a layer without bias.

    kind  "dense", "sparse" or "shared"
    m, n  the numbers of inputs and of outputs, ints of at least 1
    k     connections of each output, an int from 1 to m; a dense layer ignores it, whatever it is

    Returns the tuple (parameters, multiplications), both ints.
    Raises ValueError for any other kind, and if m or n is below 1. For sparse and shared, it also
    raises ValueError if k is missing (None), below 1 or larger than m.
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
    "layer_cost('dense', 5, 3)": (15, 15),
    "layer_cost('dense', 1024, 784)": (802816, 802816),
    "layer_cost('sparse', 1024, 784, k=25)": (19600, 19600),
    "layer_cost('shared', 1024, 784, k=25)": (25, 19600),
    "layer_cost('sparse', 5, 10, k=6)": ValueError,
})

# %% [markdown] role="hints" task="layer_cost"
# 1. Draw 4 inputs and 3 outputs, and the connections for k = 2. How many lines are there? How many
#    different weights do they need if the outputs share them?
# 2. In all three kinds of layer, each connection is one multiplication. The kinds differ in how many of
#    the connections have their own parameter.
# 3. Check for errors first: an unknown kind; m or n below 1; and, unless the layer is dense, a k that
#    is None, below 1 or above m. Then count the connections, in one way for dense and in another way
#    for the other two kinds. This is the number of multiplications. The number of parameters is the
#    same, except for shared: there it is k.
#
# * I get a TypeError, because None is compared with a number: A dense layer needs no k, and for the
#   other kinds it can be missing. Which of your lines use k although it can be None?
# * The call for a dense layer is refused: There k has no meaning, whatever it is: None, 0 or more
#   than m. For which kinds do you check it?
# * The second number is right for sparse and wrong for shared: Does an output of a shared layer
#   have fewer connections than one of a sparse layer? Look at the third matrix of the picture
#   below.

# %% [markdown]
# The same as matrices, with a row for each output and a column for each input. Each numbered square is a connection,
# and each number is a parameter. In the notebook `convolution` you make the third matrix.

# %%
draw_connections(layer_cost)

# %% [markdown]
# So **sharing saves parameters**, and with them memory and the traffic between memory and processor. **It saves no
# multiplications.** Sparse interaction saves both.
#
# On an image the differences are large. Here there is one output for each pixel of a 224×224 image (the size of
# VGG-16's images, with one channel):

# %%
draw_costs(layer_cost)

# %% [markdown]
# ## 2. A convolutional layer
#
# Real layers have several **channels**. A colour image has 3 channels: red, green and blue. Here are all parameters of
# a small layer that reads colour images and gives 2 output channels. Its kernels are 2 cells high and 3 cells wide.

# %%
show_kernels()

# %% [markdown]
# Each output channel has its own kernel. The kernel has a depth, too: it has a grid for every input channel. If the
# layer has a bias, each output channel has one bias of its own.
#
# The first layer of AlexNet also reads colour images. It gives 96 output channels, and its kernels are 11 cells high
# and 11 cells wide.
#
# **Before you code:** AlexNet's first layer reads images of 227×227 pixels. How many more parameters does it need for
# images that are twice as high and twice as wide? (Look at the arguments of the function below. Which ones does it
# have, and which ones does it not have?)
#
# The size of a kernel can be an int, for a square, or a pair `(height, width)`. The int may come from a NumPy array. Be
# careful: `isinstance(np.int64(3), int)` is `False`.

# %% role="answer" task="conv2d_parameters"
def conv2d_parameters(in_channels, out_channels, kernel_size, bias=True):
    """Compute the number of parameters of a 2-D convolutional layer.

    in_channels   channels of the input, an int of at least 1
    out_channels  channels of the output, an int of at least 1
    kernel_size   an int (Python's or NumPy's) for a square kernel, or a pair (height, width); each
                  at least 1
    bias          whether each output channel has a bias

    Returns an int.
    Raises ValueError if a number of channels, the height or the width is below 1.
    """
    ### BEGIN SOLUTION
    height, width = np.broadcast_to(kernel_size, 2).tolist()  # a single int is used for both
    if min(in_channels, out_channels, height, width) < 1:
        raise ValueError("channels, height and width must be at least 1")
    weights = in_channels * height * width
    return out_channels * (weights + 1 if bias else weights)
    ### END SOLUTION

# %% role="check" task="conv2d_parameters"
check("conv2d_parameters", {
    "conv2d_parameters(1, 6, 5)": 156,  # LeNet-5's first layer
    "conv2d_parameters(3, 2, (2, 3))": 38,  # the layer in the picture
    "conv2d_parameters(3, 96, 11)": 34944,  # AlexNet's first layer
    "conv2d_parameters(2, 5, (1, 3), bias=False)": 30,
    "conv2d_parameters(2, 5, np.int64(3))": 95,
    "conv2d_parameters(3, 96, 0)": ValueError,
})

# %% [markdown] role="hints" task="conv2d_parameters"
# 1. How many numbers does one kernel of AlexNet's first layer have? It is a box: height, width, and
#    ...?
# 2. Multiply the parameters of one output channel by the number of output channels. Does a bias belong
#    to a cell of the kernel, to an input channel or to an output channel?
# 3. Find the height and the width. If kernel_size is a single number, use it for both; otherwise take
#    the two values out of it. (np.ndim tells the two cases apart without checking the type.) Raise
#    ValueError if any of the four numbers is below 1. One kernel has in_channels · height · width
#    weights. Add 1 if there is a bias, then multiply by out_channels.
#
# * I get a TypeError, because an int cannot be unpacked or has no index: The kernel size is
#   sometimes one number and sometimes a pair. How does your code find out which of the two it has?
# * My numbers are right without a bias and wrong with a bias: How many numbers are added to the
#   sums of one output channel? And how many output channels are there?
# * Only the checks with a pair fail: A kernel has height · width cells in each input channel. Where
#   do you use the height, and where the width?

# %% [markdown]
# How much is 34,944? AlexNet's first layer turns 227·227·3 = 154,587 inputs into 55·55·96 = 290,400 outputs. A dense
# layer between them needs `m × n` parameters, about 45 billion.
#
# The notes say that `k` is orders of magnitude smaller than `m`. In real layers, `m` counts the inputs of all channels,
# and `k` is the number of cells of one kernel, in all its channels:
#
# | layer | inputs `m` | connections of an output `k` | `m / k` |
# |---|--:|--:|--:|
# | LeNet-5, first convolution | 32·32 = 1,024 | 5·5 = 25 | 41 |
# | LeNet-5, second convolution | 14·14·6 = 1,176 | 5·5·6 = 150 | 8 |
# | AlexNet, first convolution | 227·227·3 = 154,587 | 11·11·3 = 363 | 426 |
# | VGG-16, first convolution | 224·224·3 = 150,528 | 3·3·3 = 27 | 5,575 |
# | VGG-16, last convolution | 14·14·512 = 100,352 | 3·3·512 = 4,608 | 22 |
#
# So it is true for large images. Deep in a network, the images are small and have many channels, and `k` is not so much
# smaller than `m`.

# %% [markdown]
# ## 3. A whole network
#
# A network is a list of layers. Each layer is a dict with its `"kind"`:
#
# | `"kind"` | other keys | parameters |
# |---|---|---|
# | `"conv2d"` | `"in_channels"`, `"out_channels"`, `"kernel_size"`; optional: `"bias"` | as in part 2 |
# | `"dense"` | `"inputs"`, `"outputs"`; optional: `"bias"` | as in part 1, plus one bias for each output |
# | `"relu"` | | none |
# | `"pool"` | any, such as `"size"` or `"stride"` | none |
#
# If `"bias"` is absent, the layer has a bias, as if the value were `True`.
#
# Here are two famous networks: LeNet-5 (1998), in the form that is common today, and VGG-16 (2014), which has 13
# convolutional layers, all with 3×3 kernels, and 3 dense layers.

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
    """Make a block of VGG-16: 3×3 convolutions between these numbers of channels, then pooling."""
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
    """Compute the number of parameters of a network.

    layers  a list of dicts as in the table above; if "bias" is absent, it counts as True

    Returns an int, the sum over all layers; 0 for an empty list.
    Does not change the list and its dicts.
    Raises ValueError for a layer of another kind.
    """
    ### BEGIN SOLUTION
    return sum(layer_parameters(layer) for layer in layers)
    ### END SOLUTION


### BEGIN SOLUTION
def layer_parameters(layer):
    """Compute the number of parameters of one layer, a dict."""
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
# 1. What is the sum for a list with a single layer? And for an empty list?
# 2. Each kind of layer needs something different: one of your functions, a product, or nothing. A key
#    of a dict may be absent. Look up what the dict's method get does with a second argument.
# 3. Start with 0 and go through the layers. For "conv2d", add the result of conv2d_parameters for the
#    layer's values. For "dense", add inputs · outputs, and add outputs once more if the layer has a
#    bias. For "relu" and "pool", add nothing. For any other kind, raise ValueError.
#
# * I get a KeyError for 'bias': This key can be absent. Then the layer has a bias. Look up what the
#   method get of a dict does with a second argument.
# * I get a KeyError for 'in_channels' or 'inputs': Layers of different kinds have different keys.
#   Look at the kind of the layer before you read its other values.
# * The number for VGG-16 is a little too small: Compare your function with a network of one layer,
#   dense, with 3 inputs and 2 outputs. How many numbers does it have beside the 6 weights?

# %% [markdown]
# Where are VGG-16's parameters? Compare with your prediction.

# %%
draw_network(network_parameters, vgg_16)

# %% [markdown]
# And LeNet-5's?

# %%
draw_network(network_parameters, lenet_5)

# %% [markdown]
# ## Going further (no points)
#
# * Where are VGG-16's *multiplications*? Each of its 3×3 convolutions keeps the size of its input (padding 1), each
#   pooling halves it, and the first input is 224×224. Count the multiplications of the second convolution (64 input
#   and 64 output channels) and of the first dense layer.
# * Replace VGG-16's first dense layer by the mean of each of the last 512 feature maps, so that the next layer has 512
#   inputs. How many parameters are left?

# %%
# Your experiments:

# %% [markdown]
# ## What you now know
#
# * Sparse interaction reduces both the parameters and the multiplications, from `m × n` to `k × n`.
# * Sharing means to use "the same parameter for more than one function". It reduces the parameters further, to `k`, but
#   the `k × n` multiplications stay. Sharing saves memory and memory traffic, not multiplications.
# * The number of parameters of a convolutional layer does not depend on the size of the image.
# * About nine tenths of VGG-16's parameters are in its three dense layers. Most of these are in the first dense layer,
#   which connects each of 25,088 inputs to each of 4,096 outputs. The multiplications are elsewhere: about 99 % of
#   them are in the convolutional layers, which use each parameter at every position.
#
# **In PyTorch** the parameters of a `model` are counted by `sum(p.numel() for p in model.parameters())`. This gives
# 34,944 for `torch.nn.Conv2d(3, 96, 11)`, and 138,357,544 for `torchvision.models.vgg16()`. NumPy and SciPy have no
# layers: there, `w.size` is the number of parameters in an array `w`.
#
# **Before you hand in**, save the notebook and run the last cell.
#
# *Sources of the numbers.* LeNet-5: LeCun, Bottou, Bengio and Haffner, Proc. IEEE 86(11), 1998. AlexNet: Krizhevsky,
# Sutskever and Hinton, NIPS 2012 (the paper says 224×224 pixels; 227 is the size that gives its 55×55 outputs).
# VGG-16: Simonyan and Zisserman, arXiv:1409.1556, configuration D.

# %%
before_handing_in("count_parameters.ipynb")
