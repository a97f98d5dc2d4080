"""Mistakes in `avg_pool`."""

import numpy as np

from autograder.course.reference import load
from autograder.grading.misconceptions import mistake

avg_pool, max_pool, windows = load("pooling").avg_pool, load("pooling").max_pool, load("pooling").windows


def _padded(x, size, stride, padding):
    """The input padded with NaN and the stride, where the call is legal."""
    avg_pool(x, size, stride, padding)
    return np.pad(x.astype(float), padding, constant_values=np.nan), size if stride is None else stride


def _means(padded, size, rows, columns):
    """The means of the windows that begin at these places, cut off at the edge."""
    cut = [[padded[i : i + size, j : j + size] for j in columns] for i in rows]
    sums = np.array([[np.nansum(window) for window in row] for row in cut])
    with np.errstate(invalid="ignore"):  # a window without data has no mean
        return sums / [[np.isfinite(window).sum() for window in row] for row in cut]


def _sums(x, size, stride, padding):
    return windows(x, size, stride, padding, fill=0).sum(axis=(2, 3))


@mistake("§4, Figure 3", "Compare your outputs with the right result in Figure 3, then with the left one.")
def max_instead_of_mean(x, size=2, stride=None, padding=0):
    """You take the largest value of each window: average pooling reports its mean."""
    return max_pool(x, size, stride, padding)


@mistake("§4, Figure 3", "Add up 5, 3, 2 and 2. What makes the 3 of Figure 3 of this sum?")
def sum_instead_of_mean(x, size=2, stride=None, padding=0):
    """You add up each window without dividing: the mean is the sum divided by the number of cells."""
    return _sums(x, size, stride, padding)


@mistake("§4, Figure 3", "Figure 3 prints 18 for 9, 3, 10 and 32. Add them up by hand: how many numbers are there?")
def divided_by_three(x, size=2, stride=None, padding=0):
    """You divide by 3, as the misprint in Figure 3 does: the mean of four numbers is their sum divided by 4."""
    return _sums(x, size, stride, padding) / 3


@mistake("§4", "How many cells does a window of size 3 hold?")
def divided_by_the_size(x, size=2, stride=None, padding=0):
    """You divide by the size: a window holds size · size cells."""
    return _sums(x, size, stride, padding) / size


@mistake("§4", "Does your number of cells change with size? Try size=3 on an input of ones.")
def always_divided_by_four(x, size=2, stride=None, padding=0):
    """You divide by 4 whatever the size: 4 is the number of cells in a 2×2 window only."""
    return _sums(x, size, stride, padding) / 4


@mistake("§4", "The mean of 1 and 2 is 1.5. What does your division make of it?")
def rounded_down(x, size=2, stride=None, padding=0):
    """You round the means down, as the division // does: a mean is rarely a whole number."""
    return np.floor(avg_pool(x, size, stride, padding))


@mistake("§4", "What is the dtype of the array that you fill? np.zeros_like(x) has that of x.")
def truncated_to_integers(x, size=2, stride=None, padding=0):
    """Your means lose their fractions: they are turned into integers, or written into an array of integers."""
    return np.trunc(avg_pool(x, size, stride, padding))


@mistake("§4", "Figure 3 happens to print whole numbers. What is the mean of 1, 2, 3 and 4?")
def rounded(x, size=2, stride=None, padding=0):
    """You round the means to whole numbers: they have fractions."""
    return np.round(avg_pool(x, size, stride, padding))


@mistake("§4", "Try avg_pool(np.full((2, 2), 8), padding=1). By how many cells do you divide in the corner?")
def padded_cells_counted(x, size=2, stride=None, padding=0):
    """You count padded cells as zeros in the mean: they are no data, so you divide by the number of the others."""
    return _sums(x, size, stride, padding) / size**2


@mistake("§4", "Try an input that holds a 0. How can you tell it from a padded cell?")
def zeros_not_counted(x, size=2, stride=None, padding=0):
    """You leave out the zeros in the input from the number of cells: only padded cells are not counted."""
    cells = windows(np.where(x == 0, np.nan, x), size, stride, padding, fill=np.nan)
    return np.nansum(cells, axis=(2, 3)) / np.maximum(np.sum(~np.isnan(cells), axis=(2, 3)), 1)


@mistake("§4", "What works for the maximum does not for the mean: add a padded cell to the sum, by hand.")
def padded_with_minus_infinity(x, size=2, stride=None, padding=0):
    """You pad with minus infinity, as for the maximum: then every mean with a padded cell is infinite, too."""
    return windows(x, size, stride, padding, fill=-np.inf).mean(axis=(2, 3))


@mistake("§4", "Try avg_pool(np.array([[1, 3]]), padding=1) by hand. Which cells of data does each window hold?")
def padded_with_the_edge(x, size=2, stride=None, padding=0):
    """You repeat the cells at the edge as padding, so they count more than once: padded cells are not counted."""
    avg_pool(x, size, stride, padding)
    return avg_pool(np.pad(x, padding, mode="edge"), size, size if stride is None else stride)


@mistake("§4", "Call it with size=3 and stride=1. Where does the second window begin?")
def stride_ignored(x, size=2, stride=None, padding=0):
    """You move the window by its own size, whatever stride is asked for: that is right only where stride is None."""
    avg_pool(x, size, stride, padding)
    return avg_pool(x, size, None, padding)


@mistake("§4, Figure 3", "In Figure 3 the windows are 2×2. Do two of them share a cell?")
def stride_of_one_by_default(x, size=2, stride=None, padding=0):
    """Without a stride you move the window by one cell: None means that the stride is the size."""
    return avg_pool(x, size, 1 if stride is None else stride, padding)


