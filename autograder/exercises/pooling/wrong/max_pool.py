"""Ways to write `max_pool`, and what students with a slip write instead of a line."""

import math

import numpy as np


def loops(x, size=2, stride=None, padding=0):
    if x.ndim != 2:
        #~ accepts_other_numbers_of_axes: if False:
        raise ValueError("x is not 2-D")
    if stride is None:
        #~ accepts_a_stride_of_zero: if not stride:
        stride = size
        #~ stride_of_one_by_default: stride = 1
        #~ stride_of_two_by_default: stride = 2
    if size <= 0:
        #~ accepts_a_size_of_zero: if size < 0:
        #~ accepts_a_negative_size: if size == 0:
        raise ValueError("size")
    if stride <= 0:
        #~ accepts_a_negative_stride: if stride == 0:
        raise ValueError("stride")
    if padding < 0:
        #~ accepts_negative_padding: if padding < -99:
        raise ValueError("padding")
    padded = np.pad(x.astype(float), padding, constant_values=-np.inf)
    #~ padded_with_zeros: padded = np.pad(x.astype(float), padding)
    #~ padded_with_minus_999: padded = np.pad(x, padding, constant_values=-999)
    #~ infinity_in_an_array_of_ints: padded = np.pad(x, padding, constant_values=-np.inf)
    #~ ignores_the_padding: padded = x
    #~ pads_by_one: padded = np.pad(x.astype(float), 1, constant_values=-np.inf) if padding else x
    #~ padding_only_before: padded = np.pad(x.astype(float), (padding, 0), constant_values=-np.inf)
    #~ padding_only_at_the_sides: padded = np.pad(x.astype(float), ((0, 0), (padding, padding)), constant_values=-np.inf)
    if 2 * padding > size or size > padded.shape[0] or size > padded.shape[1]:
        #~ accepts_too_much_padding: if size > padded.shape[0] or size > padded.shape[1]:
        #~ accepts_a_window_larger_than_the_input: if 2 * padding > size:
        #~ compares_the_window_with_the_height_only: if 2 * padding > size or size > len(padded):
        #~ refuses_a_window_as_large_as_the_input: if 2 * padding > size or size >= min(padded.shape):
        #~ compares_with_the_unpadded_input: if 2 * padding > size or size > x.shape[0] or size > x.shape[1]:
        #~ refuses_padding_of_half_the_window: if padding > 0 and padding >= size / 2 or size > min(padded.shape):
        raise ValueError("window")
        #~ raises_another_exception: raise RuntimeError("the window does not fit")
    rows = (padded.shape[0] - size) // stride + 1
    columns = (padded.shape[1] - size) // stride + 1
    #~ columns_counted_from_the_height: columns = rows
    out = np.zeros((rows, columns))
    #~ truncated_to_integers: out = np.zeros((rows, columns), dtype=int)
    for r in range(rows):
        for c in range(columns):
            window = padded[r * stride : r * stride + size, c * stride : c * stride + size]
            #~ places_not_multiplied_by_the_stride: window = padded[r : r + size, c : c + size]
            #~ window_one_cell_too_large: window = padded[r * stride :, c * stride :][: size + 1, : size + 1]
            #~ window_as_large_as_the_stride: window = padded[r * stride :, c * stride :][:stride, :stride]
            out[r, c] = window.max()
            #~ mean_instead_of_max: out[r, c] = window.mean()
            #~ places_instead_of_values: out[r, c] = np.argmax(window)
    return out
    #~ rows_and_columns_exchanged: return out.T


def _check(x, size, stride, padding):
    if x.ndim != 2:
        raise ValueError("x must be 2-D")
    if size < 1 or stride < 1 or padding < 0:
        raise ValueError("size and stride must be at least 1, padding at least 0")
    if 2 * padding > size or size > x.shape[0] + 2 * padding or size > x.shape[1] + 2 * padding:
        raise ValueError("window and padding do not fit")


def windows_without_padding(x, size=2, stride=None, padding=0):
    stride = size if stride is None else stride
    #~ stride_of_one_by_default: stride = stride or 1
    _check(x, size, stride, padding)
    #~ accepts_a_window_larger_than_the_input: _check(x, 1, stride, 0)
    height, width = x.shape
    #~ columns_counted_from_the_height: height, width = x.shape[0], x.shape[0]
    rows = (height + 2 * padding - size) // stride + 1
    #~ one_output_short: rows = (height + 2 * padding - size) // stride
    #~ output_size_rounded_up: rows = math.ceil((height + 2 * padding - size) / stride) + 1
    #~ output_size_without_the_window: rows = (height + 2 * padding) // stride
    #~ padding_counted_once: rows = (height + padding - size) // stride + 1
    #~ padding_not_counted: rows = (height - size) // stride + 1
    #~ float_as_an_index: rows = (height + 2 * padding - size) / stride + 1
    columns = (width + 2 * padding - size) // stride + 1
    #~ one_output_short: columns = (width + 2 * padding - size) // stride
    #~ output_size_rounded_up: columns = math.ceil((width + 2 * padding - size) / stride) + 1
    #~ output_size_without_the_window: columns = (width + 2 * padding) // stride
    #~ padding_counted_once: columns = (width + padding - size) // stride + 1
    #~ padding_not_counted: columns = (width - size) // stride + 1
    #~ float_as_an_index: columns = (width + 2 * padding - size) / stride + 1
    result = []
    for i in range(rows):
        line = []
        for j in range(columns):
            top, left = i * stride - padding, j * stride - padding
            #~ ignores_the_stride: top, left = i - padding, j - padding
            #~ padding_only_at_the_end: top, left = i * stride, j * stride
            largest = -math.inf
            #~ starts_from_zero: largest = 0
            for value in x[max(top, 0) : max(top + size, 0), max(left, 0) : max(left + size, 0)].flatten():
                #~ two_by_two_whatever_the_size: for value in x[max(top, 0) : top + 2, max(left, 0) : left + 2].flatten():
                if value > largest:
                    largest = value
            line.append(largest)
            #~ truncated_to_integers: line.append(int(largest))
        result.append(line)
    return result


