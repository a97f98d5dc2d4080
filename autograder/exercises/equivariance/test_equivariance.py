"""Hidden tests of `equivariance` (notes, section 3, equation 1)."""

import numpy as np
import pytest

from autograder.grading import assertions
from autograder.grading.assertions import each_of, in_any_order

from ..shared.arrays import distinct, framed
from ..shared.maps import (
    blur,
    double,
    flip,
    halve,
    keep,
    negate,
    pooled_pattern,
    raised,
    ramp,
    relu,
    right,
    square,
    weigh,
)
from .cases import (
    BEYOND,
    BLOCKS,
    ERRORS,
    EVERY,
    LEGAL,
    LINES,
    NAN_MAPS,
    NEAR_MISSES,
    OTHER_SHAPES,
    PLANES,
    ZEROS,
    check_all,
    check_answers,
    check_every,
    check_moves,
    check_nan,
    check_tolerance,
    clear_cases,
    combined_comparisons,
    combined_errors,
    combined_lines,
    combined_moves,
    combined_tables,
    kept_calls,
    plain_calls,
    single_comparisons,
)

translate = pytest.mark.task("translate")
equivariance_error = pytest.mark.task("equivariance_error")
is_equivariant = pytest.mark.task("is_equivariant")
is_invariant = pytest.mark.task("is_invariant")
equivariances = pytest.mark.task("equivariances")
detect = pytest.mark.task("detect")

MEASURES = ("signs", "largest", "places")
TESTING = (*MEASURES, "shapes", "axes", "inputs", "NaN", "tolerance")


@translate(points=0.75, about="negative offsets")
def test_translate_line(student, reference, rng):
    """an array with one axis moves towards higher indices, or towards lower indices if the offset is negative"""
    check_moves(student, reference, LINES, framed, rng)


@translate(points=0.75, about=("border", "negative offsets", "one long row"))
def test_translate_border(student, reference, rng):
    """values that move out are lost, and zeros move in"""
    for size, offset in [(5, 1), (6, 2), (7, 3)]:
        assertions.same(student.translate, reference.translate, distinct(rng, size), offset)
        end = distinct(rng, offset)
        assertions.same(student.translate, reference.translate, np.concatenate([end, 0 * end, end]), -offset)


@translate(points=1, about=("axes", "one long row"))
def test_translate_plane(student, reference, rng):
    """an array with two axes moves along each axis by its own offset"""
    check_moves(student, reference, PLANES, framed, rng)


@translate(points=0.5, about=("many axes", "axes", "one long row"))
def test_translate_block(student, reference, rng):
    """arrays with three and four axes move along each axis by its own offset"""
    check_moves(student, reference, BLOCKS, framed, rng)


@translate(points=0.5, about=("offset of 0", "tuple of one"))
def test_translate_zero(student, reference, rng):
    """an offset of 0 moves nothing"""
    check_moves(student, reference, ZEROS, framed, rng)


@translate(points=0.5, about=("beyond the size", "border", "one long row"))
def test_translate_beyond(student, reference, rng):
    """an offset as large as the axis or larger leaves only zeros; an offset smaller by 1 leaves one position"""
    check_moves(student, reference, BEYOND, distinct, rng)


@translate(points=0.5, about="tuple of one")
def test_translate_errors(student, reference, rng):
    """ValueError if the number of offsets is not the number of axes; for one axis, an int or a 1-tuple is legal"""
    for shape, offset in LEGAL:
        assertions.accepted(student.translate, framed(rng, shape), offset)
    for shape, offset in ERRORS:
        assertions.value_error(student.translate, framed(rng, shape), offset)


@translate(
    points=0.75,
    about=(
        "negative offsets", "border", "one long row", "axes", "many axes", "offset of 0", "tuple of one",
        "beyond the size", "fractions",
    ),
)  # fmt: skip
def test_translate_together(student, reference, rng):
    """all of it works together, for integers and fractions"""
    for x, offset in combined_moves(rng):
        assertions.same(student.translate, reference.translate, x, offset)


@equivariance_error(points=0.5)
def test_error_zero(student, reference, rng):
    """the error is 0 if equation 1 holds, and only then"""
    for f, g in [(weigh, right), (blur, right), (square, flip), (relu, double), (double, halve), (ramp, negate)]:
        assertions.value(student.equivariance_error, 0.0, f, g, framed(rng, 8))
        assertions.value(student.equivariance_error, 1.0, double, raised, distinct(rng, 1))