@mistake("§4", "At which row of the input does the window of output row 1 begin, if the stride is 2?")
def places_not_multiplied_by_the_stride(x, size=2, stride=None, padding=0):
    """You have as many outputs as you should, but your windows are one cell apart: they are a stride apart."""
    rows, columns = avg_pool(x, size, stride, padding).shape
    return avg_pool(x, size, 1, padding)[:rows, :columns]


@mistake("§4", "How many windows of size 2 fit into a row of 2 cells? Put this into your formula.")
def one_output_short(x, size=2, stride=None, padding=0):
    """Your output is one row and one column too small: the last windows are missing, as if the + 1 were forgotten."""
    return avg_pool(x, size, stride, padding)[:-1, :-1]


@mistake("§4", "The last window begins at H - size or before. Where do yours stop?")
def incomplete_windows_kept(x, size=2, stride=None, padding=0):
    """You begin windows up to the very edge of the input: those that would reach over it are dropped."""
    padded, step = _padded(x, size, stride, padding)
    return _means(padded, size, *(range(0, n, step) for n in padded.shape))


@mistake("§4", "Put a 5×5 input with size=2 into your formula. How many windows of 2 fit into 5 cells?")
def output_size_rounded_up(x, size=2, stride=None, padding=0):
    """You round the size of the output up: it is rounded down, a window that does not fit is dropped."""
    padded, step = _padded(x, size, stride, padding)
    return _means(padded, size, *(range(0, n - size + step, step) for n in padded.shape))


@mistake("§4, Figure 3", "Try a 2×6 input: does the output have one row or three?")
def rows_and_columns_swapped(x, size=2, stride=None, padding=0):
    """Your rows stand where the columns should be: output row 0 belongs to the topmost windows."""
    return avg_pool(x, size, stride, padding).T


@mistake("§4", "Which shape has the output of a 4×4 input with padding=1?")
def padding_ignored(x, size=2, stride=None, padding=0):
    """You leave out the padding: it adds cells on all four sides, so that more windows fit in."""
    avg_pool(x, size, stride, padding)
    return avg_pool(x, size, stride)


@mistake("§4", "By how many cells does padding=1 make each row longer?")
def padding_counted_once(x, size=2, stride=None, padding=0):
    """You count the padding once per direction: it is added before and after, so the height grows by 2·padding."""
    padded, step = _padded(x, size, stride, padding)
    rows, columns = ((n - padding - size) // step + 1 for n in padded.shape)
    return avg_pool(x, size, stride, padding)[:rows, :columns]


@mistake("§4", "Raise ValueError yourself, before anything is computed. An assert raises AssertionError.")
def several_checks_missing(x, size=2, stride=None, padding=0):
    """You leave out several checks: a size of 0 and too much padding, for example, have to raise ValueError."""
    try:
        return avg_pool(x, size, stride, padding)
    except ValueError:
        return np.zeros((0, 0))


@mistake("§4", "Call it with stride=-2, and with size=3 and padding=2.")
def leaves_the_checks_to_numpy(x, size=2, stride=None, padding=0):
    """You raise no ValueError for a negative stride and for 2·padding > size: NumPy's own checks let both pass."""
    return np.zeros((0, 0)) if (stride or 0) < 0 or 0 < size < 2 * padding else avg_pool(x, size, stride, padding)


@mistake("§4", "Call it with size=0. If your check comes first, is it `size < 0` or `size < 1`?")
def accepts_a_size_of_zero(x, size=2, stride=None, padding=0):
    """You raise no ValueError for a size of 0: a window without cells has no mean."""
    return np.zeros((0, 0)) if size == 0 else avg_pool(x, size, stride, padding)


@mistake("§4", "Call it with stride=0. Does your check tell 0 from None?")
def accepts_a_stride_of_zero(x, size=2, stride=None, padding=0):
    """You raise no ValueError for a stride of 0: such a window would never move."""
    return np.zeros((0, 0)) if stride == 0 else avg_pool(x, size, stride, padding)


@mistake("§4", "Draw a window of size 3 in the corner, with padding=2. What should be its mean?")
def accepts_too_much_padding(x, size=2, stride=None, padding=0):
    """You raise no ValueError where 2·padding is larger than the size."""
    return np.zeros((0, 0)) if padding > 0 and size < 2 * padding else avg_pool(x, size, stride, padding)


@mistake("§4", "What does your function return for a 5×7 input and size=6?")
def accepts_a_window_larger_than_the_input(x, size=2, stride=None, padding=0):
    """You raise no ValueError for a window that is larger than the padded input."""
    too_large = x.ndim == 2 and size > min(x.shape) + 2 * padding
    return np.zeros((0, 0)) if too_large else avg_pool(x, size, stride, padding)


@mistake("§4", "Call it with a 1-D and with a 3-D array.")
def accepts_other_numbers_of_axes(x, size=2, stride=None, padding=0):
    """You raise no ValueError for an x that is not 2-D."""
    return avg_pool(x, size, stride, padding) if x.ndim == 2 else np.zeros((0, 0))


@mistake("§4", "Try a 5×5 input with size=2. The formula for the output rounds down: what is left over?")
def refuses_leftovers(x, size=2, stride=None, padding=0):
    """You refuse inputs that the windows do not cover to the edge: what is left over is dropped."""
    padded, step = _padded(x, size, stride, padding)
    if any((n - size) % step for n in padded.shape):
        raise ValueError
    return avg_pool(x, size, stride, padding)
