"""Right answers for `convolution_matrix`, in different styles."""

from collections import deque
from fractions import Fraction

import numpy as np


def _rows(w, m):
    """The number of rows. ValueError for an illegal call."""
    if len(w) > m:
        raise ValueError("the kernel is longer than the input")
    return m - len(w) + 1


def plain_loops(w, m):
    k = len(w)
    if k > m:
        raise ValueError("kernel too long")
    matrix = np.zeros((m - k + 1, m))
    for i in range(m - k + 1):
        for j in range(k):
            matrix[i, i + j] = w[j]
    return matrix


def row_slices(w, m):
    matrix = np.zeros((_rows(w, m), m))
    for i, row in enumerate(matrix):
        row[i : i + len(w)] = w
    return matrix


def lists(w, m):
    return [[0] * i + list(w) + [0] * (m - len(w) - i) for i in range(_rows(w, m))]


def comprehension(w, m):
    n = _rows(w, m)
    return tuple(tuple(w[c - r] if 0 <= c - r < len(w) else 0 for c in range(m)) for r in range(n))


def from_function(w, m):
    step = np.fromfunction(lambda row, column: column - row, (_rows(w, m), m), dtype=int)
    return np.where((step >= 0) & (step < len(w)), w[np.clip(step, 0, len(w) - 1)], 0)


def diagonals(w, m):
    n = _rows(w, m)
    return sum(np.diag([number] * (m - j), k=j) for j, number in enumerate(w))[:n]


def identity_slices(w, m):
    n = _rows(w, m)
    return np.einsum("j,jic->ic", w, [np.eye(m)[j : j + n] for j in range(len(w))])


def filled_diagonals(w, m):
    matrix = np.zeros((_rows(w, m), m), w.dtype)
    for j in range(len(w)):
        np.fill_diagonal(matrix[:, j:], w[j])
    return matrix


def rolled(w, m):
    n = _rows(w, m)
    first = np.concatenate([w, np.zeros(m - len(w))])
    return np.stack([np.roll(first, i) for i in range(n)])


def reshaped(w, m):
    """Repeat the kernel and m - k + 1 zeros. Cut into rows of m, the kernel moves by one position from row to row."""
    n = _rows(w, m)
    return np.resize(np.pad(w, (0, n)), n * m).reshape(n, m)


def windows_from_the_right(w, m):
    n = _rows(w, m)
    return np.lib.stride_tricks.sliding_window_view(np.pad(w, n - 1), m)[::-1]


def strides(w, m):
    n = _rows(w, m)
    line = np.hstack([np.zeros(n - 1), w, np.zeros(n - 1)])
    step = line.itemsize
    return np.lib.stride_tricks.as_strided(line[n - 1 :], (n, m), (-step, step))


def responses(w, m):
    """Column c is the convolution of an input that is 1 at c and 0 elsewhere."""
    n = _rows(w, m)
    columns = [[x[i : i + len(w)] @ w for i in range(n)] for x in np.identity(m)]
    return np.transpose(columns)


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


def rotated_deque(w, m):
    _rows(w, m)
    row, out = deque([*w, *[0] * (m - len(w))]), []
    while len(out) <= m - len(w):
        out.append(tuple(row))
        row.rotate()
    return out


def flat_places(w, m):
    n = _rows(w, m)
    matrix = np.zeros(n * m, np.float32)
    for j in range(len(w)):
        matrix[j :: m + 1][:n] = w[j]
    return matrix.reshape(n, m)


def exact_fractions(w, m):
    weights = {j: Fraction(float(number)) for j, number in enumerate(w)}
    return [[float(weights.get(c - r, Fraction())) for c in range(m)] for r in range(_rows(w, m))]


class _Matrix:
    def __call__(self, w, m):
        return np.vstack([np.r_[np.zeros(i), w, np.zeros(m - len(w) - i)] for i in range(_rows(w, m))])


with_call = _Matrix()
