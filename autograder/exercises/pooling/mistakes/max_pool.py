"""Mistakes in `max_pool`."""

import numpy as np

from autograder.course.reference import load
from autograder.grading.misconceptions import mistake

max_pool, avg_pool = load("pooling").max_pool, load("pooling").avg_pool


def _padded(x, size, stride, padding):
    """The padded input and the stride, where the call is legal."""
    max_pool(x, size, stride, padding)
    return np.pad(x.astype(float), padding, constant_values=-np.inf), size if stride is None else stride


def _largest(padded, size, rows, columns):
    """The largest values of the windows that begin at these places, cut off at the edge."""
    return np.array([[padded[i : i + size, j : j + size].max() for j in columns] for i in rows])


@mistake("§4, Figure 3", "Compare your outputs with the left result in Figure 3, then with the right one.")
def mean_instead_of_max(x, size=2, stride=None, padding=0):
    """You take the mean of each window: max pooling reports its largest value."""
    return avg_pool(x, size, stride, padding)


@mistake("§4", "Call it with size=3 and stride=1. Where does the second window begin?")
def stride_ignored(x, size=2, stride=None, padding=0):
    """You move the window by its own size, whatever stride is asked for: that is right only where stride is None."""
    max_pool(x, size, stride, padding)
    return max_pool(x, size, None, padding)


@mistake("§4, Figure 3", "In Figure 3 the windows are 2×2. Do two of them share a cell?")
def stride_of_one_by_default(x, size=2, stride=None, padding=0):
    """Without a stride you move the window by one cell: None means that the stride is the size."""
    return max_pool(x, size, 1 if stride is None else stride, padding)


@mistake("§4, Figure 3", "Call it with size=3 and no stride. Do the windows still lie side by side?")
def stride_of_two_by_default(x, size=2, stride=None, padding=0):
    """Without a stride you move the window by two cells, as in Figure 3: None means that the stride is the size."""
    return max_pool(x, size, 2 if stride is None else stride, padding)


@mistake("§4", "At which row of the input does the window of output row 1 begin, if the stride is 2?")
def places_not_multiplied_by_the_stride(x, size=2, stride=None, padding=0):
    """You have as many outputs as you should, but your windows are one cell apart: they are a stride apart."""
    rows, columns = max_pool(x, size, stride, padding).shape
    return max_pool(x, size, 1, padding)[:rows, :columns]


