"""Mistakes in `convolution_stage`."""

import numpy as np

from autograder.course.reference import load
from autograder.grading.misconceptions import mistake

convolution_stage = load("convolutional_layer").convolution_stage
detector_stage = load("convolutional_layer").detector_stage


@mistake("§4, Figure 2", "Call it with b=0 and with b=100. Do the outputs differ?")
def bias_forgotten(x, w, b):
    """You leave out the bias: an affine transform is a sum of products plus b."""
    return convolution_stage(x, w, 0)


@mistake("§4, Figure 2", "Call it with b=100. Are the outputs larger or smaller than with b=0?")
def bias_subtracted(x, w, b):
    """You subtract the bias: it is added, and may itself be negative."""
    return convolution_stage(x, w, -b)


@mistake("§4, Figure 2", "How often is b added if the kernel has three members? In which of your loops do you add it?")
def bias_added_for_each_weight(x, w, b):
    """You add the bias to each product: it is added once to their sum."""
    return convolution_stage(x, w, len(w) * b)


@mistake("§4, Figure 2", "Call it with w=[1, 1] and b=1. By how much does the bias raise each output?")
def bias_added_to_each_input(x, w, b):
    """You add the bias to the inputs, where the kernel multiplies it: it is added to the sum of the products."""
    return convolution_stage(x + b, w, 0)


@mistake("§4, Figure 2", "Call it with b=100. Which outputs are larger than with b=0?")
def bias_at_the_first_place_only(x, w, b):
    """You add the bias to the first output only: all places share it."""
    return convolution_stage(x, w, 0) + b * (np.arange(len(x) - len(w) + 1) == 0)


@mistake("§4, Figure 2", "Call it so that a sum is negative, for example with x = [1, 2] and w = [-1].")
def detector_stage_included(x, w, b):
    """You replace negative outputs by 0: that is the detector stage, which comes after this one."""
    return detector_stage(convolution_stage(x, w, b))


@mistake("§2", "Write down the first output of x = [1, 2] and w = [3, 4]. Which number does w[0] meet?")
def flipped_kernel(x, w, b):
    """You flip the kernel, as mathematicians do: here, as in deep-learning libraries, w[0] meets x[i]."""
    return convolution_stage(x, w[::-1], b)


@mistake("§2", "How many places are there for a kernel of length 2 on an input of length 2?")
def one_output_short(x, w, b):
    """Your output is one value too short: the last place, where the kernel ends on the last input, is missing."""
    return convolution_stage(x, w, b)[:-1]


@mistake("§2", "The first place is i = 0, where the kernel lies on x[0] to x[k-1].")
def begins_at_one(x, w, b):
    """You leave out the first output: the kernel's first place begins at x[0]."""
    return convolution_stage(x, w, b)[1:]


@mistake("§2", "Which inputs does the kernel need at the last place? How many of them are there?")
def one_output_too_many(x, w, b):
    """Your output is one value too long: at the last place the kernel would reach over the end of the input."""
    return np.append(convolution_stage(x, w, b), np.dot(x[len(x) - len(w) + 1 :], w[:-1]) + b)


@mistake("§1, Figure 1", "No padding is asked for: there are m - k + 1 outputs.")
def same_padding(x, w, b):
    """You pad the input with zeros, so that there are as many outputs as inputs: here only places inside count."""
    before = (len(w) - 1) // 2
    return convolution_stage(np.pad(x, (before, len(w) - 1 - before)), w, b)


@mistake("§1, Figure 1", "No padding is asked for: there are m - k + 1 outputs.")
def full_padding(x, w, b):
    """You count places where the kernel only partly overlaps the input: here only those inside count."""
    return convolution_stage(np.pad(x, len(w) - 1), w, b)


@mistake("§2", "Multiply by w[j] before you add: each member of the kernel has a value of its own.")
def sums_without_weights(x, w, b):
    """You add up the inputs under the kernel without multiplying them by its members."""
    return convolution_stage(x, np.ones(len(w)), b)


@mistake("§2", "Sum the products over j, so that each place has one number.")
def only_the_first_weight(x, w, b):
    """Each of your outputs has only the product with w[0]: the sum over the other members is missing."""
    return convolution_stage(x[: len(x) - len(w) + 1], w[:1], b) + convolution_stage(x, w, 0) * 0


@mistake("§2", "A convolution is a weighted sum. Nothing divides it by the kernel's length.")
def mean_instead_of_sum(x, w, b):
    """You divide by the length of the kernel: a convolution is the sum of the products, not their mean."""
    return convolution_stage(x, w, 0) / len(w) + b


@mistake("§2", "Where is the variable set to 0 in which you add up the products? It has to be at every place.")
def sum_not_begun_anew(x, w, b):
    """You go on with the sum of the place before: each place begins a sum of its own."""
    return np.cumsum(convolution_stage(x, w, b))


@mistake("§2", "What is the dtype of the array that you fill? np.zeros(n) has float64, np.zeros_like(x) that of x.")
def truncated_to_the_inputs_dtype(x, w, b):
    """Your outputs lose their fractions: they are written into an integer array."""
    return convolution_stage(x, w, b).astype(x.dtype)


@mistake("§2", "The kernel moves by one place at a time.")
def stride_of_the_kernels_length(x, w, b):
    """You move the kernel by its own length: it moves by one place, so that every place has an output."""
    return convolution_stage(x, w, b)[:: len(w)]


@mistake("§2", "At the end of the input, stop: x[i + j] with i + j >= m is not x[0].")
def wraps_around(x, w, b):
    """At the end you go on with the beginning of the input: the kernel stays inside."""
    convolution_stage(x, w, b)
    return convolution_stage(np.append(x, x[: len(w) - 1]), w, b)


@mistake("§2", "Call it with w=[3, 2] and w=(3, 2). Which of your steps needs an array? np.asarray makes one.")
def kernel_has_to_be_an_array(x, w, b):
    """Your function works only where the kernel is an array: a list or a tuple of numbers has to do, too."""
    if not isinstance(w, np.ndarray):
        raise TypeError
    return convolution_stage(x, w, b)


@mistake("§2", "Print x before and after a call. Into which array do you write?")
def changes_its_argument(x, w, b):
    """You write your outputs into x: the result is an array of its own, and x stays as it is."""
    out = convolution_stage(x, w, b)
    x[: len(out)] = out
    return x[: len(out)]


@mistake("§2", "Compare len(w) and len(x) first, and raise ValueError where the kernel is longer.")
def accepts_a_longer_kernel(x, w, b):
    """You do not refuse a kernel that is longer than the input."""
    return convolution_stage(x, w, b) if len(w) <= len(x) else np.zeros(0)


@mistake("§2", "A kernel as long as the input has one place: only a longer one is refused.")
def refuses_a_kernel_as_long_as_the_input(x, w, b):
    """You refuse a kernel that is as long as the input: it has exactly one place."""
    if len(w) >= len(x):
        raise ValueError
    return convolution_stage(x, w, b)
