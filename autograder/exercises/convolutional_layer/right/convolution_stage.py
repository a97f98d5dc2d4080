"""Right answers for `convolution_stage`, in different styles."""

from fractions import Fraction
from functools import partial

import numpy as np


def _outputs(x, w):
    """The number of outputs. ValueError for an illegal call."""
    if len(w) > len(x):
        raise ValueError("the kernel is longer than the input")
    return len(x) - len(w) + 1


def numpys_own_check(x, w, b):
    windows = np.lib.stride_tricks.sliding_window_view(x, len(w))  # raises ValueError
    return np.add(np.einsum("ij,j->i", windows, w), b)


def strides(x, w, b):
    shape = _outputs(x, w), len(w)
    return np.lib.stride_tricks.as_strided(x, shape, x.strides * 2, writeable=False).dot(w) + b


def bias_as_a_weight(x, w, b):
    """The bias is the weight of one more input, which is always 1."""
    places = np.arange(_outputs(x, w))[:, None] + np.arange(len(w))
    return np.insert(x[places] * 1.0, 0, 1, axis=1) @ [b, *w]


def spectrum(x, w, b):
    _outputs(x, w)
    product = np.fft.fft(x) * np.conj(np.fft.fft(w, len(x)))
    return np.fft.ifft(product)[: len(x) - len(w) + 1] + b


def affine_matrix(x, w, b):
    matrix = np.zeros((_outputs(x, w), len(x)))
    for i, row in enumerate(matrix):
        row[i : i + len(w)] = w
    return matrix @ x + b


def single_precision(x, w, b):
    out = np.zeros(_outputs(x, w), dtype=np.float32)
    for j, weight in enumerate(np.float32(w)):
        out += weight * x[j : j + len(out)].astype(np.float32)
    return out + np.float32(b)


def recursion(x, w, b):
    if len(w) > len(x):
        raise ValueError
    first = sum((x[: len(w)] * np.asarray(w)).tolist(), b)
    return [first] + (recursion(x[1:], w, b) if len(x) > len(w) else [])


def exact_fractions(x, w, b):
    x, w = ([Fraction(float(number)) for number in array] for array in (x, w))
    return [float(sum(map(Fraction.__mul__, x[i : i + len(w)], w)) + Fraction(b)) for i in range(_outputs(x, w))]


def rolled(x, w, b):
    n = _outputs(x, w)
    return (sum(weight * np.roll(x, -j) for j, weight in enumerate(w)) + b)[:n]


def _with_check(check, x, w, b):
    n = check(x, w)
    return np.array([np.vdot(w, x[i : i + len(w)]) for i in range(n)], dtype=complex) + b


a_partial = partial(_with_check, _outputs)
a_partial.__module__ = __name__


def windows_in_the_middle(x, w, b):
    w, k = np.array(w), len(w)
    if len(x) < k:
        raise ValueError
    before = k // 2
    after = k - before
    return [(x[i - before : i + after] * w).sum() + b for i in range(before, len(x) - k + before + 1)]
