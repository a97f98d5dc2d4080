"""Ways to write `max_pool`, and what students with a slip write instead of a line."""

import math

import numpy as np


def loops(x, size=2, stride=None, padding=0):
    if x.ndim != 2:
        # ~ accepts_other_numbers_of_axes: if False:
        raise ValueError("x is not 2-D")
    if stride is None:
        # ~ accepts_a_stride_of_zero: if not stride:
        stride = size
        # ~ stride_of_one_by_default: stride = 1
        # ~ stride_of_two_by_default: stride = 2
    if size <= 0 or stride <= 0 or padding < 0:
        raise ValueError("too small")
    if 2 * padding > size or size > min(x.shape) + 2 * padding:
        # ~ accepts_too_much_padding: if size > min(x.shape) + 2 * padding:
        # ~ refuses_a_window_as_large_as_the_input: if 2 * padding > size or size >= min(x.shape) + 2 * padding:
        # ~ compares_with_the_unpadded_input: if 2 * padding > size or size > x.shape[0] or size > x.shape[1]:
        # ~ refuses_padding_of_half_the_window: if padding and padding >= size / 2 or size > min(x.shape) + 2 * padding:
        raise ValueError("too large")
        # ~ raises_another_exception: raise RuntimeError("too large")
    padded = np.pad(x.astype(float), padding, constant_values=-np.inf)
    # ~ padded_with_zeros: padded = np.pad(x.astype(float), padding)
    # ~ padded_with_minus_999: padded = np.pad(x, padding, constant_values=-999)
    # ~ infinity_in_an_array_of_ints: padded = np.pad(x, padding, constant_values=-np.inf)
    # ~ ignores_the_padding: padded = x
    # ~ pads_by_one: padded = np.pad(x.astype(float), 1, constant_values=-np.inf) if padding else x
    # ~ padding_doubled: padded = np.pad(x.astype(float), 2 * padding, constant_values=-np.inf)
    # ~ padding_only_before: padded = np.pad(x.astype(float), (padding, 0), constant_values=-np.inf)
    # ~ padding_only_at_the_end: padded = np.pad(x.astype(float), (0, padding), constant_values=-np.inf)
    # ~ padding_only_at_the_sides: padded = np.pad(x * 1.0, ((0, 0), (padding, padding)), constant_values=-np.inf)
    rows = (padded.shape[0] - size) // stride + 1
    # ~ two_by_two_tiles: size = stride = 2; rows = (padded.shape[0] - size) // stride + 1
    columns = (padded.shape[1] - size) // stride + 1
    # ~ columns_counted_from_the_height: columns = rows
    out = np.zeros((rows, columns))
    # ~ each_window_filled: out = x.astype(float)
    # ~ truncated_to_integers: out = np.zeros((rows, columns), dtype=int)
    # ~ stored_in_eight_bits: out = np.zeros((rows, columns), dtype=np.uint8)
    # ~ output_of_the_inputs_size: out = np.zeros(x.shape)
    for r in range(rows):
        for c in range(columns):
            window = padded[r * stride : r * stride + size, c * stride : c * stride + size]
            # ~ places_not_multiplied_by_the_stride: window = padded[r : r + size, c : c + size]
            # ~ window_one_cell_too_large: window = padded[r * stride :, c * stride :][: size + 1, : size + 1]
            # ~ window_as_large_as_the_stride: window = padded[r * stride :, c * stride :][:stride, :stride]
            # ~ two_by_two_whatever_the_size: window = padded[r * stride :, c * stride :][:2, :2]
            out[r, c] = window.max()
            # ~ each_window_filled: out[r * size : (r + 1) * size, c * size : (c + 1) * size] = window.max()
            # ~ mean_instead_of_max: out[r, c] = window.mean()
            # ~ places_instead_of_values: out[r, c] = np.argmax(window)
    return out
    # ~ rows_and_columns_exchanged: return out.T


