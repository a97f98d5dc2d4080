"""Hidden tests of `equivariance` (notes, section 3, equation 1)."""

import numpy as np
import pytest

from autograder.grading import assertions
from autograder.grading.assertions import each_of, in_any_order

from ..shared.arrays import distinct, framed
from ..shared.maps import (
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
    transpose,
    twice,
    weigh,
)
from .cases import (
    BEYOND,
    BLOCKS,
    EQUIVARIANT,
    ERRORS,
    INVARIANT,
    LEGAL,
    LINES,
    MAPS,
    NAN_MAPS,
    NEAR_MISSES,
    NEARLY,
    OTHER_SHAPES,
    PLANES,
    ROUNDING_MAPS,
    check_answers,
    check_every,
    check_moves,
    check_nan,
    check_tolerance,
    examples,
)

translate = pytest.mark.task("translate")
equivariance_error = pytest.mark.task("equivariance_error")
is_equivariant = pytest.mark.task("is_equivariant")
is_invariant = pytest.mark.task("is_invariant")
equivariances = pytest.mark.task("equivariances")
detect = pytest.mark.task("detect")


@translate(points=1.25)
def test_translate_line(student, reference, rng):
    """an array with one axis moves in both directions, and stays for an offset of 0"""
    check_moves(student, reference, LINES, distinct, rng)


@translate(points=1.25)
def test_translate_plane(student, reference, rng):
    """an array with two axes moves along each axis by its own offset"""
    check_moves(student, reference, PLANES, distinct, rng)


@translate(points=0.75)
def test_translate_block(student, reference, rng):
    """arrays with three and four axes move along each axis by its own offset"""
    check_moves(student, reference, BLOCKS, distinct, rng)


@translate(points=1)
def test_translate_beyond(student, reference, rng):
    """an offset as large as the axis or larger leaves only zeros; an offset smaller by 1 leaves one position"""
    check_moves(student, reference, NEARLY + BEYOND, distinct, rng)


@translate(points=1)
def test_translate_errors(student, reference, rng):
    """ValueError if the number of offsets is not the number of axes; for one axis, an int or a 1-tuple is legal"""
    for shape, offset in LEGAL:
        assertions.accepted(student.translate, framed(rng, shape), offset)
    for shape, offset in ERRORS:
        assertions.value_error(student.translate, framed(rng, shape), offset)


@equivariance_error(points=1.25)
def test_error_values(student, reference, rng):
    """the error is the largest absolute difference, at any position and with either sign"""
    pairs = [(square, double), (square, halve), (square, negate), (weigh, flip), (ramp, right), (ramp, flip)]
    for shape in (9, (7, 8)):
        for f, g in pairs:
            assertions.same(student.equivariance_error, reference.equivariance_error, f, g, framed(rng, shape) / 4)
            assertions.same(student.equivariance_error, reference.equivariance_error, f, g, distinct(rng, shape))


@equivariance_error(points=0.5)
def test_error_border(student, reference, rng):
    """the error is 0 if equation 1 holds, and larger if values move out or zeros move in at the border"""
    for f in (weigh, blur):
        for shape in (8, (6, 7)):
            assertions.value(student.equivariance_error, 0.0, f, right, framed(rng, shape))
            x = distinct(rng, shape)
            assertions.same(student.equivariance_error, reference.equivariance_error, f, right, x)
            assertions.same(student.equivariance_error, reference.equivariance_error, f, right, -x)


@equivariance_error(points=0.75)
def test_error_shapes(student, reference, rng):
    """the error is inf if the two shapes differ, even if they broadcast"""
    for f, g, shape in OTHER_SHAPES:
        for x in (distinct(rng, shape), np.ones(shape)):
            assertions.value(student.equivariance_error, np.inf, f, g, x)
            assertions.same(student.equivariance_error, reference.equivariance_error, square, double, x)


@is_equivariant(points=1)
def test_equivariant_or_not(student, rng):
    """true if equation 1 holds, such as for convolution and translation, and false if it does not"""
    cases = [[answer, f, g, [framed(rng, shape)]] for f, g, shape, answer in EQUIVARIANT]
    cases += [[answer, f, g, [framed(rng, shape) / 4, framed(rng, shape)]] for f, g, shape, answer in EQUIVARIANT]
    check_answers(student.is_equivariant, cases, rng)


