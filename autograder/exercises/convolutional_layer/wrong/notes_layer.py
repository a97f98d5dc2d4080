"""The mistakes in `notes_layer`, as students write them."""

import numpy as np


def bias_of_minus_13():
    return {"w": np.array([3, 2]), "b": -(3 * 3 + 2 * 2), "size": 2, "stride": 2, "padding": 1}


def bias_of_minus_11():
    return {"w": (3, 2), "b": -11.0, "size": 2, "stride": 2, "padding": 1}


def no_bias():
    return {"w": [3.0, 2.0], "b": 0.0, "size": 2, "stride": 2, "padding": 1}


def bias_with_the_wrong_sign():
    return {"b": 12, "w": np.array([3, 2]), "size": 2, "stride": 2, "padding": 1}


def flipped_kernel():
    return {"w": np.array([3, 2])[::-1], "b": -12, "size": 2, "stride": 2, "padding": 1}


def kernel_of_three():
    return {"w": (0, 3, 2), "b": -12, "size": 2, "stride": 2, "padding": 1}


def no_padding():
    values = {"size": 2, "stride": 2, "padding": 0}
    values["w"], values["b"] = np.float32([3, 2]), np.float32(-12)
    return values


def overlapping_windows():
    return {"padding": 0, "stride": 1, "size": 2, "b": -12, "w": (3, 2)}


def padding_and_a_stride_of_one():
    return {"w": np.array([3, 2]), "b": -12, "size": np.int64(2), "stride": np.int64(1), "padding": np.int64(1)}


def other_keys():
    return {"weights": (3, 2), "bias": -12, "size": 2, "stride": 2, "padding": 1}


def input_among_the_values():
    return {"w": (3, 2), "b": -12, "size": 2, "stride": 2, "padding": 1, "x": [0, 3, 2, 0, 0]}


def values_without_names():
    return [3, 2], -12, 2, 2, 1
