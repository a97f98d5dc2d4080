"""Hidden graders of `equivariance` (notes, section 3, equation 1)."""

import numpy as np
import pytest

from autograder.graders import each_of, in_any_order
from autograder.graders.arrays import distinct, framed
from autograder.graders.equivariance_cases import (
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
    transpose,
    twice,
    weigh,
)
from autograder.grading import assertions

translate = pytest.mark.task("translate")
equivariance_error = pytest.mark.task("equivariance_error")
is_equivariant = pytest.mark.task("is_equivariant")
is_invariant = pytest.mark.task("is_invariant")
equivariances = pytest.mark.task("equivariances")
detect = pytest.mark.task("detect")


@translate(points=1.25)
def test_translate_line(student, reference, rng):
    """one axis: both directions, and not at all"""
    check_moves(student, reference, LINES, distinct, rng)


@translate(points=1.25)
def test_translate_plane(student, reference, rng):
    """two axes, each by its own offset"""
    check_moves(student, reference, PLANES, distinct, rng)


@translate(points=0.75)
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
    for shape, offset in LEGAL:
        assertions.accepted(student.translate, framed(rng, shape), offset)
    for shape, offset in ERRORS:
        assertions.value_error(student.translate, framed(rng, shape), offset)


@equivariance_error(points=1.25)
def test_error_values(student, reference, rng):
    """the largest absolute difference, wherever it stands and whatever its sign"""
    pairs = [(square, double), (square, halve), (square, negate), (weigh, flip), (ramp, right), (ramp, flip)]
    for shape in (9, (7, 8)):
        for f, g in pairs:
            assertions.same(student.equivariance_error, reference.equivariance_error, f, g, framed(rng, shape) / 4)
            assertions.same(student.equivariance_error, reference.equivariance_error, f, g, distinct(rng, shape))


@equivariance_error(points=0.5)
def test_error_border(student, reference, rng):
    """0 where equation 1 holds, and more where values are pushed out over the border or zeros move in there"""
    for f in (weigh, blur):
        for shape in (8, (6, 7)):
            assertions.value(student.equivariance_error, 0.0, f, right, framed(rng, shape))
            x = distinct(rng, shape)
            assertions.same(student.equivariance_error, reference.equivariance_error, f, right, x)
            assertions.same(student.equivariance_error, reference.equivariance_error, f, right, -x)


@equivariance_error(points=0.75)
def test_error_shapes(student, reference, rng):
    """inf where the two shapes differ, even if they broadcast"""
    for f, g, shape in OTHER_SHAPES:
        for x in (distinct(rng, shape), np.ones(shape)):
            assertions.value(student.equivariance_error, np.inf, f, g, x)
            assertions.same(student.equivariance_error, reference.equivariance_error, square, double, x)


@is_equivariant(points=1)
def test_equivariant_or_not(student, rng):
    """convolution and translation, and pairs of functions for which equation 1 holds or fails"""
    cases = [[answer, f, g, [framed(rng, shape)]] for f, g, shape, answer in EQUIVARIANT]
    cases += [[answer, f, g, [framed(rng, shape) / 4, framed(rng, shape)]] for f, g, shape, answer in EQUIVARIANT]
    check_answers(student.is_equivariant, cases, rng)


@is_equivariant(points=0.25)
def test_equivariant_shapes(student, rng):
    """false where the two sides differ in shape, even if they broadcast"""
    cases = []
    for f, g, shape in OTHER_SHAPES:
        for x in (distinct(rng, shape), np.ones(shape)):
            cases += [[False, f, g, [x]], [True, keep, g, [x]]]
    check_answers(student.is_equivariant, cases, rng)


@is_invariant(points=1)
def test_invariant_or_not(student, rng):
    """the notes' example, and pairs of functions where the output stays or changes"""
    notes = [([0, 3, 2, 0, 0], True), ([0, 0, 3, 2, 0], False), ([3, 2, 0, 0, 0], False)]
    cases = [[answer, pooled_pattern, right, [np.array(x)]] for x, answer in notes]
    cases += [[answer, f, g, [framed(rng, shape)]] for f, g, shape, answer in INVARIANT]
    cases += [[answer, f, g, [framed(rng, shape) / 4, framed(rng, shape)]] for f, g, shape, answer in INVARIANT]
    check_answers(student.is_invariant, cases, rng)


@is_invariant(points=0.25)
def test_invariant_shapes(student, rng):
    """false where the two outputs differ in shape, even if they broadcast"""
    cases = []
    for g, shape in [(twice, 6), (first, 6), (transpose, (5, 7)), (transpose, (1, 6)), (as_row, 6), (total, 5)]:
        for x in (distinct(rng, shape), np.ones(shape)):
            cases += [[False, keep, g, [x]], [True, square, negate, [x]]]
    check_answers(student.is_invariant, cases, rng)


