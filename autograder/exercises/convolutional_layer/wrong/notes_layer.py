"""Ways to write `notes_layer`, and what students with a slip write instead of a line."""

import numpy as np


def one_line_each():
    w = np.array([3, 2])
    # ~ flipped_kernel: w = np.array([3, 2])[::-1]
    # ~ kernel_of_three: w = (0, 3, 2)
    b = 1 - (3 * 3 + 2 * 2)
    # ~ bias_cancels_the_pattern: b = -(3 * 3 + 2 * 2)
    # ~ no_bias: b = 0
    # ~ bias_with_the_wrong_sign: b = (3 * 3 + 2 * 2) - 1
    padding = 1
    # ~ no_padding: padding = 0
    return {"w": w, "b": b, "size": 2, "stride": 2, "padding": padding}
    # ~ other_keys: return {"weights": w, "bias": b, "size": 2, "stride": 2, "padding": padding}
    # ~ values_without_names: return w, b, 2, 2, padding


def weights_of_one():
    values = {"size": 2, "stride": 2, "padding": 1}
    # ~ padding_and_a_stride_of_one: values = {"size": 2, "stride": 1, "padding": 1}
    # ~ overlapping_windows: values = {"size": 2, "stride": 1, "padding": 0}
    # ~ no_padding: values = {"size": 2, "stride": 2, "padding": 0}
    values["w"] = [1, 1]
    values["b"] = -4
    # ~ bias_cancels_the_pattern: values["b"] = -5
    # ~ bias_leaves_too_much: values["b"] = -3
    # ~ bias_with_the_wrong_sign: values["b"] = 4
    # ~ no_bias: values["b"] = 0.0
    return values
    # ~ input_among_the_values: return {"x": [0, 3, 2, 0, 0], **values}
    # ~ values_without_names: return [values["w"], values["b"], values["size"], values["stride"], values["padding"]]
