"""The mistakes in `convolution_stage`, as students write them."""

import numpy as np


def _check(x, w):
    if len(w) > len(x):
        raise ValueError("the kernel is longer than the input")
    return len(x) - len(w) + 1


def bias_forgotten(x, w, b):
    out = []
    for i in range(_check(x, w)):
        out.append(sum(x[i + j] * w[j] for j in range(len(w))))
    return out


def bias_subtracted(x, w, b):
    n = _check(x, w)
    return np.array([np.dot(x[i : i + len(w)], w) for i in range(n)]) - b


def bias_added_for_each_weight(x, w, b):
    out = np.zeros(_check(x, w))
    for i in range(len(out)):
        for j in range(len(w)):
            out[i] += x[i + j] * w[j] + b
    return out


def bias_added_to_each_input(x, w, b):
    raised = [value + b for value in x]
    return [sum(raised[i + j] * weight for j, weight in enumerate(w)) for i in range(_check(x, w))]


def bias_at_the_first_place_only(x, w, b):
    n, total, out = _check(x, w), b, []
    for i in range(n):
        for j in range(len(w)):
            total += x[i + j] * w[j]
        out.append(total)
        total = 0
    return out


def detector_stage_included(x, w, b):
    n = _check(x, w)
    return [max(0, np.dot(x[i : i + len(w)], w) + b) for i in range(n)]


def flipped_kernel(signal, kernel, bias):
    n, k = len(signal), len(kernel)
    if k > n:
        raise ValueError("kernel too long")
    result = []
    for i in range(n - k + 1):
        total = 0
        for j in range(k):
            total += signal[i + j] * kernel[k - 1 - j]
        result.append(total + bias)
    return result


def one_output_short(x, w, b):
    if len(w) > len(x):
        raise ValueError
    out = []
    for i in range(len(x) - len(w)):
        out.append(np.dot(x[i : i + len(w)], w) + b)
    return np.array(out)


def begins_at_one(x, w, b):
    m, k = len(x), len(w)
    if m < k:
        raise ValueError("x is shorter than w")
    return [sum(x[i + j] * w[j] for j in range(k)) + b for i in range(1, m - k + 1)]


def one_output_too_many(x, w, b):
    k = len(w)
    if k > len(x):
        raise ValueError
    res = np.zeros(len(x) - k + 2, dtype=np.float32)
    for i in range(len(res)):
        for j in range(k):
            if i + j < len(x):
                res[i] += x[i + j] * w[j]
    return res + b


def same_padding(x, w, b):
    w = np.array(w)
    _check(x, w)
    left = (w.size - 1) // 2
    padded = np.concatenate((np.zeros(left), x, np.zeros(w.size - 1 - left)))
    return np.array([np.sum(padded[i : i + w.size] * w) + b for i in range(x.size)])


def full_padding(x, w, b):
    if len(x) < len(w):
        raise ValueError("w is longer than x")
    out = []
    for start in range(-len(w) + 1, len(x)):
        out.append(sum(x[start + j] * w[j] for j in range(len(w)) if 0 <= start + j < len(x)) + b)
    return tuple(out)


def sums_without_weights(x, w, b):
    k = len(w)
    if k > len(x):
        raise ValueError
    running = np.cumsum(np.insert(x, 0, 0))
    return running[k:] - running[:-k] + b


def only_the_first_weight(x, w, b):
    n_out = len(x) - len(w) + 1
    if n_out <= 0:
        raise ValueError("kernel longer than input")
    out = np.zeros(n_out)
    for i in range(n_out):
        for j in range(len(w)):
            out[i] = x[i + j] * w[j] + b
            break
    return out


def mean_instead_of_sum(x, w, b):
    if len(w) > len(x):
        raise ValueError
    windows = np.lib.stride_tricks.sliding_window_view(x, len(w))
    return (windows * np.array(w)).mean(axis=1) + b


def sum_not_begun_anew(x, w, b):
    n, total, out = _check(x, w), 0, []
    for i in range(n):
        for j in range(len(w)):
            total += x[i + j] * w[j]
        total += b
        out.append(total)
    return np.float32(out)


def truncated_to_the_inputs_dtype(x, w, b):
    if len(x) < len(w):
        raise ValueError
    y = np.zeros_like(x[: len(x) - len(w) + 1])
    for i in range(len(y)):
        y[i] = np.dot(w, x[i : i + len(w)]) + b
    return y


def stride_of_the_kernels_length(x, w, b):
    k = len(w)
    if k > len(x):
        raise ValueError("no place for the kernel")
    out, i = [], 0
    while i + k <= len(x):
        out.append(float(np.dot(w, x[i : i + k])) + b)
        i += k
    return out


def wraps_around(x, w, b):
    if len(w) > len(x):
        raise ValueError
    out = np.full(len(x), float(b))
    for j, weight in enumerate(w):
        out += weight * np.roll(x, -j)
    return out


def kernel_has_to_be_an_array(x, w, b):
    m, k = x.shape[0], w.shape[0]
    if k > m:
        raise ValueError("the kernel does not fit")
    return [(x[i : i + k] * w).sum() + b for i in range(m - k + 1)]


def changes_its_argument(x, w, b):
    n = _check(x, w)
    for i in range(n):
        x[i] = np.dot(x[i : i + len(w)], w) + b
    return x[:n]


def accepts_a_longer_kernel(x, w, b):
    out = []
    for i in range(len(x) - len(w) + 1):
        out.append(sum(a * c for a, c in zip(x[i : i + len(w)], w, strict=True)) + b)
    return out


def refuses_a_kernel_as_long_as_the_input(x, w, b):
    m, k = len(x), len(w)
    if not m > k:
        raise ValueError("the kernel must be shorter than the input")
    table = np.arange(m - k + 1).reshape(-1, 1) + np.arange(k)
    return x[table].dot(w) + b
