"""Mistakes in `convolutional_layer`, most of them in the order and the arguments of its stages."""

import numpy as np

from autograder.grading.misconceptions import mistake

from ..reference import convolution_stage, convolutional_layer, detector_stage, pooling_stage


def _detected(x, w, b, size, stride, padding):
    """The output of the detector stage. ValueError if the call is illegal."""
    convolutional_layer(x, w, b, size, stride, padding)
    return detector_stage(convolution_stage(x, w, b))


@mistake("§4, Figure 2", "Which of the three stages does your function call? Try an x for which all sums are negative.")
def detector_stage_left_out(x, w, b, size, stride, padding):
    """You leave out the detector stage. It replaces negative outputs of the convolution stage by 0."""
    return pooling_stage(convolution_stage(x, w, b), size, stride, padding)


@mistake(
    "§4, Figure 2",
    "Which of the three stages does your function call? Compare the lengths of the input and the output.",
)
def pooling_stage_left_out(x, w, b, size, stride, padding):
    """You leave out the pooling stage. It is applied to the output of the detector stage and gives the result of the
    layer."""
    return _detected(x, w, b, size, stride, padding)


@mistake("§4, Figure 2", "Call your function with b=0 and with b=100. Do the outputs differ?")
def bias_forgotten(x, w, b, size, stride, padding):
    """You leave out the bias. The convolution stage is an affine transform: sums of products plus b."""
    return convolutional_layer(x, w, 0, size, stride, padding)


@mistake("§4, Figure 2", "Call your function with b=100. Are the outputs larger or smaller than with b=0?")
def bias_subtracted(x, w, b, size, stride, padding):
    """You subtract the bias. It is added, and it can be negative itself."""
    return convolutional_layer(x, w, -b, size, stride, padding)


@mistake("§4, Figure 2", "Call your function with a bias of -100. Can an output of the detector stage be negative?")
def bias_after_the_detector_stage(x, w, b, size, stride, padding):
    """You add the bias after the detector stage. It is part of the convolution stage, which comes first."""
    return convolutional_layer(x, w, 0, size, stride, padding) + b


@mistake("§4, Figure 2", "Which stage comes first? What does ReLU return for an input of -3?")
def detector_stage_first(x, w, b, size, stride, padding):
    """You apply ReLU to the input. The detector stage comes after the convolution stage."""
    return pooling_stage(convolution_stage(detector_stage(x), w, b), size, stride, padding)


@mistake("§4, Figure 2", "Which stage comes first, and which comes last?")
def pooling_stage_first(x, w, b, size, stride, padding):
    """You apply the pooling stage to the input. It is the last of the three stages."""
    convolutional_layer(x, w, b, size, stride, padding)
    return detector_stage(convolution_stage(pooling_stage(x, size, stride, padding), w, b))


@mistake(
    "§4, Figure 2", "Calculate the first sum for x = [1, 2] and w = [3, 4] by hand. Which input is multiplied by w[0]?"
)
def flipped_kernel(x, w, b, size, stride, padding):
    """You flip the kernel. In deep learning the kernel is not flipped: in output i, w[0] is multiplied by x[i]."""
    return convolutional_layer(x, w[::-1], b, size, stride, padding)


@mistake("§4, Figure 2", "What is max(-3, 0)? What does your detector stage return for -3?")
def absolute_values(x, w, b, size, stride, padding):
    """You take absolute values in the detector stage. ReLU replaces a negative value by 0."""
    convolutional_layer(x, w, b, size, stride, padding)
    return pooling_stage(np.abs(convolution_stage(x, w, b)), size, stride, padding)


@mistake("§4, Figure 2", "What is max(3, 0)? What does your detector stage return for 3?")
def ones_and_zeros(x, w, b, size, stride, padding):
    """Your detector stage returns 1 or 0. ReLU keeps the positive value itself."""
    return (convolutional_layer(x, w, b, size, stride, padding) > 0) * 1


@mistake(
    "§4, Figure 3",
    "What is the largest value of 1, 2 and 6, and what is their mean? Which one does your function return?",
)
def mean_instead_of_max(x, w, b, size, stride, padding):
    """You take the mean of each window. Max pooling returns the largest value of each window."""
    padded = np.pad(_detected(x, w, b, size, stride, padding) * 1.0, padding, constant_values=np.nan)
    return np.nanmean(np.lib.stride_tricks.sliding_window_view(padded, size)[::stride], axis=1)


@mistake("§4", "How many windows of size 2 with stride 2 fit into 8 values? How many numbers do you return?")
def largest_of_all(x, w, b, size, stride, padding):
    """You return the largest of all values. The pooling stage returns the largest value of each window."""
    return _detected(x, w, b, size, stride, padding).max()


