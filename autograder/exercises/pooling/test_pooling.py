"""Hidden tests of `pooling` (notes, section 4 and Figure 3)."""

import contextlib
import dataclasses

import numpy as np
import pytest

from autograder.grading import assertions
from autograder.grading.assertions import each_of
from autograder.grading.comparison import difference

from ..shared.arrays import reals, shuffled
from ..shared.maps import block_max, first, keep, row_means

MISPRINT = (
    "18 is the misprint in Figure 3. The sum is 9 + 3 + 10 + 32 = 54, and the mean of four numbers is 54 / 4 = 13.5. "
    "The printed 18 is 54 divided by 3."
)

max_pool = pytest.mark.task("max_pool")
avg_pool = pytest.mark.task("avg_pool")
unchanged_fraction = pytest.mark.task("unchanged_fraction")

# Cases for both kinds of pooling: (H, W), keyword arguments. No input is square, and sizes, strides and paddings
# differ from each other, so that a test notices if a student exchanges them.
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


def check_cases(function, reference, cases, rng):
    for shape, keywords in cases:
        assertions.same(function, reference, shuffled(rng, shape), **keywords)
        assertions.same(function, reference, reals(rng, shape), **keywords)


@contextlib.contextmanager
def told_of_the_misprint(*wrong):
    """Add a note if the received value is one of these: the misprint, or the result of a division by 3 everywhere."""
    try:
        with assertions.batch():
            yield
    except assertions.ExpectationFailed as miss:
        if any(difference(miss.violation.received, value) is None for value in wrong):
            raise assertions.ExpectationFailed(dataclasses.replace(miss.violation, note=MISPRINT)) from None
        raise


@max_pool(points=1)
def test_max_tiles(student, reference, rng):
    """windows side by side give their largest values, as in Figure 3"""
    assertions.value(student.max_pool, np.array([[32, 5], [6, 21]]), reference.figure_3)
    assertions.same(
        student.max_pool, reference.max_pool, np.minimum(shuffled(rng, (4, 6)), 0)
    )  # a 0 in the data may be the maximum
    check_cases(student.max_pool, reference.max_pool, TILES, rng)


@max_pool(points=1)
def test_max_overlaps(student, reference, rng):
    """windows overlap if the stride is smaller than the size"""
    check_cases(student.max_pool, reference.max_pool, OVERLAPS, rng)


@max_pool(points=0.75)
def test_max_gaps(student, reference, rng):
    """values between the windows are left out if the stride is larger than the size"""
    check_cases(student.max_pool, reference.max_pool, GAPS, rng)


@max_pool(points=0.5)
def test_max_leftovers(student, reference, rng):
    """windows that extend beyond the edge are dropped"""
    check_cases(student.max_pool, reference.max_pool, LEFTOVERS, rng)


@max_pool(points=0.75)
def test_max_padding(student, reference, rng):
    """padding is never the maximum, even if all inputs are negative"""
    check_cases(student.max_pool, reference.max_pool, PADDED, rng)
    for shape, keywords in PADDED:
        for below in (1, 10_000):
            assertions.same(student.max_pool, reference.max_pool, -below - np.abs(shuffled(rng, shape)), **keywords)


@max_pool(points=0.5)
def test_max_together(student, reference, rng):
    """stride and padding work together"""
    check_cases(student.max_pool, reference.max_pool, TOGETHER, rng)


@avg_pool(points=1)
def test_avg_tiles(student, reference, rng):
    """windows side by side give their means, as in Figure 3 without the misprint"""
    with told_of_the_misprint(np.array([[18, 3], [3, 12]]), np.array([[18, 4], [4, 16]])):
        assertions.value(student.avg_pool, np.array([[13.5, 3], [3, 12]]), reference.figure_3)
    check_cases(student.avg_pool, reference.avg_pool, TILES, rng)


@avg_pool(points=0.75)
def test_avg_strides(student, reference, rng):
    """windows move by the stride, smaller or larger than the size"""
    check_cases(student.avg_pool, reference.avg_pool, OVERLAPS + GAPS, rng)


@avg_pool(points=0.5)
def test_avg_leftovers(student, reference, rng):
    """windows that extend beyond the edge are dropped"""
    check_cases(student.avg_pool, reference.avg_pool, LEFTOVERS, rng)


@avg_pool(points=0.75)
def test_avg_padding(student, reference, rng):
    """padded values are not counted in the mean"""
    check_cases(student.avg_pool, reference.avg_pool, PADDED, rng)


@avg_pool(points=0.5)
def test_avg_together(student, reference, rng):
    """stride and padding work together"""
    check_cases(student.avg_pool, reference.avg_pool, TOGETHER, rng)


@pytest.mark.task("figure_3_misprint", points=1)
def test_misprint(student):
    """the result is the misprinted entry and its correct value"""
    with told_of_the_misprint((0, 0, 18)):
        assertions.value(student.figure_3_misprint, (0, 0, 13.5))


