"""The cases of convolution: shapes and keyword arguments for which the hidden tests draw arrays.

A test that is not about them has square images, and square kernels of odd size that stay the same when they are flipped
or transposed; its windows cover the image exactly, and all numbers are integers.
"""

import functools
import itertools

import numpy as np

from autograder.grading import assertions
from autograder.grading.inputs import covering

from ..shared.arrays import even, integer_kernel, integers, real_kernel, reals, symmetric, varied

SYMMETRIC = functools.partial(symmetric, integer_kernel)
KINDS = {"ints": (integers, integer_kernel), "mixed": (integers, real_kernel), "reals": (reals, integer_kernel)}

LENGTHS = [(9, 3), (8, 3), (12, 5), (7, 5), (6, 3)]  # m, k
LENGTH_EDGES = [(6, 1), (1, 1), (5, 5), (3, 3), (2, 2), (6, 2), (4, 4), (9, 4)]

WHOLE = list(itertools.product([True, False], repeat=2))  # whether the input and the kernel contain integers

PLAIN = [(5, 3, {}), (6, 3, {}), (7, 5, {})]  # the size of the image, and of the kernel
SIZES = [(5, 1, {}), (1, 1, {}), (3, 3, {}), (5, 5, {}), (4, 2, {}), (6, 4, {}), (2, 2, {})]
STRIDED = [(7, 3, {"stride": 2}), (9, 3, {"stride": 3}), (8, 3, {"stride": 5}), (5, 1, {"stride": 4})]
LEFTOVERS = [(7, 3, {"stride": 3}), (8, 3, {"stride": 2}), (8, 3, {"stride": 3}), (5, 1, {"stride": 3})]
PADDED = [(4, 3, {"padding": 1}), (5, 3, {"padding": 2}), (3, 5, {"padding": 2}), (3, 3, {"padding": 4})]
BOTH = [(5, 3, {"stride": 2, "padding": 1}), (5, 3, {"stride": 3, "padding": 2}), (2, 3, {"stride": 5, "padding": 3})]
NOT_SQUARE = [
    ((5, 7), (3, 3), {}),
    ((7, 4), (3, 3), {}),
    ((5, 5), (3, 1), {}),
    ((6, 6), (1, 3), {}),
    ((7, 6), (3, 5), {}),
    ((6, 8), (5, 3), {"stride": 1}),
]

# Kernel shapes and keyword arguments for an input of shape (5, 7): legal ones, and ones that raise ValueError.
# In TOO_LARGE, some kernels are too large by so little that a large stride hides it in the formula for OH.
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


def plain(task, rng, inputs=integers, kernel=integer_kernel):
    """Plain arguments of a task, drawn with `inputs` and `kernel`."""
    if task == "conv1d":
        return inputs(rng, 7), even(kernel, rng, 3, 1)
    if task == "conv2d":
        return inputs(rng, (5, 5)), symmetric(kernel, rng, (3, 3))
    if task == "conv2d_layer":
        return inputs(rng, (1, 1, 5, 5)), symmetric(kernel, rng, (1, 1, 3, 3)), np.zeros(1, int)
    return even(kernel, rng, 3, 1), 7


def few_positive(rng, shape):
    """The integers from 1 to 4, in random order. With `positive_kernel`, no output is below 0 or above 255."""
    return (rng.permutation(int(np.prod(shape))) % 4 + 1).reshape(shape)


def positive_kernel(rng, shape):
    return np.abs(integer_kernel(rng, shape))


def picture(task, x, w):
    """The arguments of conv2d for an image and a kernel, or the arguments of conv2d_layer for the same two."""
    one = np.newaxis, np.newaxis
    return (x, w) if task == "conv2d" else (x[one], w[one], np.zeros(1, int))


