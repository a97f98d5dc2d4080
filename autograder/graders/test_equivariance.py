"""Hidden graders of `equivariance` (notes, section 3, equation 1)."""

import numpy as np
import pytest

from autograder import expect
from autograder.graders.maps import (
    as_row,
    blur,
    double,
    first,
    flip,
    halve,
    keep,
    nan_below_zero,
    negate,
    pooled_pattern,
    ramp,
    relu,
    right,
    square,
    total,
    total_above_zero,
    transpose,
    twice,
    weigh,
)

translate = pytest.mark.task("translate")
equivariance_error = pytest.mark.task("equivariance_error")
is_equivariant = pytest.mark.task("is_equivariant")
is_invariant = pytest.mark.task("is_invariant")
equivariances = pytest.mark.task("equivariances")
detect = pytest.mark.task("detect")

# Shapes and offsets of moves. The axes of a shape differ, and so do the offsets of a move.
LINES = [(7, 1), (7, -1), (6, 4), (6, -3), (5, 0), (8, 3), (8, -2)]
PLANES = [((4, 6), (1, 2)), ((6, 4), (-1, 3)), ((5, 7), (3, -2)), ((5, 4), (-2, -1)), ((4, 6), (0, -2))]
BLOCKS = [((3, 4, 5), (1, -2, 3)), ((4, 3, 5), (-1, 0, 2)), ((2, 5, 3, 4), (-1, 2, 0, -3))]
NEARLY = [(5, 4), (5, -4), ((4, 6), (3, -5))]
BEYOND = [(5, 5), (5, -5), (5, 8), (5, -7), (5, 30), ((4, 6), (4, 1)), ((4, 6), (-1, 9)), ((4, 6), (-5, 2))]
LEGAL = [(6, 1), (6, (-1,)), ((6, 7), (2, 1)), ((5, 6, 7), (1, -1, 2))]
ERRORS = [(6, (1, 2)), (6, ()), ((6, 7), 1), ((6, 7), 0), ((6, 7), (1,)), ((6, 7), (1, 2, 0)), ((5, 6, 7), (1, 2))]


def distinct(rng, shape):
    """Integers of different sizes, none 0, half of them negative, in random order."""
    sizes = 1 + rng.permutation(np.prod(shape))
    return (sizes * rng.permutation(np.resize([1, -1], sizes.size))).reshape(shape)


def framed(rng, shape):
    """The same within a border of zeros, two wide, so that small moves push nothing out."""
    return np.pad(distinct(rng, np.subtract(shape, 4)), 2)


def views(rng):
    """Two arrays that are not contiguous."""
    return [distinct(rng, 14)[::-2], framed(rng, (6, 7)).T]


# Equation 1 and invariance for content that keeps its distance from the border: f, g, shape, does it hold?
EQUIVARIANT = [
    *[(weigh, right, 9, True), (weigh, flip, 9, False), (weigh, right, (6, 7), True), (weigh, flip, (6, 7), True)],
    *[(blur, right, 8, True), (ramp, right, 8, False), (ramp, negate, 7, True)],
    *[(relu, double, 7, True), (relu, negate, 7, False), (square, transpose, (6, 7), True), (square, negate, 8, False)],
]
INVARIANT = [
    *[(square, negate, 8, True), (square, double, 8, False), (relu, negate, 7, False), (total, flip, 9, True)],
    *[(total, right, 8, True), (weigh, right, 9, False), (keep, flip, 8, False), (keep, keep, 8, True)],
    *[(total, transpose, (6, 7), True), (ramp, right, (6, 7), False), (ramp, negate, 9, False)],
]
# Here the two sides of equation 1 differ in shape. Some have the same size, or broadcast to equal values.
OTHER_SHAPES = [(weigh, twice, 6), (first, twice, 6), (as_row, total, 6), (first, transpose, (5, 6)), (total, twice, 7)]


def check_moves(student, reference, moves, data, rng):
    for shape, offset in moves:
        expect.same(student.translate, reference.translate, data(rng, shape), offset)
        expect.same(student.translate, reference.translate, data(rng, shape) / 4, offset)


