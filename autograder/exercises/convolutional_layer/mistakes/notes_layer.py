"""Mistakes in `notes_layer`. There are many right and wrong results: these are close to the reference."""

import numpy as np

from autograder.grading.misconceptions import mistake

from ..reference import notes_layer


@mistake("§4, Figure 2", "What is the sum for the pair 3, 2? What is the result after you add your bias?")
def bias_of_minus_13():
    """Your bias of -13 cancels the whole sum 3·3 + 2·2 = 13. The result is 0, but it should be 1."""
    return notes_layer() | {"b": -13}


@mistake("§4, Figure 2", "What is the sum for the pair 3, 2? What is the result after you add your bias?")
def bias_of_minus_11():
    """Your bias of -11 leaves 2 of the sum 3·3 + 2·2 = 13. The result should be 1."""
    return notes_layer() | {"b": -11}


@mistake("§4, Figure 2", "Which outputs does the convolution stage have without a bias? All values above 0 remain.")
def no_bias():
    """You use no bias, so every position that contains a part of the pattern has a positive output. Use a negative bias
    as a threshold."""
    return notes_layer() | {"b": 0}


@mistake("§4, Figure 2", "The bias is added. Which sign makes the outputs smaller?")
def bias_with_the_wrong_sign():
    """Your bias increases the outputs. To decrease them, it has to be negative."""
    return notes_layer() | {"b": 12}


@mistake("§2", "Which weight is multiplied by the 3 of the pattern if the kernel is not flipped?")
def flipped_kernel():
    """You flip the kernel. Here w[0] is multiplied by the left value of a pair, so 3, 2 gives 3·w[0] + 2·w[1]."""
    return notes_layer() | {"w": [2, 3]}


@mistake("§2", "How many outputs does a kernel of length 3 give for five inputs? How many should there be?")
def kernel_of_three():
    """Your kernel is too long. For 5 inputs and 4 outputs, the kernel has length 2."""
    return notes_layer() | {"w": [0, 3, 2]}


@mistake("§4", "Write down the windows of [0, 1, 0, 0]. How many are there?")
def no_padding():
    """You use no padding, so windows of size 2 and stride 2 give two outputs. The notes have three."""
    return notes_layer() | {"padding": 0}


@mistake("§4", "Write down the windows of [0, 1, 0, 0] and of [0, 0, 1, 0]. Which windows share a value?")
def overlapping_windows():
    """Your windows overlap, because they have size 2 and move by 1. One value of 1 then gives two outputs of 1."""
    return notes_layer() | {"stride": 1, "padding": 0}


@mistake("§4", "Write down the windows of [0, 1, 0, 0] with one position added at each end. How many are there?")
def padding_and_a_stride_of_one():
    """You use padding and a stride of 1, so windows of size 2 give five outputs. The notes have three."""
    return notes_layer() | {"stride": 1}


@mistake("§4, Figure 2", "Compare your keys with the keys in the docstring, letter by letter.")
def other_keys():
    """Your values are right, but two keys have the wrong names. They are w and b, like the arguments of the layer."""
    values = notes_layer()
    return {"weights": values.pop("w"), "bias": values.pop("b")} | values


@mistake(
    "§4, Figure 2", "Does convolutional_layer(pattern, **notes_layer()) run? The input is not a part of the layer."
)
def input_among_the_values():
    """Your values are right, but the dict also contains the input. It must have exactly the five keys."""
    return {"x": np.array([0, 3, 2, 0, 0])} | notes_layer()


@mistake("§4, Figure 2", "How do you write a dict in Python? What comes before each colon?")
def values_without_names():
    """Your values are right, but they have no names. Return a dict with the five keys."""
    return tuple(notes_layer().values())
