"""Right answers for `conv2d_layer`, in different styles."""

import functools
import itertools
from fractions import Fraction

import numpy as np


def _refuse(x, w, b, stride, padding):
    """Raise ValueError for an illegal call, otherwise return the shape of the result."""
    if stride < 1 or padding < 0:
        raise ValueError("stride must be at least 1, padding at least 0")
    if x.shape[1] != w.shape[1] or b.shape != (w.shape[0],):
        raise ValueError("the numbers of channels or of filters differ")
    room = [size + 2 * padding - k for size, k in zip(x.shape[2:], w.shape[2:], strict=True)]
    if min(room) < 0:
        raise ValueError("the kernel is larger than the padded picture")
    return x.shape[0], w.shape[0], room[0] // stride + 1, room[1] // stride + 1


def _padded(x, padding):
    return np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])


def plain_loops(x, w, b, stride=1, padding=0):
    pictures, channels, height, width = x.shape
    filters, kernel_channels, kernel_height, kernel_width = w.shape
    if stride < 1 or padding < 0 or channels != kernel_channels or filters != len(b):
        raise ValueError
    if kernel_height > height + 2 * padding or kernel_width > width + 2 * padding:
        raise ValueError
    out = []
    for n in range(pictures):
        out.append([])
        for f in range(filters):
            out[n].append([])
            for top in range(-padding, height + padding - kernel_height + 1, stride):
                row = []
                for left in range(-padding, width + padding - kernel_width + 1, stride):
                    total = b[f]
                    for i in range(max(0, -top), min(kernel_height, height - top)):
                        for j in range(max(0, -left), min(kernel_width, width - left)):
                            for c in range(channels):
                                total = total + x[n, c, top + i, left + j] * w[f, c, i, j]
                    row.append(total)
                out[n][f].append(row)
    return out


def window_by_window(x, w, b, stride=1, padding=0):
    out = np.zeros(_refuse(x, w, b, stride, padding))
    x = _padded(x, padding)
    for n, f, r, c in np.ndindex(out.shape):
        window = x[n, :, r * stride : r * stride + w.shape[2], c * stride : c * stride + w.shape[3]]
        out[n, f, r, c] = (window * w[f]).sum() + b[f]
    return out


def a_window_of_all_pictures(x, w, b, stride=1, padding=0):
    out = np.empty(_refuse(x, w, b, stride, padding))
    x = _padded(x, padding)
    for r, c in itertools.product(range(out.shape[2]), range(out.shape[3])):
        windows = x[:, :, r * stride :, c * stride :][:, :, : w.shape[2], : w.shape[3]]
        out[:, :, r, c] = np.tensordot(windows, w, axes=([1, 2, 3], [1, 2, 3])) + b
    return out


def sliding_windows(x, w, b, stride=1, padding=0):
    _refuse(x, w, b, stride, padding)
    windows = np.lib.stride_tricks.sliding_window_view(_padded(x, padding), w.shape[2:], axis=(2, 3))
    sums = np.einsum("ncrsij,fcij->nfrs", windows[:, :, ::stride, ::stride], w)
    return sums + b.reshape(-1, 1, 1)


def strides(x, w, b, stride=1, padding=0):
    n, f, rows, columns = _refuse(x, w, b, stride, padding)
    x = np.ascontiguousarray(_padded(x, padding))
    one, channel, down, right = x.strides
    shape = n, rows, columns, *w.shape[1:]
    steps = one, stride * down, stride * right, channel, down, right
    windows = np.lib.stride_tricks.as_strided(x, shape, steps)
    out = windows.reshape(n * rows * columns, -1) @ w.reshape(f, -1).T + b
    return out.reshape(n, rows, columns, f).transpose(0, 3, 1, 2)


def columns_of_windows(x, w, b, stride=1, padding=0):
    """For each image a matrix with one column for each window."""
    _, f, rows, columns = _refuse(x, w, b, stride, padding)
    results = []
    for picture in _padded(x, padding):
        table = np.empty((w[0].size, rows * columns))
        for place, (c, i, j) in enumerate(np.ndindex(w.shape[1:])):
            table[place] = picture[c, i::stride, j::stride][:rows, :columns].ravel()
        results.append((w.reshape(f, -1) @ table + b[:, None]).reshape(f, rows, columns))
    return np.stack(results)


