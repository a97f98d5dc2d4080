"""The mistakes in `network_parameters`, as students write them."""

import math

import numpy as np


def _conv2d(in_channels, out_channels, kernel_size, bias=True):
    """The right function of the previous task."""
    kh, kw = kernel_size if isinstance(kernel_size, tuple) else (kernel_size, kernel_size)
    return out_channels * (in_channels * kh * kw + (1 if bias else 0))


def dense_without_bias(layers):
    total = 0
    for layer in layers:
        if layer["kind"] == "conv2d":
            size, bias = layer["kernel_size"], layer.get("bias", True)
            total += _conv2d(layer["in_channels"], layer["out_channels"], size, bias)
        elif layer["kind"] == "dense":
            total += layer["inputs"] * layer["outputs"]
        elif layer["kind"] not in ("relu", "pool"):
            raise ValueError
    return total


def no_biases(layers):
    counts = [0]
    for layer in layers:
        match layer["kind"]:
            case "conv2d":
                cells = np.prod(np.broadcast_to(layer["kernel_size"], 2))
                counts.append(cells * layer["in_channels"] * layer["out_channels"])
            case "dense":
                counts.append(layer["inputs"] * layer["outputs"])
            case "relu" | "pool":
                continue
            case other:
                raise ValueError(other)
    return np.sum(counts)


def biases_even_where_there_are_none(layers):
    def one(kind, in_channels=0, out_channels=0, kernel_size=0, inputs=0, outputs=0, **rest):
        if kind == "conv2d":
            return _conv2d(in_channels, out_channels, kernel_size)
        if kind not in ("dense", "relu", "pool"):
            raise ValueError
        return outputs * (inputs + 1)

    return sum(one(**layer) for layer in layers)


def dense_always_with_bias(layers):
    total = 0
    for layer in layers:
        kind = layer["kind"]
        if kind == "dense":
            weights = layer["inputs"] * layer["outputs"]
            total = total + weights + layer["outputs"]
        elif kind == "conv2d":
            total = total + _conv2d(**{key: value for key, value in layer.items() if key != "kind"})
        elif kind not in {"relu", "pool"}:
            raise ValueError(f"unknown kind {kind}")
    return float(total)


def conv2d_always_with_bias(layers):
    if any(layer["kind"] not in ("conv2d", "dense", "relu", "pool") for layer in layers):
        raise ValueError
    convs = [layer for layer in layers if layer["kind"] == "conv2d"]
    denses = [layer for layer in layers if layer["kind"] == "dense"]
    total = sum(_conv2d(conv["in_channels"], conv["out_channels"], conv["kernel_size"]) for conv in convs)
    for layer in denses:
        total += layer["inputs"] * layer["outputs"]
        if "bias" not in layer or layer["bias"]:
            total += layer["outputs"]
    return total


def no_bias_where_nothing_is_said(layers):
    total = 0
    for layer in layers:
        if layer["kind"] == "conv2d":
            size, bias = layer["kernel_size"], layer.get("bias")
            total += _conv2d(layer["in_channels"], layer["out_channels"], size, bias)
        elif layer["kind"] == "dense":
            total += layer["outputs"] * (layer["inputs"] + (1 if layer.get("bias") else 0))
        elif layer["kind"] != "relu" and layer["kind"] != "pool":
            raise ValueError
    return total


def needs_the_key_bias(layers):
    total = np.int64(0)
    for layer in layers:
        if layer["kind"] in ("relu", "pool"):
            continue
        if layer["kind"] == "conv2d":
            total += _conv2d(layer["in_channels"], layer["out_channels"], layer["kernel_size"], layer["bias"])
        elif layer["kind"] == "dense":
            total += layer["inputs"] * layer["outputs"] + layer["bias"] * layer["outputs"]
        else:
            raise ValueError
    return total


def one_bias_in_a_dense_layer(layers):
    total = 0
    for layer in layers:
        has_bias = layer.get("bias", True)
        if layer["kind"] == "conv2d":
            total += _conv2d(layer["in_channels"], layer["out_channels"], layer["kernel_size"], has_bias)
        elif layer["kind"] == "dense":
            total += math.prod([layer["inputs"], layer["outputs"]]) + (1 if has_bias else 0)
        elif layer["kind"] not in ["relu", "pool"]:
            raise ValueError
    return total


def dense_bias_for_each_input(layers):
    functions = {
        "conv2d": lambda c: _conv2d(c["in_channels"], c["out_channels"], c["kernel_size"], c.get("bias", True)),
        "dense": lambda d: np.multiply(d["inputs"], d["outputs"] + d.get("bias", True)),
        "relu": lambda r: 0,
        "pool": lambda p: 0,
    }
    if not all(layer["kind"] in functions for layer in layers):
        raise ValueError
    return sum(functions[layer["kind"]](layer) for layer in layers)


def takes_no_pairs(layers):
    total = 0
    for layer in layers:
        bias = 1 if layer.get("bias", True) else 0
        if layer["kind"] == "conv2d":
            total += layer["out_channels"] * (layer["in_channels"] * pow(layer["kernel_size"], 2) + bias)
        elif layer["kind"] == "dense":
            total += layer["outputs"] * (layer["inputs"] + bias)
        elif layer["kind"] not in ("relu", "pool"):
            raise ValueError
    return total


def _of_one(layer):
    """The right number for one layer. The mistakes are in how it is used."""
    if layer["kind"] == "conv2d":
        bias = layer.get("bias", True)
        return _conv2d(layer["in_channels"], layer["out_channels"], layer["kernel_size"], bias)
    if layer["kind"] == "dense":
        return layer["outputs"] * (layer["inputs"] + bool(layer.get("bias", True)))
    if layer["kind"] not in ("relu", "pool"):
        raise ValueError("unknown kind")
    return 0


def only_the_first_layer(layers):
    total = 0
    for layer in layers:
        total += _of_one(layer)
        return total


def only_the_last_layer(layers):
    total = 0
    for layer in layers:
        total = _of_one(layer)
    return float(total)


def pools_with_weights(layers):
    total = 0
    for layer in layers:
        total += layer["size"] * layer["size"] if layer["kind"] == "pool" else _of_one(layer)
    return total


def refuses_layers_without_parameters(layers):
    total = 0
    for layer in layers:
        if layer["kind"] != "conv2d" and layer["kind"] != "dense":
            raise ValueError(f"cannot count {layer['kind']}")
        total += _of_one(layer)
    return total


def refuses_an_empty_network(layers):
    if len(layers) == 0:
        raise ValueError("no layers")
    return np.array([_of_one(layer) for layer in layers]).sum()


def accepts_other_kinds(layers):
    total = 0
    for layer in layers:
        try:
            total += _of_one(layer)
        except ValueError:
            continue
    return total


def writes_the_default_into_the_layers(layers):
    for layer in layers:
        if "bias" not in layer:
            layer["bias"] = True
    return sum(_of_one(layer) for layer in layers)


def takes_the_kinds_out_of_the_layers(layers):
    total = 0
    for layer in layers:
        kind = layer.pop("kind")
        total += _of_one({"kind": kind, **layer})
    return total


def empties_the_list(layers):
    total = 0
    while layers:
        total += _of_one(layers.pop())
    return total
