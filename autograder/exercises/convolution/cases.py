"""The cases of convolution: shapes and keyword arguments for which the hidden tests draw arrays.

No input or kernel is square, and sizes, strides and paddings differ from each other, so that a test notices if a
student exchanges them.
"""

import numpy as np

from autograder.grading import assertions

from ..shared.arrays import even, integer_kernel, reals
from ..shared.kernels import KINDS, even_reals

PLAIN = [((5, 7), (3, 2), {}), ((6, 5), (2, 4), {}), ((4, 9), (1, 3), {}), ((8, 5), (3, 1), {})]
EDGES = [((4, 6), (4, 3), {}), ((4, 6), (2, 6), {}), ((4, 6), (4, 6), {})]
STRIDED = [((6, 9), (2, 3), {"stride": 2}), ((9, 11), (3, 2), {"stride": 3}), ((5, 8), (1, 2), {"stride": 6})]
PADDED = [((4, 6), (2, 3), {"padding": 1}), ((5, 3), (3, 2), {"padding": 2}), ((3, 5), (5, 7), {"padding": 1})]
ALL_PADDING = [((3, 4), (1, 2), {"padding": 3}), ((4, 2), (2, 3), {"padding": 4})]
STRIDED_PADDED = [
    ((6, 7), (3, 2), {"stride": 2, "padding": 1}),
    ((5, 8), (2, 3), {"stride": 3, "padding": 2}),
    ((7, 4), (2, 1), {"stride": 4, "padding": 3}),
]
AS_WIDE_OR_HIGH = [((5, 4), (1, 2), {}), ((4, 5), (2, 1), {})]  # equal to 3, the number of filters

# Kernel shapes and keyword arguments for an input of shape (5, 7): legal ones, and ones that raise ValueError.
# In TOO_LARGE, some kernels are too large by so little that a large stride hides it in the formula for OH.
LEGAL = [((5, 7), {}), ((7, 9), {"padding": 1}), ((3, 2), {"stride": 1, "padding": 0}), ((5, 1), {})]
TOO_LARGE = [
    ((6, 2), {}),
    ((3, 8), {}),
    ((8, 9), {}),
    ((6, 2), {"stride": 3}),
    ((3, 8), {"stride": 3}),
    ((8, 2), {"padding": 1}),
    ((3, 10), {"padding": 1, "stride": 4}),
]
ILLEGAL = [{"stride": 0}, {"stride": -1}, {"stride": -2, "padding": 1}, {"padding": -1}, {"padding": -2, "stride": 2}]


def example(task, rng, inputs=reals, kernel=even_reals):
    """Legal arguments of each task, drawn with `inputs` and `kernel`."""
    if task == "conv1d":
        return inputs(rng, 8), kernel(rng, 3, 1)
    if task == "conv2d":
        return inputs(rng, (4, 6)), kernel(rng, (3, 2), 2)
    if task == "conv2d_layer":
        return inputs(rng, (2, 2, 4, 6)), kernel(rng, (3, 2, 3, 2), 2), np.zeros(3, int)
    return kernel(rng, 3, 1), 7


def picture(task, x, w):
    """The arguments of conv2d for an image and a kernel, or the arguments of conv2d_layer for the same two."""
    one = np.newaxis, np.newaxis
    return (x, w) if task == "conv2d" else (x[one], w[one], np.zeros(1, int))


def check_lengths(student, reference, lengths, rng, flip_shows=False):
    for m, k in lengths:
        for inputs, kernel in KINDS:
            w = kernel(rng, k) if flip_shows else even(kernel, rng, k, 1)
            assertions.same(student.conv1d, reference.conv1d, inputs(rng, m), w)


def check_matrices(student, reference, kernel, lengths, rng):
    for m, k in lengths:
        w = kernel(rng, k) if kernel is integer_kernel else kernel(rng, k, 1)
        assertions.same(student.convolution_matrix, reference.convolution_matrix, w, m)


def check_pictures(student, reference, cases, rng, flip_shows=False):
    for shape, kernel_shape, keywords in cases:
        for inputs, kernel in KINDS:
            w = kernel(rng, kernel_shape) if flip_shows else even(kernel, rng, kernel_shape, 2)
            assertions.same(student.conv2d, reference.conv2d, inputs(rng, shape), w, **keywords)


def check_layers(student, reference, cases, rng, n=1, c=1, f=1, biased=False, flip_shows=False):
    """Check the cases of `check_pictures` with n images, c channels and f filters. The bias is 0 unless `biased`."""
    for shape, kernel_shape, keywords in cases:
        for inputs, kernel in KINDS:
            w = (f, c, *kernel_shape)
            w = kernel(rng, w) if flip_shows else even(kernel, rng, w, 2)
            b = kernel(rng, f) * biased
            assertions.same(student.conv2d_layer, reference.conv2d_layer, inputs(rng, (n, c, *shape)), w, b, **keywords)
