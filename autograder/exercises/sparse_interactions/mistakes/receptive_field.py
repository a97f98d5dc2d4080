"""Mistakes in `receptive_field`."""

import numpy as np

from autograder.course.reference import load
from autograder.grading.misconceptions import mistake

receptive_field = load("sparse_interactions").receptive_field


def _layers(kernel_sizes, strides):
    """The sizes and strides of a legal call."""
    receptive_field(kernel_sizes, strides)
    return kernel_sizes, [1] * len(kernel_sizes) if strides is None else strides


def _width(kernel_sizes, steps):
    """The width where a step from one unit to its neighbour, below each layer, is so many inputs."""
    return 1 + sum((size - 1) * step for size, step in zip(kernel_sizes, steps, strict=True))


def _at_least_1(numbers):
    return [max(number, 1) for number in numbers or []]


@mistake("§1", "Two kernels of 3 see 5 inputs, not 6. Which of them do both of your windows hold?")
def sum_of_the_sizes(kernel_sizes, strides=None):
    """You add up the kernels' sizes, but neighbouring windows share inputs: each layer adds its size less one."""
    return sum(_layers(kernel_sizes, strides)[0])


@mistake("§1", "Two kernels of 3 see 5 inputs, not 9. Which of them do neighbouring windows share?")
def product_of_the_sizes(kernel_sizes, strides=None):
    """You multiply the kernels' sizes, but neighbouring windows share inputs: each layer adds its size less one."""
    return int(np.prod(_layers(kernel_sizes, strides)[0]))


@mistake("§1", "What does one layer with a kernel of 3 see? What does a unit see without any layer?")
def one_unit_forgotten(kernel_sizes, strides=None):
    """Your result is 1 too small: a unit sees one input before any layer is added."""
    return receptive_field(kernel_sizes, strides) - 1


@mistake("§1", "Draw a kernel of 1, then two of 3. By how many inputs does each layer widen what you see?")
def one_for_each_layer(kernel_sizes, strides=None):
    """You begin with 1 and add the kernels' whole sizes: a layer adds its size less one."""
    kernel_sizes, strides = _layers(kernel_sizes, strides)
    return 1 + sum(size * step for size, step in zip(kernel_sizes, np.cumprod([1, *strides]), strict=False))


@mistake("§1", "Try [3, 3] with the strides [2, 1]. How far apart are two neighbouring units of the first layer?")
def strides_ignored(kernel_sizes, strides=None):
    """You leave the strides out: behind a stride of 2, all steps are two inputs wide."""
    return receptive_field(_layers(kernel_sizes, strides)[0])


@mistake("§1", "Try [3] with the stride 4. How many inputs lie between the first and the last weight of one kernel?")
def stride_before_its_own_kernel(kernel_sizes, strides=None):
    """You let a stride widen its own layer's kernel: it moves the window, so that only the layers above step wider."""
    kernel_sizes, strides = _layers(kernel_sizes, strides)
    return _width(kernel_sizes, np.cumprod(strides).tolist())


@mistake("§1", "Try [3, 5] with the strides [2, 1]. Which of the two layers lies on the input?")
def listed_from_the_output(kernel_sizes, strides=None):
    """You take the first layer in the lists for the uppermost: they go from the input upwards."""
    kernel_sizes, strides = _layers(kernel_sizes, strides)
    return receptive_field(kernel_sizes[::-1], strides[::-1])


@mistake("§1", "Two layers, strides 3 and 2: how many inputs apart are neighbouring units of the second?")
def strides_added(kernel_sizes, strides=None):
    """You add strides up: they multiply, behind strides of 3 and 2 a step is 3 · 2 inputs wide."""
    kernel_sizes, strides = _layers(kernel_sizes, strides)
    return _width(kernel_sizes, [sum(strides[:i]) or 1 for i in range(len(strides))])


@mistake("§1", "Try the strides [2, 2, 1]. How far apart are neighbouring units of the second layer, in inputs?")
def only_the_stride_below(kernel_sizes, strides=None):
    """You use the stride of the layer right below alone: the strides of all layers below multiply."""
    kernel_sizes, strides = _layers(kernel_sizes, strides)
    return _width(kernel_sizes, [1, *strides][: len(strides)])


@mistake("§1", "Try [3] with the stride 4: does one kernel see more because it moves further?")
def only_its_own_stride(kernel_sizes, strides=None):
    """You multiply each kernel by its own stride: what widens its steps are the strides of the layers below."""
    return _width(*_layers(kernel_sizes, strides))


@mistake("§1", "Try [3, 3] with the strides [1, 2]. Which layers step wider because of the second stride?")
def all_strides_for_all_kernels(kernel_sizes, strides=None):
    """You multiply every kernel by all strides: a stride matters to the layers above it only."""
    kernel_sizes, strides = _layers(kernel_sizes, strides)
    return _width(kernel_sizes, [int(np.prod(strides))] * len(strides))


@mistake("§1", "Try [3, 3] with the strides [2, 1]. Which part of what one unit sees does the stride widen?")
def width_times_the_strides(kernel_sizes, strides=None):
    """You multiply the whole width by all strides: only the steps of the layers above a stride become wider."""
    kernel_sizes, strides = _layers(kernel_sizes, strides)
    return receptive_field(kernel_sizes) * int(np.prod(strides))


@mistake("§1", "Three units of a layer with stride 2: how many steps lie between the first and the last of them?")
def units_instead_of_steps(kernel_sizes, strides=None):
    """Going down, you multiply the number of units by the stride: between n units there are n - 1 steps."""
    width = 1
    for size, stride in zip(*(layers[::-1] for layers in _layers(kernel_sizes, strides)), strict=True):
        width = width * stride + size - 1
    return width


