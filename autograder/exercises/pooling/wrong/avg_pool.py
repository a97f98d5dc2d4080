"""Ways to write `avg_pool`, and what students with a slip write instead of a line."""

import math

import numpy as np


def counting(x, size=2, stride=None, padding=0):
    if x.ndim != 2:
        raise ValueError("x is not 2-D")
    if size < 1:
        # ~ accepts_a_size_of_zero: if size < 0:
        # ~ accepts_a_negative_size: if size == 0:
        raise ValueError("size")
    if stride is None:
        # ~ accepts_a_stride_of_zero: if not stride:
        stride = size
        # ~ stride_of_one_by_default: stride = 1
        # ~ stride_of_two_by_default: stride = 2
    if stride < 1:
        raise ValueError("stride")
    if padding < 0:
        # ~ accepts_negative_padding: if False:
        raise ValueError("padding")
    if padding > 0 and 2 * padding > size:
        # ~ accepts_too_much_padding: if False:
        # ~ refuses_padding_of_half_the_window: if padding > 0 and 2 * padding >= size:
        raise ValueError("padding")
    height, width = x.shape
    if size > height + 2 * padding or size > width + 2 * padding:
        # ~ accepts_a_window_larger_than_the_input: if False:
        # ~ compares_the_window_with_the_height_only: if size > height + 2 * padding:
        # ~ refuses_a_window_as_large_as_the_input: if size >= height + 2 * padding or size >= width + 2 * padding:
        # ~ compares_with_the_unpadded_input: if size > height or size > width:
        raise ValueError("window")
        # ~ raises_another_exception: raise Exception("window")
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
    out = np.zeros((rows, columns))
    # ~ truncated_to_integers: out = np.zeros((rows, columns), dtype=int)
    # ~ truncated_to_the_inputs_dtype: out = np.zeros((rows, columns), x.dtype)
    # ~ stored_in_eight_bits: out = np.zeros((rows, columns), np.uint8)
    # ~ output_of_the_inputs_size: out = np.zeros((height, width))
    for r in range(rows):
        for c in range(columns):
            total, count = 0, 0
            # ~ sum_instead_of_mean: total, count = 0, 1
            top, left = r * stride - padding, c * stride - padding
            # ~ places_not_multiplied_by_the_stride: top, left = r - padding, c - padding
            for i in range(top, top + size):
                # ~ window_one_cell_too_large: for i in range(top, top + size + 1):
                # ~ window_as_large_as_the_stride: for i in range(top, top + stride):
                # ~ two_by_two_whatever_the_size: for i in range(top, top + 2):
                for j in range(left, left + size):
                    # ~ window_one_cell_too_large: for j in range(left, left + size + 1):
                    # ~ window_as_large_as_the_stride: for j in range(left, left + stride):
                    # ~ two_by_two_whatever_the_size: for j in range(left, left + 2):
                    if 0 <= i < height and 0 <= j < width:
                        # ~ zeros_not_counted: if 0 <= i < height and 0 <= j < width and x[i, j] != 0:
                        total += x[i, j]
                        count += 1
                        # ~ sum_instead_of_mean:
            out[r, c] = total / count
            # ~ divided_by_three: out[r, c] = total / 3
            # ~ always_divided_by_four: out[r, c] = total / 4
            # ~ divided_by_the_size: out[r, c] = total / size
            # ~ padded_cells_counted: out[r, c] = total / size**2
            # ~ rounded_down: out[r, c] = total // count
            # ~ rounded: out[r, c] = round(total / count)
    return out
    # ~ rows_and_columns_exchanged: return out.T


def _check(x, size, stride, padding):
    if x.ndim != 2:
        raise ValueError("x must be 2-D")
    if size < 1 or stride < 1 or padding < 0:
        raise ValueError("size and stride must be at least 1, padding at least 0")
    if 2 * padding > size or size > x.shape[0] + 2 * padding or size > x.shape[1] + 2 * padding:
        raise ValueError("window and padding do not fit")


def nan_padding(x, size=2, stride=None, padding=0):
    step = stride if stride is not None else size
    # ~ stride_of_two_by_default: step = stride if stride is not None else 2
    # ~ accepts_a_stride_of_zero: step = stride or size
    _check(x, size, step, padding)
    # ~ accepts_a_negative_stride: _check(x, size, abs(step), padding)
    # ~ several_checks_missing:
    padded = np.pad(x.astype(float), padding, constant_values=np.nan)
    # ~ infinity_in_an_array_of_ints: padded = np.pad(x, padding, constant_values=np.nan)
    # ~ padded_with_minus_infinity: padded = np.pad(x.astype(float), padding, constant_values=-np.inf)
    # ~ padded_cells_counted: padded = np.pad(x.astype(float), padding)
    # ~ pads_with_the_border: padded = np.pad(x.astype(float), padding, mode="edge")
    # ~ ignores_the_padding: padded = x
    # ~ pads_by_one: padded = np.pad(x.astype(float), 1, constant_values=np.nan) if padding else x
    # ~ padding_doubled: padded = np.pad(x.astype(float), 2 * padding, constant_values=np.nan)
    # ~ padding_only_before: padded = np.pad(x.astype(float), (padding, 0), constant_values=np.nan)
    # ~ padding_only_at_the_end: padded = np.pad(x.astype(float), (0, padding), constant_values=np.nan)
    # ~ padding_only_at_the_sides: padded = np.pad(x.astype(float), [(0, 0), [padding] * 2], constant_values=np.nan)
    windows = np.lib.stride_tricks.sliding_window_view(padded, (size, size))
    # ~ two_by_two_whatever_the_size: windows = np.lib.stride_tricks.sliding_window_view(padded, (2, 2))
    # ~ stops_before_the_last_window: windows = np.lib.stride_tricks.sliding_window_view(padded, (size, size))[:-1, :-1]
    windows = windows[::step, ::step]
    # ~ ignores_the_stride:
    # ~ stride_only_downwards: windows = windows[::step]
    # ~ moves_by_the_size: windows = windows[::size, ::size]
    # ~ begins_at_one: windows = windows[step::step, step::step]
    means = np.nanmean(windows, axis=(2, 3))
    # ~ mean_of_nan: means = np.mean(windows, axis=(2, 3))
    # ~ max_instead_of_mean: means = np.nanmax(windows, axis=(2, 3))
    # ~ sum_instead_of_mean: means = np.nansum(windows, axis=(2, 3))
    # ~ divided_by_the_size: means = np.nansum(windows, axis=(2, 3)) / size
    return means
    # ~ truncated_to_integers: return means.astype(int)
    # ~ rounded_down: return np.floor(means)
    # ~ rows_and_columns_exchanged: return means.T


