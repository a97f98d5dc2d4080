"""Right answers for `conv2d`, in different styles."""

from fractions import Fraction

import numpy as np


def _refuse(x, w, stride, padding):
    """Raise ValueError for an illegal call, otherwise return (OH, OW)."""
    if stride < 1:
        raise ValueError("stride must be at least 1")
    if padding < 0:
        raise ValueError("padding must be at least 0")
    rows, columns = (size + 2 * padding - k for size, k in zip(x.shape, w.shape, strict=True))
    if rows < 0 or columns < 0:
        raise ValueError("the kernel is larger than the padded picture")
    return rows // stride + 1, columns // stride + 1


def strides(x, w, stride=1, padding=0):
    shape = (*_refuse(x, w, stride, padding), *w.shape)
    x = np.pad(x, [(padding, padding)] * 2)
    steps = (*(stride * step for step in x.strides), *x.strides)
    return np.einsum("abij,ij->ab", np.lib.stride_tricks.as_strided(x, shape, steps), w)


def spectrum(x, w, stride=1, padding=0):
    rows, columns = _refuse(x, w, stride, padding)
    x = np.pad(x, padding)
    product = np.fft.fft2(x) * np.fft.fft2(w, x.shape).conj()
    return np.fft.ifft2(product)[::stride, ::stride][:rows, :columns]


def single_precision(x, w, stride=1, padding=0):
    out = np.zeros(_refuse(x, w, stride, padding), np.float32)
    x, w = np.pad(x, padding).astype(np.float32), w.astype(np.float32)
    for r, c in np.ndindex(out.shape):
        window = x[r * stride :, c * stride :][: len(w), : w.shape[1]]
        out[r, c] = np.vdot(window, w)
    return out


def exact_fractions(x, w, stride=1, padding=0):
    rows, columns = _refuse(x, w, stride, padding)
    x = [[Fraction(float(cell)) for cell in row] for row in np.pad(x, padding)]
    w = [[Fraction(float(cell)) for cell in row] for row in w]
    return [
        [
            float(sum(x[r * stride + i][c * stride + j] * w[i][j] for i in range(len(w)) for j in range(len(w[0]))))
            for c in range(columns)
        ]
        for r in range(rows)
    ]


def recursion_over_the_rows(x, w, stride=1, padding=0):
    _refuse(x, w, stride, padding)
    if padding:
        return recursion_over_the_rows(np.pad(x, padding), w, stride)
    places = range(0, x.shape[1] - w.shape[1] + 1, stride)
    first = [float((x[: len(w), c:][:, : w.shape[1]] * w).sum()) for c in places]
    return [first] + (recursion_over_the_rows(x[stride:], w, stride) if len(x) - stride >= len(w) else [])


class _Convolution:
    def __init__(self, dtype):
        self.dtype = dtype

    def __call__(self, x, w, stride=1, padding=0):
        _refuse(x, w, stride, padding)
        frame = np.zeros([size + 2 * padding for size in x.shape], self.dtype)
        frame[tuple(slice(padding, padding + size) for size in x.shape)] = x
        last = [size - k + 1 for size, k in zip(frame.shape, w.shape, strict=True)]
        every = sum(value * frame[i : i + last[0], j : j + last[1]] for (i, j), value in np.ndenumerate(w))
        return every[::stride, ::stride]


with_call = _Convolution(np.longdouble)