def check_tidiness(function, reference, calls):
    """The results of all calls hold after the last one, and each call leaves its arguments alone."""
    expect.results_kept(function, reference, *calls)
    for call in calls[:4]:
        expect.arguments_kept(function, *call)


def check_every(function, f, g, rng):
    """Inputs of which one spoils it, wherever it stands in the list, for an f and a g that fail at the border."""
    for spoilt in range(4):
        inputs = [framed(rng, 7 + number) for number in range(4)]
        expect.value(function, True, f, g, inputs)
        expect.value(function, True, f, g, inputs[spoilt:])
        x = distinct(rng, 6)
        for bad in (x, -x):
            expect.value(function, False, f, g, inputs[:spoilt] + [bad] + inputs[spoilt + 1 :])
    expect.value(function, False, f, g, [distinct(rng, 7), distinct(rng, 5)])
    expect.value(function, True, f, g, [])
    expect.value(function, True, square, double, [])
    # Misses of at least 1e-5, of which 40 exact zeros beside it would make a mean below 1e-6.
    expect.value(function, False, square, halve, [np.zeros(2)] * 40 + [np.array([0, 0.0064])])


def check_tolerance(function, rng):
    """By doubling and halving, square misses equation 1 by 2 x² and x²/4, and invariance by 3 x² and 3/4 x²."""
    for g in (double, halve):
        for size, tolerance, answer in [(1, 100, True), (100, 5, False), (0.01, 0.02, True), (0.1, 0, False)]:
            x = size * distinct(rng, 5) / 5
            expect.value(function, answer, square, g, [x], tolerance)
            expect.value(function, answer, square, g, [x], tolerance=tolerance)
        expect.value(function, True, square, g, [1e-4 * distinct(rng, 5) / 5])
        expect.value(function, False, square, g, [0.1 * distinct(rng, 5) / 5])
        expect.value(function, False, square, g, [10 * np.eye(1, 400, rng.integers(400))], tolerance=2)
        expect.value(
            function, True, square, g, [np.full(10_000, 0.1)], tolerance=1
        )  # many small misses are no large one


def check_nan(function, f, g, rng):
    x = np.append(np.abs(distinct(rng, 5)), 0)
    for inputs, answer in [([x], True), ([-x], False), ([x, -x], False), ([-x, x], False)]:
        expect.value(function, answer, f, g, inputs)
    expect.value(function, False, f, g, [np.append(-1, x)])


@translate(points=1.25)
def test_translate_line(student, reference, rng):
    """one axis: both directions, and not at all"""
    check_moves(student, reference, LINES, distinct, rng)


@translate(points=1.25)
def test_translate_plane(student, reference, rng):
    """two axes, each by its own offset"""
    check_moves(student, reference, PLANES, distinct, rng)


@translate(points=1)
def test_translate_block(student, reference, rng):
    """three axes and four"""
    check_moves(student, reference, BLOCKS, distinct, rng)


@translate(points=1)
def test_translate_beyond(student, reference, rng):
    """an offset of the axis's size or more leaves zeros, and one less leaves the last place"""
    check_moves(student, reference, NEARLY + BEYOND, distinct, rng)


@translate(points=1)
def test_translate_errors(student, reference, rng):
    """ValueError when the number of offsets is not the number of axes; one axis takes an int or a tuple of one"""
    check_moves(student, reference, LEGAL, framed, rng)
    for shape, offset in ERRORS:
        expect.value_error(student.translate, framed(rng, shape), offset)


@translate(points=0.5)
def test_translate_tidiness(student, reference, rng):
    """arguments stay unchanged, views are read right, and the tenth call is as good as the first"""
    calls = [(framed(rng, (8, 7)).T, (-1, 2)), (framed(rng, (14, 8))[::2, ::-1], (1, 2)), (framed(rng, 7)[::-1], 1)]
    calls += [(framed(rng, (7, 8)) / scale, (1, -2)) for scale in range(1, 9)]
    expect.arguments_kept(student.translate, framed(rng, (7, 8)) / 4, (1, -2))
    check_tidiness(student.translate, reference.translate, calls)