def check_pictures(task, student, reference, cases, rng, kernel=SYMMETRIC):
    """Check the task with images and kernels of these shapes. A number is the shape of a square."""
    for shape, extents, keywords in cases:
        shape, extents = ((n, n) if isinstance(n, int) else n for n in (shape, extents))
        arguments = picture(task, integers(rng, shape), kernel(rng, extents))
        assertions.same(getattr(student, task), getattr(reference, task), *arguments, **keywords)


def check_layers(student, reference, rng, n=1, c=1, f=1, **keywords):
    """Check conv2d_layer with n images, c channels, f filters, and no bias. The outputs are as high and wide as 3."""
    x, w = integers(rng, (n, c, 5, 5)), SYMMETRIC(rng, (f, c, 3, 3))
    assertions.same(student.conv2d_layer, reference.conv2d_layer, x, w, np.zeros(f, int), **keywords)


def varied_lengths(rng):
    """Inputs, kernels and the lengths of the inputs that have all pairs of properties."""
    for case in _length_cases():
        m, k = case["lengths"]
        x_whole, w_whole = case["whole"]
        yield varied(rng, m, x_whole, *case["x_is"]), varied(rng, k, w_whole, *case["w_is"]), m


@functools.cache
def _length_cases():
    lengths = [(1, 1), (3, 1), (2, 2), (5, 2), (3, 3), (4, 3), (7, 3), (4, 4), (7, 5)]
    return covering(lengths=lengths, whole=WHOLE, x_is=_kinds(), w_is=_kinds())


def varied_pictures(rng):
    """Images, kernels and options that have all pairs of properties."""
    for case in _picture_cases():
        x_whole, w_whole = case["whole"]
        x = varied(rng, _shape(**case), x_whole, *case["x_is"])
        yield x, varied(rng, case["extents"], w_whole, *case["w_is"]), case["stride"], case["padding"]


def varied_layers(rng):
    """The same with several images, channels and filters, and biases."""
    for case in _picture_cases(images=(1, 2, 4), channels=(1, 2, 3, 4), filters=(1, 2, 3, 4), b_whole=(True, False)):
        (x_whole, w_whole), n, c, f = case["whole"], case["images"], case["channels"], case["filters"]
        x = varied(rng, (n, c, *_shape(**case)), x_whole, *case["x_is"])
        w = varied(rng, (f, c, *case["extents"]), w_whole, *case["w_is"])
        yield x, w, varied(rng, f, case["b_whole"], *case["w_is"]), case["stride"], case["padding"]


@functools.cache
def _picture_cases(**more):
    """All pairs of shapes and options, once with all kinds of numbers, and once more with whole inputs and fractions as
    weights."""
    geometry = {
        "extents": [(3, 3), (4, 2), (2, 3), (3, 1), (1, 2), (1, 1)],
        "counts": [(2, 2), (3, 1), (2, 3), (1, 3), (1, 1)],
        "stride": [1, 2, 3, 5],
        "padding": [0, 1, 2],
        "left": [(0, 0), (1, 1), (0, 4), (4, 0)],
    }
    kinds = _kinds()
    reverse = {name: values[::-1] for name, values in (geometry | more).items()}
    return [
        *covering(**geometry, whole=WHOLE, x_is=kinds, w_is=kinds, **more),
        *covering(**reverse, whole=[(True, False)], x_is=kinds[:2], w_is=kinds[-2:]),
    ]


def _kinds():
    """What arrays contain, and whether they are views: zero, negative, view."""
    return [tuple(case.values()) for case in covering(**{name: [True, False] for name in ("zero", "negative", "view")})]


def _shape(extents, counts, stride, padding, left, **_):
    """The shape of an image on which windows have `counts` places (more if this is too small for an image), and `left`
    cells are left over (fewer if the stride is not larger)."""
    shape = []
    for count, k, rest in zip(counts, extents, left, strict=True):
        size = (count - 1) * stride + k + min(rest, stride - 1) - 2 * padding
        shape.append(size if size > 0 else 1 + (size - 1) % stride)
    return tuple(shape)
