"""Mistakes in `conv2d`."""

import numpy as np

from autograder.course.reference import load
from autograder.grading.misconceptions import mistake

conv2d = load("convolution").conv2d


@mistake("§2", "Write down the first output of a 2×2 picture and a 2×2 kernel. Which number does w[0, 0] meet?")
def flipped_kernel(x, w, stride=1, padding=0):
    """You flip the kernel, as mathematicians do: here, as in deep-learning libraries, w[0, 0] meets the window's first
    cell."""
    return conv2d(x, w[::-1, ::-1], stride, padding)


@mistake("§2", "Print the shape for a picture of 3 rows and 8 columns under a 1×1 kernel.")
def rows_and_columns_exchanged(x, w, stride=1, padding=0):
    """Your output lies on its side: the first axis counts the rows, from the top down, and the second the columns."""
    return conv2d(x, w, stride, padding).T


@mistake("§2", "Try a picture that is wider than high. OW takes its own numbers: W and KW.")
def columns_counted_from_the_height(x, w, stride=1, padding=0):
    """You take the output for a square: it has OH rows, but OW columns, which come from the widths."""
    out = conv2d(x, w, stride, padding)
    if out.shape[0] > out.shape[1]:
        raise ValueError  # a window that the edge cuts off does not fit the kernel
    return out[:, : len(out)]


@mistake("§2", "How many places are there for a 2×2 kernel on a 2×2 picture? What does your formula say?")
def one_row_and_column_short(x, w, stride=1, padding=0):
    """Your output is one row and one column short: the + 1 in OH = (H + 2·padding − KH)//stride + 1 is missing."""
    return conv2d(x, w, stride, padding)[:-1, :-1]


@mistake("§2", "A window may begin at row H + 2·padding − KH. Does your range go that far?")
def stops_before_the_last_place(x, w, stride=1, padding=0):
    """You leave out the windows that end exactly at the lower or right edge: they lie inside and count."""
    return conv2d(x, w, min(stride, 1), padding)[:-1, :-1][::stride, ::stride]


@mistake("§2", "At which row does the last window begin that lies inside as a whole?")
def windows_over_the_edge(x, w, stride=1, padding=0):
    """You begin a window at every cell, also where it reaches over the edge: only windows inside count."""
    more = [(padding, padding + size - 1) for size in w.shape]
    return conv2d(np.pad(x, more), w, stride) if conv2d(x, w, stride, padding).size else None


@mistake("§2", "Multiply each cell by its member of the kernel before you add.")
def sums_without_weights(x, w, stride=1, padding=0):
    """You add up the cells of each window without multiplying them by the kernel's members."""
    return conv2d(x, np.ones_like(w), stride, padding)


@mistake("§2", "A convolution is a weighted sum. Nothing divides it by the number of cells.")
def mean_instead_of_sum(x, w, stride=1, padding=0):
    """You divide by the size of the kernel: a convolution is the sum of the products, not their mean."""
    return conv2d(x, w, stride, padding) / w.size


@mistake("§2", "What is the dtype of the array that you fill? np.zeros((3, 4)) has float64.")
def truncated_to_the_inputs_dtype(x, w, stride=1, padding=0):
    """Your outputs lose their fractions: they are written into an integer array."""
    return conv2d(x, w, stride, padding).astype(x.dtype)


@mistake("§2", "What is the dtype of the array in which you add up? Make it float64.")
def truncated_at_every_product(x, w, stride=1, padding=0):
    """Your sums lose a fraction with every product: you add up in an integer array."""
    out = 0
    for place in np.ndindex(w.shape):
        member = np.zeros_like(w)
        member[place] = w[place]
        out = (out + conv2d(x, member, stride, padding)).astype(x.dtype)
    return out


@mistake("§2", "Call it with stride=2: which rows and columns does the second window of each direction begin at?")
def ignores_the_stride(x, w, stride=1, padding=0):
    """You do not use the stride: the window still moves by one cell at a time."""
    return conv2d(x, w, min(stride, 1), padding)


@mistake("§2", "The stride is for both directions: where do the windows of one row of the output begin?")
def stride_only_downwards(x, w, stride=1, padding=0):
    """You use the stride from row to row only: the window moves by it to the right, too."""
    return conv2d(x, w, min(stride, 1), padding)[::stride]


@mistake("§2", "Output (r, c) belongs to the window at row r·stride and column c·stride.")
def stride_only_in_the_size(x, w, stride=1, padding=0):
    """Your output has the right size for the stride, but the window still moves by one cell."""
    rows, columns = conv2d(x, w, stride, padding).shape
    return conv2d(x, w, 1, padding)[:rows, :columns]


@mistake("§2", "With stride=2, which cells lie under a kernel of width 3 at its first place? They are neighbours.")
def stride_skips_cells(x, w, stride=1, padding=0):
    """You leave out cells of the picture before the kernel is laid on: the stride moves the window, and all cells of a
    window count."""
    return conv2d(np.pad(x, padding)[::stride, ::stride], w, min(stride, 1))


@mistake("§2", "Round down: how often can the window move by the stride and still lie inside as a whole?")
def size_rounded_up(x, w, stride=1, padding=0):
    """You keep a last window that reaches over the edge where the stride does not divide: it is dropped."""
    conv2d(x, w, stride, padding)
    rests = [(k - size - 2 * padding) % stride for size, k in zip(x.shape, w.shape, strict=True)]
    return conv2d(np.pad(x, [(padding, padding + rest) for rest in rests]), w, stride)