def sliding_windows(x, size=2, stride=None, padding=0):
    step = stride if stride is not None else size
    #~ stride_of_two_by_default: step = 2 if stride is None else stride
    #~ moves_by_the_size: step = size
    _check(x, size, step, padding)
    #~ accepts_negative_padding: _check(x, size, step, max(padding, 0))
    #~ accepts_too_much_padding: _check(x, size, step, min(padding, size // 2))
    #~ accepts_a_negative_stride: _check(x, size, abs(step), padding)
    padded = np.full((x.shape[0] + 2 * padding, x.shape[1] + 2 * padding), -np.inf, dtype=np.float32)
    padded[padding : padding + x.shape[0], padding : padding + x.shape[1]] = x
    #~ padding_only_before: padded[2 * padding :, 2 * padding :] = x
    if (len(padded) - size) % step < 0:
        #~ refuses_leftovers: if (len(padded) - size) % step or (padded.shape[1] - size) % step:
        raise ValueError("the windows do not fit")
    windows = np.lib.stride_tricks.sliding_window_view(padded, (size, size))
    #~ two_by_two_whatever_the_size: windows = np.lib.stride_tricks.sliding_window_view(padded, (2, 2))
    #~ stops_before_the_last_window: windows = np.lib.stride_tricks.sliding_window_view(padded, (size, size))[:-1, :-1]
    windows = windows[::step, ::step]
    #~ ignores_the_stride:
    #~ stride_only_downwards: windows = windows[::step]
    #~ divided_and_stepped_by_the_stride: windows = windows[::step, ::step][::step, ::step]
    return windows.max(axis=(2, 3))
    #~ mean_instead_of_max: return windows.mean(axis=(2, 3))
    #~ starts_from_zero: return windows.max(axis=(2, 3), initial=0)
    #~ rows_and_columns_exchanged: return windows.max(axis=(2, 3)).T


def ranges(x, size=2, stride=None, padding=0):
    stride = size if stride is None else stride
    #~ accepts_a_stride_of_zero: stride = stride or size
    _check(x, size, stride, padding)
    #~ several_checks_missing:
    #~ accepts_other_numbers_of_axes: _check(np.atleast_2d(x)[:1], size, stride, padding)
    grid = [[-math.inf] * padding + list(row) + [-math.inf] * padding for row in x.tolist()]
    #~ padded_with_zeros: grid = [[0] * padding + list(row) + [0] * padding for row in x]
    width = len(grid[0])
    grid = [[-math.inf] * width] * padding + grid + [[-math.inf] * width] * padding
    #~ padded_with_zeros: grid = [[0] * width] * padding + grid + [[0] * width] * padding
    #~ padding_only_at_the_sides:
    tops = range(0, len(grid) - size + 1, stride)
    #~ windows_up_to_the_edge: tops = range(0, len(grid), stride)
    #~ stops_before_the_last_window: tops = range(0, len(grid) - size, stride)
    #~ divided_and_stepped_by_the_stride: tops = range(0, (len(grid) - size) // stride + 1, stride)
    #~ ignores_the_stride: tops = range(len(grid) - size + 1)
    lefts = range(0, width - size + 1, stride)
    #~ windows_up_to_the_edge: lefts = range(0, width, stride)
    #~ stops_before_the_last_window: lefts = range(0, width - size, stride)
    #~ divided_and_stepped_by_the_stride: lefts = range(0, (width - size) // stride + 1, stride)
    #~ ignores_the_stride: lefts = range(width - size + 1)
    #~ stride_only_downwards: lefts = range(width - size + 1)
    return [[max(max(row[j : j + size]) for row in grid[i : i + size]) for j in lefts] for i in tops]


def tiles_by_reshape(x, size=2, stride=None, padding=0):
    _check(x, size, size if stride is None else stride, padding)
    a = np.pad(x.astype(float), padding, constant_values=-math.inf)
    return a.reshape((a.shape[0] // size, size, -1, size)).swapaxes(1, 2).max((2, 3))


def _reshaped(a, size):
    return a.reshape(len(a) // size, size, len(a[0]) // size, size).max(axis=3).max(axis=1)


def moves_by_the_size(x, size=2, stride=None, padding=0):
    _check(x, size, size if stride is None else stride, padding)
    a = np.pad(x.astype(float), padding, constant_values=-math.inf)
    return _reshaped(a[: len(a) // size * size, : len(a[0]) // size * size], size)


def ignores_the_padding__several_checks_missing(x, size=2, stride=None, padding=0):
    stride = size if stride is None else stride
    h, w = x.shape
    out = np.zeros((int((h - size) / stride) + 1, int((w - size) / stride) + 1))
    for i in range(0, h - size + 1, stride):
        for j in range(0, w - size + 1, stride):
            out[i // stride, j // stride] = np.max(x[i : i + size, j : j + size])
    return out
