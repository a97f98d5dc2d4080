"""Right answers for `conv2d_parameters`, in different styles."""

import math
from fractions import Fraction
from functools import reduce
from operator import mul

import numpy as np


def formula(in_channels, out_channels, kernel_size, bias=True):
    if isinstance(kernel_size, tuple):
        height, width = kernel_size
    else:
        height = width = kernel_size
    if in_channels < 1 or out_channels < 1 or height < 1 or width < 1:
        raise ValueError("sizes must be at least 1")
    return in_channels * out_channels * height * width + (out_channels if bias else 0)


def try_to_unpack(in_channels, out_channels, kernel_size, bias=True):
    try:
        height, width = kernel_size
    except TypeError:
        height, width = kernel_size, kernel_size
    sizes = [in_channels, out_channels, height, width]
    for size in sizes:
        if size <= 0:
            raise ValueError(f"{size} is too small")
    total = 1
    for size in sizes:
        total *= size
    if bias:
        total += out_channels
    return total


def numpy_product(in_channels, out_channels, kernel_size, bias=True):
    shape = np.array([out_channels, in_channels, *np.broadcast_to(kernel_size, 2)])
    if (shape < 1).any():
        raise ValueError
    return shape.prod() + out_channels * int(bias)


def arrays_of_weights(in_channels, out_channels, kernel_size, bias=True):
    height, width = np.ones(2, dtype=int) * kernel_size
    if not all(size >= 1 for size in (in_channels, out_channels, height, width)):
        raise ValueError
    weights = np.empty((out_channels, in_channels, height, width), dtype=np.int8)
    return weights.size + (np.empty(out_channels).size if bias else 0)


def loop_over_output_channels(in_channels, out_channels, kernel_size, bias=True):
    height, width = kernel_size if np.ndim(kernel_size) else (kernel_size, kernel_size)
    if min(height, width, in_channels, out_channels) < 1:
        raise ValueError
    parameters = 0
    for _ in range(out_channels):
        for _ in range(in_channels):
            parameters += height * width
        if bias:
            parameters += 1
    return parameters


def reduced(in_channels, out_channels, kernel_size, bias=True):
    pair = [int(kernel_size)] * 2 if isinstance(kernel_size, (int, np.integer)) else list(kernel_size)
    sizes = [in_channels, *pair]
    if min([out_channels, *sizes]) < 1:
        raise ValueError
    return (reduce(mul, sizes) + (bias is True)) * out_channels


def one_dense_layer_for_each_patch(in_channels, out_channels, kernel_size, bias=True):
    if any(size < 1 for size in _flat(in_channels, out_channels, kernel_size)):
        raise ValueError
    inputs = in_channels * math.prod(_flat(kernel_size)) ** (2 if len(_flat(kernel_size)) == 1 else 1)
    return sum(inputs + 1 if bias else inputs for _ in range(out_channels))


def _flat(*values):
    return np.hstack(values).tolist()


def float32(in_channels, out_channels, kernel_size, bias=True):
    height, width = np.resize(kernel_size, 2)
    sizes = np.array([in_channels, out_channels, height, width], dtype=np.float32)
    if np.min(sizes) < 1:
        raise ValueError
    return np.prod(sizes) + np.float32(out_channels) * np.float32(bias)


def lists_of_names(in_channels, out_channels, kernel_size, bias=True):
    height, width = kernel_size if hasattr(kernel_size, "__len__") else (kernel_size,) * 2
    if in_channels < 1 or out_channels < 1 or height < 1 or width < 1:
        raise ValueError("below 1")
    names = [(f, c, i) for f in range(out_channels) for c in range(in_channels) for i in range(height * width)]
    names += [(f, "bias") for f in range(out_channels) if bias]
    return len(names)


def fractions(in_channels, out_channels, kernel_size, bias=True):
    match kernel_size:
        case (height, width):
            pass
        case size:
            height = width = int(size)
    if {in_channels > 0, out_channels > 0, height > 0, width > 0} != {True}:
        raise ValueError
    weights_of_a_channel = Fraction(in_channels * height * width)
    return out_channels * (weights_of_a_channel + Fraction(int(bias)))


def recursion(in_channels, out_channels, kernel_size, bias=True):
    if not np.iterable(kernel_size):
        return recursion(in_channels, out_channels, (kernel_size, kernel_size), bias)
    if min(in_channels, out_channels, *kernel_size) < 1:
        raise ValueError
    weights = math.prod((in_channels, out_channels, *kernel_size))
    return weights + (bias and out_channels)


class _Convolution:
    """A layer that counts its parameters."""

    def __init__(self, in_channels, out_channels, kernel_size):
        self.kernel = (in_channels, *(kernel_size if isinstance(kernel_size, tuple) else (kernel_size, kernel_size)))
        self.channels = out_channels
        if min(self.channels, *self.kernel) < 1:
            raise ValueError

    @classmethod
    def parameters(cls, in_channels, out_channels, kernel_size, bias=True):
        layer = cls(in_channels, out_channels, kernel_size)
        return layer.channels * np.prod(layer.kernel) + layer.channels * bias


bound_method = _Convolution.parameters
