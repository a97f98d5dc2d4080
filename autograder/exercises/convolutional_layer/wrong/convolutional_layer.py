"""The mistakes in `convolutional_layer`, as students write them."""

import numpy as np


def _convolve(x, w, b):
    if len(w) > len(x):
        raise ValueError("the kernel is longer than the input")
    return np.array([np.dot(x[i : i + len(w)], w) + b for i in range(len(x) - len(w) + 1)])


def _relu(z):
    return np.array([max(value, 0) for value in z])


def _check(a, size, stride, padding):
    if size < 1 or stride < 1 or padding < 0 or 2 * padding > size or size > len(a) + 2 * padding:
        raise ValueError("impossible windows")


def _windows(a, size, stride, padding):
    """The data in each window."""
    _check(a, size, stride, padding)
    return [a[max(i, 0) : i + size] for i in range(-padding, len(a) + padding - size + 1, stride)]


def _pool(a, size, stride, padding):
    return np.array([max(window) for window in _windows(a, size, stride, padding)])


def detector_stage_left_out(x, w, b, size, stride, padding):
    return [np.max(window) for window in _windows(_convolve(x, w, b), size, stride, padding)]


def pooling_stage_left_out(x, w, b, size, stride, padding):
    detected = np.clip(_convolve(x, w, b), 0, None)
    _check(detected, size, stride, padding)
    return detected.tolist()


def bias_forgotten(x, w, b, size, stride, padding):
    if len(w) > len(x):
        raise ValueError
    sums = np.lib.stride_tricks.sliding_window_view(x, len(w)) @ np.array(w)
    return _pool(sums * (sums > 0), size, stride, padding)


def bias_subtracted(x, w, b, size, stride, padding):
    z = _convolve(x, w, 0) - b
    z[z < 0] = 0
    return _pool(z, size, stride, padding)


def bias_after_the_detector_stage(x, w, b, size, stride, padding):
    z = _convolve(x, w, 0)
    a = np.where(z > 0, z, 0) + b
    return _pool(a, size, stride, padding).tolist()


def detector_stage_first(x, w, b, size, stride, padding):
    return _pool(_convolve(_relu(x), w, b), size, stride, padding)


def pooling_stage_first(x, w, b, size, stride, padding):
    _check(_convolve(x, w, b), size, stride, padding)
    pooled = _pool(x, size, stride, padding)
    return _relu(_convolve(pooled, w, b))


def flipped_kernel(x, w, b, size, stride, padding):
    n, k = len(x) - len(w) + 1, len(w)
    if n < 1:
        raise ValueError("kernel too long")
    z = [b + sum(x[i + j] * w[k - 1 - j] for j in range(k)) for i in range(n)]
    return _pool(_relu(z), size, stride, padding)


def absolute_values(x, w, b, size, stride, padding):
    z = [abs(value) for value in _convolve(x, w, b)]
    return [float(max(window)) for window in _windows(z, size, stride, padding)]


def ones_and_zeros(x, w, b, size, stride, padding):
    return _pool(_convolve(x, w, b) > 0, size, stride, padding)


def mean_instead_of_max(x, w, b, size, stride, padding):
    return [sum(window) / len(window) for window in _windows(_relu(_convolve(x, w, b)), size, stride, padding)]


def largest_of_all(x, w, b, size, stride, padding):
    detected = _relu(_convolve(x, w, b))
    _check(detected, size, stride, padding)
    return float(sorted(detected)[-1])


def stride_ignored(x, w, b, size, stride, padding):
    detected = _relu(_convolve(x, w, b)).astype(np.float32)
    _check(detected, size, stride, padding)
    padded = np.pad(detected, padding)
    n = len(padded) // size
    return padded[: n * size].reshape(n, size).max(axis=1)


def stride_of_one(x, w, b, size, stride, padding):
    detected = _relu(_convolve(x, w, b))
    _check(detected, size, stride, padding)
    padded = np.pad(detected, padding)
    return [max(padded[i : i + size]) for i in range(len(padded) - size + 1)]


def size_and_stride_swapped(x, w, b, size, stride, padding):
    return _pool(_relu(_convolve(x, w, b)), stride, size, padding)


def stride_and_padding_swapped(x, w, b, size, stride, padding):
    return _pool(_relu(_convolve(x, w, b)), size, padding, stride)


def stride_in_the_convolution_stage(x, w, b, size, stride, padding):
    _check(_convolve(x, w, b), size, stride, padding)
    z = [np.dot(x[i : i + len(w)], w) + b for i in range(0, len(x) - len(w) + 1, stride)]
    return _pool(_relu(z), size, 1, padding)


def padding_in_the_convolution_stage(x, w, b, size, stride, padding):
    _check(_convolve(x, w, b), size, stride, padding)
    x = np.concatenate([np.zeros(padding), x, np.zeros(padding)])
    return _pool(_relu(_convolve(x, w, b)), size, stride, 0)


def padding_ignored(x, w, b, size, stride, padding):
    detected = _relu(_convolve(x, w, b))
    _check(detected, size, stride, padding)
    if size > len(detected):
        raise ValueError
    return [max(detected[i : i + size]) for i in range(0, len(detected) - size + 1, stride)]


def kernel_has_to_be_an_array(x, w, b, size, stride, padding):
    if w.size > x.size:
        raise ValueError("the kernel is longer than the input")
    return _pool(_relu(_convolve(x, w, b)), size, stride, padding)


def changes_its_argument(x, w, b, size, stride, padding):
    n = len(_convolve(x, w, b))
    _check(x[:n], size, stride, padding)
    for i in range(n):
        x[i] = max(0, np.dot(x[i : i + len(w)], w) + b)
    return _pool(x[:n], size, stride, padding)


def _unchecked(a, size, stride, padding):
    line = [0] * padding + list(a) + [0] * padding
    return [max(line[i : i + size], default=0) for i in range(0, len(line) - size + 1, stride or 1)]


def no_checks(x, w, b, size, stride, padding):
    z = [np.dot(x[i : i + len(w)], w) + b for i in range(len(x) - len(w) + 1)]
    return _unchecked(_relu(z), size, stride, padding)


def accepts_a_longer_kernel(x, w, b, size, stride, padding):
    if len(w) <= len(x):
        return _pool(_relu(_convolve(x, w, b)), size, stride, padding)
    return []


def accepts_impossible_windows(x, w, b, size, stride, padding):
    return _unchecked(_relu(_convolve(x, w, b)), size, stride, padding)


def compares_the_window_with_x(x, w, b, size, stride, padding):
    detected = _relu(_convolve(x, w, b))
    _check(x, size, stride, padding)
    return _unchecked(detected, size, stride, padding)
