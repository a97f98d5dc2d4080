"""Right answers for `conv2d`, in different styles."""

import itertools
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


def plain_loops(x, w, stride=1, padding=0):
    height, width = x.shape
    kernel_height, kernel_width = w.shape
    if stride < 1 or padding < 0:
        raise ValueError
    if kernel_height > height + 2 * padding or kernel_width > width + 2 * padding:
        raise ValueError
    out = []
    for top in range(-padding, height + padding - kernel_height + 1, stride):
        row = []
        for left in range(-padding, width + padding - kernel_width + 1, stride):
            total = 0
            for i in range(kernel_height):
                for j in range(kernel_width):
                    if 0 <= top + i < height and 0 <= left + j < width:
                        total += x[top + i, left + j] * w[i, j]
            row.append(total)
        out.append(row)
    return out


def windows_of_a_padded_copy(x, w, stride=1, padding=0):
    out = np.zeros(_refuse(x, w, stride, padding))
    x = np.pad(x, padding)
    for r, c in np.ndindex(out.shape):
        top, left = r * stride, c * stride
        out[r, c] = np.sum(x[top : top + w.shape[0], left : left + w.shape[1]] * w)
    return out


def comprehension(x, w, stride=1, padding=0):
    rows, columns = _refuse(x, w, stride, padding)
    cells = dict(np.ndenumerate(x))
    return tuple(
        tuple(
            sum(
                cells.get((r * stride + i - padding, c * stride + j - padding), 0) * v
                for (i, j), v in np.ndenumerate(w)
            )
            for c in range(columns)
        )
        for r in range(rows)
    )


def sum_of_shifted_pictures(x, w, stride=1, padding=0):
    rows, columns = _refuse(x, w, stride, padding)
    x = np.pad(x, padding)
    out = 0
    for i, j in itertools.product(*map(range, w.shape)):
        out = out + w[i, j] * x[i::stride, j::stride][:rows, :columns]
    return out


def sliding_windows(x, w, stride=1, padding=0):
    _refuse(x, w, stride, padding)
    windows = np.lib.stride_tricks.sliding_window_view(np.pad(x, padding), w.shape)[::stride, ::stride]
    return np.tensordot(windows, w)


def strides(x, w, stride=1, padding=0):
    shape = (*_refuse(x, w, stride, padding), *w.shape)
    x = np.pad(x, [(padding, padding)] * 2)
    steps = (*(stride * step for step in x.strides), *x.strides)
    return np.einsum("abij,ij->ab", np.lib.stride_tricks.as_strided(x, shape, steps), w)


def columns_of_windows(x, w, stride=1, padding=0):
    """The input as a matrix with one row for each window."""
    rows, columns = _refuse(x, w, stride, padding)
    x = np.pad(x, padding)
    down = np.repeat(np.arange(rows) * stride, columns)[:, None] + np.repeat(np.arange(w.shape[0]), w.shape[1])
    right = np.tile(np.arange(columns) * stride, rows)[:, None] + np.tile(np.arange(w.shape[1]), w.shape[0])
    return (x[down, right] @ w.reshape(-1)).reshape(rows, columns)


def spectrum(x, w, stride=1, padding=0):
    rows, columns = _refuse(x, w, stride, padding)
    x = np.pad(x, padding)
    product = np.fft.fft2(x) * np.fft.fft2(w, x.shape).conj()
    return np.fft.ifft2(product)[::stride, ::stride][:rows, :columns]


def real_spectrum(x, w, stride=1, padding=0):
    """A mathematical convolution with the flipped kernel."""
    _refuse(x, w, stride, padding)
    full = [size + 2 * padding + k - 1 for size, k in zip(x.shape, w.shape, strict=True)]
    out = np.fft.irfft2(np.fft.rfft2(np.pad(x, padding), full) * np.fft.rfft2(np.flip(w), full), full)
    return out[w.shape[0] - 1 : 1 - w.shape[0] or None, w.shape[1] - 1 : 1 - w.shape[1] or None][::stride, ::stride]


def matrix_of_each_kernel_row(x, w, stride=1, padding=0):
    """Each row of the kernel as a banded matrix, multiplied from the right."""
    rows, columns = _refuse(x, w, stride, padding)
    x = np.pad(x, padding)
    out = np.zeros((rows, columns))
    for i, weights in enumerate(w):
        band = np.zeros((x.shape[1], columns))
        for c in range(columns):
            band[c * stride : c * stride + len(weights), c] = weights
        out += x[i : i + (rows - 1) * stride + 1 : stride] @ band
    return out


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


def scattered(x, w, stride=1, padding=0):
    """Add each input value to the outputs of all windows that contain it."""
    out = np.zeros(_refuse(x, w, stride, padding))
    for (y, z), cell in np.ndenumerate(x):
        for (i, j), weight in np.ndenumerate(w):
            (r, down), (c, right) = divmod(y + padding - i, stride), divmod(z + padding - j, stride)
            if down == right == 0 and 0 <= r < len(out) and 0 <= c < out.shape[1]:
                out[r, c] += cell * weight
    return out


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
