"""Right answers for `max_pool`, in different styles."""

import functools
from collections import deque

import numpy as np


def _check(x, size, stride, padding):
    """Raise ValueError for an illegal call, otherwise return the stride."""
    stride = size if stride is None else stride
    if np.ndim(x) != 2:
        raise ValueError("x is not 2-D")
    if min(size, stride) < 1 or not 0 <= 2 * padding <= size or size > min(x.shape) + 2 * padding:
        raise ValueError("no such window")
    return stride


def sliding_windows_of_integers(x, size=2, stride=None, padding=0):
    step = _check(x, size, stride, padding)
    padded = np.pad(x, padding, constant_values=x.min())  # never larger than the data in the window
    return np.lib.stride_tricks.sliding_window_view(padded, (size, size))[::step, ::step].max((-2, -1))


def repeated_edge(x, size=2, stride=None, padding=0):
    step = _check(x, size, stride, padding)
    padded = np.pad(x, padding, mode="edge")  # every window that contains a copy contains its original
    windows = np.lib.stride_tricks.sliding_window_view(padded, (size, size))
    return np.amax(windows, axis=(2, 3))[::step, ::step]


def strided_view(x, size=2, stride=None, padding=0):
    step = _check(x, size, stride, padding)
    padded = np.pad(x.astype(np.float32), padding, constant_values=-np.inf)
    rows, columns = ((n - size) // step + 1 for n in padded.shape)
    down, right = padded.strides
    shape, strides = (rows, columns, size, size), (down * step, right * step, down, right)
    return np.lib.stride_tricks.as_strided(padded, shape, strides).max(axis=3).max(axis=2)


def shifted_slices(x, size=2, stride=None, padding=0):
    step = _check(x, size, stride, padding)
    padded = np.pad(x.astype(float), padding, constant_values=-np.inf)
    ends = [n - size + 1 for n in padded.shape]
    moved = (padded[i : ends[0] + i : step, j : ends[1] + j : step] for i in range(size) for j in range(size))
    return functools.reduce(np.maximum, moved)


def rows_then_columns(x, size=2, stride=None, padding=0):
    step = _check(x, size, stride, padding)

    def along(lines):
        starts = range(-padding, lines.shape[1] + padding - size + 1, step)
        return np.stack([lines[:, max(s, 0) : s + size].max(axis=1) for s in starts])

    return along(along(x))


def queues(x, size=2, stride=None, padding=0):
    step = _check(x, size, stride, padding)

    def largest(line):
        line, candidates, found = [-np.inf] * padding + list(line) + [-np.inf] * padding, deque(), []
        for place, value in enumerate(line):
            while candidates and line[candidates[-1]] <= value:
                candidates.pop()
            candidates.append(place)
            if candidates[0] <= place - size:
                candidates.popleft()
            found.append(line[candidates[0]])
        return found[size - 1 :: step]

    return tuple(zip(*map(largest, zip(*map(largest, x), strict=True)), strict=True))


def index_arrays(x, size=2, stride=None, padding=0):
    step = _check(x, size, stride, padding)
    padded = np.pad(x.astype(float), padding, constant_values=np.nan)
    rows, columns = (np.arange(0, n - size + 1, step)[:, None] + np.arange(size) for n in padded.shape)
    patches = padded[rows[:, None, :, None], columns[None, :, None, :]]
    return np.nanmax(patches.reshape(len(rows), len(columns), -1), axis=-1)


def recursion(x, size=2, stride=None, padding=0):
    step = _check(x, size, stride, padding)

    def largest(height, width):
        """The maximum of a block of this size, starting at each position of the padded input."""
        if height > 1:
            above = largest(height - 1, width)
            return np.maximum(above[:-1], above[1:])
        if width > 1:
            before = largest(1, width - 1)
            return np.maximum(before[:, :-1], before[:, 1:])
        return np.pad(x + 0.0, padding, constant_values=-np.inf)

    return largest(size, size)[::step, ::step]


def masked(x, size=2, stride=None, padding=0):
    step = _check(x, size, stride, padding)
    inside = np.pad(np.ones(x.shape, bool), padding)
    padded = np.ma.masked_array(np.pad(x, padding), ~inside)
    tops, lefts = (range(0, n - size + 1, step) for n in padded.shape)
    return [[padded[i : i + size, j : j + size].max() for j in lefts] for i in tops]


def reduced_between_indices(x, size=2, stride=None, padding=0):
    step = _check(x, size, stride, padding)
    result = np.pad(x.astype(float), ((padding, padding + 1),) * 2, constant_values=-np.inf)
    for axis in (0, 1):
        starts = np.arange(0, result.shape[axis] - size, step)
        pairs = np.stack([starts, starts + size], axis=1).ravel()
        result = np.maximum.reduceat(result, pairs, axis=axis).take(range(0, pairs.size, 2), axis=axis)
    return result


class _Sorting:
    def __call__(self, x, size=2, stride=None, padding=0):
        step = _check(x, size, stride, padding)
        tops, lefts = (range(-padding, n + padding - size + 1, step) for n in x.shape)
        return [[self._last(x[max(i, 0) : i + size, max(j, 0) : j + size]) for j in lefts] for i in tops]

    def _last(self, window):
        return sorted(window.flat)[-1]


sorting = _Sorting()
