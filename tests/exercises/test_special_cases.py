"""Functions that are right except in a special case lose points, with the numbers of every student."""

import numpy as np
import pytest

from autograder.proving.in_process import exercise_with
from autograder.proving.judge import judge
from tests.exercises.judging import COURSE, reference_of

STUDENTS = ["ada", "ben", "cleo"]


def right(task):
    return reference_of(exercise_with(COURSE, task), task)


def transposes_square_kernels(x, w, stride=1, padding=0):
    w = np.asarray(w)
    return right("conv2d")(x, w.T if w.shape[0] == w.shape[1] else w, stride, padding)


def sums_in_16_bits(x, w, stride=1, padding=0):
    result = right("conv2d")(x, w, stride, padding)
    return result.astype(np.float16).astype(float)


def adds_the_bias_to_the_first_image(x, w, b, stride=1, padding=0):
    result = right("conv2d_layer")(x, w, 0 * np.asarray(b), stride, padding)
    result[:1] += np.asarray(b)[:, None, None]
    return result


def flips_several_filters(x, w, b, stride=1, padding=0):
    w = np.asarray(w)
    return right("conv2d_layer")(x, w[..., ::-1, ::-1] if len(w) > 1 else w, b, stride, padding)


def uses_three_channels(x, w, b, stride=1, padding=0):
    right("conv2d_layer")(x, w, b, stride, padding)  # refuses what is illegal
    return right("conv2d_layer")(np.asarray(x)[:, :3], np.asarray(w)[:, :3], b, stride, padding)


def has_no_bias_for_kernels_of_one_cell(x, w, b, stride=1, padding=0):
    b = np.asarray(b)
    return right("conv2d_layer")(x, w, 0 * b if np.shape(w)[2:] == (1, 1) else b, stride, padding)


def reshapes_if_the_size_divides(x, size=2, stride=None, padding=0):
    result = right("max_pool")(x, size, stride, padding)
    if padding == 0 and np.shape(x)[0] % size == 0 and np.shape(x)[1] % size == 0:
        return right("max_pool")(x, size)
    return result


def takes_rows(x, size=2, stride=None, padding=0):
    return right("max_pool")(np.atleast_2d(x), size, stride, padding)


def changes_floats(x, size=2, stride=None, padding=0):
    result = right("max_pool")(x, size, stride, padding)
    if isinstance(x, np.ndarray) and x.dtype == float:
        x *= 1.5
    return result


def leaves_nan_out(f, g, inputs, tolerance=1e-6):
    return all(
        np.shape(f(g(x))) == np.shape(g(f(x))) and np.nanmax(np.append(np.abs(f(g(x)) - g(f(x))), 0)) <= tolerance
        for x in inputs
    )


@pytest.mark.parametrize(("task", "function"), [
    ("conv2d", transposes_square_kernels),
    ("conv2d", sums_in_16_bits),
    ("conv2d_layer", adds_the_bias_to_the_first_image),
    ("conv2d_layer", flips_several_filters),
    ("conv2d_layer", uses_three_channels),
    ("conv2d_layer", has_no_bias_for_kernels_of_one_cell),
    ("max_pool", reshapes_if_the_size_divides),
    ("max_pool", takes_rows),
    ("max_pool", changes_floats),
    ("is_equivariant", leaves_nan_out),
], ids=lambda value: getattr(value, "__name__", value))  # fmt: skip
def test_a_function_that_is_wrong_in_a_special_case_loses_points(task, function):
    """It looks right in most calls, but a hidden test notices it, whatever the student's numbers are."""
    for student in STUDENTS:
        assert judge(COURSE, exercise_with(COURSE, task), task, function, student).lost > 0, student
