"""Mistakes in `translate`."""

import itertools

import numpy as np

from autograder.grading.misconceptions import mistake

from ..reference import translate


def _offsets(x, offset):
    """One offset for each axis, as a tuple. ValueError if their number is wrong."""
    translate(x, offset)  # raises ValueError for a wrong number of offsets
    return (offset,) if np.ndim(offset) == 0 else tuple(offset)


@mistake("§3", "Move [1, 2, 3] by 1. Does the 1 go to index 1 or out of the array?")
def opposite_direction(x, offset):
    """You move the content in the wrong direction. A positive offset moves it towards higher indices."""
    return translate(x, tuple(-places for places in _offsets(x, offset)))


@mistake("§3", "Move [1, 2, 3] by 1. Which value should come first? Which value does np.roll put there?")
def rolled(x, offset):
    """You move values that leave the array back in at the opposite end. These values are lost, and zeros move in."""
    return np.roll(x, _offsets(x, offset), axis=tuple(range(x.ndim)))


@mistake("§3", "Without axis=, np.roll flattens the array first. Try it on a 2-D array with the offsets (0, 1).")
def rolled_as_one_row(x, offset):
    """You move the content as if the array were one long row. Each axis has its own offset, and zeros move in."""
    return np.roll(x, sum(_offsets(x, offset)))


@mistake("§3", "Move np.eye(3) by (1, 0). Do its rows move down, or do its columns move to the right?")
def axes_swapped(x, offset):
    """You use the offsets for the wrong axes. The first offset is for axis 0, the rows."""
    return translate(x, _offsets(x, offset)[::-1])


@mistake("§3", "Move a 2-D array by the offsets (0, 1). What changes?")
def only_the_first_axis(x, offset):
    """You move the content only along the first axis. Every axis has its own offset."""
    first, *others = _offsets(x, offset)
    return translate(x, (first, *(0 for _ in others)))


@mistake("§3", "Move a 2-D array by the offsets (1, 0). What changes?")
def only_the_last_axis(x, offset):
    """You move the content only along the last axis. Every axis has its own offset."""
    *others, last = _offsets(x, offset)
    return translate(x, (*(0 for _ in others), last))


@mistake("§3", "Move a 2-D array by the offsets (1, 2). Which offset do you use for each axis?")
def first_offset_for_every_axis(x, offset):
    """You use the first offset for every axis. Every axis has its own offset."""
    return translate(x, _offsets(x, offset)[:1] * x.ndim)


@mistake("§3", "Compare your results for the offsets 1 and -1.")
def sign_ignored(x, offset):
    """You move the content towards higher indices even for a negative offset. The sign of the offset gives the
    direction."""
    return translate(x, tuple(abs(places) for places in _offsets(x, offset)))


@mistake("§3", "Which value do you write into the free positions?")
def border_repeated(x, offset):
    """You fill the free positions with the value at the border. Zeros move in instead."""
    sizes_and_offsets = zip(x.shape, _offsets(x, offset), strict=True)
    return x[np.ix_(*(np.clip(np.arange(size) - places, 0, size - 1) for size, places in sizes_and_offsets))]


@mistake("§3", "Which value do you write into the free positions?")
def nan_moves_in(x, offset):
    """You fill the free positions with NaN. Zeros move in instead."""
    return np.where(translate(np.ones(x.shape), offset) == 1, translate(x, offset), np.nan)


@mistake("§3", "Compare the shape of x with the shape of your result.")
def array_grows(x, offset):
    """You add zeros, but you do not remove the values that move out. The shape must stay the same."""
    return np.pad(x, [(max(places, 0), max(-places, 0)) for places in _offsets(x, offset)])


@mistake("§3", "Compare the shape of x with the shape of your result.")
def array_shrinks(x, offset):
    """You remove the values that move out, but you do not add zeros. The shape must stay the same."""
    offsets = _offsets(x, offset)
    return x[tuple(slice(max(-k, 0), max(n - max(k, 0), 0)) for n, k in zip(x.shape, offsets, strict=True))]


@mistake("§3", "What does r[0:] = 0 change? Try an offset of 0, also for only one of two axes.")
def offset_of_zero_erases(x, offset):
    """You set everything to 0 if an offset is 0. An offset of 0 means that nothing moves along this axis."""
    return translate(x, offset) * (0 not in _offsets(x, offset))


