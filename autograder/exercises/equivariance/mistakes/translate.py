"""Mistakes in `translate`."""

import itertools

import numpy as np

from autograder.course.reference import load
from autograder.grading.misconceptions import mistake

translate = load("equivariance").translate


def _offsets(x, offset):
    """One offset per axis, as a tuple."""
    translate(x, offset)  # refuses a wrong number
    return (offset,) if np.ndim(offset) == 0 else tuple(offset)


@mistake("§3", "Move [1, 2, 3] by 1. Does the 1 go to index 1 or out of the array?")
def opposite_direction(x, offset):
    """You move the content the wrong way: a positive offset moves it towards higher indices."""
    return translate(x, tuple(-places for places in _offsets(x, offset)))


@mistake("§3", "Which value should stand first in [1, 2, 3] moved by 1? Which one does np.roll put there?")
def rolled(x, offset):
    """You let what leaves over one border come back over the opposite one: it is lost, and zeros move in."""
    return np.roll(x, _offsets(x, offset), axis=tuple(range(x.ndim)))


@mistake("§3", "Without axis=, np.roll flattens the array first. Try it on a plane with offsets (0, 1).")
def rolled_as_one_row(x, offset):
    """You move the content as if the array were one long row: each axis has its own offset, and zeros move in."""
    return np.roll(x, sum(_offsets(x, offset)))


@mistake("§3", "Move np.eye(3) by (1, 0). Do its rows move down, or its columns to the right?")
def axes_swapped(x, offset):
    """You give each offset to the wrong axis: the first one is for axis 0, the rows."""
    return translate(x, _offsets(x, offset)[::-1])


@mistake("§3", "Look at what the offsets (0, 1) do to a plane.")
def only_the_first_axis(x, offset):
    """You move along the first axis only: every axis has an offset of its own."""
    first, *others = _offsets(x, offset)
    return translate(x, (first, *(0 for _ in others)))


@mistake("§3", "Look at what the offsets (1, 0) do to a plane.")
def only_the_last_axis(x, offset):
    """You move along the last axis only: every axis has an offset of its own."""
    *others, last = _offsets(x, offset)
    return translate(x, (*(0 for _ in others), last))


@mistake("§3", "Which offset does each axis get for (1, 2)?")
def first_offset_for_every_axis(x, offset):
    """You move every axis by the first offset: each axis has an offset of its own."""
    return translate(x, _offsets(x, offset)[:1] * x.ndim)


@mistake("§3", "Compare what you give for the offsets 1 and -1.")
def sign_ignored(x, offset):
    """You move towards higher indices for negative offsets, too: their sign is the direction."""
    return translate(x, tuple(abs(places) for places in _offsets(x, offset)))


@mistake("§3", "Which value do you put into a place that nothing was moved to?")
def border_repeated(x, offset):
    """You fill the places that become free with the value at the border: zeros move in."""
    sizes_and_offsets = zip(x.shape, _offsets(x, offset), strict=True)
    return x[np.ix_(*(np.clip(np.arange(size) - places, 0, size - 1) for size, places in sizes_and_offsets))]


@mistake("§3", "Which value do you put into a place that nothing was moved to?")
def nan_moves_in(x, offset):
    """You fill the places that become free with NaN: zeros move in."""
    return np.where(translate(np.ones(x.shape), offset) == 1, translate(x, offset), np.nan)


@mistake("§3", "Compare the shapes of x and of your result.")
def array_grows(x, offset):
    """You add zeros but push nothing out, so that the array grows: its shape stays."""
    return np.pad(x, [(max(places, 0), max(-places, 0)) for places in _offsets(x, offset)])


@mistake("§3", "Compare the shapes of x and of your result.")
def array_shrinks(x, offset):
    """You drop what is pushed out but let no zeros in, so that the array shrinks: its shape stays."""
    offsets = _offsets(x, offset)
    return x[tuple(slice(max(-k, 0), max(n - max(k, 0), 0)) for n, k in zip(x.shape, offsets, strict=True))]


@mistake("§3", "Which part of r is r[0:] = 0? Try an offset of 0, also on one axis of two.")
def offset_of_zero_erases(x, offset):
    """You erase everything where an offset is 0: by 0 places means that nothing moves along that axis."""
    return translate(x, offset) * (0 not in _offsets(x, offset))


