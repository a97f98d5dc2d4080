"""Right answers for `pooling_stage`, in different styles."""

import functools
from collections import deque

import numpy as np


def _check(a, size, stride, padding):
    """Raise ValueError for an illegal call, otherwise return the positions where windows start."""
    if min(size, stride) < 1 or not 0 <= 2 * padding <= size or size > len(a) + 2 * padding:
        raise ValueError("no such window")
    return range(-padding, len(a) + padding - size + 1, stride)


def slices_without_padding(a, size, stride, padding):
    starts = _check(a, size, stride, padding)
    return np.array([a[max(start, 0) : start + size].max() for start in starts])


def sliding_windows_of_integers(a, size, stride, padding):
    _check(a, size, stride, padding)
    padded = np.pad(a, padding, constant_values=a.min())  # never larger than the data in the window
    return np.lib.stride_tricks.sliding_window_view(padded, size)[::stride].max(-1)


def repeated_edge(a, size, stride, padding):
    _check(a, size, stride, padding)
    padded = np.pad(a, padding, mode="edge")  # every window that contains a copy contains its original
    return np.amax(np.lib.stride_tricks.sliding_window_view(padded, size), axis=1)[::stride]


def strided_view(a, size, stride, padding):
    n = len(_check(a, size, stride, padding))
    padded = np.pad(a.astype(np.float32), padding, constant_values=-np.inf)
    (step,) = padded.strides
    return np.lib.stride_tricks.as_strided(padded, (n, size), (step * stride, step)).max(axis=1)


def queue(a, size, stride, padding):
    _check(a, size, stride, padding)
    line, candidates, found = [-np.inf] * padding + a.tolist() + [-np.inf] * padding, deque(), []
    for place, value in enumerate(line):
        while candidates and line[candidates[-1]] <= value:
            candidates.pop()
        candidates.append(place)
        if candidates[0] <= place - size:
            candidates.popleft()
        found.append(line[candidates[0]])
    return tuple(found[size - 1 :: stride])


def index_array(a, size, stride, padding):
    starts = np.array(_check(a, size, stride, padding))
    padded = np.pad(a.astype(float), padding, constant_values=np.nan)
    return np.nanmax(padded[(starts + padding)[:, None] + np.arange(size)], axis=1)


def recursion(a, size, stride, padding):
    _check(a, size, stride, padding)

    def largest(width):
        """The maximum of this many values, starting at each position."""
        if width == 1:
            return np.pad(a + 0.0, padding, constant_values=-np.inf)
        before = largest(width - 1)
        return np.maximum(before[:-1], before[1:])

    return largest(size)[::stride]


def masked(a, size, stride, padding):
    starts = _check(a, size, stride, padding)
    padded = np.ma.masked_array(np.pad(a, padding), np.pad(np.zeros(len(a), bool), padding, constant_values=True))
    return [padded[start + padding : start + padding + size].max() for start in starts]


class _Sorting:
    def __call__(self, a, size, stride, padding):
        return [self._last(a[max(start, 0) : start + size]) for start in _check(a, size, stride, padding)]

    def _last(self, window):
        return sorted(window)[-1]


sorting = _Sorting()


def generator(a, size, stride, padding):
    def each():
        for start in _check(a, size, stride, padding):
            inside = (a[i] for i in range(start, start + size) if 0 <= i < a.size)
            yield functools.reduce(lambda one, other: one if one > other else other, inside)

    return np.fromiter(each(), dtype=complex)
