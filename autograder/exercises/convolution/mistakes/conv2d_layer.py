"""Mistakes in `conv2d_layer`."""

import warnings

import numpy as np

from autograder.grading.misconceptions import mistake

from ..reference import conv2d_layer


@mistake("§1", "Call your function with a w that contains only zeros. What should the result be?")
def forgets_the_bias(x, w, b, stride=1, padding=0):
    """You leave out the bias. Filter f adds b[f] to all of its outputs."""
    return conv2d_layer(x, w, b * 0, stride, padding)


@mistake("§1", "Print the shapes of the output and of b. Which axis of the output counts the filters?")
def bias_along_the_width(x, w, b, stride=1, padding=0):
    """You add b along the last axis, the width. The vector b has one number for each filter, and the filters are axis
    1."""
    return conv2d_layer(x, w, b * 0, stride, padding) + b


@mistake("§1", "Call your function with two channels and a w that contains only zeros. How often do you add the bias?")
def bias_for_every_channel(x, w, b, stride=1, padding=0):
    """You add the bias once for every channel. Add it only once, after the sum over the channels."""
    return conv2d_layer(x, w, b * x.shape[1], stride, padding)


@mistake("§1", "Call your function with b = [1, 2] and a w that contains only zeros. Where should the 2 be?")
def one_bias_for_all_filters(x, w, b, stride=1, padding=0):
    """You add the first bias to the outputs of all filters. Filter f has its own bias b[f]."""
    return conv2d_layer(x, w, b * 0 + b[:1], stride, padding)


@mistake("§1", "Sum first, then add the bias: np.sum(products + bias) adds it to every product.")
def bias_for_every_product(x, w, b, stride=1, padding=0):
    """You add the bias to each product before you sum. Add it only once, to the finished sum."""
    return conv2d_layer(x, w, b * w[0].size, stride, padding)


@mistake("§2", "Count the products in one output. Are there C·KH·KW of them?")
def only_the_first_channel(x, w, b, stride=1, padding=0):
    """You use only the first channel. A filter uses all channels of the image and adds up their convolutions."""
    conv2d_layer(x, w, b, stride, padding)
    return conv2d_layer(x[:, :1], w[:, :1], b, stride, padding)


@mistake("§2", "Does your loop over the channels add to the result, or does it overwrite the result?")
def only_the_last_channel(x, w, b, stride=1, padding=0):
    """You overwrite the result of the previous channel, so only the last one is left. A filter adds up all channels."""
    conv2d_layer(x, w, b, stride, padding)
    return conv2d_layer(x[:, -1:], w[:, -1:], b, stride, padding)


@mistake("§2", "How many axes does your result have? Over which axis do you have to sum?")
def channels_kept_apart(x, w, b, stride=1, padding=0):
    """You keep a separate output for each channel. A filter adds up its channels and gives one output channel."""
    conv2d_layer(x, w, b, stride, padding)
    channels = range(x.shape[1])
    return np.stack([conv2d_layer(x[:, [c]], w[:, [c]], b, stride, padding) for c in channels], axis=2)


@mistake("§2", "Use two nested loops: filter 0 uses channel 0, channel 1 and all the others.")
def one_channel_for_each_filter(x, w, b, stride=1, padding=0):
    """You use only channel f for filter f. Every filter uses all channels."""
    conv2d_layer(x, w, b, stride, padding)
    every = range(len(w))
    outs = [conv2d_layer(x[:, [f]], w[[f]][:, [f]], b[[f]], stride, padding) for f in every]
    return np.concatenate(outs, axis=1)


@mistake("§2", "The array w has four axes. Which axis selects the kernel of a channel?")
def one_kernel_for_all_channels(x, w, b, stride=1, padding=0):
    """You use the kernel of the first channel for all channels. A filter has one kernel for each channel."""
    return conv2d_layer(x, np.repeat(w[:, :1], w.shape[1], axis=1), b, stride, padding)


@mistake("§2", "Compare the output for one channel with the output for two equal channels. Do not divide by C.")
def mean_of_the_channels(x, w, b, stride=1, padding=0):
    """You take the mean over the channels. A filter adds them up."""
    return conv2d_layer(x, w / x.shape[1], b, stride, padding)


@mistake("§2", "What is the shape of your result for three filters?")
def only_the_first_filter(x, w, b, stride=1, padding=0):
    """You use only the first filter. Each filter gives its own output channel."""
    return conv2d_layer(x, w, b, stride, padding)[:, :1]


@mistake("§2", "What is the shape of your result for one image, and for four images?")
def only_the_first_picture(x, w, b, stride=1, padding=0):
    """You process only the first image. The result contains all N images along its first axis."""
    return conv2d_layer(x, w, b, stride, padding)[:1]


@mistake("§2", "Print the shape of your result for N = 4 images and F = 2 filters.")
def filters_before_pictures(x, w, b, stride=1, padding=0):
    """You exchange the first two axes. The images come first, then the filters."""
    return conv2d_layer(x, w, b, stride, padding).swapaxes(0, 1)


@mistake("§2", "Print the shape of your result for F = 3 filters. Which axis has the length 3?")
def filters_last(x, w, b, stride=1, padding=0):
    """You put the filters on the last axis. The order is images, filters, rows, columns."""
    return np.moveaxis(conv2d_layer(x, w, b, stride, padding), 1, -1)


