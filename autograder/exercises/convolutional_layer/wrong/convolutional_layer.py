"""Ways to write `convolutional_layer`, and what students with a slip write instead of a line."""

import numpy as np


def _convolution(x, w, b):
    if len(w) > len(x):
        raise ValueError("the kernel is longer than the input")
    return np.array([np.dot(x[i : i + len(w)], w) + b for i in range(len(x) - len(w) + 1)])


def _relu(z):
    return np.array([max(value, 0) for value in z])


def _check(a, size, stride, padding):
    if size < 1 or stride < 1 or padding < 0 or 2 * padding > size or size > len(a) + 2 * padding:
        raise ValueError("impossible windows")


def _pool(a, size, stride, padding):
    _check(a, size, stride, padding)
    return np.array([max(a[max(i, 0) : i + size]) for i in range(-padding, len(a) + padding - size + 1, stride)])


def stage_by_stage(x, w, b, size, stride, padding):
    _check(_convolution(x, w, b), size, stride, padding)
    z = _convolution(x, w, b)
    # ~ flipped_kernel: z = _convolution(x, w[::-1], b)
    # ~ bias_forgotten: z = _convolution(x, w, 0)
    # ~ bias_subtracted: z = _convolution(x, w, -b)
    # ~ detector_stage_first: z = _convolution(_relu(x), w, b)
    # ~ stride_in_the_convolution_stage: z = _convolution(x, w, b)[::stride]
    # ~ padding_in_the_convolution_stage: z = _convolution(np.pad(x, padding), w, b)
    # ~ bias_after_the_detector_stage: z = _convolution(x, w, 0)
    # ~ kernel_has_to_be_an_array: z = _convolution(x, w.astype(float), b)
    a = _relu(z)
    # ~ detector_stage_left_out: a = z
    # ~ detector_stage_first: a = z
    # ~ bias_after_the_detector_stage: a = _relu(z) + b
    return _pool(a, size, stride, padding)
    # ~ pooling_stage_left_out: return a
    # ~ size_and_stride_swapped: return _pool(a, stride, size, padding)
    # ~ stride_and_padding_swapped: return _pool(a, size, padding, stride)
    # ~ stride_in_the_convolution_stage: return _pool(a, size, 1, padding)
    # ~ padding_in_the_convolution_stage: return _pool(a, size, stride, 0)
    # ~ moves_by_the_size: return _pool(a, size, size, padding)
    # ~ ignores_the_stride: return _pool(a, size, 1, padding)
    # ~ ignores_the_padding: return _pool(a, size, stride, 0)
    # ~ largest_of_all: return max(a)


def all_in_one(x, w, b, size, stride, padding):
    n = len(x) - len(w) + 1
    if n < 1:
        # ~ accepts_a_larger_kernel: if False:
        raise ValueError("kernel")
    if size < 1 or stride < 1:
        raise ValueError("window")
    if padding < 0 or 2 * padding > size:
        # ~ accepts_negative_padding: if 2 * padding > size:
        # ~ accepts_too_much_padding: if padding < 0:
        # ~ refuses_padding_of_half_the_window: if padding < 0 or padding and 2 * padding >= size:
        raise ValueError("padding")
    if size > n + 2 * padding:
        # ~ accepts_a_window_larger_than_the_input: if False:
        # ~ compares_the_window_with_x: if size > len(x) + 2 * padding:
        # ~ refuses_a_window_as_large_as_the_input: if size >= n + 2 * padding:
        raise ValueError("too long")
    detected = []
    for i in range(n):
        # ~ one_output_short: for i in range(n - 1):
        total = b
        # ~ bias_forgotten: total = 0
        for j in range(len(w)):
            total += x[i + j] * w[j]
            # ~ flipped_kernel: total += x[i + j] * w[len(w) - 1 - j]
            # ~ sums_without_weights: total += x[i + j]
        detected.append(max(total, 0))
        # ~ absolute_values: detected.append(abs(total))
        # ~ ones_and_zeros: detected.append(total > 0)
        # ~ leaky: detected.append(total if total > 0 else 0.01 * total)
        # ~ detector_stage_left_out: detected.append(total)
    padded = [0] * padding + detected + [0] * padding
    # ~ ignores_the_padding: padded = detected
    # ~ padding_only_at_the_end: padded = detected + [0] * padding
    out = []
    for i in range(0, len(padded) - size + 1, stride):
        # ~ ignores_the_stride: for i in range(0, len(padded) - size + 1):
        # ~ windows_up_to_the_edge: for i in range(0, len(padded), stride):
        window = padded[i : i + size]
        # ~ window_as_large_as_the_stride: window = padded[i : i + stride]
        out.append(max(window))
        # ~ mean_instead_of_max: out.append(sum(window) / len(window))
        # ~ truncated_to_integers: out.append(int(max(window)))
    return out


def reshaped(x, w, b, size, stride, padding):
    z = np.lib.stride_tricks.sliding_window_view(x, len(w)) @ np.asarray(w) + b  # raises ValueError
    # ~ mean_instead_of_sum: z = (np.lib.stride_tricks.sliding_window_view(x, len(w)) * w).mean(axis=1) + b
    detected = z * (z > 0)
    # ~ ones_and_zeros: detected = (z > 0) * 1
    _check(detected, size, stride, padding)
    padded = np.pad(detected, padding)
    # ~ ignores_the_padding: padded = detected
    if stride == size and len(padded) % size == 0:
        # ~ tiles_by_reshape: if stride == size:
        return padded.reshape(-1, size).max(axis=1)
        # ~ mean_instead_of_max: return padded.reshape(-1, size).mean(axis=1)
    return [padded[i : i + size].max() for i in range(0, len(padded) - size + 1, stride)]
    # ~ mean_instead_of_max: return [padded[i : i + size].mean() for i in range(0, len(padded) - size + 1, stride)]


def pooling_stage_first(x, w, b, size, stride, padding):
    _check(_convolution(x, w, b), size, stride, padding)
    return _relu(_convolution(_pool(x, size, stride, padding), w, b))


def largest_of_all(x, w, b, size, stride, padding):
    detected = _relu(_convolution(x, w, b))
    _check(detected, size, stride, padding)
    return float(sorted(detected)[-1])


def several_checks_missing(x, w, b, size, stride, padding):
    detected = [max(0, np.dot(x[i : i + len(w)], w) + b) for i in range(len(x) - len(w) + 1)]
    line = [0] * padding + detected + [0] * padding
    return [max(line[i : i + size], default=0) for i in range(0, len(line) - size + 1, stride or 1)]
