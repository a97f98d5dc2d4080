"""Right answers for `conv2d_parameters`, in different styles."""

import math
from fractions import Fraction
from functools import reduce
from operator import mul

import numpy as np


def arrays_of_weights(in_channels, out_channels, kernel_size, bias=True):
    height, width = np.ones(2, dtype=int) * kernel_size
    if not all(size >= 1 for size in (in_channels, out_channels, height, width)):
        raise ValueError
    weights = np.empty((out_channels, in_channels, height, width), dtype=np.int8)
    return weights.size + (np.empty(out_channels).size if bias else 0)


def reduced(in_channels, out_channels, kernel_size, bias=True):
    pair = [int(kernel_size)] * 2 if isinstance(kernel_size, (int, np.integer)) else list(kernel_size)
    sizes = [in_channels, *pair]
    if min([out_channels, *sizes]) < 1:
        raise ValueError
    return (reduce(mul, sizes) + (bias is True)) * out_channels


def float32(in_channels, out_channels, kernel_size, bias=True):
    height, width = np.resize(kernel_size, 2)
    sizes = np.array([in_channels, out_channels, height, width], dtype=np.float32)
    if np.min(sizes) < 1:
        raise ValueError
    return np.prod(sizes) + np.float32(out_channels) * np.float32(bias)


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
