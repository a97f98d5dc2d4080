"""Hidden tests of `pooling` (notes, section 4 and Figure 3)."""

import functools
import itertools

import numpy as np
import pytest

from autograder.grading import assertions
from autograder.grading.assertions import each_of
from autograder.grading.inputs import covering

from ..shared.arrays import reals
from ..shared.maps import block_max, first, keep, row_means

MISPRINT = (
    "18 is the misprint in Figure 3. The sum is 9 + 3 + 10 + 32 = 54, and the mean of four numbers is 54 / 4 = 13.5. "
    "The printed 18 is 54 divided by 3."
)

max_pool = pytest.mark.task("max_pool")
avg_pool = pytest.mark.task("avg_pool")
unchanged_fraction = pytest.mark.task("unchanged_fraction")

# What a test is about decides its inputs: the others' subjects do not show in them. A test that is not about sizes, for
# example, has windows of size 2. The subjects are those of the slips (`shared/pooling.py` and `mistakes/`).
POOLING = (
    "default stride", "fractions", "ints", "largest window", "leftovers", "padded cells", "padding", "size", "square",
    "stride", "tiles",
)  # fmt: skip
DIVISOR = 4  # means of 1, 2 and 4 multiples of it are whole numbers

BELOW = [
    {"size": 0},
    {"size": -1},
    {"stride": 0},
    {"stride": -2},
    {"padding": -1},
    {"size": 0, "stride": 1},
    {"size": -2, "stride": 1},
]
TOO_MUCH = [{"size": 3, "padding": 2}, {"size": 6}, {"size": 8, "padding": 1}]


def ascending(rng, shape, unit=DIVISOR):
    """Positive floats, multiples of `unit`, in ascending order: each larger window has a larger maximum and mean."""
    count = int(np.prod(shape))
    return unit * (rng.integers(1, 6) + np.arange(count, dtype=float)).reshape(shape)


def mixed(rng, shape, unit=DIVISOR):
    """The same in any order."""
    return rng.permutation(ascending(rng, shape, unit).ravel()).reshape(shape)


def check(function, reference, rng, shape, unit=DIVISOR, **keywords):
    for make in (ascending, mixed):
        assertions.same(function, reference, make(rng, shape, unit), **keywords)


def check_sizes(function, reference, rng):
    check(function, reference, rng, (6, 6), 9, size=3)
    check(function, reference, rng, (3, 3), 1, size=1)
    check(function, reference, rng, (8, 8), 16, size=4)


def check_strides(function, reference, rng, stride, *lengths):
    for length in lengths:
        check(function, reference, rng, (length, length), size=2, stride=stride)


def check_leftovers(function, reference, rng):
    check(function, reference, rng, (5, 5), size=2, stride=2)
    check(function, reference, rng, (7, 7), size=2, stride=2)


def check_not_square(function, reference, rng):
    check(function, reference, rng, (4, 8), size=2, stride=2)
    check(function, reference, rng, (8, 4), size=2, stride=2)


def check_padding(function, reference, rng):
    check(function, reference, rng, (4, 4), size=2, stride=2, padding=1)
    check(function, reference, rng, (6, 6), size=2, stride=2, padding=1)


# The properties of the calls in which all works together. Along an axis there is one cell, or one window or several fit
# in exactly, or cells are left over.
PROPERTIES = {
    "window": [(1, 0), (2, 0), (2, 1), (3, 0), (3, 1), (4, 0), (4, 1), (4, 2), (5, 0), (5, 2)],  # its size, the padding
    "stride": [None, 1, 2, 3, 5],
    "height": ["cell", "window", "windows", "leftovers"],
    "width": ["cell", "window", "windows", "leftovers"],
    "values": ["positive", "zeros", "negative", "low", "mixed"],
    "kind": ["ints", "quarters"],
    "view": [False, True],
}
# More calls: the stride divides the lengths, but windows overlap, have gaps or leave cells over. In others,
# three properties come together.
DIVISIBLE = [
    ((3, 2, 0), (4, 6), "mixed"), ((3, None, 1), (3, 6), "zeros"), ((3, 1, 1), (4, 7), "low"),
    ((1, 2, 0), (1, 5), "mixed"), ((4, 2, 1), (2, 3), "positive"), ((2, 2, 1), (4, 4), "zeros"),
    ((3, None, 1), (1, 8), "mixed"), ((5, 5, 0), (7, 6), "mixed"), ((4, 1, 2), (4, 4), "negative"),
]  # fmt: skip


