"""Hidden graders of `convolution` (notes, sections 1 and 2)."""

import numpy as np
import pytest

from autograder import expect

conv1d = pytest.mark.task("conv1d")
conv2d = pytest.mark.task("conv2d")
conv2d_layer = pytest.mark.task("conv2d_layer")
convolution_matrix = pytest.mark.task("convolution_matrix")

# Shapes of the arrays and keyword arguments. No picture or kernel is square, and sizes, strides and paddings
# differ from each other, so that one cannot stand for another.
LENGTHS = [(9, 2), (8, 3), (12, 5), (7, 4)]  # m, k
LENGTH_EDGES = [(6, 1), (1, 1), (5, 5), (2, 2)]
TOO_LONG = [(4, 5), (4, 6), (4, 9), (1, 2)]
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
AS_WIDE_OR_HIGH = [((5, 4), (1, 2), {}), ((4, 5), (2, 1), {})]  # as three filters

# Beside a picture of shape (5, 7): what is legal, and what raises. TOO_LARGE are kernels that are too large in
# at least one direction, some by so little that a large stride hides it in the formula for OH.
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


def positive(rng, shape):
    """Positive integers: under a kernel of ones, a window that covers more has a larger sum."""
    return rng.integers(1, 6, shape)


def integers(rng, shape):
    return rng.integers(-3, 4, shape)


def reals(rng, shape):
    """Multiples of a quarter in [-3, 3]."""
    return rng.integers(-12, 13, shape) / 4


def integer_kernel(rng, shape):
    """Integers in [-5, 5] other than 0; up to five of them all differ in size."""
    count = int(np.prod(shape))
    return ((rng.permutation(count) % 5 + 1) * rng.choice([-1, 1], count)).reshape(shape)


def real_kernel(rng, shape):
    """Up to 48 multiples of a sixteenth in [-3, 3] that all differ in size, so no flip or exchange keeps them."""
    count = int(np.prod(shape))
    return ((rng.permutation(48)[:count] + 1) / 16 * rng.choice([-1, 1], count)).reshape(shape)


KINDS = [(integers, integer_kernel), (reals, real_kernel)]


def check_lengths(student, reference, lengths, rng):
    for m, k in lengths:
        for inputs, kernel in KINDS:
            expect.same(student.conv1d, reference.conv1d, inputs(rng, m), kernel(rng, k))


def check_pictures(student, reference, cases, rng):
    for shape, kernel_shape, keywords in cases:
        for inputs, kernel in KINDS:
            x, w = inputs(rng, shape), kernel(rng, kernel_shape)
            expect.same(student.conv2d, reference.conv2d, x, w, **keywords)


def check_layers(student, reference, cases, rng, n=1, c=1, f=1, biased=False):
    """The cases of `check_pictures` with n pictures, c channels and f filters; the bias is 0 unless asked for."""
    for shape, kernel_shape, keywords in cases:
        for inputs, kernel in KINDS:
            x, w = inputs(rng, (n, c, *shape)), kernel(rng, (f, c, *kernel_shape))
            b = kernel(rng, f) * biased
            expect.same(student.conv2d_layer, reference.conv2d_layer, x, w, b, **keywords)


@conv1d(points=2)
def test_conv1d_sums(student, reference, rng):
    """the sum at every place, the kernel not flipped"""
    expect.value(student.conv1d, np.array([-2, 3, 2]), np.array([0, 3, 2, 0, 0]), np.array([1, 0, -1]))
    check_lengths(student, reference, LENGTHS, rng)


@conv1d(points=0.75)
def test_conv1d_edges(student, reference, rng):
    """a kernel of one number, and one as long as the input"""
    check_lengths(student, reference, LENGTH_EDGES, rng)


@conv1d(points=0.5)
def test_conv1d_types(student, reference, rng):
    """an integer input with a real kernel, and the other way round"""
    expect.same(student.conv1d, reference.conv1d, integers(rng, 9), real_kernel(rng, 3))
    expect.same(student.conv1d, reference.conv1d, reals(rng, 9), integer_kernel(rng, 4))


