"""How pooling goes wrong, in one dimension or two."""

import numpy as np

from autograder.grading.mistake_model import decision, missing_check, special_case

from .sliding import PlaneWindows, Windows


class Pool(PlaneWindows):
    """Pooling of an array (H, W). Subclasses say what a window gives, and with what the input is padded."""

    section = "§4"
    beyond = np.nan  # slices end at the edge: the windows are smaller

    def compute(self, x, size=2, stride=None, padding=0):
        windows = self.windows(x, (size,) * np.ndim(x), self.stride(size, stride), padding)
        return self.result(self.aggregate(windows), x)

    @decision("§4, Figure 3")
    def stride(self, size, stride):
        """How far windows move."""
        return size if stride is None else stride

    @stride.slip("Call {task} with size=3 and stride=1. Where does the second window start?")
    def moves_by_the_size(self, size, stride):
        """You always move the window by its own size. This is right only if stride is None."""
        return size

    @stride.slip("In Figure 3 the windows are 2×2. Do two of them share a value?", about="values")
    def stride_of_one_by_default(self, size, stride):
        """You move the window by 1 if no stride is given. A stride of None means that the stride equals the size."""
        return 1 if stride is None else stride

    @stride.slip("Call {task} with size=3 and no stride. Do your windows overlap?", about="size")
    def stride_of_two_by_default(self, size, stride):
        """You move the window by 2 if no stride is given, as in Figure 3. A stride of None means that the stride equals
        the size."""
        return 2 if stride is None else stride

    @Windows.cells.slip("Which cells does x[0:size] contain? Try windows of one cell, too.")
    def window_one_cell_too_large(self, extents, step):
        """Your windows have one row and one column too many. A slice from i to i + size already has `size` elements."""
        return tuple(extent + 1 for extent in extents)

    @Windows.cells.slip("Call {task} with windows of size 3 and stride 1. How many cells does each window have?")
    def window_as_large_as_the_stride(self, extents, step):
        """Your windows are as large as the stride. The stride says how far a window moves, not how large it is."""
        return (step,) * len(extents)

    @Windows.counts.slip("Try a 4×4 input with windows of size 3 and stride 1. How many windows fit into each row?")
    def output_size_without_the_window(self, lengths, extents, steps, padding):
        """You divide the height and width by the stride and ignore the size of the window. The size also limits how
        many windows fit in."""
        return [n // step for n, step in zip(lengths, steps, strict=True)]

    @Windows.extents.slip("Call {task} with size=3. How many cells does each window have?", about="size")
    def two_by_two_whatever_the_size(self, extents):
        """Your windows are always 2×2. The argument size says how large they are."""
        return (2,) * len(extents)

    @Windows.refuses.slip("With size=4 and padding=2, how many values does the window in the corner contain?", about="checks")
    def refuses_padding_of_half_the_window(self, lengths, extents, steps, padding):
        """You raise ValueError if 2·padding equals the size. It is illegal only if 2·padding is larger than the size."""
        return padding > 0 and 2 * padding >= max(extents)

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

    @missing_check("§4", "a padding below 0")
    def accepts_negative_padding(self, padding):
        return padding < 0

    @missing_check("§4", "2·padding larger than the size", "Draw a window of size 3 in the corner with padding=2.")
    def accepts_too_much_padding(self, size, padding):
        return 0 < size < 2 * padding

    @missing_check("§4", "a window that is larger than the padded input", "What does {task} return for a 5×7 input and size=6?")
    def accepts_a_window_larger_than_the_input(self, x, size, padding):
        return size > min(x.shape) + 2 * padding

    @missing_check("§4", "a window that is wider than the padded input", "Try a window of size 6 on a 5×7 and on a 7×5 input.")
    def compares_the_window_with_the_height_only(self, x, size, padding):
        """You compare the size of the window with the height only. Compare it with the width, too."""
        return x.ndim == 2 and x.shape[1] < size - 2 * padding <= x.shape[0]

    @missing_check("§4", "an x that is not 2-D", "Call {task} with a 1-D array and with a 3-D array.")
    def accepts_other_numbers_of_axes(self, x):
        return x.ndim != 2

    @special_case
    def divides(self, x, size, stride):
        return all(n % (stride or size) == 0 for n in x.shape)

    @staticmethod
    def legal_call(rng):
        size = int(rng.integers(1, 5))
        padding = int(rng.integers(0, size // 2 + 1))
        shape = rng.integers(max(1, size - 2 * padding), 9, 1 if rng.random() < 0.4 else 2) * [1, 1]
        x = rng.integers(-9, 10, shape) / rng.choice([1, 4])
        x = x.astype(int) if rng.random() < 0.4 else x
        stride = rng.choice([None, 1, 2, 3, 5])
        return (x, size, stride, padding), {}