def is_legal(window, height, width, **_):
    size, padding = window
    cells = (height, width).count("cell")
    return cells == 0 or (size <= 1 + 2 * padding and cells <= 1 + padding)


def length(kind, size, stride, padding):
    window = max(1, size - 2 * padding)
    several = stride if stride > 2 else 2 * stride
    more = {"cell": 1 - window, "window": 0, "windows": several, "leftovers": several + max(stride - 1, 1)}
    return window + more[kind]


def numbers(rng, shape, values, kind):
    """Distinct numbers in random order, but several zeros."""
    count = int(np.prod(shape))
    signs = {"zeros": [0, -1, -1, -1], "mixed": [1, -1], "positive": [1]}.get(values, [-1])
    sizes = 1 + rng.permutation(count) + (rng.integers(1, 4, count) / 4 if kind == "quarters" else 0)
    x = sizes * rng.permutation(np.resize(signs, count))
    return (x - 20_000 if values == "low" else x).reshape(shape)


@functools.cache  # choosing them takes longer than asking
def cases_together():
    return covering(is_legal, **PROPERTIES)


def check_together(function, reference, rng):
    for case in assertions.in_any_order(rng, cases_together()):
        size, padding = case["window"]
        shape = [length(case[axis], size, case["stride"] or size, padding) for axis in ("height", "width")]
        x = numbers(rng, shape, case["values"], case["kind"])
        if case["view"]:
            x = np.repeat(x.T, 2, axis=1).T[::2]
        given = {"size": size, "stride": case["stride"], "padding": padding}
        default = {"size": 2, "stride": None, "padding": 0}
        assertions.same(function, reference, x, **{key: one for key, one in given.items() if one != default[key]})
    for (size, stride, padding), shape, values in DIVISIBLE:
        for x in (numbers(rng, shape, values, "quarters"), numbers(rng, shape, values, "ints").T):
            assertions.same(function, reference, x, size, stride, padding)


@max_pool(points=0.75, about=("default stride", "ints"))
def test_max_tiles(student, reference, rng):
    """windows of 2×2 side by side give their largest values, as in Figure 3"""
    assertions.value(student.max_pool, np.array([[32, 5], [6, 21]]), reference.figure_3)
    check(student.max_pool, reference.max_pool, rng, (4, 4))


@max_pool(points=0.25, about=("size", "default stride"))
def test_max_sizes(student, reference, rng):
    """windows of other sizes lie side by side, too"""
    check_sizes(student.max_pool, reference.max_pool, rng)


@max_pool(points=0.5, about=("stride", "tiles"))
def test_max_overlaps(student, reference, rng):
    """windows overlap if the stride is smaller than the size"""
    check_strides(student.max_pool, reference.max_pool, rng, 1, 4, 6)


@max_pool(points=0.5, about=("stride", "tiles"))
def test_max_gaps(student, reference, rng):
    """values between the windows are left out if the stride is larger than the size"""
    check_strides(student.max_pool, reference.max_pool, rng, 3, 5, 8)


@max_pool(points=0.5, about=("leftovers", "tiles"))
def test_max_leftovers(student, reference, rng):
    """windows that extend beyond the edge are dropped"""
    check_leftovers(student.max_pool, reference.max_pool, rng)


@max_pool(points=0.25, about="square")
def test_max_not_square(student, reference, rng):
    """x need not be square"""
    check_not_square(student.max_pool, reference.max_pool, rng)


@max_pool(points=0.5, about="padding")
def test_max_padding(student, reference, rng):
    """padding is added on all four sides"""
    check_padding(student.max_pool, reference.max_pool, rng)


