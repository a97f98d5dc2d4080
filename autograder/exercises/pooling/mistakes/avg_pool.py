"""Mistakes in `avg_pool`."""

import numpy as np

from autograder.grading.misconceptions import mistake

from ..reference import avg_pool, max_pool, windows


def _padded(x, size, stride, padding):
    """The input padded with NaN, and the stride. ValueError if the call is illegal."""
    avg_pool(x, size, stride, padding)
    return np.pad(x.astype(float), padding, constant_values=np.nan), size if stride is None else stride


def _means(padded, size, rows, columns):
    """The means of the windows that start at these positions. Windows are cut off at the edge."""
    cut = [[padded[i : i + size, j : j + size] for j in columns] for i in rows]
    sums = np.array([[np.nansum(window) for window in row] for row in cut])
    with np.errstate(invalid="ignore"):  # a window without data has no mean
        return sums / [[np.isfinite(window).sum() for window in row] for row in cut]


def _sums(x, size, stride, padding):
    return windows(x, size, stride, padding, fill=0).sum(axis=(2, 3))


@mistake("§4, Figure 3", "Compare your outputs with the right result in Figure 3, then with the left result.")
def max_instead_of_mean(x, size=2, stride=None, padding=0):
    """You take the largest value of each window. Average pooling returns the mean of each window."""
    return max_pool(x, size, stride, padding)


@mistake("§4, Figure 3", "Add up 5, 3, 2 and 2. How do you get the 3 of Figure 3 from this sum?")
def sum_instead_of_mean(x, size=2, stride=None, padding=0):
    """You add up each window, but you do not divide. The mean is the sum divided by the number of values."""
    return _sums(x, size, stride, padding)


@mistake("§4, Figure 3", "Figure 3 shows 18 for 9, 3, 10 and 32. Add them up by hand: how many numbers are there?")
def divided_by_three(x, size=2, stride=None, padding=0):
    """You divide by 3, like the misprint in Figure 3. The mean of four values is their sum divided by 4."""
    return _sums(x, size, stride, padding) / 3


@mistake("§4", "How many values does a window of size 3 contain?")
def divided_by_the_size(x, size=2, stride=None, padding=0):
    """You divide by the size. A window contains size · size values."""
    return _sums(x, size, stride, padding) / size


@mistake("§4", "Does your divisor depend on size? Try size=3 on an input of ones.")
def always_divided_by_four(x, size=2, stride=None, padding=0):
    """You always divide by 4. Only a 2×2 window has 4 values."""
    return _sums(x, size, stride, padding) / 4


@mistake("§4", "The mean of 1 and 2 is 1.5. What does your division return?")
def rounded_down(x, size=2, stride=None, padding=0):
    """You round the means down, for example with the division //. A mean can have a fraction."""
    return np.floor(avg_pool(x, size, stride, padding))


@mistake("§4", "What is the dtype of the array that you fill? np.zeros_like(x) has the dtype of x.")
def truncated_to_integers(x, size=2, stride=None, padding=0):
    """Your means lose their fractions, because you convert them to integers or write them into an integer array."""
    return np.trunc(avg_pool(x, size, stride, padding))


@mistake("§4", "The right means in Figure 3 include whole numbers. What is the mean of 1, 2, 3 and 4?")
def rounded(x, size=2, stride=None, padding=0):
    """You round the means to whole numbers. A mean can have a fraction."""
    return np.round(avg_pool(x, size, stride, padding))


@mistake("§4", "Call avg_pool(np.full((2, 2), 8), padding=1). By which number do you divide in the corner?")
def padded_cells_counted(x, size=2, stride=None, padding=0):
    """You count padded values as zeros in the mean. Padded values are not counted, so divide by the number of the other
    values."""
    return _sums(x, size, stride, padding) / size**2


@mistake("§4", "Try an input that contains a 0. How can you distinguish it from a padded value?")
def zeros_not_counted(x, size=2, stride=None, padding=0):
    """You do not count the zeros of the input. Only padded values are not counted."""
    cells = windows(np.where(x == 0, np.nan, x), size, stride, padding, fill=np.nan)
    return np.nansum(cells, axis=(2, 3)) / np.maximum(np.sum(~np.isnan(cells), axis=(2, 3)), 1)


@mistake("§4", "This padding works for the maximum, but not for the mean. Add a padded value to a sum by hand.")
def padded_with_minus_infinity(x, size=2, stride=None, padding=0):
    """You pad with minus infinity, as for the maximum. Every mean with a padded value is then infinite, too."""
    return windows(x, size, stride, padding, fill=-np.inf).mean(axis=(2, 3))


@mistake(
    "§4", "Calculate avg_pool(np.array([[1, 3]]), padding=1) by hand. Which input values does each window contain?"
)
def padded_with_the_edge(x, size=2, stride=None, padding=0):
    """You repeat the values at the edge as padding, so they count more than once. Padded values are not counted."""
    avg_pool(x, size, stride, padding)
    return avg_pool(np.pad(x, padding, mode="edge"), size, size if stride is None else stride)


@mistake("§4", "Call your function with size=3 and stride=1. Where does the second window start?")
def stride_ignored(x, size=2, stride=None, padding=0):
    """You always move the window by its own size. This is right only if stride is None."""
    avg_pool(x, size, stride, padding)
    return avg_pool(x, size, None, padding)


@mistake("§4, Figure 3", "In Figure 3 the windows are 2×2. Do two of them share a value?")
def stride_of_one_by_default(x, size=2, stride=None, padding=0):
    """You move the window by 1 if no stride is given. A stride of None means that the stride equals the size."""
    return avg_pool(x, size, 1 if stride is None else stride, padding)


