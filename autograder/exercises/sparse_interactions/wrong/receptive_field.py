"""The mistakes in `receptive_field`, as students write them."""

import math

import numpy as np


def _check(kernel_sizes, strides):
    """The checks that all functions except the last few make."""
    strides = [1 for _ in kernel_sizes] if strides is None else strides
    if len(strides) != len(kernel_sizes):
        raise ValueError("lengths")
    for number in kernel_sizes + strides:
        if number < 1:
            raise ValueError("below 1")
    return strides


def sum_of_the_sizes(kernel_sizes, strides=None):
    _check(kernel_sizes, strides)
    total = 0
    for size in kernel_sizes:
        total += size
    return total


def product_of_the_sizes(kernel_sizes, strides=None):
    _check(kernel_sizes, strides)
    return math.prod(kernel_sizes)


def one_unit_forgotten(kernel_sizes, strides=None):
    strides = _check(kernel_sizes, strides)
    field, jump = 0, 1
    for k, s in zip(kernel_sizes, strides, strict=True):
        field += (k - 1) * jump
        jump *= s
    return field


def one_for_each_layer(kernel_sizes, strides=None):
    strides = _check(kernel_sizes, strides)
    field, jump = 1, 1
    for k, s in zip(kernel_sizes, strides, strict=True):
        field += k * jump
        jump *= s
    return field


def strides_ignored(kernel_sizes, strides=None):
    _check(kernel_sizes, strides)
    return sum(kernel_sizes) - len(kernel_sizes) + 1


def stride_before_its_own_kernel(kernel_sizes, strides=None):
    strides = _check(kernel_sizes, strides)
    field, jump = 1, 1
    for k, s in zip(kernel_sizes, strides, strict=True):
        jump *= s
        field += (k - 1) * jump
    return field


def listed_from_the_output(kernel_sizes, strides=None):
    strides = _check(kernel_sizes, strides)
    field = 1
    for k, s in zip(kernel_sizes, strides, strict=True):
        field = (field - 1) * s + k
    return field


def strides_added(kernel_sizes, strides=None):
    strides = _check(kernel_sizes, strides)
    field, jump = 1, 0
    for i, k in enumerate(kernel_sizes):
        field += (k - 1) * (jump if i > 0 else 1)
        jump += strides[i]
    return field


def only_the_stride_below(kernel_sizes, strides=None):
    strides = _check(kernel_sizes, strides)
    field = 1
    for i in range(len(kernel_sizes)):
        step = strides[i - 1] if i > 0 else 1
        field += (kernel_sizes[i] - 1) * step
    return field


def only_its_own_stride(kernel_sizes, strides=None):
    strides = _check(kernel_sizes, strides)
    return 1 + np.sum((np.array(kernel_sizes, int) - 1) * np.array(strides, int))


def all_strides_for_all_kernels(kernel_sizes, strides=None):
    strides = _check(kernel_sizes, strides)
    return 1 + sum(k - 1 for k in kernel_sizes) * math.prod(strides)


def width_times_the_strides(kernel_sizes, strides=None):
    strides = _check(kernel_sizes, strides)
    field = 1
    for k in kernel_sizes:
        field += k - 1
    for s in strides:
        field *= s
    return field


def units_instead_of_steps(kernel_sizes, strides=None):
    strides = _check(kernel_sizes, strides)
    units = 1
    for i in range(len(kernel_sizes) - 1, -1, -1):
        units = units * strides[i] + kernel_sizes[i] - 1
    return units


def gaps_not_counted(kernel_sizes, strides=None):
    strides = _check(kernel_sizes, strides)
    units = [0]
    for i in reversed(range(len(kernel_sizes))):
        below = []
        for unit in units:
            for j in range(kernel_sizes[i]):
                if unit * strides[i] + j not in below:
                    below.append(unit * strides[i] + j)
        units = below
    return len(units)


def kernels_taken_for_odd(kernel_sizes, strides=None):
    strides = _check(kernel_sizes, strides)
    left, right, jump = 0, 0, 1
    for k, s in zip(kernel_sizes, strides, strict=True):
        left -= k // 2 * jump
        right += k // 2 * jump
        jump *= s
    return right - left + 1


