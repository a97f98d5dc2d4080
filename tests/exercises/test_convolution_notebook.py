"""The numbers and names in the text of the notebook `convolution` are what its own functions compute."""

import re

import numpy as np
import scipy  # it loads scipy.linalg and scipy.signal where they are used

from autograder.toolkit.drawing import _photograph
from tests.exercises.prose import notebook

CONVOLUTION = notebook("convolution")
SOLVED = CONVOLUTION.solved
X, W = np.array([0.5, 3, -2, 1, 4, 0, 2]), np.array([1, -2, 0.25])


def test_flipped_and_not_flipped():
    """The outputs of both sums are right, and SciPy's functions give them."""
    [(x, w)] = re.findall(r"For `x = \[([\d, ]+)\]` and `w = \[([\d, ]+)\]`:", CONVOLUTION.text)
    x, w = (np.array([int(number) for number in part.split(",")]) for part in (x, w))
    rows = dict(re.findall(r"\* \*\*(Not flipped|Flipped)\*\* gives `\[([\d, ]+)\]`", CONVOLUTION.text))
    rows = {name: [int(number) for number in numbers.split(",")] for name, numbers in rows.items()}
    assert np.array_equal(x, SOLVED.pattern)
    assert rows["Not flipped"] == SOLVED.conv1d(x, w).tolist() == scipy.signal.correlate(x, w, mode="valid").tolist()
    assert rows["Flipped"] == SOLVED.conv1d(x, w[::-1]).tolist() == scipy.signal.convolve(x, w, mode="valid").tolist()


def test_the_functions_of_numpy_and_scipy_are_the_same():
    """The last lines of the notebook name functions that compute the same."""
    image, kernel = np.arange(15).reshape(3, 5) ** 2 % 7, np.array([[1, -2, 0], [3, 0.5, 1]])
    assert '`np.correlate(x, w, mode="valid")`' in CONVOLUTION.text
    assert np.allclose(np.correlate(X, W, mode="valid"), SOLVED.conv1d(X, W))
    assert '`scipy.signal.correlate2d(x, w, mode="valid")`' in CONVOLUTION.text
    assert np.allclose(scipy.signal.correlate2d(image, kernel, mode="valid"), SOLVED.conv2d(image, kernel))
    assert '`scipy.linalg.convolution_matrix(w[::-1], m, mode="valid")`' in CONVOLUTION.text
    assert np.allclose(scipy.linalg.convolution_matrix(W[::-1], 7, mode="valid"), SOLVED.convolution_matrix(W, 7))


def test_the_first_and_the_last_input_meet_one_weight():
    """The first column of the matrix has only w[0], and the last one only w[2]. Every row has all weights."""
    matrix = SOLVED.convolution_matrix(np.array([1, 2, 3]), 7)
    assert "The first input meets only `w[0]`, and the last one meets only `w[2]`" in CONVOLUTION.text
    assert set(matrix[:, 0]) == {0, 1}
    assert set(matrix[:, -1]) == {0, 3}
    assert all(set(row) == {0, 1, 2, 3} for row in matrix)


def test_the_puzzle_is_drawn_with_right_outputs():
    """The outputs that the puzzle shows are those of conv2d, and none of them is in its kernel's place."""
    pictures = CONVOLUTION.pictures
    assert CONVOLUTION.stated(r"photograph has (\d+)×\d+ pixels") == [len(_photograph())]
    for kernel in pictures._KERNELS.values():
        assert np.allclose(pictures._convolved(_photograph(), kernel), SOLVED.conv2d(_photograph(), kernel))
    assert all(name != shown for name, shown in zip(pictures._KERNELS, pictures._MIXED, strict=True))
    rows, columns, divided = CONVOLUTION.stated(r"sum of (\d)×(\d) pixels; it is drawn divided by (\d+)")
    assert (rows, columns) == pictures._KERNELS["C"].shape
    assert divided == pictures._SCALES["C"] == rows * columns


def test_a_window_with_stride_2_misses_the_last_row():
    """In the second part of the picture of windows, no window sees the last row of the image, as the text says."""
    [(stride, padding)] = re.findall(r"\(1, 0\), \((\d), (\d)\)", " ".join(cell.source for cell in CONVOLUTION.cells))
    assert (int(stride), int(padding)) == (2, 0)
    changed = SOLVED.image.copy()
    changed[-1] += 1
    before, after = (SOLVED.conv2d(x, SOLVED.kernel, stride=2) for x in (SOLVED.image, changed))
    assert np.array_equal(before, after)


def test_the_time_is_taken_of_the_same_outputs():
    """What the picture of the speed compares with conv2d computes the same."""
    x, w = _photograph()[:64, :48], CONVOLUTION.pictures._EDGE
    windows = np.lib.stride_tricks.sliding_window_view(x, w.shape)
    assert np.allclose(np.tensordot(windows, w, 2), SOLVED.conv2d(x, w))


def test_a_picture_comes_first():
    """The puzzle is shown before the third code cell and the first two hundred words."""
    cells, words = CONVOLUTION.before("show_puzzle()")
    assert cells < 2
    assert words < 200
