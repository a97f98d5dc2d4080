"""Mistakes in `conv2d_parameters`."""

import numpy as np

from autograder.grading.misconceptions import mistake

from ..reference import conv2d_parameters


def _unchecked(in_channels, out_channels, kernel_size, bias):
    height, width = np.broadcast_to(kernel_size, 2).tolist()
    return out_channels * (in_channels * height * width + bool(bias))


@mistake("§2", "Take a 1×1 kernel on one channel, with a bias. Which two numbers can the layer learn?")
def forgets_the_bias(in_channels, out_channels, kernel_size, bias=True):
    """You count only the weights. With a bias, each output channel has one more parameter."""
    return conv2d_parameters(in_channels, out_channels, kernel_size, False)


@mistake("§2", "Compare conv2d_parameters(1, 1, 1) with conv2d_parameters(1, 1, 1, bias=True).")
def no_bias_by_default(in_channels, out_channels, kernel_size, bias=False):
    """You count no bias by default. Without the argument `bias`, the layer has biases."""
    return conv2d_parameters(in_channels, out_channels, kernel_size, bias)


@mistake("§2", "Compare conv2d_parameters(1, 1, 1, bias=True) with conv2d_parameters(1, 1, 1, bias=False).")
def bias_even_where_there_is_none(in_channels, out_channels, kernel_size, bias=True):
    """You count biases even if `bias` is false. A layer without bias has only weights."""
    return conv2d_parameters(in_channels, out_channels, kernel_size)


@mistake("§2", "A layer has 6 output channels, and each adds its own number. How many numbers are there?")
def one_bias_in_all(in_channels, out_channels, kernel_size, bias=True):
    """You count one bias for the whole layer. Each output channel has its own bias."""
    return conv2d_parameters(in_channels, out_channels, kernel_size, False) + bool(bias)


@mistake("§2", "The bias is added after the sum over all input channels. How many sums are there?")
def bias_for_each_input_channel(in_channels, out_channels, kernel_size, bias=True):
    """You count one bias for each input channel. Each output channel has one bias instead."""
    return conv2d_parameters(in_channels, out_channels, kernel_size, False) + in_channels * bool(bias)


@mistake("§2", "An output is a sum over all input channels. How often is a bias added to this sum?")
def bias_for_each_pair_of_channels(in_channels, out_channels, kernel_size, bias=True):
    """You count one bias for each pair of an input and an output channel. Each output channel has only one bias."""
    biases = in_channels * out_channels * bool(bias)
    return conv2d_parameters(in_channels, out_channels, kernel_size, False) + biases


@mistake("§2", "A colour image has three channels. How many of its values does a 5×5 kernel cover?")
def flat_kernels(in_channels, out_channels, kernel_size, bias=True):
    """You leave out the input channels. A kernel has weights for every input channel."""
    conv2d_parameters(in_channels, out_channels, kernel_size)
    return conv2d_parameters(1, out_channels, kernel_size, bias)


@mistake("§2", "One kernel gives one output channel. How many kernels does a layer with 96 output channels need?")
def one_kernel_in_all(in_channels, out_channels, kernel_size, bias=True):
    """You count only one kernel and its bias. Each output channel has its own kernel and its own bias."""
    conv2d_parameters(in_channels, out_channels, kernel_size)
    return conv2d_parameters(in_channels, 1, kernel_size, bias)


@mistake("§2", "You count one bias for each output channel. What else does each output channel have?")
def one_kernel_but_all_biases(in_channels, out_channels, kernel_size, bias=True):
    """You count the biases of all output channels, but the weights of only one kernel. Each output channel has its own
    kernel."""
    conv2d_parameters(in_channels, out_channels, kernel_size)
    return conv2d_parameters(in_channels, 1, kernel_size, False) + out_channels * bool(bias)


@mistake("§2", "Draw a kernel of size 3. How many weights does it have?")
def size_of_a_square_kernel_not_squared(in_channels, out_channels, kernel_size, bias=True):
    """You count k weights for the kernel size k. An int k means a kernel with k rows and k columns."""
    size = (kernel_size, 1) if np.ndim(kernel_size) == 0 else kernel_size
    return conv2d_parameters(in_channels, out_channels, size, bias)


@mistake("§2", "Draw a kernel of size (1, 3). How many weights does it have?")
def square_of_the_height(in_channels, out_channels, kernel_size, bias=True):
    """You square the height if the kernel size is a pair. Such a kernel has height × width weights."""
    conv2d_parameters(in_channels, out_channels, kernel_size)
    return conv2d_parameters(in_channels, out_channels, np.ravel(kernel_size)[0], bias)


