"""How functions with sliding windows go wrong: the decisions that convolution and pooling have in common.

The input's last axes are padded. Along each of them, window `i` starts at cell `i * step`, and windows that extend
beyond the edge are dropped. `Windows` has the decisions, and the slips of every such function; `MovingWindows` those
of functions with a stride and a padding; `PlaneWindows` those of images.
"""

import numpy as np

from autograder.grading.mistake_model import Model, decision

NOT_FILLED = -1  # in an array of starts: an output without a window. It is 0


class Windows(Model):
    """Windows over the last axes of an input. Subclasses decide what padding contains, and what a window gives."""

    fill = 0.0  # what padding contains
    beyond = 0.0  # what a cell beyond the edge contains, if windows may extend beyond it

    def windows(self, x, extents, step=1, padding=0):
        """All windows, an array (..., *counts, *extents). `extents` are the lengths of a window along its axes."""
        axes = self.axes = len(extents)
        extents = self.extents(tuple(extents))
        self.asked_padding = padding
        amounts = self.amounts(padding, extents)
        padded, steps = self.steps(self.padded(np.asarray(x), amounts, extents), step, amounts, extents)
        lengths = padded.shape[-axes:]
        self.right_lengths = [n + 2 * padding for n in np.shape(x)[-axes:]]  # of the padded input, whatever is padded
        if self.refuses(lengths, extents, steps, padding):
            raise ValueError
        counts = self.counts(self.measured(lengths, extents), extents, steps, padding)
        starts = [
            count if isinstance(count, np.ndarray) else self.starts(count, one)
            for count, one in zip(counts, steps, strict=True)
        ]
        starts = self.reached(starts, np.subtract(np.shape(x)[-axes:], extents))
        return self.cut(padded, starts, self.cells(extents, step))

    def cut(self, padded, starts, extents):
        """The windows that start at the places in `starts` (one array per axis)."""
        axes, cells, over = len(starts), [], False
        for axis, (start, extent) in enumerate(zip(starts, extents, strict=True)):
            cell, length = start[:, None] + np.arange(extent), padded.shape[axis - axes]
            if cell.size and cell.max() >= length:
                cell, over = self.beyond_the_edge(cell, start, length), True
            shape = [1] * 2 * axes
            shape[axis], shape[axes + axis] = cell.shape
            cells.append(cell.reshape(shape))
        if over:
            padded = _framed(padded, [(0, 1)] * axes, self.beyond)
        self.gathered = padded, cells
        windows = padded[(..., *cells)]
        for axis, start in enumerate(starts):
            if len(start) and start.min() < 0:
                windows = np.moveaxis(windows, axis - 2 * axes, 0)
                windows[start < 0] = 0
                windows = np.moveaxis(windows, 0, axis - 2 * axes)
        return windows

    def beyond_the_edge(self, cell, start, length):
        """The places `cell` of an axis where some windows extend beyond the edge. The place `length` is `beyond`."""
        return np.minimum(cell, length)

    @decision(about="size")
    def extents(self, extents):
        """How large windows are."""
        return extents

    @decision(about="size")
    def cells(self, extents, step):
        """How many cells of a window are used."""
        return extents

    @decision("§1, Figure 1", about="padding")
    def amounts(self, padding, extents):
        """How many cells are added before and after each axis."""
        return [(padding, padding)] * len(extents)

    @decision("§1, Figure 1", about="padding")
    def padded(self, x, amounts, extents):
        """The padded input, an array of floats."""
        return _framed(x, amounts, self.fill)

    @decision(about="stride")
    def steps(self, padded, step, amounts, extents):
        """The input over which the window moves, and how far it moves along each axis."""
        return padded, (step,) * len(extents)

    @decision(about="square")
    def measured(self, lengths, extents):
        """The lengths of the padded input, with which windows are counted."""
        return lengths

    @decision(about="everything")
    def counts(self, lengths, extents, steps, padding):
        """How many windows there are along each axis of the padded input, or at which places they start."""
        return [(n - k) // step + 1 for n, k, step in zip(lengths, extents, steps, strict=True)]

    @counts.slip("How many windows of size 2 fit into a row of 2 values? Check this with your formula.")
    def one_output_short(self, lengths, extents, steps, padding):
        """The last output of each direction is missing. Perhaps a + 1 is missing in your formula for their number."""
        return [(n - k) // step for n, k, step in zip(lengths, extents, steps, strict=True)]

    @decision(about="padding")
    def reached(self, starts, ends):
        """The starts of the windows for which an output is filled. The last window of the unpadded input starts at the
        place in `ends`."""
        return starts

    @decision(about="everything")
    def starts(self, count, step):
        """Where `count` windows start along an axis."""
        return np.arange(count) * step

    @starts.slip("Calculate the first output by hand. Which values does your first window contain?")
    def begins_at_one(self, count, step):
        """You leave out the first window. Positions are counted from 0."""
        return np.arange(1, count) * step

    @decision()
    def refuses(self, lengths, extents, steps, padding):
        """Whether a legal call raises ValueError."""
        return False

    @refuses.slip("How many windows of size 5 fit into an input of size 5?", about="largest window")
    def refuses_a_window_as_large_as_the_input(self, lengths, extents, steps, padding):
        """You raise ValueError for a window that is as long as the input in some direction. It fits there once. Only a
        longer one is illegal."""
        return any(k >= n for n, k in zip(self.right_lengths, extents, strict=True))

    def result(self, values, x):
        """The result, made from the values of all windows of the input `x`."""
        return self.turned(self.stored(self.sized(values, x), x))

    @decision(about="everything")
    def sized(self, values, x):
        """The values in an array of outputs."""
        return values

    @sized.slip("How many outputs do you fill? Make an array with exactly this shape.")
    def output_of_the_inputs_size(self, values, x):
        """Your output is as large as the input, and the places without a window stay 0. Make it smaller."""
        return self.placed(values, x.shape, [0] * self.axes)

    @output_of_the_inputs_size.also
    def output_of_the_inputs_size(self, values, x):
        before = zip(x.shape[-self.axes :], values.shape[-self.axes :], strict=True)
        return self.placed(values, x.shape, [(n - count) // 2 for n, count in before])

    def placed(self, values, shape, starts):
        """An array of zeros that is as large as an input of this shape, with the values in it."""
        out = np.zeros((*values.shape[: -self.axes], *shape[-self.axes :]))
        counts = values.shape[-self.axes :]
        out[(..., *(slice(start, start + n) for start, n in zip(starts, counts, strict=True)))] = values
        return out

    @decision(about="fractions")
    def stored(self, values, x):
        """The values as they are in the array of the results."""
        return values

    @stored.slip("What is the dtype of the array that you fill? Call {task} with numbers like 0.25.")
    def truncated_to_integers(self, values, x):
        """Your outputs lose their fractions, because your code converts them to integers."""
        return np.trunc(values)

    @stored.slip("Which dtype has np.zeros_like(x) if x contains integers?")
    def truncated_to_the_inputs_dtype(self, values, x):
        """Your outputs lose their fractions if x contains integers, because their array has integers, too."""
        return np.trunc(values) if x.dtype.kind == "i" else values

    @stored.slip("What is the dtype of the array that you fill? Print it.", about="everything")
    def stored_in_eight_bits(self, values, x):
        """You store your outputs with the dtype uint8, which has only the integers from 0 to 255."""
        return np.trunc(values).astype(np.int64) % 256

    @decision(about="everything")
    def turned(self, values):
        """The order of the results' axes."""
        return values


class MovingWindows(Windows):
    """Windows with a stride, over an input with padding."""

    @Windows.steps.slip("Call {task} with a stride of 2. Where does the second window start?")
    def ignores_the_stride(self, padded, step, amounts, extents):
        """You do not use the stride. Your window always moves by one position."""
        return padded, (1,) * len(extents)

    @Windows.steps.slip("With a stride of 2, which cells does a window of size 3 cover? They are neighbours.")
    def stride_skips_cells(self, padded, step, amounts, extents):
        """You drop cells of the input before you use the window. The stride moves the window, and all cells inside it
        count."""
        return padded[(..., *(slice(None, None, step),) * len(extents))], (1,) * len(extents)

    @stride_skips_cells.also
    def stride_skips_cells(self, padded, step, amounts, extents):
        inside = [slice(before, -after or None, step) for before, after in amounts]
        return _framed(padded[(..., *inside)], amounts, self.fill), (1,) * len(extents)

    @Windows.amounts.slip("Call {task} with padding=1. By how much does the padded input grow along each axis?")
    def ignores_the_padding(self, padding, extents):
        """You do not use the padding. It adds cells on all sides, so more windows fit in."""
        return [(0, 0)] * len(extents)

    @Windows.amounts.slip("Call {task} with padding=2. How many cells do you add on each side?")
    def pads_by_one(self, padding, extents):
        """You add one cell on each side, whatever the padding is. Add `padding` cells on each side."""
        return [(min(padding, 1),) * 2] * len(extents)

    @Windows.amounts.slip("Call {task} with padding=1. Does the padded input grow by 2 along each axis?")
    def padding_doubled(self, padding, extents):
        """You add 2·padding cells on each side. Add `padding` cells on each side, which is 2·padding in all."""
        return [(2 * padding, 2 * padding)] * len(extents)

    @Windows.amounts.slip("Print the padded input and its shape for padding=1. Is it longer by 2 along each axis?")
    def padding_only_before(self, padding, extents):
        """You add the padding only before the first values, or you count it only once. It is added on all sides, so
        each axis grows by 2·padding."""
        return [(padding, 0)] * len(extents)

    @Windows.amounts.slip("Print the padded input for padding=1. Are there padded cells before the first values?")
    def padding_only_at_the_end(self, padding, extents):
        """You add the padding only after the last values. It is added on all sides."""
        return [(0, padding)] * len(extents)

    @padding_only_at_the_end.also
    def padding_only_at_the_end(self, padding, extents):
        """The input is copied into the first corner of a large enough array."""
        return [(0, 2 * padding)] * len(extents)

    @Windows.padded.slip("Print the padded input for padding=1. Which numbers are in its first and last cells?")
    def pads_with_the_border(self, x, amounts, extents):
        """You pad with copies of the values at the edge. Padding contains no values of the input."""
        return _framed_by(x, amounts, "edge")

    @Windows.padded.slip("What is padded[0:-0]? Call {task} with padding=0.", about="everything")
    def fails_without_padding(self, x, amounts, extents):
        """Your code works only if there is some padding. For a padding of 0, the slice [padding:-padding] is empty."""
        if self.asked_padding:
            return _framed(x, amounts, self.fill)
        if set(x.shape[-self.axes :]) != {1}:
            raise ValueError("could not broadcast")
        return _framed(np.full_like(x, self.fill, float), amounts, self.fill)

    @fails_without_padding.also
    def fails_without_padding(self, x, amounts, extents):
        """NumPy accepts a single value for an empty slice."""
        if any(amount == (0, 0) for amount in amounts):
            return np.full((1,) * x.ndim, self.fill) if x.size == 1 else [][0]
        return _framed(x, amounts, self.fill)

    @Windows.counts.slip("A window may start at n + 2·padding - size. Does your range include this place?")
    def stops_before_the_last_window(self, lengths, extents, steps, padding):
        """You leave out the windows that end exactly at the edge. They lie inside the input and count."""
        return [-(-(n - k) // step) for n, k, step in zip(lengths, extents, steps, strict=True)]

    @Windows.counts.slip(
        "The last window must end inside the padded input. Where do your windows stop?", about="leftovers"
    )
    def windows_up_to_the_edge(self, lengths, extents, steps, padding):
        """You start windows up to the very edge of the input. Windows that extend beyond the edge are dropped."""
        return [-(-n // step) for n, step in zip(lengths, steps, strict=True)]

    @Windows.counts.slip("How many windows of size 2 with stride 2 fit into a row of 5 values?", about="leftovers")
    def output_size_rounded_up(self, lengths, extents, steps, padding):
        """You round the number of windows up. Round it down, because a window that does not fit is dropped."""
        return [-(-(n - k) // step) + 1 for n, k, step in zip(lengths, extents, steps, strict=True)]

    @Windows.counts.slip(
        "How long is a row of 4 values with padding=1? How many outputs does it have?", about="padding"
    )
    def padding_not_counted(self, lengths, extents, steps, padding):
        """You compute the size of the output without the padding. Each axis of the input grows by 2·padding."""
        return [(n - 2 * padding - k) // step + 1 for n, k, step in zip(lengths, extents, steps, strict=True)]

    @Windows.counts.slip(
        "Which values does range(0, n, stride) give? The stride must appear only once.", about="stride"
    )
    def divided_and_stepped_by_the_stride(self, lengths, extents, steps, padding):
        """You divide the size of the output by the stride, and your loop also moves by it. Use the stride only once."""
        counts = self.usual("counts", lengths, extents, steps, padding)
        return [-(-count // step) for count, step in zip(counts, steps, strict=True)]

    @divided_and_stepped_by_the_stride.also
    def divided_and_stepped_by_the_stride(self, lengths, extents, steps, padding):
        """The rest of the array stays 0."""
        counts = self.usual("counts", lengths, extents, steps, padding)
        return [_partly(count, step, slice(None, None, step)) for count, step in zip(counts, steps, strict=True)]

    @divided_and_stepped_by_the_stride.also
    def divided_and_stepped_by_the_stride(self, lengths, extents, steps, padding):
        """The same, and the values are at the start."""
        counts = self.usual("counts", lengths, extents, steps, padding)
        return [_partly(count, step, slice(-(-count // step))) for count, step in zip(counts, steps, strict=True)]

    @Windows.starts.slip(
        "Where does the window of output 1 start in the padded input if the stride is 2?", about="stride"
    )
    def places_not_multiplied_by_the_stride(self, count, step):
        """You return the right number of outputs, but your window moves by one position. It must move by the stride."""
        return np.arange(count)

    @Windows.refuses.slip(
        "Try an input of size 5 with windows of size 2 and stride 2. What is left over?", about="leftovers"
    )
    def refuses_leftovers(self, lengths, extents, steps, padding):
        """You raise an exception if the windows do not reach the edge of the input. What is left over is dropped."""
        return any((n - k) % step for n, k, step in zip(lengths, extents, steps, strict=True))

    @Windows.refuses.slip(
        "Which is larger: a window of size 7, or an input of size 5 with padding=1?", about="largest window"
    )
    def compares_with_the_unpadded_input(self, lengths, extents, steps, padding):
        """You raise ValueError for a window that fits into the padded input. Include the padding in the comparison."""
        return any(k > n - 2 * padding for n, k in zip(self.right_lengths, extents, strict=True))

    @Windows.amounts.slip("Call {task} with padding=0. Is the padded input larger than the input?", about="everything")
    def always_pads_by_one(self, padding, extents):
        """You add one cell on each side, even if the padding is 0. Add `padding` cells on each side."""
        return [(1, 1)] * len(extents)

    @Windows.reached.slip("Where does the last window of the padded input start? Does your loop get there?")
    def stops_at_the_unpadded_size(self, starts, ends):
        """Your loops end where the last window of the input without padding starts, so some outputs stay 0. Loop over
        the padded input."""
        return [np.where(start > end, NOT_FILLED, start) for start, end in zip(starts, ends, strict=True)]

    @Windows.counts.slip(
        "Call {task} with padding=1. Which line fails, and which shapes do its arrays have?", about="padding"
    )
    def fails_with_padding(self, lengths, extents, steps, padding):
        """Your code fails if there is padding. The padded input has more rows and columns, so compute all sizes from
        its shape."""
        if padding:
            raise ValueError
        return self.usual("counts", lengths, extents, steps, padding)

    @fails_with_padding.also
    def fails_with_padding(self, lengths, extents, steps, padding):
        """Only if the padding gives more outputs."""
        counts = self.usual("counts", lengths, extents, steps, padding)
        if counts != [(n - 2 * padding - k) // step + 1 for n, k, step in zip(lengths, extents, steps, strict=True)]:
            raise ValueError
        return counts


class PlaneWindows(MovingWindows):
    """Windows over images."""

    @Windows.steps.slip("Use the stride in both directions. At which columns do the windows of one output row start?")
    def stride_only_downwards(self, padded, step, amounts, extents):
        """You use the stride only for the rows. The window also moves by the stride from column to column."""
        return padded, (step, 1)

    @Windows.amounts.slip("Print the padded input for padding=1. Are there padded rows above and below it?")
    def padding_only_at_the_sides(self, padding, extents):
        """You add padded columns, but no rows. Padding is added on all four sides."""
        return [(0, 0), (padding, padding)]

    @Windows.measured.slip("Try an input that is wider than it is high. Which length gives the number of columns?")
    def columns_counted_from_the_height(self, lengths, extents):
        """You use the height of the input for its width, too. The number of columns depends on the width."""
        return lengths[:1] * 2

    @Windows.turned.slip("Try an input with 3 rows and 8 columns. How many rows does the output have?")
    def rows_and_columns_exchanged(self, values):
        """Your output is transposed. Its second last axis counts the rows from top to bottom, its last the columns."""
        return np.swapaxes(values, -1, -2)

    @Windows.measured.slip("Call {task} with 3 rows and 5 columns. Which line fails?")
    def square_inputs_only(self, lengths, extents):
        """Your code works only for square inputs. Perhaps you exchange the height and the width: in x.shape, the height
        comes first."""
        if lengths[0] != lengths[1]:
            raise ValueError
        return lengths

    @square_inputs_only.also
    def square_inputs_only(self, lengths, extents):
        """The numbers of rows and columns are exchanged."""
        return lengths[::-1]


def _framed(x, amounts, value):
    """The input as floats, with `amounts` of cells around its last axes."""
    inner, lengths = x.ndim - len(amounts), x.shape[-len(amounts) :]
    shape = [n + before + after for n, (before, after) in zip(lengths, amounts, strict=True)]
    padded = np.full((*x.shape[:inner], *shape), value, float)
    padded[(..., *(slice(before, before + n) for n, (before, _) in zip(lengths, amounts, strict=True)))] = x
    return padded


def _framed_by(x, amounts, mode):
    """The same, with values of the input."""
    return np.pad(x.astype(float), [(0, 0)] * (x.ndim - len(amounts)) + amounts, mode=mode)


def _partly(count, step, places):
    """The starts of `count` windows, of which only those at some places exist: they start at 0, step, 2·step, ..."""
    starts = np.full(count, NOT_FILLED)
    starts[places] = np.arange(0, count, step)
    return starts