def all_sizes_like_the_first(kernel_sizes, strides=None):
    strides = _check(kernel_sizes, strides)
    if not kernel_sizes:
        return 1
    k, jump, field = kernel_sizes[0], 1, 1
    for s in strides:
        field += (k - 1) * jump
        jump *= s
    return field


def largest_kernel(kernel_sizes, strides=None):
    _check(kernel_sizes, strides)
    return np.max([1, *kernel_sizes])


def one_field_for_each_layer(kernel_sizes, strides=None):
    strides = _check(kernel_sizes, strides)
    fields, field, jump = [], 1, 1
    for k, s in zip(kernel_sizes, strides, strict=True):
        field += (k - 1) * jump
        jump *= s
        fields.append(field)
    return np.array(fields)


def nothing_without_layers(kernel_sizes, strides=None):
    strides = _check(kernel_sizes, strides)
    if len(kernel_sizes) == 0:
        return 0
    return kernel_sizes[0] + sum((kernel_sizes[i] - 1) * math.prod(strides[:i]) for i in range(1, len(strides)))


def refuses_no_layers(kernel_sizes, strides=None):
    if strides is None:
        strides = [1 for _ in kernel_sizes]
    if len(strides) != len(kernel_sizes) or min(kernel_sizes) < 1 or min(strides) < 1:
        raise ValueError
    field, jump = 1, 1
    for k, s in zip(kernel_sizes, strides, strict=True):
        field += (k - 1) * jump
        jump *= s
    return field


def fails_without_layers(kernel_sizes, strides=None):
    strides = _check(kernel_sizes, strides)
    field, jump = kernel_sizes[0], strides[0]
    for k, s in zip(kernel_sizes[1:], strides[1:], strict=True):
        field += (k - 1) * jump
        jump *= s
    return field


def empty_strides_taken_for_none(kernel_sizes, strides=None):
    if not strides:
        strides = [1] * len(kernel_sizes)
    strides = _check(kernel_sizes, strides)
    field = 1
    for k, s in zip(kernel_sizes[::-1], strides[::-1], strict=True):
        field = (field - 1) * s + k
    return field


def lengths_not_compared(kernel_sizes, strides=None):
    if strides is None:
        strides = [1] * len(kernel_sizes)
    if any(k < 1 for k in kernel_sizes) or any(s < 1 for s in strides):
        raise ValueError
    field, jump = 1, 1
    for k, s in zip(kernel_sizes, strides, strict=False):
        field += (k - 1) * jump
        jump *= s
    return field


def accepts_sizes_below_1(kernel_sizes, strides=None):
    strides = [1] * len(kernel_sizes) if strides is None else strides
    if len(strides) != len(kernel_sizes) or any(s < 1 for s in strides):
        raise ValueError
    return 1 + sum((k - 1) * math.prod(strides[:i]) for i, k in enumerate(kernel_sizes))


def accepts_strides_below_1(kernel_sizes, strides=None):
    strides = [1] * len(kernel_sizes) if strides is None else strides
    if len(strides) != len(kernel_sizes) or any(k < 1 for k in kernel_sizes):
        raise ValueError
    return 1 + sum((k - 1) * math.prod(strides[:i]) for i, k in enumerate(kernel_sizes))


def accepts_zero(kernel_sizes, strides=None):
    strides = [1] * len(kernel_sizes) if strides is None else strides
    if len(strides) != len(kernel_sizes):
        raise ValueError
    if min(kernel_sizes + strides, default=0) < 0:
        raise ValueError
    field, jump = 1, 1
    for i in range(len(kernel_sizes)):
        field += (kernel_sizes[i] - 1) * jump
        jump *= strides[i]
    return field


def accepts_numbers_below_1(kernel_sizes, strides=None):
    if strides is not None and len(strides) != len(kernel_sizes):
        raise ValueError("not the same length")
    field, jump = 1, 1
    for i, k in enumerate(kernel_sizes):
        field += (k - 1) * jump
        jump *= 1 if strides is None else strides[i]
    return field


def raises_no_value_error(kernel_sizes, strides=None):
    field, jump = 1, 1
    for i, k in enumerate(kernel_sizes):
        field += (k - 1) * jump
        if strides is not None:
            jump *= strides[i]
    return field


def empties_its_lists(kernel_sizes, strides=None):
    strides = _check(kernel_sizes, strides)
    field = 1
    while kernel_sizes:
        field = (field - 1) * strides.pop() + kernel_sizes.pop()
    return field
