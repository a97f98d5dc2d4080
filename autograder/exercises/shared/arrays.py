"""The arrays that hidden graders draw: moderate numbers, so that float32 and FFT work passes, and few coincidences."""

import numpy as np


def positive(rng, shape):
    """Positive integers: under a kernel of ones, a window that covers more has a larger sum."""
    return rng.integers(1, 6, shape)


def integers(rng, shape):
    return rng.integers(-3, 4, shape)


def reals(rng, shape):
    """Multiples of a quarter in [-3, 3]."""
    return rng.integers(-12, 13, shape) / 4


def integer_kernel(rng, shape):
    """Integers in [-5, 5] other than 0; up to five of them all differ in size."""
    count = int(np.prod(shape))
    return ((rng.permutation(count) % 5 + 1) * rng.choice([-1, 1], count)).reshape(shape)


def real_kernel(rng, shape):
    """Up to 48 multiples of a sixteenth in [-3, 3] that all differ in size, so no flip or exchange keeps them."""
    count = int(np.prod(shape))
    return ((rng.permutation(48)[:count] + 1) / 16 * rng.choice([-1, 1], count)).reshape(shape)


def even(make, rng, shape, axes):
    """A kernel of the kind that `make` makes that stays the same when its last axes, this many, are flipped."""
    kernel = make(rng, shape)
    flat = kernel.reshape(*kernel.shape[: kernel.ndim - axes], -1)
    half = flat.shape[-1] // 2
    if half:
        flat[..., -half:] = flat[..., :half][..., ::-1]
    return kernel


def shuffled(rng, shape):
    """Distinct integers, about half of them negative, in random order: no window is monotone."""
    return rng.permutation(np.prod(shape)).reshape(shape) - int(np.prod(shape)) // 2


def distinct(rng, shape):
    """Integers of different sizes, none 0, half of them negative, in random order."""
    sizes = 1 + rng.permutation(np.prod(shape))
    return (sizes * rng.permutation(np.resize([1, -1], sizes.size))).reshape(shape)


def framed(rng, shape):
    """The same within a border of zeros, two wide, so that small moves push nothing out."""
    return np.pad(distinct(rng, np.subtract(shape, 4)), 2)
