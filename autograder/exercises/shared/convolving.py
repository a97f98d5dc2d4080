"""How convolution goes wrong: in one dimension (`Convolution`), and with images (`PlaneConvolution`)."""

import functools
from dataclasses import replace

import numpy as np

from autograder.grading.mistake_model import EVERYTHING, decision, missing_check

from .sliding import PlaneWindows, Windows


class Convolution(Windows):
    """Convolution with a kernel. A window is multiplied by it as NumPy multiplies two arrays."""

    section = "§2"
    edge = "slices"  # how windows beyond the edge behave: slices end there, or there are zeros
    loops = False  # whether the kernel is used number by number, so that it may be larger than a window

    def beyond_the_edge(self, cell, start, length):
        """NumPy multiplies a window by the kernel only if the window is complete, or one cell wide."""
        if self.edge == "zeros":
            return np.minimum(cell, length)
        left, extent = (length - start)[:, None], cell.shape[1]
        if ((left < extent) & (left != 1) & (extent > 1)).any():
            raise ValueError("operands could not be broadcast together")
        return np.where(left >= extent, cell, np.minimum(start[:, None], length))

    def convolved(self, x, w, step=1, padding=0):
        """The value of each window of `x`."""
        windows = self.windows(x, w.shape, step, padding)
        return self.products(windows, self.kernel(w), x)

    @Windows.cells.slip(
        "Call {task} with a kernel of length 2. How many values does your window have?", about="even kernels"
    )
    def odd_kernels_only(self, extents, step):
        """Your code works only for kernels of odd length, because your window extends equally far to both sides of a
        central value. It should start at a position and have the kernel's length."""
        return tuple(2 * (extent // 2) + 1 for extent in extents)

    @Windows.amounts.slip(
        "With which formula do you get the number of outputs? Which padding should be used?", about=EVERYTHING
    )
    def same_padding(self, padding, extents):
        """You pad the input with zeros so that your output is as long as the input. Use exactly the padding that is
        asked for."""
        return [((extent - 1) // 2, extent // 2) for extent in extents]

    @same_padding.also
    def same_padding(self, padding, extents):
        return [(extent // 2, (extent - 1) // 2) for extent in extents]

    @same_padding.also
    def same_padding(self, padding, extents):
        return [(extent // 2, extent // 2) for extent in extents]

    @same_padding.also
    def same_padding(self, padding, extents):
        return [((extent - 1) // 2, (extent - 1) // 2) for extent in extents]

    @Windows.amounts.slip("How many values of the input does your first window contain?", about=EVERYTHING)
    def full_padding(self, padding, extents):
        """You use positions where the kernel overlaps only a part of the input. Windows lie completely inside the input
        (with its padding, if there is some)."""
        return [(extent - 1, extent - 1) for extent in extents]

    @Windows.padded.slip(
        "Which inputs do your first and your last window contain? A negative index counts from the end.",
        about=EVERYTHING,
    )
    def wraps_around(self, x, amounts, extents):
        """You continue at the other end of the input where the kernel leaves it. The kernel must stay inside the
        input."""
        padded = self.usual("padded", x, amounts, extents)
        return np.pad(padded, [(0, 0)] * (x.ndim - len(extents)) + [(0, extent - 1) for extent in extents], mode="wrap")

    @Windows.steps.slip(
        "Which input is the first of your second window? The kernel moves by one position.", about=EVERYTHING
    )
    def moves_by_the_size(self, padded, step, amounts, extents):
        """You move the kernel by its own length, so your windows never overlap."""
        return padded, extents

    @Windows.counts.slip("How many windows of size 2 fit into a row of 2 values? Check this with your formula.")
    def one_output_too_many(self, lengths, extents, steps, padding):
        """You have one output too many in each direction. Its window extends beyond the edge."""
        return [(n - k) // step + 2 for n, k, step in zip(lengths, extents, steps, strict=True)]

    @one_output_too_many.also
    def one_output_too_many(self, lengths, extents, steps, padding):
        self.edge = "zeros"
        return [(n - k) // step + 2 for n, k, step in zip(lengths, extents, steps, strict=True)]

    @decision("§2", about="orientation")
    def kernel(self, w):
        """The kernel as it is laid on a window."""
        return w

    @kernel.slip("Calculate the first output by hand. Which value of the window is multiplied by the first weight?")
    def flipped_kernel(self, w):
        """You flip the kernel. In deep learning the kernel is not flipped: its first weight is multiplied by the first
        value of the window."""
        return np.flip(w, range(-self.axes, 0))

    @kernel.slip("Multiply each value in the window by its weight in the kernel before you add.", about=EVERYTHING)
    def sums_without_weights(self, w):
        """You add up the values in each window, but you do not multiply them by the kernel's weights."""
        return np.ones_like(w)

    @kernel.slip("Each output has one product for each weight of the kernel. How many do you add?", about=EVERYTHING)
    def only_the_first_weight(self, w):
        """You use only the first weight. Each output is the sum of the products with all weights of the kernel."""
        return self.one_weight(w, 0)

    @kernel.slip("Does your loop over the weights add to the sum, or does it overwrite it?", about=EVERYTHING)
    def only_the_last_weight(self, w):
        """Only the product with the last weight is left, because each product overwrites the one before. Each output is
        the sum of all products."""
        return self.one_weight(w, -1)

    def one_weight(self, w, place):
        """The kernels, with zeros in place of all weights except one."""
        kept = np.zeros_like(w)
        kept[(..., *(place,) * self.axes)] = w[(..., *(place,) * self.axes)]
        return kept

    @decision("§2", about=EVERYTHING)
    def products(self, windows, w, x):
        """The value of each window."""
        extents = windows.shape[-w.ndim :]
        if self.loops:
            if any(extent > k for extent, k in zip(extents, w.shape, strict=True)):
                raise IndexError
            w = w[tuple(map(slice, extents))]
        if extents == w.shape:
            return windows.reshape((*windows.shape[: -w.ndim], w.size)) @ w.reshape(w.size)
        return (windows * w).sum(tuple(range(-w.ndim, 0)))

    @products.slip("A convolution is a weighted sum. Do you divide by the number of weights?")
    def mean_instead_of_sum(self, windows, w, x):
        """You divide by the size of the kernel. A convolution is the sum of the products, not their mean."""
        return self.usual("products", windows, w, x) / np.prod(w.shape[-self.axes :])

    @products.slip("What is the dtype of the array in which you add up? Make it float64.", about="fractions")
    def truncated_at_every_product(self, windows, w, x):
        """Your sums lose a fraction with every product, because you add up in an array of integers."""
        return self.summed_in_integers(windows, w) if x.dtype.kind == "i" else self.usual("products", windows, w, x)

    @truncated_at_every_product.also
    def truncated_at_every_product(self, windows, w, x):
        return self.summed_in_integers(windows, w)

    def summed_in_integers(self, windows, w):
        products, places = windows * w, np.ndindex(w.shape)
        return functools.reduce(lambda total, place: np.trunc(total + products[(..., *place)]), places, 0)

    @products.slip(
        "Print x before and after the call. A slice is a view of x: make a new array for the products.",
        about=EVERYTHING,
    )
    def multiplies_the_windows_in_place(self, windows, w, x):
        """You write the products into the input, because a slice is no copy. The next window has changed values."""
        if x.dtype.kind == "i" and w.dtype.kind == "f":
            raise TypeError("cannot cast from float to int")
        return self.multiplied_in_place(windows, w)

    @multiplies_the_windows_in_place.also
    def multiplies_the_windows_in_place(self, windows, w, x):
        return self.multiplied_in_place(windows, w)

    def multiplied_in_place(self, windows, w):
        padded, cells = self.gathered
        padded, values = padded.copy(), np.zeros(windows.shape[: -w.ndim])
        for place in np.ndindex(values.shape):
            window = tuple(
                cell[tuple(np.minimum(place, cell.shape[: w.ndim] - np.ones(w.ndim, int)))] for cell in cells
            )
            padded[window] *= w
            values[place] = padded[window].sum()
        return values

    @wraps_around.also
    def wraps_around(self, x, amounts, extents):
        """The indices x[i - j] are negative at the start."""
        padded = self.usual("padded", x, amounts, extents)
        return np.roll(padded, [extent - 1 for extent in extents], range(-len(extents), 0))

    @truncated_at_every_product.also
    def truncated_at_every_product(self, windows, w, x):
        """From the last product to the first."""
        axes = range(-w.ndim, 0)
        return self.summed_in_integers(np.flip(windows, axes), np.flip(w, axes))

    @Windows.extents.slip(
        "Call {task} with a kernel of 2 weights. Does your code contain the number 3?", about=EVERYTHING
    )
    def kernels_of_size_3_only(self, extents):
        """Your code works only for kernels of size 3. Take the size from the shape of w."""
        return (3,) * len(extents)

    @kernels_of_size_3_only.also
    def kernels_of_size_3_only(self, extents):
        """NumPy does not repeat a single weight."""
        if set(extents) != {3}:
            raise ValueError("shapes not aligned")
        return extents

    @missing_check(
        "§2", "a kernel that is longer than the input", "Call {task} with 2 inputs and a kernel of length 3."
    )
    def accepts_a_larger_kernel(self, x, w):
        return w.shape[0] > x.shape[0]


class PlaneConvolution(Convolution, PlaneWindows):
    """Convolution of images."""

    square = False  # whether windows are as wide as they are high

    compares_with_the_unpadded_input = replace(PlaneWindows.compares_with_the_unpadded_input, subject="padding")
    windows_up_to_the_edge = replace(PlaneWindows.windows_up_to_the_edge, subject=EVERYTHING)

    @windows_up_to_the_edge.also
    def windows_up_to_the_edge(self, lengths, extents, steps, padding):
        self.edge = "zeros"
        return [-(-n // step) for n, step in zip(lengths, steps, strict=True)]

    @PlaneWindows.output_size_rounded_up.also
    def output_size_rounded_up(self, lengths, extents, steps, padding):
        self.edge = "zeros"
        return [-(-(n - k) // step) + 1 for n, k, step in zip(lengths, extents, steps, strict=True)]

    @PlaneWindows.columns_counted_from_the_height.also
    def columns_counted_from_the_height(self, lengths, extents):
        """The same kernel height, too: the output is square."""
        return lengths[0], lengths[0] - extents[0] + extents[1]

    @Windows.extents.slip(
        "Try a kernel that is higher than it is wide. How many columns does it cover?", about="square"
    )
    def window_assumed_square(self, extents):
        """You use one number for both the height and the width of the kernel. They can be different."""
        return extents[:1] * 2

    @window_assumed_square.also
    def window_assumed_square(self, extents):
        return extents[1:] * 2

    @window_assumed_square.also
    def window_assumed_square(self, extents):
        self.loops = True
        return extents[:1] * 2

    @window_assumed_square.also
    def window_assumed_square(self, extents):
        """The size of the output is right."""
        self.square, self.edge = True, "zeros"
        return extents

    def cut(self, padded, starts, extents):
        return super().cut(padded, starts, extents[:1] * 2 if self.square else extents)

    @Convolution.kernel.slip("Which weight is multiplied by the value in row 0 and column 1 of the window?")
    def transposed_kernel(self, w):
        """You exchange the rows and columns of the kernel. Row r and column c of the window belong to w[r, c]."""
        return np.swapaxes(w, -1, -2)

    @transposed_kernel.also
    def transposed_kernel(self, w):
        """Number by number, a kernel that is not square has no w[j, i]."""
        if w.shape[-1] != w.shape[-2]:
            raise IndexError
        return np.swapaxes(w, -1, -2)

    @decision(about="arguments")
    def options(self, stride=1, padding=0):
        """The stride and the padding, as they are passed."""
        return stride, padding

    @options.slip(
        "Which argument comes before the other in the docstring? Call {task} with stride and padding as numbers."
    )
    def stride_and_padding_exchanged(self, padding=0, stride=1):
        """Your parameters padding and stride are in the wrong order. The stride comes first."""
        return stride, padding

    @missing_check("§2", "a stride of 0", "Raise ValueError if stride < 1, before you divide by it.")
    def accepts_a_stride_of_zero(self, stride):
        return stride == 0

    @missing_check("§2", "a negative stride", "Raise ValueError for every stride below 1, not only for 0.")
    def accepts_a_negative_stride(self, stride):
        return stride < 0

    @missing_check("§2", "a padding below 0", "Raise ValueError if padding < 0.")
    def accepts_negative_padding(self, padding):
        return padding < 0

    @missing_check(
        "§2",
        "a kernel that is larger than the padded input",
        "Compare KH with H + 2·padding and KW with W + 2·padding.",
    )
    def accepts_a_larger_kernel(self, x, w, padding):
        return any(k > n + 2 * padding for n, k in zip(x.shape[-2:], w.shape[-2:], strict=True))

    @missing_check("§2", "a kernel that is wider than the padded input", "Try a kernel with one row that is too wide.")
    def accepts_a_wider_kernel(self, x, w, padding):
        """You raise ValueError for a kernel that is too high, but not for a kernel that is too wide."""
        return w.shape[-1] > x.shape[-1] + 2 * padding and w.shape[-2] <= x.shape[-2] + 2 * padding

    @missing_check(
        "§2", "a kernel that is higher than the padded input", "Try a kernel with one column that is too high."
    )
    def accepts_a_higher_kernel(self, x, w, padding):
        """You raise ValueError for a kernel that is too wide, but not for a kernel that is too high."""
        return w.shape[-2] > x.shape[-2] + 2 * padding and w.shape[-1] <= x.shape[-1] + 2 * padding


def drawn(rng, shape):
    """An array for a legal call: integers or quarters."""
    values = rng.integers(-9, 10, shape)
    return values if rng.random() < 0.4 else values / 4
