"""Hidden tests of `convolution` (notes, sections 1 and 2).

A student who flips the kernel makes one mistake and loses only the points of the tests about it: the other tests draw
kernels that stay the same when they are flipped (`even`).
"""

import numpy as np
import pytest

from autograder.grading import assertions
from autograder.grading.assertions import each_of

from ..shared.arrays import integer_kernel, integers, positive, real_kernel, reals
from ..shared.kernels import LENGTH_EDGES, LENGTHS, TOO_LONG, even_integers, even_reals
from .cases import (
    ALL_PADDING,
    AS_WIDE_OR_HIGH,
    EDGES,
    ILLEGAL,
    LEGAL,
    PADDED,
    PLAIN,
    STRIDED,
    STRIDED_PADDED,
    TOO_LARGE,
    check_layers,
    check_lengths,
    check_matrices,
    check_pictures,
    example,
    picture,
)

conv1d = pytest.mark.task("conv1d")
conv2d = pytest.mark.task("conv2d")
conv2d_layer = pytest.mark.task("conv2d_layer")
convolution_matrix = pytest.mark.task("convolution_matrix")


@conv1d(points=1.25)
def test_conv1d_sums(student, reference, rng):
    """each output is the sum of the products at its position"""
    check_lengths(student, reference, LENGTHS, rng)


@conv1d(points=1)
def test_conv1d_not_flipped(student, reference, rng):
    """the kernel is not flipped"""
    assertions.value(student.conv1d, np.array([-2, 3, 2]), np.array([0, 3, 2, 0, 0]), np.array([1, 0, -1]))
    check_lengths(student, reference, LENGTHS, rng, flip_shows=True)


@conv1d(points=0.5)
def test_conv1d_edges(student, reference, rng):
    """a kernel of length 1 and a kernel as long as the input work"""
    check_lengths(student, reference, LENGTH_EDGES, rng)


@conv1d(points=1)
def test_conv1d_errors(student, rng):
    """ValueError if the kernel is longer than the input, and only then"""
    for k in (1, 3, 4):
        assertions.accepted(student.conv1d, positive(rng, 4), np.ones(k, int))
    for m, k in TOO_LONG:
        assertions.value_error(student.conv1d, positive(rng, m), np.ones(k, int))


@conv1d(points=0.25)
def test_conv1d_views(student, reference, rng):
    """arguments may be slices or columns of other arrays"""
    x, w = reals(rng, (9, 4)), np.repeat(even_reals(rng, 4, 1), 2)
    assertions.same(student.conv1d, reference.conv1d, x[:, 1], w[::2])
    assertions.same(student.conv1d, reference.conv1d, x[::-1, 2], w[6::-2])


@conv2d(points=1.25)
def test_conv2d_sums(student, reference, rng):
    """each output is the sum of the products in its window"""
    check_pictures(student, reference, PLAIN, rng)


@conv2d(points=1)
def test_conv2d_not_flipped(student, reference, rng):
    """the kernel is not flipped"""
    check_pictures(student, reference, PLAIN, rng, flip_shows=True)


@conv2d(points=1.25)
def test_conv2d_stride(student, reference, rng):
    """windows move by the stride in both directions, and windows that extend beyond the edge are dropped"""
    check_pictures(student, reference, STRIDED, rng)


@conv2d(points=1.25)
def test_conv2d_padding(student, reference, rng):
    """zeros are added on all four sides, even if a window contains only zeros"""
    check_pictures(student, reference, PADDED + ALL_PADDING, rng)


@conv2d(points=0.5)
def test_conv2d_stride_and_padding(student, reference, rng):
    """stride and padding work together, as keyword and as positional arguments"""
    check_pictures(student, reference, STRIDED_PADDED, rng)
    assertions.same(student.conv2d, reference.conv2d, reals(rng, (6, 8)), real_kernel(rng, (2, 3)), 3, 1)


@conv2d(points=0.5)
def test_conv2d_edges(student, reference, rng):
    """a kernel as large as the padded input, in one direction or both, works"""
    check_pictures(student, reference, EDGES, rng)


@conv2d(points=0.25)
def test_conv2d_views(student, reference, rng):
    """arguments may be transposed or sliced arrays"""
    x, w = reals(rng, (7, 8)), np.repeat(even_reals(rng, (4, 3), 2), 2, axis=1)
    assertions.same(student.conv2d, reference.conv2d, x.T, w[:, ::2])
    assertions.same(student.conv2d, reference.conv2d, x[::-1, 1::2], w.T[1::2])


