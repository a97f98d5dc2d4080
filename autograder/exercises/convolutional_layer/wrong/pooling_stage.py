"""The mistakes in `pooling_stage`, as students write them."""

import math

import numpy as np


def _check(a, size, stride, padding):
    if size < 1 or stride < 1 or padding < 0:
        raise ValueError("size and stride must be at least 1, padding at least 0")
    if 2 * padding > size or size > len(a) + 2 * padding:
        raise ValueError("window and padding do not fit")


def _pad(a, p, value=-math.inf):
    return [value] * p + a.tolist() + [value] * p


def _pool(a, size, stride, padding):
    """Right for legal calls, but without checks."""
    line = _pad(a, padding)
    return [max(line[i : i + size], default=0) for i in range(0, len(line) - size + 1, stride)]


def mean_instead_of_max(a, size, stride, padding):
    _check(a, size, stride, padding)
    starts = range(-padding, len(a) + padding - size + 1, stride)
    return [np.mean(a[max(i, 0) : i + size]) for i in starts]


def places_instead_of_values(a, size, stride, padding):
    _check(a, size, stride, padding)
    line = np.array(_pad(a, padding))
    return [np.argmax(line[i : i + size]) for i in range(0, len(line) - size + 1, stride)]


def stride_ignored(a, size, stride, padding):
    _check(a, size, stride, padding)
    line = np.array(_pad(a, padding))
    n = len(line) // size
    return line[: n * size].reshape(n, size).max(axis=1)


def stride_of_one(a, size, stride, padding):
    _check(a, size, stride, padding)
    line = _pad(a, padding)
    out = []
    for i in range(len(line) - size + 1):
        out.append(max(line[i : i + size]))
    return tuple(out)


