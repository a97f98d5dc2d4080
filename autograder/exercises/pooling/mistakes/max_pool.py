"""Mistakes in `max_pool`."""

import numpy as np

from autograder.grading.misconceptions import mistake

from ..reference import avg_pool, max_pool, windows


def _padded(x, size, stride, padding):
    """The padded input and the stride. ValueError if the call is illegal."""
    max_pool(x, size, stride, padding)
    return np.pad(x.astype(float), padding, constant_values=-np.inf), size if stride is None else stride


def _largest(padded, size, rows, columns):
    """The largest values of the windows that start at these positions. Windows are cut off at the edge."""
    return np.array([[padded[i : i + size, j : j + size].max() for j in columns] for i in rows])


@mistake("§4, Figure 3", "Compare your outputs with the left result in Figure 3, then with the right result.")
def mean_instead_of_max(x, size=2, stride=None, padding=0):
    """You take the mean of each window. Max pooling returns the largest value of each window."""
    return avg_pool(x, size, stride, padding)


@mistake("§4", "Call your function with size=3 and stride=1. Where does the second window start?")
def stride_ignored(x, size=2, stride=None, padding=0):
    """You always move the window by its own size. This is right only if stride is None."""
    max_pool(x, size, stride, padding)
    return max_pool(x, size, None, padding)


@mistake("§4, Figure 3", "In Figure 3 the windows are 2×2. Do two of them share a value?")
def stride_of_one_by_default(x, size=2, stride=None, padding=0):
    """You move the window by 1 if no stride is given. A stride of None means that the stride equals the size."""
    return max_pool(x, size, 1 if stride is None else stride, padding)


@mistake("§4, Figure 3", "Call your function with size=3 and no stride. Do your windows overlap?")
def stride_of_two_by_default(x, size=2, stride=None, padding=0):
    """You move the window by 2 if no stride is given, as in Figure 3. A stride of None means that the stride equals the
    size."""
    return max_pool(x, size, 2 if stride is None else stride, padding)


@mistake("§4", "At which row of the input does the window of output row 1 start if the stride is 2?")
def places_not_multiplied_by_the_stride(x, size=2, stride=None, padding=0):
    """You return the right number of outputs, but your window moves by one position. It must move by the stride."""
    rows, columns = max_pool(x, size, stride, padding).shape
    return max_pool(x, size, 1, padding)[:rows, :columns]


