"""How `translate` goes wrong."""

import numpy as np

from autograder.grading.mistake_model import Model, decision, missing_check, special_case

from ...shared.arrays import distinct


def moved_rows(x, k):
    """The array moved by k along its first axis; zeros move in."""
    moved, n = np.zeros_like(x), len(x)
    moved[max(k, 0) : max(n + k, 0)] = x[max(-k, 0) : max(n - k, 0)]
    return moved


class Translate(Model, task="translate"):
    """One axis after the other is moved."""

    section = "§3"

    def compute(self, x, offset):
        self.accepts(x.ndim)
        return self.result(self.moved(x.astype(float), self.for_axes(self.offsets(x, offset))))

    @decision(about="many axes")
    def accepts(self, axes):
        """Raises an exception if there are too many axes."""

    @accepts.slip("Try an array with two axes. Does your loop go through all of its axes?", about="everything")
    def only_one_axis(self, axes):
        """Your function works only for arrays with one axis. The array can have any number of axes."""
        if axes > 1:
            raise ValueError

    @accepts.slip("Try an array with one axis, and an array with three axes.", about="everything")
    def only_two_axes(self, axes):
        """Your function works only for arrays with two axes. The array can have any number of axes."""
        if axes != 2:
            raise ValueError

    @accepts.slip("Try an array with three axes. Can you use a loop over the axes?")
    def two_axes_at_most(self, axes):
        """Your function works only for arrays with one axis or two. The array can have any number of axes."""
        if axes > 2:
            raise ValueError

    @decision(about="tuple of one")
    def offsets(self, x, offset):
        """The offsets as a tuple."""
        return tuple(np.atleast_1d(offset).tolist())

    @offsets.slip("An int has no length. Which tuple has the same meaning?", about="everything")
    def forgets_the_int(self, x, offset):
        """Your function works only for tuples. For an array with one axis, the offset can also be an int."""
        return tuple(offset)

    @offsets.slip("Try the offset (1,) on an array with one axis.")
    def forgets_the_tuple_of_one(self, x, offset):
        """Your function works only for an int if the array has one axis. A tuple with one offset is legal, too."""
        return (offset.__index__(),) if x.ndim == 1 else offset

    @decision(about="axes")
    def for_axes(self, offsets):
        """The offset of each axis."""
        return offsets

    @for_axes.slip("Move np.eye(3) by (1, 0). Do its rows move down, or do its columns move to the right?")
    def axes_swapped(self, offsets):
        """You use the offsets for the wrong axes. The first offset is for axis 0, the rows."""
        return offsets[::-1]

    @for_axes.slip("Move a 2-D array by the offsets (0, 1). What changes?")
    def only_the_first_axis(self, offsets):
        """You move the content only along the first axis. Every axis has its own offset."""
        return offsets[:1] + (None,) * (len(offsets) - 1)

    @for_axes.slip("Move a 2-D array by the offsets (1, 0). What changes?")
    def only_the_last_axis(self, offsets):
        """You move the content only along the last axis. Every axis has its own offset."""
        return (None,) * (len(offsets) - 1) + offsets[-1:]

    @for_axes.slip("Try an array with three axes and the offsets (1, 1, 1). What changes?", about="many axes")
    def only_the_first_two_axes(self, offsets):
        """You move the content only along the first two axes. Every axis has its own offset."""
        return offsets[:2] + (None,) * (len(offsets) - 2)

    @for_axes.slip("Move a 2-D array by the offsets (1, 2). Which offset do you use for each axis?")
    def first_offset_for_every_axis(self, offsets):
        """You use the first offset for every axis. Every axis has its own offset."""
        return offsets[:1] * len(offsets)

    @decision(about="one long row")
    def moved(self, x, offsets):
        """The array, moved along all axes. Axes whose offset is None are left out."""
        for axis, k in enumerate(offsets):
            if k is not None:
                x = np.moveaxis(self.along(np.moveaxis(x, axis, 0), k), 0, axis)
        return x

    @moved.slip("Without axis=, np.roll flattens the array first. Try it on a 2-D array with the offsets (0, 1).")
    def rolled_as_one_row(self, x, offsets):
        """You move the content as if the array were one long row. Each axis has its own offset, and zeros move in."""
        return np.roll(x, sum(k or 0 for k in offsets))

    def along(self, x, k):
        """The array moved along its first axis."""
        k = self.places(k, len(x))
        if k == 0:
            return self.still(x)
        return self.beyond(x, k) if abs(k) >= len(x) else self.filled(x, k)

    @decision(about="negative offsets")
    def places(self, k, size):
        """By how many places the content moves."""
        return k

    @places.slip("Move [1, 2, 3] by 1. Does the 1 go to index 1 or out of the array?", about="everything")
    def opposite_direction(self, k, size):
        """You move the content in the wrong direction. A positive offset moves it towards higher indices."""
        return -k

    @places.slip("Compare your results for the offsets 1 and -1.")
    def sign_ignored(self, k, size):
        """You move the content towards higher indices even for a negative offset. The sign of the offset gives the
        direction."""
        return abs(k)

    @places.slip("Move [1, 2, 3] by -1. Which branch of your code is for negative offsets?")
    def negative_offsets_ignored(self, k, size):
        """You move nothing if the offset is negative. A negative offset moves the content towards lower indices."""
        return max(k, 0)

    @places.slip("Move [1, 2, 3] by -1. Which positions are x[-1:], and which are x[:1]?")
    def negative_offsets_count_from_the_end(self, k, size):
        """A negative index counts from the end, so your slices are wrong for negative offsets. These move the content
        towards lower indices."""
        return k if k >= 0 else max(size + k, 0)

    @negative_offsets_count_from_the_end.also
    def negative_offsets_count_from_the_end(self, k, size):
        return size + k if -size <= k < 0 else k

    @places.slip("Move [1, 2, 3] by -1. What is np.zeros(-1)?")
    def fails_for_negative_offsets(self, k, size):
        """Your function fails for negative offsets. A negative offset moves the content towards lower indices."""
        if k < 0:
            raise ValueError
        return k

    @decision(about="offset of 0")
    def still(self, x):
        """The array moved by 0 along an axis."""
        return x

    @still.slip("What does r[0:] = 0 change? Try an offset of 0, also for only one of two axes.")
    def offset_of_zero_erases(self, x):
        """You set everything to 0 if an offset is 0. An offset of 0 means that nothing moves along this axis."""
        return np.zeros_like(x)

    @still.slip("How long is x[:-offset] for an offset of 0? Try it, also for only one of two axes.")
    def offset_of_zero_fails(self, x):
        """Your function fails if an offset is 0. This offset is legal, and nothing moves along this axis."""
        raise ValueError

    @decision(about="beyond the size")
    def beyond(self, x, k):
        """The array moved by its whole length or more."""
        return self.filled(x, k)

    @beyond.slip("Move 5 values by 8. How many values are left, and what is in the free positions?")
    def fails_beyond_the_size(self, x, k):
        """Your function fails, or its result is too long, if an offset is larger than the axis. This offset is legal,
        and the result contains only zeros."""
        if abs(k) > len(x):
            raise ValueError
        return self.filled(x, k)

    @fails_beyond_the_size.also
    def fails_beyond_the_size(self, x, k):
        if len(x) < abs(k) < 2 * len(x) - 1:  # from twice the size on, the slices with negative ends are empty
            raise ValueError
        return self.filled(x, k)

    @fails_beyond_the_size.also
    def fails_beyond_the_size(self, x, k):
        return np.zeros((abs(k), *x.shape[1:])) if abs(k) > len(x) else self.filled(x, k)

    @beyond.slip("Move 5 values by 5. How many values are left, and what is in the free positions?")
    def refuses_an_offset_as_large_as_the_axis(self, x, k):
        """You raise ValueError for an offset as large as the axis. This offset is legal, and the result contains only
        zeros."""
        raise ValueError

    @beyond.slip("Move 5 values by 7 and by -7. Are all values moved out?")
    def values_left_beyond_the_size(self, x, k):
        """Values are left if an offset is larger than the axis. This offset is legal, and the result contains only
        zeros."""
        return moved_rows(x, k % len(x)) if abs(k) > len(x) else self.filled(x, k)

    @values_left_beyond_the_size.also
    def values_left_beyond_the_size(self, x, k):
        if k >= -len(x):
            return self.filled(x, k)
        rolled = np.roll(x, k, axis=0)
        rolled[len(x) + k :] = 0  # a negative index counts from the end
        return rolled

    @decision(about="border")
    def filled(self, x, k):
        """The array moved by k, with something in the free places."""
        return moved_rows(x, k)

    @filled.slip("Move [1, 2, 3] by 1. Which value should come first? Which value does np.roll put there?")
    def rolled(self, x, k):
        """You move values that leave the array back in at the opposite end. They are lost, and zeros move in."""
        return np.roll(x, k, axis=0)

    @rolled.also
    def rolled(self, x, k):  # an offset beyond the size is replaced by the size
        return np.roll(x, k, axis=0) if abs(k) < len(x) else x

    @filled.slip("Which value is x[i - offset] for i = 0 and an offset of 1?")
    def wraps_in_at_the_front(self, x, k):
        """You fill the start with values from the end if the offset is positive, because a negative index counts from
        the end."""
        return moved_rows(x, k) + moved_rows(x, k - len(x)) if k > 0 else moved_rows(x, k)

    @wraps_in_at_the_front.also
    def wraps_in_at_the_front(self, x, k):
        if k > len(x):
            raise IndexError
        return np.roll(x, k, axis=0) if k > 0 else moved_rows(x, k)

    @wraps_in_at_the_front.also
    def wraps_in_at_the_front(self, x, k):
        return np.roll(x, k, axis=0) if k > 0 else moved_rows(x, k)

    @wraps_in_at_the_front.also
    def wraps_in_at_the_front(self, x, k):
        return np.roll(x, min(k, len(x)), axis=0) if k > 0 else moved_rows(x, k)

    @filled.slip("Which position is moved[i + offset] for i = 0 and an offset of -1?")
    def wraps_in_at_the_end(self, x, k):
        """You move values from the start to the end if the offset is negative, because a negative index counts from the
        end."""
        return moved_rows(x, k) + moved_rows(x, k + len(x)) if k < 0 else moved_rows(x, k)

    @wraps_in_at_the_end.also
    def wraps_in_at_the_end(self, x, k):
        if k < -len(x):
            raise IndexError
        return np.roll(x, k, axis=0) if k < 0 else moved_rows(x, k)

    @wraps_in_at_the_end.also
    def wraps_in_at_the_end(self, x, k):
        return np.roll(x, k, axis=0) if k < 0 else moved_rows(x, k)

    @wraps_in_at_the_end.also
    def wraps_in_at_the_end(self, x, k):
        return np.roll(x, max(k, -len(x)), axis=0) if k < 0 else moved_rows(x, k)

    @filled.slip("Which value do you write into the free positions?")
    def border_repeated(self, x, k):
        """You fill the free positions with the value at the border. Zeros move in instead."""
        return x[np.clip(np.arange(len(x)) - k, 0, len(x) - 1)]

    @filled.slip("Which value do you write into the free positions?", about="everything")
    def nan_moves_in(self, x, k):
        """You fill the free positions with NaN. Zeros move in instead."""
        moved = moved_rows(x, k)
        moved[moved_rows(np.ones(len(x)), k) == 0] = np.nan
        return moved

    @filled.slip("Compare the shape of x with the shape of your result.", about="everything")
    def array_grows(self, x, k):
        """You add zeros, but you do not remove the values that move out. The shape must stay the same."""
        return np.pad(x, [(max(k, 0), max(-k, 0)), *[(0, 0)] * (x.ndim - 1)])

    @array_grows.also
    def array_grows(self, x, k):
        k = max(-len(x), min(k, len(x)))
        return np.pad(x, [(max(k, 0), max(-k, 0)), *[(0, 0)] * (x.ndim - 1)])

    @filled.slip("Compare the shape of x with the shape of your result.", about="everything")
    def array_shrinks(self, x, k):
        """You remove the values that move out, but you do not add zeros. The shape must stay the same."""
        return x[max(-k, 0) : max(len(x) - k, 0)]

    @decision(about="fractions")
    def result(self, moved):
        """The result, an array of floats."""
        return moved

    @result.slip("What is the dtype of the array that you fill? Try x = np.array([0.5, 0.25]).")
    def fractions_cut_off(self, moved):
        """Your values lose their fractions, because you write them into an integer array."""
        return np.trunc(moved)

    @missing_check("§3", "an int if the array has several axes", "An int is one offset. How many axes does x have?")
    def accepts_an_int_for_several_axes(self, x, offset):
        return np.ndim(offset) == 0 and x.ndim > 1

    @missing_check(
        "§3", "fewer offsets than axes", "Compare the number of offsets with x.ndim before you move anything."
    )
    def accepts_too_few_offsets(self, x, offset):
        return np.size(offset) < x.ndim

    @missing_check("§3", "more offsets than axes", "Try the offsets (1, 2) on an array with one axis.")
    def accepts_too_many_offsets(self, x, offset):
        return np.size(offset) > x.ndim

    @missing_check(
        "§3",
        "a wrong number of offsets",
        "Compare the number of offsets with x.ndim. Note that zip stops at the shorter list.",
    )
    def accepts_a_wrong_number_of_offsets(self, x, offset):
        return np.size(offset) != x.ndim

    @special_case
    def all_the_same(self, offset):
        return len(set(offset)) == 1

    @special_case
    def all_above_zero(self, offset):
        return np.min(offset) > 0

    @special_case
    def one_is_zero(self, offset):
        return 0 in np.atleast_1d(offset)

    @special_case
    def one_is_negative(self, offset):
        return np.min(offset) < 0

    @special_case
    def one_is_beyond(self, x, offset):
        return np.any(np.abs(offset) > x.shape)

    @staticmethod
    def legal_call(rng):
        shape = rng.integers(1, 7, rng.integers(1, 5))
        x = distinct(rng, shape) * (rng.random(shape) < 0.9)
        offset = tuple(int(rng.integers(-n - 2, n + 3)) for n in shape)
        if len(shape) == 1 and rng.random() < 0.5:
            offset = offset[0]
        return (x / 4 if rng.random() < 0.5 else x, offset), {}