@equivariance_error(points=1, about=MEASURES)
def test_error_values(student, reference, rng):
    """the error is the largest absolute difference, at any position and with either sign"""
    with assertions.all_checked():
        for f, g in [(square, double), (square, negate), (weigh, flip), (ramp, right), (ramp, flip), (blur, right)]:
            for x in (framed(rng, 9), distinct(rng, 8)):
                assertions.same(student.equivariance_error, reference.equivariance_error, f, g, x)
        assertions.same(student.equivariance_error, reference.equivariance_error, square, halve, 2 * distinct(rng, 9))


@equivariance_error(points=0.5, about="shapes")
def test_error_shapes(student, reference, rng):
    """the error is inf if the two shapes differ, even if they broadcast"""
    for f, g, shape in OTHER_SHAPES["is_equivariant"]:
        for x in (distinct(rng, shape), np.ones(shape)):
            assertions.value(student.equivariance_error, np.inf, f, g, x)
    assertions.value(student.equivariance_error, 1.0, double, raised, distinct(rng, 1))


@equivariance_error(points=0.5, about=(*MEASURES, "shapes", "axes", "fractions"))
def test_error_together(student, reference, rng):
    """all of it works together, for integers and fractions, and for one axis and two"""
    for f, g, x in combined_errors(rng):
        assertions.same(student.equivariance_error, reference.equivariance_error, f, g, x)


@each_of(is_equivariant=0.5, is_invariant=0.5)
def test_or_not(task, student, rng):
    """true if the equation holds, as in the notes' example, and false if it does not"""
    cases = [[answer, f, g, [x]] for f, g, x, answer in clear_cases(task, rng)]
    if task == "is_invariant":
        cases += [[True, pooled_pattern, right, [np.array([0, 3, 2, 0, 0])]]]
    check_answers(getattr(student, task), cases, rng)


@each_of(is_equivariant=0.25, is_invariant=0.25, about=(*MEASURES, "axes"))
def test_differences(task, student, reference, rng):
    """every single difference counts, of either sign, at any position, in arrays with one axis and two"""
    check_all(getattr(student, task), getattr(reference, task), single_comparisons(task, rng), rng)


@each_of(is_equivariant=0.25, is_invariant=0.25, about="shapes")
def test_shapes(task, student, rng):
    """false if the two sides have different shapes, even if they broadcast"""
    cases = []
    for f, g, shape in OTHER_SHAPES[task]:
        for x in (distinct(rng, shape), np.ones(shape)):
            cases += [[False, f, g, [x]], [True, square, keep, [distinct(rng, 6)]]]
    check_answers(getattr(student, task), cases, rng)


@each_of(is_equivariant=0.5, is_invariant=0.5, about="inputs")
def test_every(task, student, rng):
    """the equation must hold for every input, at any position in the list; an empty list gives true"""
    check_every(getattr(student, task), task, rng)


@each_of(is_equivariant=0.5, is_invariant=0.5, about="tolerance")
def test_tolerance(task, student, rng):
    """the two sides may differ by at most the tolerance, which is absolute and 1e-6 by default"""
    check_tolerance(getattr(student, task), task, rng)


@each_of(is_equivariant=0.25, is_invariant=0.25, about="NaN")
def test_nan(task, student, rng):
    """NaN is never within the tolerance, even if both sides have it"""
    check_nan(getattr(student, task), *NAN_MAPS[task], rng)


@each_of(is_equivariant=0.25, is_invariant=0.25, about=TESTING)
def test_together(task, student, reference, rng):
    """all of it works together, for integers and fractions"""
    check_all(getattr(student, task), getattr(reference, task), combined_comparisons(task, rng), rng)


@equivariances(points=0.75, about="names")
def test_equivariances_names(student, rng):
    """the dict maps the name of each transform to its result, and is empty without transforms"""
    transforms = {"right": right, "flip": flip, "double": double, "negate": negate}
    holds = {square: (1, 1, 0, 0), relu: (1, 1, 1, 0)}
    cases = []
    for f, answers in holds.items():
        expected = dict(zip(transforms, map(bool, answers), strict=True))
        for size in (8, 9):
            cases += [[expected, f, dict(in_any_order(rng, [*transforms.items()])), [framed(rng, size)]]]
        only = {"negate": flip, "another name": negate}
        cases += [[{"negate": True, "another name": False}, f, only, [framed(rng, 9)]], [{}, f, {}, [framed(rng, 9)]]]
    cases += [
        [{"a": True}, weigh, {"a": right}, [framed(rng, 9)]],
        [{"b": False}, double, {"b": raised}, [framed(rng, 9)]],
    ]
    check_answers(student.equivariances, cases, rng)