@equivariance_error(points=1.25)
def test_error_values(student, reference, rng):
    """the largest absolute difference, wherever it stands and whatever its sign"""
    pairs = [(square, double), (square, halve), (square, negate), (weigh, flip), (ramp, right), (ramp, flip)]
    for shape in (9, (7, 8)):
        for f, g in pairs:
            expect.same(student.equivariance_error, reference.equivariance_error, f, g, framed(rng, shape) / 4)
            expect.same(student.equivariance_error, reference.equivariance_error, f, g, distinct(rng, shape))


@equivariance_error(points=0.5)
def test_error_border(student, reference, rng):
    """0 where equation 1 holds, and more where values are pushed out over the border or zeros move in there"""
    for f in (weigh, blur):
        for shape in (8, (6, 7)):
            expect.value(student.equivariance_error, 0.0, f, right, framed(rng, shape))
            x = distinct(rng, shape)
            expect.same(student.equivariance_error, reference.equivariance_error, f, right, x)
            expect.same(student.equivariance_error, reference.equivariance_error, f, right, -x)


@equivariance_error(points=0.75)
def test_error_shapes(student, reference, rng):
    """inf where the two shapes differ, even if they broadcast"""
    for f, g, shape in OTHER_SHAPES:
        for x in (distinct(rng, shape), np.ones(shape)):
            expect.value(student.equivariance_error, np.inf, f, g, x)
            expect.same(student.equivariance_error, reference.equivariance_error, square, double, x)


@equivariance_error(points=0.5)
def test_error_tidiness(student, reference, rng):
    """the argument stays unchanged, views are read right, and the tenth call is as good as the first"""
    calls = [(square, double, distinct(rng, (7, 6)).T), (weigh, flip, distinct(rng, 18)[::-2])]
    calls += [(f, g, distinct(rng, 8)) for f in (square, ramp) for g in (double, halve, flip, right)]
    expect.arguments_kept(student.equivariance_error, square, double, distinct(rng, 8) / 4)
    check_tidiness(student.equivariance_error, reference.equivariance_error, calls)


@is_equivariant(points=1)
def test_equivariant_or_not(student, rng):
    """convolution and translation, and pairs of functions for which equation 1 holds or fails"""
    for f, g, shape, answer in EQUIVARIANT:
        expect.value(student.is_equivariant, answer, f, g, [framed(rng, shape)])
        expect.value(student.is_equivariant, answer, f, g, [framed(rng, shape) / 4, framed(rng, shape)])


@is_equivariant(points=0.5)
def test_equivariant_every(student, rng):
    """equation 1 for every input, in whatever place, and true for none"""
    check_every(student.is_equivariant, weigh, right, rng)


@is_equivariant(points=0.5)
def test_equivariant_tolerance(student, rng):
    """the two sides may differ by the tolerance, in absolute terms and in either direction; 1e-6 if none is given"""
    check_tolerance(student.is_equivariant, rng)
    expect.value(student.is_equivariant, True, square, flip, [distinct(rng, 5)], tolerance=0)


@is_equivariant(points=0.25)
def test_equivariant_nan(student, rng):
    """NaN is never within the tolerance, not even on both sides"""
    check_nan(student.is_equivariant, nan_below_zero, flip, rng)


@is_equivariant(points=0.5)
def test_equivariant_shapes(student, rng):
    """false where the two sides differ in shape, even if they broadcast"""
    for f, g, shape in OTHER_SHAPES:
        for x in (distinct(rng, shape), np.ones(shape)):
            expect.value(student.is_equivariant, False, f, g, [x])
            expect.value(student.is_equivariant, True, keep, g, [x])


@is_equivariant(points=0.25)
def test_equivariant_tidiness(student, reference, rng):
    """arguments stay unchanged, views are read right, and the tenth call is as good as the first"""
    calls = [(f, g, views(rng)) for f in (square, ramp, relu) for g in (double, halve, flip, negate)]
    check_tidiness(student.is_equivariant, reference.is_equivariant, calls)


