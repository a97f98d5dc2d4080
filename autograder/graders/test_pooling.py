"""Hidden graders of `pooling` (notes, section 4 and Figure 3)."""

import numpy as np
import pytest

from autograder import expect
from autograder.toolkit import _difference as difference

MISPRINT = (
    "avg_pool(figure_3)\n      18 is the misprint of Figure 3: 9 + 3 + 10 + 32 = 54, and the mean of four numbers is "
    "54 / 4 = 13.5. Divided by 3, 54 gives the printed 18."
)

max_pool = pytest.mark.task("max_pool")
avg_pool = pytest.mark.task("avg_pool")
unchanged_fraction = pytest.mark.task("unchanged_fraction")

# The windows that both kinds of pooling must get right: (H, W), keyword arguments. No case is square,
# and sizes, strides and paddings differ from each other, so that one cannot stand for another.
TILES = [((4, 6), {}), ((6, 9), {"size": 3}), ((3, 5), {"size": 1})]
OVERLAPS = [((5, 7), {"size": 3, "stride": 1}), ((7, 5), {"size": 4, "stride": 2})]
GAPS = [((7, 10), {"size": 2, "stride": 3}), ((9, 6), {"size": 1, "stride": 4})]
LEFTOVERS = [((5, 7), {}), ((8, 7), {"size": 3}), ((6, 7), {"size": 4})]
PADDED = [((4, 6), {"padding": 1}), ((5, 7), {"size": 3, "padding": 1}), ((6, 9), {"size": 5, "padding": 2})]
TOGETHER = [
    ((5, 8), {"size": 3, "stride": 2, "padding": 1}),
    ((6, 5), {"size": 5, "stride": 1, "padding": 2}),
    ((4, 7), {"size": 2, "stride": 3, "padding": 1}),
]
ERRORS = [
    {"size": 0},
    {"size": -1},
    {"stride": 0},
    {"stride": -2},
    {"padding": -1},
    {"size": 3, "padding": 2},
    {"size": 6},
    {"size": 8, "padding": 1},
]


def integers(rng, shape):
    """Distinct integers, about half of them negative, in random order: no window is monotone."""
    return rng.permutation(np.prod(shape)).reshape(shape) - int(np.prod(shape)) // 2


def reals(rng, shape):
    """Multiples of a quarter in [-3, 3]."""
    return rng.integers(-12, 13, shape) / 4


def check_cases(function, reference, cases, rng):
    for shape, keywords in cases:
        expect.same(function, reference, integers(rng, shape), **keywords)
        expect.same(function, reference, reals(rng, shape), **keywords)


def check_errors(function, reference, rng):
    """Each illegal call raises; the legal ones next to them do not."""
    x = integers(rng, (5, 7))
    for legal in [{"size": 1}, {"size": 2}, {"size": 5}]:
        expect.same(function, reference, x, **legal)
    for legal in [{"stride": 1}, {"size": 4, "padding": 2}, {"size": 7, "padding": 1}]:
        expect.accepted(function, x, **legal)
    for illegal in ERRORS:
        expect.value_error(function, x, **illegal)
    for too_large in [{"size": 6}, {"size": 8, "padding": 1}]:
        expect.value_error(function, x.T.copy(), **too_large)  # here in the other direction
    for wrong_axes in (x[0], x.reshape(1, 5, 7)):
        expect.value_error(function, wrong_axes)


def check_tidiness(function, reference, rng):
    calls = [(integers(rng, (4, 6)),) for _ in range(10)]
    expect.results_kept(function, reference, *calls)
    for data in (integers, reals):
        expect.arguments_kept(function, data(rng, (4, 6)))
        expect.arguments_kept(function, data(rng, (5, 6)), 3, 2, 1)
    x = integers(rng, (7, 8))
    expect.same(function, reference, x.T)
    expect.same(function, reference, x[::2, ::-1], size=3)


@max_pool(points=1)
def test_max_tiles(student, reference, rng):
    """windows side by side, and Figure 3"""
    expect.value(student.max_pool, np.array([[32, 5], [6, 21]]), reference.figure_3)
    expect.same(student.max_pool, reference.max_pool, np.minimum(integers(rng, (4, 6)), 0))  # a 0 may win
    check_cases(student.max_pool, reference.max_pool, TILES, rng)


@max_pool(points=1)
def test_max_overlaps(student, reference, rng):
    """a stride smaller than the window"""
    check_cases(student.max_pool, reference.max_pool, OVERLAPS, rng)


@max_pool(points=0.75)
def test_max_gaps(student, reference, rng):
    """a stride larger than the window"""
    check_cases(student.max_pool, reference.max_pool, GAPS, rng)


@max_pool(points=0.5)
def test_max_leftovers(student, reference, rng):
    """windows that would reach over the edge are dropped"""
    check_cases(student.max_pool, reference.max_pool, LEFTOVERS, rng)


