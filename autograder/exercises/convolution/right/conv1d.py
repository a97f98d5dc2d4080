"""Right answers for `conv1d`, in different styles."""

from fractions import Fraction

import numpy as np


def _outputs(x, w):
    """The number of outputs. ValueError for an illegal call."""
    if len(w) > len(x):
        raise ValueError("the kernel is longer than the input")
    return len(x) - len(w) + 1


def spectrum(x, w):
    _outputs(x, w)
    product = np.fft.fft(x) * np.conj(np.fft.fft(w, len(x)))
    return np.fft.ifft(product)[: len(x) - len(w) + 1]


def recursion(x, w):
    if len(w) > len(x):
        raise ValueError
    first = sum((x[: len(w)] * w).tolist())
    return [first] + (recursion(x[1:], w) if len(x) > len(w) else [])


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


class _Convolution:
    def __call__(self, x, w):
        out = np.zeros(_outputs(x, w), complex)
        np.add.at(out, slice(None), [np.vdot(w, x[i : i + len(w)]) for i in range(len(out))])
        return out


with_call = _Convolution()

one_line = lambda x, w: (np.vstack([x[j : j + _outputs(x, w)] for j in range(len(w))]) * w[:, None]).sum(0)  # noqa: E731
