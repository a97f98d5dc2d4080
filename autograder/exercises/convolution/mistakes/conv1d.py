"""Mistakes in `conv1d`."""

import numpy as np

from autograder.course.reference import load
from autograder.grading.misconceptions import mistake

conv1d = load("convolution").conv1d


@mistake("§2", "Write down the first output of x = [1, 2] and w = [3, 4]. Which number does w[0] meet?")
def flipped_kernel(x, w):
    """You flip the kernel, as mathematicians do: here, as in deep-learning libraries, w[0] meets x[i]."""
    return conv1d(x, w[::-1])


@mistake("§2", "How many places are there for a kernel of length 2 on an input of length 2?")
def one_output_short(x, w):
    """Your output is one value too short: the last place, where the kernel ends on the last input, is missing."""
    return conv1d(x, w)[:-1]


@mistake("§2", "The first place is i = 0, where the kernel lies on x[0] to x[k-1].")
def begins_at_one(x, w):
    """You leave out the first output: the kernel's first place begins at x[0]."""
    return conv1d(x, w)[1:]


@mistake("§2", "Which inputs does the kernel need at the last place? How many of them are there?")
def one_output_too_many(x, w):
    """Your output is one value too long: at the last place the kernel would reach over the end of the input."""
    return np.append(conv1d(x, w), np.dot(x[len(x) - len(w) + 1 :], w[:-1]))


@mistake("§1, Figure 1", "No padding is asked for: there are m - k + 1 outputs.")
def same_padding(x, w):
    """You pad the input with zeros, so that there are as many outputs as inputs: here only places inside count."""
    before = (len(w) - 1) // 2
    return conv1d(np.pad(x, (before, len(w) - 1 - before)), w)


@mistake("§1, Figure 1", "No padding is asked for: there are m - k + 1 outputs.")
def full_padding(x, w):
    """You count places where the kernel only partly overlaps the input: here only those inside count."""
    return conv1d(np.pad(x, len(w) - 1), w)


@mistake("§2", "Multiply by w[j] before you add: each member of the kernel has a value of its own.")
def sums_without_weights(x, w):
    """You add up the inputs under the kernel without multiplying them by its members."""
    return conv1d(x, np.ones_like(w))


@mistake("§2", "Sum the products over j, so that each place has one number.")
def only_the_first_weight(x, w):
    """Each of your outputs has only the product with w[0]: the sum over the other members is missing."""
    return conv1d(x, w) * 0 + x[: len(x) - len(w) + 1] * w[0]


@mistake("§2", "A convolution is a weighted sum. Nothing divides it by the kernel's length.")
def mean_instead_of_sum(x, w):
    """You divide by the length of the kernel: a convolution is the sum of the products, not their mean."""
    return conv1d(x, w) / len(w)


@mistake("§2", "What is the dtype of the array that you fill? np.zeros(n) has float64, np.zeros_like(x) that of x.")
def truncated_to_the_inputs_dtype(x, w):
    """Your outputs lose their fractions: they are written into an integer array."""
    return conv1d(x, w).astype(x.dtype)


@mistake("§2", "The kernel moves by one place at a time.")
def stride_of_the_kernels_length(x, w):
    """You move the kernel by its own length: it moves by one place, so that every place has an output."""
    return conv1d(x, w)[:: len(w)]


@mistake("§2", "At the end of the input, stop: x[i + j] with i + j >= m is not x[0].")
def wraps_around(x, w):
    """At the end you go on with the beginning of the input: the kernel stays inside."""
    return conv1d(np.append(x, x[: len(w) - 1]), w)


@mistake("§2", "Compare len(w) and len(x) first, and raise ValueError where the kernel is longer.")
def accepts_a_longer_kernel(x, w):
    """You do not refuse a kernel that is longer than the input."""
    return conv1d(x, w) if len(w) <= len(x) else np.zeros(0)


@mistake("§2", "A kernel as long as the input has one place: only a longer one is refused.")
def refuses_a_kernel_as_long_as_the_input(x, w):
    """You refuse a kernel that is as long as the input: it has exactly one place."""
    if len(w) >= len(x):
        raise ValueError
    return conv1d(x, w)
