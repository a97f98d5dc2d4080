"""Right answers for `convolutional_layer`, in different styles."""

import numpy as np


def _check(x, w, size, stride, padding):
    """Raise ValueError for an illegal call, otherwise return the number of outputs of the convolution."""
    n = len(x) - len(w) + 1
    if n < 1 or min(size, stride) < 1 or not 0 <= 2 * padding <= size or size > n + 2 * padding:
        raise ValueError("see the description")
    return n


def _convolution(x, w, b):
    if len(w) > len(x):
        raise ValueError("the kernel is longer than the input")
    return np.lib.stride_tricks.sliding_window_view(x, len(w)) @ np.asarray(w) + b


def _relu(z):
    return np.maximum(z, 0)


def _pool(a, size, stride, padding, fill=-np.inf):
    if size < 1 or stride < 1 or padding < 0 or 2 * padding > size:
        raise ValueError("impossible windows")
    padded = np.pad(a.astype(float), padding, constant_values=fill)
    return np.lib.stride_tricks.sliding_window_view(padded, size)[::stride].max(axis=1)


def pooled_before_the_detector(x, w, b, size, stride, padding):
    """Max pooling and ReLU can be exchanged: neither changes the order of values."""
    return _relu(_pool(_convolution(x, w, b), size, stride, padding))


def padded_with_zeros(x, w, b, size, stride, padding):
    """After ReLU there are no negative values, so padding with 0 never changes a maximum."""
    return _pool(_relu(_convolution(x, w, b)), size, stride, padding, fill=0)


def bias_after_the_pooling(x, w, b, size, stride, padding):
    """The bias increases all values of a window equally. Only ReLU has to come after it."""
    return _relu(_pool(_convolution(x, w, 0), size, stride, padding) + b)


def one_window_after_the_other(x, w, b, size, stride, padding):
    """Compute each output directly from its part of the input, without intermediate lists."""
    n = _check(x, w, size, stride, padding)
    starts = range(-padding, n + padding - size + 1, stride)
    parts = (range(max(start, 0), min(start + size, n)) for start in starts)
    return tuple(max(0, *(np.dot(x[i : i + len(w)], w) + b for i in part)) for part in parts)


def single_precision(x, w, b, size, stride, padding):
    n = _check(x, w, size, stride, padding)
    z = np.full(n, b, dtype=np.float32)
    for j in range(len(w)):
        z += np.float32(w[j]) * x[j : j + n].astype(np.float32)
    padded = np.zeros(n + 2 * padding, dtype=np.float32)
    padded[padding : padding + n] = np.where(z < 0, np.float32(0), z)
    return np.array([padded[i : i + size].max() for i in range(0, len(padded) - size + 1, stride)])


def spectrum(x, w, b, size, stride, padding):
    n = _check(x, w, size, stride, padding)
    z = np.fft.irfft(np.fft.rfft(x) * np.conj(np.fft.rfft(w, len(x))), len(x))[:n] + b
    return _pool(_relu(z), size, stride, padding)


def affine_matrix(x, w, b, size, stride, padding):
    n = _check(x, w, size, stride, padding)
    matrix = sum(weight * np.eye(n, len(x), j) for j, weight in enumerate(w))
    places = np.arange(-padding, n + padding - size + 1, stride)[:, None] + np.arange(size)
    return (matrix @ x + b).clip(0)[places.clip(0, n - 1)].max(axis=1) + 0j


def table_of_windows(x, w, b, size, stride, padding):
    n = _check(x, w, size, stride, padding)
    table = np.full((size, (n + 2 * padding - size) // stride + 1), -np.inf)
    for (row, column), _ in np.ndenumerate(table):
        i = column * stride - padding + row
        if 0 <= i < n:
            table[row, column] = np.inner(x[i : i + len(w)], w)
    return np.maximum.reduce(table + b, initial=0)


class _Layer:
    def __init__(self, *stages):
        self.stages = stages

    def apply(self, x, w, b, size, stride, padding):
        for stage, arguments in zip(self.stages, [(w, b), (), (size, stride, padding)], strict=True):
            x = stage(x, *arguments)
        return x


bound_method = _Layer(_convolution, _relu, _pool).apply
