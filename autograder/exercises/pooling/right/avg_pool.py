"""Right answers for `avg_pool`, in different styles."""

import statistics
from fractions import Fraction

import numpy as np


def _check(x, size, stride, padding):
    """Raise ValueError for an illegal call, otherwise return the stride."""
    stride = size if stride is None else stride
    if len(x.shape) != 2:
        raise ValueError("not a matrix")
    if size < 1 or stride < 1 or padding < 0 or 2 * padding > size:
        raise ValueError("illegal size, stride or padding")
    if any(n + 2 * padding < size for n in x.shape):
        raise ValueError("the window is too large")
    return stride


def _starts(length, size, stride, padding):
    """The positions where the windows along one axis start, relative to the first value of the data."""
    return range(-padding, length + padding - size + 1, stride)


def sums_and_counts(x, size=2, stride=None, padding=0):
    step = _check(x, size, stride, padding)

    def sums(a):
        return np.lib.stride_tricks.sliding_window_view(np.pad(a, padding), (size, size))[::step, ::step].sum((2, 3))

    return sums(x) / sums(np.ones_like(x))


def integral_image(x, size=2, stride=None, padding=0):
    step = _check(x, size, stride, padding)
    integral = np.zeros((x.shape[0] + 1, x.shape[1] + 1))
    integral[1:, 1:] = x.cumsum(axis=0).cumsum(axis=1)
    starts = [np.array(_starts(n, size, step, padding)) for n in x.shape]
    top, left = (np.maximum(s, 0) for s in starts)
    bottom, right = (np.minimum(s + size, n) for s, n in zip(starts, x.shape, strict=True))
    totals = (integral[bottom] - integral[top])[:, right] - (integral[bottom] - integral[top])[:, left]
    return totals / np.outer(bottom - top, right - left)


def matrix_products(x, size=2, stride=None, padding=0):
    step = _check(x, size, stride, padding)

    def averaging(n):
        places = np.arange(n) - np.array(_starts(n, size, step, padding))[:, None]
        covered = (places >= 0) & (places < size)
        return covered / covered.sum(axis=1, keepdims=True)

    return averaging(x.shape[0]) @ x @ averaging(x.shape[1]).T


def einstein_sum(x, size=2, stride=None, padding=0):
    step = _check(x, size, stride, padding)
    inside = np.pad(np.ones(x.shape), padding)
    both = np.stack([np.pad(x.astype(float), padding), inside])
    windows = np.lib.stride_tricks.sliding_window_view(both, (size, size), axis=(1, 2))[:, ::step, ::step]
    totals, counts = np.einsum("kijab->kij", windows)
    return totals / counts


def fourier_transform(x, size=2, stride=None, padding=0):
    step = _check(x, size, stride, padding)
    shape = [n + 2 * padding for n in x.shape]
    box = np.fft.fft2(np.ones((size, size)), shape)

    def sums(a):
        return np.fft.ifft2(np.fft.fft2(np.pad(a, padding)) * box)[size - 1 :: step, size - 1 :: step]

    return sums(x) / sums(np.ones(x.shape))


def exact_fractions(x, size=2, stride=None, padding=0):
    step = _check(x, size, stride, padding)
    cells = [[Fraction(value) for value in row] for row in x.tolist()]
    tops, lefts = (_starts(n, size, step, padding) for n in x.shape)

    def mean(i, j):
        window = [value for row in cells[max(i, 0) : i + size] for value in row[max(j, 0) : j + size]]
        return sum(window) / len(window)

    return tuple(tuple(mean(i, j) for j in lefts) for i in tops)


def counts_as_imaginary_parts(x, size=2, stride=None, padding=0):
    step = _check(x, size, stride, padding)
    padded = np.pad(x + 1j, padding)
    down, right = (n - size + 1 for n in padded.shape)
    total = sum(padded[i : i + down, j : j + right] for i in range(size) for j in range(size))[::step, ::step]
    return total.real / total.imag


def running_mean(x, size=2, stride=None, padding=0):
    step = _check(x, size, stride, padding)
    tops, lefts = (_starts(n, size, step, padding) for n in x.shape)
    out = np.zeros((len(tops), len(lefts)), np.float32)
    for place in np.ndindex(out.shape):
        i, j = tops[place[0]], lefts[place[1]]
        for count, value in enumerate(x[max(i, 0) : i + size, max(j, 0) : j + size].ravel(), start=1):
            out[place] += (value - out[place]) / count
    return out


def masked(x, size=2, stride=None, padding=0):
    step = _check(x, size, stride, padding)
    padded = np.ma.masked_all([n + 2 * padding for n in x.shape], float)
    padded[padding : padding + x.shape[0], padding : padding + x.shape[1]] = x
    tops, lefts = (range(0, n - size + 1, step) for n in padded.shape)
    return np.array([[padded[i : i + size, j : j + size].mean() for j in lefts] for i in tops])


def rows_then_columns(x, size=2, stride=None, padding=0):
    step = _check(x, size, stride, padding)

    def along(lines):
        return [[statistics.mean(line[max(s, 0) : s + size]) for s in _starts(len(line), size, step, padding)]
                for line in lines]  # fmt: skip

    return list(zip(*along(list(zip(*along(x.astype(float).tolist()), strict=True))), strict=True))
