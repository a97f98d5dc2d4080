"""Mistakes in `convolution_stage`."""

import numpy as np

from autograder.grading.misconceptions import mistake

from ..reference import convolution_stage, detector_stage


@mistake("§4, Figure 2", "Call your function with b=0 and with b=100. Do the outputs differ?")
def bias_forgotten(x, w, b):
    """You leave out the bias. An affine transform is a sum of products plus b."""
    return convolution_stage(x, w, 0)


@mistake("§4, Figure 2", "Call your function with b=100. Are the outputs larger or smaller than with b=0?")
def bias_subtracted(x, w, b):
    """You subtract the bias. It is added, and it can be negative itself."""
    return convolution_stage(x, w, -b)


@mistake("§4, Figure 2", "How often do you add b for a kernel with three weights? In which loop do you add it?")
def bias_added_for_each_weight(x, w, b):
    """You add the bias to each product. Add it only once, to their sum."""
    return convolution_stage(x, w, len(w) * b)


@mistake("§4, Figure 2", "Call your function with w=[1, 1] and b=1. By how much does the bias increase each output?")
def bias_added_to_each_input(x, w, b):
    """You add the bias to the inputs, so the kernel multiplies it. Add it to the sum of the products."""
    return convolution_stage(x + b, w, 0)


@mistake("§4, Figure 2", "Call your function with b=100. Which outputs are larger than with b=0?")
def bias_at_the_first_place_only(x, w, b):
    """You add the bias only to the first output. All outputs have the same bias."""
    return convolution_stage(x, w, 0) + b * (np.arange(len(x) - len(w) + 1) == 0)


@mistake("§4, Figure 2", "Try an example with a negative sum, such as x = [1, 2] and w = [-1].")
def detector_stage_included(x, w, b):
    """You replace negative outputs by 0. This is the detector stage, which comes after the convolution stage."""
    return detector_stage(convolution_stage(x, w, b))


@mistake("§2", "Calculate the first output for x = [1, 2] and w = [3, 4] by hand. Which input is multiplied by w[0]?")
def flipped_kernel(x, w, b):
    """You flip the kernel. In deep learning the kernel is not flipped: in output i, w[0] is multiplied by x[i]."""
    return convolution_stage(x, w[::-1], b)


@mistake("§2", "How many positions does a kernel of length 2 have on an input of length 2?")
def one_output_short(x, w, b):
    """Your output is one value too short. The last position is missing, where the kernel ends on the last input."""
    return convolution_stage(x, w, b)[:-1]


@mistake("§2", "The first position is i = 0, where the kernel covers x[0] to x[k-1].")
def begins_at_one(x, w, b):
    """You leave out the first output. The first window starts at x[0]."""
    return convolution_stage(x, w, b)[1:]


@mistake("§2", "Which inputs does the kernel need at your last position? How many of them exist?")
def one_output_too_many(x, w, b):
    """Your output is one value too long. In the last window, your kernel extends beyond the end of the input."""
    return np.append(convolution_stage(x, w, b), np.dot(x[len(x) - len(w) + 1 :], w[:-1]) + b)


@mistake("§1, Figure 1", "This function has no padding. How many outputs does the formula m - k + 1 give?")
def same_padding(x, w, b):
    """You pad the input with zeros, so your output is as long as the input. Use only the positions inside the input."""
    before = (len(w) - 1) // 2
    return convolution_stage(np.pad(x, (before, len(w) - 1 - before)), w, b)


@mistake("§1, Figure 1", "This function has no padding. How many outputs does the formula m - k + 1 give?")
def full_padding(x, w, b):
    """You count positions where the kernel overlaps only a part of the input. Use only the positions inside the
    input."""
    return convolution_stage(np.pad(x, len(w) - 1), w, b)


@mistake("§2", "Multiply each input by its weight w[j] before you add.")
def sums_without_weights(x, w, b):
    """You add up the inputs in each window, but you do not multiply them by the kernel's weights."""
    return convolution_stage(x, np.ones(len(w)), b)


@mistake("§2", "Sum the products over j, so that each position gives one number.")
def only_the_first_weight(x, w, b):
    """You use only w[0]. Each output is the sum of the products with all weights of the kernel."""
    return convolution_stage(x[: len(x) - len(w) + 1], w[:1], b) + convolution_stage(x, w, 0) * 0


@mistake("§2", "A convolution is a weighted sum. Remove the division by the kernel's length.")
def mean_instead_of_sum(x, w, b):
    """You divide by the length of the kernel. A convolution is the sum of the products, not their mean."""
    return convolution_stage(x, w, 0) / len(w) + b


@mistake("§2", "Where do you set the variable for the sum to 0? Do this again for every position.")
def sum_not_begun_anew(x, w, b):
    """You continue with the sum of the previous position. Each position has its own sum, which starts at 0."""
    return np.cumsum(convolution_stage(x, w, b))


@mistake(
    "§2", "What is the dtype of the array that you fill? np.zeros(n) is float64, np.zeros_like(x) has the dtype of x."
)
def truncated_to_the_inputs_dtype(x, w, b):
    """Your outputs lose their fractions, because you write them into an integer array."""
    return convolution_stage(x, w, b).astype(x.dtype)


@mistake("§2", "Move the kernel by one position at a time. Which inputs does the second output use?")
def stride_of_the_kernels_length(x, w, b):
    """You move the kernel by its own length. It moves by one position, so every position has an output."""
    return convolution_stage(x, w, b)[:: len(w)]


@mistake("§2", "Stop at the end of the input: for i + j >= m there is no x[i + j].")
def wraps_around(x, w, b):
    """You continue with the start of the input when the kernel reaches the end. The kernel must stay inside the
    input."""
    convolution_stage(x, w, b)
    return convolution_stage(np.append(x, x[: len(w) - 1]), w, b)


@mistake("§2", "Call your function with w=[3, 2] and with w=(3, 2). Which step needs an array? np.asarray creates one.")
def kernel_has_to_be_an_array(x, w, b):
    """Your function works only if the kernel is an array. A list or a tuple of numbers must work, too."""
    if not isinstance(w, np.ndarray):
        raise TypeError
    return convolution_stage(x, w, b)


@mistake("§2", "Print x before and after a call. Into which array do you write?")
def changes_its_argument(x, w, b):
    """You write your outputs into x. Return a new array, and leave x unchanged."""
    out = convolution_stage(x, w, b)
    x[: len(out)] = out
    return x[: len(out)]


@mistake("§2", "Compare len(w) with len(x) first. Raise ValueError if the kernel is longer.")
def accepts_a_longer_kernel(x, w, b):
    """You do not raise ValueError for a kernel that is longer than the input."""
    return convolution_stage(x, w, b) if len(w) <= len(x) else np.zeros(0)


@mistake("§2", "A kernel as long as the input has one position. Raise ValueError only for a longer kernel.")
def refuses_a_kernel_as_long_as_the_input(x, w, b):
    """You raise ValueError for a kernel that is as long as the input. This kernel is legal: it has one position."""
    if len(w) >= len(x):
        raise ValueError
    return convolution_stage(x, w, b)