@mistake("§2", "Print the shape of your result for one image and one filter. It should be (1, 1, OH, OW).")
def axes_of_length_one_dropped(x, w, b, stride=1, padding=0):
    """You remove axes of length 1. The result always has four axes, even for one image, one filter, one row or one
    column."""
    return np.squeeze(conv2d_layer(x, w, b, stride, padding))


@mistake(
    "§2",
    "Calculate the first output for a 2×2 image and a 2×2 kernel by hand. Which value is multiplied by w[0, 0, 0, 0]?",
)
def flipped_kernel(x, w, b, stride=1, padding=0):
    """You flip the kernels. In deep learning the kernels are not flipped."""
    return conv2d_layer(x, w[:, :, ::-1, ::-1], b, stride, padding)


@mistake("§2", "What does your function do with stride and padding? Use them for every convolution.")
def ignores_stride_and_padding(x, w, b, stride=1, padding=0):
    """You do not use the arguments stride and padding."""
    return conv2d_layer(x, w, b, min(stride, 1), min(padding, 0))


@mistake("§2", "Call your function with stride=2. How many rows and columns should the output have?")
def ignores_the_stride(x, w, b, stride=1, padding=0):
    """You do not use the stride. Your window always moves by one position."""
    return conv2d_layer(x, w, b, min(stride, 1), padding)


@mistake("§1, Figure 1", "Call your function with padding=1. How many rows and columns should the output have?")
def ignores_the_padding(x, w, b, stride=1, padding=0):
    """You do not use the padding. Your first window starts at the first row and column of the unpadded image."""
    return conv2d_layer(x, w, b, stride, min(padding, 0))


@mistake("§2", "What is the dtype of the array that you fill? np.zeros((1, 3, 4, 4)) is float64.")
def truncated_to_the_inputs_dtype(x, w, b, stride=1, padding=0):
    """Your outputs lose their fractions, because you write them into an integer array."""
    return conv2d_layer(x, w, b, stride, padding).astype(x.dtype)


@mistake("§1", "Do not assign to b.shape, because this changes the caller's array. b.reshape(…) gives a new view.")
def reshapes_the_callers_bias(x, w, b, stride=1, padding=0):
    """You change the shape of the array b, which belongs to the caller. A function must not change its arguments."""
    out = conv2d_layer(x, w, b, stride, padding)
    with warnings.catch_warnings(action="ignore", category=DeprecationWarning):  # NumPy 2.5 warns, but does it
        b.shape = (-1, 1, 1)
    return out


@mistake("§2", "Start with the checks. For which calls does the docstring ask for ValueError?")
def refuses_nothing(x, w, b, stride=1, padding=0):
    """You never raise ValueError. Illegal strides, paddings and kernel sizes are errors, and so are numbers of channels
    or biases that do not match."""
    try:
        return conv2d_layer(x, w, b, stride, padding)
    except ValueError:
        return np.zeros((0, 0, 0, 0))


@mistake("§2", "Compare x.shape[1] with w.shape[1], and len(b) with len(w), before you compute anything.")
def accepts_numbers_that_differ(x, w, b, stride=1, padding=0):
    """You do not check that x and w have the same number of channels and that there is one bias for each filter."""
    common = min(x.shape[1], w.shape[1])
    return conv2d_layer(x[:, :common], w[:, :common], np.resize(b, len(w)), stride, padding)


@mistake("§2", "Compare x.shape[1] with w.shape[1] first. What does NumPy do with 1 and 3 channels?")
def accepts_channels_that_differ(x, w, b, stride=1, padding=0):
    """You do not raise ValueError if the images and the filters have different numbers of channels."""
    common = min(x.shape[1], w.shape[1])
    return conv2d_layer(x[:, :common], w[:, :common], b, stride, padding)


@mistake("§1", "Compare len(b) with the number of filters first. What does NumPy do with 1 bias and 3 filters?")
def accepts_biases_that_differ(x, w, b, stride=1, padding=0):
    """You do not raise ValueError if the number of biases differs from the number of filters."""
    return conv2d_layer(x, w, np.resize(b, len(w)), stride, padding)


@mistake("§1", "Try one filter and three biases. Which bias would you add?")
def accepts_spare_biases(x, w, b, stride=1, padding=0):
    """You raise ValueError for too few biases, but not for too many. There is exactly one bias for each filter."""
    return conv2d_layer(x, w, b[: len(w)], stride, padding)


@mistake("§2", "Compare KH with H + 2·padding and KW with W + 2·padding. Raise ValueError if the kernel is larger.")
def accepts_a_larger_kernel(x, w, b, stride=1, padding=0):
    """You do not raise ValueError for every kernel that is larger than the padded images."""
    larger = any(k > size + 2 * padding for size, k in zip(x.shape[2:], w.shape[2:], strict=True))
    return np.zeros((0, 0, 0, 0)) if larger else conv2d_layer(x, w, b, stride, padding)


@mistake("§2", "Raise ValueError if stride < 1, before you divide by it.")
def accepts_a_stride_of_zero(x, w, b, stride=1, padding=0):
    """You do not raise ValueError for a stride of 0. With this stride the window would never move."""
    return conv2d_layer(x, w, b, max(stride, 1), padding)


@mistake("§2", "Raise ValueError if padding < 0.")
def accepts_a_negative_padding(x, w, b, stride=1, padding=0):
    """You do not raise ValueError for a negative padding."""
    return conv2d_layer(x, w, b, stride, max(padding, 0))
