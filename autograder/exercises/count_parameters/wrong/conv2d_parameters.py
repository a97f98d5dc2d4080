"""The mistakes in `conv2d_parameters`, as students write them."""

import math

import numpy as np


def forgets_the_bias(in_channels, out_channels, kernel_size, bias=True):
    kh, kw = kernel_size if isinstance(kernel_size, tuple) else (kernel_size, kernel_size)
    if in_channels < 1 or out_channels < 1 or kh < 1 or kw < 1:
        raise ValueError
    return kh * kw * in_channels * out_channels


def no_bias_by_default(in_channels, out_channels, kernel_size, bias=None):
    size = np.broadcast_to(kernel_size, (2,))
    if min(in_channels, out_channels, size.min()) < 1:
        raise ValueError
    weights = in_channels * out_channels * np.prod(size)
    return weights + out_channels if bias else weights


def bias_even_where_there_is_none(in_channels, out_channels, kernel_size, bias=True):
    try:
        kh, kw = kernel_size
    except TypeError:
        kh = kw = kernel_size
    if any(size <= 0 for size in (in_channels, out_channels, kh, kw)):
        raise ValueError
    return (kh * kw * in_channels + 1) * out_channels


def one_bias_in_all(in_channels, out_channels, kernel_size, bias=True):
    kh, kw = (kernel_size, kernel_size) if np.ndim(kernel_size) == 0 else kernel_size
    total = 1 if bias else 0
    for size in (in_channels, out_channels, kh, kw):
        if size < 1:
            raise ValueError
    for _ in range(out_channels):
        total += in_channels * kh * kw
    return total


def bias_for_each_input_channel(in_channels, out_channels, kernel_size, bias=True):
    kh, kw = np.ones(2) * kernel_size
    if in_channels < 1 or out_channels < 1 or min(kh, kw) < 1:
        raise ValueError
    return in_channels * (out_channels * kh * kw + bool(bias))


def bias_for_each_pair_of_channels(in_channels, out_channels, kernel_size, bias=True):
    kh, kw = kernel_size if isinstance(kernel_size, (tuple, list)) else [kernel_size] * 2
    if not (in_channels > 0 and out_channels > 0 and kh > 0 and kw > 0):
        raise ValueError
    slice_of_a_kernel = kh * kw
    if bias:
        slice_of_a_kernel += 1
    return out_channels * in_channels * slice_of_a_kernel


def flat_kernels(in_channels, out_channels, kernel_size, bias=True):
    if isinstance(kernel_size, tuple):
        cells = kernel_size[0] * kernel_size[1]
        smallest = min(kernel_size)
    else:
        cells = kernel_size**2
        smallest = kernel_size
    if smallest < 1 or in_channels < 1 or out_channels < 1:
        raise ValueError
    return sum(cells + bool(bias) for _ in range(out_channels))


def one_kernel_in_all(in_channels, out_channels, kernel_size, bias=True):
    kh, kw = np.resize(kernel_size, 2)
    if in_channels < 1 or out_channels < 1 or kh < 1 or kw < 1:
        raise ValueError("too small")
    kernel = np.zeros((in_channels, kh, kw), dtype=np.float32)
    return kernel.size + 1 if bias else kernel.size


def one_kernel_but_all_biases(in_channels, out_channels, kernel_size, bias=True):
    pair = kernel_size if isinstance(kernel_size, tuple) else (kernel_size,) * 2
    if min(pair) < 1 or min(in_channels, out_channels) < 1:
        raise ValueError
    weights = math.prod(pair) * in_channels
    biases = [0] * out_channels if bias else []
    return weights + len(biases)


def size_of_a_square_kernel_not_squared(in_channels, out_channels, kernel_size, bias=True):
    cells = 1
    for length in np.atleast_1d(kernel_size):
        if length < 1:
            raise ValueError
        cells *= length
    if in_channels < 1 or out_channels < 1:
        raise ValueError
    return out_channels * (in_channels * cells + (1 if bias else 0))


def square_of_the_height(in_channels, out_channels, kernel_size, bias=True):
    if isinstance(kernel_size, tuple):
        if min(kernel_size) < 1:
            raise ValueError
        kernel_size = kernel_size[0]
    if in_channels < 1 or out_channels < 1 or kernel_size < 1:
        raise ValueError
    return in_channels * out_channels * kernel_size**2 + (out_channels if bias else 0)


