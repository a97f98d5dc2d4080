"""Mistakes in `pooling_stage`."""

import numpy as np

from autograder.grading.misconceptions import mistake

from ..reference import pooling_stage


def _padded(a, size, stride, padding, fill=-np.inf):
    """The padded input. ValueError if the call is illegal."""
    pooling_stage(a, size, stride, padding)
    return np.pad(a.astype(float), padding, constant_values=fill)


def _largest(padded, size, places):
    """The largest values of the windows that start at these positions. Windows are cut off at the end."""
    return np.array([padded[i : i + size].max() for i in places])


@mistake(
    "§4, Figure 3",
    "What is the largest value of 1, 2 and 6, and what is their mean? Which one does your function return?",
)
def mean_instead_of_max(a, size, stride, padding):
    """You take the mean of each window. Max pooling returns the largest value of each window."""
    padded = _padded(a, size, stride, padding, fill=np.nan)
    return np.nanmean(np.lib.stride_tricks.sliding_window_view(padded, size)[::stride], axis=1)


@mistake("§4", "Call your function with [2, 9] and size=2. Do you return 9, or the index of the 9?")
def places_instead_of_values(a, size, stride, padding):
    """You return the index of the largest value in its window. Return the value itself."""
    padded = _padded(a, size, stride, padding)
    return np.lib.stride_tricks.sliding_window_view(padded, size)[::stride].argmax(axis=1)


@mistake("§4", "Call your function with size=3 and stride=1. Where does the second window start?")
def stride_ignored(a, size, stride, padding):
    """You always move the window by its own size. It must move by the stride."""
    pooling_stage(a, size, stride, padding)
    return pooling_stage(a, size, size, padding)


@mistake("§4", "Call your function with size=2 and stride=2. Where does the second window start?")
def stride_of_one(a, size, stride, padding):
    """You always move the window by one position. It must move by the stride."""
    pooling_stage(a, size, stride, padding)
    return pooling_stage(a, size, 1, padding)


@mistake("§4", "At which index of the input does the window of output 1 start if the stride is 2?")
def places_not_multiplied_by_the_stride(a, size, stride, padding):
    """You return the right number of outputs, but your window moves by one position. It must move by the stride."""
    return pooling_stage(a, size, 1, padding)[: len(pooling_stage(a, size, stride, padding))]


@mistake("§4", "Call your function with size=3 and stride=1. How long is a window, and by how much does it move?")
def size_and_stride_swapped(a, size, stride, padding):
    """You exchange size and stride. The size is the length of a window, and the stride is the distance between
    windows."""
    return pooling_stage(a, stride, size, padding)


@mistake("§4", "Try size=3 with stride=1, and five values with size=2. Can reshape create these windows?")
def tiles_by_reshape(a, size, stride, padding):
    """You split the input into blocks with reshape. This fails if windows overlap, if there are gaps, or if values are
    left over."""
    return _padded(a, size, stride, padding).reshape(-1, size).max(axis=1)


@mistake("§4", "How many windows of size 2 fit into 2 values? Check this with your formula.")
def one_output_short(a, size, stride, padding):
    """Your output is one value too short. The last window is missing, perhaps because a + 1 is missing in your
    formula."""
    return pooling_stage(a, size, stride, padding)[:-1]


@mistake("§4", "The last window starts at n - size or before. Where do your windows stop?")
def incomplete_windows_kept(a, size, stride, padding):
    """You start windows up to the very end of the input. Windows that extend beyond the end are dropped."""
    padded = _padded(a, size, stride, padding)
    return _largest(padded, size, range(0, len(padded), stride))


@mistake("§4", "Check your formula for five values and size=2. How many windows of size 2 fit into 5 values?")
def output_size_rounded_up(a, size, stride, padding):
    """You round the number of outputs up. Round it down, because a window that does not fit is dropped."""
    padded = _padded(a, size, stride, padding)
    return _largest(padded, size, range(0, len(padded) - size + stride, stride))