@mistake("§4", "Call your function with size=3 and stride=1. Where does the second window start?")
def stride_ignored(x, w, b, size, stride, padding):
    """You always move the window by its own size. It must move by the stride."""
    return pooling_stage(_detected(x, w, b, size, stride, padding), size, size, padding)


@mistake("§4", "Call your function with size=2 and stride=2. Where does the second window start?")
def stride_of_one(x, w, b, size, stride, padding):
    """You always move the window by one position. It must move by the stride."""
    return pooling_stage(_detected(x, w, b, size, stride, padding), size, 1, padding)


@mistake("§4", "In your call of the pooling stage, are the arguments in the same order as in its definition?")
def size_and_stride_swapped(x, w, b, size, stride, padding):
    """You exchange size and stride. The size is the length of a window, and the stride is the distance between
    windows."""
    return convolutional_layer(x, w, b, stride, size, padding)


@mistake("§4", "In your call of the pooling stage, are the arguments in the same order as in its definition?")
def stride_and_padding_swapped(x, w, b, size, stride, padding):
    """You exchange stride and padding. The stride is the distance between windows, and the padding is added at each
    end."""
    return convolutional_layer(x, w, b, size, padding, stride)


@mistake("§4", "Which stage uses the stride? How many outputs does the convolution stage have?")
def stride_in_the_convolution_stage(x, w, b, size, stride, padding):
    """You move the kernel by the stride. The stride belongs to the pooling stage, and the kernel moves by one
    position."""
    detected = _detected(x, w, b, size, stride, padding)[::stride]
    return pooling_stage(detected, size, 1, padding)


@mistake("§4", "Which stage uses the padding? How many outputs does the convolution stage have?")
def padding_in_the_convolution_stage(x, w, b, size, stride, padding):
    """You add the padding to the input of the convolution stage. The padding belongs to the pooling stage."""
    convolutional_layer(x, w, b, size, stride, padding)
    return convolutional_layer(np.pad(x, padding), w, b, size, stride, 0)


@mistake("§4", "How many outputs do four values give with size=2, stride=2 and padding=1?")
def padding_ignored(x, w, b, size, stride, padding):
    """You do not use the padding. It adds positions at both ends, so more windows fit in."""
    return pooling_stage(_detected(x, w, b, size, stride, padding), size, stride, 0)


@mistake("§2", "Call your function with w=[3, 2] and with w=(3, 2). Which step needs an array? np.asarray creates one.")
def kernel_has_to_be_an_array(x, w, b, size, stride, padding):
    """Your function works only if the kernel is an array. A list or a tuple of numbers must work, too."""
    if not isinstance(w, np.ndarray):
        raise TypeError
    return convolutional_layer(x, w, b, size, stride, padding)


@mistake("§4, Figure 2", "Print x before and after a call. Into which array do you write?")
def changes_its_argument(x, w, b, size, stride, padding):
    """You write the results of the stages into x. Use new arrays, and leave x unchanged."""
    detected = _detected(x, w, b, size, stride, padding)
    x[: len(detected)] = detected
    return pooling_stage(x[: len(detected)], size, stride, padding)


@mistake("§4", "Raise ValueError in each stage before you compute anything. An assert raises AssertionError instead.")
def no_checks(x, w, b, size, stride, padding):
    """You never raise ValueError. A kernel that is too long and impossible windows are errors."""
    try:
        return convolutional_layer(x, w, b, size, stride, padding)
    except ValueError:
        return np.zeros(0)


@mistake("§2", "Compare len(w) with len(x) first. Raise ValueError if the kernel is longer.")
def accepts_a_longer_kernel(x, w, b, size, stride, padding):
    """You do not raise ValueError for a kernel that is longer than the input."""
    return convolutional_layer(x, w, b, size, stride, padding) if len(w) <= len(x) else np.zeros(0)


@mistake("§4", "Call your function with size=0, with stride=0, with padding=-1, and with size=2 and padding=3.")
def accepts_impossible_windows(x, w, b, size, stride, padding):
    """You raise ValueError for a kernel that is too long, but not for impossible windows, such as windows of size 0."""
    detected = detector_stage(convolution_stage(x, w, b))
    try:
        return pooling_stage(detected, size, stride, padding)
    except ValueError:
        return np.zeros(0)


@mistake("§4", "How long is the input of the pooling stage if the kernel has length 2 and x has length 7?")
def compares_the_window_with_x(x, w, b, size, stride, padding):
    """You compare the window with x. It must fit into the padded output of the detector stage, which is shorter than
    x."""
    try:
        return convolutional_layer(x, w, b, size, stride, padding)
    except ValueError:
        convolution_stage(x, w, b), pooling_stage(x, size, stride, padding)
        return np.zeros(0)
