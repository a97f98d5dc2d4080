"""Ways to write `network_parameters`, and what students with a slip write instead of a line."""

import numpy as np


def _conv2d(in_channels, out_channels, kernel_size, bias=True):
    """The right function of the previous task."""
    height, width = kernel_size if isinstance(kernel_size, tuple) else (kernel_size, kernel_size)
    return out_channels * (in_channels * height * width + (1 if bias else 0))


def loop(layers):
    total = 0
    # ~ refuses_an_empty_network: total = 0 if layers else None
    for layer in layers:
        bias = layer.get("bias", True)
        # ~ no_bias_by_default: bias = layer.get("bias")
        # ~ needs_the_key_bias: bias = layer["kind"] in ("conv2d", "dense") and layer["bias"]
        # ~ counts_only_the_weights: bias = False
        if layer["kind"] == "conv2d":
            # ~ takes_every_convolution_for_conv2d: if "conv" in layer["kind"]:
            sizes = layer["in_channels"], layer["out_channels"], layer["kernel_size"]
            total += _conv2d(*sizes, bias)
            # ~ conv2d_always_with_bias: total += _conv2d(*sizes)
            # ~ only_the_last_layer: total = _conv2d(*sizes, bias)
        elif layer["kind"] == "dense":
            total += layer["inputs"] * layer["outputs"]
            # ~ adds_both_results_of_layer_cost: total += sum((layer["inputs"] * layer["outputs"],) * 2)
            # ~ only_the_last_layer: total = layer["inputs"] * layer["outputs"]
            if bias:
                # ~ dense_without_bias: if False:
                total += layer["outputs"]
                # ~ one_bias_in_a_dense_layer: total += 1
                # ~ dense_bias_for_each_input: total += layer["inputs"]
        elif layer["kind"] == "pool":
            total += 0
            # ~ only_the_last_layer: total = 0
        elif layer["kind"] != "relu":
            # ~ refuses_layers_without_parameters: else:
            # ~ accepts_other_kinds: elif False:
            raise ValueError("unknown kind")
        else:
            # ~ refuses_layers_without_parameters: if False:
            total += 0
            # ~ only_the_last_layer: total = 0
    return total


def by_kind(layers):
    if {layer["kind"] for layer in layers} - {"conv2d", "dense", "relu", "pool"}:
        # ~ checks_only_the_first_kind: if layers and layers[0]["kind"] not in ("conv2d", "dense", "relu", "pool"):
        # ~ accepts_other_kinds: if False:
        # ~ refuses_layers_without_parameters: if {layer["kind"] for layer in layers} - {"conv2d", "dense"}:
        raise ValueError
    numbers = {"conv2d": [0], "dense": [0]}
    for layer in layers:
        bias = 1 if "bias" not in layer or layer["bias"] else 0
        # ~ bias_even_where_there_is_none: bias = 1
        # ~ no_bias_by_default: bias = 1 if "bias" in layer and layer["bias"] else 0
        if layer["kind"] == "conv2d":
            kernel_size, depth, outputs = layer["kernel_size"], layer["in_channels"], layer["out_channels"]
            height, width = kernel_size if isinstance(kernel_size, tuple) else (kernel_size, kernel_size)
            # ~ takes_no_pairs: height = width = int(kernel_size)
            # ~ square_of_the_height: height = width = np.ravel(kernel_size)[0]
            # ~ square_of_the_width: height = width = np.ravel(kernel_size)[-1]
            # ~ size_of_a_square_kernel_not_squared: height, width = (*np.ravel(kernel_size), 1)[:2]
            number = outputs * (depth * height * width + bias)
            # ~ adds_height_and_width: number = outputs * (depth * (height + width) + bias)
            # ~ flat_kernels: number = outputs * (height * width + bias)
            # ~ one_kernel_in_all: number = depth * height * width + outputs * bias
            # ~ one_bias_in_all: number = outputs * depth * height * width + bias
            # ~ bias_for_each_input_channel: number = depth * (outputs * height * width + bias)
            # ~ bias_for_each_pair_of_channels: number = outputs * depth * (height * width + bias)
            # ~ counts_only_the_weights: number = outputs * depth * height * width
            numbers["conv2d"].append(number)
            # ~ one_layer_of_each_kind: numbers["conv2d"] = [number]
        elif layer["kind"] == "dense":
            numbers["dense"].append(layer["outputs"] * (layer["inputs"] + bias))
            # ~ one_layer_of_each_kind: numbers["dense"] = [layer["outputs"] * (layer["inputs"] + bias)]
            # ~ one_bias_in_a_dense_layer: numbers["dense"].append(layer["outputs"] * layer["inputs"] + bias)
            # ~ dense_bias_for_each_input: numbers["dense"].append(layer["inputs"] * (layer["outputs"] + bias))
    return np.sum(numbers["conv2d"]) + np.sum(numbers["dense"])


def by_keys(layers):
    total = np.zeros(1)
    # ~ refuses_an_empty_network: total = np.zeros(1) if layers else None
    for kind, options in [(layer["kind"], {key: layer[key] for key in layer if key != "kind"}) for layer in layers]:
        if kind not in ("conv2d", "dense", "relu", "pool"):
            # ~ looks_only_at_the_keys: if kind not in ("relu", "pool") and not {"inputs", "in_channels"} & {*options}:
            raise ValueError
        if "in_channels" in options:
            total += _conv2d(**options)
        elif "inputs" in options:
            total += options["inputs"] * options["outputs"] + options["outputs"] * options.get("bias", True)
            # ~ dense_always_with_bias: total += options["inputs"] * options["outputs"] + options["outputs"]
        elif kind == "pool" and options.get("size"):
            total += 0
            # ~ pools_with_weights: total += options["size"] ** 2
    return total[0]


def only_the_first_layer__checks_only_the_first_kind(layers):
    total = 0
    for layer in layers:
        total += loop([layer])
        return total
