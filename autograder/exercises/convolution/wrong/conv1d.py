"""The mistakes in `conv1d`, as students write them."""

import numpy as np


def flipped_kernel(signal, kernel):
    n, k = len(signal), len(kernel)
    if k > n:
        raise ValueError("kernel too long")
    result = []
    for i in range(n - k + 1):
        total = 0
        for j in range(k):
            total += signal[i + j] * kernel[k - 1 - j]
        result.append(total)
    return result


def one_output_short(x, w):
    if len(w) > len(x):
        raise ValueError
    out = []
    for i in range(len(x) - len(w)):
        out.append(np.dot(x[i : i + len(w)], w))
    return np.array(out)


def begins_at_one(x, w):
    m, k = x.shape[0], w.shape[0]
    if m < k:
        raise ValueError("x is shorter than w")
    return [sum(x[i + j] * w[j] for j in range(k)) for i in range(1, m - k + 1)]


def one_output_too_many(x, w):
    k = len(w)
    if k > len(x):
        raise ValueError
    res = np.zeros(len(x) - k + 2, dtype=np.float32)
    for i in range(len(res)):
        for j in range(k):
            if i + j < len(x):
                res[i] += x[i + j] * w[j]
    return res


def same_padding(x, w):
    if w.size > x.size:
        raise ValueError("the kernel does not fit")
    left = (w.size - 1) // 2
    padded = np.concatenate((np.zeros(left), x, np.zeros(w.size - 1 - left)))
    return np.array([np.sum(padded[i : i + w.size] * w) for i in range(x.size)])


def full_padding(x, w):
    if len(x) < len(w):
        raise ValueError("w is longer than x")
    out = []
    for start in range(-len(w) + 1, len(x)):
        out.append(sum(x[start + j] * w[j] for j in range(len(w)) if 0 <= start + j < len(x)))
    return tuple(out)


def sums_without_weights(x, w):
    k = len(w)
    if k > len(x):
        raise ValueError
    running = np.cumsum(np.insert(x, 0, 0))
    return running[k:] - running[:-k]


def only_the_first_weight(x, w):
    n_out = len(x) - len(w) + 1
    if n_out <= 0:
        raise ValueError("kernel longer than input")
    out = np.zeros(n_out)
    for i in range(n_out):
        for j in range(len(w)):
            out[i] = x[i + j] * w[j]
            break
    return out


def mean_instead_of_sum(x, w):
    if len(w) > len(x):
        raise ValueError
    windows = np.lib.stride_tricks.sliding_window_view(x, len(w))
    return (windows * w).mean(axis=1)


def truncated_to_the_inputs_dtype(x, w):
    if len(x) < len(w):
        raise ValueError
    y = np.zeros_like(x[: len(x) - len(w) + 1])
    for i in range(len(y)):
        y[i] = w @ x[i : i + len(w)]
    return y


def stride_of_the_kernels_length(x, w):
    k = len(w)
    if k > len(x):
        raise ValueError("no place for the kernel")
    out, i = [], 0
    while i + k <= len(x):
        out.append(float(np.dot(w, x[i : i + k])))
        i += k
    return out


def wraps_around(x, w):
    if len(w) > len(x):
        raise ValueError
    out = np.zeros(len(x))
    for j, weight in enumerate(w):
        out += weight * np.roll(x, -j)
    return out


def accepts_a_longer_kernel(x, w):
    out = []
    for i in range(len(x) - len(w) + 1):
        out.append(sum(a * b for a, b in zip(x[i : i + len(w)], w, strict=True)))
    return out


def refuses_a_kernel_as_long_as_the_input(x, w):
    m, k = len(x), len(w)
    if not m > k:
        raise ValueError("the kernel must be shorter than the input")
    table = np.arange(m - k + 1).reshape(-1, 1) + np.arange(k)
    return x[table].dot(w)