@conv1d(points=1)
def test_conv1d_errors(student, reference, rng):
    """ValueError for a kernel longer than the input, and only for that"""
    for k in (1, 3, 4):
        expect.same(student.conv1d, reference.conv1d, positive(rng, 4), np.ones(k, int))
    for m, k in TOO_LONG:
        expect.value_error(student.conv1d, positive(rng, m), np.ones(k, int))


@conv1d(points=0.75)
def test_conv1d_tidiness(student, reference, rng):
    """arguments stay unchanged, views are read right, and the tenth call is as good as the first"""
    calls = [(reals(rng, 8), real_kernel(rng, 3)) for _ in range(10)]
    expect.results_kept(student.conv1d, reference.conv1d, *calls)
    expect.arguments_kept(student.conv1d, integers(rng, 8), integer_kernel(rng, 3))
    expect.arguments_kept(student.conv1d, *calls[0])
    x, w = reals(rng, (9, 4)), real_kernel(rng, 6)
    expect.same(student.conv1d, reference.conv1d, x[:, 1], w[::2])
    expect.same(student.conv1d, reference.conv1d, x[::-1, 2], w[3::-1])


@conv2d(points=2)
def test_conv2d_sums(student, reference, rng):
    """the sum in every window, the kernel not flipped"""
    check_pictures(student, reference, PLAIN, rng)


@conv2d(points=1.25)
def test_conv2d_stride(student, reference, rng):
    """windows move by the stride in both directions; those that would reach over the edge are dropped"""
    check_pictures(student, reference, STRIDED, rng)


@conv2d(points=1.25)
def test_conv2d_padding(student, reference, rng):
    """zeros on all four sides, also where a window lies in them alone"""
    check_pictures(student, reference, PADDED + ALL_PADDING, rng)


@conv2d(points=0.75)
def test_conv2d_stride_and_padding(student, reference, rng):
    """stride and padding together, by keyword and by place"""
    check_pictures(student, reference, STRIDED_PADDED, rng)
    expect.same(student.conv2d, reference.conv2d, reals(rng, (6, 8)), real_kernel(rng, (2, 3)), 3, 1)


@conv2d(points=0.5)
def test_conv2d_edges(student, reference, rng):
    """a kernel as large as the padded input, in one direction or both"""
    check_pictures(student, reference, EDGES, rng)


@conv2d(points=0.5)
def test_conv2d_types(student, reference, rng):
    """an integer picture with a real kernel, and the other way round"""
    expect.same(student.conv2d, reference.conv2d, integers(rng, (5, 6)), real_kernel(rng, (3, 2)))
    expect.same(student.conv2d, reference.conv2d, reals(rng, (5, 6)), integer_kernel(rng, (2, 3)))


@conv2d(points=1.25)
def test_conv2d_errors(student, reference, rng):
    """ValueError for what the description rules out, and only for that"""
    x = positive(rng, (5, 7))
    for shape, keywords in LEGAL:
        expect.same(student.conv2d, reference.conv2d, x, np.ones(shape, int), **keywords)
    for shape, keywords in TOO_LARGE:
        expect.value_error(student.conv2d, x, np.ones(shape, int), **keywords)
    for keywords in ILLEGAL:
        expect.value_error(student.conv2d, x, np.ones((1, 2), int), **keywords)


@conv2d(points=0.5)
def test_conv2d_tidiness(student, reference, rng):
    """arguments stay unchanged, views are read right, and the tenth call is as good as the first"""
    calls = [(reals(rng, (4, 6)), real_kernel(rng, (3, 2))) for _ in range(10)]
    expect.results_kept(student.conv2d, reference.conv2d, *calls)
    expect.results_kept(student.conv2d, reference.conv2d, *[(*call, 1, 1) for call in calls])
    expect.arguments_kept(student.conv2d, *calls[0])
    expect.arguments_kept(student.conv2d, integers(rng, (4, 6)), integer_kernel(rng, (3, 2)))
    expect.arguments_kept(student.conv2d, integers(rng, (4, 6)), integer_kernel(rng, (3, 2)), 2, 1)
    x, w = reals(rng, (7, 8)), real_kernel(rng, (4, 6))
    expect.same(student.conv2d, reference.conv2d, x.T, w[:2, ::-2])
    expect.same(student.conv2d, reference.conv2d, x[::-1, 1::2], w.T[1::3])