def search(x, size=2, stride=None, padding=0):
    stride = size if stride is None else stride
    if len(x.shape) != 2 or min(x.shape) + 2 * padding < size:
        # ~ accepts_a_window_larger_than_the_input: if len(x.shape) != 2:
        # ~ compares_the_window_with_the_height_only: if len(x.shape) != 2 or len(x) + 2 * padding < size:
        raise ValueError("x")
    if size < 1:
        # ~ accepts_a_size_of_zero: if size < 0:
        # ~ accepts_a_negative_size: if size == 0:
        raise ValueError("size")
    if stride < 1:
        # ~ accepts_a_negative_stride: if stride == 0:
        raise ValueError("stride")
    if padding < 0 or (padding > 0 and 2 * padding > size):
        # ~ accepts_negative_padding: if padding > 0 and 2 * padding > size:
        raise ValueError("padding")
    height, width = x.shape
    rows = (height + 2 * padding - size) // stride + 1
    # ~ one_output_short: rows = (height + 2 * padding - size) // stride
    # ~ output_size_rounded_up: rows = math.ceil((height + 2 * padding - size) / stride) + 1
    # ~ output_size_without_the_window: rows = (height + 2 * padding) // stride
    # ~ padding_only_before: rows = (height + padding - size) // stride + 1
    # ~ padding_not_counted: rows = (height - size) // stride + 1
    # ~ float_as_an_index: rows = (height + 2 * padding - size) / stride + 1
    columns = (width + 2 * padding - size) // stride + 1
    # ~ one_output_short: columns = (width + 2 * padding - size) // stride
    # ~ output_size_rounded_up: columns = math.ceil((width + 2 * padding - size) / stride) + 1
    # ~ output_size_without_the_window: columns = (width + 2 * padding) // stride
    # ~ padding_only_before: columns = (width + padding - size) // stride + 1
    # ~ padding_not_counted: columns = (width - size) // stride + 1
    # ~ float_as_an_index: columns = (width + 2 * padding - size) / stride + 1
    # ~ columns_counted_from_the_height: columns = rows
    result = []
    for i in range(rows):
        line = []
        for j in range(columns):
            top, left = i * stride - padding, j * stride - padding
            values = x[max(top, 0) : max(top + size, 0), max(left, 0) : max(left + size, 0)].ravel().tolist()
            largest = values[0]
            # ~ starts_from_zero: largest = 0
            for value in values:
                if value > largest:
                    largest = value
            line.append(largest)
            # ~ truncated_to_integers: line.append(int(largest))
        result.append(line)
    return result


def _check(x, size, stride, padding):
    if x.ndim != 2:
        raise ValueError("x must be 2-D")
    if size < 1 or stride < 1 or padding < 0:
        raise ValueError("size and stride must be at least 1, padding at least 0")
    if 2 * padding > size or size > x.shape[0] + 2 * padding or size > x.shape[1] + 2 * padding:
        raise ValueError("window and padding do not fit")


def sliding_windows(x, size=2, stride=None, padding=0):
    step = stride if stride is not None else size
    # ~ stride_of_two_by_default: step = stride if stride is not None else 2
    _check(x, size, step, padding)
    # ~ accepts_a_negative_stride: _check(x, size, abs(step), padding)
    padded = np.full((x.shape[0] + 2 * padding, x.shape[1] + 2 * padding), -np.inf, dtype=np.float32)
    # ~ padded_with_zeros: padded = np.zeros((x.shape[0] + 2 * padding, x.shape[1] + 2 * padding), dtype=np.float32)
    padded[padding : padding + x.shape[0], padding : padding + x.shape[1]] = x
    # ~ fails_without_padding: padded[padding:-padding, padding:-padding] = x
    windows = np.lib.stride_tricks.sliding_window_view(padded, (size, size))
    # ~ two_by_two_whatever_the_size: windows = np.lib.stride_tricks.sliding_window_view(padded, (2, 2))
    # ~ stops_before_the_last_window: windows = np.lib.stride_tricks.sliding_window_view(padded, (size, size))[:-1, :-1]
    windows = windows[::step, ::step]
    # ~ ignores_the_stride:
    # ~ stride_only_downwards: windows = windows[::step]
    # ~ moves_by_the_size: windows = windows[::size, ::size]
    # ~ begins_at_one: windows = windows[step::step, step::step]
    return windows.max(axis=(2, 3))
    # ~ mean_instead_of_max: return windows.mean(axis=(2, 3))
    # ~ starts_from_zero: return windows.max(axis=(2, 3), initial=0)
    # ~ rows_and_columns_exchanged: return windows.max(axis=(2, 3)).T