@conv2d_layer(points=1.25)
def test_layer_channels(student, reference, rng):
    """the channels of an image are summed, and each has its own kernel"""
    check_layers(student, reference, PLAIN[:1], rng)
    check_layers(student, reference, PLAIN[:2], rng, c=3)


@conv2d_layer(points=1.25)
def test_layer_filters(student, reference, rng):
    """each filter has its own kernels and its own output"""
    check_layers(student, reference, PLAIN[:2], rng, f=3)
    check_layers(student, reference, PLAIN[:2], rng, c=2, f=3)


@conv2d_layer(points=0.5)
def test_layer_pictures(student, reference, rng):
    """several images are processed in one call"""
    check_layers(student, reference, PLAIN[:2], rng, n=3)
    check_layers(student, reference, PLAIN[:2], rng, n=4, c=3, f=2)


@conv2d_layer(points=0.5)
def test_layer_not_flipped(student, reference, rng):
    """the kernels are not flipped"""
    check_layers(student, reference, PLAIN[:2], rng, c=2, flip_shows=True)


@conv2d_layer(points=1)
def test_layer_bias(student, reference, rng):
    """each filter's bias is added once, even if the output's width or height equals the number of filters"""
    check_layers(student, reference, AS_WIDE_OR_HIGH, rng, f=3, biased=True)
    check_layers(student, reference, PLAIN[:1], rng, c=2, f=3, biased=True)
    x, w, b = integers(rng, (1, 2, 5, 6)), even_integers(rng, (3, 2, 3, 2), 2), real_kernel(rng, 6)
    assertions.same(student.conv2d_layer, reference.conv2d_layer, x, w, b[:3])
    assertions.same(student.conv2d_layer, reference.conv2d_layer, x, w, b[::-2])


@conv2d_layer(points=1.25)
def test_layer_stride_and_padding(student, reference, rng):
    """stride and padding work as in conv2d, alone and together, as keyword and as positional arguments"""
    cases = STRIDED[:1] + PADDED[:1] + ALL_PADDING[:1] + STRIDED_PADDED + PADDED[-1:]
    check_layers(student, reference, cases, rng)
    x, w = reals(rng, (1, 3, 6, 8)), even_reals(rng, (1, 3, 2, 3), 2)
    assertions.same(student.conv2d_layer, reference.conv2d_layer, x, w, np.zeros(1), 3, 1)


@conv2d_layer(points=0.25)
def test_layer_bias_in_padding(student, reference, rng):
    """the output is the bias if a window contains only padding"""
    check_layers(student, reference, ALL_PADDING, rng, c=2, f=3, biased=True)


@conv2d_layer(points=0.25)
def test_layer_channel_mismatch(student, rng):
    """ValueError if images and filters have different numbers of channels, even if they broadcast"""
    b = np.zeros(4, int)
    for channels in (1, 2, 3):
        x, w = positive(rng, (1, channels, 4, 5)), np.ones((4, channels, 2, 3), int)
        assertions.accepted(student.conv2d_layer, x, w, b)
    for x_channels, w_channels in [(1, 3), (3, 1), (2, 3), (3, 2), (4, 2)]:
        x, w = positive(rng, (1, x_channels, 4, 5)), np.ones((4, w_channels, 2, 3), int)
        assertions.value_error(student.conv2d_layer, x, w, b)


@conv2d_layer(points=0.25)
def test_layer_bias_mismatch(student, rng):
    """ValueError if the number of biases is not the number of filters, even if they broadcast"""
    x = positive(rng, (1, 2, 4, 5))
    for filters in (1, 3):
        assertions.accepted(student.conv2d_layer, x, np.ones((filters, 2, 2, 3), int), np.zeros(filters, int))
    for filters, biases in [(3, 1), (1, 3), (3, 2), (3, 4), (2, 4)]:
        assertions.value_error(student.conv2d_layer, x, np.ones((filters, 2, 2, 3), int), np.zeros(biases, int))


@convolution_matrix(points=1)
def test_matrix_diagonals(student, reference, rng):
    """each parameter is on its own diagonal, with zeros elsewhere"""
    check_matrices(student, reference, even_integers, LENGTHS, rng)


@convolution_matrix(points=0.5)
def test_matrix_not_flipped(student, reference, rng):
    """the product with any input equals conv1d: the kernel is not flipped"""
    check_matrices(student, reference, integer_kernel, LENGTHS, rng)


