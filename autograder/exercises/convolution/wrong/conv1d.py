"""Ways to write `conv1d`, and what students with a slip write instead of a line."""

import numpy as np


def loops(x, w):
    m, k = len(x), len(w)
    if k > m:
        # ~ accepts_a_larger_kernel: if False:
        # ~ refuses_a_window_as_large_as_the_input: if k >= m:
        raise ValueError("kernel too long")
    n = m - k + 1
    # ~ one_output_short: n = m - k
    out = np.zeros(n)
    # ~ output_of_the_inputs_size: out = np.zeros(m)
    # ~ truncated_at_every_product: out = np.zeros(n, dtype=int)
    for i in range(n):
        for j in range(k):
            out[i] += x[i + j] * w[j]
            # ~ flipped_kernel: out[i] += x[i + j] * w[k - 1 - j]
            # ~ sums_without_weights: out[i] += x[i + j]
    return out
    # ~ mean_instead_of_sum: return out / k


def lists(signal, kernel):
    if len(kernel) > len(signal):
        raise ValueError("no place for the kernel")
        # ~ accepts_a_larger_kernel:
    step, size = 1, len(kernel)
    # ~ moves_by_the_size: step, size = len(kernel), len(kernel)
    values = list(signal)
    # ~ same_padding: values = [0] * (len(kernel) // 2) + list(signal) + [0] * (len(kernel) // 2)
    # ~ full_padding: values = [0] * (len(kernel) - 1) + list(signal) + [0] * (len(kernel) - 1)
    # ~ wraps_around: values = list(signal) + list(signal[: len(kernel) - 1])
    out = []
    for i in range(0, len(values) - len(kernel) + 1, step):
        # ~ one_output_short: for i in range(0, len(values) - len(kernel), step):
        # ~ begins_at_one: for i in range(1, len(values) - len(kernel) + 1, step):
        out.append(sum(a * b for a, b in zip(values[i : i + size], kernel, strict=True)))
        # ~ flipped_kernel: out.append(sum(a * b for a, b in zip(values[i : i + size], kernel[::-1], strict=True)))
        # ~ truncated_to_integers: out.append(int(np.dot(values[i : i + size], kernel)))
    return out


def dot_products(x, w):
    k = w.size
    if x.size < k:
        raise ValueError
    x = x.copy()
    # ~ same_padding: x = np.pad(x, ((k - 1) // 2, k // 2))
    # ~ full_padding: x = np.pad(x, k - 1)
    y = np.empty(x.size - k + 1)
    # ~ truncated_to_integers: y = np.empty(x.size - k + 1, dtype=int)
    # ~ truncated_to_the_inputs_dtype: y = np.empty_like(x[: x.size - k + 1])
    # ~ stored_in_eight_bits: y = np.empty(x.size - k + 1, dtype=np.uint8)
    # ~ one_output_too_many: y = np.empty(x.size - k + 2)
    for i in range(x.size - k + 1):
        # ~ one_output_too_many: for i in range(len(y)):
        window = x[i : i + k]
        y[i] = np.sum(window * w)
        # ~ mean_instead_of_sum: y[i] = np.mean(window * w)
        # ~ sums_without_weights: y[i] = np.sum(window)
        # ~ only_the_first_weight: y[i] = np.sum((window * w)[:1])
        # ~ only_the_last_weight: y[i] = np.sum((window * w)[-1:])
        # ~ stored_in_eight_bits: y[i] = int(np.sum(window * w)) % 256
    return y


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


def multiplies_the_windows_in_place__changes_its_arguments(x, w):
    if len(w) > len(x):
        raise ValueError
    out = []
    for i in range(len(x) - len(w) + 1):
        window = x[i : i + len(w)]
        window *= w
        out.append(window.sum())
    return out


def multiplies_the_windows_in_place(x, w):
    if len(w) > len(x):
        raise ValueError
    x, out = x.astype(float), []
    for i in range(len(x) - len(w) + 1):
        x[i : i + len(w)] *= w
        out.append(x[i : i + len(w)].sum())
    return np.array(out)


def kernels_of_size_3_only(x, w):
    if len(w) > len(x):
        raise ValueError
    return np.array([np.dot(x[i : i + 3], w) for i in range(len(x) - 2)])


def odd_kernels_only(x, w):
    half = len(w) // 2
    if len(w) > len(x):
        raise ValueError
    return np.array([np.dot(x[i - half : i + half + 1], w) for i in range(half, len(x) - half)])


def wraps_around(x, w):
    if len(w) > len(x):
        raise ValueError
    out = np.zeros(len(x))
    for j, weight in enumerate(w):
        out += weight * np.roll(x, -j)
    return out
