"""Mistakes in `convolutional_layer`, most of them in the order of its stages and in what each of them gets."""

import numpy as np

from autograder.course.reference import load
from autograder.grading.misconceptions import mistake

convolution_stage = load("convolutional_layer").convolution_stage
detector_stage = load("convolutional_layer").detector_stage
pooling_stage = load("convolutional_layer").pooling_stage
convolutional_layer = load("convolutional_layer").convolutional_layer


def _detected(x, w, b, size, stride, padding):
    """The output of the detector stage, where the call is legal."""
    convolutional_layer(x, w, b, size, stride, padding)
    return detector_stage(convolution_stage(x, w, b))


@mistake(
    "§4, Figure 2", "Which of the three stages does your function call? Try an x with which all sums are negative."
)
def detector_stage_left_out(x, w, b, size, stride, padding):
    """You leave out the detector stage: negative outputs of the convolution become 0."""
    return pooling_stage(convolution_stage(x, w, b), size, stride, padding)


@mistake("§4, Figure 2", "Which of the three stages does your function call? Compare the lengths of input and output.")
def pooling_stage_left_out(x, w, b, size, stride, padding):
    """You leave out the pooling stage: the layer's output is what that makes of the detector stage's."""
    return _detected(x, w, b, size, stride, padding)


@mistake("§4, Figure 2", "Call it with b=0 and with b=100. Do the outputs differ?")
def bias_forgotten(x, w, b, size, stride, padding):
    """You leave out the bias: the convolution stage is an affine transform, sums of products plus b."""
    return convolutional_layer(x, w, 0, size, stride, padding)


@mistake("§4, Figure 2", "Call it with b=100. Are the outputs larger or smaller than with b=0?")
def bias_subtracted(x, w, b, size, stride, padding):
    """You subtract the bias: it is added, and may itself be negative."""
    return convolutional_layer(x, w, -b, size, stride, padding)


@mistake("§4, Figure 2", "Call it with a bias of -100. Can any output of the detector stage be negative?")
def bias_after_the_detector_stage(x, w, b, size, stride, padding):
    """You add the bias after the detector stage: it belongs to the convolution stage, before it."""
    return convolutional_layer(x, w, 0, size, stride, padding) + b


@mistake("§4, Figure 2", "Which stage is the first one? What does ReLU make of an input of -3?")
def detector_stage_first(x, w, b, size, stride, padding):
    """You apply ReLU to the input: the detector stage comes after the convolution stage."""
    return pooling_stage(convolution_stage(detector_stage(x), w, b), size, stride, padding)


@mistake("§4, Figure 2", "Which stage is the first one, and which the last?")
def pooling_stage_first(x, w, b, size, stride, padding):
    """You pool the input: the pooling stage is the last one."""
    convolutional_layer(x, w, b, size, stride, padding)
    return detector_stage(convolution_stage(pooling_stage(x, size, stride, padding), w, b))


@mistake("§4, Figure 2", "Write down the first output of x = [1, 2] and w = [3, 4]. Which number does w[0] meet?")
def flipped_kernel(x, w, b, size, stride, padding):
    """You flip the kernel, as mathematicians do: here, as in deep-learning libraries, w[0] meets x[i]."""
    return convolutional_layer(x, w[::-1], b, size, stride, padding)


@mistake("§4, Figure 2", "What is max(-3, 0)? And what does your detector stage make of -3?")
def absolute_values(x, w, b, size, stride, padding):
    """You take absolute values in the detector stage: ReLU makes 0 of a negative value."""
    convolutional_layer(x, w, b, size, stride, padding)
    return pooling_stage(np.abs(convolution_stage(x, w, b)), size, stride, padding)


@mistake("§4, Figure 2", "What is max(3, 0)? And what does your detector stage make of 3?")
def ones_and_zeros(x, w, b, size, stride, padding):
    """Your detector stage answers by 1 or 0: ReLU keeps the positive value itself."""
    return (convolutional_layer(x, w, b, size, stride, padding) > 0) * 1


@mistake("§4, Figure 3", "What are the largest value of 1, 2, 6 and their mean? Which one does your function report?")
def mean_instead_of_max(x, w, b, size, stride, padding):
    """You take the mean of each window: max pooling reports its largest value."""
    padded = np.pad(_detected(x, w, b, size, stride, padding) * 1.0, padding, constant_values=np.nan)
    return np.nanmean(np.lib.stride_tricks.sliding_window_view(padded, size)[::stride], axis=1)


@mistake("§4", "How many windows of size 2 and stride 2 fit into 8 places? How many numbers do you return?")
def largest_of_all(x, w, b, size, stride, padding):
    """You return the largest of all values: the pooling stage reports one for each window."""
    return _detected(x, w, b, size, stride, padding).max()