@mistake("§4", "Try size=3 with stride=1, and a 5×7 input with size=2. Can a reshape make these windows?")
def tiles_by_reshape(x, size=2, stride=None, padding=0):
    """You cut the input into blocks with reshape: that fails for windows that overlap, leave gaps or leave a rest."""
    padded, _ = _padded(x, size, stride, padding)
    return padded.reshape(padded.shape[0] // size, size, padded.shape[1] // size, size).max(axis=(1, 3))


@mistake("§4", "How many windows of size 2 fit into a row of 2 cells? Put this into your formula.")
def one_output_short(x, size=2, stride=None, padding=0):
    """Your output is one row and one column too small: the last windows are missing, as if the + 1 were forgotten."""
    return max_pool(x, size, stride, padding)[:-1, :-1]


@mistake("§4", "The last window begins at H - size or before. Where do yours stop?")
def incomplete_windows_kept(x, size=2, stride=None, padding=0):
    """You begin windows up to the very edge of the input: those that would reach over it are dropped."""
    padded, step = _padded(x, size, stride, padding)
    return _largest(padded, size, *(range(0, n, step) for n in padded.shape))


@mistake("§4", "Put a 5×5 input with size=2 into your formula. How many windows of 2 fit into 5 cells?")
def output_size_rounded_up(x, size=2, stride=None, padding=0):
    """You round the size of the output up: it is rounded down, a window that does not fit is dropped."""
    padded, step = _padded(x, size, stride, padding)
    return _largest(padded, size, *(range(0, n - size + step, step) for n in padded.shape))


@mistake("§4", "Try a 4×4 input with size=3 and stride=1. How many windows fit into each row?")
def output_size_without_the_window(x, size=2, stride=None, padding=0):
    """You divide height and width by the stride, as if the window's size did not matter to how many fit in."""
    padded, step = _padded(x, size, stride, padding)
    return _largest(padded, size, *(range(0, n // step * step, step) for n in padded.shape))


@mistake("§4, Figure 3", "Try a 2×6 input: does the output have one row or three?")
def rows_and_columns_swapped(x, size=2, stride=None, padding=0):
    """Your rows stand where the columns should be: output row 0 belongs to the topmost windows."""
    return max_pool(x, size, stride, padding).T


@mistake("§4", "Try inputs of 4×6 and 6×4 cells. From what do you compute the number of columns?")
def height_taken_for_the_width(x, size=2, stride=None, padding=0):
    """You have as many columns as rows: their number follows from the width of the input, not from its height."""
    padded, step = _padded(x, size, stride, padding)
    places = range(0, len(padded) - size + 1, step)
    return _largest(padded, size, places, places)


@mistake("§4", "Which cells does x[0:size] hold? Try size=1, too.")
def window_one_cell_too_large(x, size=2, stride=None, padding=0):
    """Your windows hold one row and one column too many: a slice from i to i + size has `size` cells already."""
    padded, step = _padded(x, size, stride, padding)
    return _largest(padded, size + 1, *(range(0, n - size + 1, step) for n in padded.shape))


@mistake("§4", "Try max_pool(np.full((2, 2), -5), padding=1). Is any 0 in the data?")
def padded_with_zeros(x, size=2, stride=None, padding=0):
    """You pad with 0, which wins against negative inputs: use a value below all that the data can hold."""
    return load("pooling").windows(x, size, stride, padding, fill=0).max(axis=(2, 3))


@mistake("§4", "Try max_pool(np.full((2, 2), -5)). With what does your search for the largest value begin?")
def starts_from_zero(x, size=2, stride=None, padding=0):
    """You never report less than 0: a window of negative values has a negative maximum."""
    return np.maximum(max_pool(x, size, stride, padding), 0)


@mistake("§4", "Which shape has the output of a 4×4 input with padding=1?")
def padding_ignored(x, size=2, stride=None, padding=0):
    """You leave out the padding: it adds cells on all four sides, so that more windows fit in."""
    max_pool(x, size, stride, padding)
    return max_pool(x, size, stride)


@mistake("§4", "By how many cells does padding=1 make each row longer?")
def padding_counted_once(x, size=2, stride=None, padding=0):
    """You count the padding once per direction: it is added before and after, so the height grows by 2·padding."""
    padded, step = _padded(x, size, stride, padding)
    rows, columns = ((n - padding - size) // step + 1 for n in padded.shape)
    return max_pool(x, size, stride, padding)[:rows, :columns]


@mistake("§4", "With padding=1, which cells of x does the first window see?")
def no_padding_before_the_first_cell(x, size=2, stride=None, padding=0):
    """You pad below and on the right only: padding goes on all four sides, so the first window begins outside."""
    padded, step = _padded(x, size, stride, padding)
    return max_pool(padded[padding:, padding:], size, step)


@mistake("§4", "What is the dtype of the array that you fill? Try an input of quarters.")
def truncated_to_integers(x, size=2, stride=None, padding=0):
    """Your outputs lose their fractions: they are turned into integers on the way."""
    return np.trunc(max_pool(x, size, stride, padding))


@mistake("§4", "Raise ValueError yourself, before anything is computed. An assert raises AssertionError.")
def several_checks_missing(x, size=2, stride=None, padding=0):
    """You leave out several checks: a size of 0 and too much padding, for example, have to raise ValueError."""
    try:
        return max_pool(x, size, stride, padding)
    except ValueError:
        return np.zeros((0, 0))


@mistake("§4", "Call it with stride=-2, and with size=3 and padding=2.")
def leaves_the_checks_to_numpy(x, size=2, stride=None, padding=0):
    """You raise no ValueError for a negative stride and for 2·padding > size: NumPy's own checks let both pass."""
    return np.zeros((0, 0)) if (stride or 0) < 0 or 0 < size < 2 * padding else max_pool(x, size, stride, padding)


@mistake("§4", "Call it with size=0. If your check comes first, is it `size < 0` or `size < 1`?")
def accepts_a_size_of_zero(x, size=2, stride=None, padding=0):
    """You raise no ValueError for a size of 0: a window without cells has no largest value."""
    return np.zeros((0, 0)) if size == 0 else max_pool(x, size, stride, padding)


@mistake("§4", "Call it with stride=0. Does your check tell 0 from None?")
def accepts_a_stride_of_zero(x, size=2, stride=None, padding=0):
    """You raise no ValueError for a stride of 0: such a window would never move."""
    return np.zeros((0, 0)) if stride == 0 else max_pool(x, size, stride, padding)


@mistake("§4", "Call it with padding=-1: there is no such number of added cells.")
def accepts_negative_padding(x, size=2, stride=None, padding=0):
    """You raise no ValueError for a padding below 0."""
    return max_pool(x, size, stride, max(padding, 0))


@mistake("§4", "Draw a window of size 3 in the corner, with padding=2. What should be its largest value?")
def accepts_too_much_padding(x, size=2, stride=None, padding=0):
    """You raise no ValueError where 2·padding is larger than the size."""
    return np.zeros((0, 0)) if padding > 0 and size < 2 * padding else max_pool(x, size, stride, padding)


@mistake("§4", "What does your function return for a 5×7 input and size=6?")
def accepts_a_window_larger_than_the_input(x, size=2, stride=None, padding=0):
    """You raise no ValueError for a window that is larger than the padded input."""
    too_large = x.ndim == 2 and size > min(x.shape) + 2 * padding
    return np.zeros((0, 0)) if too_large else max_pool(x, size, stride, padding)


@mistake("§4", "Try a window of size 6 on inputs of 5×7 and of 7×5 cells.")
def compares_the_window_with_the_height_only(x, size=2, stride=None, padding=0):
    """You raise no ValueError for a window that is wider than the padded input: neither side may be too short."""
    too_wide = x.ndim == 2 and x.shape[1] < size - 2 * padding <= x.shape[0]
    return np.zeros((0, 0)) if too_wide else max_pool(x, size, stride, padding)


@mistake("§4", "Call it with a 1-D and with a 3-D array.")
def accepts_other_numbers_of_axes(x, size=2, stride=None, padding=0):
    """You raise no ValueError for an x that is not 2-D."""
    return max_pool(x, size, stride, padding) if x.ndim == 2 else np.zeros((0, 0))


@mistake("§4", "A window of size 7 on a 5×5 input with padding=1: how many places are there for it?")
def compares_the_window_with_the_unpadded_input(x, size=2, stride=None, padding=0):
    """You refuse a window that fits only thanks to the padding: it is the padded input that must be large enough."""
    if size > min(x.shape):
        raise ValueError
    return max_pool(x, size, stride, padding)


@mistake("§4", "How many windows of size 5 fit into a 5×5 input?")
def refuses_a_window_as_large_as_the_input(x, size=2, stride=None, padding=0):
    """You refuse a window that is as large as the padded input: only a larger one is illegal."""
    if size >= min(x.shape) + 2 * padding:
        raise ValueError
    return max_pool(x, size, stride, padding)


@mistake("§4", "With size=4 and padding=2, how many cells of data does the window in the corner hold?")
def refuses_padding_of_half_the_window(x, size=2, stride=None, padding=0):
    """You refuse a padding of half the window: only where 2·padding is larger than the size is it illegal."""
    if padding and 2 * padding >= size:
        raise ValueError
    return max_pool(x, size, stride, padding)


@mistake("§4", "Try a 5×5 input with size=2. The formula for the output rounds down: what is left over?")
def refuses_leftovers(x, size=2, stride=None, padding=0):
    """You refuse inputs that the windows do not cover to the edge: what is left over is dropped."""
    padded, step = _padded(x, size, stride, padding)
    if any((n - size) % step for n in padded.shape):
        raise ValueError
    return max_pool(x, size, stride, padding)
