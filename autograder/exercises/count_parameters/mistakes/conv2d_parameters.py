"""Mistakes in `conv2d_parameters`."""

import numpy as np

from autograder.course.reference import load
from autograder.grading.misconceptions import mistake

conv2d_parameters = load("count_parameters").conv2d_parameters


def _unchecked(in_channels, out_channels, kernel_size, bias):
    height, width = np.broadcast_to(kernel_size, 2).tolist()
    return out_channels * (in_channels * height * width + bool(bias))


@mistake("§2", "A 1×1 kernel on one channel, with a bias: which two numbers can be learned?")
def forgets_the_bias(in_channels, out_channels, kernel_size, bias=True):
    """You count the weights only: with a bias each output channel has one parameter more."""
    return conv2d_parameters(in_channels, out_channels, kernel_size, False)


@mistake("§2", "Compare conv2d_parameters(1, 1, 1) with conv2d_parameters(1, 1, 1, bias=True).")
def no_bias_by_default(in_channels, out_channels, kernel_size, bias=False):
    """You leave the bias out unless it is asked for: where nothing is said, the layer has one."""
    return conv2d_parameters(in_channels, out_channels, kernel_size, bias)


@mistake("§2", "Compare conv2d_parameters(1, 1, 1, bias=True) with conv2d_parameters(1, 1, 1, bias=False).")
def bias_even_where_there_is_none(in_channels, out_channels, kernel_size, bias=True):
    """You count biases even where `bias` is false: such a layer has weights only."""
    return conv2d_parameters(in_channels, out_channels, kernel_size)


@mistake("§2", "A layer has 6 output channels. Each adds a number of its own to its map: how many numbers?")
def one_bias_in_all(in_channels, out_channels, kernel_size, bias=True):
    """You count one bias for the whole layer: each output channel has its own."""
    return conv2d_parameters(in_channels, out_channels, kernel_size, False) + bool(bias)


@mistake("§2", "The bias is added once the products are summed up, over all input channels. How many sums are there?")
def bias_for_each_input_channel(in_channels, out_channels, kernel_size, bias=True):
    """You count a bias for each input channel: it is each output channel that has one."""
    return conv2d_parameters(in_channels, out_channels, kernel_size, False) + in_channels * bool(bias)


@mistake("§2", "An output sums over all input channels first. How often is a bias added to that sum?")
def bias_for_each_pair_of_channels(in_channels, out_channels, kernel_size, bias=True):
    """You count a bias for each pair of an input and an output channel: each output channel has just one."""
    biases = in_channels * out_channels * bool(bias)
    return conv2d_parameters(in_channels, out_channels, kernel_size, False) + biases


@mistake("§2", "How many numbers of a colour image lie under a 5×5 kernel?")
def flat_kernels(in_channels, out_channels, kernel_size, bias=True):
    """You leave out the input channels: a kernel is as deep as its input has channels."""
    conv2d_parameters(in_channels, out_channels, kernel_size)
    return conv2d_parameters(1, out_channels, kernel_size, bias)


@mistake("§2", "One kernel gives one map. How many kernels does a layer need for 96 maps?")
def one_kernel_in_all(in_channels, out_channels, kernel_size, bias=True):
    """You count one kernel and its bias: each output channel has a kernel and a bias of its own."""
    conv2d_parameters(in_channels, out_channels, kernel_size)
    return conv2d_parameters(in_channels, 1, kernel_size, bias)


@mistake("§2", "You count a bias for each output channel. What else has each of them for itself?")
def one_kernel_but_all_biases(in_channels, out_channels, kernel_size, bias=True):
    """You count every output channel's bias, but the weights of one kernel only: each has a kernel of its own."""
    conv2d_parameters(in_channels, out_channels, kernel_size)
    return conv2d_parameters(in_channels, 1, kernel_size, False) + out_channels * bool(bias)


@mistake("§2", "Draw a kernel of size 3. How many cells does it have?")
def size_of_a_square_kernel_not_squared(in_channels, out_channels, kernel_size, bias=True):
    """You count k weights for a kernel whose size is the int k: it is k cells high and k wide."""
    size = (kernel_size, 1) if np.ndim(kernel_size) == 0 else kernel_size
    return conv2d_parameters(in_channels, out_channels, size, bias)


@mistake("§2", "Draw a kernel of size (1, 3). How many cells does it have?")
def square_of_the_height(in_channels, out_channels, kernel_size, bias=True):
    """You square the height of a kernel that is given by a pair: it has height × width cells."""
    conv2d_parameters(in_channels, out_channels, kernel_size)
    return conv2d_parameters(in_channels, out_channels, np.ravel(kernel_size)[0], bias)