@is_equivariant(points=0.25)
def test_equivariant_shapes(student, rng):
    """false if the two sides have different shapes, even if they broadcast"""
    cases = []
    for f, g, shape in OTHER_SHAPES:
        for x in (distinct(rng, shape), np.ones(shape)):
            cases += [[False, f, g, [x]], [True, keep, g, [x]]]
    check_answers(student.is_equivariant, cases, rng)


@is_invariant(points=1)
def test_invariant_or_not(student, rng):
    """true if the output stays the same, as in the notes' example, and false if it changes"""
    notes = [([0, 3, 2, 0, 0], True), ([0, 0, 3, 2, 0], False), ([3, 2, 0, 0, 0], False)]
    cases = [[answer, pooled_pattern, right, [np.array(x)]] for x, answer in notes]
    cases += [[answer, f, g, [framed(rng, shape)]] for f, g, shape, answer in INVARIANT]
    cases += [[answer, f, g, [framed(rng, shape) / 4, framed(rng, shape)]] for f, g, shape, answer in INVARIANT]
    check_answers(student.is_invariant, cases, rng)


@is_invariant(points=0.25)
def test_invariant_shapes(student, rng):
    """false if the two outputs have different shapes, even if they broadcast"""
    cases = []
    for g, shape in [(twice, 6), (first, 6), (transpose, (5, 7)), (transpose, (1, 6)), (as_row, 6), (total, 5)]:
        for x in (distinct(rng, shape), np.ones(shape)):
            cases += [[False, keep, g, [x]], [True, square, negate, [x]]]
    check_answers(student.is_invariant, cases, rng)


@equivariances(points=1)
def test_equivariances_names(student, rng):
    """the dict maps the name of each transform to its result, and is empty without transforms"""
    transforms = {"right": right, "flip": flip, "double": double, "negate": negate}
    holds = {weigh: (1, 0, 1, 1), square: (1, 1, 0, 0), relu: (1, 1, 1, 0), ramp: (0, 0, 1, 1), blur: (1, 1, 1, 1)}
    cases = []
    for f, answers in holds.items():
        expected = dict(zip(transforms, map(bool, answers), strict=True))
        x, y = framed(rng, 9), framed(rng, 8)
        cases += [[expected, f, dict(in_any_order(rng, [*transforms.items()])), [x, -x, y]]]
        only = {"negate": flip, "another name": negate}
        expected = {"negate": expected["flip"], "another name": expected["negate"]}
        cases += [[expected, f, only, [x, -x]], [{}, f, {}, [framed(rng, 9)]]]
    # As for is_equivariant, different shapes, NaN and errors of either sign, also at one position of many, give False.
    cases += [[{"a": False, "b": True}, weigh, {"a": twice, "b": keep}, [framed(rng, 9)]]]
    for place in (0, 4, 8):
        x = np.insert(np.abs(distinct(rng, 8)), place, -1)
        cases += [[{"a": False}, nan_below_zero, {"a": double}, [x]]]
    cases += [[{"a": False, "b": False}, square, {"a": halve, "b": double}, [distinct(rng, 9)]]]
    cases += [[{"a": False}, square, {"a": double}, [10 * np.eye(1, 400)], 2]]
    check_answers(student.equivariances, cases, rng)


@equivariances(points=0.5)
def test_equivariances_inputs(student, rng):
    """equation 1 must hold for every input, within the tolerance"""
    transforms = {"double": double, "flip": flip, "right": right}
    inside, outside, none = framed(rng, 8), distinct(rng, 7), {"double": True, "flip": True, "right": True}
    cases = [[none | {"right": False}, blur, transforms, [outside, inside, outside]]]
    for first_input, second, answer in [(inside, -inside, True), (outside, inside, False), (inside, outside, False)]:
        inputs = [first_input, -first_input, second, -second]
        cases += [[none | {"right": answer}, blur, transforms, inputs]]
    cases += [[none, square, transforms, []], [none, square, transforms, [1e-4 * inside / 5]]]
    cases += [[none | {"double": False}, square, transforms, [0.1 * inside]]]
    for tolerance, answer in [(10_000, True), (1e-6, False), (0, False)]:
        expected = none | {"double": answer}
        cases += [[expected, square, transforms, [inside], tolerance]]
        cases += [[expected, square, transforms, [inside], {"tolerance": tolerance}]]
    check_answers(student.equivariances, cases, rng)


