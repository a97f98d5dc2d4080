"""Draw the arrays of the hidden tests: moderate numbers for float32 and FFT solutions, with few coincidences."""

import math

import numpy as np


def positive(rng, shape):
    """Positive integers: with a kernel of ones, a window that covers more values has a larger sum."""
    return rng.integers(1, 6, shape)


def integers(rng, shape):
    return rng.integers(-3, 4, shape)


def reals(rng, shape):
    """Multiples of a quarter in [-3, 3]."""
    return rng.integers(-12, 13, shape) / 4


def integer_kernel(rng, shape):
    """Integers in [-5, 5] except 0, half of them negative. Up to five of them have different absolute values."""
    count = size_of(shape)
    return ((rng.permutation(count) % 5 + 1) * _signs(rng, count)).reshape(shape)


def real_kernel(rng, shape):
    """Up to 48 multiples of 1/16 in [-3, 3] with different absolute values, so that every flip or exchange shows."""
    count = size_of(shape)
    return ((rng.permutation(48)[:count] + 1) / 16 * _signs(rng, count)).reshape(shape)


def _signs(rng, count):
    return rng.permutation(alternating(count))


def alternating(count):
    """-1, 1, -1, 1 … (`np.resize` does the same, but takes several times as long.)"""
    return np.arange(count) % 2 * 2 - 1


def size_of(shape):
    """How many values an array has. A shape may be a number, too."""
    return math.prod(shape) if isinstance(shape, (tuple, list)) else int(np.prod(shape))


def even(make, rng, shape, axes):
    """A kernel, drawn with `make`, that stays the same when its last `axes` axes are flipped."""
    kernel = make(rng, shape)
    flat = kernel.reshape(*kernel.shape[: kernel.ndim - axes], -1)
    half = flat.shape[-1] // 2
    if half:
        flat[..., -half:] = flat[..., :half][..., ::-1]
    return kernel


def symmetric(make, rng, shape):
    """Square kernels, drawn with `make`, that stay the same when their last two axes are flipped or exchanged."""
    places = np.arange(shape[-1] ** 2).reshape(shape[-1], shape[-1])
    twins = np.minimum(places, np.rot90(places, 2))
    _, kind = np.unique(np.minimum(twins, np.minimum(places.T, np.rot90(places.T, 2))), return_inverse=True)
    return make(rng, (*shape[:-2], kind.max() + 1))[..., kind.reshape(places.shape)]


def varied(rng, shape, whole=True, zero=False, negative=True, view=False):
    """Numbers of up to 5, integers if `whole`. `zero` and `negative` say whether there are such numbers, and `view`
    whether the array is a slice of another one."""
    values = rng.integers(1, 6, shape) if whole else rng.integers(5, 20, shape) / 4 + 1 / 16
    flat = values.reshape(-1)
    if negative:
        flat[:] *= _signs(rng, flat.size)
    if zero and flat.size > 1:
        flat[rng.integers(flat.size)] = 0
    return np.repeat(values, 2, axis=-1)[..., ::2] if view else values


def shuffled(rng, shape):
    """Distinct integers in random order, about half of them negative."""
    count = size_of(shape)
    return rng.permutation(count).reshape(shape) - count // 2


def distinct(rng, shape):
    """Integers with different absolute values in random order, without 0, half of them negative."""
    count = size_of(shape)
    sizes = 1 + rng.permutation(count)
    return (sizes * rng.permutation(-alternating(count))).reshape(shape)


def framed(rng, shape):
    """The same as `distinct` with a border of two zeros on each side, so that small moves push nothing out."""
    inner = distinct(rng, np.subtract(shape, 4))
    array = np.zeros([length + 4 for length in inner.shape], inner.dtype)  # `np.pad` takes longer
    array[(slice(2, -2),) * inner.ndim] = inner
    return array
