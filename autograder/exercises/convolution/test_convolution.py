"""Hidden tests of `convolution` (notes, sections 1 and 2).

A student who flips the kernel makes one mistake and loses only the points of the tests about it: the other tests draw
kernels that stay the same when they are flipped. In the same way, only some tests have images or kernels that are not
square, strides, padding, fractions, and kernels of even size. One test of each task has everything together.
"""

import numpy as np
import pytest

from autograder.grading import assertions
from autograder.grading.assertions import each_of

from ..shared.arrays import integer_kernel, integers, positive, real_kernel, reals
from ..shared.kernels import TOO_LONG, even_integers, even_reals
from .cases import (
    BOTH,
    ILLEGAL,
    LEFTOVERS,
    LENGTH_EDGES,
    LENGTHS,
    NOT_SQUARE,
    PADDED,
    PLAIN,
    SIZES,
    STRIDED,
    SYMMETRIC,
    TOO_LARGE,
    check_layers,
    check_pictures,
    few_positive,
    picture,
    plain,
    positive_kernel,
    varied_layers,
    varied_lengths,
    varied_pictures,
)

conv1d = pytest.mark.task("conv1d")
conv2d = pytest.mark.task("conv2d")
conv2d_layer = pytest.mark.task("conv2d_layer")
convolution_matrix = pytest.mark.task("convolution_matrix")

LENGTH_SUBJECTS = ("orientation", "even kernels", "largest window", "fractions")
SUBJECTS = (*LENGTH_SUBJECTS, "square", "stride", "leftovers", "padding", "arguments")


@conv1d(points=1.25)
def test_conv1d_sums(student, reference, rng):
    """each output is the sum of the products at its position"""
    for m, k in LENGTHS:
        assertions.same(student.conv1d, reference.conv1d, integers(rng, m), even_integers(rng, k, 1))


@conv1d(points=1, about="orientation")
def test_conv1d_not_flipped(student, reference, rng):
    """the kernel is not flipped"""
    assertions.value(student.conv1d, np.array([-2, 3, 2]), np.array([0, 3, 2, 0, 0]), np.array([1, 0, -1]))
    for m, k in LENGTHS:
        assertions.same(student.conv1d, reference.conv1d, integers(rng, m), integer_kernel(rng, k))


@conv1d(points=0.5, about=("even kernels", "largest window"))
def test_conv1d_edges(student, reference, rng):
    """kernels of every length work: of even length, of length 1, and as long as the input"""
    for m, k in LENGTH_EDGES:
        assertions.same(student.conv1d, reference.conv1d, integers(rng, m), even_integers(rng, k, 1))


@conv1d(points=0.75)
def test_conv1d_errors(student, rng):
    """ValueError if the kernel is longer than the input, and not if it is shorter"""
    for k in (1, 3):
        assertions.accepted(student.conv1d, positive(rng, 5), np.ones(k, int))
    for m, k in TOO_LONG:
        assertions.value_error(student.conv1d, positive(rng, m), np.ones(k, int))


@conv1d(points=0.25)
def test_conv1d_views(student, reference, rng):
    """arguments may be slices or columns of other arrays"""
    x, w = integers(rng, (9, 4)), np.repeat(even_integers(rng, 3, 1), 2)
    assertions.same(student.conv1d, reference.conv1d, x[:, 1], w[::2])
    assertions.same(student.conv1d, reference.conv1d, x[::-1, 2], w[::-2])


@conv1d(points=0.25, about=LENGTH_SUBJECTS)
def test_conv1d_together(student, reference, rng):
    """all of it works together, for all kinds of numbers and lengths"""
    for x, w, _ in varied_lengths(rng):
        assertions.same(student.conv1d, reference.conv1d, x, w)


@conv2d(points=1)
def test_conv2d_sums(student, reference, rng):
    """each output is the sum of the products in its window"""
    check_pictures("conv2d", student, reference, PLAIN, rng)


@each_of(about="orientation", conv2d=1, conv2d_layer=0.5)
def test_not_flipped(task, student, reference, rng):
    """the kernel is neither flipped nor transposed"""
    check_pictures(task, student, reference, PLAIN, rng, integer_kernel)


