"""How pooling goes wrong, in one dimension or two."""

from dataclasses import replace

import numpy as np

from autograder.grading.mistake_model import EVERYTHING, decision, missing_check, special_case

from .sliding import MovingWindows, PlaneWindows, Windows


class Pool(MovingWindows):
    """Pooling with one or two axes. Subclasses say what a window gives.

    Padding is minus infinity, cells beyond the edge are NaN. The data of the tests contain neither.
    """

    section = "§4"
    fill = -np.inf
    beyond = np.nan  # slices end at the edge: the windows are smaller
    kept = None  # of how many cells along each axis a window consists, if it is not its size

    # windows usually move by their size: with another stride, nearly every result is wrong
    ignores_the_stride = replace(MovingWindows.ignores_the_stride, subject=EVERYTHING)
    stride_skips_cells = replace(MovingWindows.stride_skips_cells, subject=EVERYTHING)
    places_not_multiplied_by_the_stride = replace(MovingWindows.places_not_multiplied_by_the_stride, subject=EVERYTHING)
    divided_and_stepped_by_the_stride = replace(MovingWindows.divided_and_stepped_by_the_stride, subject=EVERYTHING)
    windows_up_to_the_edge = replace(MovingWindows.windows_up_to_the_edge, subject=EVERYTHING)
    # only a window larger than the input shows it, and this needs padding
    compares_with_the_unpadded_input = replace(MovingWindows.compares_with_the_unpadded_input, subject="padding")

    def compute(self, x, size=2, stride=None, padding=0):
        self.size = size
        return self.result(self.aggregate(self.layout(x, size, stride, padding)), x)

    def cut(self, padded, starts, extents):
        return super().cut(padded, starts, (self.kept,) * len(extents) if self.kept else extents)

    @decision("§4, Figure 3")
    def stride(self, size, stride):
        """How far windows move."""
        return size if stride is None else stride

    @stride.slip("Call {task} with size=3 and stride=1. Where does the second window start?")
    def moves_by_the_size(self, size, stride):
        """You always move the window by its own size. It must move by the stride."""
        return size

    @stride.slip("In Figure 3 the windows are 2×2. Do two of them share a value?", about="default stride")
    def stride_of_one_by_default(self, size, stride):
        """You move the window by 1 if no stride is given. A stride of None means that the stride equals the size."""
        return 1 if stride is None else stride

    @stride.slip("Call {task} with size=3 and no stride. Do your windows overlap?", about="default stride")
    def stride_of_two_by_default(self, size, stride):
        """You move the window by 2 if no stride is given, as in Figure 3. A stride of None means that the stride equals
        the size."""
        return 2 if stride is None else stride

    @decision(about="stride")
    def layout(self, x, size, stride, padding):
        """All windows."""
        return self.windows(x, (size,) * np.ndim(x), self.stride(size, stride), padding)

    @layout.slip(
        "Try size=3 with stride=1, and rows of 7 values with size=2. Can reshape create these windows?", about="tiles"
    )
    def tiles_by_reshape(self, x, size, stride, padding):
        """You split the input into blocks with reshape. This works only if the stride equals the size and if no values
        are left over."""
        if self._leaves_values_over(x, size, padding):
            raise ValueError
        return self.windows(x, (size,) * np.ndim(x), size, padding)

    @tiles_by_reshape.also
    def tiles_by_reshape(self, x, size, stride, padding):
        """Only if the stride equals the size."""
        if self.stride(size, stride) == size and self._leaves_values_over(x, size, padding):
            raise ValueError
        return self.usual("layout", x, size, stride, padding)

    @tiles_by_reshape.also
    def tiles_by_reshape(self, x, size, stride, padding):
        """Only if nothing is left over, whatever the stride."""
        tiles = not self._leaves_values_over(x, size, padding)
        return self.usual("layout", x, size, size if tiles else stride, padding)

    @layout.slip(
        "Call {task} with size=3. How many cells does each window have, and how far do they move?", about=EVERYTHING
    )
    def two_by_two_tiles(self, x, size, stride, padding):
        """Your windows are always 2×2 and always move by 2, as in Figure 3. Use the arguments size and stride."""
        return self.windows(x, (2,) * np.ndim(x), 2, padding)

    @two_by_two_tiles.also
    def two_by_two_tiles(self, x, size, stride, padding):
        """The code fails if values are left over."""
        if self._leaves_values_over(x, 2, padding):
            raise ValueError
        return self.windows(x, (2,) * np.ndim(x), 2, padding)

    def _leaves_values_over(self, x, size, padding):
        amounts = self.amounts(padding, (size,) * np.ndim(x))
        return any((n + sum(more)) % size for n, more in zip(np.shape(x), amounts, strict=True))

    @Windows.cells.slip("Which cells does x[0:size] contain? Try windows of one cell, too.", about=EVERYTHING)
    def window_one_cell_too_large(self, extents, step):
        """Your windows are one cell too long in each direction. A slice from i to i + size already has `size` cells."""
        return tuple(extent + 1 for extent in extents)

    @Windows.cells.slip(
        "Call {task} with windows of size 3 and stride 1. How many cells does each window have?", about="stride"
    )
    def window_as_large_as_the_stride(self, extents, step):
        """Your windows are as large as the stride. The stride says how far a window moves, not how large it is."""
        return (step,) * len(extents)

    @Windows.counts.slip("How many windows of size 3 with stride 1 fit into a row of 4 values?")
    def output_size_without_the_window(self, lengths, extents, steps, padding):
        """You divide the length of the input by the stride and ignore the size of the window. The size also limits how
        many windows fit in."""
        return [n // step for n, step in zip(lengths, steps, strict=True)]

    @Windows.extents.slip("Call {task} with size=3. How many cells does each window have?", about="size")
    def two_by_two_whatever_the_size(self, extents):
        """Your windows are always 2×2. The argument size says how large they are."""
        return (2,) * len(extents)

    @two_by_two_whatever_the_size.also
    def two_by_two_whatever_the_size(self, extents):
        """The size of the output is right."""
        self.kept = 2
        return extents

    @Windows.padded.slip(
        "Call {task} with an array of ints and padding=1. Convert x with x.astype(float) first.", about="ints"
    )
    def infinity_in_an_array_of_ints(self, x, amounts, extents):
        """You fill an array of ints with infinity or NaN. Only an array of floats can contain them, and np.pad keeps
        the type of x."""
        if x.dtype.kind == "i":
            raise OverflowError
        return self.usual("padded", x, amounts, extents)

    @infinity_in_an_array_of_ints.also
    def infinity_in_an_array_of_ints(self, x, amounts, extents):
        """Only if there is padding."""
        if x.dtype.kind == "i" and np.any(amounts):
            raise OverflowError
        return self.usual("padded", x, amounts, extents)

    @Windows.refuses.slip(
        "With size=4 and padding=2, how many values does the window in the corner contain?", about="padding"
    )
    def refuses_padding_of_half_the_window(self, lengths, extents, steps, padding):
        """You raise ValueError if 2·padding equals the size. It is illegal only if 2·padding is larger."""
        return padding > 0 and 2 * padding >= max(extents)

    @Windows.sized.slip("How many outputs does a 4×4 input have after 2×2 pooling?")
    def each_window_filled(self, values, x):
        """You write each value into all cells of its window, so your output is as large as the input. The output has
        one value for each window."""
        return self.filled(values, x.astype(float))

    @each_window_filled.also
    def each_window_filled(self, values, x):
        """What is left over is 0."""
        return self.filled(values, np.zeros(x.shape))

    def filled(self, values, out):
        for place in np.ndindex(values.shape):
            out[tuple(slice(i * self.size, (i + 1) * self.size) for i in place)] = values[place]
        return out

    @missing_check("§4", "a size of 0", "Call {task} with size=0. A window without values has no summary.")
    def accepts_a_size_of_zero(self, size):
        return size == 0

    @missing_check("§4", "a negative size")
    def accepts_a_negative_size(self, size):
        return size < 0

    @missing_check("§4", "a stride of 0", "Call {task} with stride=0. Does your check distinguish 0 from None?")
    def accepts_a_stride_of_zero(self, stride):
        return stride == 0

    @missing_check("§4", "a negative stride")
    def accepts_a_negative_stride(self, stride):
        return stride is not None and stride < 0

    @missing_check("§4", "a padding below 0", "Call {task} with padding=-1. You cannot add a negative number of cells.")
    def accepts_negative_padding(self, padding):
        return padding < 0

    @missing_check("§4", "2·padding larger than the size", "Draw a window of size 3 in the corner with padding=2.")
    def accepts_too_much_padding(self, size, padding):
        return 0 < size < 2 * padding

    @missing_check(
        "§4", "a window that is larger than the padded input", "What does {task} return for a 5×7 input and size=6?"
    )
    def accepts_a_window_larger_than_the_input(self, x, size, padding):
        return size > min(x.shape) + 2 * padding

    @special_case
    def divides(self, x, size, stride):
        return all(n % (stride or size) == 0 for n in x.shape)

    @staticmethod
    def legal_call(rng):
        size = int(rng.integers(1, 6))
        padding = int(rng.integers(0, size // 2 + 1))
        least = max(1, size - 2 * padding)
        shape = rng.integers(least, least + 6, 1 if rng.random() < 0.3 else 2) * [1, 1]
        x = rng.integers(-9, 10, shape) + rng.choice([0, -9, 9, -20_000])
        x = x if rng.random() < 0.4 else x / rng.choice([1, 4])
        stride = [None, 1, 2, 3, 5][rng.integers(5)]
        return (x.T if rng.random() < 0.2 else x, size, stride, padding), {}


class PlanePool(Pool, PlaneWindows):
    """Pooling of an array (H, W)."""

    stride_only_downwards = replace(PlaneWindows.stride_only_downwards, subject=EVERYTHING)

    @missing_check(
        "§4", "a window that is wider than the padded input", "Try a window of size 6 on a 5×7 and on a 7×5 input."
    )
    def compares_the_window_with_the_height_only(self, x, size, padding):
        """You compare the size of the window with the height only. Compare it with the width, too."""
        return x.ndim == 2 and x.shape[1] < size - 2 * padding <= x.shape[0]

    @missing_check("§4", "an x that is not 2-D", "Call {task} with a 1-D array and with a 3-D array.")
    def accepts_other_numbers_of_axes(self, x):
        return x.ndim != 2


class MaxPooling(Pool):
    """The largest value of each window."""

    pads_with_the_border = None  # this is right: each window with a copy contains the original
    truncated_to_the_inputs_dtype = None  # a maximum has the type of the input

    @Pool.padded.slip(
        "Call {task} with negative values and with padding. Is there a 0 in the data?", about="padded cells"
    )
    def padded_with_zeros(self, x, amounts, extents):
        """You pad with 0, which is larger than negative values. Use a value that is smaller than any number."""
        return np.pad(x.astype(float), amounts)

    @Pool.padded.slip(
        "Try values below -10000 with padding=1. Which number is smaller than any other?", about="padded cells"
    )
    def padded_with_minus_999(self, x, amounts, extents):
        """You pad with a number such as -999, which is larger than some values. Use -np.inf, which is smaller than any
        number."""
        return np.pad(x.astype(float), amounts, constant_values=-999)

    @decision("§4, Figure 3", about="everything")
    def aggregate(self, windows):
        """The value of each window."""
        return np.ma.masked_where(without_data(windows), np.nanmax(windows, axis=window_axes(windows)))

    @aggregate.slip("Compare your outputs with the left result in Figure 3, then with the right result.")
    def mean_instead_of_max(self, windows):
        """You take the mean of each window. Max pooling returns the largest value of each window."""
        means = np.nanmean(np.where(windows == -np.inf, np.nan, windows), axis=window_axes(windows))
        return np.ma.masked_where(without_data(windows), means)

    @mean_instead_of_max.also
    def mean_instead_of_max(self, windows):
        """Padded cells count."""
        return np.nanmean(windows, axis=window_axes(windows))

    @aggregate.slip("In Figure 3, the first window contains 9, 3, 10 and 32. Do you return 32, or the index of the 32?")
    def places_instead_of_values(self, windows):
        """You return the index of the largest value in its window. Return the value itself."""
        windows = np.where(np.isnan(windows), -np.inf, windows)
        return windows.reshape(*windows.shape[: windows.ndim // 2], -1).argmax(axis=-1)

    @aggregate.slip(
        "Try an input of negative values. With which value does your search for the maximum start?", about="negative"
    )
    def starts_from_zero(self, windows):
        """You never return a value below 0. The maximum of a window of negative values is negative."""
        return np.maximum(self.usual("aggregate", windows), 0)


def window_axes(windows):
    """The axes of the cells in a window."""
    return tuple(range(windows.ndim // 2, windows.ndim))


def without_data(windows):
    """Which windows contain only padding and cells beyond the edge. Then the result is undefined."""
    return ~np.isfinite(windows).any(axis=window_axes(windows))
