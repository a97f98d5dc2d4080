"""The pictures of `sums`."""

from autograder.toolkit.drawing import _cells, _figure, _picture


@_picture
def draw_sums(window_sums, numbers):
    """The numbers, and below them the sums of all windows of two."""
    figure, axes = _figure(5, 2.4, 2, 1)
    _cells(axes[0], numbers, "numbers")
    _cells(axes[1], window_sums(numbers, 2), "sums of two")
    description = "Five numbers in a row, and below them the sums of each two neighbouring numbers."
    return figure, description
