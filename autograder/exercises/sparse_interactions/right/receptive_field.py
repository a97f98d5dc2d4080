"""Right answers for `receptive_field`, in different styles."""

import functools
import itertools
import math

import numpy as np


def upwards(kernel_sizes, strides=None):
    if strides is None:
        strides = [1 for _ in kernel_sizes]
    if len(kernel_sizes) != len(strides):
        raise ValueError("lengths")
    field = 1
    jump = 1
    for i in range(len(kernel_sizes)):
        if kernel_sizes[i] < 1 or strides[i] < 1:
            raise ValueError("below 1")
        field = field + (kernel_sizes[i] - 1) * jump
        jump = jump * strides[i]
    return field


def downwards(kernel_sizes, strides=None):
    strides = strides if strides is not None else len(kernel_sizes) * [1]
    field = 1
    for k, s in reversed(list(zip(kernel_sizes, strides, strict=True))):
        if k < 1 or s < 1:
            raise ValueError
        field = (field - 1) * s + k
    return field


def products(kernel_sizes, strides=None):
    strides = [1] * len(kernel_sizes) if strides is None else strides
    if len(strides) != len(kernel_sizes) or not all(number >= 1 for number in kernel_sizes + strides):
        raise ValueError
    return 1 + sum((k - 1) * math.prod(strides[:i]) for i, k in enumerate(kernel_sizes))


def recursion(kernel_sizes, strides=None):
    if strides is None:
        return recursion(kernel_sizes, [1] * len(kernel_sizes))
    if len(strides) != len(kernel_sizes):
        raise ValueError
    if not kernel_sizes:
        return 1
    [size, *sizes], [stride, *others] = kernel_sizes, strides
    if min(size, stride) < 1:
        raise ValueError
    return stride * (recursion(sizes, others) - 1) + size


def vectorised(kernel_sizes, strides=None):
    k = np.array(kernel_sizes, dtype=int)
    s = np.ones_like(k) if strides is None else np.array(strides, dtype=int)
    if k.shape != s.shape or np.any(k < 1) or np.any(s < 1):
        raise ValueError
    jumps = np.cumprod(np.append(1, s))[:-1]
    return (k - 1) @ jumps + 1


def first_and_last_input(kernel_sizes, strides=None):
    strides = [1] * len(kernel_sizes) if strides is None else strides
    if len(kernel_sizes) != len(strides):
        raise ValueError
    first = last = 0
    for layer in range(len(strides) - 1, -1, -1):
        if kernel_sizes[layer] <= 0 or strides[layer] <= 0:
            raise ValueError
        first, last = first * strides[layer], last * strides[layer] + kernel_sizes[layer] - 1
    return last - first + 1


def places_as_a_set(kernel_sizes, strides=None):
    strides = strides if strides is not None else [1] * len(kernel_sizes)
    if len(strides) != len(kernel_sizes) or {True} != {number > 0 for number in [1, *kernel_sizes, *strides]}:
        raise ValueError
    seen = {0}
    for layer in reversed(range(len(kernel_sizes))):
        seen = {unit * strides[layer] + i for unit in seen for i in range(kernel_sizes[layer])}
    return max(seen) - min(seen) + 1


def an_experiment(kernel_sizes, strides=None):
    strides = [1] * len(kernel_sizes) if strides is None else strides
    if len(strides) != len(kernel_sizes) or any(number < 1 for number in [*kernel_sizes, *strides]):
        raise ValueError
    kernel = np.ones(1)  # the kernel of one convolution that is equivalent to the whole stack
    for size, stride in zip(kernel_sizes[::-1], strides[::-1], strict=True):
        spread = np.zeros((len(kernel) - 1) * stride + 1)
        spread[::stride] = kernel
        kernel = np.convolve(spread, np.ones(size))
    return float(np.ptp(np.flatnonzero(kernel)) + 1)


def reduced(kernel_sizes, strides=None):
    layers = [(k, 1) for k in kernel_sizes] if strides is None else list(zip(kernel_sizes, strides, strict=True))
    if any(number < 1 for layer in layers for number in layer):
        raise ValueError
    return functools.reduce(lambda field, layer: (field - 1) * layer[1] + layer[0], layers[::-1], 1)


def accumulated(kernel_sizes, strides=None):
    strides = list(itertools.repeat(1, len(kernel_sizes))) if strides is None else strides
    if len(strides) != len(kernel_sizes):
        raise ValueError
    if kernel_sizes and (min(kernel_sizes) < 1 or min(strides) < 1):
        raise ValueError
    steps = itertools.accumulate(strides, lambda one, other: one * other, initial=1)
    return np.int64(sum((k - 1) * step for k, step in zip(kernel_sizes, steps, strict=False)) + 1)


def length_that_leaves_one_output(kernel_sizes, strides=None):
    strides = [1] * len(kernel_sizes) if strides is None else strides
    if len(strides) != len(kernel_sizes) or any(np.less([*kernel_sizes, *strides], 1)):
        raise ValueError

    def outputs(length):
        for k, s in zip(kernel_sizes, strides, strict=True):
            length = (length - k) // s + 1 if length >= k else 0
        return length

    return next(length for length in itertools.count(1) if outputs(length) == 1)


class _Stack:
    """Layers on top of each other."""

    def __init__(self):
        self.width = self.step = 1

    def add(self, size, stride):
        if size < 1 or stride < 1:
            raise ValueError(f"a kernel of {size} with stride {stride}")
        self.width += self.step * (size - 1)
        self.step *= stride


def object_with_a_state(kernel_sizes, strides=None):
    stack = _Stack()
    for size, stride in zip(kernel_sizes, strides if strides is not None else [1] * len(kernel_sizes), strict=True):
        stack.add(size, stride)
    return stack.width
