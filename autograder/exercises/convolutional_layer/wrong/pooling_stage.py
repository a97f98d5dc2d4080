"""Ways to write `pooling_stage`, and what students with a slip write instead of a line."""

import math

import numpy as np


def loops(a, size, stride, padding):
    if size < 1 or padding < 0 or 2 * padding > size:
        # ~ accepts_a_size_of_zero: if size < 0 or padding < 0 or 2 * padding > max(size, 1):
        # ~ accepts_a_negative_size: if size == 0 or padding < 0 or 2 * padding > abs(size):
        # ~ accepts_negative_padding: if size < 1 or 2 * padding > size:
        # ~ accepts_too_much_padding: if size < 1 or padding < 0:
        # ~ refuses_padding_of_half_the_window: if size < 1 or padding < 0 or padding and 2 * padding >= size:
        raise ValueError("size or padding")
    if stride < 1:
        # ~ accepts_a_negative_stride: if stride == 0:
        raise ValueError("stride")
    n = len(a) + 2 * padding
    # ~ padding_not_counted: n = len(a)
    if size > n:
        # ~ accepts_a_window_larger_than_the_input: if False:
        # ~ refuses_a_window_as_large_as_the_input: if size >= n:
        # ~ compares_with_the_unpadded_input: if size > len(a):
        raise ValueError("too long")
    out = []
    for start in range(-padding, n - padding - size + 1, stride):
        # ~ ignores_the_stride: for start in range(-padding, n - padding - size + 1):
        # ~ moves_by_the_size: for start in range(-padding, n - padding - size + 1, size):
        # ~ size_and_stride_swapped: for start in range(-padding, n - padding - stride + 1, size):
        # ~ stops_before_the_last_window: for start in range(-padding, n - padding - size, stride):
        # ~ windows_up_to_the_edge: for start in range(-padding, n - padding, stride):
        # ~ begins_at_one: for start in range(stride - padding, n - padding - size + 1, stride):
        best = -math.inf
        # ~ starts_from_zero: best = 0
        for i in range(start, start + size):
            # ~ size_and_stride_swapped: for i in range(start, start + stride):
            # ~ window_one_cell_too_large: for i in range(start, start + size + 1):
            # ~ two_by_two_whatever_the_size: for i in range(start, start + 2):
            if 0 <= i < len(a) and a[i] > best:
                best = a[i]
        out.append(best)
        # ~ truncated_to_integers: out.append(int(best))
    return out


def filled(a, size, stride, padding):
    if size <= 0:
        raise ValueError("size")
    if stride <= 0:
        # ~ accepts_a_stride_of_zero: if stride < 0:
        raise ValueError("stride")
    if padding < 0 or padding > size / 2:
        raise ValueError("padding")
    padded = np.full(len(a) + 2 * padding, -np.inf)
    # ~ padded_with_zeros: padded = np.zeros(len(a) + 2 * padding)
    # ~ padded_with_minus_999: padded = np.full(len(a) + 2 * padding, -999.0)
    # ~ padding_only_before: padded = np.full(len(a) + padding, -np.inf)
    padded[padding : padding + len(a)] = a
    # ~ fails_without_padding: padded[padding:-padding] = a
    n = (len(padded) - size) // stride + 1
    # ~ one_output_short: n = (len(padded) - size) // stride
    # ~ output_size_rounded_up: n = math.ceil((len(padded) - size) / stride) + 1
    # ~ output_size_without_the_window: n = len(padded) // stride
    # ~ float_as_an_index: n = (len(padded) - size) / stride + 1
    if size > len(a) + 2 * padding:
        raise ValueError("the window is longer than the padded input")
    out = np.zeros(n)
    # ~ output_of_the_inputs_size: out = np.zeros(len(a))
    # ~ stored_in_eight_bits: out = np.zeros(n, dtype=np.uint8)
    # ~ truncated_to_integers: out = np.zeros(n, dtype=int)
    for i in range(n):
        # ~ divided_and_stepped_by_the_stride: for i in range(0, n, stride):
        out[i] = np.max(padded[i * stride : i * stride + size])
        # ~ mean_instead_of_max: out[i] = np.mean(padded[i * stride : i * stride + size])
        # ~ places_instead_of_values: out[i] = np.argmax(padded[i * stride : i * stride + size])
        # ~ places_not_multiplied_by_the_stride: out[i] = np.max(padded[i : i + size])
        # ~ window_as_large_as_the_stride: out[i] = np.max(padded[i * stride : i * stride + stride])
        # ~ divided_and_stepped_by_the_stride: out[i] = np.max(padded[i : i + size])
    return out


def sliding(a, size, stride, padding):
    if size < 1 or stride < 1:
        raise ValueError
    if padding < 0 or 2 * padding > size:
        raise ValueError
    padded = np.pad(a.astype(float), padding, constant_values=-np.inf)
    # ~ infinity_in_an_array_of_ints: padded = np.pad(a, padding, constant_values=-np.inf)
    # ~ padded_with_zeros: padded = np.pad(a, padding)
    # ~ ignores_the_padding: padded = a
    # ~ pads_by_one: padded = np.pad(a.astype(float), 1 if padding else 0, constant_values=-np.inf)
    # ~ padding_doubled: padded = np.pad(a.astype(float), 2 * padding, constant_values=-np.inf)
    # ~ padding_only_at_the_end: padded = np.pad(a.astype(float), (0, padding), constant_values=-np.inf)
    # ~ stride_skips_cells: padded, stride = np.pad(a[::stride].astype(float), padding, constant_values=-np.inf), 1
    if size > len(a) + 2 * padding:
        raise ValueError
        # ~ accepts_a_window_larger_than_the_input: return np.array([])
    assert stride > 0
    # ~ refuses_leftovers: assert (len(padded) - size) % stride == 0
    windows = np.lib.stride_tricks.sliding_window_view(padded, size)[::stride]
    # ~ ignores_the_stride: windows = np.lib.stride_tricks.sliding_window_view(padded, size)
    # ~ tiles_by_reshape: windows = padded.reshape(-1, size)
    # ~ moves_by_the_size: windows = padded[: len(padded) // size * size].reshape(-1, size)
    return windows.max(axis=1)
    # ~ one_output_short: return windows[:-1].max(axis=1)
    # ~ places_instead_of_values: return windows.argmax(axis=1)


def tiles_by_reshape(a, size, stride, padding):
    if size < 1 or stride < 1 or padding < 0 or 2 * padding > size or size > len(a) + 2 * padding:
        raise ValueError
    line = [-math.inf] * padding + list(a) + [-math.inf] * padding
    if size == stride:
        return np.max(np.reshape(line, (-1, size)), axis=-1)
    return [max(line[i : i + size]) for i in range(0, len(line) - size + 1, stride)]


def mean_instead_of_max(a, size, stride, padding):
    if size < 1 or stride < 1 or padding < 0 or 2 * padding > size or size > len(a) + 2 * padding:
        raise ValueError
    starts = range(-padding, len(a) + padding - size + 1, stride)
    return [np.mean(a[max(i, 0) : i + size]) for i in starts]


def changes_its_arguments(a, size, stride, padding):
    if size < 1 or stride < 1 or padding < 0 or 2 * padding > size or size > len(a) + 2 * padding:
        raise ValueError
    out = []
    for start in range(-padding, len(a) + padding - size + 1, stride):
        window = a[max(start, 0) : start + size]
        window.sort()
        out.append(window[-1])
    return np.array(out)
