"""Mistakes in `conv2d`."""

import numpy as np

from autograder.grading.misconceptions import mistake

from ..reference import conv2d


@mistake(
    "§2", "Calculate the first output for a 2×2 input and a 2×2 kernel by hand. Which value is multiplied by w[0, 0]?"
)
def flipped_kernel(x, w, stride=1, padding=0):
    """You flip the kernel. In deep learning the kernel is not flipped: w[0, 0] is multiplied by the first value of the
    window."""
    return conv2d(x, w[::-1, ::-1], stride, padding)


@mistake("§2", "Print the shape of your output for an input with 3 rows and 8 columns and a 1×1 kernel.")
def rows_and_columns_exchanged(x, w, stride=1, padding=0):
    """Your output is transposed. The first axis counts the rows from top to bottom, the second axis counts the
    columns."""
    return conv2d(x, w, stride, padding).T


@mistake("§2", "Try an input that is wider than it is high. Compute OW from W and KW.")
def columns_counted_from_the_height(x, w, stride=1, padding=0):
    """You assume that the output is square. It has OH rows and OW columns, and OW depends on the widths W and KW."""
    out = conv2d(x, w, stride, padding)
    if out.shape[0] > out.shape[1]:
        raise ValueError  # NumPy cannot multiply an incomplete window by the kernel
    return out[:, : len(out)]


@mistake("§2", "How many positions does a 2×2 kernel have on a 2×2 input? What does your formula give?")
def one_row_and_column_short(x, w, stride=1, padding=0):
    """Your output has one row and one column too few. The + 1 in OH = (H + 2·padding − KH)//stride + 1 is missing."""
    return conv2d(x, w, stride, padding)[:-1, :-1]


@mistake("§2", "The last window may start at row H + 2·padding − KH. Does your range include this row?")
def stops_before_the_last_place(x, w, stride=1, padding=0):
    """You leave out the windows that end exactly at the bottom or right edge. They lie inside the input and count."""
    return conv2d(x, w, min(stride, 1), padding)[:-1, :-1][::stride, ::stride]


@mistake("§2", "At which row does the last window start that lies completely inside?")
def windows_over_the_edge(x, w, stride=1, padding=0):
    """You start a window at every position, even if it extends beyond the edge. Only windows inside the padded input
    count."""
    more = [(padding, padding + size - 1) for size in w.shape]
    return conv2d(np.pad(x, more), w, stride) if conv2d(x, w, stride, padding).size else None


@mistake("§2", "Multiply each value in the window by its weight in the kernel before you add.")
def sums_without_weights(x, w, stride=1, padding=0):
    """You add up the values in each window, but you do not multiply them by the kernel's weights."""
    return conv2d(x, np.ones_like(w), stride, padding)


@mistake("§2", "A convolution is a weighted sum. Remove the division by the number of weights.")
def mean_instead_of_sum(x, w, stride=1, padding=0):
    """You divide by the size of the kernel. A convolution is the sum of the products, not their mean."""
    return conv2d(x, w, stride, padding) / w.size


@mistake("§2", "What is the dtype of the array that you fill? np.zeros((3, 4)) is float64.")
def truncated_to_the_inputs_dtype(x, w, stride=1, padding=0):
    """Your outputs lose their fractions, because you write them into an integer array."""
    return conv2d(x, w, stride, padding).astype(x.dtype)


@mistake("§2", "What is the dtype of the array in which you add up? Make it float64.")
def truncated_at_every_product(x, w, stride=1, padding=0):
    """Your sums lose a fraction with every product, because you add up in an integer array."""
    out = 0
    for place in np.ndindex(w.shape):
        member = np.zeros_like(w)
        member[place] = w[place]
        out = (out + conv2d(x, member, stride, padding)).astype(x.dtype)
    return out


@mistake(
    "§2", "Call your function with stride=2. At which row and column does the second window start in each direction?"
)
def ignores_the_stride(x, w, stride=1, padding=0):
    """You do not use the stride. Your window always moves by one position."""
    return conv2d(x, w, min(stride, 1), padding)


@mistake("§2", "Use the stride in both directions. At which columns do the windows of one output row start?")
def stride_only_downwards(x, w, stride=1, padding=0):
    """You use the stride only for the rows. The window also moves by the stride from column to column."""
    return conv2d(x, w, min(stride, 1), padding)[::stride]


@mistake("§2", "Output (r, c) belongs to the window that starts at row r·stride and column c·stride.")
def stride_only_in_the_size(x, w, stride=1, padding=0):
    """Your output has the right shape for the stride, but your window still moves by one position."""
    rows, columns = conv2d(x, w, stride, padding).shape
    return conv2d(x, w, 1, padding)[:rows, :columns]


@mistake("§2", "With stride=2, which values does a kernel of width 3 cover at its first position? They are neighbours.")
def stride_skips_cells(x, w, stride=1, padding=0):
    """You drop rows and columns of the input before you apply the kernel. The stride moves the window, and all values
    inside a window count."""
    return conv2d(np.pad(x, padding)[::stride, ::stride], w, min(stride, 1))


@mistake("§2", "Round down: how often can the window move by the stride and still lie completely inside?")
def size_rounded_up(x, w, stride=1, padding=0):
    """You keep a last window that extends beyond the edge. If the stride leaves a rest, this window is dropped."""
    conv2d(x, w, stride, padding)
    rests = [(k - size - 2 * padding) % stride for size, k in zip(x.shape, w.shape, strict=True)]
    return conv2d(np.pad(x, [(padding, padding + rest) for rest in rests]), w, stride)


