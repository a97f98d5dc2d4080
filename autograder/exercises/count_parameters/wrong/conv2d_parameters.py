"""Ways to write `conv2d_parameters`, and what students with a slip write instead of a line."""

import numpy as np


def formula(in_channels, out_channels, kernel_size, bias=True):
    # ~ no_bias_by_default: def formula(in_channels, out_channels, kernel_size, bias=False):
    if isinstance(kernel_size, tuple):
        # ~ takes_only_pairs: if True:
        height, width = kernel_size
    else:
        height = width = kernel_size
        # ~ takes_numpy_ints_for_pairs: height, width = [kernel_size] * 2 if type(kernel_size) is int else kernel_size
        # ~ size_of_a_square_kernel_not_squared: height, width = kernel_size, 1
    if in_channels < 1:
        # ~ accepts_input_channels_below_1: if False:
        raise ValueError("in_channels")
    if out_channels < 1:
        # ~ accepts_output_channels_below_1: if False:
        raise ValueError("out_channels")
    if height < 1 or width < 1:
        # ~ accepts_kernels_below_1: if False:
        # ~ accepts_widths_below_1: if height < 1:
        # ~ accepts_pairs_below_1: if not isinstance(kernel_size, tuple) and height < 1:
        # ~ checks_only_the_product: if height * width < 1:
        raise ValueError("kernel_size")
    weights = out_channels * in_channels * height * width
    # ~ square_of_the_height: weights = out_channels * in_channels * height**2
    # ~ square_of_the_width: weights = out_channels * in_channels * width**2
    # ~ flat_kernels: weights = out_channels * height * width
    # ~ one_kernel_in_all: weights = in_channels * height * width
    # ~ adds_height_and_width: weights = out_channels * in_channels * (height + width)
    if bias:
        # ~ bias_even_where_there_is_none: if True:
        weights += out_channels
        # ~ counts_only_the_weights:
        # ~ bias_for_each_input_channel: weights += in_channels
        # ~ bias_for_each_pair_of_channels: weights += in_channels * out_channels
    return weights


def array_of_sizes(in_channels, out_channels, kernel_size, bias=True):
    sizes = np.array([in_channels, *np.broadcast_to(kernel_size, 2)])
    # ~ takes_no_pairs: sizes = np.array([in_channels, kernel_size, kernel_size])
    if sizes.min() < 1 or out_channels < 1:
        # ~ accepts_input_channels_below_1: if sizes[1:].min() < 1 or out_channels < 1:
        # ~ accepts_output_channels_below_1: if sizes.min() < 1:
        # ~ accepts_kernels_below_1: if min(in_channels, out_channels) < 1:
        # ~ accepts_zero: if sizes.min() < 0 or out_channels < 0:
        # ~ checks_only_the_product: if sizes.prod() * out_channels < 1:
        # ~ refuses_sizes_of_1: if sizes.min() <= 1 or out_channels <= 1:
        raise ValueError
    return out_channels * (sizes.prod() + bool(bias))
    # ~ one_kernel_in_all: return sizes.prod() + out_channels * bool(bias)
    # ~ flat_kernels: return out_channels * (sizes[1:].prod() + bool(bias))
    # ~ bias_for_each_pair_of_channels: return out_channels * in_channels * (sizes[1:].prod() + bool(bias))
    # ~ one_bias_in_all: return out_channels * sizes.prod() + bool(bias)
    # ~ counts_only_the_weights: return out_channels * sizes.prod()
    # ~ bias_even_where_there_is_none: return out_channels * (sizes.prod() + 1)


def kernel_by_kernel(in_channels, out_channels, kernel_size, bias=True):
    try:
        cells = kernel_size[0] * kernel_size[1]
        smallest = min(kernel_size)
        # ~ accepts_widths_below_1: smallest = kernel_size[0]
        # ~ accepts_pairs_below_1: smallest = 1
    except (TypeError, IndexError):
        cells = kernel_size**2
        # ~ size_of_a_square_kernel_not_squared: cells = kernel_size
        # ~ adds_height_and_width: cells = 2 * kernel_size
        smallest = kernel_size
    for size in (in_channels, out_channels, smallest):
        # ~ accepts_input_channels_below_1: for size in (out_channels, smallest):
        if size < 1:
            # ~ accepts_zero: if size < 0:
            raise ValueError
    total = 0
    for _ in range(out_channels):
        for _ in range(in_channels):
            total += cells
        if bias:
            total += 1
            # ~ bias_for_each_input_channel: pass
    return total
    # ~ bias_for_each_input_channel: return total + in_channels * bool(bias)


def one_kernel_in_all__one_bias_in_all(in_channels, out_channels, kernel_size, bias=True):
    height, width = kernel_size if np.ndim(kernel_size) else (kernel_size, kernel_size)
    if in_channels < 1 or out_channels < 1 or height < 1 or width < 1:
        raise ValueError
    kernel = np.zeros((in_channels, height, width))
    return kernel.size + 1 if bias else kernel.size