@each_of(about=("square", "orientation"), conv2d=0.5, conv2d_layer=0.25)
def test_not_square(task, student, reference, rng):
    """images and kernels need not be square"""
    check_pictures(task, student, reference, NOT_SQUARE, rng, lambda rng, shape: even_integers(rng, shape, 2))


@each_of(about="stride", conv2d=1)
def test_stride(task, student, reference, rng):
    """windows move by the stride in both directions"""
    check_pictures(task, student, reference, STRIDED, rng)


@conv2d(points=0.25, about=("stride", "leftovers"))
def test_conv2d_leftovers(student, reference, rng):
    """windows that extend beyond the edge are dropped"""
    check_pictures("conv2d", student, reference, LEFTOVERS, rng)


@each_of(about="padding", conv2d=1.25, conv2d_layer=0.5)
def test_padding(task, student, reference, rng):
    """zeros are added on all four sides, even if a window contains only zeros"""
    check_pictures(task, student, reference, PADDED, rng)


@each_of(about=("stride", "padding", "arguments"), conv2d=0.25, conv2d_layer=0.25)
def test_stride_and_padding(task, student, reference, rng):
    """stride and padding work together, as keyword and as positional arguments"""
    check_pictures(task, student, reference, BOTH, rng)
    for shape, extents, keywords in BOTH:
        arguments = picture(task, integers(rng, (shape, shape)), SYMMETRIC(rng, (extents, extents)))
        assertions.same(getattr(student, task), getattr(reference, task), *arguments, *keywords.values())


@each_of(about=("even kernels", "largest window"), conv2d=0.5, conv2d_layer=0.25)
def test_sizes(task, student, reference, rng):
    """kernels of every size work: of even size, of size 1, and as large as the input"""
    check_pictures(task, student, reference, SIZES, rng)


@conv2d(points=0.25)
def test_conv2d_views(student, reference, rng):
    """arguments may be transposed or sliced arrays"""
    x, w = integers(rng, (7, 8)), np.repeat(SYMMETRIC(rng, (3, 3)), 2, axis=1)
    assertions.same(student.conv2d, reference.conv2d, x[:, 1:].T, w[:, ::2])
    assertions.same(student.conv2d, reference.conv2d, x[::-2, 1::2], w.T[1::2])


@conv2d(points=0.25, about=SUBJECTS)
def test_conv2d_together(student, reference, rng):
    """all of it works together, for all kinds of numbers and shapes"""
    for arguments in varied_pictures(rng):
        assertions.same(student.conv2d, reference.conv2d, *arguments)


@conv2d_layer(points=1, about="channels")
def test_layer_channels(student, reference, rng):
    """the channels of an image are summed, and each has its own kernel"""
    for channels in (1, 2, 3, 4):
        check_layers(student, reference, rng, c=channels)


@conv2d_layer(points=1, about="filters")
def test_layer_filters(student, reference, rng):
    """each filter has its own kernels and its own output"""
    for filters in (1, 3, 3):
        check_layers(student, reference, rng, f=filters)


@conv2d_layer(points=0.5, about="images")
def test_layer_pictures(student, reference, rng):
    """several images are processed in one call"""
    for images in (2, 3, 5):
        check_layers(student, reference, rng, n=images)


@conv2d_layer(points=0.25, about="bias")
def test_layer_bias(student, reference, rng):
    """the bias is added once to every output"""
    for channels in (2, 3):
        x, w = integers(rng, (1, channels, 5, 5)), np.zeros((1, channels, 3, 3), int)
        assertions.same(student.conv2d_layer, reference.conv2d_layer, x, w, integer_kernel(rng, 1))
    x, w = integers(rng, (1, 1, 5, 5)), SYMMETRIC(rng, (1, 1, 3, 3))
    assertions.same(student.conv2d_layer, reference.conv2d_layer, x, w, integer_kernel(rng, 1))