def shifted_pictures(x, w, b, stride=1, padding=0):
    _, _, rows, columns = _refuse(x, w, b, stride, padding)
    x = _padded(x, padding)
    out = b[:, None, None]
    for i, j in np.ndindex(w.shape[2:]):
        out = out + np.einsum("nchw,fc->nfhw", x[..., i::stride, j::stride][..., :rows, :columns], w[..., i, j])
    return out


def a_plane_for_each_pair(x, w, b, stride=1, padding=0):
    _, _, rows, columns = _refuse(x, w, b, stride, padding)

    def plane(picture, kernel):
        picture = np.pad(picture, padding)
        shifts = (v * picture[i::stride, j::stride][:rows, :columns] for (i, j), v in np.ndenumerate(kernel))
        return functools.reduce(np.add, shifts)

    return [[sum(map(plane, picture, w[f])) + b[f] for f in range(len(w))] for picture in x]


def spectrum(x, w, b, stride=1, padding=0):
    _, _, rows, columns = _refuse(x, w, b, stride, padding)
    x = _padded(x, padding)
    product = np.einsum("nchw,fchw->nfhw", np.fft.fft2(x), np.fft.fft2(w, x.shape[2:]).conj())
    return np.fft.ifft2(product)[..., ::stride, ::stride][..., :rows, :columns] + b[:, None, None]


def single_precision(x, w, b, stride=1, padding=0):
    _refuse(x, w, b, stride, padding)
    x, w, b = _padded(x, padding).astype("f4"), w.astype("f4"), b.astype("f4")
    windows = np.lib.stride_tricks.sliding_window_view(x, w.shape[1:], axis=(1, 2, 3))[:, 0, ::stride, ::stride]
    return np.moveaxis(np.einsum("nrscij,fcij->nrsf", windows, w) + b, -1, 1)


def bias_as_a_channel(x, w, b, stride=1, padding=0):
    """The bias is the weight of one more channel, which is 1 everywhere, also in the padding."""
    n, _, rows, columns = _refuse(x, w, b, stride, padding)
    x = _padded(x, padding)
    x = np.concatenate([x, np.ones_like(x[:, :1])], axis=1)
    more = np.zeros((len(w), 1, *w.shape[2:]))
    more[:, 0, 0, 0] = b
    w = np.concatenate([w, more], axis=1).reshape(len(w), -1).T
    corners = list(itertools.product(range(0, rows * stride, stride), range(0, columns * stride, stride)))
    height, width = more.shape[2:]
    table = np.array([[picture[:, r : r + height, c : c + width].ravel() for r, c in corners] for picture in x])
    return (table @ w).swapaxes(1, 2).reshape(n, -1, rows, columns)


def exact_fractions(x, w, b, stride=1, padding=0):
    n, f, rows, columns = _refuse(x, w, b, stride, padding)
    exact = np.vectorize(lambda number: Fraction(float(number)), otypes=[object])
    x, w, b = exact(_padded(x, padding)), exact(w), exact(b)
    out = np.empty((n, f, rows, columns), object)
    for r, c in np.ndindex(rows, columns):
        window = x[:, None, :, r * stride :, c * stride :][..., : w.shape[2], : w.shape[3]]
        out[:, :, r, c] = (window * w).sum(axis=(2, 3, 4)) + b
    return out.astype(float).tolist()


class _Layer:
    def __init__(self, one):
        self.one = one

    def __call__(self, x, w, b, stride=1, padding=0):
        shape = _refuse(x, w, b, stride, padding)
        out = np.zeros(shape) + b[None, :, None, None]
        for n, c, f in itertools.product(range(len(x)), range(x.shape[1]), range(len(w))):
            out[n, f] += self.one(np.pad(x[n, c], padding), w[f, c])[::stride, ::stride]
        return out


with_call = _Layer(lambda x, w: np.tensordot(np.lib.stride_tricks.sliding_window_view(x, w.shape), w))
