"""Mistakes in `notes_layer`. There are many right answers and more wrong ones: these have the right one's numbers."""

import numpy as np

from autograder.course.reference import load
from autograder.grading.misconceptions import mistake

notes_layer = load("convolutional_layer").notes_layer


@mistake("§4, Figure 2", "What is the sum for the pair 3, 2? What is left of it after your bias?")
def bias_of_minus_13():
    """You lower the sum 3·3 + 2·2 = 13 by all of 13: then 0 is left, and it should be 1."""
    return notes_layer() | {"b": -13}


@mistake("§4, Figure 2", "What is the sum for the pair 3, 2? What is left of it after your bias?")
def bias_of_minus_11():
    """You lower the sum 3·3 + 2·2 = 13 by 11: then 2 is left, and it should be 1."""
    return notes_layer() | {"b": -11}


@mistake("§4, Figure 2", "Which outputs has the convolution stage without a bias? All that is above 0 stays.")
def no_bias():
    """Without a bias every place that sees a part of the pattern answers: a negative one is a threshold."""
    return notes_layer() | {"b": 0}


@mistake("§4, Figure 2", "The bias is added. Which sign makes the outputs smaller?")
def bias_with_the_wrong_sign():
    """Your bias raises the outputs: to lower them it has to be negative."""
    return notes_layer() | {"b": 12}


@mistake("§2", "Which weight does the 3 of the pattern meet, if the kernel is not flipped?")
def flipped_kernel():
    """You flip the kernel: here w[0] meets the left value of a pair, so that 3, 2 gives 3·w[0] + 2·w[1]."""
    return notes_layer() | {"w": [2, 3]}


@mistake("§2", "How many outputs has a kernel of length 3 on five inputs, and how many should there be?")
def kernel_of_three():
    """Your kernel is too long: 5 inputs and 4 outputs want a kernel of 2."""
    return notes_layer() | {"w": [0, 3, 2]}


@mistake("§4", "Write down the windows of [0, 1, 0, 0]. How many are there?")
def no_padding():
    """Without padding, windows of 2 side by side make two outputs of four: the notes have three."""
    return notes_layer() | {"padding": 0}


@mistake("§4", "Write down the windows of [0, 1, 0, 0] and of [0, 0, 1, 0]. Which of them share a place?")
def overlapping_windows():
    """Windows of 2 that move by 1 make three outputs, but they overlap, so that one 1 makes two of them 1."""
    return notes_layer() | {"stride": 1, "padding": 0}


@mistake("§4", "Write down the windows of [0, 1, 0, 0], with a place added at each end. How many are there?")
def padding_and_a_stride_of_one():
    """With padding, windows of 2 that move by 1 make five outputs of four: the notes have three."""
    return notes_layer() | {"stride": 1}


@mistake("§4, Figure 2", "Compare your keys with those in the description, letter by letter.")
def other_keys():
    """Your values are right, but two keys have other names: they are w and b, like the arguments of the layer."""
    values = notes_layer()
    return {"weights": values.pop("w"), "bias": values.pop("b")} | values


@mistake("§4, Figure 2", "Does convolutional_layer(pattern, **notes_layer()) run? The input is no part of the layer.")
def input_among_the_values():
    """Your values are right, but the input is among them: exactly the five keys are asked for."""
    return {"x": np.array([0, 3, 2, 0, 0])} | notes_layer()


@mistake("§4, Figure 2", "How does a dict begin and end, and what stands before each colon?")
def values_without_names():
    """Your values are right, but they have no names: return a dict with the five keys."""
    return tuple(notes_layer().values())
