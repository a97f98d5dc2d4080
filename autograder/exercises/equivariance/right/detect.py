"""Right answers for `detect`, in different styles."""

import itertools

import numpy as np


def pairs(x):
    return [pair == (3, 2) for pair in itertools.pairwise(x.tolist())]


def strides(x):
    windows = np.lib.stride_tricks.as_strided(x, (len(x) - 1, 2), x.strides * 2, writeable=False)
    return 1 - np.any(windows != (3, 2), axis=-1)


def distances(x):
    return np.where(np.hypot(x[:-1] - 3, x[1:] - 2) == 0, 1.0, 0.0)


def complex_numbers(x):
    return x[:-1] + 1j * x[1:] == 3 + 2j


def product_of_indicators(x):
    threes, twos = (x == 3) * 1, (x == 2) * 1
    return np.einsum("i,i->i", threes[:-1], twos[1:])


def spectrum_of_indicators(x):
    threes, twos = np.fft.fft(x == 3), np.fft.fft(x == 2)
    shift = np.exp(2j * np.pi * np.arange(len(x)) / len(x))
    both = np.fft.ifft(threes + shift * twos)[:-1]
    return (np.abs(both - 2) < 0.5).astype(complex)


def recursion(x):
    first = [1 if x[0] == 3 and x[1] == 2 else 0]
    return first if len(x) == 2 else first + recursion(x[1:])


def rolled(x):
    return ((x == 3) & (np.roll(x, -1) == 2))[:-1]


as_a_lambda = lambda x: np.vectorize(lambda one, other: one == 3 and other == 2)(x[:-1], x[1:])  # noqa: E731


class _Detector:
    def __init__(self, *pattern):
        self.pattern = pattern

    def detect(self, x):
        k = len(self.pattern)
        return [np.int64(all(x[i + j] == self.pattern[j] for j in range(k))) for i in range(len(x) - k + 1)]


any_pattern = _Detector(3, 2).detect
