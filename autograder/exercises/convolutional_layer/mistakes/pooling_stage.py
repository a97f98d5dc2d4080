"""Mistakes in `pooling_stage`."""

import numpy as np

from autograder.course.reference import load
from autograder.grading.misconceptions import mistake

pooling_stage = load("convolutional_layer").pooling_stage


def _padded(a, size, stride, padding, fill=-np.inf):
    """The padded input, where the call is legal."""
    pooling_stage(a, size, stride, padding)
    return np.pad(a.astype(float), padding, constant_values=fill)


def _largest(padded, size, places):
    """The largest values of the windows that begin at these places, cut off at the end."""
    return np.array([padded[i : i + size].max() for i in places])


@mistake("§4, Figure 3", "What are the largest value of 1, 2, 6 and their mean? Which one does your function report?")
def mean_instead_of_max(a, size, stride, padding):
    """You take the mean of each window: max pooling reports its largest value."""
    padded = _padded(a, size, stride, padding, fill=np.nan)
    return np.nanmean(np.lib.stride_tricks.sliding_window_view(padded, size)[::stride], axis=1)


@mistake("§4", "Call it with [2, 9], size=2. Is your answer 9, or the place where the 9 stands?")
def places_instead_of_values(a, size, stride, padding):
    """You report where in the window the largest value stands: asked for is the value itself."""
    padded = _padded(a, size, stride, padding)
    return np.lib.stride_tricks.sliding_window_view(padded, size)[::stride].argmax(axis=1)


@mistake("§4", "Call it with size=3 and stride=1. Where does the second window begin?")
def stride_ignored(a, size, stride, padding):
    """You move the window by its own size, whatever stride is asked for."""
    pooling_stage(a, size, stride, padding)
    return pooling_stage(a, size, size, padding)


@mistake("§4", "Call it with size=2 and stride=2. Where does the second window begin?")
def stride_of_one(a, size, stride, padding):
    """You move the window by one place, whatever stride is asked for."""
    pooling_stage(a, size, stride, padding)
    return pooling_stage(a, size, 1, padding)


@mistake("§4", "At which place of the input does the window of output 1 begin, if the stride is 2?")
def places_not_multiplied_by_the_stride(a, size, stride, padding):
    """You have as many outputs as you should, but your windows are one place apart: they are a stride apart."""
    return pooling_stage(a, size, 1, padding)[: len(pooling_stage(a, size, stride, padding))]


@mistake("§4", "Call it with size=3 and stride=1. How long is a window, and how far apart are two of them?")
def size_and_stride_swapped(a, size, stride, padding):
    """You exchange size and stride: size is the length of a window, stride how far apart windows begin."""
    return pooling_stage(a, stride, size, padding)


@mistake("§4", "Try size=3 with stride=1, and five values with size=2. Can a reshape make these windows?")
def tiles_by_reshape(a, size, stride, padding):
    """You cut the input into blocks with reshape: that fails for windows that overlap, leave gaps or leave a rest."""
    return _padded(a, size, stride, padding).reshape(-1, size).max(axis=1)


@mistake("§4", "How many windows of size 2 fit into 2 places? Put this into your formula.")
def one_output_short(a, size, stride, padding):
    """Your output is one value too short: the last window is missing, as if the + 1 were forgotten."""
    return pooling_stage(a, size, stride, padding)[:-1]


@mistake("§4", "The last window begins at n - size or before. Where do yours stop?")
def incomplete_windows_kept(a, size, stride, padding):
    """You begin windows up to the very end of the input: those that would reach over it are dropped."""
    padded = _padded(a, size, stride, padding)
    return _largest(padded, size, range(0, len(padded), stride))


@mistake("§4", "Put five values with size=2 into your formula. How many windows of 2 fit into 5 places?")
def output_size_rounded_up(a, size, stride, padding):
    """You round the number of outputs up: it is rounded down, a window that does not fit is dropped."""
    padded = _padded(a, size, stride, padding)
    return _largest(padded, size, range(0, len(padded) - size + stride, stride))