def slices(x, size=2, stride=None, padding=0):
    stride = size if stride is None else stride
    # ~ stride_of_one_by_default: stride = 1 if stride is None else stride
    _check(x, size, stride, padding)
    # ~ accepts_other_numbers_of_axes: _check(np.atleast_2d(x).reshape(-1, x.shape[-1]), size, stride, padding)
    result = []
    for top in range(-padding, x.shape[0] + padding - size + 1, stride):
        # ~ windows_up_to_the_edge: for top in range(-padding, x.shape[0] + padding, stride):
        # ~ stops_before_the_last_window: for top in range(-padding, x.shape[0] + padding - size, stride):
        # ~ ignores_the_stride: for top in range(-padding, x.shape[0] + padding - size + 1):
        # ~ ignores_the_padding: for top in range(0, x.shape[0] - size + 1, stride):
        row = []
        for left in range(-padding, x.shape[1] + padding - size + 1, stride):
            # ~ windows_up_to_the_edge: for left in range(-padding, x.shape[1] + padding, stride):
            # ~ stops_before_the_last_window: for left in range(-padding, x.shape[1] + padding - size, stride):
            # ~ ignores_the_stride: for left in range(-padding, x.shape[1] + padding - size + 1):
            # ~ ignores_the_padding: for left in range(0, x.shape[1] - size + 1, stride):
            # ~ stride_only_downwards: for left in range(-padding, x.shape[1] + padding - size + 1):
            # ~ columns_counted_from_the_height: for left in range(-padding, x.shape[0] + padding - size + 1, stride):
            window = x[max(top, 0) : top + size, max(left, 0) : left + size]
            row.append(np.sum(window) / window.size)
            # ~ max_instead_of_mean: row.append(np.max(window))
            # ~ divided_by_three: row.append(np.sum(window) / 3)
            # ~ always_divided_by_four: row.append(np.sum(window) / 4)
            # ~ zeros_not_counted: row.append(np.sum(window) / np.count_nonzero(window) if window.any() else 0)
            # ~ rounded_down: row.append(np.sum(window) // window.size)
        result.append(row)
    return result


def refuses_leftovers(x, size=2, stride=None, padding=0):
    step = size if stride is None else stride
    _check(x, size, step, padding)
    if any((n + 2 * padding - size) % step for n in x.shape):
        raise ValueError("the windows do not fit")
    padded = np.pad(x.astype(float), padding, constant_values=np.nan)
    return np.nanmean(np.lib.stride_tricks.sliding_window_view(padded, (size, size))[::step, ::step], axis=(2, 3))


def tiles_by_reshape(x, size=2, stride=None, padding=0):
    _check(x, size, size if stride is None else stride, padding)
    a = np.pad(x.astype(float), padding, constant_values=math.nan)
    return np.nanmean(a.reshape(a.shape[0] // size, size, a.shape[1] // size, size), axis=(1, 3))


def divided_and_stepped_by_the_stride(x, size=2, stride=None, padding=0):
    step = size if stride is None else stride
    _check(x, size, step, padding)
    a = np.pad(x.astype(float), padding, constant_values=math.nan)
    out = np.zeros([(n - size) // step + 1 for n in a.shape])
    for i in range(0, out.shape[0], step):
        for j in range(0, out.shape[1], step):
            out[i, j] = np.nanmean(a[i : i + size, j : j + size])
    return out


def stride_skips_cells(x, size=2, stride=None, padding=0):
    step = size if stride is None else stride
    _check(x, size, step, padding)
    a = np.pad(x.astype(float), padding, constant_values=math.nan)[::step, ::step]
    return np.nanmean(np.lib.stride_tricks.sliding_window_view(a, (size, size)), axis=(2, 3))


def fails_without_padding(x, size=2, stride=None, padding=0):
    step = size if stride is None else stride
    _check(x, size, step, padding)
    a = np.full((x.shape[0] + 2 * padding, x.shape[1] + 2 * padding), np.nan)
    a[padding:-padding, padding:-padding] = x
    return np.nanmean(np.lib.stride_tricks.sliding_window_view(a, (size, size))[::step, ::step], axis=(2, 3))


def ignores_the_padding__several_checks_missing(x, size=2, stride=None, padding=0):
    if stride is None:
        stride = size
    rows, columns = (x.shape[0] - size) // stride + 1, (x.shape[1] - size) // stride + 1
    return np.array([
        [np.mean(x[i * stride : i * stride + size, j * stride : j * stride + size]) for j in range(columns)]
        for i in range(rows)
    ])  # fmt: skip