@mistake("§3", "How long is x[:-offset] for an offset of 0? Try it, also on one axis of two.")
def offset_of_zero_fails(x, offset):
    """Your function fails where an offset is 0: it is legal, and nothing moves along that axis."""
    if 0 in _offsets(x, offset):
        raise ValueError
    return translate(x, offset)


@mistake("§3", "How many values are left of 5 after a move by 8? And what stands in the free places?")
def fails_beyond_the_size(x, offset):
    """Your function fails for an offset larger than the axis: it is legal and leaves nothing but zeros."""
    if np.any(np.abs(_offsets(x, offset)) > x.shape):
        raise ValueError
    return translate(x, offset)


@mistake("§3", "How many values are left of 5 after a move by 5? And what stands in the free places?")
def refuses_an_offset_as_large_as_the_axis(x, offset):
    """You refuse an offset as large as the axis: it is legal and leaves nothing but zeros."""
    if np.any(np.abs(_offsets(x, offset)) >= x.shape):
        raise ValueError
    return translate(x, offset)


@mistake("§3", "Which value is x[i - offset] for i = 0 and an offset of 1?")
def wraps_in_at_the_front(x, offset):
    """For positive offsets you fill the front with values from the end, where a negative index finds them."""
    offsets = zip(x.shape, _offsets(x, offset), strict=True)
    return _sum_of_moves(x, [(places, places - size) if places > 0 else (places,) for size, places in offsets])


@mistake("§3", "Which place is moved[i + offset] for i = 0 and an offset of -1?")
def wraps_in_at_the_end(x, offset):
    """For negative offsets what is pushed out at the front comes back at the end, where a negative index puts it."""
    offsets = zip(x.shape, _offsets(x, offset), strict=True)
    return _sum_of_moves(x, [(places, places + size) if places < 0 else (places,) for size, places in offsets])


def _sum_of_moves(x, choices):
    return sum(translate(x, moves) for moves in itertools.product(*choices))


@mistake("§3", "Print x before and after a call. Into which array do you write?")
def changes_its_argument(x, offset):
    """You write into the argument x: the result is an array of its own, and x stays as it is."""
    x[...] = translate(x, offset)
    return x


@mistake("§3", "What is the dtype of the array that you fill? Try x = np.array([0.5, 0.25]).")
def fractions_cut_off(x, offset):
    """Your values lose their fractions on the way: they are written into an integer array."""
    return translate(x, offset).astype(int)


@mistake("§3", "An int has no length. Which tuple does it stand for?")
def forgets_the_int(x, offset):
    """Your function works for tuples only: for an array with one axis the offset may be an int alone."""
    if np.ndim(offset) == 0:
        raise TypeError
    return translate(x, offset)


@mistake("§3", "Try the offset (1,) on an array with one axis.")
def forgets_the_tuple_of_one(x, offset):
    """Your function works for an int only where there is one axis: a tuple of one offset is legal, too."""
    if _offsets(x, offset) and x.ndim == 1 and np.ndim(offset) > 0:
        raise TypeError
    return translate(x, offset)


@mistake("§3", "An int is one offset. How many axes does the array have?")
def accepts_an_int_for_several_axes(x, offset):
    """You accept an int for an array with several axes: it is one offset, so ValueError is asked for."""
    return translate(x, (offset,) * x.ndim if np.ndim(offset) == 0 else offset)


@mistake("§3", "Compare the number of offsets with x.ndim first: both fewer and more are an error.")
def accepts_too_few_offsets(x, offset):
    """You do not raise ValueError where there are fewer offsets than axes."""
    offsets = (offset,) if np.ndim(offset) == 0 else tuple(offset)
    return translate(x, offsets + (0,) * (x.ndim - len(offsets)))


@mistake("§3", "Compare the number of offsets with x.ndim first. Note that zip stops at the shorter of two.")
def accepts_a_wrong_number_of_offsets(x, offset):
    """You do not raise ValueError where the number of offsets is not the number of axes."""
    offsets = (offset,) if np.ndim(offset) == 0 else tuple(offset)
    return translate(x, (offsets + (0,) * x.ndim)[: x.ndim])