@max_pool(points=0.25, about=("padding", "padded cells", "negative"))
def test_max_padded_cells(student, reference, rng):
    """padding is never the maximum, even if all inputs are negative"""
    for least in (200, 20_000):
        x = ascending(rng, (4, 4)) - least
        assertions.same(student.max_pool, reference.max_pool, x, size=2, stride=2, padding=1)


@max_pool(points=0.25, about="negative")
def test_max_negative(student, reference, rng):
    """the largest of negative values is negative"""
    assertions.same(student.max_pool, reference.max_pool, ascending(rng, (4, 4)) - 200, size=2, stride=2)
    x = np.minimum(mixed(rng, (4, 4)) - 40, 0)  # a 0 in the data may be the maximum
    assertions.same(student.max_pool, reference.max_pool, x, size=2, stride=2)


@max_pool(points=0.25, about="fractions")
def test_max_fractions(student, reference, rng):
    """the largest values can have fractions"""
    x = ascending(rng, (4, 4))
    assertions.same(student.max_pool, reference.max_pool, x + rng.integers(1, 4, (4, 4)) / 4, size=2, stride=2)


@max_pool(points=0.5, about=(*POOLING, "negative"))
def test_max_together(student, reference, rng):
    """all of this works together"""
    check_together(student.max_pool, reference.max_pool, rng)


@avg_pool(points=0.75, about=("default stride", "ints", "fractions"))
def test_avg_tiles(student, reference, rng):
    """windows of 2×2 side by side give their means, as in Figure 3 without the misprint"""
    right, wrong = np.array([[13.5, 3], [3, 12]]), [np.array([[18, 3], [3, 12]]), np.array([[18, 4], [4, 16]])]
    assertions.value_with_note(student.avg_pool, right, MISPRINT, wrong, reference.figure_3)
    check(student.avg_pool, reference.avg_pool, rng, (4, 4))


@avg_pool(points=0.25, about=("size", "default stride"))
def test_avg_sizes(student, reference, rng):
    """windows of other sizes lie side by side, too"""
    check_sizes(student.avg_pool, reference.avg_pool, rng)


@avg_pool(points=0.5, about=("stride", "tiles"))
def test_avg_strides(student, reference, rng):
    """windows move by the stride, smaller or larger than the size"""
    check_strides(student.avg_pool, reference.avg_pool, rng, 1, 4, 6)
    check_strides(student.avg_pool, reference.avg_pool, rng, 3, 5, 8)


@avg_pool(points=0.5, about=("leftovers", "tiles"))
def test_avg_leftovers(student, reference, rng):
    """windows that extend beyond the edge are dropped"""
    check_leftovers(student.avg_pool, reference.avg_pool, rng)


@avg_pool(points=0.25, about="square")
def test_avg_not_square(student, reference, rng):
    """x need not be square"""
    check_not_square(student.avg_pool, reference.avg_pool, rng)


@avg_pool(points=0.5, about=("padding", "padded cells"))
def test_avg_padding(student, reference, rng):
    """padding is added on all four sides, and padded values are not counted in the mean"""
    check_padding(student.avg_pool, reference.avg_pool, rng)


@avg_pool(points=0.25, about="zeros")
def test_avg_zeros(student, reference, rng):
    """zeros in the data are counted"""
    x = ascending(rng, (4, 4))
    x[0, 0] = x[3, 1] = 0
    x[:2, 2:] = 0
    assertions.same(student.avg_pool, reference.avg_pool, x, size=2, stride=2)


@avg_pool(points=0.5, about=(*POOLING, "zeros"))
def test_avg_together(student, reference, rng):
    """all of this works together"""
    check_together(student.avg_pool, reference.avg_pool, rng)


@pytest.mark.task("figure_3_misprint", points=1, about=("place", "value", "form"))
def test_misprint(student):
    """the result is the misprinted entry and its correct value"""
    for _ in range(2):
        assertions.value_with_note(student.figure_3_misprint, (0, 0, 13.5), MISPRINT, [(0, 0, 18)])


