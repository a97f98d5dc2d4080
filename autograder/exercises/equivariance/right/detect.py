"""Right answers for `detect`, in different styles."""

import itertools

import numpy as np


def slices(x):
    return np.logical_and(x[:-1] == 3, x[1:] == 2)


def plain_loop(x):
    found = []
    for i in range(len(x) - 1):
        if x[i] == 3 and x[i + 1] == 2:
            found.append(1)
        else:
            found.append(0)
    return found


def mapped(x):
    return tuple(map(lambda one, other: int(one == 3) * int(other == 2), x[:-1], x[1:]))


def pairs(x):
    return [pair == (3, 2) for pair in itertools.pairwise(x.tolist())]


def sliding_windows(x):
    return (np.lib.stride_tricks.sliding_window_view(x, 2) == [3, 2]).all(axis=1).astype(np.int8)


def strides(x):
    windows = np.lib.stride_tricks.as_strided(x, (len(x) - 1, 2), x.strides * 2, writeable=False)
    return 1 - np.any(windows != (3, 2), axis=-1)


def rows_of_a_stack(x):
    return np.all(np.stack([x[:-1], x[1:]]) == [[3], [2]], axis=0)


def distances(x):
    return np.where(np.hypot(x[:-1] - 3, x[1:] - 2) == 0, 1.0, 0.0)


def complex_numbers(x):
    return x[:-1] + 1j * x[1:] == 3 + 2j


def product_of_indicators(x):
    threes, twos = (x == 3) * 1, (x == 2) * 1
    return np.einsum("i,i->i", threes[:-1], twos[1:])


def matrix_of_differences(x):
    m = len(x)
    shift = np.eye(m - 1, m, k=1, dtype=int)
    return np.minimum(np.eye(m - 1, m) @ (x == 3), shift @ (x == 2))


def spectrum_of_indicators(x):
    threes, twos = np.fft.fft(x == 3), np.fft.fft(x == 2)
    shift = np.exp(2j * np.pi * np.arange(len(x)) / len(x))
    both = np.fft.ifft(threes + shift * twos)[:-1]
    return (np.abs(both - 2) < 0.5).astype(complex)


def places_filled_in(x):
    found = np.zeros(x.size - 1, dtype=np.float32)
    places = np.flatnonzero(x == 3)
    places = places[places < x.size - 1]
    found[places[x[places + 1] == 2]] = 1
    return found


def recursion(x):
    first = [1 if x[0] == 3 and x[1] == 2 else 0]
    return first if len(x) == 2 else first + recursion(x[1:])


def compared_with_an_array(x):
    return np.array([np.array_equal(x[i : i + 2], np.array([3, 2])) for i in range(len(x) - 1)])


def rolled(x):
    return ((x == 3) & (np.roll(x, -1) == 2))[:-1]


def remembering_the_last(x):
    found, last = [], None
    for value in x:
        if last is not None:
            found.append(last == 3 and value == 2)
        last = value
    return np.array(found, dtype=int)


as_a_lambda = lambda x: np.vectorize(lambda one, other: one == 3 and other == 2)(x[:-1], x[1:])  # noqa: E731


class _Detector:
    def __init__(self, *pattern):
        self.pattern = pattern

    def detect(self, x):
        k = len(self.pattern)
        return [np.int64(all(x[i + j] == self.pattern[j] for j in range(k))) for i in range(len(x) - k + 1)]


any_pattern = _Detector(3, 2).detect
