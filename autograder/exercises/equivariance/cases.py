"""The cases of equivariance: moves, maps for which equation 1 holds or fails, and pairs similar to the pattern 3, 2."""

import numpy as np

from autograder.grading import assertions
from autograder.grading.assertions import in_any_order

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
    ramp,
    relu,
    right,
    shares,
    square,
    third,
    total,
    total_above_zero,
    transpose,
    twice,
    weigh,
)

# Shapes and offsets of moves. The axes of a shape differ, and so do the offsets of a move.
LINES = [(7, 1), (7, -1), (6, 4), (6, -3), (5, 0), (8, 3), (8, -2)]
PLANES = [((4, 6), (1, 2)), ((6, 4), (-1, 3)), ((5, 7), (3, -2)), ((5, 4), (-2, -1)), ((4, 6), (0, -2))]
BLOCKS = [((3, 4, 5), (1, -2, 3)), ((4, 3, 5), (-1, 0, 2)), ((2, 5, 3, 4), (-1, 2, 0, -3))]
NEARLY = [(5, 4), (5, -4), ((4, 6), (3, -5))]
BEYOND = [(5, 5), (5, -5), (5, 8), (5, -7), (5, 30), ((4, 6), (4, 1)), ((4, 6), (-1, 9)), ((4, 6), (-5, 2))]
LEGAL = [(6, 1), (6, (-1,)), ((6, 7), (2, 1)), ((5, 6, 7), (1, -1, 2))]
ERRORS = [(6, (1, 2)), (6, ()), ((6, 7), 1), ((6, 7), 0), ((6, 7), (1,)), ((6, 7), (1, 2, 0)), ((5, 6, 7), (1, 2))]


def views(rng):
    """Two arrays that are not contiguous."""
    return [distinct(rng, 14)[::-2], framed(rng, (6, 7)).T]


# Equation 1 and invariance for content that does not touch the border: f, g, shape, does it hold?
EQUIVARIANT = [
    *[(double, halve, 7, True), (double, double, 7, True)],
    *[(weigh, right, 9, True), (weigh, flip, 9, False), (weigh, right, (6, 7), True), (weigh, flip, (6, 7), True)],
    *[(blur, right, 8, True), (ramp, right, 8, False), (ramp, negate, 7, True)],
    *[(relu, double, 7, True), (relu, negate, 7, False), (square, transpose, (6, 7), True), (square, negate, 8, False)],
]
INVARIANT = [
    *[(square, negate, 8, True), (square, double, 8, False), (relu, negate, 7, False), (total, flip, 9, True)],
    *[(total, right, 8, True), (weigh, right, 9, False), (keep, flip, 8, False), (keep, keep, 8, True)],
    *[(total, transpose, (6, 7), True), (ramp, right, (6, 7), False), (ramp, negate, 9, False)],
]
# The two sides of equation 1 have different shapes. Some have the same size or broadcast to equal values.
OTHER_SHAPES = [(weigh, twice, 6), (first, twice, 6), (as_row, total, 6), (first, transpose, (5, 6)), (total, twice, 7)]


def check_moves(student, reference, moves, data, rng):
    for shape, offset in moves:
        assertions.same(student.translate, reference.translate, data(rng, shape), offset)
        assertions.same(student.translate, reference.translate, data(rng, shape) / 4, offset)


# The maps f and g for each task. With MAPS, results are true for content inside and false at the border. With
# ROUNDING_MAPS there are rounding errors, and with NAN_MAPS negative values become NaN.
MAPS = {"is_equivariant": (weigh, right), "is_invariant": (total, right)}
ROUNDING_MAPS = {"is_equivariant": (weigh, third), "is_invariant": (shares, third)}
NAN_MAPS = {"is_equivariant": (nan_below_zero, flip), "is_invariant": (total_above_zero, right)}