@equivariances(points=1)
def test_equivariances_names(student, rng):
    """each transform's answer under its name, and an empty dict for none"""
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
    # As for is_equivariant: shapes that differ, NaN, and misses of either sign or in one place of many fail.
    cases += [[{"a": False, "b": True}, weigh, {"a": twice, "b": keep}, [framed(rng, 9)]]]
    for place in (0, 4, 8):
        x = np.insert(np.abs(distinct(rng, 8)), place, -1)
        cases += [[{"a": False}, nan_below_zero, {"a": double}, [x]]]
    cases += [[{"a": False, "b": False}, square, {"a": halve, "b": double}, [distinct(rng, 9)]]]
    cases += [[{"a": False}, square, {"a": double}, [10 * np.eye(1, 400)], 2]]
    check_answers(student.equivariances, cases, rng)


@equivariances(points=0.5)
def test_equivariances_inputs(student, rng):
    """every input counts, and so does the tolerance"""
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
    """the notes' two inputs, and one pattern at each place, the first and the last among them"""
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
    """exactly 3, 2, in this order, and nothing that resembles it"""
    for one, other in NEAR_MISSES:
        for x in ([0, one, other, 0, 3, 2, 0], [3, 2, 0, one, other]):
            x = np.array(x)
            assertions.value(student.detect, 1 * ((x == 3) & (np.append(x[1:], 0) == 2))[:-1], x)
    for gap in rng.integers(4, 9, 3):
        assertions.value(student.detect, np.array([0, 0, 0, 1, 0]), np.array([3, gap, 2, 3, 2, gap]))


@detect(points=0.5)
def test_detect_many(student, reference, rng):
    """several patterns, also next to each other"""
    for length in range(2, 12):
        x = np.concatenate([[2], rng.choice([2, 3], length), [3, 2, 3, 2], rng.integers(1, 5, length), [3, 3]])
        assertions.same(student.detect, reference.detect, x)
        assertions.same(student.detect, reference.detect, x.astype(float))


@each_of(is_equivariant=0.5, is_invariant=0.5)
def test_every(task, student, rng):
    """every input counts, in whatever place it stands, and the answer is true for none"""
    check_every(getattr(student, task), *MAPS[task], rng)


@each_of(is_equivariant=0.5, is_invariant=0.5)
def test_tolerance(task, student, rng):
    """the two sides may differ by the tolerance, in absolute terms and in either direction; 1e-6 if none is given"""
    assertions.value(getattr(student, task), True, *ROUNDING_MAPS[task], [np.arange(1, 31) / 7])
    check_tolerance(getattr(student, task), rng)
    g = flip if task == "is_equivariant" else negate
    assertions.value(getattr(student, task), True, square, g, [distinct(rng, 5)], tolerance=0)


@each_of(is_equivariant=0.25, is_invariant=0.25)
def test_nan(task, student, rng):
    """NaN is never within the tolerance, not even on both sides"""
    check_nan(getattr(student, task), *NAN_MAPS[task], rng)


@each_of(
    translate=0.25, equivariance_error=0.25, is_equivariant=0.25, is_invariant=0.25, equivariances=0.25, detect=0.25
)
def test_arguments(task, student, reference, rng):
    """arguments stay unchanged"""
    for call in examples(task, rng)[:4]:
        assertions.same(getattr(student, task), getattr(reference, task), *call)
        assertions.arguments_kept(getattr(student, task), *call)


@each_of(
    translate=0.25, equivariance_error=0.25, is_equivariant=0.25, is_invariant=0.25, equivariances=0.25, detect=0.25
)
def test_again(task, student, reference, rng):
    """the tenth call is as good as the first, and earlier results stay as they are"""
    assertions.results_kept(getattr(student, task), getattr(reference, task), *examples(task, rng))


@each_of(translate=0.25, detect=0.25)
def test_views(task, student, reference, rng):
    """transposed, sliced and reversed arrays"""
    x = np.repeat([0, 3, 2, 7, 3, 2, 0], 2)
    views = [(x[::2],), (x.astype(float)[-2::-2],)]
    if task == "translate":
        views = [(framed(rng, (8, 7)).T, (-1, 2)), (framed(rng, (14, 8))[::2, ::-1], (1, 2)), (framed(rng, 7)[::-1], 1)]
    for call in views:
        assertions.same(getattr(student, task), getattr(reference, task), *call)
