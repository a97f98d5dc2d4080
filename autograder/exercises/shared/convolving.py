"""How convolution goes wrong, in one dimension or two."""

import numpy as np

from autograder.grading.mistake_model import decision, missing_check

from .sliding import Windows


class Convolution(Windows):
    """Convolution of an image with one kernel, of the same number of axes."""

    def beyond_the_edge(self, padded, over):
        """NumPy cannot multiply an incomplete window by the kernel."""
        raise IndexError

    @decision("§2", about="arguments")
    def options(self, stride=1, padding=0):
        """The stride and the padding, as they are passed."""
        return stride, padding

    @options.slip("Which argument comes third in the docstring? Call {task} with the stride and then the padding.")
    def stride_and_padding_exchanged(self, padding=0, stride=1):
        """Your parameters padding and stride are in the wrong order. The stride comes first."""
        return stride, padding

    @decision("§2", about="orientation")
    def kernel(self, w):
        """The kernel as it is laid on a window."""
        return w

    @kernel.slip("Calculate the first output by hand. Which value of the window is multiplied by the first weight?")
    def flipped_kernel(self, w):
        """You flip the kernel. In deep learning the kernel is not flipped: its first weight is multiplied by the first
        value of the window."""
        return np.flip(w)

    @kernel.slip("Which weight is multiplied by the value in row 0 and column 1 of the window?")
    def transposed_kernel(self, w):
        """You exchange the rows and columns of the kernel. Row r and column c of the window belong to w[r, c]."""
        return w.T

    @kernel.slip("Multiply each value in the window by its weight in the kernel before you add.", about="values")
    def sums_without_weights(self, w):
        """You add up the values in each window, but you do not multiply them by the kernel's weights."""
        return np.ones_like(w)

    @decision("§2", about="values")
    def products(self, windows, w):
        """The value of each window."""
        return np.einsum(windows, [..., *range(w.ndim)], w, [*range(w.ndim)])

    @products.slip("A convolution is a weighted sum. Remove the division by the number of weights.")
    def mean_instead_of_sum(self, windows, w):
        """You divide by the size of the kernel. A convolution is the sum of the products, not their mean."""
        return self.usual("products", windows, w) / w.size

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
        "§2", "a kernel that is larger than the padded input", "Compare KH with H + 2·padding and KW with W + 2·padding."
    )
    def accepts_a_larger_kernel(self, x, w, padding):
        return any(k > n + 2 * padding for n, k in zip(x.shape[-2:], w.shape[-2:], strict=True))

    @missing_check("§2", "a kernel that is wider than the padded input", "Try a kernel with one row that is too wide.")
    def accepts_a_wider_kernel(self, x, w, padding):
        """You raise ValueError for a kernel that is too high, but not for a kernel that is too wide."""
        return w.shape[-1] > x.shape[-1] + 2 * padding and w.shape[-2] <= x.shape[-2] + 2 * padding