@mistake("§1, Figure 1", "Call it with padding=1. How many rows has the picture then?")
def ignores_the_padding(x, w, stride=1, padding=0):
    """You do not use the padding: the windows begin on the picture itself."""
    return conv2d(x, w, stride, min(padding, 0))


@mistake("§1, Figure 1", "Print the padded picture and its shape for padding=1: is it H + 2 by W + 2?")
def padding_only_before(x, w, stride=1, padding=0):
    """You count the padding once in each direction, above and on the left: it is added at both ends."""
    return conv2d(np.pad(x, (padding, 0)), w, stride)


@mistake("§1, Figure 1", "Print the padded picture for padding=1: are there zeros above it and on its left?")
def padding_only_at_the_end(x, w, stride=1, padding=0):
    """You add the padding below and on the right only: it is added on all four sides."""
    return conv2d(np.pad(x, (0, padding)), w, stride)


@mistake("§1, Figure 1", "Print the padded picture for padding=1: are there rows of zeros above and below it?")
def padding_only_at_the_sides(x, w, stride=1, padding=0):
    """You add columns of zeros, but no rows: the padding is on all four sides."""
    return conv2d(np.pad(x, ((0, 0), (padding, padding))), w, stride)


@mistake("§1, Figure 1", "Print the padded picture for padding=1. Which numbers stand in its corners?")
def pads_with_the_border(x, w, stride=1, padding=0):
    """You pad with copies of the picture's border: the padding is zeros."""
    return conv2d(np.pad(x, padding, mode="edge"), w, stride)


@mistake("§2", "Which argument comes third in the description? Call it with conv2d(x, w, 3, 1).")
def stride_and_padding_exchanged(x, w, padding=0, stride=1):
    """You have the padding before the stride: who calls by place gives the stride first."""
    return conv2d(x, w, stride, padding)


@mistake("§2", "What is x after the call? A slice shows the picture itself: make a new array for the products.")
def multiplies_the_windows_in_place(x, w, stride=1, padding=0):
    """You write the products into the picture, because a slice is no copy: the next window finds them there."""
    out = np.zeros_like(conv2d(x, w, stride, padding), float)
    x = np.pad(x, padding) if padding else x
    for r, c in np.ndindex(out.shape):
        window = x[r * stride :, c * stride :][: w.shape[0], : w.shape[1]]
        window *= w
        out[r, c] = window.sum()
    return out


@mistake("§2", "Begin with the checks: for which calls does the description ask for ValueError?")
def refuses_nothing(x, w, stride=1, padding=0):
    """You refuse nothing: strides below 1, negative paddings and kernels larger than the padded picture are errors."""
    try:
        return conv2d(x, w, stride, padding)
    except ValueError:
        return np.zeros((0, 0))


@mistake("§2", "Compare KH with H + 2·padding and KW with W + 2·padding, and raise ValueError where one is larger.")
def accepts_a_larger_kernel(x, w, stride=1, padding=0):
    """You do not refuse every kernel that is larger than the padded picture."""
    larger = any(k > size + 2 * padding for size, k in zip(x.shape, w.shape, strict=True))
    return np.zeros((0, 0)) if larger else conv2d(x, w, stride, padding)


@mistake("§2", "Try a kernel of one row that is wider than the picture.")
def accepts_a_wider_kernel(x, w, stride=1, padding=0):
    """You refuse a kernel that is too high, but not one that is only too wide."""
    return conv2d(x, w[:, : x.shape[1] + 2 * padding], stride, padding)


@mistake("§2", "Which is larger, a kernel of 7 rows or a picture of 5 rows with padding=1?")
def compares_with_the_picture_without_padding(x, w, stride=1, padding=0):
    """You refuse kernels that fit on the padded picture: the padding counts when you compare."""
    conv2d(x, w)
    return conv2d(x, w, stride, padding)


@mistake("§2", "A kernel as large as the picture has one place: only a larger one is refused.")
def refuses_a_kernel_as_large_as_the_picture(x, w, stride=1, padding=0):
    """You refuse a kernel that is as high or as wide as the padded picture: in that direction it has one place."""
    if any(k >= size + 2 * padding for size, k in zip(x.shape, w.shape, strict=True)):
        raise ValueError
    return conv2d(x, w, stride, padding)


@mistake("§2", "The // in the formula rounds down: the window that would reach over the edge is dropped.")
def refuses_a_stride_that_leaves_a_rest(x, w, stride=1, padding=0):
    """You refuse a stride that does not divide H + 2·padding − KH: such a stride is fine, the rest is not covered."""
    out = conv2d(x, w, stride, padding)
    if any((size + 2 * padding - k) % stride for size, k in zip(x.shape, w.shape, strict=True)):
        raise ValueError
    return out


@mistake("§2", "Raise ValueError where stride < 1, before you divide by it.")
def accepts_a_stride_of_zero(x, w, stride=1, padding=0):
    """You do not refuse a stride of 0, with which the window would never move."""
    return conv2d(x, w, max(stride, 1), padding)


@mistake("§2", "Every stride below 1 is refused, not only 0.")
def accepts_a_negative_stride(x, w, stride=1, padding=0):
    """You do not refuse a negative stride: the window moves to the right and down."""
    return conv2d(x, w, abs(stride), padding)


@mistake("§2", "Raise ValueError where padding < 0.")
def accepts_a_negative_padding(x, w, stride=1, padding=0):
    """You do not refuse a negative padding."""
    return conv2d(x, w, stride, max(padding, 0))
