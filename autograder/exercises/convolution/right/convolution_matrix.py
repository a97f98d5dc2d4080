"""Right answers for `convolution_matrix`, in different styles."""

from fractions import Fraction

import numpy as np


def _rows(w, m):
    """The number of rows. ValueError for an illegal call."""
    if len(w) > m:
        raise ValueError("the kernel is longer than the input")
    return m - len(w) + 1


def reshaped(w, m):
    """Repeat the kernel and m - k + 1 zeros. Cut into rows of m, the kernel moves by one position from row to row."""
    n = _rows(w, m)
    return np.resize(np.pad(w, (0, n)), n * m).reshape(n, m)


def windows_from_the_right(w, m):
    n = _rows(w, m)
    return np.lib.stride_tricks.sliding_window_view(np.pad(w, n - 1), m)[::-1]


def spectrum(w, m):
    n = _rows(w, m)
    first = np.fft.fft(w, m)
    moved = [np.fft.ifft(first * np.exp(-2j * np.pi * np.arange(m) * i / m)) for i in range(n)]
    return np.round(np.real(moved), 9)


def recursion(w, m):
    if len(w) == m:
        return [w.tolist()]
    if len(w) > m:
        raise ValueError
    smaller = recursion(w, m - 1)
    return [[*row, 0] for row in smaller] + [[0, *smaller[-1]]]


def exact_fractions(w, m):
    weights = {j: Fraction(float(number)) for j, number in enumerate(w)}
    return [[float(weights.get(c - r, Fraction())) for c in range(m)] for r in range(_rows(w, m))]


class _Matrix:
    def __call__(self, w, m):
        return np.vstack([np.r_[np.zeros(i), w, np.zeros(m - len(w) - i)] for i in range(_rows(w, m))])


with_call = _Matrix()
