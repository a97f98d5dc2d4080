"""How `conv2d_parameters` goes wrong."""

import numpy as np

from autograder.grading.mistake_model import Model, decision, missing_check, special_case


class Conv2d(Model):
    """The parameters of one convolutional layer. `network_parameters` counts them, too."""

    def conv2d(self, in_channels, out_channels, kernel_size, bias):
        height, width = self.pair(kernel_size) if np.ndim(kernel_size) else self.square(self.number(kernel_size))
        if self.refuses_small(min(in_channels, out_channels, np.min(kernel_size))):
            raise ValueError
        weights = self.kernels(out_channels) * self.depth(in_channels) * self.cells(height, width, kernel_size)
        return weights + (self.biases(in_channels, out_channels) if self.has_bias(bias, "conv2d") else 0)

    @decision("§2", about="NumPy ints")
    def number(self, kernel_size):
        """A kernel size that is one number."""
        return kernel_size

    @number.slip("Try isinstance(np.int64(3), int). How can you distinguish a pair from every kind of int?")
    def takes_numpy_ints_for_pairs(self, kernel_size):
        """Your function fails for a NumPy int. It means a square kernel, like a Python int."""
        if not isinstance(kernel_size, int):
            raise TypeError
        return kernel_size

    @decision("§2", about="square kernels")
    def square(self, size):
        """Height and width for one number."""
        return size, size

    @square.slip("Draw a kernel of size 3. How many weights does it have?")
    def size_of_a_square_kernel_not_squared(self, size):
        """You count k weights for the kernel size k. An int k means a kernel with k rows and k columns."""
        return size, 1

    @decision("§2", about="pairs")
    def pair(self, kernel_size):
        """Height and width for a pair."""
        return kernel_size

    @pair.slip("Try the kernel size (1, 3). The pair is (height, width).")
    def takes_no_pairs(self, kernel_size):
        """Your function works only if the kernel size is a number. It can also be a pair (height, width)."""
        raise TypeError

    @pair.slip("Draw a kernel of size (1, 3). How many weights does it have?")
    def square_of_the_height(self, kernel_size):
        """You square the height if the kernel size is a pair. Such a kernel has height × width weights."""
        return kernel_size[0], kernel_size[0]

    @pair.slip("Draw a kernel of size (1, 3). How many weights does it have?")
    def square_of_the_width(self, kernel_size):
        """You square the width if the kernel size is a pair. Such a kernel has height × width weights."""
        return kernel_size[1], kernel_size[1]

    @decision("§2", about="cells")
    def cells(self, height, width, kernel_size):
        """The cells of a kernel."""
        return height * width

    @cells.slip("Draw a kernel of size (2, 3). How many weights does it have?")
    def adds_height_and_width(self, height, width, kernel_size):
        """You add the height and the width of the kernel. It has height × width weights."""
        return height + width

    @adds_height_and_width.also
    def adds_height_and_width(self, height, width, kernel_size):
        return height * width if np.ndim(kernel_size) else 2 * height

    @decision("§2", about="ones")
    def refuses_small(self, smallest):
        """Whether legal sizes count as too small."""
        return False

    @refuses_small.slip("How many weights does a 1×1 kernel on one channel have? Raise ValueError only below 1.")
    def refuses_sizes_of_1(self, smallest):
        """You raise ValueError for a size of 1. One channel is legal, and so is a kernel of height or width 1."""
        return smallest == 1

    @decision("§2", about="channels")
    def depth(self, in_channels):
        """The depth of a kernel."""
        return in_channels

    @depth.slip("A colour image has three channels. How many of its values does a 5×5 kernel cover?")
    def flat_kernels(self, in_channels):
        """You leave out the input channels. A kernel has weights for every input channel."""
        return 1

    @decision("§2", about="channels")
    def kernels(self, out_channels):
        """The number of kernels."""
        return out_channels

    @kernels.slip("One kernel gives one output channel. How many kernels does a layer with 96 output channels need?")
    def one_kernel_in_all(self, out_channels):
        """You count the weights of only one kernel. Each output channel has its own kernel."""
        return 1

    @decision("§2", about="default")
    def given_bias(self, bias=True):
        """Whether a bias is asked for."""
        return bias

    @given_bias.slip("Compare conv2d_parameters(1, 1, 1) with conv2d_parameters(1, 1, 1, bias=True).")
    def no_bias_by_default(self, bias=False):
        """You count no bias by default. Without the argument `bias`, the layer has biases."""
        return bias

    @decision("§2", about="bias")
    def has_bias(self, bias, kind):
        """Whether biases are counted."""
        return bias

    @has_bias.slip("Take a 1×1 kernel on one channel, with a bias. Which two numbers can the layer learn?")
    def counts_only_the_weights(self, bias, kind):
        """You count only the weights. With a bias, each output has one more parameter."""
        return False

    @has_bias.slip("Try a layer without a bias. Where does your code use the value of `bias`?", about="no bias")
    def bias_even_where_there_is_none(self, bias, kind):
        """You count biases even if `bias` is false. A layer without bias has only weights."""
        return True

    @decision("§2", about="bias")
    def biases(self, in_channels, out_channels):
        """The biases of a layer that has them."""
        return out_channels

    @biases.slip("A layer has 6 output channels, and each adds its own number. How many numbers are there?")
    def one_bias_in_all(self, in_channels, out_channels):
        """You count one bias for the whole layer. Each output channel has its own bias."""
        return 1

    @biases.slip("The bias is added after the sum over all input channels. How many sums are there?")
    def bias_for_each_input_channel(self, in_channels, out_channels):
        """You count one bias for each input channel. Each output channel has one bias instead."""
        return in_channels

    @biases.slip("An output is a sum over all input channels. How often is a bias added to this sum?")
    def bias_for_each_pair_of_channels(self, in_channels, out_channels):
        """You count one bias for each pair of an input and an output channel. Each output channel has only one bias."""
        return in_channels * out_channels