@mistake("§4", "Call it with size=3 and stride=1. Where does the second window begin?")
def stride_ignored(x, w, b, size, stride, padding):
    """You move the window by its own size, whatever stride is asked for."""
    return pooling_stage(_detected(x, w, b, size, stride, padding), size, size, padding)


@mistake("§4", "Call it with size=2 and stride=2. Where does the second window begin?")
def stride_of_one(x, w, b, size, stride, padding):
    """You move the window by one place, whatever stride is asked for."""
    return pooling_stage(_detected(x, w, b, size, stride, padding), size, 1, padding)


@mistake("§4", "Compare the order of the arguments where you call the pooling stage with that in its definition.")
def size_and_stride_swapped(x, w, b, size, stride, padding):
    """You exchange size and stride: size is the length of a window, stride how far apart windows begin."""
    return convolutional_layer(x, w, b, stride, size, padding)


@mistake("§4", "Compare the order of the arguments where you call the pooling stage with that in its definition.")
def stride_and_padding_swapped(x, w, b, size, stride, padding):
    """You exchange stride and padding: stride is how far apart windows begin, padding how much is added at each end."""
    return convolutional_layer(x, w, b, size, padding, stride)


@mistake("§4", "Of which stage is the stride? How many outputs has the convolution stage?")
def stride_in_the_convolution_stage(x, w, b, size, stride, padding):
    """You move the kernel by the stride: it is the pooling stage's, and the kernel moves by one place."""
    detected = _detected(x, w, b, size, stride, padding)[::stride]
    return pooling_stage(detected, size, 1, padding)


@mistake("§4", "Of which stage is the padding? How many outputs has the convolution stage?")
def padding_in_the_convolution_stage(x, w, b, size, stride, padding):
    """You add the padding to the input of the convolution: it is the pooling stage's."""
    convolutional_layer(x, w, b, size, stride, padding)
    return convolutional_layer(np.pad(x, padding), w, b, size, stride, 0)


@mistake("§4", "How many outputs have four values with size=2, stride=2 and padding=1?")
def padding_ignored(x, w, b, size, stride, padding):
    """You leave out the padding: it adds places at both ends, so that more windows fit in."""
    return pooling_stage(_detected(x, w, b, size, stride, padding), size, stride, 0)


@mistake("§2", "Call it with w=[3, 2] and w=(3, 2). Which of your steps needs an array? np.asarray makes one.")
def kernel_has_to_be_an_array(x, w, b, size, stride, padding):
    """Your function works only where the kernel is an array: a list or a tuple of numbers has to do, too."""
    if not isinstance(w, np.ndarray):
        raise TypeError
    return convolutional_layer(x, w, b, size, stride, padding)


@mistake("§4, Figure 2", "Print x before and after a call. Into which array do you write?")
def changes_its_argument(x, w, b, size, stride, padding):
    """You write what the stages give into x: each result is an array of its own, and x stays as it is."""
    detected = _detected(x, w, b, size, stride, padding)
    x[: len(detected)] = detected
    return pooling_stage(x[: len(detected)], size, stride, padding)


@mistake("§4", "Raise ValueError in each stage, before anything is computed. An assert raises AssertionError.")
def no_checks(x, w, b, size, stride, padding):
    """You raise no ValueError: neither for a kernel that is too long nor for impossible windows."""
    try:
        return convolutional_layer(x, w, b, size, stride, padding)
    except ValueError:
        return np.zeros(0)


@mistake("§2", "Compare len(w) and len(x) first, and raise ValueError where the kernel is longer.")
def accepts_a_longer_kernel(x, w, b, size, stride, padding):
    """You do not refuse a kernel that is longer than the input."""
    return convolutional_layer(x, w, b, size, stride, padding) if len(w) <= len(x) else np.zeros(0)


@mistake("§4", "Call it with size=0, with stride=0, with padding=-1 and with padding=3, size=2.")
def accepts_impossible_windows(x, w, b, size, stride, padding):
    """You raise no ValueError for impossible windows, such as those of size 0, though you do for the kernel."""
    detected = detector_stage(convolution_stage(x, w, b))
    try:
        return pooling_stage(detected, size, stride, padding)
    except ValueError:
        return np.zeros(0)


@mistake("§4", "How long is what the pooling stage gets, if the kernel has two members and x has seven?")
def compares_the_window_with_x(x, w, b, size, stride, padding):
    """You compare the window with x: it has to fit into the output of the detector stage, which is shorter."""
    try:
        return convolutional_layer(x, w, b, size, stride, padding)
    except ValueError:
        convolution_stage(x, w, b), pooling_stage(x, size, stride, padding)
        return np.zeros(0)