def ranges(x, size=2, stride=None, padding=0):
    stride = size if stride is None else stride
    # ~ accepts_a_stride_of_zero: stride = stride or size
    _check(x, size, stride, padding)
    # ~ several_checks_missing:
    # ~ accepts_too_much_padding: _check(x, size, stride, min(padding, size // 2))
    grid = [[-math.inf] * padding + list(row) + [-math.inf] * padding for row in x.tolist()]
    # ~ padded_with_zeros: grid = [[0] * padding + list(row) + [0] * padding for row in x]
    width = len(grid[0])
    grid = [[-math.inf] * width] * padding + grid + [[-math.inf] * width] * padding
    # ~ padded_with_zeros: grid = [[0] * width] * padding + grid + [[0] * width] * padding
    # ~ padding_only_at_the_sides:
    tops = range(0, len(grid) - size + 1, stride)
    # ~ windows_up_to_the_edge: tops = range(0, len(grid), stride)
    # ~ stops_before_the_last_window: tops = range(0, len(grid) - size, stride)
    # ~ divided_and_stepped_by_the_stride: tops = range(0, (len(grid) - size) // stride + 1, stride)
    # ~ ignores_the_stride: tops = range(len(grid) - size + 1)
    lefts = range(0, width - size + 1, stride)
    # ~ windows_up_to_the_edge: lefts = range(0, width, stride)
    # ~ stops_before_the_last_window: lefts = range(0, width - size, stride)
    # ~ divided_and_stepped_by_the_stride: lefts = range(0, (width - size) // stride + 1, stride)
    # ~ ignores_the_stride: lefts = range(width - size + 1)
    # ~ stride_only_downwards: lefts = range(width - size + 1)
    return [[max(max(row[j : j + size]) for row in grid[i : i + size]) for j in lefts] for i in tops]


def refuses_leftovers(x, size=2, stride=None, padding=0):
    step = size if stride is None else stride
    _check(x, size, step, padding)
    assert (x.shape[0] + 2 * padding - size) % step == 0 and (x.shape[1] + 2 * padding - size) % step == 0
    padded = np.pad(x.astype(float), padding, constant_values=-np.inf)
    return np.lib.stride_tricks.sliding_window_view(padded, (size, size))[::step, ::step].max(axis=(2, 3))


def tiles_by_reshape(x, size=2, stride=None, padding=0):
    _check(x, size, size if stride is None else stride, padding)
    a = np.pad(x.astype(float), padding, constant_values=-math.inf)
    return a.reshape((a.shape[0] // size, size, a.shape[1] // size, size)).swapaxes(1, 2).max((2, 3))


def moves_by_the_size(x, size=2, stride=None, padding=0):
    _check(x, size, size if stride is None else stride, padding)
    a = np.pad(x.astype(float), padding, constant_values=-math.inf)
    rows, columns = len(a) // size, len(a[0]) // size
    return a[: rows * size, : columns * size].reshape(rows, size, columns, size).max(axis=3).max(axis=1)


def stride_skips_cells(x, size=2, stride=None, padding=0):
    step = size if stride is None else stride
    _check(x, size, step, padding)
    a = np.pad(x.astype(float), padding, constant_values=-math.inf)[::step, ::step]
    return np.lib.stride_tricks.sliding_window_view(a, (size, size)).max(axis=(2, 3))


def ignores_the_padding__several_checks_missing(x, size=2, stride=None, padding=0):
    stride = size if stride is None else stride
    h, w = x.shape
    out = np.zeros(((h - size) // stride + 1, (w - size) // stride + 1))
    for i in range(0, h - size + 1, stride):
        for j in range(0, w - size + 1, stride):
            out[i // stride, j // stride] = np.max(x[i : i + size, j : j + size])
    return out