class Conv2dParameters(Conv2d, task="conv2d_parameters"):
    """The arguments, and the checks that students leave out."""

    def compute(self, in_channels, out_channels, kernel_size, *options, **named):
        return self.conv2d(in_channels, out_channels, kernel_size, self.given_bias(*options, **named))

    @Conv2d.number.slip("Call {task}(1, 1, 3). What does your code do with the kernel size 3?", about="everything")
    def takes_only_pairs(self, kernel_size):
        """Your function works only if the kernel size is a pair. A number k means a kernel with k rows and k
        columns."""
        raise TypeError

    @missing_check("§2", "fewer than 1 input channel", "Call {task}(0, 5, 3). Which of the arguments do you check?")
    def accepts_input_channels_below_1(self, in_channels):
        return in_channels < 1

    @missing_check("§2", "fewer than 1 output channel", "Call {task}(6, 0, 3). Which of the arguments do you check?")
    def accepts_output_channels_below_1(self, out_channels):
        return out_channels < 1

    @missing_check("§2", "a kernel size below 1", "Try the kernel sizes 0 and (3, -1).")
    def accepts_kernels_below_1(self, kernel_size):
        return np.min(kernel_size) < 1

    @missing_check(
        "§2", "a height or width below 1", "Try the sizes (0, 5) and (6, -4). Make a pair of an int, and check it."
    )
    def accepts_pairs_below_1(self, kernel_size):
        """You check the kernel size only if it is an int. The height and width in a pair must also be at least 1."""
        return isinstance(kernel_size, tuple) and min(kernel_size) < 1

    @missing_check("§2", "a kernel that is too narrow", "Try the kernel sizes (6, 0) and (6, -4).")
    def accepts_widths_below_1(self, kernel_size):
        """You check the height of the kernel, but not its width. Both must be at least 1."""
        return isinstance(kernel_size, tuple) and kernel_size[1] < 1 <= kernel_size[0]

    @missing_check(
        "§2", "two negative sizes", "Try the sizes -3 and (-4, -5). What is the product of height and width?"
    )
    def checks_only_the_product(self, in_channels, out_channels, kernel_size):
        """You check only a product of sizes. Two negative sizes have a positive product, so check each size."""
        sizes = (in_channels, out_channels, *np.broadcast_to(kernel_size, 2))
        return min(sizes) < 1 <= np.prod(sizes)

    @missing_check("§2", "a size of 0")
    def accepts_zero(self, in_channels, out_channels, kernel_size):
        """You raise ValueError for negative sizes, but not for 0. The smallest legal size is 1."""
        return min(in_channels, out_channels, np.min(kernel_size)) == 0

    @special_case
    def has_a_square_pair(self, kernel_size):
        return isinstance(kernel_size, tuple) and kernel_size[0] == kernel_size[1]

    @special_case
    def has_a_wide_kernel(self, kernel_size):
        return kernel_size[1] > kernel_size[0]

    @special_case
    def has_a_flat_kernel(self, kernel_size):
        return 1 in kernel_size

    @special_case
    def has_more_inputs(self, in_channels, out_channels):
        return in_channels > out_channels

    @special_case
    def has_as_many_inputs(self, in_channels, out_channels):
        return in_channels == out_channels

    @staticmethod
    def legal_call(rng):
        one, other, height, width = (int(size) for size in rng.integers(1, 9, 4))
        size = [height, np.int64(height), (height, width), (height, height)][rng.integers(4)]
        channels = (one, one if rng.random() < 0.2 else other)
        return (*channels, size), [{}, {"bias": True}, {"bias": False}][rng.integers(3)]
