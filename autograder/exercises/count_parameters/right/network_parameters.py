"""Right answers for `network_parameters`, in different styles."""

import math
from fractions import Fraction

import numpy as np


def _shape(layer):
    """The shape of the layer's weights as a matrix: (outputs, inputs of each output)."""
    match layer:
        case {"kind": "conv2d", "in_channels": c, "out_channels": f, "kernel_size": (h, w)}:
            return f, c * h * w
        case {"kind": "conv2d", "in_channels": c, "out_channels": f, "kernel_size": k}:
            return f, c * k**2
        case {"kind": "dense", "inputs": m, "outputs": n}:
            return n, m
        case {"kind": "relu" | "pool"}:
            return 0, 0
    raise ValueError(layer)


def matrix_product(layers):
    shapes = np.array([_shape(layer) for layer in layers], dtype=np.int64).reshape(-1, 2)
    biases = np.array([layer.get("bias", True) for layer in layers], dtype=np.int64)
    return shapes[:, 0] @ (shapes[:, 1] + biases)


def numpy_float(layers):
    counts = np.zeros(len(layers))
    for i, layer in enumerate(layers):
        outputs, inputs = _shape(layer)
        counts[i] = outputs * inputs + outputs * ("bias" not in layer or layer["bias"])
    return counts.sum()


def recursion(layers):
    if not layers:
        return 0
    first, *rest = layers
    outputs, inputs = _shape(first)
    return outputs * (inputs + (1 if first.get("bias", True) else 0)) + recursion(rest)


def _conv2d(in_channels, out_channels, kernel_size, bias=True, **_):
    return out_channels * (in_channels * math.prod(np.broadcast_to(kernel_size, 2).tolist()) + bias)


def _dense(inputs, outputs, bias=True, **_):
    return (inputs + bias) * outputs


def _nothing(**_):
    return 0


_FUNCTIONS = {"conv2d": _conv2d, "dense": _dense, "relu": _nothing, "pool": _nothing}


def table_of_functions(layers):
    if not {layer["kind"] for layer in layers} <= _FUNCTIONS.keys():
        raise ValueError("unknown kind")
    return sum(_FUNCTIONS[layer["kind"]](**layer) for layer in layers)


def fractions(layers):
    shapes = [(_shape(layer), Fraction(bool(layer.get("bias", True)))) for layer in layers]
    return sum((n * (m + bias) for (n, m), bias in shapes), start=Fraction(0))


class _Network(list):
    """A list of layers that counts its parameters."""

    def parameters(self):
        return sum(map(self.of_one, self))

    @staticmethod
    def of_one(layer):
        kind, bias = layer["kind"], layer.get("bias", True)
        if kind in ("relu", "pool"):
            return 0
        if kind == "dense":
            return np.ones((layer["inputs"], 1), dtype=int).sum() * layer["outputs"] + layer["outputs"] * bias
        if kind != "conv2d":
            raise ValueError
        height, width = np.array([1, 1]) * layer["kernel_size"]
        return layer["out_channels"] * (height * width * layer["in_channels"] + int(bias))


network_class = lambda layers: _Network(layers).parameters()  # noqa: E731
