"""Right answers for `conv1d`, in different styles."""

from fractions import Fraction

import numpy as np


def _outputs(x, w):
    """The number of outputs. ValueError for an illegal call."""
    if len(w) > len(x):
        raise ValueError("the kernel is longer than the input")
    return len(x) - len(w) + 1


def plain_loops(x, w):
    m, k = len(x), len(w)
    if k > m:
        raise ValueError("kernel too long")
    out = []
    for i in range(m - k + 1):
        total = 0
        for j in range(k):
            total += x[i + j] * w[j]
        out.append(total)
    return out


def comprehension(x, w):
    return tuple(sum(a * b for a, b in zip(x[i:], w, strict=False)) for i in range(_outputs(x, w)))


def dot_products(x, w):
    out = np.empty(_outputs(x, w))
    for i in range(len(out)):
        out[i] = np.dot(x[i : i + len(w)], w)
    return out


def sliding_windows(x, w):
    _outputs(x, w)
    return np.lib.stride_tricks.sliding_window_view(x, len(w)) @ w


def strides(x, w):
    shape = _outputs(x, w), len(w)
    return np.lib.stride_tricks.as_strided(x, shape, x.strides * 2, writeable=False).dot(w)


def index_table(x, w):
    places = np.arange(_outputs(x, w))[:, None] + np.arange(len(w))
    return np.einsum("ij,j", x[places], w)


def spectrum(x, w):
    _outputs(x, w)
    product = np.fft.fft(x) * np.conj(np.fft.fft(w, len(x)))
    return np.fft.ifft(product)[: len(x) - len(w) + 1]


def outer_product(x, w):
    """The sums along the diagonals of the matrix of all products."""
    n = _outputs(x, w)
    table = np.outer(w, x)
    return [np.trace(table[:, i : i + len(w)]) for i in range(n)]


def recursion(x, w):
    if len(w) > len(x):
        raise ValueError
    first = sum((x[: len(w)] * w).tolist())
    return [first] + (recursion(x[1:], w) if len(x) > len(w) else [])


def running_window(x, w):
    _outputs(x, w)
    window, out = [], []
    for number in x:
        window = [*window, number][-len(w) :]
        if len(window) == len(w):
            out.append(np.inner(window, w))
    return np.array(out)


def scattered(x, w):
    """Add each input to all outputs that depend on it."""
    out = np.zeros(_outputs(x, w))
    for place, number in enumerate(x):
        for j, weight in enumerate(w):
            if 0 <= place - j < len(out):
                out[place - j] += number * weight
    return out


def single_precision(x, w):
    out = np.zeros(_outputs(x, w), dtype=np.float32)
    for j, weight in enumerate(np.float32(w)):
        out += weight * x[j : j + len(out)].astype(np.float32)
    return out


def exact_fractions(x, w):
    x, w = ([Fraction(float(number)) for number in array] for array in (x, w))
    return [float(sum(map(Fraction.__mul__, x[i : i + len(w)], w))) for i in range(_outputs(x, w))]


def rolled(x, w):
    _outputs(x, w)
    return sum(weight * np.roll(x, -j) for j, weight in enumerate(w))[: len(x) - len(w) + 1]


class _Convolution:
    def __call__(self, x, w):
        out = np.zeros(_outputs(x, w), complex)
        np.add.at(out, slice(None), [np.vdot(w, x[i : i + len(w)]) for i in range(len(out))])
        return out


with_call = _Convolution()

one_line = lambda x, w: (np.vstack([x[j : j + _outputs(x, w)] for j in range(len(w))]) * w[:, None]).sum(0)  # noqa: E731
