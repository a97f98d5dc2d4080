"""Right answers for `conv2d_layer`, in different styles."""

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
