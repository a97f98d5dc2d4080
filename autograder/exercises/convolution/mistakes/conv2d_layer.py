"""Mistakes in `conv2d_layer`."""

import numpy as np

from autograder.course.reference import load
from autograder.grading.misconceptions import mistake

conv2d_layer = load("convolution").conv2d_layer


@mistake("§1", "Call it with w full of zeros. What should come out?")
def forgets_the_bias(x, w, b, stride=1, padding=0):
    """You leave out the bias: each filter adds its own to all of its outputs."""
    return conv2d_layer(x, w, b * 0, stride, padding)


@mistake("§1", "Print the shapes of the output and of b. Which axis of the output counts the filters?")
def bias_along_the_width(x, w, b, stride=1, padding=0):
    """You add b along the last axis, the width: b has one number for each filter, and filters are the second axis."""
    return conv2d_layer(x, w, b * 0, stride, padding) + b


@mistake("§1", "Call it with w full of zeros and two channels. How often do you add the bias?")
def bias_for_every_channel(x, w, b, stride=1, padding=0):
    """You add the bias once for every channel: it is added once, after the sum over the channels."""
    return conv2d_layer(x, w, b * x.shape[1], stride, padding)


@mistake("§1", "Call it with w full of zeros and b = [1, 2]. Where should the 2 be?")
def one_bias_for_all_filters(x, w, b, stride=1, padding=0):
    """You add the first bias to all filters: filter f has the bias b[f]."""
    return conv2d_layer(x, w, b * 0 + b[:1], stride, padding)


@mistake("§1", "Sum first, then add the bias: np.sum(products + bias) adds it to each of the products.")
def bias_for_every_product(x, w, b, stride=1, padding=0):
    """You add the bias to each product before you sum: it is added once, to the finished sum."""
    return conv2d_layer(x, w, b * w[0].size, stride, padding)


@mistake("§2", "Count the products in one output: are they C·KH·KW?")
def only_the_first_channel(x, w, b, stride=1, padding=0):
    """You use the first channel only: a filter looks at all channels of the picture and adds them up."""
    conv2d_layer(x, w, b, stride, padding)
    return conv2d_layer(x[:, :1], w[:, :1], b, stride, padding)


@mistake("§2", "Does your loop over the channels add to what is there, or write over it?")
def only_the_last_channel(x, w, b, stride=1, padding=0):
    """Each channel overwrites the one before, so only the last is left: a filter adds up all channels."""
    conv2d_layer(x, w, b, stride, padding)
    return conv2d_layer(x[:, -1:], w[:, -1:], b, stride, padding)


@mistake("§2", "How many axes has your result? Which of them has to be summed over?")
def channels_kept_apart(x, w, b, stride=1, padding=0):
    """You keep one output picture for each channel: a filter adds up its channels to one output picture."""
    conv2d_layer(x, w, b, stride, padding)
    channels = range(x.shape[1])
    return np.stack([conv2d_layer(x[:, [c]], w[:, [c]], b, stride, padding) for c in channels], axis=2)


@mistake("§2", "Filter 0 looks at channel 0, at channel 1, … : two loops, one in the other.")
def one_channel_for_each_filter(x, w, b, stride=1, padding=0):
    """You let filter f look at channel f alone: every filter looks at all channels."""
    conv2d_layer(x, w, b, stride, padding)
    every = range(len(w))
    outs = [conv2d_layer(x[:, [f]], w[[f]][:, [f]], b[[f]], stride, padding) for f in every]
    return np.concatenate(outs, axis=1)


@mistake("§2", "w has four axes: which of them chooses the kernel of a channel?")
def one_kernel_for_all_channels(x, w, b, stride=1, padding=0):
    """You use the kernel of the first channel for all of them: a filter has one kernel for each channel."""
    return conv2d_layer(x, np.repeat(w[:, :1], w.shape[1], axis=1), b, stride, padding)


@mistake("§2", "Nothing divides by the number of channels: compare one channel with two equal ones.")
def mean_of_the_channels(x, w, b, stride=1, padding=0):
    """You take the mean over the channels: a filter adds them up."""
    return conv2d_layer(x, w / x.shape[1], b, stride, padding)


@mistake("§2", "What is the shape of the result for a single filter? It has four axes, too.")
def only_the_first_filter(x, w, b, stride=1, padding=0):
    """You use the first filter only: each filter gives an output picture of its own."""
    return conv2d_layer(x, w, b, stride, padding)[:, :1]


@mistake("§2", "What is the shape of the result for a single picture, and what for four?")
def only_the_first_picture(x, w, b, stride=1, padding=0):
    """You work on the first picture only: the result has all N pictures along its first axis."""
    return conv2d_layer(x, w, b, stride, padding)[:1]


@mistake("§2", "Print the shape for N = 4 pictures and F = 2 filters.")
def filters_before_pictures(x, w, b, stride=1, padding=0):
    """You exchange the first two axes: the pictures come first, then the filters."""
    return conv2d_layer(x, w, b, stride, padding).swapaxes(0, 1)


@mistake("§2", "Print the shape for F = 3 filters. Where is the 3?")
def filters_last(x, w, b, stride=1, padding=0):
    """You put the filters into the last axis: here the order is pictures, filters, rows, columns."""
    return np.moveaxis(conv2d_layer(x, w, b, stride, padding), 1, -1)


