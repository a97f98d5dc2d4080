"""The mistakes in `avg_pool`, as students write them."""

import math
import statistics

import numpy as np


def _check(x, size, stride, padding):
    if x.ndim != 2:
        raise ValueError("x must be 2-D")
    if size < 1 or (stride is not None and stride < 1) or padding < 0:
        raise ValueError("size and stride must be at least 1, padding at least 0")
    if 2 * padding > size or size > x.shape[0] + 2 * padding or size > x.shape[1] + 2 * padding:
        raise ValueError("window and padding do not fit")
    return size if stride is None else stride


def _starts(n, size, stride, padding):
    return range(-padding, n + padding - size + 1, size if stride is None else stride)


def _windows(x, size, stride, padding):
    """The data in each window as rows of flat lists, without checks."""
    tops, lefts = (_starts(n, size, stride, padding) for n in x.shape)
    return [[x[max(i, 0) : i + size, max(j, 0) : j + size].ravel().tolist() for j in lefts] for i in tops]


def _mean(values):
    return sum(values) / max(len(values), 1)


def _pool(x, size, stride, padding):
    return [[_mean(window) for window in row] for row in _windows(x, size, stride, padding)]


def max_instead_of_mean(x, size=2, stride=None, padding=0):
    _check(x, size, stride, padding)
    return [[max(window) for window in row] for row in _windows(x, size, stride, padding)]


