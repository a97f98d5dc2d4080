"""The maps, array -> array, that hidden tests pass to students' functions as `f`, `g` and `pool`.

Students read their docstrings in the feedback. All maps are pure, so that their values can be computed in advance.
"""

import numpy as np

from autograder.sandbox import pure


@pure
def keep(x):
    """the unchanged array"""
    return x


@pure
def right(x):
    """the array moved by one position along its last axis, with a zero at the start"""
    return np.concatenate([np.zeros_like(x[..., :1]), x[..., :-1]], axis=-1)


@pure
def flip(x):
    """the array in reverse order along its first axis"""
    return x[::-1]


@pure
def transpose(x):
    """the transposed array"""
    return x.T


@pure
def double(x):
    """2 * x"""
    return 2 * x


@pure
def halve(x):
    """x / 2"""
    return x / 2


@pure
def third(x):
    """x / 3"""
    return x / 3  # x / 3 has a rounding error, x / 2 has none


@pure
def shares(x):
    """each value divided by the sum of the absolute values"""
    return x / np.sum(np.abs(x))


@pure
def negate(x):
    """-x"""
    return -x


@pure
def square(x):
    """x * x"""
    return x * x


@pure
def relu(x):
    """max(x, 0) for each value"""
    return np.maximum(x, 0)


@pure
def first(x):
    """x[:1], only the first value or row"""
    return x[:1]


@pure
def twice(x):
    """the array followed by itself"""
    return np.concatenate([x, x])


@pure
def as_row(x):
    """the array with one more axis in front"""
    return x[np.newaxis]


@pure
def total(x):
    """the sum of the absolute values as an array with one value"""
    return np.array([np.sum(np.abs(x))])  # this is never 0 by coincidence


@pure
def ramp(x):
    """each value times its position along the last axis, counted from 1"""
    return x * (1 + np.arange(x.shape[-1]))  # no parameter sharing: every position has its own weight


@pure
def weigh(x):
    """the convolution with the kernel [3, -2] along the last axis"""
    return 3 * x[..., :-1] - 2 * x[..., 1:]


@pure
def blur(x):
    """the sum of each value and its two neighbours along the last axis, with zeros beyond the border"""
    return x + right(x) + right(x[..., ::-1])[..., ::-1]


@pure
def pooled_pattern(x):
    """1 at each pattern 3, 2 in x and 0 elsewhere, then max pooling with windows of size 2"""
    found = np.pad((x[:-1] == 3) * (x[1:] == 2) * 1.0, 1)  # the notes' invariant function for five values
    return np.maximum(found[::2], found[1::2])


@pure
def nan_below_zero(x):
    """the array with NaN in place of negative values"""
    return np.where(x < 0, np.nan, x)


@pure
def block_max(x):
    """max pooling with 2×2 windows"""
    return x.reshape(x.shape[0] // 2, 2, x.shape[1] // 2, 2).max(axis=(1, 3))


@pure
def row_means(x):
    """the mean of each row"""
    return x.mean(axis=1)


@pure
def raised(x):
    """x + 1"""
    return x + 1