@equivariances(points=0.25, about=("inputs", "tolerance"))
def test_equivariances_inputs(student, rng):
    """equation 1 must hold for every input, within the tolerance"""
    f, g, good, bad = EVERY["is_equivariant"]
    cases = [[{"g": True}, f, {"g": g}, []], [{"g": True}, f, {"g": g}, [good(rng, 7), good(rng, 8)]]]
    for inputs in ([good(rng, 7), bad(rng, 8)], [bad(rng, 8), good(rng, 7)], [good(rng, 7), bad(rng, 8), good(rng, 9)]):
        cases += [[{"g": False}, f, {"g": g}, inputs]]
    for tolerance, answer in [(10_000, True), (1e-6, False), (0, False)]:
        for options in ([tolerance], [{"tolerance": tolerance}]):
            cases += [[{"double": answer}, square, {"double": double}, [distinct(rng, 1)], *options]]
    cases += [[{"keep": True}, square, {"keep": keep}, [distinct(rng, 1)], 0]]
    check_answers(student.equivariances, cases, rng)


@equivariances(points=0.5, about=(*TESTING, "names"))
def test_equivariances_together(student, reference, rng):
    """all of it works together: several transforms, several inputs, a tolerance, other shapes and NaN"""
    check_all(student.equivariances, reference.equivariances, combined_tables(rng), rng)


@detect(points=0.5)
def test_detect_places(student, rng):
    """the pattern is found in the notes' two inputs and at every position, also the first and the last"""
    assertions.value(student.detect, np.array([0, 1, 0, 0]), np.array([0, 3, 2, 0, 0]))
    assertions.value(student.detect, np.array([0, 0, 1, 0]), np.array([0, 0, 3, 2, 0]))
    for length in (2, 3, 7):
        for place in range(length - 1):
            other = rng.permutation([0, -1, 1, 0, -4, -2, 0])[:length]
            assertions.value(student.detect, np.zeros(length - 1), other)
            x = np.concatenate([other[:place], [3, 2], other[place + 2 :]])
            assertions.value(student.detect, np.eye(length - 1)[place], x)


@detect(points=0.75, about=("similar pairs", "fractions"))
def test_detect_exactly(student, rng):
    """only exactly 3, 2 in this order is found, and no similar pair"""
    for one, other in NEAR_MISSES:
        for x in ([0, one, other, 0, 3, 2, 0], [3, 2, 0, one, other]):
            x = np.array(x)
            assertions.value(student.detect, 1 * ((x == 3) & (np.append(x[1:], 0) == 2))[:-1], x)
    for gap in rng.integers(4, 9, 3):
        assertions.value(student.detect, np.array([0, 0, 0, 1, 0]), np.array([3, gap, 2, 3, 2, gap]))


@detect(points=0.5, about="several patterns")
def test_detect_many(student, reference, rng):
    """several patterns are found"""
    for count in (2, 2, 3, 3, 4, 5):
        x = np.concatenate([[3, 2, *rng.choice([0, -1, -2], rng.integers(1, 4))] for _ in range(count)])
        assertions.same(student.detect, reference.detect, x)


@detect(points=0.5, about=("similar pairs", "fractions", "several patterns"))
def test_detect_together(student, reference, rng):
    """all of it works together: several patterns next to similar pairs, for integers and fractions"""
    for x in combined_lines(rng):
        assertions.same(student.detect, reference.detect, np.asarray(x))


@each_of(
    translate=0.25, equivariance_error=0.25, is_equivariant=0.25, is_invariant=0.25, equivariances=0.25, detect=0.25
)
def test_arguments(task, student, reference, rng):
    """the arguments are not changed"""
    function, right_one = getattr(student, task), getattr(reference, task)
    for call in plain_calls(task, rng)[:4]:
        assertions.same(function, right_one, *call)
    for call in kept_calls(task, rng):
        assertions.arguments_kept(function, *call)


@each_of(
    translate=0.25, equivariance_error=0.25, is_equivariant=0.25, is_invariant=0.25, equivariances=0.25, detect=0.25
)
def test_again(task, student, reference, rng):
    """repeated calls give right results, and earlier results do not change"""
    assertions.results_kept(getattr(student, task), getattr(reference, task), *plain_calls(task, rng))


@each_of(translate=0.25, detect=0.25)
def test_views(task, student, reference, rng):
    """arguments may be sliced or reversed arrays"""
    x = np.array([0, 3, 2, 0, -1, 0])
    views = [(np.repeat(x, 2)[::2],), (np.repeat(x[::-1], 2)[-2::-2],), (x[::-1].copy()[::-1],)]
    if task == "translate":
        views = [
            (framed(rng, 14)[::-1], 1),
            (np.repeat(framed(rng, 7), 2)[::2], 2),
            (np.repeat(framed(rng, 7), 2)[-2::-2], 1),
        ]
    for call in views:
        assertions.same(getattr(student, task), getattr(reference, task), *call)
