"""Mistakes in `receptive_field`."""

import numpy as np

from autograder.grading.misconceptions import mistake

from ..reference import receptive_field


def _layers(kernel_sizes, strides):
    """The kernel sizes and strides. ValueError if the call is illegal."""
    receptive_field(kernel_sizes, strides)
    return kernel_sizes, [1] * len(kernel_sizes) if strides is None else strides


def _width(kernel_sizes, steps):
    """The width if neighbouring units below each layer are `steps` inputs apart."""
    return 1 + sum((size - 1) * step for size, step in zip(kernel_sizes, steps, strict=True))


def _at_least_1(numbers):
    return [max(number, 1) for number in numbers or []]


@mistake("§1", "Two kernels of size 3 see 5 inputs, not 6. Which inputs do both of your windows contain?")
def sum_of_the_sizes(kernel_sizes, strides=None):
    """You add up the kernel sizes. Neighbouring windows share inputs, so each layer adds its kernel size minus 1."""
    return sum(_layers(kernel_sizes, strides)[0])


@mistake("§1", "Two kernels of size 3 see 5 inputs, not 9. Which inputs do neighbouring windows share?")
def product_of_the_sizes(kernel_sizes, strides=None):
    """You multiply the kernel sizes. Neighbouring windows share inputs, so each layer adds its kernel size minus 1."""
    return int(np.prod(_layers(kernel_sizes, strides)[0]))


@mistake("§1", "What does one layer with a kernel of size 3 see? What does a unit see without any layer?")
def one_unit_forgotten(kernel_sizes, strides=None):
    """Your result is 1 too small. Without any layer, a unit already sees one input."""
    return receptive_field(kernel_sizes, strides) - 1


@mistake("§1", "Draw a kernel of size 1, then two kernels of size 3. How many inputs does each layer add?")
def one_for_each_layer(kernel_sizes, strides=None):
    """You start with 1 and add the full kernel sizes. Each layer adds its kernel size minus 1."""
    kernel_sizes, strides = _layers(kernel_sizes, strides)
    return 1 + sum(size * step for size, step in zip(kernel_sizes, np.cumprod([1, *strides]), strict=False))


@mistake("§1", "Try [3, 3] with the strides [2, 1]. How far apart are two neighbouring units of the first layer?")
def strides_ignored(kernel_sizes, strides=None):
    """You do not use the strides. After a stride of 2, neighbouring units are two inputs apart."""
    return receptive_field(_layers(kernel_sizes, strides)[0])


@mistake("§1", "Try [3] with the stride 4. How many inputs are between the first and the last weight of one kernel?")
def stride_before_its_own_kernel(kernel_sizes, strides=None):
    """You use a layer's stride for its own kernel. The stride affects only the layers above."""
    kernel_sizes, strides = _layers(kernel_sizes, strides)
    return _width(kernel_sizes, np.cumprod(strides).tolist())


@mistake("§1", "Try [3, 5] with the strides [2, 1]. Which of the two layers is next to the input?")
def listed_from_the_output(kernel_sizes, strides=None):
    """You use the lists from the output to the input. The first layer in the lists is next to the input."""
    kernel_sizes, strides = _layers(kernel_sizes, strides)
    return receptive_field(kernel_sizes[::-1], strides[::-1])


@mistake("§1", "Two layers have the strides 3 and 2. How many inputs apart are neighbouring units of the second layer?")
def strides_added(kernel_sizes, strides=None):
    """You add the strides. They multiply: after strides of 3 and 2, neighbouring units are 3 · 2 inputs apart."""
    kernel_sizes, strides = _layers(kernel_sizes, strides)
    return _width(kernel_sizes, [sum(strides[:i]) or 1 for i in range(len(strides))])


@mistake("§1", "Try the strides [2, 2, 1]. How many inputs apart are neighbouring units of the second layer?")
def only_the_stride_below(kernel_sizes, strides=None):
    """You use only the stride of the layer directly below. The strides of all layers below are multiplied."""
    kernel_sizes, strides = _layers(kernel_sizes, strides)
    return _width(kernel_sizes, [1, *strides][: len(strides)])


@mistake("§1", "Try [3] with the stride 4. Does one kernel see more inputs because it moves further?")
def only_its_own_stride(kernel_sizes, strides=None):
    """You multiply each kernel by its own stride. Use the strides of the layers below instead."""
    return _width(*_layers(kernel_sizes, strides))


@mistake("§1", "Try [3, 3] with the strides [1, 2]. Which layers does the second stride affect?")
def all_strides_for_all_kernels(kernel_sizes, strides=None):
    """You multiply every kernel by all strides. A stride affects only the layers above it."""
    kernel_sizes, strides = _layers(kernel_sizes, strides)
    return _width(kernel_sizes, [int(np.prod(strides))] * len(strides))


@mistake("§1", "Try [3, 3] with the strides [2, 1]. Which part of the receptive field does the stride widen?")
def width_times_the_strides(kernel_sizes, strides=None):
    """You multiply the whole width by all strides. A stride affects only the layers above it."""
    kernel_sizes, strides = _layers(kernel_sizes, strides)
    return receptive_field(kernel_sizes) * int(np.prod(strides))


@mistake("§1", "Take three units of a layer with stride 2. How many steps are between the first and the last unit?")
def units_instead_of_steps(kernel_sizes, strides=None):
    """You multiply the number of units by the stride. There are only n - 1 steps between n units."""
    width = 1
    for size, stride in zip(*(layers[::-1] for layers in _layers(kernel_sizes, strides)), strict=True):
        width = width * stride + size - 1
    return width