def sum_instead_of_mean(x, size=2, stride=None, padding=0):
    s = _check(x, size, stride, padding)
    padded = np.pad(x, padding)
    out = np.zeros([(n - size) // s + 1 for n in padded.shape])
    for i, j in np.ndindex(out.shape):
        out[i, j] = padded[i * s : i * s + size, j * s : j * s + size].sum()
    return out


def divided_by_three(x, size=2, stride=None, padding=0):
    _check(x, size, stride, padding)
    return [[sum(window) / 3 for window in row] for row in _windows(x, size, stride, padding)]


def divided_by_the_size(x, size=2, stride=None, padding=0):
    s = _check(x, size, stride, padding)
    views = np.lib.stride_tricks.sliding_window_view(np.pad(x, padding), (size, size))[::s, ::s]
    return np.einsum("ijab->ij", views) / np.float32(size)


def always_divided_by_four(x, size=2, stride=None, padding=0):
    s = _check(x, size, stride, padding)
    padded = np.pad(x, padding)
    h, w = (n - size + 1 for n in padded.shape)
    return 0.25 * sum(padded[i : i + h : s, j : j + w : s] for i in range(size) for j in range(size))


def rounded_down(x, size=2, stride=None, padding=0):
    _check(x, size, stride, padding)
    return [[sum(window) // len(window) for window in row] for row in _windows(x, size, stride, padding)]


def truncated_to_integers(x, size=2, stride=None, padding=0):
    _check(x, size, stride, padding)
    tops, lefts = (_starts(n, size, stride, padding) for n in x.shape)
    out = np.zeros((len(tops), len(lefts)), dtype=int)
    for r, i in enumerate(tops):
        for c, j in enumerate(lefts):
            out[r, c] = x[max(i, 0) : i + size, max(j, 0) : j + size].mean()
    return out


def rounded(x, size=2, stride=None, padding=0):
    _check(x, size, stride, padding)
    return tuple(tuple(round(_mean(window)) for window in row) for row in _windows(x, size, stride, padding))


def padded_cells_counted(x, size=2, stride=None, padding=0):
    s = _check(x, size, stride, padding)
    big = np.pad(x.astype(np.float32), padding)
    return np.lib.stride_tricks.sliding_window_view(big, (size, size))[::s, ::s].mean((2, 3))


def zeros_not_counted(x, size=2, stride=None, padding=0):
    _check(x, size, stride, padding)
    nonzero = [[[v for v in window if v != 0] for window in row] for row in _windows(x, size, stride, padding)]
    return [[sum(window) / len(window) if window else 0 for window in row] for row in nonzero]


def padded_with_minus_infinity(x, size=2, stride=None, padding=0):
    s = _check(x, size, stride, padding)
    a = np.pad(x.astype(float), padding, constant_values=-np.inf)
    tops, lefts = (range(0, n - size + 1, s) for n in a.shape)
    return [[sum(a[i : i + size, j : j + size].flat) / size**2 for j in lefts] for i in tops]


def padded_with_the_edge(x, size=2, stride=None, padding=0):
    _check(x, size, stride, padding)
    h, w = x.shape
    tops, lefts = (_starts(n, size, stride, padding) for n in x.shape)

    def mean(top, left):
        rows, columns = range(top, top + size), range(left, left + size)
        return statistics.fmean(x[min(max(i, 0), h - 1), min(max(j, 0), w - 1)] for i in rows for j in columns)

    return [[mean(i, j) for j in lefts] for i in tops]


def stride_ignored(x, size=2, stride=None, padding=0):
    _check(x, size, stride, padding)
    return [[np.mean(window) for window in row] for row in _windows(x, size, size, padding)]


def stride_of_one_by_default(x, size=2, stride=1, padding=0):
    _check(x, size, stride, padding)
    a = np.pad(x.astype(float), padding, constant_values=np.nan)
    return np.nanmean(np.lib.stride_tricks.sliding_window_view(a, (size, size)), axis=(-2, -1))[::stride, ::stride]


def places_not_multiplied_by_the_stride(x, size=2, stride=None, padding=0):
    s = _check(x, size, stride, padding)
    a = np.pad(x.astype(float), padding, constant_values=np.nan)
    rows, columns = ((n - size) // s + 1 for n in a.shape)
    return [[np.nanmean(a[i : i + size, j : j + size]) for j in range(columns)] for i in range(rows)]


def one_output_short(x, size=2, stride=None, padding=0):
    s = _check(x, size, stride, padding)
    out = np.zeros([(n + 2 * padding - size) // s for n in x.shape])
    for r, c in np.ndindex(*out.shape):
        i, j = r * s - padding, c * s - padding
        out[r, c] = np.average(x[max(i, 0) : i + size, max(j, 0) : j + size])
    return out


def incomplete_windows_kept(x, size=2, stride=None, padding=0):
    s = _check(x, size, stride, padding)
    tops, lefts = (range(-padding, n + padding, s) for n in x.shape)
    windows = [[x[max(i, 0) : i + size, max(j, 0) : j + size] for j in lefts] for i in tops]
    return [[statistics.fmean(w.ravel()) if w.size else math.nan for w in row] for row in windows]


def output_size_rounded_up(x, size=2, stride=None, padding=0):
    s = _check(x, size, stride, padding)
    out = np.full([math.ceil((n + 2 * padding - size) / s) + 1 for n in x.shape], np.nan)
    for r, c in np.ndindex(out.shape):
        i, j = r * s - padding, c * s - padding
        window = x[max(i, 0) : i + size, max(j, 0) : j + size]
        if window.size:
            out[r, c] = window.mean()
    return out


def rows_and_columns_swapped(x, size=2, stride=None, padding=0):
    _check(x, size, stride, padding)
    return list(zip(*_pool(x, size, stride, padding), strict=True))


def padding_ignored(x, size=2, stride=None, padding=0):
    s = _check(x, size, stride, padding)
    return np.lib.stride_tricks.sliding_window_view(x, (size, size))[::s, ::s].mean(axis=3).mean(axis=2)


def padding_counted_once(x, size=2, stride=None, padding=0):
    s = _check(x, size, stride, padding)
    out = np.zeros([(n + padding - size) // s + 1 for n in x.shape])
    for place in np.ndindex(out.shape):
        i, j = (s * p - padding for p in place)
        out[place] = x[max(i, 0) : i + size, max(j, 0) : j + size].mean()
    return out


def several_checks_missing(x, size=2, stride=None, padding=0):
    h, w = x.shape
    s = stride or size
    rows, columns = int((h + 2 * padding - size) / s) + 1, int((w + 2 * padding - size) / s) + 1
    pairs = [[(r * s - padding, c * s - padding) for c in range(columns)] for r in range(rows)]
    return [[_mean(x[max(i, 0) : i + size, max(j, 0) : j + size].ravel()) for i, j in row] for row in pairs]


def leaves_the_checks_to_numpy(x, size=2, stride=None, padding=0):
    stride = size if stride is None else stride
    x = np.pad(x.astype(float), padding, constant_values=np.nan)
    views = np.lib.stride_tricks.sliding_window_view(x, (size, size))[::stride, ::stride]
    return np.nansum(views, axis=(2, 3)) / np.maximum((~np.isnan(views)).sum(axis=(2, 3)), 1)


def accepts_a_size_of_zero(x, size=2, stride=None, padding=0):
    if size != 0:
        _check(x, size, stride, padding)
    return _pool(x, size, stride or size or 1, padding)


def accepts_a_stride_of_zero(x, size=2, stride=None, padding=0):
    if not stride:
        stride = size
    _check(x, size, stride, padding)
    return _pool(x, size, stride, padding)


def accepts_too_much_padding(x, size=2, stride=None, padding=0):
    if x.ndim != 2 or size < 1 or padding < 0 or (stride is not None and stride < 1):
        raise ValueError("illegal")
    if size > min(x.shape) + 2 * padding:
        raise ValueError("the window is too large")
    return _pool(x, size, stride, padding)


def accepts_a_window_larger_than_the_input(x, size=2, stride=None, padding=0):
    if x.ndim != 2 or size < 1 or padding < 0 or 2 * padding > size or (stride is not None and stride < 1):
        raise ValueError("illegal")
    return np.array(_pool(x, size, stride, padding))


def accepts_other_numbers_of_axes(x, size=2, stride=None, padding=0):
    if x.ndim != 2:
        return [np.mean(x)]
    _check(x, size, stride, padding)
    return _pool(x, size, stride, padding)


def refuses_leftovers(x, size=2, stride=None, padding=0):
    _check(x, size, stride, padding)
    if any((n + 2 * padding - size) % (stride or size) for n in x.shape):
        raise ValueError("the windows do not fit")
    return np.array(_pool(x, size, stride, padding), dtype=np.float32)