@is_invariant(points=1)
def test_invariant_or_not(student, rng):
    """the notes' example, and pairs of functions where the output stays or changes"""
    for x, answer in [([0, 3, 2, 0, 0], True), ([0, 0, 3, 2, 0], False), ([3, 2, 0, 0, 0], False)]:
        expect.value(student.is_invariant, answer, pooled_pattern, right, [np.array(x)])
    for f, g, shape, answer in INVARIANT:
        expect.value(student.is_invariant, answer, f, g, [framed(rng, shape)])
        expect.value(student.is_invariant, answer, f, g, [framed(rng, shape) / 4, framed(rng, shape)])


@is_invariant(points=0.5)
def test_invariant_every(student, rng):
    """the same output for every input, in whatever place, and true for none"""
    check_every(student.is_invariant, total, right, rng)


@is_invariant(points=0.5)
def test_invariant_tolerance(student, rng):
    """the two sides may differ by the tolerance, in absolute terms and in either direction; 1e-6 if none is given"""
    check_tolerance(student.is_invariant, rng)
    expect.value(student.is_invariant, True, square, negate, [distinct(rng, 5)], tolerance=0)


@is_invariant(points=0.25)
def test_invariant_nan(student, rng):
    """NaN is never within the tolerance, not even on both sides"""
    check_nan(student.is_invariant, total_above_zero, right, rng)


@is_invariant(points=0.5)
def test_invariant_shapes(student, rng):
    """false where the two outputs differ in shape, even if they broadcast"""
    for g, shape in [(first, 6), (twice, 6), (transpose, (5, 7)), (transpose, (1, 6)), (as_row, 6), (total, 5)]:
        for x in (distinct(rng, shape), np.ones(shape)):
            expect.value(student.is_invariant, False, keep, g, [x])
            expect.value(student.is_invariant, True, square, negate, [x])


@is_invariant(points=0.25)
def test_invariant_tidiness(student, reference, rng):
    """arguments stay unchanged, views are read right, and the tenth call is as good as the first"""
    calls = [(f, g, views(rng)) for f in (square, total, relu) for g in (double, halve, flip, negate)]
    check_tidiness(student.is_invariant, reference.is_invariant, calls)


@equivariances(points=1)
def test_equivariances_names(student, rng):
    """each transform's answer under its name, and an empty dict for none"""
    transforms = {"right": right, "flip": flip, "double": double, "negate": negate}
    holds = {weigh: (1, 0, 1, 1), square: (1, 1, 0, 0), relu: (1, 1, 1, 0), ramp: (0, 0, 1, 1), blur: (1, 1, 1, 1)}
    for f, answers in holds.items():
        expected = dict(zip(transforms, map(bool, answers), strict=True))
        x, y = framed(rng, 9), framed(rng, 8)
        expect.value(student.equivariances, expected, f, transforms, [x, -x, y])
        only = {"negate": flip, "another name": negate}
        expected = {"negate": expected["flip"], "another name": expected["negate"]}
        expect.value(student.equivariances, expected, f, only, [x, -x])
        expect.value(student.equivariances, {}, f, {}, [framed(rng, 9)])
    # As for is_equivariant: shapes that differ, NaN, and misses of either sign or in one place of many fail.
    expect.value(student.equivariances, {"a": False, "b": True}, weigh, {"a": twice, "b": keep}, [framed(rng, 9)])
    expect.value(student.equivariances, {"a": False}, nan_below_zero, {"a": double}, [distinct(rng, 9)])
    expect.value(student.equivariances, {"a": False, "b": False}, square, {"a": halve, "b": double}, [distinct(rng, 9)])
    expect.value(student.equivariances, {"a": False}, square, {"a": double}, [10 * np.eye(1, 400)], 2)