def places_not_multiplied_by_the_stride(a, size, stride, padding):
    _check(a, size, stride, padding)
    line = np.array(_pad(a, padding))
    out = np.zeros((len(line) - size) // stride + 1)
    for i in range(len(out)):
        out[i] = np.max(line[i : i + size])
    return out


def size_and_stride_swapped(a, stride, size, padding):
    _check(a, size, stride, padding)
    return np.array(_pool(a, size, stride, padding), dtype=np.float32)


def tiles_by_reshape(a, size, stride, padding):
    _check(a, size, stride, padding)
    return np.max(np.reshape(_pad(a, padding), (-1, size)), axis=-1)


def one_output_short(a, size, stride, padding):
    _check(a, size, stride, padding)
    line = _pad(a, padding)
    return [max(line[i * stride : i * stride + size]) for i in range((len(line) - size) // stride)]


def incomplete_windows_kept(a, size, stride, padding):
    _check(a, size, stride, padding)
    line = _pad(a, padding)
    return [max(line[i : i + size]) for i in range(0, len(line), stride)]


def output_size_rounded_up(a, size, stride, padding):
    _check(a, size, stride, padding)
    line = np.array(_pad(a, padding))
    n = math.ceil((len(line) - size) / stride) + 1
    return np.array([line[i * stride : i * stride + size].max() for i in range(n)])


def output_size_without_the_window(a, size, stride, padding):
    _check(a, size, stride, padding)
    line = _pad(a, padding)
    return [max(line[stride * i :][:size]) for i in range(len(line) // stride)]


def window_one_place_too_long(a, size, stride, padding):
    _check(a, size, stride, padding)
    line, out = _pad(a, padding), []
    for i in range(0, len(line) - size + 1, stride):
        window = [line[j] for j in range(i, i + size + 1) if j < len(line)]
        out.append(max(window))
    return out


def padded_with_zeros(a, size, stride, padding):
    _check(a, size, stride, padding)
    line = np.pad(a, padding)
    last = len(line) - size + 1
    return np.max([line[i : i + last : stride] for i in range(size)], axis=0)


def padded_with_minus_999(a, size, stride, padding):
    _check(a, size, stride, padding)
    line = np.pad(a, padding, constant_values=-999)
    return np.lib.stride_tricks.sliding_window_view(line, size).max(axis=-1)[::stride]


def starts_from_zero(a, size, stride, padding):
    _check(a, size, stride, padding)
    out = []
    for start in range(-padding, len(a) + padding - size + 1, stride):
        best = 0
        for value in a[max(start, 0) : start + size]:
            if value > best:
                best = value
        out.append(best)
    return out


def padding_ignored(a, size, stride, padding):
    _check(a, size, stride, padding)
    if len(a) < size:
        raise ValueError("the window is longer than the input")
    return [a[i : i + size].max() for i in range(0, len(a) - size + 1, stride)]


def padding_counted_once(a, size, stride, padding):
    _check(a, size, stride, padding)
    line = _pad(a, padding)
    n = (len(a) + padding - size) // stride + 1
    return np.array([max(line[i * stride : i * stride + size]) for i in range(n)])


def no_padding_before_the_first_value(a, size, stride, padding):
    _check(a, size, stride, padding)
    line = np.concatenate([a.astype(np.float32), np.full(padding, -np.inf, np.float32)])
    return [max(line[i : i + size]) for i in range(0, line.size - size + 1, stride)]


def truncated_to_integers(a, size, stride, padding):
    _check(a, size, stride, padding)
    return [int(value) for value in _pool(a, size, stride, padding)]


def sorts_its_argument(a, size, stride, padding):
    _check(a, size, stride, padding)
    out = []
    for start in range(-padding, len(a) + padding - size + 1, stride):
        window = a[max(start, 0) : start + size]
        window.sort()
        out.append(window[-1])
    return np.array(out)


def several_checks_missing(a, size, stride, padding):
    line = np.array(_pad(a, padding))
    out = np.zeros(int((len(line) - size) / (stride or 1)) + 1)
    for i in range(len(out)):
        out[i] = max(line[i * stride : i * stride + size], default=0)
    return out


def leaves_the_checks_to_numpy(a, size, stride, padding):
    line = np.pad(a.astype(float), padding, constant_values=-np.inf)
    return np.lib.stride_tricks.sliding_window_view(line, size)[::stride].max(axis=1)


def accepts_a_size_of_zero(a, size, stride, padding):
    if size != 0:
        _check(a, size, stride, padding)
    return _pool(a, size, stride, padding)


def accepts_a_stride_of_zero(a, size, stride, padding):
    stride = stride or 1
    _check(a, size, stride, padding)
    return _pool(a, size, stride, padding)


def accepts_negative_padding(a, size, stride, padding):
    _check(a, size, stride, max(padding, 0))
    if padding < 0:
        a, padding = a[-padding:padding], 0
    return _pool(a, size, stride, padding)


def accepts_too_much_padding(a, size, stride, padding):
    if size <= 0 or stride <= 0 or padding < 0 or size > len(a) + 2 * padding:
        raise ValueError("illegal")
    return _pool(a, size, stride, padding)


def accepts_a_window_longer_than_the_input(a, size, stride, padding):
    if size < max(1, 2 * padding) or padding < 0 or stride <= 0:
        raise ValueError("illegal")
    return np.array(_pool(a, size, stride, padding))


def compares_the_window_with_the_unpadded_input(a, size, stride, padding):
    _check(a, size, stride, padding)
    if len(a) < size:
        raise ValueError("the window is longer than the input")
    return _pool(a, size, stride, padding)


def refuses_a_window_as_long_as_the_input(a, size, stride, padding):
    _check(a, size, stride, padding)
    if not size < len(a) + 2 * padding:
        raise ValueError("the window must be shorter than the padded input")
    return np.array(_pool(a, size, stride, padding))


def refuses_padding_of_half_the_window(a, size, stride, padding):
    _check(a, size, stride, padding)
    if padding > 0 and padding >= size / 2:
        raise ValueError("too much padding")
    return np.array(_pool(a, size, stride, padding))


def refuses_leftovers(a, size, stride, padding):
    _check(a, size, stride, padding)
    if (len(a) + 2 * padding) % stride != size % stride:
        raise ValueError("the windows do not fit")
    return _pool(a, size, stride, padding)