@mistake("§1", "Draw [1, 2] with the strides [3, 1]. Which inputs are the first and the last of the receptive field?")
def gaps_not_counted(kernel_sizes, strides=None):
    """You count only the inputs that a unit uses. The receptive field also includes the gaps between them."""
    seen, step = {0}, 1
    for size, stride in zip(*_layers(kernel_sizes, strides), strict=True):
        seen = {place + number * step for place in seen for number in range(size)}
        step *= stride
    return len(seen)


@mistake("§1", "Try one kernel of size 4. How many inputs does it see, and how many do you count?")
def kernels_taken_for_odd(kernel_sizes, strides=None):
    """You add half a kernel on each side of its centre. A kernel of even size has no centre."""
    kernel_sizes, strides = _layers(kernel_sizes, strides)
    return receptive_field([size // 2 * 2 + 1 for size in kernel_sizes], strides)


@mistake("§1", "Try [3, 5]. Where do you use the 5?")
def all_sizes_like_the_first(kernel_sizes, strides=None):
    """You use the size of the first kernel for every layer. Each layer has its own kernel size."""
    kernel_sizes, strides = _layers(kernel_sizes, strides)
    return receptive_field(kernel_sizes[:1] * len(kernel_sizes), strides)


@mistake("§1", "Two layers with kernels of size 3 see 5 inputs. Why do they see more than one layer alone?")
def largest_kernel(kernel_sizes, strides=None):
    """You return the largest kernel size. Through several layers, a unit sees more inputs than one kernel covers."""
    return max(_layers(kernel_sizes, strides)[0], default=1)


@mistake("§1", "Which of your numbers belongs to the last layer?")
def one_field_for_each_layer(kernel_sizes, strides=None):
    """You return the receptive field of every layer. Return only that of the last layer."""
    kernel_sizes, strides = _layers(kernel_sizes, strides)
    return [receptive_field(kernel_sizes[:i], strides[:i]) for i in range(1, len(strides) + 1)]


@mistake("§1", "How many inputs does a unit see if it is an input itself?")
def nothing_without_layers(kernel_sizes, strides=None):
    """You return 0 if there are no layers. Without layers, a unit is an input and sees 1 input."""
    return receptive_field(kernel_sizes, strides) if kernel_sizes else 0 * receptive_field(kernel_sizes, strides)


@mistake("§1", "Try []. What does min do for an empty list?")
def refuses_no_layers(kernel_sizes, strides=None):
    """You raise ValueError for empty lists. A network without layers is legal, and its units see 1 input."""
    if not kernel_sizes:
        raise ValueError
    return receptive_field(kernel_sizes, strides)


@mistake("§1", "Try []. What is the first element of an empty list?")
def fails_without_layers(kernel_sizes, strides=None):
    """Your function fails for empty lists. A network without layers is legal, and its units see 1 input."""
    if not kernel_sizes and not strides:
        raise IndexError
    return receptive_field(kernel_sizes, strides)


@mistake("§1", "Try [3] with the strides []. Does `if not strides` distinguish an empty list from None?")
def empty_strides_taken_for_none(kernel_sizes, strides=None):
    """You treat an empty list of strides like None. Its length differs from the number of kernels, so raise
    ValueError."""
    return receptive_field(kernel_sizes, strides or None)


@mistake("§1", "Try [3, 3] with the strides [1]. What does zip do with lists of different lengths?")
def lengths_not_compared(kernel_sizes, strides=None):
    """You do not compare the lengths of the lists. Raise ValueError if the numbers of kernels and strides differ."""
    shared = len(kernel_sizes) if strides is None else min(len(kernel_sizes), len(strides))
    return receptive_field(kernel_sizes[:shared], None if strides is None else strides[:shared])


@mistake("§1", "Try a kernel size of 0. You check the strides: do you also check the kernel sizes?")
def accepts_sizes_below_1(kernel_sizes, strides=None):
    """You raise ValueError for strides below 1, but not for kernel sizes below 1."""
    return receptive_field(_at_least_1(kernel_sizes), strides)


@mistake("§1", "Try a stride of 0. You check the kernel sizes: do you also check the strides?")
def accepts_strides_below_1(kernel_sizes, strides=None):
    """You raise ValueError for kernel sizes below 1, but not for strides below 1."""
    return receptive_field(kernel_sizes, None if strides is None else _at_least_1(strides))


@mistake("§1", "Try a kernel size of 0. Does your function raise ValueError?")
def accepts_zero(kernel_sizes, strides=None):
    """You raise ValueError for negative numbers, but not for 0. The smallest legal size or stride is 1."""
    return receptive_field(*([number or 1 for number in part] for part in (kernel_sizes, strides) if part is not None))


@mistake("§1", "Try a kernel size of 0 and a stride of -1. Which numbers are legal?")
def accepts_numbers_below_1(kernel_sizes, strides=None):
    """You compare the lengths, but you do not raise ValueError for kernel sizes and strides below 1."""
    return receptive_field(_at_least_1(kernel_sizes), None if strides is None else _at_least_1(strides))


@mistake("§1", "Read what the docstring says about ValueError, and try each case.")
def raises_no_value_error(kernel_sizes, strides=None):
    """You never raise ValueError. Lists of different lengths, sizes below 1 and strides below 1 are errors."""
    kernel_sizes = _at_least_1(kernel_sizes)
    return lengths_not_compared(kernel_sizes, None if strides is None else _at_least_1(strides))


@mistake("§1", "Print your lists before and after a call. Do you sort, reverse or empty them?")
def empties_its_lists(kernel_sizes, strides=None):
    """You remove the layers from the lists of the caller. A function must not change its arguments."""
    width = receptive_field(kernel_sizes, strides)
    for layers in (kernel_sizes, strides or []):
        layers.clear()
    return width
