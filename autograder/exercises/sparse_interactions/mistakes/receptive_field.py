"""How `receptive_field` goes wrong."""

import math

from autograder.grading.mistake_model import Model, decision, missing_check, special_case


class ReceptiveField(Model, task="receptive_field"):
    """A unit sees 1 input, and each layer adds its kernel size minus 1, times the strides of the layers below."""

    section = "§1"

    def compute(self, kernel_sizes, strides=None):
        strides = self.strides_given(kernel_sizes, strides)
        layers = self.order(self.sizes(kernel_sizes), self.strides(strides))
        return self.result(*layers) if kernel_sizes else self.without_layers(*layers)

    def field(self, sizes, strides):
        """The width for layers in order from the input upwards."""
        return self.width(sizes, strides, self.steps(strides))

    @decision(about="default")
    def strides_given(self, sizes, strides):
        """The strides, if None stands for 1."""
        return [1] * len(sizes) if strides is None else strides

    @strides_given.slip("Call receptive_field([3, 3]). What is strides in this call?")
    def default_not_replaced(self, sizes, strides):
        """Your function fails if strides is None. None means that all strides are 1."""
        return [*strides]

    @decision(about="different sizes")
    def sizes(self, sizes):
        """The kernel sizes that are used."""
        return sizes

    @sizes.slip("Try [3, 5] and [5, 3]. Where do you use the second number?")
    def one_size_for_all_layers(self, sizes):
        """You use one kernel size for every layer. Each layer has its own kernel size."""
        return sizes[:1] * len(sizes)

    @one_size_for_all_layers.also
    def one_size_for_all_layers(self, sizes):
        return sizes[-1:] * len(sizes)

    @decision(about="stride")
    def strides(self, strides):
        """The strides that are used."""
        return strides

    @strides.slip("Try [3, 3, 3] with the strides [2, 3, 1]. Where do you use the 3?")
    def one_stride_for_all_layers(self, strides):
        """You use the first stride for every layer. Each layer has its own stride."""
        return strides[:1] * len(strides)

    @decision(about="order")
    def order(self, sizes, strides):
        """The layers in order from the input upwards."""
        return sizes, strides

    @order.slip("Try [3, 5] with the strides [2, 1]. Which of the two layers is next to the input?")
    def listed_from_the_output(self, sizes, strides):
        """You use the lists from the output to the input. The first layer in the lists is next to the input."""
        return sizes[::-1], strides[::-1]

    @decision(about="stride")
    def steps(self, strides):
        """For each layer: how many inputs apart are two neighbouring units below it."""
        return [math.prod(strides[:i]) for i in range(len(strides))]

    @steps.slip("Try [3, 3] with the strides [2, 1]. How far apart are two neighbouring units of the first layer?")
    def strides_ignored(self, strides):
        """You do not use the strides. After a stride of 2, neighbouring units are two inputs apart."""
        return [1] * len(strides)

    @steps.slip("Try [3] with the stride 4. How many inputs are between the first and the last weight of one kernel?")
    def stride_before_its_own_kernel(self, strides):
        """You use a layer's stride for its own kernel. The stride affects only the layers above."""
        return [math.prod(strides[: i + 1]) for i in range(len(strides))]

    @steps.slip(
        "Two layers have the strides 3 and 2. How many inputs apart are neighbouring units of the second layer?",
        about="everything",
    )
    def strides_added(self, strides):
        """You add the strides. They multiply: after strides of 3 and 2, neighbouring units are 3 · 2 inputs apart."""
        return [sum(strides[:i]) or 1 for i in range(len(strides))]

    @strides_added.also
    def strides_added(self, strides):
        return [1 + sum(strides[:i]) for i in range(len(strides))]

    @steps.slip("Try the strides [2, 2, 1]. How many inputs apart are neighbouring units of the second layer?")
    def only_the_stride_below(self, strides):
        """You use only the stride of the layer directly below. The strides of all layers below are multiplied."""
        return [1, *strides][: len(strides)]

    @steps.slip("Try [3] with the stride 4. Does one kernel see more inputs because it moves further?")
    def only_its_own_stride(self, strides):
        """You multiply each kernel by its own stride. Use the strides of the layers below instead."""
        return strides

    @steps.slip("Try [3, 3] with the strides [1, 2]. Which layers does the second stride affect?")
    def all_strides_for_all_kernels(self, strides):
        """You multiply every kernel by all strides. A stride affects only the layers above it."""
        return [math.prod(strides)] * len(strides)

    @decision(about="even sizes")
    def added(self, size):
        """How many steps a kernel adds."""
        return size - 1

    @added.slip("Try one kernel of size 4. How many inputs does it see, and how many do you count?")
    def kernels_taken_for_odd(self, size):
        """You add half a kernel on each side of its centre. A kernel of even size has no centre."""
        return size // 2 * 2

    @kernels_taken_for_odd.also
    def kernels_taken_for_odd(self, size):
        return (size - 1) // 2 * 2

    @added.slip(
        "A kernel of size 5 sees 5 inputs. How many are to the left of its centre, how many to the right?",
        about="everything",
    )
    def one_side_only(self, size):
        """You add half a kernel. A unit sees inputs on both sides of the centre."""
        return (size - 1) // 2

    @one_side_only.also
    def one_side_only(self, size):
        return size // 2

    @added.slip(
        "Draw a kernel of size 1, then two kernels of size 3. How many inputs does each layer add?", about="everything"
    )
    def one_for_each_layer(self, size):
        """You start with 1 and add the full kernel sizes. Each layer adds its kernel size minus 1."""
        return size

    @decision(about="everything")
    def width(self, sizes, strides, steps):
        """The width of what a unit sees."""
        return 1 + sum(self.added(size) * step for size, step in zip(sizes, steps, strict=True))

    @width.slip("What does one layer with a kernel of size 3 see? What does a unit see without any layer?")
    def one_unit_forgotten(self, sizes, strides, steps):
        """Your result is 1 too small. Without any layer, a unit already sees one input."""
        return self.usual("width", sizes, strides, steps) - 1

    @one_unit_forgotten.also
    def one_unit_forgotten(self, sizes, strides, steps):
        return self.usual("width", sizes, strides, steps) - 1 if sizes else 1

    @width.slip("Two kernels of size 3 see 5 inputs, not 6. Which inputs do both of your windows contain?")
    def sum_of_the_sizes(self, sizes, strides, steps):
        """You add up the kernel sizes. Neighbouring windows share inputs, so each layer adds its kernel size minus
        1."""
        return sum(sizes)

    @sum_of_the_sizes.also
    def sum_of_the_sizes(self, sizes, strides, steps):
        return sum(size * step for size, step in zip(sizes, steps, strict=True))

    @sum_of_the_sizes.also
    def sum_of_the_sizes(self, sizes, strides, steps):
        return sum(sizes) if sizes else 1

    @width.slip("Two kernels of size 3 see 5 inputs, not 9. Which inputs do neighbouring windows share?")
    def product_of_the_sizes(self, sizes, strides, steps):
        """You multiply the kernel sizes. Neighbouring windows share inputs, so each layer adds its kernel size minus
        1."""
        return math.prod(sizes)

    @width.slip(
        "Try [3, 3] with the strides [2, 1]. Which part of the receptive field does the stride widen?", about="stride"
    )
    def width_times_the_strides(self, sizes, strides, steps):
        """You multiply the whole width by all strides. A stride affects only the layers above it."""
        return self.usual("width", sizes, strides, [1] * len(sizes)) * math.prod(strides)

    @width.slip(
        "Take three units of a layer with stride 2. How many steps are between the first and the last?", about="stride"
    )
    def units_instead_of_steps(self, sizes, strides, steps):
        """You multiply the number of units by the stride. There are only n - 1 steps between n units."""
        width = 1
        for size, stride in zip(sizes[::-1], strides[::-1], strict=True):
            width = width * stride + self.added(size)
        return width

    @width.slip(
        "Draw [1, 2] with the strides [3, 1]. Which inputs are the first and the last that it sees?", about="gaps"
    )
    def gaps_not_counted(self, sizes, strides, steps):
        """You count only the inputs that a unit uses. The receptive field also includes the gaps between them."""
        seen = {0}
        for size, step in zip(sizes, steps, strict=True):
            seen = {place + number * step for place in seen for number in range(self.added(size) + 1)}
        return len(seen)

    @decision(about="everything")
    def result(self, sizes, strides):
        """The result for one layer or more."""
        return self.field(sizes, strides)

    @result.slip("Which of your numbers belongs to the last layer?")
    def one_field_for_each_layer(self, sizes, strides):
        """You return the receptive field of every layer. Return only that of the last layer."""
        return [self.field(sizes[:i], strides[:i]) for i in range(1, len(sizes) + 1)]

    @one_field_for_each_layer.also
    def one_field_for_each_layer(self, sizes, strides):
        return [self.field(sizes[:i], strides[:i]) for i in range(len(sizes) + 1)]

    @result.slip("Two layers with kernels of size 3 see 5 inputs. Why do they see more than one layer alone?")
    def largest_kernel(self, sizes, strides):
        """You return the largest kernel size. Through several layers, a unit sees more inputs than one kernel
        covers."""
        return max(sizes, default=1)

    @decision(about="no layers")
    def without_layers(self, sizes, strides):
        """The result for empty lists."""
        return self.result(sizes, strides)

    @without_layers.slip("How many inputs does a unit see if it is an input itself?")
    def nothing_without_layers(self, sizes, strides):
        """You return 0 if there are no layers. Without layers, a unit is an input and sees 1 input."""
        return 0

    @without_layers.slip("Try []. Which function or index of yours fails for an empty list: min, max or [0]?")
    def fails_without_layers(self, sizes, strides):
        """Your function fails for empty lists. A network without layers is legal, and its units see 1 input."""
        raise ValueError

    @missing_check(
        "§1", "an empty list of strides", "Try [3] with the strides []. Does `if not strides` distinguish [] from None?"
    )
    def empty_strides_taken_for_none(self, kernel_sizes, strides):
        """You treat an empty list of strides like None. Its length differs from the number of kernels, so raise
        ValueError."""
        return strides == [] and kernel_sizes

    @missing_check(
        "§1", "lists of different lengths", "Try [3, 3] with the strides [1]. What does zip do with such lists?"
    )
    def lengths_not_compared(self, kernel_sizes, strides):
        """You do not compare the lengths of the lists. Raise ValueError if there are not as many strides as kernels."""
        return strides is not None and len(kernel_sizes) != len(strides)

    @missing_check("§1", "more strides than kernels", "Try [3] with the strides [1, 1]. Which stride do you never use?")
    def accepts_more_strides(self, kernel_sizes, strides):
        return len(kernel_sizes) < len(strides)

    @missing_check("§1", "a kernel size of 0")
    def accepts_a_size_of_zero(self, kernel_sizes):
        return 0 in kernel_sizes

    @missing_check("§1", "a stride of 0")
    def accepts_a_stride_of_zero(self, strides):
        return 0 in strides

    @missing_check("§1", "kernel sizes below 1", "Try a kernel size of 0, and then one of -1.")
    def accepts_sizes_below_1(self, kernel_sizes):
        return min(kernel_sizes) < 1

    @missing_check("§1", "strides below 1", "Try a stride of 0, and then one of -1.")
    def accepts_strides_below_1(self, strides):
        return min(strides) < 1

    @special_case
    def a_size_is_even(self, kernel_sizes):
        return any(size % 2 == 0 for size in kernel_sizes)

    @special_case
    def sizes_are_equal(self, kernel_sizes):
        return len({*kernel_sizes}) == 1

    @special_case
    def a_size_is_1(self, kernel_sizes):
        return 1 in kernel_sizes

    @special_case
    def strides_are_equal(self, strides):
        return len({*strides}) == 1

    @special_case
    def the_last_stride_is_1(self, strides):
        return strides[-1] == 1

    @special_case
    def the_first_stride_is_1(self, strides):
        return strides[0] == 1

    @special_case
    def more_than_2_layers_exist(self, kernel_sizes):
        return len(kernel_sizes) > 2

    @staticmethod
    def legal_call(rng):
        depth = int(rng.integers(0, 5))
        sizes = rng.integers(1, 8, depth).tolist()
        strides = rng.choice([1, 2, 3, 4], depth).tolist()
        return (sizes, None) if rng.random() < 0.3 else (sizes, strides), {}
