"""The mistakes in `max_pool`, as students write them."""

import math

import numpy as np


def _check(x, size, stride, padding):
    if x.ndim != 2:
        raise ValueError("x must be 2-D")
    if size < 1 or (stride is not None and stride < 1) or padding < 0:
        raise ValueError("size and stride must be at least 1, padding at least 0")
    if 2 * padding > size or size > x.shape[0] + 2 * padding or size > x.shape[1] + 2 * padding:
        raise ValueError("window and padding do not fit")
    return size if stride is None else stride


def _pad(x, p, value=float("-inf")):
    h, w = x.shape
    big = np.full((h + 2 * p, w + 2 * p), value)
    big[p : p + h, p : p + w] = x
    return big


def _pool(x, size, stride, p):
    """Right for legal calls, but without checks."""
    s = size if stride is None else stride
    big = _pad(x, p)
    tops, lefts = (range(0, n - size + 1, s) for n in big.shape)
    return [[max(big[i : i + size, j : j + size].flat, default=0) for j in lefts] for i in tops]


def mean_instead_of_max(x, size=2, stride=None, padding=0):
    s = _check(x, size, stride, padding)
    tops, lefts = (range(-padding, n + padding - size + 1, s) for n in x.shape)
    return [[np.mean(x[max(i, 0) : i + size, max(j, 0) : j + size]) for j in lefts] for i in tops]


def stride_ignored(x, size=2, stride=None, padding=0):
    _check(x, size, stride, padding)
    big = _pad(x, padding)
    rows, cols = big.shape[0] // size, big.shape[1] // size
    return big[: rows * size, : cols * size].reshape(rows, size, cols, size).max(axis=3).max(axis=1)


def stride_of_one_by_default(x, size=2, stride=1, padding=0):
    _check(x, size, stride, padding)
    windows = np.lib.stride_tricks.sliding_window_view(_pad(x, padding), (size, size))
    return windows[::stride, ::stride].max(axis=(2, 3))


def stride_of_two_by_default(x, size=2, stride=2, padding=0):
    _check(x, size, stride, padding)
    return np.array(_pool(x, size, stride, padding), dtype=np.float32)