@detect(points=0.75)
def test_detect_places(student, rng):
    """the pattern is found in the notes' two inputs and at every position, also the first and the last"""
    assertions.value(student.detect, np.array([0, 1, 0, 0]), np.array([0, 3, 2, 0, 0]))
    assertions.value(student.detect, np.array([0, 0, 1, 0]), np.array([0, 0, 3, 2, 0]))
    for length in (2, 3, 7):
        for place in range(length - 1):
            other = rng.permutation([0, 7, 0, 7, 0, 7, 7])[:length]
            assertions.value(student.detect, np.zeros(length - 1), other)
            x = np.concatenate([other[:place], [3, 2], other[place + 2 :]])
            assertions.value(student.detect, np.eye(length - 1)[place], x)


@detect(points=1)
def test_detect_exactly(student, rng):
    """only exactly 3, 2 in this order is found, and no similar pair"""
    for one, other in NEAR_MISSES:
        for x in ([0, one, other, 0, 3, 2, 0], [3, 2, 0, one, other]):
            x = np.array(x)
            assertions.value(student.detect, 1 * ((x == 3) & (np.append(x[1:], 0) == 2))[:-1], x)
    for gap in rng.integers(4, 9, 3):
        assertions.value(student.detect, np.array([0, 0, 0, 1, 0]), np.array([3, gap, 2, 3, 2, gap]))


@detect(points=0.5)
def test_detect_many(student, reference, rng):
    """several patterns are found, also next to each other"""
    for length in range(2, 12):
        x = np.concatenate([[2], rng.choice([2, 3], length), [3, 2, 3, 2], rng.integers(1, 5, length), [3, 3]])
        assertions.same(student.detect, reference.detect, x)
        assertions.same(student.detect, reference.detect, x.astype(float))


@each_of(is_equivariant=0.5, is_invariant=0.5)
def test_every(task, student, rng):
    """the condition must hold for every input, at any position in the list; an empty list gives true"""
    check_every(getattr(student, task), *MAPS[task], rng)


@each_of(is_equivariant=0.5, is_invariant=0.5)
def test_tolerance(task, student, rng):
    """the two sides may differ by at most the tolerance, which is absolute and 1e-6 by default"""
    assertions.value(getattr(student, task), True, *ROUNDING_MAPS[task], [np.arange(1, 31) / 7])
    check_tolerance(getattr(student, task), rng)
    g = flip if task == "is_equivariant" else negate
    assertions.value(getattr(student, task), True, square, g, [distinct(rng, 5)], tolerance=0)


@each_of(is_equivariant=0.25, is_invariant=0.25)
def test_nan(task, student, rng):
    """NaN is never within the tolerance, even if both sides have it"""
    check_nan(getattr(student, task), *NAN_MAPS[task], rng)


@each_of(
    translate=0.25, equivariance_error=0.25, is_equivariant=0.25, is_invariant=0.25, equivariances=0.25, detect=0.25
)
def test_arguments(task, student, reference, rng):
    """the arguments are not changed"""
    for call in examples(task, rng)[:4]:
        assertions.same(getattr(student, task), getattr(reference, task), *call)
        assertions.arguments_kept(getattr(student, task), *call)


@each_of(
    translate=0.25, equivariance_error=0.25, is_equivariant=0.25, is_invariant=0.25, equivariances=0.25, detect=0.25
)
def test_again(task, student, reference, rng):
    """repeated calls give right results, and earlier results do not change"""
    assertions.results_kept(getattr(student, task), getattr(reference, task), *examples(task, rng))


@each_of(translate=0.25, detect=0.25)
def test_views(task, student, reference, rng):
    """arguments may be transposed, sliced or reversed arrays"""
    x = np.repeat([0, 3, 2, 7, 3, 2, 0], 2)
    views = [(x[::2],), (x.astype(float)[-2::-2],)]
    if task == "translate":
        views = [(framed(rng, (8, 7)).T, (-1, 2)), (framed(rng, (14, 8))[::2, ::-1], (1, 2)), (framed(rng, 7)[::-1], 1)]
    for call in views:
        assertions.same(getattr(student, task), getattr(reference, task), *call)
