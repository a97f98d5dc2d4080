"""Ways to write `convolution_stage`, and what students with a slip write instead of a line."""

import numpy as np


def loops(x, w, b):
    m, k = len(x), len(w)
    # ~ kernel_has_to_be_an_array: m, k = x.size, w.size
    if k > m:
        # ~ refuses_a_window_as_large_as_the_input: if k >= m:
        # ~ accepts_a_larger_kernel: if False:
        raise ValueError("the kernel is longer than the input")
    out = []
    total = 0
    for i in range(m - k + 1):
        # ~ one_output_short: for i in range(m - k):
        # ~ begins_at_one: for i in range(1, m - k + 1):
        # ~ moves_by_the_size: for i in range(0, m - k + 1, k):
        total = 0
        # ~ sum_not_begun_anew:
        for j in range(k):
            total += x[i + j] * w[j]
            # ~ flipped_kernel: total += x[i + j] * w[k - 1 - j]
            # ~ bias_added_for_each_weight: total += x[i + j] * w[j] + b
            # ~ bias_added_to_each_input: total += (x[i + j] + b) * w[j]
            # ~ sums_without_weights: total += x[i + j]
            # ~ only_the_last_weight: total = x[i + j] * w[j]
            # ~ only_the_first_weight: total += x[i + j] * w[j] * (j == 0)
        out.append(total + b)
        # ~ bias_forgotten: out.append(total)
        # ~ bias_added_for_each_weight: out.append(total)
        # ~ bias_added_to_each_input: out.append(total)
        # ~ mean_instead_of_sum: out.append(total / k + b)
        # ~ detector_stage_included: out.append(max(total + b, 0))
    return out


def dot_products(x, w, b):
    n = len(x) - len(w) + 1
    # ~ one_output_short: n = len(x) - len(w)
    if n < 1:
        raise ValueError("too long")
        # ~ accepts_a_larger_kernel: return np.zeros(0)
    out = np.zeros(n)
    # ~ truncated_to_the_inputs_dtype: out = np.zeros(n, dtype=x.dtype)
    # ~ truncated_to_integers: out = np.zeros(n, dtype=int)
    # ~ stored_in_eight_bits: out = np.zeros(n, dtype=np.uint8)
    for i in range(n):
        window = x[i : i + len(w)]
        out[i] = np.dot(window, w) + b
        # ~ flipped_kernel: out[i] = np.dot(window, w[::-1]) + b
        # ~ sums_without_weights: out[i] = window.sum() + b
        # ~ bias_subtracted: out[i] = np.dot(window, w) - b
        # ~ bias_as_a_factor: out[i] = np.dot(window, w) * b
        # ~ bias_forgotten: out[i] = np.dot(window, w)
        # ~ mean_instead_of_sum: out[i] = np.mean(window * np.array(w)) + b
        # ~ kernel_has_to_be_an_array: out[i] = (window * w.astype(float)).sum() + b
    return out
    # ~ detector_stage_included: return np.maximum(out, 0)


def shifted(x, w, b):
    padded, k = x, len(w)
    # ~ same_padding: padded, k = np.pad(x, len(w) // 2), len(w)
    # ~ full_padding: padded, k = np.pad(x, len(w) - 1), len(w)
    if k > len(x):
        raise ValueError
        # ~ accepts_a_larger_kernel: return np.array([])
    n = len(padded) - k + 1
    out = np.zeros(n)
    # ~ bias_at_the_first_place_only: out = np.zeros(n); out[0] = b
    for j, weight in enumerate(w):
        # ~ flipped_kernel: for j, weight in enumerate(reversed(w)):
        out += weight * padded[j : j + n]
        # ~ bias_added_to_each_input: out += weight * (padded[j : j + n] + b)
    return out + b
    # ~ bias_at_the_first_place_only: return out
    # ~ bias_added_to_each_input: return out
    # ~ bias_subtracted: return out - b


def comprehension(x, w, b):
    if len(w) > len(x):
        raise ValueError("kernel")
    n = len(x) - len(w) + 1
    # ~ one_output_too_many: n = len(x) - len(w) + 2
    sums = [sum((a * c for a, c in zip(x[i:], w, strict=False)), b) for i in range(n)]
    return sums
    # ~ truncated_to_integers: return [int(total) for total in sums]


def same_padding(x, w, b):
    k = len(w)
    if k > len(x):
        raise ValueError
    padded = np.concatenate([np.zeros((k - 1) // 2), x, np.zeros(k // 2)])
    return np.array([padded[i : i + k] @ np.array(w) + b for i in range(len(x))])


def truncated_at_every_product(x, w, b):
    if len(w) > len(x):
        raise ValueError
    out = np.zeros(len(x) - len(w) + 1, dtype=x.dtype)
    for i in range(len(out)):
        for j in range(len(w)):
            out[i] += x[i + j] * w[j]
    return out + b


def wraps_around(x, w, b):
    if len(w) > len(x):
        raise ValueError
    return sum(np.roll(x, -j) * w[j] for j in range(len(w))) + b