@mistake("§4", "Try four values with size=3 and stride=1. How many windows fit in?")
def output_size_without_the_window(a, size, stride, padding):
    """You divide the length by the stride and ignore the size of the window. The size also limits how many windows fit
    in."""
    padded = _padded(a, size, stride, padding)
    return _largest(padded, size, range(0, len(padded) // stride * stride, stride))


@mistake("§4", "Which values does a[0:size] contain? Try size=1, too.")
def window_one_place_too_long(a, size, stride, padding):
    """Your windows contain one value too many. A slice from i to i + size already has `size` values."""
    padded = _padded(a, size, stride, padding)
    return _largest(padded, size + 1, range(0, len(padded) - size + 1, stride))


@mistake("§4", "Call pooling_stage(np.array([-5, -5]), 2, 2, 1). Is there a 0 in the data?")
def padded_with_zeros(a, size, stride, padding):
    """You pad with 0, which is larger than negative values. Use a value that is smaller than any value in the data."""
    return _largest(_padded(a, size, stride, padding, 0), size, range(0, len(a) + 2 * padding - size + 1, stride))


@mistake("§4", "Try values below -999 with padding=1. Which number is smaller than any other?")
def padded_with_minus_999(a, size, stride, padding):
    """You pad with -999, which is larger than some values. Use -np.inf, which is smaller than any number."""
    return _largest(_padded(a, size, stride, padding, -999), size, range(0, len(a) + 2 * padding - size + 1, stride))


@mistake(
    "§4", "Call pooling_stage(np.array([-5, -5]), 2, 2, 0). With which value does your search for the maximum start?"
)
def starts_from_zero(a, size, stride, padding):
    """You never return a value below 0. The maximum of a window of negative values is negative."""
    return np.maximum(pooling_stage(a, size, stride, padding), 0)


@mistake("§4", "How many outputs do four values give with size=2, stride=2 and padding=1?")
def padding_ignored(a, size, stride, padding):
    """You do not use the padding. It adds positions at both ends, so more windows fit in."""
    pooling_stage(a, size, stride, padding)
    return pooling_stage(a, size, stride, 0)


@mistake("§4", "By how many positions does padding=1 make the input longer?")
def padding_counted_once(a, size, stride, padding):
    """You count the padding only once. It is added at both ends, so the length grows by 2·padding."""
    padded = _padded(a, size, stride, padding)
    return _largest(padded, size, range(0, len(padded) - padding - size + 1, stride))


@mistake("§4", "With padding=1, which values does the first window contain?")
def no_padding_before_the_first_value(a, size, stride, padding):
    """You pad only at the end. The padding is added at both ends, so the first window starts before the first value."""
    padded = _padded(a, size, stride, padding)[padding:]
    return _largest(padded, size, range(0, len(padded) - size + 1, stride))


@mistake("§4", "What is the dtype of the array that you fill? Try an input of quarters.")
def truncated_to_integers(a, size, stride, padding):
    """Your outputs lose their fractions, because your code converts them to integers."""
    return np.trunc(pooling_stage(a, size, stride, padding))


@mistake("§4", "Print a before and after a call. A slice is a view: which data does it share with the array?")
def sorts_its_argument(a, size, stride, padding):
    """You sort each window inside a. This changes a, and the next windows contain the changed values."""
    pooling_stage(a, size, stride, padding)
    out = []
    for i in range(-padding, len(a) + padding - size + 1, stride):
        a[max(i, 0) : i + size].sort()
        out.append(a[min(i + size, len(a)) - 1])
    return out


@mistake("§4", "Raise ValueError before you compute anything. An assert raises AssertionError instead.")
def several_checks_missing(a, size, stride, padding):
    """You leave out several checks. For example, a size of 0 and too much padding must raise ValueError."""
    try:
        return pooling_stage(a, size, stride, padding)
    except ValueError:
        return np.zeros(0)


@mistake("§4", "Call your function with stride=-2, and with size=3 and padding=2.")
def leaves_the_checks_to_numpy(a, size, stride, padding):
    """You do not raise ValueError for a negative stride and for 2·padding > size. NumPy does not check these two
    cases."""
    return np.zeros(0) if stride < 0 or 0 < size < 2 * padding else pooling_stage(a, size, stride, padding)


@mistake("§4", "Call your function with size=0. Does your check use `size < 0` or `size < 1`?")
def accepts_a_size_of_zero(a, size, stride, padding):
    """You do not raise ValueError for a size of 0. A window without values has no maximum."""
    return np.zeros(0) if size == 0 else pooling_stage(a, size, stride, padding)


@mistake("§4", "Call your function with stride=0. Does your check use `stride < 0` or `stride < 1`?")
def accepts_a_stride_of_zero(a, size, stride, padding):
    """You do not raise ValueError for a stride of 0. With this stride the window would never move."""
    return np.zeros(0) if stride == 0 else pooling_stage(a, size, stride, padding)


@mistake("§4", "Call your function with padding=-1. You cannot add a negative number of positions.")
def accepts_negative_padding(a, size, stride, padding):
    """You do not raise ValueError for a padding below 0."""
    return pooling_stage(a, size, stride, max(padding, 0))


@mistake("§4", "Draw a window of size 3 at the end with padding=2. What should its maximum be?")
def accepts_too_much_padding(a, size, stride, padding):
    """You do not raise ValueError if 2·padding is larger than the size."""
    return np.zeros(0) if 0 < size < 2 * padding else pooling_stage(a, size, stride, padding)


@mistake("§4", "What does your function return for six values and size=7?")
def accepts_a_window_longer_than_the_input(a, size, stride, padding):
    """You do not raise ValueError for a window that is longer than the padded input."""
    too_long = size > len(a) + 2 * padding >= len(a)
    return np.zeros(0) if too_long else pooling_stage(a, size, stride, padding)


@mistake("§4", "How many positions does a window of size 8 have on six values with padding=1?")
def compares_the_window_with_the_unpadded_input(a, size, stride, padding):
    """You raise ValueError for a window that fits into the padded input. Include the padding in the comparison."""
    if size > len(a):
        raise ValueError
    return pooling_stage(a, size, stride, padding)


@mistake("§4", "How many windows of size 6 fit into six values?")
def refuses_a_window_as_long_as_the_input(a, size, stride, padding):
    """You raise ValueError for a window that is as long as the padded input. Only a longer window is illegal."""
    if size >= len(a) + 2 * padding:
        raise ValueError
    return pooling_stage(a, size, stride, padding)


@mistake("§4", "With size=4 and padding=2, how many values does the first window contain?")
def refuses_padding_of_half_the_window(a, size, stride, padding):
    """You raise ValueError if 2·padding equals the size. It is illegal only if 2·padding is larger than the size."""
    if padding and 2 * padding >= size:
        raise ValueError
    return pooling_stage(a, size, stride, padding)


@mistake("§4", "Try five values with size=2. The formula rounds down: what is left over?")
def refuses_leftovers(a, size, stride, padding):
    """You raise ValueError if the windows do not reach the end of the input. The values that are left over are
    dropped."""
    padded = _padded(a, size, stride, padding)
    if (len(padded) - size) % stride:
        raise ValueError
    return pooling_stage(a, size, stride, padding)