@max_pool(points=1)
def test_max_padding(student, reference, rng):
    """padded cells never win, also when all inputs are negative"""
    check_cases(student.max_pool, reference.max_pool, PADDED, rng)
    for shape, keywords in PADDED:
        for below in (1, 10_000):
            expect.same(student.max_pool, reference.max_pool, -below - np.abs(integers(rng, shape)), **keywords)


@max_pool(points=0.5)
def test_max_together(student, reference, rng):
    """stride and padding together"""
    check_cases(student.max_pool, reference.max_pool, TOGETHER, rng)


@max_pool(points=0.75)
def test_max_errors(student, reference, rng):
    """ValueError for what the description rules out, and only for that"""
    check_errors(student.max_pool, reference.max_pool, rng)


@max_pool(points=0.5)
def test_max_tidiness(student, reference, rng):
    """arguments stay unchanged, views are read right, and the tenth call is as good as the first"""
    check_tidiness(student.max_pool, reference.max_pool, rng)


@avg_pool(points=1)
def test_avg_tiles(student, reference, rng):
    """windows side by side, and Figure 3 as it should be"""
    received = student.avg_pool(reference.figure_3)
    if (
        difference(received, np.array([[18, 3], [3, 12]])) is None
        or difference(received, np.array([[18, 4], [4, 16]])) is None
    ):
        raise expect.Miss(MISPRINT)
    expect.value(student.avg_pool, np.array([[13.5, 3], [3, 12]]), reference.figure_3)
    check_cases(student.avg_pool, reference.avg_pool, TILES, rng)


@avg_pool(points=1)
def test_avg_strides(student, reference, rng):
    """a stride smaller or larger than the window"""
    check_cases(student.avg_pool, reference.avg_pool, OVERLAPS + GAPS, rng)


@avg_pool(points=0.5)
def test_avg_leftovers(student, reference, rng):
    """windows that would reach over the edge are dropped"""
    check_cases(student.avg_pool, reference.avg_pool, LEFTOVERS, rng)


@avg_pool(points=0.75)
def test_avg_padding(student, reference, rng):
    """padded cells count neither in the sum nor in the number of cells"""
    check_cases(student.avg_pool, reference.avg_pool, PADDED, rng)


@avg_pool(points=0.5)
def test_avg_together(student, reference, rng):
    """stride and padding together"""
    check_cases(student.avg_pool, reference.avg_pool, TOGETHER, rng)


@avg_pool(points=0.75)
def test_avg_errors(student, reference, rng):
    """ValueError for what the description rules out, and only for that"""
    check_errors(student.avg_pool, reference.avg_pool, rng)


@avg_pool(points=0.5)
def test_avg_tidiness(student, reference, rng):
    """arguments stay unchanged, views are read right, and the tenth call is as good as the first"""
    check_tidiness(student.avg_pool, reference.avg_pool, rng)


@pytest.mark.task("figure_3_misprint", points=1)
def test_misprint(student):
    """the misprinted entry and its correct value"""
    if difference(student.figure_3_misprint(), (0, 0, 18)) is None:
        raise expect.Miss(MISPRINT)
    expect.value(student.figure_3_misprint, (0, 0, 13.5))


def block_max(x):
    return x.reshape(x.shape[0] // 2, 2, x.shape[1] // 2, 2).max(axis=(1, 3))


def row_means(x):
    return x.mean(axis=1)


def keep(x):
    return x


@unchanged_fraction(points=1.25)
def test_unchanged_share(student, reference, rng):
    """the share for several pooling functions"""
    for pool in (block_max, row_means, keep):
        x = rng.integers(0, 3, (6, 8)).astype(float)
        for moved in (np.roll(x, 1, axis=1), np.roll(x, 1, axis=0), x, x + 1):
            expect.same(student.unchanged_fraction, reference.unchanged_fraction, pool, x, moved)


@unchanged_fraction(points=0.75)
def test_unchanged_tolerance(student, reference, rng):
    """outputs that differ by less than 1e-6 are the same, and by more are not, in either direction"""
    x = reals(rng, (4, 6)) / 8
    x[1, 2] = 0
    for change in (1e-8, -1e-8, 1e-4, -1e-4):
        expect.same(student.unchanged_fraction, reference.unchanged_fraction, keep, x, x + change)


@unchanged_fraction(points=0.5)
def test_unchanged_tidiness(student, reference, rng):
    """arguments stay unchanged, and the tenth call is as good as the first"""
    x = reals(rng, (4, 6))
    calls = [(pool, number * x, x) for pool in (keep, block_max) for number in range(5)]
    expect.results_kept(student.unchanged_fraction, reference.unchanged_fraction, *calls)
    for pool in (keep, block_max):
        expect.arguments_kept(student.unchanged_fraction, pool, x, np.roll(x, 1, axis=1))


@unchanged_fraction(points=0.5)
def test_unchanged_shapes(student, reference, rng):
    """ValueError where the two outputs have different shapes, even if they broadcast"""
    x = reals(rng, (4, 6))
    expect.same(student.unchanged_fraction, reference.unchanged_fraction, block_max, x, x)
    for other in (x[:, :4], x[:2], x[:1]):
        expect.value_error(student.unchanged_fraction, keep, x, other)