def moves(rng, shape):
    """Arrays x and moved: a part of the cells is larger in moved, another part smaller, and some have not changed."""
    x = 4.0 * (rng.permutation(int(np.prod(shape))).reshape(shape) + 1)
    change = np.zeros(shape)
    change[0], change[1, 0] = 1, -1
    return x, x + change


def checkered(rng):
    """Arrays x and moved with other values but the same maxima of blocks."""
    x = np.tile([[5.0, 1], [2, 3]], (2, 3)) * rng.integers(1, 4)
    moved = x.copy()
    moved[1::2, 1::2] -= 1
    return x, moved


@unchanged_fraction(points=1)
def test_unchanged_share(student, reference, rng):
    """the result is the fraction of the outputs of the pooling function that stay the same"""
    function, right = student.unchanged_fraction, reference.unchanged_fraction
    x, moved = moves(rng, (4, 6))
    for other in (moved, x, x + 1):
        assertions.same(function, right, keep, x, other)
    x, moved = checkered(rng)
    assertions.same(function, right, block_max, x, moved)
    assertions.same(function, right, block_max, x, np.maximum(moved, 20 * np.eye(4, 6)))  # now two maxima change


@unchanged_fraction(points=0.25, about="axes")
def test_unchanged_axes(student, reference, rng):
    """the outputs can be an array with one axis"""
    function, right = student.unchanged_fraction, reference.unchanged_fraction
    x, moved = moves(rng, (4, 6))
    moved[1, 1] = x[1, 1] + 1  # so the mean of row 1 stays the same
    assertions.same(function, right, row_means, x, moved)
    assertions.same(function, right, row_means, moved, x)


@unchanged_fraction(points=0.5, about="tolerance")
def test_unchanged_tolerance(student, reference, rng):
    """outputs are the same if they differ by at most 1e-6 in either direction"""
    x = (rng.integers(1, 25, (4, 6)) * rng.choice([-1, 1], (4, 6))) / 8
    with_zeros = np.where(np.eye(4, 6), 0, x)
    for change in (1e-8, -1e-8, 1e-4, -1e-4):
        for start in (x, with_zeros):
            assertions.same(student.unchanged_fraction, reference.unchanged_fraction, keep, start, start + change)


@unchanged_fraction(points=0.5, about="shapes")
def test_unchanged_shapes(student, reference, rng):
    """ValueError if the two outputs have different shapes, even if they broadcast"""
    x = reals(rng, (4, 6))
    assertions.same(student.unchanged_fraction, reference.unchanged_fraction, block_max, x, x)
    assertions.same(student.unchanged_fraction, reference.unchanged_fraction, first, x, np.vstack([x, x]))
    for other in (x[:, :4], x[:2], x[:1], x.T):
        assertions.value_error(student.unchanged_fraction, keep, x, other)
        assertions.value_error(student.unchanged_fraction, keep, other, x)