def places_not_multiplied_by_the_stride(x, size=2, stride=None, padding=0):
    s = _check(x, size, stride, padding)
    big = _pad(x, padding)
    out = np.zeros([(n - size) // s + 1 for n in big.shape])
    for i, j in np.ndindex(out.shape):
        out[i, j] = np.max(big[i : i + size, j : j + size])
    return out


def tiles_by_reshape(x, size=2, stride=None, padding=0):
    _check(x, size, stride, padding)
    a = np.pad(x.astype(float), padding, constant_values=-math.inf)
    return a.reshape((a.shape[0] // size, size, -1, size)).swapaxes(1, 2).max((2, 3))


def one_output_short(x, size=2, stride=None, padding=0):
    s = _check(x, size, stride, padding)
    big = _pad(x, padding)
    out = np.zeros(((big.shape[0] - size) // s, (big.shape[1] - size) // s))
    for i, j in np.ndindex(out.shape):
        out[i, j] = big[i * s : i * s + size, j * s : j * s + size].max()
    return out


def incomplete_windows_kept(x, size=2, stride=None, padding=0):
    s = _check(x, size, stride, padding)
    grid = _pad(x, padding).tolist()
    return [
        [max(max(row[j : j + size]) for row in grid[i : i + size]) for j in range(0, len(grid[0]), s)]
        for i in range(0, len(grid), s)
    ]


def output_size_rounded_up(x, size=2, stride=None, padding=0):
    s = _check(x, size, stride, padding)
    big = _pad(x, padding)
    rows, cols = (math.ceil((n - size) / s) + 1 for n in big.shape)
    return [[big[i * s : i * s + size, j * s : j * s + size].max() for j in range(cols)] for i in range(rows)]


def output_size_without_the_window(x, size=2, stride=None, padding=0):
    s = _check(x, size, stride, padding)
    big = _pad(x, padding)
    oh, ow = len(big) // s, len(big[0]) // s
    return [[np.amax(big[s * i :, s * j :][:size, :size]) for j in range(ow)] for i in range(oh)]


def rows_and_columns_swapped(x, size=2, stride=None, padding=0):
    _check(x, size, stride, padding)
    return list(zip(*_pool(x, size, stride, padding), strict=True))


def height_taken_for_the_width(x, size=2, stride=None, padding=0):
    s = _check(x, size, stride, padding)
    big = _pad(x, padding)
    n = (len(big) - size) // s + 1
    return [[big[i * s : i * s + size, j * s : j * s + size].max() for j in range(n)] for i in range(n)]


def window_one_cell_too_large(x, size=2, stride=None, padding=0):
    s = _check(x, size, stride, padding)
    grid = _pad(x, padding).tolist()
    tops, lefts = range(0, len(grid) - size + 1, s), range(0, len(grid[0]) - size + 1, s)
    return [[max(max(line[j : j + size + 1]) for line in grid[i : i + size + 1]) for j in lefts] for i in tops]


def padded_with_zeros(x, size=2, stride=None, padding=0):
    s = _check(x, size, stride, padding)
    a = np.pad(x, padding)
    h, w = a.shape[0] - size + 1, a.shape[1] - size + 1
    return np.max([a[i : i + h : s, j : j + w : s] for i in range(size) for j in range(size)], axis=0)


def starts_from_zero(x, size=2, stride=None, padding=0):
    s = _check(x, size, stride, padding)
    tops, lefts = (range(-padding, n + padding - size + 1, s) for n in x.shape)
    out = np.zeros((len(tops), len(lefts)))
    for r, i in enumerate(tops):
        for c, j in enumerate(lefts):
            for value in x[max(i, 0) : i + size, max(j, 0) : j + size].ravel():
                if value > out[r, c]:
                    out[r, c] = value
    return out


def padding_ignored(x, size=2, stride=None, padding=0):
    s = _check(x, size, stride, padding)
    return np.lib.stride_tricks.sliding_window_view(x, (size, size)).max(-1).max(-1)[::s, ::s]


def padding_counted_once(x, size=2, stride=None, padding=0):
    s = _check(x, size, stride, padding)
    big, out = _pad(x, padding), np.zeros([(n + padding - size) // s + 1 for n in x.shape], np.float32)
    for i, j in np.ndindex(out.shape):
        out[i, j] = big[i * s : i * s + size, j * s : j * s + size].max()
    return out


def no_padding_before_the_first_cell(x, size=2, stride=None, padding=0):
    s = _check(x, size, stride, padding)
    a = np.pad(x.astype(np.float32), (0, padding), constant_values=-np.inf)
    return np.lib.stride_tricks.sliding_window_view(a, (size, size))[::s, ::s].max(axis=(2, 3)).tolist()


def truncated_to_integers(x, size=2, stride=None, padding=0):
    _check(x, size, stride, padding)
    return [[int(value) for value in row] for row in _pool(x, size, stride, padding)]


def several_checks_missing(x, size=2, stride=None, padding=0):
    s = stride or size
    h, w = x.shape
    big = _pad(x, padding)
    out = np.zeros((int((h + 2 * padding - size) / s) + 1, int((w + 2 * padding - size) / s) + 1))
    for i, j in np.ndindex(out.shape):
        out[i, j] = big[i * s : i * s + size, j * s : j * s + size].max()
    return out


def leaves_the_checks_to_numpy(x, size=2, stride=None, padding=0):
    stride = size if stride is None else stride
    x = np.pad(x.astype(float), padding, constant_values=-np.inf)
    windows = np.lib.stride_tricks.sliding_window_view(x, (size, size))
    return windows[::stride, ::stride].max(axis=(2, 3))


def accepts_a_size_of_zero(x, size=2, stride=None, padding=0):
    if size != 0:
        _check(x, size, stride, padding)
    return _pool(x, size, stride or size or 1, padding)


def accepts_a_stride_of_zero(x, size=2, stride=None, padding=0):
    return _pool(x, size, _check(x, size, stride or size, padding), padding)


def accepts_negative_padding(x, size=2, stride=None, padding=0):
    _check(x, size, stride, max(padding, 0))
    if padding < 0:
        x, padding = x[-padding:padding, -padding:padding], 0
    return _pool(x, size, stride, padding)


def accepts_too_much_padding(x, size=2, stride=None, padding=0):
    _check(x, size, stride, min(padding, size // 2))
    return _pool(x, size, stride, padding)


def accepts_a_window_larger_than_the_input(x, size=2, stride=None, padding=0):
    if x.ndim != 2 or size < max(1, 2 * padding) or padding < 0 or (stride is not None and stride <= 0):
        raise ValueError("illegal")
    return np.array(_pool(x, size, stride, padding))


def compares_the_window_with_the_height_only(x, size=2, stride=None, padding=0):
    too_high = x.ndim == 2 and len(x) + 2 * padding < size
    if too_high or x.ndim != 2 or size < 1 or not 0 <= 2 * padding <= size or (stride is not None and stride < 1):
        raise ValueError("illegal")
    return _pool(x, size, stride, padding)


def accepts_other_numbers_of_axes(x, size=2, stride=None, padding=0):
    if x.ndim == 2:
        return _pool(x, size, _check(x, size, stride, padding), padding)
    return x.max()


def compares_the_window_with_the_unpadded_input(x, size=2, stride=None, padding=0):
    _check(x, size, stride, padding)
    if x.shape[0] < size or x.shape[1] < size:
        raise ValueError("the window is larger than the input")
    return _pool(x, size, stride, padding)


def refuses_a_window_as_large_as_the_input(x, size=2, stride=None, padding=0):
    _check(x, size, stride, padding)
    if not all(size < n + 2 * padding for n in x.shape):
        raise ValueError("the window must be smaller than the padded input")
    return np.array(_pool(x, size, stride, padding))


def refuses_padding_of_half_the_window(x, size=2, stride=None, padding=0):
    _check(x, size, stride, padding)
    if padding > 0 and padding >= size / 2:
        raise ValueError("too much padding")
    return np.array(_pool(x, size, stride, padding))


def refuses_leftovers(x, size=2, stride=None, padding=0):
    s = _check(x, size, stride, padding)
    if any((n + 2 * padding) % s != size % s for n in x.shape):
        raise ValueError("the windows do not fit")
    return _pool(x, size, stride, padding)