def examples(task, rng):
    """Twelve legal calls of each task, with integers and reals. Some arguments are views."""
    if task == "translate":
        return [(framed(rng, (7, 8)) / 4 if number % 2 else framed(rng, (7, 8)), (1, -2)) for number in range(12)]
    if task == "detect":
        arrays = [np.insert(rng.permutation([0, 7, 7, 0]), number % 5, [3, 2]) for number in range(12)]
        return [(x.astype(float) if number % 2 else x,) for number, x in enumerate(arrays)]
    if task == "equivariances":
        pairs = [{"one": double, "two": flip}, {"two": negate, "three": double}]
        x, y = distinct(rng, 7), framed(rng, 9)
        return [(f, pair, [x, -x, y, -y]) for f in (square, ramp, relu, weigh, blur, keep) for pair in pairs]
    pairs = [(f, g) for f in (square, total, relu) for g in (double, halve, flip, negate)]
    if task == "equivariance_error":
        return [(f, g, views(rng)[number // 2 % 2]) for number, (f, g) in enumerate(pairs)]
    return [(f, g, views(rng)) for f, g in pairs]


def check_answers(function, cases, rng):
    """Each case is a list: the expected result, then the arguments. A dict at the end contains keyword arguments.

    All calls are made, also after a wrong result: all results together show which mistake it is.
    """
    with assertions.batch(to_the_end=True):
        for answer, *args in in_any_order(rng, cases):
            keywords = args.pop() if isinstance(args[-1], dict) else {}
            assertions.value(function, answer, *args, **keywords)


def check_every(function, f, g, rng):
    """Lists with one input at the border, at any position in the list. For it, f and g do not satisfy the condition."""
    cases = [
        [False, f, g, [distinct(rng, 7), distinct(rng, 5)]],
        [True, f, g, []],
        [True, square, double, []],
        # Errors of at least 1e-5. With 40 zeros in the list, the mean error is below 1e-6.
        [False, square, halve, [np.zeros(2)] * 40 + [np.array([0, 0.0064])]],
    ]
    for spoilt in range(4):
        inputs = [framed(rng, 7 + number) for number in range(4)]
        cases += [[True, f, g, inputs], [True, f, g, inputs[spoilt:]]]
        x = distinct(rng, 6)
        cases += [[False, f, g, inputs[:spoilt] + [bad] + inputs[spoilt + 1 :]] for bad in (x, -x)]
    check_answers(function, cases, rng)


def check_tolerance(function, rng):
    """With double and halve, the error of square is 2 x² and x²/4 in equation 1, and 3 x² and 3/4 x² in invariance."""
    cases = []
    for g in (double, halve):
        cases += [[True, square, g, [1e-4 * distinct(rng, 5) / 5]], [False, square, g, [0.1 * distinct(rng, 5) / 5]]]
        for size, tolerance, answer in [(1, 100, True), (100, 5, False), (0.01, 0.02, True), (0.1, 0, False)]:
            x = size * distinct(rng, 5) / 5
            cases += [[answer, square, g, [x], tolerance], [answer, square, g, [x], {"tolerance": tolerance}]]
        cases += [[False, square, g, [10 * np.eye(1, 400, rng.integers(400))], {"tolerance": 2}]]
        many_small = [np.full(1_000, 0.1)]  # many small errors do not make a large error
        cases += [[True, square, g, many_small, {"tolerance": 1}]]
    check_answers(function, cases, rng)


def check_nan(function, f, g, rng):
    x = np.append(np.abs(distinct(rng, 5)), 0)
    cases = [
        [answer, f, g, inputs] for inputs, answer in [([x], True), ([-x], False), ([x, -x], False), ([-x, x], False)]
    ]
    for one in (np.append(-1, x), np.append(x, -1), np.insert(x, 2, -1)):  # first, last, and between other values
        cases += [[False, f, g, [one]]]
    check_answers(function, cases, rng)


# Neighbours other than 3, 2 with the same sum, weighted sum, ratio or difference, or with similar values.
NEAR_MISSES = [(4, 1), (2, 3), (3, 3), (2, 2), (1, 5), (5, -1), (6, 4), (-3, -2), (4, 3), (3, 1), (3, 0), (0, 2)]
NEAR_MISSES += [(3.001, 2), (3, 1.999), (3.25, 2), (2.75, 2), (3, 2.25), (3, 1.75), (3.5, 1.5), (0, 6.5)]
