"""How functions with sliding windows go wrong: the decisions that convolution and pooling have in common.

The input's last axes are padded. Along each of them, window `i` starts at cell `i * step`, and windows that extend
beyond the edge are dropped.
"""

import numpy as np

from autograder.grading.mistake_model import Model, decision


class Windows(Model):
    """Windows over the last axes of an input. Subclasses decide what padding contains, and what a window gives."""

    fill = 0.0  # what padding contains

    def windows(self, x, extents, step, padding):
        """All windows, an array (..., *counts, *extents). `extents` are the lengths of a window along its axes."""
        axes = len(extents)
        extents, steps = self.extents(tuple(extents)), self.steps(step, axes)
        padded = self.padded(x, self.amounts(padding, axes))
        lengths = padded.shape[-axes:]
        if self.refuses(lengths, extents, steps, padding):
            raise ValueError
        counts = self.counts(lengths, extents, steps, padding)
        starts = [self.starts(count, step) for count, step in zip(counts, steps, strict=True)]
        return self.cut(padded, starts, self.cells(extents, step))

    def cut(self, padded, starts, extents):
        """The windows that start at the places in `starts` (one array per axis)."""
        cells = [start[:, None] + np.arange(extent) for start, extent in zip(starts, extents, strict=True)]
        over = [max(int(cell.max(initial=0)) - length + 1, 0) for cell, length in zip(cells, padded.shape[-len(cells) :], strict=True)]
        if any(over):
            padded = self.beyond_the_edge(padded, over)
        shape = [[1] * 2 * len(cells) for _ in cells]
        for axis, cell in enumerate(cells):
            shape[axis][axis], shape[axis][len(cells) + axis] = cell.shape
        return padded[(..., *(cell.reshape(one) for cell, one in zip(cells, shape, strict=True)))]

    def beyond_the_edge(self, padded, over):
        """The input with `over` more cells at the end of each axis, for windows that extend beyond the edge."""
        raise IndexError

    @decision("§4", about="size")
    def extents(self, extents):
        """How large windows are."""
        return extents

    @extents.slip("Try a window that is higher than it is wide. How many columns does it cover?", about="square windows")
    def window_assumed_square(self, extents):
        """You use the height of the window for its width, too. The width can be another number."""
        return extents[:1] * len(extents)

    @decision("§4", about="size")
    def cells(self, extents, step):
        """How many cells of a window are used."""
        return extents

    @cells.slip("Which cells does x[0:size] contain? Try windows of one cell, too.")
    def window_one_cell_too_large(self, extents, step):
        """Your windows have one row and one column too many. A slice from i to i + size already has `size` elements."""
        return tuple(extent + 1 for extent in extents)

    @cells.slip("Call {task} with windows of size 3 and stride 1. How many cells does each window have?")
    def window_as_large_as_the_stride(self, extents, step):
        """Your windows are as large as the stride. The stride says how far a window moves, not how large it is."""
        return (step,) * len(extents)

    @decision("§2", about="stride")
    def steps(self, step, axes):
        """How far a window moves along each axis."""
        return (step,) * axes

    @steps.slip("Call {task} with a stride of 2. At which row and column does the second window start?")
    def ignores_the_stride(self, step, axes):
        """You do not use the stride. Your window always moves by one position."""
        return (1,) * axes

    @steps.slip("Use the stride in both directions. At which columns do the windows of one output row start?")
    def stride_only_downwards(self, step, axes):
        """You use the stride only for the rows. The window also moves by the stride from column to column."""
        return (step, *(1,) * (axes - 1))

    @decision("§1, Figure 1", about="padding")
    def amounts(self, padding, axes):
        """How many cells are added before and after each axis."""
        return [(padding, padding)] * axes

    @amounts.slip("Call {task} with padding=1. How many rows and columns does the padded input have?")
    def ignores_the_padding(self, padding, axes):
        """You do not use the padding. It adds cells on all sides, so more windows fit in."""
        return [(0, 0)] * axes

    @amounts.slip("Call {task} with padding=2. How many cells do you add on each side?")
    def pads_by_one(self, padding, axes):
        """You add one cell on each side, whatever the padding is. Add `padding` cells on each side."""
        return [(1, 1)] * axes if padding else [(0, 0)] * axes

    @amounts.slip("Print the padded input and its shape for padding=1. Is it longer by 2 along each axis?")
    def padding_only_before(self, padding, axes):
        """You add the padding only above and on the left. It is added on all sides."""
        return [(padding, 0)] * axes

    @amounts.slip("Print the padded input for padding=1. Are there padded cells above it and on its left?")
    def padding_only_at_the_end(self, padding, axes):
        """You add the padding only below and on the right. It is added on all sides."""
        return [(0, padding)] * axes

    @amounts.slip("Print the padded input for padding=1. Are there padded rows above and below it?")
    def padding_only_at_the_sides(self, padding, axes):
        """You add padded columns, but no rows. Padding is added on all four sides."""
        return [*[(0, 0)] * (axes - 1), (padding, padding)]

    @decision("§1, Figure 1", about="padding")
    def padded(self, x, amounts):
        """The padded input, an array of floats."""
        return np.pad(np.asarray(x, float), [(0, 0)] * (np.ndim(x) - len(amounts)) + amounts, constant_values=self.fill)

    @padded.slip("Print the padded input for padding=1. Which numbers are in its corners?")
    def pads_with_the_border(self, x, amounts):
        """You pad with copies of the values at the edge. Padding contains no values of the input."""
        return np.pad(np.asarray(x, float), [(0, 0)] * (np.ndim(x) - len(amounts)) + amounts, mode="edge")

    @decision("§4", about="count")
    def counts(self, lengths, extents, steps, padding):
        """How many windows there are along each axis of the padded input."""
        return [(n - k) // step + 1 for n, k, step in zip(lengths, extents, steps, strict=True)]

    @counts.slip("How many windows of size 2 fit into a row of 2 values? Check this with your formula.")
    def one_output_short(self, lengths, extents, steps, padding):
        """Your output has one row and one column too few. The last windows are missing, perhaps because a + 1 is
        missing in your formula."""
        return [(n - k) // step for n, k, step in zip(lengths, extents, steps, strict=True)]

    @counts.slip("The last window starts at H + 2·padding - size. Does your range include this row?")
    def stops_before_the_last_window(self, lengths, extents, steps, padding):
        """You leave out the windows that end exactly at the bottom or right edge. They lie inside the input and
        count."""
        return [-(-(n - k) // step) for n, k, step in zip(lengths, extents, steps, strict=True)]

    @counts.slip("The last window must end inside the padded input. Where do your windows stop?", about="leftovers")
    def windows_up_to_the_edge(self, lengths, extents, steps, padding):
        """You start windows up to the very edge of the input. Windows that extend beyond the edge are dropped."""
        return [-(-n // step) for n, step in zip(lengths, steps, strict=True)]

    @counts.slip("Try 5×5 values and windows of size 2 and stride 2. How many windows fit in?", about="leftovers")
    def output_size_rounded_up(self, lengths, extents, steps, padding):
        """You round the size of the output up. Round it down, because a window that does not fit is dropped."""
        return [-(-(n - k) // step) + 1 for n, k, step in zip(lengths, extents, steps, strict=True)]

    @counts.slip("Try a 4×4 input with windows of size 3 and stride 1. How many windows fit into each row?")
    def output_size_without_the_window(self, lengths, extents, steps, padding):
        """You divide the height and width by the stride and ignore the size of the window. The size also limits how
        many windows fit in."""
        return [n // step for n, step in zip(lengths, steps, strict=True)]

    @counts.slip("By how many cells does padding=1 make each row longer?", about="padding")
    def padding_counted_once(self, lengths, extents, steps, padding):
        """You count the padding only once in each direction. It is added on both sides, so the height grows by
        2·padding."""
        return [(n - padding - k) // step + 1 for n, k, step in zip(lengths, extents, steps, strict=True)]

    @counts.slip("Which shape does the output have for a 4×4 input with padding=1?", about="padding")
    def padding_not_counted(self, lengths, extents, steps, padding):
        """You compute the size of the output without the padding. It makes the height and width larger by
        2·padding."""
        return [(n - 2 * padding - k) // step + 1 for n, k, step in zip(lengths, extents, steps, strict=True)]

    @counts.slip("Which values does range(0, n, stride) give? The stride must appear only once.", about="stride")
    def divided_and_stepped_by_the_stride(self, lengths, extents, steps, padding):
        """You divide the size of the output by the stride, and your loop also moves by it. Use the stride only once."""
        counts = [(n - k) // step + 1 for n, k, step in zip(lengths, extents, steps, strict=True)]
        return [-(-count // step) for count, step in zip(counts, steps, strict=True)]

    @counts.slip("Try an input that is wider than it is high. Which length gives the number of columns?", about="square")
    def columns_counted_from_the_height(self, lengths, extents, steps, padding):
        """You return as many columns as rows. The number of columns depends on the width, not on the height."""
        return [(lengths[0] - extents[0]) // steps[0] + 1] * len(lengths)

    @decision("§2", about="stride")
    def starts(self, count, step):
        """Where `count` windows start along an axis."""
        return np.arange(count) * step

    @starts.slip("At which row of the padded input does the window of output row 1 start if the stride is 2?")
    def places_not_multiplied_by_the_stride(self, count, step):
        """You return the right number of outputs, but your window moves by one position. It must move by the stride."""
        return np.arange(count)

    @decision("§4")
    def refuses(self, lengths, extents, steps, padding):
        """Whether a legal call raises ValueError."""
        return False

    @refuses.slip("Try a 5×5 input with windows of size 2 and stride 2. What is left over?", about="leftovers")
    def refuses_leftovers(self, lengths, extents, steps, padding):
        """You raise ValueError if the windows do not reach the edge of the input. What is left over is dropped."""
        return any((n - k) % step for n, k, step in zip(lengths, extents, steps, strict=True))

    @refuses.slip("How many windows of size 5 fit into a 5×5 input?", about="largest window")
    def refuses_a_window_as_large_as_the_input(self, lengths, extents, steps, padding):
        """You raise ValueError for a window that is as high or as wide as the padded input. Only a larger one is
        illegal."""
        return any(k >= n for n, k in zip(lengths, extents, strict=True))

    @refuses.slip("Which is larger: a window of size 7, or an input of size 5 with padding=1?", about="largest window")
    def compares_with_the_unpadded_input(self, lengths, extents, steps, padding):
        """You raise ValueError for a window that fits into the padded input. Include the padding in the comparison."""
        return any(k > n - 2 * padding for n, k in zip(lengths, extents, strict=True))

    @decision("§4", about="values")
    def result(self, values):
        """The result, made from the values of all windows."""
        return values

    @result.slip("Try an input with 2 rows and 6 columns. How many rows does the output have?", about="square")
    def rows_and_columns_exchanged(self, values):
        """Your output is transposed. The first axis counts the rows from top to bottom, the second the columns."""
        return values.T

    @result.slip("What is the dtype of the array that you fill? Try an input of quarters.", about="fractions")
    def truncated_to_integers(self, values):
        """Your outputs lose their fractions, because your code converts them to integers."""
        return np.trunc(values)