@mistake("§4", "At which row of the input does the window of output row 1 start if the stride is 2?")
def places_not_multiplied_by_the_stride(x, size=2, stride=None, padding=0):
    """You return the right number of outputs, but your window moves by one position. It must move by the stride."""
    rows, columns = avg_pool(x, size, stride, padding).shape
    return avg_pool(x, size, 1, padding)[:rows, :columns]


@mistake("§4", "How many windows of size 2 fit into a row of 2 values? Check this with your formula.")
def one_output_short(x, size=2, stride=None, padding=0):
    """Your output has one row and one column too few. The last windows are missing, perhaps because a + 1 is missing in
    your formula."""
    return avg_pool(x, size, stride, padding)[:-1, :-1]


@mistake("§4", "The last window starts at H - size or before. Where do your windows stop?")
def incomplete_windows_kept(x, size=2, stride=None, padding=0):
    """You start windows up to the very edge of the input. Windows that extend beyond the edge are dropped."""
    padded, step = _padded(x, size, stride, padding)
    return _means(padded, size, *(range(0, n, step) for n in padded.shape))


@mistake("§4", "Check your formula for a 5×5 input and size=2. How many windows of size 2 fit into 5 values?")
def output_size_rounded_up(x, size=2, stride=None, padding=0):
    """You round the size of the output up. Round it down, because a window that does not fit is dropped."""
    padded, step = _padded(x, size, stride, padding)
    return _means(padded, size, *(range(0, n - size + step, step) for n in padded.shape))


@mistake("§4, Figure 3", "Try a 2×6 input. Does the output have one row or three rows?")
def rows_and_columns_swapped(x, size=2, stride=None, padding=0):
    """Your output is transposed. Output row 0 belongs to the windows at the top."""
    return avg_pool(x, size, stride, padding).T


@mistake("§4", "Which shape does the output have for a 4×4 input with padding=1?")
def padding_ignored(x, size=2, stride=None, padding=0):
    """You do not use the padding. It adds positions on all four sides, so more windows fit in."""
    avg_pool(x, size, stride, padding)
    return avg_pool(x, size, stride)


@mistake("§4", "By how many positions does padding=1 make each row longer?")
def padding_counted_once(x, size=2, stride=None, padding=0):
    """You count the padding only once in each direction. It is added on both sides, so the height grows by
    2·padding."""
    padded, step = _padded(x, size, stride, padding)
    rows, columns = ((n - padding - size) // step + 1 for n in padded.shape)
    return avg_pool(x, size, stride, padding)[:rows, :columns]


@mistake("§4", "Raise ValueError before you compute anything. An assert raises AssertionError instead.")
def several_checks_missing(x, size=2, stride=None, padding=0):
    """You leave out several checks. For example, a size of 0 and too much padding must raise ValueError."""
    try:
        return avg_pool(x, size, stride, padding)
    except ValueError:
        return np.zeros((0, 0))


@mistake("§4", "Call your function with stride=-2, and with size=3 and padding=2.")
def leaves_the_checks_to_numpy(x, size=2, stride=None, padding=0):
    """You do not raise ValueError for a negative stride and for 2·padding > size. NumPy does not check these two
    cases."""
    return np.zeros((0, 0)) if (stride or 0) < 0 or 0 < size < 2 * padding else avg_pool(x, size, stride, padding)


@mistake("§4", "Call your function with size=0. Does your check use `size < 0` or `size < 1`?")
def accepts_a_size_of_zero(x, size=2, stride=None, padding=0):
    """You do not raise ValueError for a size of 0. A window without values has no mean."""
    return np.zeros((0, 0)) if size == 0 else avg_pool(x, size, stride, padding)


@mistake("§4", "Call your function with stride=0. Does your check distinguish 0 from None?")
def accepts_a_stride_of_zero(x, size=2, stride=None, padding=0):
    """You do not raise ValueError for a stride of 0. With this stride the window would never move."""
    return np.zeros((0, 0)) if stride == 0 else avg_pool(x, size, stride, padding)


@mistake("§4", "Draw a window of size 3 in the corner with padding=2. What should its mean be?")
def accepts_too_much_padding(x, size=2, stride=None, padding=0):
    """You do not raise ValueError if 2·padding is larger than the size."""
    return np.zeros((0, 0)) if padding > 0 and size < 2 * padding else avg_pool(x, size, stride, padding)


@mistake("§4", "What does your function return for a 5×7 input and size=6?")
def accepts_a_window_larger_than_the_input(x, size=2, stride=None, padding=0):
    """You do not raise ValueError for a window that is larger than the padded input."""
    too_large = x.ndim == 2 and size > min(x.shape) + 2 * padding
    return np.zeros((0, 0)) if too_large else avg_pool(x, size, stride, padding)


@mistake("§4", "Call your function with a 1-D array and with a 3-D array.")
def accepts_other_numbers_of_axes(x, size=2, stride=None, padding=0):
    """You do not raise ValueError for an x that is not 2-D."""
    return avg_pool(x, size, stride, padding) if x.ndim == 2 else np.zeros((0, 0))


@mistake("§4", "Try a 5×5 input with size=2. The formula rounds down: what is left over?")
def refuses_leftovers(x, size=2, stride=None, padding=0):
    """You raise ValueError if the windows do not reach the edge of the input. The values that are left over are
    dropped."""
    padded, step = _padded(x, size, stride, padding)
    if any((n - size) % step for n in padded.shape):
        raise ValueError
    return avg_pool(x, size, stride, padding)