def adds_height_and_width(in_channels, out_channels, kernel_size, bias=True):
    kh, kw = kernel_size if type(kernel_size) is tuple else (kernel_size, kernel_size)
    if 0 in (max(0, in_channels), max(0, out_channels), max(0, kh), max(0, kw)):
        raise ValueError
    kernel = in_channels * (kh + kw)
    return float(out_channels * (kernel + 1)) if bias else float(out_channels * kernel)


def takes_no_pairs(in_channels, out_channels, kernel_size, bias=True):
    if in_channels < 1 or out_channels < 1 or kernel_size < 1:
        raise ValueError
    return out_channels * (in_channels * kernel_size * kernel_size + bool(bias))


def takes_numpy_ints_for_pairs(in_channels, out_channels, kernel_size, bias=True):
    if type(kernel_size) is int:
        kernel_size = [kernel_size, kernel_size]
    if in_channels < 1 or out_channels < 1 or kernel_size[0] < 1 or kernel_size[1] < 1:
        raise ValueError
    return out_channels * (in_channels * kernel_size[0] * kernel_size[1] + int(bias))


def refuses_numpy_ints(in_channels, out_channels, kernel_size, bias=True):
    if isinstance(kernel_size, int):
        kh, kw = kernel_size, kernel_size
    elif isinstance(kernel_size, tuple):
        kh, kw = kernel_size
    else:
        raise ValueError("kernel_size must be an int or a pair")
    if in_channels < 1 or out_channels < 1 or kh < 1 or kw < 1:
        raise ValueError("too small")
    return np.prod([in_channels, out_channels, kh, kw]) + (out_channels if bias else 0)


def refuses_sizes_of_1(in_channels, out_channels, kernel_size, bias=True):
    kh, kw = np.broadcast_to(kernel_size, 2)
    if in_channels <= 1 or out_channels <= 1 or kh <= 1 or kw <= 1:
        raise ValueError
    return in_channels * out_channels * kh * kw + out_channels * bool(bias)


def accepts_channels_below_1(in_channels, out_channels, kernel_size, bias=True):
    kh, kw = kernel_size if isinstance(kernel_size, tuple) else (kernel_size, kernel_size)
    if kh < 1 or kw < 1:
        raise ValueError("kernel_size")
    weights = in_channels * out_channels * kh * kw
    return np.float32(weights + out_channels if bias else weights)


def accepts_output_channels_below_1(in_channels, out_channels, kernel_size, bias=True):
    depth_height_width = np.array([in_channels, *np.broadcast_to(kernel_size, 2)])
    if np.any(depth_height_width < 1):
        raise ValueError
    return out_channels * (depth_height_width.prod() + bool(bias))


def accepts_kernels_below_1(in_channels, out_channels, kernel_size, bias=True):
    if in_channels < 1:
        raise ValueError("in_channels")
    if out_channels < 1:
        raise ValueError("out_channels")
    cells = math.prod(kernel_size) if isinstance(kernel_size, tuple) else kernel_size**2
    return out_channels * cells * in_channels + (out_channels if bias else 0)


def accepts_pairs_below_1(in_channels, out_channels, kernel_size, bias=True):
    if in_channels < 1 or out_channels < 1:
        raise ValueError
    if isinstance(kernel_size, (int, np.integer)):
        if kernel_size < 1:
            raise ValueError
        kh = kw = int(kernel_size)
    else:
        kh, kw = kernel_size
    return (in_channels * kh * kw + (1 if bias else 0)) * out_channels


def checks_only_the_product(in_channels, out_channels, kernel_size, bias=True):
    kh, kw = kernel_size if isinstance(kernel_size, tuple) else (kernel_size, kernel_size)
    weights = in_channels * out_channels * kh * kw
    if weights <= 0:
        raise ValueError("there are no weights")
    return weights + out_channels if bias else weights


def checks_nothing(in_channels, out_channels, kernel_size, bias=True):
    kh, kw = kernel_size if isinstance(kernel_size, tuple) else (kernel_size, kernel_size)
    return out_channels * (in_channels * kh * kw + 1) if bias else out_channels * in_channels * kh * kw


def accepts_zero(in_channels, out_channels, kernel_size, bias=True):
    kh, kw = kernel_size if isinstance(kernel_size, tuple) else (kernel_size, kernel_size)
    for size in (in_channels, out_channels, kh, kw):
        if size < 0:
            raise ValueError(f"{size} is negative")
    return out_channels * (in_channels * kh * kw + bool(bias))