@mistake("§2", "Draw a kernel of size (2, 3). How many weights does it have?")
def adds_height_and_width(in_channels, out_channels, kernel_size, bias=True):
    """You add the height and the width of the kernel. It has height × width weights."""
    conv2d_parameters(in_channels, out_channels, kernel_size)
    cells = np.broadcast_to(kernel_size, 2).sum().item()
    return conv2d_parameters(in_channels, out_channels, (cells, 1), bias)


@mistake("§2", "Call conv2d_parameters(2, 5, (1, 3)), where the size is a pair (height, width).")
def takes_no_pairs(in_channels, out_channels, kernel_size, bias=True):
    """Your function works only if the kernel size is a number. It can also be a pair (height, width)."""
    if np.ndim(kernel_size) > 0:
        raise TypeError
    return conv2d_parameters(in_channels, out_channels, kernel_size, bias)


@mistake("§2", "Try isinstance(np.int64(3), int). How can you distinguish a pair from every kind of int?")
def takes_numpy_ints_for_pairs(in_channels, out_channels, kernel_size, bias=True):
    """You treat a NumPy int as a pair. It means a square kernel, like a Python int."""
    height, width = (kernel_size, kernel_size) if isinstance(kernel_size, int) else kernel_size
    return conv2d_parameters(in_channels, out_channels, (height, width), bias)


@mistake("§2", "Try isinstance(np.int64(3), int). How can you distinguish a pair from every kind of int?")
def refuses_numpy_ints(in_channels, out_channels, kernel_size, bias=True):
    """You raise ValueError for a NumPy int. It is a legal kernel size, like a Python int."""
    if not isinstance(kernel_size, (int, tuple, list)):
        raise ValueError
    return conv2d_parameters(in_channels, out_channels, kernel_size, bias)


@mistake("§2", "How many weights does a 1×1 kernel on one channel have? Raise ValueError only below 1.")
def refuses_sizes_of_1(in_channels, out_channels, kernel_size, bias=True):
    """You raise ValueError for a size of 1. One channel is legal, and so is a kernel with a height or width of 1."""
    if min(in_channels, out_channels, *np.ravel(kernel_size)) == 1:
        raise ValueError
    return conv2d_parameters(in_channels, out_channels, kernel_size, bias)


@mistake("§2", "Call conv2d_parameters(0, 5, 3) and conv2d_parameters(6, -4, 3).")
def accepts_channels_below_1(in_channels, out_channels, kernel_size, bias=True):
    """You check the kernel size, but you do not raise ValueError for a number of channels below 1."""
    conv2d_parameters(1, 1, kernel_size)
    return _unchecked(in_channels, out_channels, kernel_size, bias)


@mistake("§2", "Call conv2d_parameters(6, 0, 3). Which of the arguments do you check?")
def accepts_output_channels_below_1(in_channels, out_channels, kernel_size, bias=True):
    """You check the other sizes, but you do not raise ValueError for a number of output channels below 1."""
    conv2d_parameters(in_channels, 1, kernel_size)
    return _unchecked(in_channels, out_channels, kernel_size, bias)


@mistake("§2", "Try the kernel sizes 0 and (3, -1).")
def accepts_kernels_below_1(in_channels, out_channels, kernel_size, bias=True):
    """You check the channels, but you do not raise ValueError for a kernel size below 1."""
    conv2d_parameters(in_channels, out_channels, 1)
    return _unchecked(in_channels, out_channels, kernel_size, bias)


@mistake("§2", "Try the kernel sizes (0, 5) and (6, -4). Convert an int to a pair first, and check the pair.")
def accepts_pairs_below_1(in_channels, out_channels, kernel_size, bias=True):
    """You check the kernel size only if it is an int. The height and width in a pair must also be at least 1."""
    conv2d_parameters(in_channels, out_channels, kernel_size if np.ndim(kernel_size) == 0 else 1)
    return _unchecked(in_channels, out_channels, kernel_size, bias)


@mistake("§2", "What is the product for the kernel size (-4, -5)?")
def checks_only_the_product(in_channels, out_channels, kernel_size, bias=True):
    """You check only the product of the sizes. Two negative sizes have a positive product, so check each size."""
    if _unchecked(in_channels, out_channels, kernel_size, False) < 1:
        raise ValueError
    return _unchecked(in_channels, out_channels, kernel_size, bias)


@mistake("§2", "Try a 0 in each of the first three arguments.")
def checks_nothing(in_channels, out_channels, kernel_size, bias=True):
    """You never raise ValueError. Numbers of channels and kernel sizes below 1 are errors."""
    return _unchecked(in_channels, out_channels, kernel_size, bias)


@mistake("§2", "Try a size of 0. Does your function raise ValueError?")
def accepts_zero(in_channels, out_channels, kernel_size, bias=True):
    """You raise ValueError for negative sizes, but not for 0. The smallest legal size is 1."""
    if min(in_channels, out_channels, *np.ravel(kernel_size)) < 0:
        raise ValueError
    return _unchecked(in_channels, out_channels, kernel_size, bias)
