"""Right answers for `receptive_field`, in different styles."""

import itertools

import numpy as np


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