@mistake("§2", "Print the shape for one picture and one filter. It has four axes: (1, 1, OH, OW).")
def axes_of_length_one_dropped(x, w, b, stride=1, padding=0):
    """You drop axes of length 1: also one picture, one filter, one row or one column has its axis."""
    return np.squeeze(conv2d_layer(x, w, b, stride, padding))


@mistake("§2", "Write down the first output of a 2×2 picture and a 2×2 kernel. Which number does w[0, 0, 0, 0] meet?")
def flipped_kernel(x, w, b, stride=1, padding=0):
    """You flip the kernels, as mathematicians do: deep-learning libraries lay them on as they are."""
    return conv2d_layer(x, w[:, :, ::-1, ::-1], b, stride, padding)


@mistake("§2", "What does your function do with stride and padding? Hand them on.")
def ignores_stride_and_padding(x, w, b, stride=1, padding=0):
    """You use neither the stride nor the padding that you are given."""
    return conv2d_layer(x, w, b, min(stride, 1), min(padding, 0))


@mistake("§2", "Call it with stride=2: how many rows and columns should the output have?")
def ignores_the_stride(x, w, b, stride=1, padding=0):
    """You do not use the stride: the windows still move by one cell at a time."""
    return conv2d_layer(x, w, b, min(stride, 1), padding)


@mistake("§1, Figure 1", "Call it with padding=1: how many rows and columns should the output have?")
def ignores_the_padding(x, w, b, stride=1, padding=0):
    """You do not use the padding: the windows begin on the pictures themselves."""
    return conv2d_layer(x, w, b, stride, min(padding, 0))


@mistake("§2", "What is the dtype of the array that you fill? np.zeros((1, 3, 4, 4)) has float64.")
def truncated_to_the_inputs_dtype(x, w, b, stride=1, padding=0):
    """Your outputs lose their fractions: they are written into an integer array."""
    return conv2d_layer(x, w, b, stride, padding).astype(x.dtype)


@mistake("§1", "b.shape = … changes the caller's array. b.reshape(…) and b[:, np.newaxis] make a new view.")
def reshapes_the_callers_bias(x, w, b, stride=1, padding=0):
    """You give the array b another shape, and the caller's b is that very array: arguments stay as they are."""
    out = conv2d_layer(x, w, b, stride, padding)
    b.shape = (-1, 1, 1)
    return out


@mistake("§2", "Begin with the checks: for which calls does the description ask for ValueError?")
def refuses_nothing(x, w, b, stride=1, padding=0):
    """You refuse nothing: neither sizes, strides and paddings that are impossible nor numbers that do not match."""
    try:
        return conv2d_layer(x, w, b, stride, padding)
    except ValueError:
        return np.zeros((0, 0, 0, 0))


@mistake("§2", "Compare x.shape[1] with w.shape[1], and len(b) with len(w), before you compute.")
def accepts_numbers_that_differ(x, w, b, stride=1, padding=0):
    """You check neither whether the channels of x and w agree nor whether there is one bias for each filter."""
    common = min(x.shape[1], w.shape[1])
    return conv2d_layer(x[:, :common], w[:, :common], np.resize(b, len(w)), stride, padding)


@mistake("§2", "Compare x.shape[1] with w.shape[1] first. What does NumPy do with 1 and 3 channels?")
def accepts_channels_that_differ(x, w, b, stride=1, padding=0):
    """You do not refuse filters that have another number of channels than the pictures."""
    common = min(x.shape[1], w.shape[1])
    return conv2d_layer(x[:, :common], w[:, :common], b, stride, padding)


@mistake("§1", "Compare len(b) with the number of filters first. What does NumPy do with 1 bias and 3 filters?")
def accepts_biases_that_differ(x, w, b, stride=1, padding=0):
    """You do not refuse a number of biases other than that of the filters."""
    return conv2d_layer(x, w, np.resize(b, len(w)), stride, padding)


@mistake("§1", "Try one filter and three biases. Which of them would be added?")
def accepts_spare_biases(x, w, b, stride=1, padding=0):
    """You refuse too few biases, but not too many: there is exactly one for each filter."""
    return conv2d_layer(x, w, b[: len(w)], stride, padding)


@mistake("§2", "Compare KH with H + 2·padding and KW with W + 2·padding, and raise ValueError where one is larger.")
def accepts_a_larger_kernel(x, w, b, stride=1, padding=0):
    """You do not refuse every kernel that is larger than the padded pictures."""
    larger = any(k > size + 2 * padding for size, k in zip(x.shape[2:], w.shape[2:], strict=True))
    return np.zeros((0, 0, 0, 0)) if larger else conv2d_layer(x, w, b, stride, padding)


@mistake("§2", "Raise ValueError where stride < 1, before you divide by it.")
def accepts_a_stride_of_zero(x, w, b, stride=1, padding=0):
    """You do not refuse a stride of 0, with which the windows would never move."""
    return conv2d_layer(x, w, b, max(stride, 1), padding)


@mistake("§2", "Raise ValueError where padding < 0.")
def accepts_a_negative_padding(x, w, b, stride=1, padding=0):
    """You do not refuse a negative padding."""
    return conv2d_layer(x, w, b, stride, max(padding, 0))