@mistake("§4", "Try size=3 with stride=1, and a 5×7 input with size=2. Can reshape create these windows?")
def tiles_by_reshape(x, size=2, stride=None, padding=0):
    """You split the input into blocks with reshape. This fails if windows overlap, if there are gaps, or if values are
    left over."""
    padded, _ = _padded(x, size, stride, padding)
    return padded.reshape(padded.shape[0] // size, size, padded.shape[1] // size, size).max(axis=(1, 3))


@mistake("§4", "How many windows of size 2 fit into a row of 2 values? Check this with your formula.")
def one_output_short(x, size=2, stride=None, padding=0):
    """Your output has one row and one column too few. The last windows are missing, perhaps because a + 1 is missing in
    your formula."""
    return max_pool(x, size, stride, padding)[:-1, :-1]


@mistake("§4", "The last window starts at H - size or before. Where do your windows stop?")
def incomplete_windows_kept(x, size=2, stride=None, padding=0):
    """You start windows up to the very edge of the input. Windows that extend beyond the edge are dropped."""
    padded, step = _padded(x, size, stride, padding)
    return _largest(padded, size, *(range(0, n, step) for n in padded.shape))


@mistake("§4", "Check your formula for a 5×5 input and size=2. How many windows of size 2 fit into 5 values?")
def output_size_rounded_up(x, size=2, stride=None, padding=0):
    """You round the size of the output up. Round it down, because a window that does not fit is dropped."""
    padded, step = _padded(x, size, stride, padding)
    return _largest(padded, size, *(range(0, n - size + step, step) for n in padded.shape))


@mistake("§4", "Try a 4×4 input with size=3 and stride=1. How many windows fit into each row?")
def output_size_without_the_window(x, size=2, stride=None, padding=0):
    """You divide the height and width by the stride and ignore the size of the window. The size also limits how many
    windows fit in."""
    padded, step = _padded(x, size, stride, padding)
    return _largest(padded, size, *(range(0, n // step * step, step) for n in padded.shape))


@mistake("§4, Figure 3", "Try a 2×6 input. Does the output have one row or three rows?")
def rows_and_columns_swapped(x, size=2, stride=None, padding=0):
    """Your output is transposed. Output row 0 belongs to the windows at the top."""
    return max_pool(x, size, stride, padding).T


@mistake("§4", "Try a 4×6 input and a 6×4 input. From which length do you compute the number of columns?")
def height_taken_for_the_width(x, size=2, stride=None, padding=0):
    """You return as many columns as rows. The number of columns depends on the width of the input, not on its
    height."""
    padded, step = _padded(x, size, stride, padding)
    places = range(0, len(padded) - size + 1, step)
    return _largest(padded, size, places, places)


@mistake("§4", "Which rows does x[0:size] contain? Try size=1, too.")
def window_one_cell_too_large(x, size=2, stride=None, padding=0):
    """Your windows have one row and one column too many. A slice from i to i + size already has `size` elements."""
    padded, step = _padded(x, size, stride, padding)
    return _largest(padded, size + 1, *(range(0, n - size + 1, step) for n in padded.shape))


@mistake("§4", "Call max_pool(np.full((2, 2), -5), padding=1). Is there a 0 in the data?")
def padded_with_zeros(x, size=2, stride=None, padding=0):
    """You pad with 0, which is larger than negative values. Use a value that is smaller than any value in the data."""
    return windows(x, size, stride, padding, fill=0).max(axis=(2, 3))


@mistake("§4", "Call max_pool(np.full((2, 2), -5)). With which value does your search for the maximum start?")
def starts_from_zero(x, size=2, stride=None, padding=0):
    """You never return a value below 0. The maximum of a window of negative values is negative."""
    return np.maximum(max_pool(x, size, stride, padding), 0)


@mistake("§4", "Which shape does the output have for a 4×4 input with padding=1?")
def padding_ignored(x, size=2, stride=None, padding=0):
    """You do not use the padding. It adds positions on all four sides, so more windows fit in."""
    max_pool(x, size, stride, padding)
    return max_pool(x, size, stride)


@mistake("§4", "By how many positions does padding=1 make each row longer?")
def padding_counted_once(x, size=2, stride=None, padding=0):
    """You count the padding only once in each direction. It is added on both sides, so the height grows by
    2·padding."""
    padded, step = _padded(x, size, stride, padding)
    rows, columns = ((n - padding - size) // step + 1 for n in padded.shape)
    return max_pool(x, size, stride, padding)[:rows, :columns]


@mistake("§4", "With padding=1, which values of x does the first window contain?")
def no_padding_before_the_first_cell(x, size=2, stride=None, padding=0):
    """You pad only below and on the right. The padding is added on all four sides, so the first window starts outside
    x."""
    padded, step = _padded(x, size, stride, padding)
    return max_pool(padded[padding:, padding:], size, step)


@mistake("§4", "What is the dtype of the array that you fill? Try an input of quarters.")
def truncated_to_integers(x, size=2, stride=None, padding=0):
    """Your outputs lose their fractions, because your code converts them to integers."""
    return np.trunc(max_pool(x, size, stride, padding))


@mistake("§4", "Raise ValueError before you compute anything. An assert raises AssertionError instead.")
def several_checks_missing(x, size=2, stride=None, padding=0):
    """You leave out several checks. For example, a size of 0 and too much padding must raise ValueError."""
    try:
        return max_pool(x, size, stride, padding)
    except ValueError:
        return np.zeros((0, 0))


@mistake("§4", "Call your function with stride=-2, and with size=3 and padding=2.")
def leaves_the_checks_to_numpy(x, size=2, stride=None, padding=0):
    """You do not raise ValueError for a negative stride and for 2·padding > size. NumPy does not check these two
    cases."""
    return np.zeros((0, 0)) if (stride or 0) < 0 or 0 < size < 2 * padding else max_pool(x, size, stride, padding)


@mistake("§4", "Call your function with size=0. Does your check use `size < 0` or `size < 1`?")
def accepts_a_size_of_zero(x, size=2, stride=None, padding=0):
    """You do not raise ValueError for a size of 0. A window without values has no maximum."""
    return np.zeros((0, 0)) if size == 0 else max_pool(x, size, stride, padding)


@mistake("§4", "Call your function with stride=0. Does your check distinguish 0 from None?")
def accepts_a_stride_of_zero(x, size=2, stride=None, padding=0):
    """You do not raise ValueError for a stride of 0. With this stride the window would never move."""
    return np.zeros((0, 0)) if stride == 0 else max_pool(x, size, stride, padding)


@mistake("§4", "Call your function with padding=-1. You cannot add a negative number of positions.")
def accepts_negative_padding(x, size=2, stride=None, padding=0):
    """You do not raise ValueError for a padding below 0."""
    return max_pool(x, size, stride, max(padding, 0))


@mistake("§4", "Draw a window of size 3 in the corner with padding=2. What should its maximum be?")
def accepts_too_much_padding(x, size=2, stride=None, padding=0):
    """You do not raise ValueError if 2·padding is larger than the size."""
    return np.zeros((0, 0)) if padding > 0 and size < 2 * padding else max_pool(x, size, stride, padding)


@mistake("§4", "What does your function return for a 5×7 input and size=6?")
def accepts_a_window_larger_than_the_input(x, size=2, stride=None, padding=0):
    """You do not raise ValueError for a window that is larger than the padded input."""
    too_large = x.ndim == 2 and size > min(x.shape) + 2 * padding
    return np.zeros((0, 0)) if too_large else max_pool(x, size, stride, padding)


@mistake("§4", "Try a window of size 6 on a 5×7 input and on a 7×5 input.")
def compares_the_window_with_the_height_only(x, size=2, stride=None, padding=0):
    """You do not raise ValueError for a window that is wider than the padded input. Compare the size with the height
    and with the width."""
    too_wide = x.ndim == 2 and x.shape[1] < size - 2 * padding <= x.shape[0]
    return np.zeros((0, 0)) if too_wide else max_pool(x, size, stride, padding)


@mistake("§4", "Call your function with a 1-D array and with a 3-D array.")
def accepts_other_numbers_of_axes(x, size=2, stride=None, padding=0):
    """You do not raise ValueError for an x that is not 2-D."""
    return max_pool(x, size, stride, padding) if x.ndim == 2 else np.zeros((0, 0))


@mistake("§4", "How many positions does a window of size 7 have on a 5×5 input with padding=1?")
def compares_the_window_with_the_unpadded_input(x, size=2, stride=None, padding=0):
    """You raise ValueError for a window that fits into the padded input. Include the padding in the comparison."""
    if size > min(x.shape):
        raise ValueError
    return max_pool(x, size, stride, padding)


@mistake("§4", "How many windows of size 5 fit into a 5×5 input?")
def refuses_a_window_as_large_as_the_input(x, size=2, stride=None, padding=0):
    """You raise ValueError for a window that is as large as the padded input. Only a larger window is illegal."""
    if size >= min(x.shape) + 2 * padding:
        raise ValueError
    return max_pool(x, size, stride, padding)


@mistake("§4", "With size=4 and padding=2, how many input values does the window in the corner contain?")
def refuses_padding_of_half_the_window(x, size=2, stride=None, padding=0):
    """You raise ValueError if 2·padding equals the size. It is illegal only if 2·padding is larger than the size."""
    if padding and 2 * padding >= size:
        raise ValueError
    return max_pool(x, size, stride, padding)


@mistake("§4", "Try a 5×5 input with size=2. The formula rounds down: what is left over?")
def refuses_leftovers(x, size=2, stride=None, padding=0):
    """You raise ValueError if the windows do not reach the edge of the input. The values that are left over are
    dropped."""
    padded, step = _padded(x, size, stride, padding)
    if any((n - size) % step for n in padded.shape):
        raise ValueError
    return max_pool(x, size, stride, padding)