@equivariances(points=0.5)
def test_equivariances_inputs(student, rng):
    """every input counts, and so does the tolerance"""
    transforms = {"double": double, "flip": flip, "right": right}
    inside, outside, none = framed(rng, 8), distinct(rng, 7), {"double": True, "flip": True, "right": True}
    for first_input, second, answer in [(inside, -inside, True), (inside, outside, False), (outside, inside, False)]:
        inputs = [first_input, -first_input, second, -second]
        expect.value(student.equivariances, none | {"right": answer}, blur, transforms, inputs)
    expect.value(student.equivariances, none, square, transforms, [])
    for tolerance, answer in [(10_000, True), (1e-6, False), (0, False)]:
        expected = none | {"double": answer}
        expect.value(student.equivariances, expected, square, transforms, [inside], tolerance)
        expect.value(student.equivariances, expected, square, transforms, [inside], tolerance=tolerance)


@equivariances(points=0.5)
def test_equivariances_tidiness(student, reference, rng):
    """arguments stay unchanged, and each call has an answer of its own"""
    pairs = [{"one": double, "two": flip}, {"two": negate, "three": double}]
    x, y = distinct(rng, 7), framed(rng, 9)
    calls = [(f, pair, [x, -x, y, -y]) for f in (square, ramp, relu, weigh, blur) for pair in pairs]
    check_tidiness(student.equivariances, reference.equivariances, calls)


# Neighbours that are not 3, 2, but have its sum, its weighted sum, its ratio, its difference or most of its value.
NEAR_MISSES = [(2, 3), (3, 3), (2, 2), (4, 1), (1, 5), (5, -1), (6, 4), (-3, -2), (4, 3), (3, 1), (3, 0), (0, 2)]
NEAR_MISSES += [(3.001, 2), (3, 1.999), (3.25, 2), (2.75, 2), (3, 2.25), (3, 1.75), (3.5, 1.5), (0, 6.5)]


@detect(points=0.75)
def test_detect_places(student, rng):
    """the notes' two inputs, and one pattern at each place, the first and the last among them"""
    expect.value(student.detect, np.array([0, 1, 0, 0]), np.array([0, 3, 2, 0, 0]))
    expect.value(student.detect, np.array([0, 0, 1, 0]), np.array([0, 0, 3, 2, 0]))
    for length in (2, 3, 7):
        for place in range(length - 1):
            x = rng.permutation([0, 7, 0, 7, 0, 7, 7])[:length]
            expect.value(student.detect, np.zeros(length - 1), x)
            x[place : place + 2] = 3, 2
            expect.value(student.detect, np.eye(length - 1)[place], x)


@detect(points=1.25)
def test_detect_exactly(student, rng):
    """exactly 3, 2, in this order, and nothing that resembles it"""
    for one, other in NEAR_MISSES:
        for x in ([0, one, other, 0, 3, 2, 0], [3, 2, 0, one, other]):
            x = np.array(x)
            expect.value(student.detect, 1 * ((x == 3) & (np.append(x[1:], 0) == 2))[:-1], x)
    for gap in rng.integers(4, 9, 3):
        expect.value(student.detect, np.array([0, 0, 0, 1, 0]), np.array([3, gap, 2, 3, 2, gap]))


@detect(points=0.5)
def test_detect_many(student, reference, rng):
    """several patterns, also next to each other"""
    for length in range(2, 12):
        x = np.concatenate([[2], rng.choice([2, 3], length), [3, 2, 3, 2], rng.integers(1, 5, length), [3, 3]])
        expect.same(student.detect, reference.detect, x)
        expect.same(student.detect, reference.detect, x.astype(float))


@detect(points=0.5)
def test_detect_tidiness(student, reference, rng):
    """the argument stays unchanged, views are read right, and the tenth call is as good as the first"""
    arrays = [np.insert(rng.permutation([0, 7, 7, 0]), place, [3, 2]) for place in range(5)]
    calls = [call for x in arrays for call in [(np.repeat(x, 2)[::2],), (x[::-1].astype(float)[::-1],)]]
    check_tidiness(student.detect, reference.detect, calls)