@mistake("§1, Figure 1", "Call your function with padding=1. How many rows does the padded input have?")
def ignores_the_padding(x, w, stride=1, padding=0):
    """You do not use the padding. Your first window starts at the first row and column of the unpadded input."""
    return conv2d(x, w, stride, min(padding, 0))


@mistake("§1, Figure 1", "Print the padded input and its shape for padding=1. Is the shape (H + 2, W + 2)?")
def padding_only_before(x, w, stride=1, padding=0):
    """You add the padding only above and on the left. Zeros are added on all four sides."""
    return conv2d(np.pad(x, (padding, 0)), w, stride)


@mistake("§1, Figure 1", "Print the padded input for padding=1. Are there zeros above it and on its left?")
def padding_only_at_the_end(x, w, stride=1, padding=0):
    """You add the padding only below and on the right. Zeros are added on all four sides."""
    return conv2d(np.pad(x, (0, padding)), w, stride)


@mistake("§1, Figure 1", "Print the padded input for padding=1. Are there rows of zeros above and below it?")
def padding_only_at_the_sides(x, w, stride=1, padding=0):
    """You add columns of zeros, but no rows. Zeros are added on all four sides."""
    return conv2d(np.pad(x, ((0, 0), (padding, padding))), w, stride)


@mistake("§1, Figure 1", "Print the padded input for padding=1. Which numbers are in its corners?")
def pads_with_the_border(x, w, stride=1, padding=0):
    """You pad with copies of the values at the edge. The padding consists of zeros."""
    return conv2d(np.pad(x, padding, mode="edge"), w, stride)


@mistake("§2", "Which argument comes third in the docstring? Call your function as conv2d(x, w, 3, 1).")
def stride_and_padding_exchanged(x, w, padding=0, stride=1):
    """Your parameters padding and stride are in the wrong order. The stride is the third argument, the padding the
    fourth."""
    return conv2d(x, w, stride, padding)


@mistake("§2", "Print x before and after the call. A slice is a view of x, so create a new array for the products.")
def multiplies_the_windows_in_place(x, w, stride=1, padding=0):
    """You write the products into the input, because a slice is not a copy. The next window then uses the changed
    values."""
    out = np.zeros_like(conv2d(x, w, stride, padding), float)
    x = np.pad(x, padding) if padding else x
    for r, c in np.ndindex(out.shape):
        window = x[r * stride :, c * stride :][: w.shape[0], : w.shape[1]]
        window *= w
        out[r, c] = window.sum()
    return out


@mistake("§2", "Start with the checks. For which calls does the docstring ask for ValueError?")
def refuses_nothing(x, w, stride=1, padding=0):
    """You never raise ValueError. Strides below 1, negative paddings and kernels larger than the padded input are
    errors."""
    try:
        return conv2d(x, w, stride, padding)
    except ValueError:
        return np.zeros((0, 0))


@mistake("§2", "Compare KH with H + 2·padding and KW with W + 2·padding. Raise ValueError if the kernel is larger.")
def accepts_a_larger_kernel(x, w, stride=1, padding=0):
    """You do not raise ValueError for every kernel that is larger than the padded input."""
    larger = any(k > size + 2 * padding for size, k in zip(x.shape, w.shape, strict=True))
    return np.zeros((0, 0)) if larger else conv2d(x, w, stride, padding)


@mistake("§2", "Try a kernel with one row that is wider than the input.")
def accepts_a_wider_kernel(x, w, stride=1, padding=0):
    """You raise ValueError for a kernel that is too high, but not for a kernel that is too wide."""
    return conv2d(x, w[:, : x.shape[1] + 2 * padding], stride, padding)


@mistake("§2", "Which is larger: a kernel with 7 rows, or an input with 5 rows and padding=1?")
def compares_with_the_picture_without_padding(x, w, stride=1, padding=0):
    """You raise ValueError for kernels that fit into the padded input. Include the padding in the comparison."""
    conv2d(x, w)
    return conv2d(x, w, stride, padding)


@mistake("§2", "A kernel as large as the padded input has one position. Raise ValueError only for a larger kernel.")
def refuses_a_kernel_as_large_as_the_picture(x, w, stride=1, padding=0):
    """You raise ValueError for a kernel that is as high or as wide as the padded input. It is legal: it has one
    position in that direction."""
    if any(k >= size + 2 * padding for size, k in zip(x.shape, w.shape, strict=True)):
        raise ValueError
    return conv2d(x, w, stride, padding)


@mistake("§2", "The // in the formula rounds down. A window that would extend beyond the edge is dropped.")
def refuses_a_stride_that_leaves_a_rest(x, w, stride=1, padding=0):
    """You raise ValueError if the stride does not divide H + 2·padding − KH. This stride is legal, and the rest is not
    covered."""
    out = conv2d(x, w, stride, padding)
    if any((size + 2 * padding - k) % stride for size, k in zip(x.shape, w.shape, strict=True)):
        raise ValueError
    return out


@mistake("§2", "Raise ValueError if stride < 1, before you divide by it.")
def accepts_a_stride_of_zero(x, w, stride=1, padding=0):
    """You do not raise ValueError for a stride of 0. With this stride the window would never move."""
    return conv2d(x, w, max(stride, 1), padding)


@mistake("§2", "Raise ValueError for every stride below 1, not only for 0.")
def accepts_a_negative_stride(x, w, stride=1, padding=0):
    """You do not raise ValueError for a negative stride. The window can only move to the right and down."""
    return conv2d(x, w, abs(stride), padding)


@mistake("§2", "Raise ValueError if padding < 0.")
def accepts_a_negative_padding(x, w, stride=1, padding=0):
    """You do not raise ValueError for a negative padding."""
    return conv2d(x, w, stride, max(padding, 0))