@unchanged_fraction(points=0.25, about=("axes", "shapes", "tolerance"))
def test_unchanged_together(student, reference, rng):
    """all of this works together"""
    cases = covering(
        pool=[keep, row_means, block_max, first],
        shape=[(4, 4), (2, 6), (6, 2)],
        change=list(itertools.product(["any", "positive", "balanced"], ["none", "some", "move", 1e-8, 1e-4])),
    )
    for case in assertions.in_any_order(rng, cases):
        (values, change), shape = case["change"], case["shape"]
        x = rng.integers(-2, 3, shape)
        if values == "positive":
            x = x + 2.25
        elif values == "balanced":  # without 0, but the mean of each row is 0
            x = np.resize([1, -1], shape) * rng.integers(1, 4, (shape[0], 1)) / 4
        if change == "move":
            moved = np.roll(x, 1, axis=1)
        elif change == "some":
            moved = x + np.where(np.arange(x.size).reshape(shape) % 3 == 1, [[1], [-1]] * (shape[0] // 2), 0)
        else:
            moved = x if change == "none" else x + change * rng.choice([-1, 1])
        if case["pool"] is first:
            moved = np.vstack([moved, moved])
        assertions.same(student.unchanged_fraction, reference.unchanged_fraction, case["pool"], x, moved)
    square, half = np.resize([3.0, -3], (4, 4)), reals(rng, (2, 4))
    assertions.same(student.unchanged_fraction, reference.unchanged_fraction, row_means, square, square + 1e-8)
    assertions.same(student.unchanged_fraction, reference.unchanged_fraction, first, half, np.vstack([half, half]))


@unchanged_fraction(points=0.25)
def test_unchanged_arguments(student, reference, rng):
    """the arguments are not changed"""
    x, moved = moves(rng, (4, 6))
    assertions.same(student.unchanged_fraction, reference.unchanged_fraction, keep, x, moved)
    for pool in (keep, block_max):
        assertions.arguments_kept(student.unchanged_fraction, pool, x, moved)
        assertions.arguments_kept(student.unchanged_fraction, pool, x.astype(int), moved.astype(int))


@unchanged_fraction(points=0.25)
def test_unchanged_again(student, reference, rng):
    """repeated calls give right results"""
    calls = [(keep, *moves(rng, shape)) for shape in [(2, 3), (3, 3), (4, 3), (5, 3), (4, 6)]]
    calls += [(keep, x, x) for x in (np.arange(6.0).reshape(2, 3), np.ones((3, 2)))]
    assertions.results_kept(student.unchanged_fraction, reference.unchanged_fraction, *calls)


@each_of(max_pool=0.5, avg_pool=0.5)
def test_illegal(task, student, rng):
    """ValueError if the size or the stride is below 1, the padding is below 0 or x is not 2-D, and only then"""
    pool, x = getattr(student, task), ascending(rng, (6, 6))
    for legal in [{}, {"size": 1}, {"size": 2}, {"stride": 1}, {"padding": 0}]:
        assertions.accepted(pool, x, **legal)
    for illegal in BELOW:
        assertions.value_error(pool, x, **illegal)
    for wrong_axes in (x[0], x.reshape(1, 6, 6)):
        for options in ({}, {"size": 1}, {"padding": 1}):  # a window fits even if a row counts as an image
            assertions.value_error(pool, wrong_axes, **options)


@each_of(max_pool=0.25, avg_pool=0.25, about="largest window")
def test_too_much(task, student, rng):
    """ValueError if 2 * padding > size or if the window is larger than the padded input, and only then"""
    pool, x = getattr(student, task), ascending(rng, (5, 7))
    for length in (2, 5):
        assertions.accepted(pool, ascending(rng, (length, length)), size=length)
    for illegal in TOO_MUCH:
        assertions.value_error(pool, x, **illegal)
        assertions.value_error(pool, x.T.copy(), **illegal)  # now it is too large in the other direction


@each_of(max_pool=0.25, avg_pool=0.25, about="ints")
def test_arguments(task, student, reference, rng):
    """the arguments are not changed"""
    x = ascending(rng, (4, 4))
    assertions.same(getattr(student, task), getattr(reference, task), x, 2, 2)
    for call in [(x + 0.25, 2, 2), (x, 2, 1), (x.T, 2, 2), (x.astype(int), 2, 2)]:
        assertions.arguments_kept(getattr(student, task), *call)


@each_of(max_pool=0.25, avg_pool=0.25)
def test_views(task, student, reference, rng):
    """arguments may be transposed or sliced arrays"""
    x = ascending(rng, (8, 8))
    assertions.same(getattr(student, task), getattr(reference, task), x.T, size=2, stride=2)
    assertions.same(getattr(student, task), getattr(reference, task), x[::2, :4], size=2, stride=2)
    assertions.same(getattr(student, task), getattr(reference, task), x[1::2, ::-2], size=2, stride=2)


@each_of(max_pool=0.25, avg_pool=0.25)
def test_again(task, student, reference, rng):
    """repeated calls give right results, and earlier results do not change"""
    calls = [(number * ascending(rng, (4, 4)), 2, 2) for number in range(1, 11)]
    assertions.results_kept(getattr(student, task), getattr(reference, task), *calls)