@mistake("§1", "Try [1, 2] with the strides [3, 1], and draw it. From which input to which goes the field?")
def gaps_not_counted(kernel_sizes, strides=None):
    """You count only the inputs that are really used: the gaps between them belong to the field as well."""
    seen, step = {0}, 1
    for size, stride in zip(*_layers(kernel_sizes, strides), strict=True):
        seen = {place + number * step for place in seen for number in range(size)}
        step *= stride
    return len(seen)


@mistake("§1", "Try one kernel of 4. How many inputs does it see, and how many do you count?")
def kernels_taken_for_odd(kernel_sizes, strides=None):
    """You add half a kernel on either side of a middle: one of even size has no middle, and is not symmetric."""
    kernel_sizes, strides = _layers(kernel_sizes, strides)
    return receptive_field([size // 2 * 2 + 1 for size in kernel_sizes], strides)


@mistake("§1", "Try [3, 5]. Where does the 5 come in?")
def all_sizes_like_the_first(kernel_sizes, strides=None):
    """You use the first kernel's size for every layer: each has its own."""
    kernel_sizes, strides = _layers(kernel_sizes, strides)
    return receptive_field(kernel_sizes[:1] * len(kernel_sizes), strides)


@mistake("§1", "Two layers with kernels of 3 see 5 inputs. Why more than one of them alone?")
def largest_kernel(kernel_sizes, strides=None):
    """You give the largest kernel's size: through several layers a unit sees more than one kernel holds."""
    return max(_layers(kernel_sizes, strides)[0], default=1)


@mistake("§1", "Which of your numbers is the last layer's?")
def one_field_for_each_layer(kernel_sizes, strides=None):
    """You give the field of every layer: asked is that of the last one."""
    kernel_sizes, strides = _layers(kernel_sizes, strides)
    return [receptive_field(kernel_sizes[:i], strides[:i]) for i in range(1, len(strides) + 1)]


@mistake("§1", "What does a unit see that is an input itself?")
def nothing_without_layers(kernel_sizes, strides=None):
    """You give 0 for no layers: a unit without any layer below is an input, and sees 1."""
    return receptive_field(kernel_sizes, strides) if kernel_sizes else 0 * receptive_field(kernel_sizes, strides)


@mistake("§1", "Try []. What does min do for an empty list?")
def refuses_no_layers(kernel_sizes, strides=None):
    """You raise ValueError for empty lists: a stack without any layer is legal, and its unit sees 1."""
    if not kernel_sizes:
        raise ValueError
    return receptive_field(kernel_sizes, strides)


@mistake("§1", "Try []. Which is the first element of an empty list?")
def fails_without_layers(kernel_sizes, strides=None):
    """Your function fails for empty lists: a stack without any layer is legal, and its unit sees 1."""
    if not kernel_sizes and not strides:
        raise IndexError
    return receptive_field(kernel_sizes, strides)


@mistake("§1", "Try [3] with the strides []. Is an empty list None? And does `if not strides` tell the two apart?")
def empty_strides_taken_for_none(kernel_sizes, strides=None):
    """You treat an empty list of strides like None: it has another length than the kernels, so raise ValueError."""
    return receptive_field(kernel_sizes, strides or None)


@mistake("§1", "Try [3, 3] with the strides [1]. What does zip do with lists of different lengths?")
def lengths_not_compared(kernel_sizes, strides=None):
    """You do not compare the lengths: another number of strides than of kernels wants ValueError."""
    shared = len(kernel_sizes) if strides is None else min(len(kernel_sizes), len(strides))
    return receptive_field(kernel_sizes[:shared], None if strides is None else strides[:shared])


@mistake("§1", "Try a size of 0. You check the strides: what about the kernels?")
def accepts_sizes_below_1(kernel_sizes, strides=None):
    """You raise ValueError for strides below 1, but not for kernel sizes below 1."""
    return receptive_field(_at_least_1(kernel_sizes), strides)


@mistake("§1", "Try a stride of 0. You check the kernels: what about the strides?")
def accepts_strides_below_1(kernel_sizes, strides=None):
    """You raise ValueError for kernel sizes below 1, but not for strides below 1."""
    return receptive_field(kernel_sizes, None if strides is None else _at_least_1(strides))


@mistake("§1", "Is 0 refused? The smallest legal size is 1.")
def accepts_zero(kernel_sizes, strides=None):
    """You refuse negative numbers only: a size or a stride of 0 is below 1, too."""
    return receptive_field(*([number or 1 for number in part] for part in (kernel_sizes, strides) if part is not None))


@mistake("§1", "Try a size of 0 and a stride of -1. Which numbers make sense?")
def accepts_numbers_below_1(kernel_sizes, strides=None):
    """You compare the lengths, but accept sizes and strides below 1."""
    return receptive_field(_at_least_1(kernel_sizes), None if strides is None else _at_least_1(strides))


@mistake("§1", "Read the description's last lines, and try each of these cases.")
def raises_no_value_error(kernel_sizes, strides=None):
    """You never raise ValueError: lists of different lengths want it, and sizes and strides below 1."""
    kernel_sizes = _at_least_1(kernel_sizes)
    return lengths_not_compared(kernel_sizes, None if strides is None else _at_least_1(strides))


@mistake("§1", "Print your lists before and after a call. Do you sort, reverse, or take out what is in them?")
def empties_its_lists(kernel_sizes, strides=None):
    """You take the layers out of the lists that you are given: they belong to the caller and stay as they are."""
    width = receptive_field(kernel_sizes, strides)
    for layers in (kernel_sizes, strides or []):
        layers.clear()
    return width