@unchanged_fraction(points=1.25)
def test_unchanged_share(student, reference, rng):
    """the fraction is right for several pooling functions"""
    for pool in (keep, row_means, block_max):
        x = rng.integers(0, 3, (6, 8)).astype(float)
        for moved in (np.vstack([x[:2] + 5, x[2:]]), np.roll(x, 1, axis=1), np.roll(x, 1, axis=0), x, x + 1):
            assertions.same(student.unchanged_fraction, reference.unchanged_fraction, pool, x, moved)


@unchanged_fraction(points=0.75)
def test_unchanged_tolerance(student, reference, rng):
    """outputs are the same if they differ by at most 1e-6 in either direction"""
    x = reals(rng, (4, 6)) / 8
    x[1, 2] = 0
    for change in (1e-8, -1e-8, 1e-4, -1e-4):
        assertions.same(student.unchanged_fraction, reference.unchanged_fraction, keep, x, x + change)


@unchanged_fraction(points=0.5)
def test_unchanged_shapes(student, reference, rng):
    """ValueError if the two outputs have different shapes, even if they broadcast"""
    x = reals(rng, (4, 6))
    assertions.same(student.unchanged_fraction, reference.unchanged_fraction, block_max, x, x)
    assertions.same(student.unchanged_fraction, reference.unchanged_fraction, first, x, np.vstack([x, x]))
    for other in (x[:, :4], x[:2], x[:1], x.T):
        assertions.value_error(student.unchanged_fraction, keep, x, other)
        assertions.value_error(student.unchanged_fraction, keep, other, x)


@unchanged_fraction(points=0.25)
def test_unchanged_arguments(student, reference, rng):
    """the arguments are not changed"""
    x = reals(rng, (4, 6))
    for pool in (keep, block_max):
        assertions.same(student.unchanged_fraction, reference.unchanged_fraction, pool, x, np.roll(x, 1, axis=1))
        assertions.arguments_kept(student.unchanged_fraction, pool, x, np.roll(x, 1, axis=1))


@unchanged_fraction(points=0.25)
def test_unchanged_again(student, reference, rng):
    """repeated calls give right results"""
    x = reals(rng, (4, 6))
    calls = [(pool, number * x, x) for pool in (keep, block_max) for number in range(5)]
    assertions.results_kept(student.unchanged_fraction, reference.unchanged_fraction, *calls)


@each_of(max_pool=0.5, avg_pool=0.5)
def test_illegal(task, student, rng):
    """ValueError if the size or the stride is below 1, the padding is below 0 or x is not 2-D, and only then"""
    pool, x = getattr(student, task), shuffled(rng, (5, 7))
    for legal in [{}, {"size": 1}, {"size": 2}, {"stride": 1}, {"padding": 0}]:
        assertions.accepted(pool, x, **legal)
    for illegal in BELOW:
        assertions.value_error(pool, x, **illegal)
    for wrong_axes in (x[0], x.reshape(1, 5, 7)):
        assertions.value_error(pool, wrong_axes)


@each_of(max_pool=0.25, avg_pool=0.25)
def test_too_much(task, student, rng):
    """ValueError if 2 * padding > size or if the window is larger than the padded input, and only then"""
    pool, x = getattr(student, task), shuffled(rng, (5, 7))
    for legal in [{"size": 5}, {"size": 4, "padding": 2}, {"size": 7, "padding": 1}]:
        assertions.accepted(pool, x, **legal)
    for illegal in TOO_MUCH:
        assertions.value_error(pool, x, **illegal)
        assertions.value_error(pool, x.T.copy(), **illegal)  # now it is too large in the other direction


@each_of(max_pool=0.25, avg_pool=0.25)
def test_arguments(task, student, reference, rng):
    """the arguments are not changed"""
    for call in [(shuffled(rng, (5, 6)),), (shuffled(rng, (5, 6)) / 4,), (shuffled(rng, (5, 6)), 3, 2, 1)]:
        assertions.same(getattr(student, task), getattr(reference, task), *call)
        assertions.arguments_kept(getattr(student, task), *call)


@each_of(max_pool=0.25, avg_pool=0.25)
def test_views(task, student, reference, rng):
    """arguments may be transposed or sliced arrays"""
    x = shuffled(rng, (7, 8))
    assertions.same(getattr(student, task), getattr(reference, task), x.T)
    assertions.same(getattr(student, task), getattr(reference, task), x[::2, ::-1], size=3)


@each_of(max_pool=0.25, avg_pool=0.25)
def test_again(task, student, reference, rng):
    """repeated calls give right results, and earlier results do not change"""
    calls = [(shuffled(rng, (4, 6)),) for _ in range(10)]
    assertions.results_kept(getattr(student, task), getattr(reference, task), *calls)
