"""Mistakes in `conv1d`."""

import numpy as np

from autograder.grading.misconceptions import mistake

from ..reference import conv1d


@mistake("§2", "Calculate the first output for x = [1, 2] and w = [3, 4] by hand. Which input is multiplied by w[0]?")
def flipped_kernel(x, w):
    """You flip the kernel. In deep learning the kernel is not flipped: in output i, w[0] is multiplied by x[i]."""
    return conv1d(x, w[::-1])


@mistake("§2", "How many positions does a kernel of length 2 have on an input of length 2?")
def one_output_short(x, w):
    """Your output is one value too short. The last position is missing, where the kernel ends on the last input."""
    return conv1d(x, w)[:-1]


@mistake("§2", "The first position is i = 0, where the kernel covers x[0] to x[k-1].")
def begins_at_one(x, w):
    """You leave out the first output. The first window starts at x[0]."""
    return conv1d(x, w)[1:]


@mistake("§2", "Which inputs does the kernel need at your last position? How many of them exist?")
def one_output_too_many(x, w):
    """Your output is one value too long. In the last window, your kernel extends beyond the end of the input."""
    return np.append(conv1d(x, w), np.dot(x[len(x) - len(w) + 1 :], w[:-1]))


@mistake("§1, Figure 1", "This function has no padding. How many outputs does the formula m - k + 1 give?")
def same_padding(x, w):
    """You pad the input with zeros, so your output is as long as the input. Use only the positions inside the input."""
    before = (len(w) - 1) // 2
    return conv1d(np.pad(x, (before, len(w) - 1 - before)), w)


@mistake("§1, Figure 1", "This function has no padding. How many outputs does the formula m - k + 1 give?")
def full_padding(x, w):
    """You count positions where the kernel overlaps only a part of the input. Use only the positions inside the
    input."""
    return conv1d(np.pad(x, len(w) - 1), w)


@mistake("§2", "Multiply each input by its weight w[j] before you add.")
def sums_without_weights(x, w):
    """You add up the inputs in each window, but you do not multiply them by the kernel's weights."""
    return conv1d(x, np.ones_like(w))


@mistake("§2", "Sum the products over j, so that each position gives one number.")
def only_the_first_weight(x, w):
    """You use only w[0]. Each output is the sum of the products with all weights of the kernel."""
    return conv1d(x, w) * 0 + x[: len(x) - len(w) + 1] * w[0]


@mistake("§2", "A convolution is a weighted sum. Remove the division by the kernel's length.")
def mean_instead_of_sum(x, w):
    """You divide by the length of the kernel. A convolution is the sum of the products, not their mean."""
    return conv1d(x, w) / len(w)


@mistake(
    "§2", "What is the dtype of the array that you fill? np.zeros(n) is float64, np.zeros_like(x) has the dtype of x."
)
def truncated_to_the_inputs_dtype(x, w):
    """Your outputs lose their fractions, because you write them into an integer array."""
    return conv1d(x, w).astype(x.dtype)


@mistake("§2", "Move the kernel by one position at a time. Which inputs does the second output use?")
def stride_of_the_kernels_length(x, w):
    """You move the kernel by its own length. It moves by one position, so every position has an output."""
    return conv1d(x, w)[:: len(w)]


@mistake("§2", "Stop at the end of the input: for i + j >= m there is no x[i + j].")
def wraps_around(x, w):
    """You continue with the start of the input when the kernel reaches the end. The kernel must stay inside the
    input."""
    return conv1d(np.append(x, x[: len(w) - 1]), w)


@mistake("§2", "Compare len(w) with len(x) first. Raise ValueError if the kernel is longer.")
def accepts_a_longer_kernel(x, w):
    """You do not raise ValueError for a kernel that is longer than the input."""
    return conv1d(x, w) if len(w) <= len(x) else np.zeros(0)


@mistake("§2", "A kernel as long as the input has one position. Raise ValueError only for a longer kernel.")
def refuses_a_kernel_as_long_as_the_input(x, w):
    """You raise ValueError for a kernel that is as long as the input. This kernel is legal: it has one position."""
    if len(w) >= len(x):
        raise ValueError
    return conv1d(x, w)