@mistake("§4", "Try four values with size=3 and stride=1. How many windows fit in?")
def output_size_without_the_window(a, size, stride, padding):
    """You divide the length by the stride, as if the window's size did not matter to how many fit in."""
    padded = _padded(a, size, stride, padding)
    return _largest(padded, size, range(0, len(padded) // stride * stride, stride))


@mistake("§4", "Which values does a[0:size] hold? Try size=1, too.")
def window_one_place_too_long(a, size, stride, padding):
    """Your windows hold one value too many: a slice from i to i + size has `size` values already."""
    padded = _padded(a, size, stride, padding)
    return _largest(padded, size + 1, range(0, len(padded) - size + 1, stride))


@mistake("§4", "Try pooling_stage(np.array([-5, -5]), 2, 2, 1). Is any 0 in the data?")
def padded_with_zeros(a, size, stride, padding):
    """You pad with 0, which wins against negative values: use a value below all that the data can hold."""
    return _largest(_padded(a, size, stride, padding, 0), size, range(0, len(a) + 2 * padding - size + 1, stride))


@mistake("§4", "Try values below -999, with a padding of 1. Which number is smaller than any other?")
def padded_with_minus_999(a, size, stride, padding):
    """You pad with -999, which wins against values below it: use one that is smaller than any other, -np.inf."""
    return _largest(_padded(a, size, stride, padding, -999), size, range(0, len(a) + 2 * padding - size + 1, stride))


@mistake(
    "§4", "Try pooling_stage(np.array([-5, -5]), 2, 2, 0). With what does your search for the largest value begin?"
)
def starts_from_zero(a, size, stride, padding):
    """You never report less than 0: a window of negative values has a negative maximum."""
    return np.maximum(pooling_stage(a, size, stride, padding), 0)


@mistake("§4", "How many outputs have four values with size=2, stride=2 and padding=1?")
def padding_ignored(a, size, stride, padding):
    """You leave out the padding: it adds places at both ends, so that more windows fit in."""
    pooling_stage(a, size, stride, padding)
    return pooling_stage(a, size, stride, 0)


@mistake("§4", "By how many places does padding=1 make the input longer?")
def padding_counted_once(a, size, stride, padding):
    """You count the padding once: it is added at both ends, so the length grows by 2·padding."""
    padded = _padded(a, size, stride, padding)
    return _largest(padded, size, range(0, len(padded) - padding - size + 1, stride))


@mistake("§4", "With padding=1, which values does the first window see?")
def no_padding_before_the_first_value(a, size, stride, padding):
    """You pad at the end only: padding goes to both ends, so the first window begins outside."""
    padded = _padded(a, size, stride, padding)[padding:]
    return _largest(padded, size, range(0, len(padded) - size + 1, stride))


@mistake("§4", "What is the dtype of the array that you fill? Try an input of quarters.")
def truncated_to_integers(a, size, stride, padding):
    """Your outputs lose their fractions: they are turned into integers on the way."""
    return np.trunc(pooling_stage(a, size, stride, padding))


@mistake("§4", "Print a before and after a call. What does a slice of an array share with the array?")
def sorts_its_argument(a, size, stride, padding):
    """You sort each window within a: that changes a, and the windows that follow see the changed values."""
    pooling_stage(a, size, stride, padding)
    out = []
    for i in range(-padding, len(a) + padding - size + 1, stride):
        a[max(i, 0) : i + size].sort()
        out.append(a[min(i + size, len(a)) - 1])
    return out


@mistake("§4", "Raise ValueError yourself, before anything is computed. An assert raises AssertionError.")
def several_checks_missing(a, size, stride, padding):
    """You leave out several checks: a size of 0 and too much padding, for example, have to raise ValueError."""
    try:
        return pooling_stage(a, size, stride, padding)
    except ValueError:
        return np.zeros(0)


@mistake("§4", "Call it with stride=-2, and with size=3 and padding=2.")
def leaves_the_checks_to_numpy(a, size, stride, padding):
    """You raise no ValueError for a negative stride and for 2·padding > size: NumPy's own checks let both pass."""
    return np.zeros(0) if stride < 0 or 0 < size < 2 * padding else pooling_stage(a, size, stride, padding)


@mistake("§4", "Call it with size=0. If your check comes first, is it `size < 0` or `size < 1`?")
def accepts_a_size_of_zero(a, size, stride, padding):
    """You raise no ValueError for a size of 0: a window without places has no largest value."""
    return np.zeros(0) if size == 0 else pooling_stage(a, size, stride, padding)


@mistake("§4", "Call it with stride=0. If your check comes first, is it `stride < 0` or `stride < 1`?")
def accepts_a_stride_of_zero(a, size, stride, padding):
    """You raise no ValueError for a stride of 0: such a window would never move."""
    return np.zeros(0) if stride == 0 else pooling_stage(a, size, stride, padding)


@mistake("§4", "Call it with padding=-1: there is no such number of added places.")
def accepts_negative_padding(a, size, stride, padding):
    """You raise no ValueError for a padding below 0."""
    return pooling_stage(a, size, stride, max(padding, 0))


@mistake("§4", "Draw a window of size 3 at the end, with padding=2. What should be its largest value?")
def accepts_too_much_padding(a, size, stride, padding):
    """You raise no ValueError where 2·padding is larger than the size."""
    return np.zeros(0) if 0 < size < 2 * padding else pooling_stage(a, size, stride, padding)


@mistake("§4", "What does your function return for six values and size=7?")
def accepts_a_window_longer_than_the_input(a, size, stride, padding):
    """You raise no ValueError for a window that is longer than the padded input."""
    too_long = size > len(a) + 2 * padding >= len(a)
    return np.zeros(0) if too_long else pooling_stage(a, size, stride, padding)


@mistake("§4", "A window of size 8 on six values with padding=1: how many places are there for it?")
def compares_the_window_with_the_unpadded_input(a, size, stride, padding):
    """You refuse a window that fits only thanks to the padding: it is the padded input that must be long enough."""
    if size > len(a):
        raise ValueError
    return pooling_stage(a, size, stride, padding)


@mistake("§4", "How many windows of size 6 fit into six values?")
def refuses_a_window_as_long_as_the_input(a, size, stride, padding):
    """You refuse a window that is as long as the padded input: only a longer one is illegal."""
    if size >= len(a) + 2 * padding:
        raise ValueError
    return pooling_stage(a, size, stride, padding)


@mistake("§4", "With size=4 and padding=2, how many values does the first window hold?")
def refuses_padding_of_half_the_window(a, size, stride, padding):
    """You refuse a padding of half the window: only where 2·padding is larger than the size is it illegal."""
    if padding and 2 * padding >= size:
        raise ValueError
    return pooling_stage(a, size, stride, padding)


@mistake("§4", "Try five values with size=2. The formula for the output rounds down: what is left over?")
def refuses_leftovers(a, size, stride, padding):
    """You refuse inputs that the windows do not cover to the end: what is left over is dropped."""
    padded = _padded(a, size, stride, padding)
    if (len(padded) - size) % stride:
        raise ValueError
    return pooling_stage(a, size, stride, padding)