@conv2d_layer(points=1.25)
def test_layer_channels(student, reference, rng):
    """the channels of a picture are summed, each with its own kernel"""
    check_layers(student, reference, PLAIN[:1], rng)
    check_layers(student, reference, PLAIN[:2], rng, c=3)


@conv2d_layer(points=1.25)
def test_layer_filters(student, reference, rng):
    """each filter has its own kernels and its own output"""
    check_layers(student, reference, PLAIN[:2], rng, f=3)
    check_layers(student, reference, PLAIN[:2], rng, c=2, f=3)


@conv2d_layer(points=1)
def test_layer_pictures(student, reference, rng):
    """several pictures at once"""
    check_layers(student, reference, PLAIN[:2], rng, n=3)
    check_layers(student, reference, PLAIN[:2], rng, n=4, c=3, f=2)


@conv2d_layer(points=1)
def test_layer_bias(student, reference, rng):
    """each filter's bias is added once, also where the output is as wide or as high as there are filters"""
    check_layers(student, reference, AS_WIDE_OR_HIGH, rng, f=3, biased=True)
    check_layers(student, reference, PLAIN[:1], rng, c=2, f=3, biased=True)


@conv2d_layer(points=1.25)
def test_layer_stride_and_padding(student, reference, rng):
    """stride and padding as for conv2d, alone and together, by keyword and by place"""
    cases = STRIDED[:1] + PADDED[:1] + ALL_PADDING[:1] + STRIDED_PADDED + PADDED[-1:]
    check_layers(student, reference, cases, rng)
    x, w = reals(rng, (1, 3, 6, 8)), real_kernel(rng, (1, 3, 2, 3))
    expect.same(student.conv2d_layer, reference.conv2d_layer, x, w, np.zeros(1), 3, 1)


@conv2d_layer(points=0.25)
def test_layer_bias_in_padding(student, reference, rng):
    """where a window lies in the padding alone, the bias is the output"""
    check_layers(student, reference, ALL_PADDING, rng, c=2, f=3, biased=True)


@conv2d_layer(points=0.5)
def test_layer_types(student, reference, rng):
    """integer and real pictures, kernels and biases in one call"""
    for make_x, make_w, make_b in [
        (integers, real_kernel, integer_kernel),
        (reals, integer_kernel, integer_kernel),
        (integers, integer_kernel, real_kernel),
    ]:
        x, w, b = make_x(rng, (1, 2, 5, 6)), make_w(rng, (3, 2, 3, 2)), make_b(rng, 3)
        expect.same(student.conv2d_layer, reference.conv2d_layer, x, w, b)


@conv2d_layer(points=0.5)
def test_layer_errors(student, reference, rng):
    """ValueError for stride, padding and kernels that are ruled out, and only for that"""
    x, b = positive(rng, (1, 1, 5, 7)), np.zeros(1, int)
    for shape, keywords in LEGAL:
        expect.same(student.conv2d_layer, reference.conv2d_layer, x, np.ones((1, 1, *shape), int), b, **keywords)
    for shape, keywords in TOO_LARGE:
        expect.value_error(student.conv2d_layer, x, np.ones((1, 1, *shape), int), b, **keywords)
    for keywords in ILLEGAL:
        expect.value_error(student.conv2d_layer, x, np.ones((1, 1, 1, 2), int), b, **keywords)


