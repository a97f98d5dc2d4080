"""The maps: functions, array -> array, that hidden graders give to students' functions as `f`, `g` and `pool`."""

import numpy as np


def keep(x):
    return x


def right(x):
    """One place along the last axis, a zero moving in."""
    return np.concatenate([np.zeros_like(x[..., :1]), x[..., :-1]], axis=-1)


def flip(x):
    return x[::-1]


def transpose(x):
    return x.T


def double(x):
    return 2 * x


def halve(x):
    return x / 2


def negate(x):
    return -x


def square(x):
    return x * x


def relu(x):
    return np.maximum(x, 0)


def first(x):
    return x[:1]


def twice(x):
    return np.concatenate([x, x])


def as_row(x):
    return x[np.newaxis]


def total(x):
    """The sum of all sizes, as an array with one value: never 0 by chance."""
    return np.array([np.sum(np.abs(x))])


def ramp(x):
    """Each value times its place: no sharing, every place has a weight of its own."""
    return x * (1 + np.arange(x.shape[-1]))


def weigh(x):
    """The convolution with the kernel [3, -2] along the last axis."""
    return 3 * x[..., :-1] - 2 * x[..., 1:]


def blur(x):
    """Sums of three neighbours along the last axis, in the shape of x."""
    return x + right(x) + right(x[..., ::-1])[..., ::-1]


def pooled_pattern(x):
    """The notes' invariant function for five values: where 3, 2 stands, pooled by windows of two."""
    found = np.pad((x[:-1] == 3) * (x[1:] == 2) * 1.0, 1)
    return np.maximum(found[::2], found[1::2])


def nan_below_zero(x):
    return np.where(x < 0, np.nan, x)


def total_above_zero(x):
    return total(nan_below_zero(x))