@conv2d_layer(points=0.5, about=("bias", "filters", "images"))
def test_layer_biases(student, reference, rng):
    """each filter has its own bias, in every image, even if the output is as wide or high as there are filters"""
    for images, size in [(1, 5), (3, 5), (2, 6)]:
        x, w = integers(rng, (images, 1, size, size)), SYMMETRIC(rng, (3, 1, 3, 3))
        assertions.same(student.conv2d_layer, reference.conv2d_layer, x, w, integer_kernel(rng, 3))


@conv2d_layer(points=0.5, about=("stride", "leftovers"))
def test_layer_stride(student, reference, rng):
    """windows move by the stride in both directions, and windows that extend beyond the edge are dropped"""
    check_pictures("conv2d_layer", student, reference, STRIDED + LEFTOVERS, rng)


@conv2d_layer(points=0.25, about=("bias", "padding"))
def test_layer_bias_in_padding(student, reference, rng):
    """the output is the bias if a window contains only padding"""
    x, w = rng.permutation(9).reshape(1, 1, 3, 3) - 4, SYMMETRIC(rng, (1, 1, 3, 3))  # no two values are equal
    assertions.same(student.conv2d_layer, reference.conv2d_layer, x, w, integer_kernel(rng, 1), padding=4)


@conv2d_layer(points=0.25)
def test_layer_channel_mismatch(student, rng):
    """ValueError if images and filters have different numbers of channels, even if they broadcast"""
    x, b = positive(rng, (1, 1, 5, 5)), np.zeros(1, int)
    assertions.accepted(student.conv2d_layer, x, np.ones((1, 1, 3, 3), int), b)
    for x_channels, w_channels in [(1, 3), (3, 1), (2, 3), (3, 2), (4, 2)]:
        x, w = positive(rng, (1, x_channels, 5, 5)), np.ones((1, w_channels, 3, 3), int)
        assertions.value_error(student.conv2d_layer, x, w, b)


@conv2d_layer(points=0.25)
def test_layer_bias_mismatch(student, rng):
    """ValueError if the number of biases is not the number of filters, even if they broadcast"""
    x = positive(rng, (1, 1, 5, 5))
    assertions.accepted(student.conv2d_layer, x, np.ones((1, 1, 3, 3), int), np.zeros(1, int))
    for filters, biases in [(3, 1), (1, 3), (3, 2), (3, 4), (2, 4)]:
        assertions.value_error(student.conv2d_layer, x, np.ones((filters, 1, 3, 3), int), np.zeros(biases, int))


@conv2d_layer(points=0.25)
def test_layer_views(student, reference, rng):
    """arguments may be transposed or sliced arrays"""
    x, w, b = integers(rng, (5, 10, 1, 1)), SYMMETRIC(rng, (2, 1, 3, 3)), np.zeros(4, int)
    assertions.same(student.conv2d_layer, reference.conv2d_layer, x.transpose(3, 2, 0, 1)[..., ::2], w[::2], b[::4])
    assertions.same(
        student.conv2d_layer, reference.conv2d_layer, x.T[..., ::-2, :], w[1::2].transpose(0, 1, 3, 2), b[1::3]
    )


@conv2d_layer(points=0.25, about=(*SUBJECTS, "channels", "filters", "images", "bias"))
def test_layer_together(student, reference, rng):
    """all of it works together, for all kinds of numbers and shapes"""
    for arguments in varied_layers(rng):
        assertions.same(student.conv2d_layer, reference.conv2d_layer, *arguments)


@convolution_matrix(points=1)
def test_matrix_diagonals(student, reference, rng):
    """each parameter is on its own diagonal, with zeros elsewhere"""
    for m, k in LENGTHS:
        assertions.same(student.convolution_matrix, reference.convolution_matrix, even_integers(rng, k, 1), m)


@convolution_matrix(points=0.5, about="orientation")
def test_matrix_not_flipped(student, reference, rng):
    """the product with any input equals conv1d: the kernel is not flipped"""
    for m, k in LENGTHS:
        assertions.same(student.convolution_matrix, reference.convolution_matrix, integer_kernel(rng, k), m)


@convolution_matrix(points=0.5, about="fractions")
def test_matrix_reals(student, reference, rng):
    """parameters keep their fractions"""
    for m, k in LENGTHS:
        assertions.same(student.convolution_matrix, reference.convolution_matrix, even_reals(rng, k, 1), m)