@mistake("§3", "How long is x[:-offset] for an offset of 0? Try it, also for only one of two axes.")
def offset_of_zero_fails(x, offset):
    """Your function fails if an offset is 0. This offset is legal, and nothing moves along this axis."""
    if 0 in _offsets(x, offset):
        raise ValueError
    return translate(x, offset)


@mistake("§3", "Move 5 values by 8. How many values are left, and what is in the free positions?")
def fails_beyond_the_size(x, offset):
    """Your function fails if an offset is larger than the axis. This offset is legal, and the result contains only
    zeros."""
    if np.any(np.abs(_offsets(x, offset)) > x.shape):
        raise ValueError
    return translate(x, offset)


@mistake("§3", "Move 5 values by 5. How many values are left, and what is in the free positions?")
def refuses_an_offset_as_large_as_the_axis(x, offset):
    """You raise ValueError for an offset as large as the axis. This offset is legal, and the result contains only
    zeros."""
    if np.any(np.abs(_offsets(x, offset)) >= x.shape):
        raise ValueError
    return translate(x, offset)


@mistake("§3", "Which value is x[i - offset] for i = 0 and an offset of 1?")
def wraps_in_at_the_front(x, offset):
    """You fill the start with values from the end if the offset is positive, because a negative index counts from the
    end."""
    offsets = zip(x.shape, _offsets(x, offset), strict=True)
    return _sum_of_moves(x, [(places, places - size) if places > 0 else (places,) for size, places in offsets])


@mistake("§3", "Which position is moved[i + offset] for i = 0 and an offset of -1?")
def wraps_in_at_the_end(x, offset):
    """You move values from the start to the end if the offset is negative, because a negative index counts from the
    end."""
    offsets = zip(x.shape, _offsets(x, offset), strict=True)
    return _sum_of_moves(x, [(places, places + size) if places < 0 else (places,) for size, places in offsets])


def _sum_of_moves(x, choices):
    return sum(translate(x, moves) for moves in itertools.product(*choices))


@mistake("§3", "Print x before and after a call. Into which array do you write?")
def changes_its_argument(x, offset):
    """You write the result into x. Return a new array, and leave x unchanged."""
    x[...] = translate(x, offset)
    return x


@mistake("§3", "What is the dtype of the array that you fill? Try x = np.array([0.5, 0.25]).")
def fractions_cut_off(x, offset):
    """Your values lose their fractions, because you write them into an integer array."""
    return translate(x, offset).astype(int)


@mistake("§3", "An int has no length. Which tuple has the same meaning?")
def forgets_the_int(x, offset):
    """Your function works only for tuples. For an array with one axis, the offset can also be an int."""
    if np.ndim(offset) == 0:
        raise TypeError
    return translate(x, offset)


@mistake("§3", "Try the offset (1,) on an array with one axis.")
def forgets_the_tuple_of_one(x, offset):
    """Your function works only for an int if the array has one axis. A tuple with one offset is legal, too."""
    if _offsets(x, offset) and x.ndim == 1 and np.ndim(offset) > 0:
        raise TypeError
    return translate(x, offset)


@mistake("§3", "An int is one offset. How many axes does the array have?")
def accepts_an_int_for_several_axes(x, offset):
    """You accept an int for an array with several axes. An int is only one offset, so raise ValueError."""
    return translate(x, (offset,) * x.ndim if np.ndim(offset) == 0 else offset)


@mistake("§3", "Compare the number of offsets with x.ndim first. Raise ValueError for fewer and for more.")
def accepts_too_few_offsets(x, offset):
    """You do not raise ValueError if there are fewer offsets than axes."""
    offsets = (offset,) if np.ndim(offset) == 0 else tuple(offset)
    return translate(x, offsets + (0,) * (x.ndim - len(offsets)))


@mistake("§3", "Compare the number of offsets with x.ndim first. Note that zip stops at the shorter list.")
def accepts_a_wrong_number_of_offsets(x, offset):
    """You do not raise ValueError if the number of offsets differs from the number of axes."""
    offsets = (offset,) if np.ndim(offset) == 0 else tuple(offset)
    return translate(x, (offsets + (0,) * x.ndim)[: x.ndim])