@mistake("§2", "Draw a kernel of size (2, 3). How many cells does it have?")
def adds_height_and_width(in_channels, out_channels, kernel_size, bias=True):
    """You add a kernel's height and width: its cells are height × width."""
    conv2d_parameters(in_channels, out_channels, kernel_size)
    cells = np.broadcast_to(kernel_size, 2).sum().item()
    return conv2d_parameters(in_channels, out_channels, (cells, 1), bias)


@mistake("§2", "Try conv2d_parameters(2, 5, (1, 3)): the size can be a pair (height, width).")
def takes_no_pairs(in_channels, out_channels, kernel_size, bias=True):
    """You compute with the kernel size as if it were always a number: it can be a pair, too."""
    if np.ndim(kernel_size) > 0:
        raise TypeError
    return conv2d_parameters(in_channels, out_channels, kernel_size, bias)


@mistake("§2", "Try isinstance(np.int64(3), int). What tells a pair from all kinds of ints?")
def takes_numpy_ints_for_pairs(in_channels, out_channels, kernel_size, bias=True):
    """You treat a NumPy int as a pair: it stands for a square kernel, as Python's ints do."""
    height, width = (kernel_size, kernel_size) if isinstance(kernel_size, int) else kernel_size
    return conv2d_parameters(in_channels, out_channels, (height, width), bias)


@mistake("§2", "Try isinstance(np.int64(3), int). What tells a pair from all kinds of ints?")
def refuses_numpy_ints(in_channels, out_channels, kernel_size, bias=True):
    """You raise ValueError for a NumPy int: it is as good a kernel size as Python's ints."""
    if not isinstance(kernel_size, (int, tuple, list)):
        raise ValueError
    return conv2d_parameters(in_channels, out_channels, kernel_size, bias)


@mistake("§2", "How many weights has a 1×1 kernel on one channel? Only what is smaller than 1 makes no sense.")
def refuses_sizes_of_1(in_channels, out_channels, kernel_size, bias=True):
    """You refuse sizes of 1: a single channel is legal, and so is a kernel one cell high or wide."""
    if min(in_channels, out_channels, *np.ravel(kernel_size)) == 1:
        raise ValueError
    return conv2d_parameters(in_channels, out_channels, kernel_size, bias)


@mistake("§2", "Try conv2d_parameters(0, 5, 3) and conv2d_parameters(6, -4, 3).")
def accepts_channels_below_1(in_channels, out_channels, kernel_size, bias=True):
    """You do not refuse numbers of channels below 1, though you check the kernel's size."""
    conv2d_parameters(1, 1, kernel_size)
    return _unchecked(in_channels, out_channels, kernel_size, bias)


@mistake("§2", "Try conv2d_parameters(6, 0, 3). Which of the arguments have you checked?")
def accepts_output_channels_below_1(in_channels, out_channels, kernel_size, bias=True):
    """You do not refuse a number of output channels below 1, though you check the other sizes."""
    conv2d_parameters(in_channels, 1, kernel_size)
    return _unchecked(in_channels, out_channels, kernel_size, bias)


@mistake("§2", "Try the kernel sizes 0 and (3, -1).")
def accepts_kernels_below_1(in_channels, out_channels, kernel_size, bias=True):
    """You do not refuse kernel sizes below 1, though you check the channels."""
    conv2d_parameters(in_channels, out_channels, 1)
    return _unchecked(in_channels, out_channels, kernel_size, bias)


@mistake("§2", "Try the kernel sizes (0, 5) and (6, -4). Turn an int into a pair first, and check that.")
def accepts_pairs_below_1(in_channels, out_channels, kernel_size, bias=True):
    """You check a kernel size only if it is an int: a pair's height and width must be at least 1, too."""
    conv2d_parameters(in_channels, out_channels, kernel_size if np.ndim(kernel_size) == 0 else 1)
    return _unchecked(in_channels, out_channels, kernel_size, bias)


@mistake("§2", "What is the product for the kernel size (-4, -5)?")
def checks_only_the_product(in_channels, out_channels, kernel_size, bias=True):
    """You check the product of the sizes: two negative ones have a positive product, so check each of them."""
    if _unchecked(in_channels, out_channels, kernel_size, False) < 1:
        raise ValueError
    return _unchecked(in_channels, out_channels, kernel_size, bias)


@mistake("§2", "Try a 0 in each of the first three arguments.")
def checks_nothing(in_channels, out_channels, kernel_size, bias=True):
    """You never raise ValueError: numbers of channels and kernel sizes below 1 want it."""
    return _unchecked(in_channels, out_channels, kernel_size, bias)


@mistake("§2", "Try 0: is it refused? The smallest legal size is 1.")
def accepts_zero(in_channels, out_channels, kernel_size, bias=True):
    """You refuse negative sizes only: 0 is below 1, too."""
    if min(in_channels, out_channels, *np.ravel(kernel_size)) < 0:
        raise ValueError
    return _unchecked(in_channels, out_channels, kernel_size, bias)