@convolution_matrix(points=0.5, about=("even kernels", "largest window"))
def test_matrix_edges(student, reference, rng):
    """kernels of every length work: of even length, of length 1, and as long as the input"""
    for m, k in LENGTH_EDGES:
        assertions.same(student.convolution_matrix, reference.convolution_matrix, even_integers(rng, k, 1), m)


@convolution_matrix(points=0.5)
def test_matrix_errors(student):
    """ValueError if the kernel is longer than the input, and not if it is shorter"""
    for k in (1, 3):
        assertions.accepted(student.convolution_matrix, np.ones(k, int), 5)
    for m, k in TOO_LONG:
        assertions.value_error(student.convolution_matrix, np.ones(k, int), m)


@convolution_matrix(points=0.25)
def test_matrix_views(student, reference, rng):
    """the kernel may be a slice of another array"""
    w = np.repeat(even_integers(rng, 3, 1), 3)
    assertions.same(student.convolution_matrix, reference.convolution_matrix, w[::-3], 7)
    assertions.same(student.convolution_matrix, reference.convolution_matrix, w[1::3], 6)


@convolution_matrix(points=0.25, about=LENGTH_SUBJECTS)
def test_matrix_together(student, reference, rng):
    """all of it works together, for all kinds of numbers and lengths"""
    for _, w, m in varied_lengths(rng):
        assertions.same(student.convolution_matrix, reference.convolution_matrix, w, m)


@each_of(about="fractions", conv1d=0.5, conv2d=0.5, conv2d_layer=0.25)
def test_types(task, student, reference, rng):
    """integer inputs work with real kernels, and real inputs with integer kernels"""
    for inputs, kernel in [(integers, real_kernel), (reals, integer_kernel)]:
        assertions.same(getattr(student, task), getattr(reference, task), *plain(task, rng, inputs, kernel))


@each_of(conv2d=0.5, conv2d_layer=0.25)
def test_too_large(task, student, rng):
    """ValueError if the kernel is larger than the padded input in one direction or both, and not if it is smaller"""
    for size in (1, 3):
        assertions.accepted(getattr(student, task), *picture(task, positive(rng, (5, 5)), np.ones((size, size), int)))
    for shape, keywords in TOO_LARGE:
        arguments = picture(task, positive(rng, (5, 7)), np.ones(shape, int))
        assertions.value_error(getattr(student, task), *arguments, **keywords)


@each_of(conv2d=0.25, conv2d_layer=0.25)
def test_illegal(task, student, rng):
    """ValueError if the stride is below 1 or the padding is below 0, and only then"""
    arguments = picture(task, positive(rng, (5, 5)), np.ones((3, 3), int))
    assertions.accepted(getattr(student, task), *arguments, stride=1, padding=0)
    for keywords in ILLEGAL:
        assertions.value_error(getattr(student, task), *arguments, **keywords)


@each_of(conv1d=0.25, conv2d=0.25, conv2d_layer=0.25, convolution_matrix=0.25)
def test_arguments(task, student, reference, rng):
    """the arguments are not changed"""
    assertions.same(getattr(student, task), getattr(reference, task), *plain(task, rng, few_positive, positive_kernel))
    for options in [{}, {"stride": 2}] if task.startswith("conv2d") else [{}]:
        for inputs, kernel in [(integers, integer_kernel), (reals, real_kernel)]:
            assertions.arguments_kept(getattr(student, task), *plain(task, rng, inputs, kernel), **options)
    if task == "conv2d_layer":
        for bias in (integer_kernel(rng, 1), real_kernel(rng, 1)):
            assertions.arguments_kept(student.conv2d_layer, *plain(task, rng)[:2], bias)


@each_of(conv1d=0.25, conv2d=0.25, conv2d_layer=0.25, convolution_matrix=0.25)
def test_again(task, student, reference, rng):
    """repeated calls give right results, and earlier results do not change"""
    calls = [plain(task, rng, few_positive, positive_kernel) for _ in range(10)]
    assertions.results_kept(getattr(student, task), getattr(reference, task), *calls)