@convolution_matrix(points=0.5)
def test_matrix_reals(student, reference, rng):
    """parameters keep their fractions"""
    check_matrices(student, reference, even_reals, LENGTHS, rng)


@convolution_matrix(points=0.5)
def test_matrix_edges(student, reference, rng):
    """a kernel of length 1 and a kernel as long as the input work"""
    check_matrices(student, reference, even_integers, LENGTH_EDGES, rng)


@convolution_matrix(points=0.75)
def test_matrix_errors(student):
    """ValueError if the kernel is longer than the input, and only then"""
    for k in (1, 3, 4):
        assertions.accepted(student.convolution_matrix, np.ones(k, int), 4)
    for m, k in TOO_LONG:
        assertions.value_error(student.convolution_matrix, np.ones(k, int), m)


@convolution_matrix(points=0.25)
def test_matrix_views(student, reference, rng):
    """the kernel may be a slice of another array"""
    w = np.repeat(even_reals(rng, 4, 1), 3)
    assertions.same(student.convolution_matrix, reference.convolution_matrix, w[::-3], 7)
    assertions.same(student.convolution_matrix, reference.convolution_matrix, w[1::3], 6)


@conv2d_layer(points=0.25)
def test_layer_views(student, reference, rng):
    """arguments may be transposed or sliced arrays"""
    x, w, b = reals(rng, (5, 6, 2, 3)), even_reals(rng, (4, 2, 2, 3), 2), np.zeros(8)
    assertions.same(student.conv2d_layer, reference.conv2d_layer, x.transpose(3, 2, 0, 1), w[::2], b[::4])
    assertions.same(
        student.conv2d_layer, reference.conv2d_layer, x.T[::2, ::-1], w.transpose(0, 1, 3, 2)[:, ::-1], b[::2]
    )


@each_of(conv1d=0.5, conv2d=0.5, conv2d_layer=0.25)
def test_types(task, student, reference, rng):
    """integer inputs work with real kernels, and real inputs with integer kernels"""
    for inputs, kernel in [(integers, even_reals), (reals, even_integers)]:
        assertions.same(getattr(student, task), getattr(reference, task), *example(task, rng, inputs, kernel))


@each_of(conv2d=0.5, conv2d_layer=0.25)
def test_too_large(task, student, rng):
    """ValueError if the kernel is larger than the padded input in one direction or both, and only then"""
    x = positive(rng, (5, 7))
    for shape, keywords in LEGAL:
        assertions.accepted(getattr(student, task), *picture(task, x, np.ones(shape, int)), **keywords)
    for shape, keywords in TOO_LARGE:
        assertions.value_error(getattr(student, task), *picture(task, x, np.ones(shape, int)), **keywords)


@each_of(conv2d=0.5, conv2d_layer=0.25)
def test_illegal(task, student, rng):
    """ValueError if the stride is below 1 or the padding is below 0, and only then"""
    arguments = picture(task, positive(rng, (5, 7)), np.ones((1, 2), int))
    assertions.accepted(getattr(student, task), *arguments, stride=1, padding=0)
    for keywords in ILLEGAL:
        assertions.value_error(getattr(student, task), *arguments, **keywords)


@each_of(conv1d=0.25, conv2d=0.25, conv2d_layer=0.25, convolution_matrix=0.25)
def test_arguments(task, student, reference, rng):
    """the arguments are not changed"""
    strided = [(2, 1)] if task.startswith("conv2d") else []
    for more in [(), *strided]:
        for call in [example(task, rng), example(task, rng, integers, even_integers)]:
            assertions.same(getattr(student, task), getattr(reference, task), *call, *more)
            assertions.arguments_kept(getattr(student, task), *call, *more)
    if task == "conv2d_layer":
        assertions.arguments_kept(student.conv2d_layer, *example(task, rng)[:2], real_kernel(rng, 3))


@each_of(conv1d=0.25, conv2d=0.25, conv2d_layer=0.25, convolution_matrix=0.25)
def test_again(task, student, reference, rng):
    """repeated calls give right results, and earlier results do not change"""
    strided = [(1, 1)] if task == "conv2d" else []
    for more in [(), *strided]:
        calls = [(*example(task, rng), *more) for _ in range(10)]
        assertions.results_kept(getattr(student, task), getattr(reference, task), *calls)