@conv2d_layer(points=0.5)
def test_layer_mismatches(student, reference, rng):
    """ValueError where channels or the number of biases differ, even if they broadcast"""
    for channels, filters in [(1, 1), (3, 1), (1, 4), (2, 3)]:
        x, w = positive(rng, (1, channels, 4, 5)), np.ones((filters, channels, 2, 3), int)
        expect.same(student.conv2d_layer, reference.conv2d_layer, x, w, np.zeros(filters, int))
    for x_channels, w_channels in [(1, 3), (3, 1), (2, 3), (3, 2), (4, 2)]:
        x, w = positive(rng, (1, x_channels, 4, 5)), np.ones((4, w_channels, 2, 3), int)
        expect.value_error(student.conv2d_layer, x, w, np.zeros(4, int))
    for filters, biases in [(3, 1), (1, 3), (3, 2), (3, 4), (2, 4)]:
        x, w = positive(rng, (1, 2, 4, 5)), np.ones((filters, 2, 2, 3), int)
        expect.value_error(student.conv2d_layer, x, w, np.zeros(biases, int))


@conv2d_layer(points=0.5)
def test_layer_tidiness(student, reference, rng):
    """arguments stay unchanged, views are read right, and the tenth call is as good as the first"""
    shapes = (4, 2, 4, 6), (3, 2, 3, 2), (3,)
    calls = [(reals(rng, shapes[0]), *(real_kernel(rng, shape) for shape in shapes[1:])) for _ in range(10)]
    expect.results_kept(student.conv2d_layer, reference.conv2d_layer, *calls)
    expect.arguments_kept(student.conv2d_layer, *calls[0])
    integer_arguments = integers(rng, shapes[0]), *(integer_kernel(rng, shape) for shape in shapes[1:])
    expect.arguments_kept(student.conv2d_layer, *integer_arguments, 2, 1)
    x, w, b = reals(rng, (5, 6, 2, 3)), real_kernel(rng, (2, 3, 2, 4)), real_kernel(rng, 8)
    expect.same(student.conv2d_layer, reference.conv2d_layer, x.transpose(3, 2, 0, 1), w.transpose(3, 0, 2, 1), b[::-2])
    expect.same(student.conv2d_layer, reference.conv2d_layer, x[::-2, ::2], w[::-1, :, :, 1::2], b[3:5])


@convolution_matrix(points=1.5)
def test_matrix_values(student, reference, rng):
    """the product with any input is conv1d: zeros, and each parameter along its own diagonal"""
    for m, k in LENGTHS:
        expect.same(student.convolution_matrix, reference.convolution_matrix, integer_kernel(rng, k), m)


@convolution_matrix(points=0.5)
def test_matrix_reals(student, reference, rng):
    """real parameters are kept as they are"""
    for m, k in LENGTHS:
        expect.same(student.convolution_matrix, reference.convolution_matrix, real_kernel(rng, k), m)


@convolution_matrix(points=0.5)
def test_matrix_edges(student, reference, rng):
    """a kernel of one number, and one as long as the input"""
    for m, k in LENGTH_EDGES:
        expect.same(student.convolution_matrix, reference.convolution_matrix, integer_kernel(rng, k), m)


@convolution_matrix(points=0.75)
def test_matrix_errors(student, reference, rng):
    """ValueError for a kernel longer than the input, and only for that"""
    for k in (1, 3, 4):
        expect.same(student.convolution_matrix, reference.convolution_matrix, np.ones(k, int), 4)
    for m, k in TOO_LONG:
        expect.value_error(student.convolution_matrix, np.ones(k, int), m)


@convolution_matrix(points=0.75)
def test_matrix_tidiness(student, reference, rng):
    """arguments stay unchanged, views are read right, and the tenth call is as good as the first"""
    calls = [(real_kernel(rng, 3), 7) for _ in range(10)]
    expect.results_kept(student.convolution_matrix, reference.convolution_matrix, *calls)
    expect.arguments_kept(student.convolution_matrix, *calls[0])
    expect.arguments_kept(student.convolution_matrix, integer_kernel(rng, 3), 7)
    w = real_kernel(rng, 8)
    expect.same(student.convolution_matrix, reference.convolution_matrix, w[::-2], 7)
    expect.same(student.convolution_matrix, reference.convolution_matrix, w[1::3], 6)
