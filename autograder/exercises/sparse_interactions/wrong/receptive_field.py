"""Ways to write `receptive_field`, and what students with a slip write instead of a line."""

import math


def upwards(kernel_sizes, strides=None):
    if strides is None:
        # ~ empty_strides_taken_for_none: if not strides:
        # ~ default_not_replaced: if strides == "default":
        strides = [1] * len(kernel_sizes)
    if len(kernel_sizes) != len(strides):
        # ~ lengths_not_compared: if False:
        # ~ accepts_more_strides: if len(strides) < len(kernel_sizes):
        raise ValueError("lengths")
    if any(k < 1 for k in kernel_sizes):
        # ~ accepts_sizes_below_1: if False:
        # ~ accepts_a_size_of_zero: if any(k < 0 for k in kernel_sizes):
        raise ValueError("sizes")
    if any(s < 1 for s in strides):
        # ~ accepts_strides_below_1: if False:
        # ~ accepts_a_stride_of_zero: if any(s < 0 for s in strides):
        raise ValueError("strides")
    field = 1
    # ~ one_unit_forgotten: field = 0
    jump = 1
    # ~ fails_without_layers: jump = strides[0] // strides[0]
    # ~ one_field_for_each_layer: jump = 1; fields = []
    for i in range(len(kernel_sizes)):
        field = field + (kernel_sizes[i] - 1) * jump
        # ~ one_size_for_all_layers: field = field + (kernel_sizes[0] - 1) * jump
        # ~ kernels_taken_for_odd: field = field + 2 * (kernel_sizes[i] // 2) * jump
        # ~ one_side_only: field = field + (kernel_sizes[i] - 1) // 2 * jump
        # ~ only_its_own_stride: field = field + (kernel_sizes[i] - 1) * strides[i]
        # ~ stride_before_its_own_kernel: jump = jump * strides[i]; field = field + (kernel_sizes[i] - 1) * jump
        jump = jump * strides[i]
        # ~ stride_before_its_own_kernel:
        # ~ only_its_own_stride:
        # ~ strides_ignored:
        # ~ one_field_for_each_layer: jump = jump * strides[i]; fields.append(field)
        # ~ only_the_stride_below: jump = strides[i]
        # ~ strides_added: jump = jump + strides[i]
        # ~ one_stride_for_all_layers: jump = jump * strides[0]
    return field
    # ~ one_field_for_each_layer: return fields


def downwards(kernel_sizes, strides=None):
    strides = strides if strides is not None else len(kernel_sizes) * [1]
    # ~ empty_strides_taken_for_none: strides = strides or len(kernel_sizes) * [1]
    field = 1
    for k, s in reversed(list(zip(kernel_sizes, strides, strict=True))):
        # ~ listed_from_the_output: for k, s in zip(kernel_sizes, strides, strict=True):
        # ~ lengths_not_compared: for k, s in reversed(list(zip(kernel_sizes, strides))):
        if k < 1 or s < 1:
            # ~ accepts_sizes_below_1: if s < 1:
            # ~ accepts_strides_below_1: if k < 1:
            raise ValueError
        field = (field - 1) * s + k
        # ~ units_instead_of_steps: field = field * s + k - 1
        # ~ strides_ignored: field = field - 1 + k
        # ~ one_for_each_layer: field = (field - 1) * s + k + 1
        # ~ kernels_taken_for_odd: field = (field - 1) * s + (k - 1) // 2 + 1 + (k - 1) // 2
        # ~ one_size_for_all_layers: field = (field - 1) * s + kernel_sizes[-1]
    return field
    # ~ nothing_without_layers: return 0 if len(strides) == 0 else field


def products(kernel_sizes, strides=None):
    strides = [1] * len(kernel_sizes) if strides is None else strides
    if len(strides) != len(kernel_sizes) or any(number < 1 for number in [*kernel_sizes, *strides]):
        # ~ accepts_sizes_below_1: if len(strides) != len(kernel_sizes) or any(number < 1 for number in strides):
        # ~ fails_without_layers: if len(strides) != len(kernel_sizes) or min(kernel_sizes) < 1 or min(strides) < 1:
        raise ValueError
    return 1 + sum((k - 1) * math.prod(strides[:i]) for i, k in enumerate(kernel_sizes))
    # ~ sum_of_the_sizes: return sum(kernel_sizes)
    # ~ product_of_the_sizes: return math.prod(kernel_sizes)
    # ~ largest_kernel: return max([1, *kernel_sizes])
    # ~ one_for_each_layer: return 1 + sum(k * math.prod(strides[:i]) for i, k in enumerate(kernel_sizes))
    # ~ all_strides_for_all_kernels: return 1 + sum(k - 1 for k in kernel_sizes) * math.prod(strides)
    # ~ width_times_the_strides: return (1 + sum(k - 1 for k in kernel_sizes)) * math.prod(strides)
    # ~ strides_added: return 1 + sum((k - 1) * (sum(strides[:i]) or 1) for i, k in enumerate(kernel_sizes))
    # ~ only_its_own_stride: return 1 + sum((k - 1) * s for k, s in zip(kernel_sizes, strides))


def seen_units(kernel_sizes, strides=None):
    strides = [1 for _ in kernel_sizes] if strides is None else strides
    if len(strides) != len(kernel_sizes) or min(kernel_sizes + strides, default=1) < 1:
        raise ValueError
    units = [0]
    for size, stride in zip(kernel_sizes[::-1], strides[::-1], strict=True):
        # ~ listed_from_the_output: for size, stride in zip(kernel_sizes, strides, strict=True):
        units = [unit * stride + i for unit in units for i in range(size)]
        # ~ one_size_for_all_layers: units = [unit * stride + i for unit in units for i in range(kernel_sizes[0])]
        units = sorted(set(units))
    return units[-1] - units[0] + 1
    # ~ gaps_not_counted: return len(units)
    # ~ one_unit_forgotten: return units[-1] - units[0]


def changes_its_arguments(kernel_sizes, strides=None):
    strides = [1] * len(kernel_sizes) if strides is None else strides
    if len(strides) != len(kernel_sizes) or any(number < 1 for number in kernel_sizes + strides):
        raise ValueError
    field = 1
    while kernel_sizes:
        field = (field - 1) * strides.pop() + kernel_sizes.pop()
    return field
