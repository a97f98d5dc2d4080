"""The feedback of this course's exercises: names of mistakes, notes, counterexamples, and the windows in them."""

import re

import numpy as np
import pytest

from autograder.course.content import load_reference, optional_function
from autograder.grading.calls import Call, Violation
from autograder.grading.counterexample import counterexample_of
from autograder.grading.grade import grade
from autograder.grading.hidden_tests import collect
from autograder.proving.in_process import graded
from autograder.submissions.submission import Submission
from tests.conftest import solved_notebook


@pytest.fixture
def exercise(real_course):
    """An exercise of the course by its name. A test of an exercise that was removed is skipped."""

    def find(name):
        if name not in real_course.names:
            pytest.skip(f"the course has no exercise {name}")
        return real_course.exercise(name)

    return find


@pytest.fixture
def tasks(real_course, exercise):
    """Grade an exercise with some functions of this process: task → TaskResult."""

    def run(name, student="local", **functions):
        return graded(collect(exercise(name)), real_course, student, **functions)

    return run


@pytest.fixture
def right(exercise):
    """A function of an exercise's solution."""
    return lambda name, task: getattr(load_reference(exercise(name)), task)


def cases(result):
    """The counterexamples of the tests that failed: promise → case."""
    return {test.name: test.case for test in result.tests if test.verdict != "passed"}


def helped(result):
    """The functions that the reference answered in some test."""
    return {name for test in result.tests for name in test.follow_through}


FLIPPED = """
def conv2d(x, w, stride=1, padding=0):
    x, w = np.pad(x, padding), w[::-1, ::-1]
    if stride < 1 or w.shape[0] > x.shape[0] or w.shape[1] > x.shape[1]: raise ValueError
    places = [range(0, n - k + 1, stride) for n, k in zip(x.shape, w.shape)]
    return np.array([[(x[i:i + w.shape[0], j:j + w.shape[1]] * w).sum() for j in places[1]] for i in places[0]])
"""
LAYER = """
def conv2d_layer(x, w, b, stride=1, padding=0):
    if x.shape[1] != w.shape[1] or len(b) != len(w): raise ValueError
    return [[sum(conv2d(p, k, stride, padding) for p, k in zip(picture, kernels)) + b[f] for f, kernels in enumerate(w)]
            for picture in x]
"""


@pytest.fixture
def layer_on_a_flipped_convolution(real_course, exercise):
    """Grade a layer that calls a flipped conv2d: the results of both tasks."""

    def run(layer):
        notebook = solved_notebook(exercise("convolution"), conv2d=FLIPPED, conv2d_layer=layer)
        result = grade(Submission("ada", "convolution", notebook), real_course)
        tasks = {task.task: task for task in result.tasks}
        return tasks["conv2d"], tasks["conv2d_layer"]

    return run


def test_a_right_layer_on_a_flipped_convolution_has_full_marks(layer_on_a_flipped_convolution):
    """The task that calls a broken function gets follow-through marks."""
    conv2d, layer = layer_on_a_flipped_convolution(LAYER)
    assert conv2d.misconception == "flipped_kernel"
    assert (layer.score, layer.status, layer.misconception) == (layer.max_score, "passed", None)
    assert helped(layer) == {"conv2d"}


def test_an_own_mistake_in_a_layer_stays_named(layer_on_a_flipped_convolution):
    """With a right convolution in place of the broken one, the layer's own mistake is left."""
    _, layer = layer_on_a_flipped_convolution(LAYER.replace("+ b[f]", ""))
    assert layer.misconception == "forgets_the_bias"
    assert 0 < layer.score < layer.max_score
    assert helped(layer) == {"conv2d"}


def test_maps_reach_the_reference(tasks, right):
    """`equivariances`, which passes its functions on to a broken `is_equivariant`, has full marks."""
    error = right("equivariance", "equivariance_error")
    result = tasks(
        "equivariance", is_equivariant=lambda f, g, inputs, tolerance=1e-6: error(f, g, inputs[0]) <= tolerance
    )
    assert result["is_equivariant"].score < result["is_equivariant"].max_score
    assert result["equivariances"].score == result["equivariances"].max_score
    assert helped(result["equivariances"]) == {"is_equivariant"}


@pytest.mark.parametrize("student", ["ana", "ben", "cleo"])
def test_negative_biases_reach_the_reference(tasks, student):
    """With the numbers of any student, a layer that calls a broken convolution stage has full marks."""
    broken = lambda x, w, b: np.convolve(x, w[::-1], "valid")  # noqa: E731  without the bias
    result = tasks("convolutional_layer", student, convolution_stage=broken)
    assert result["convolution_stage"].score < result["convolution_stage"].max_score
    assert result["convolutional_layer"].score == result["convolutional_layer"].max_score
    assert helped(result["convolutional_layer"]) == {"convolution_stage"}


def test_a_stride_that_is_ignored_shows_with_two_values(tasks, right):
    """The minimal counterexample is one or two values, a kernel of one, and a stride of 2."""
    conv2d = right("convolution", "conv2d")
    result = tasks("convolution", conv2d=lambda x, w, stride=1, padding=0: conv2d(x, w, min(stride, 1), padding))
    found = cases(result["conv2d"])
    assert found
    for case in found.values():
        assert re.fullmatch(r"conv2d\(np.array\(.*\), np.array\(\[\[1\.?0?\]\]\), (stride=)?2(, [01])?\)", case.call)
        assert len(case.arguments[0].cells) <= 2


def test_a_wrong_value_of_a_pooling_has_its_window(tasks, right):
    """Expected and received are side by side, with the wrong values and the window of the first of them."""
    pool = right("pooling", "max_pool")

    def last_is_wrong(x, size=2, stride=None, padding=0):
        result = pool(x, size, stride, padding)
        result[-1, -1] -= 1
        return result

    found = [
        case for case in cases(tasks("pooling", max_pool=last_is_wrong)["max_pool"]).values() if case.received.cells
    ]
    assert found
    for case in found:
        assert {shown.label for shown in case.arguments} <= {"x", "size", "stride", "padding"}
        assert case.expected.shape == case.received.shape
        assert case.received.marked == (len(case.received.cells) - 1,)
        assert case.arguments[0].window


def test_a_pooling_that_changes_its_argument_shows_it(tasks, right):
    """The argument is shown before and after the smallest call that changes it."""
    pool = right("pooling", "max_pool")

    def spoils(x, size=2, stride=None, padding=0):
        result = pool(x, size, stride, padding)
        x[0, 0] = 99
        return result

    [case] = cases(tasks("pooling", max_pool=spoils)["max_pool"]).values()
    assert (case.expected.label, case.received.label) == ("before the call", "after it")
    assert case.received.cells[0] == "99"
    assert len(case.expected.cells) <= 4


def test_a_window_that_is_too_large_shows_with_one_value(tasks, right):
    """The smallest case in which ValueError is missing is one in which the reference raises it."""
    pool = right("pooling", "max_pool")

    def too_large(x, size=2, stride=None, padding=0):
        return np.zeros((1, 1)) if x.ndim == 2 and size > min(x.shape) + 2 * padding else pool(x, size, stride, padding)

    [case] = cases(tasks("pooling", max_pool=too_large)["max_pool"]).values()
    assert case.expected.text == "ValueError"
    assert case.call == "max_pool(np.array([[1.0]]))"


@pytest.mark.parametrize("kernel", [np.ones(3, int), [1, 1, 1]])
@pytest.mark.parametrize(
    ("window", "seen"), [((3, 2, 0), (2, 3, 4, 5, 6)), ((4, 2, 1), (1, 2, 3, 4, 5, 6))], ids=["plain", "padded"]
)
def test_the_window_of_a_layer_has_all_inputs_of_its_output(exercise, right, kernel, window, seen):
    """A window of the pooling stage covers outputs of the kernel, and each of them as many inputs as it is long."""
    layer = right("convolutional_layer", "convolutional_layer")
    call = Call("convolutional_layer", (np.arange(9), kernel, 0, *window), {})
    expected = layer(*call.args)
    violation = Violation("value", call, expected, expected + [0, 1, 0])
    highlight = optional_function(exercise("convolutional_layer"), "calls", "highlight")
    assert counterexample_of(violation, layer, highlight).arguments[0].window == seen


def test_a_kernel_that_is_a_list_stays_one(tasks, right):
    """No counterexample has an empty list for a kernel: no task says what that would give."""
    stage = right("convolutional_layer", "convolution_stage")

    def arrays_only(x, w, b):
        return stage(x, w, b) + (1 if isinstance(w, list) else 0)

    found = cases(tasks("convolutional_layer", convolution_stage=arrays_only)["convolution_stage"]).values()
    assert found
    for case in found:
        assert re.fullmatch(r"convolution_stage\(np.array\(\[[01].?0?\]\), \[-?\d.?0?\], 0\)", case.call)


def test_values_that_do_not_give_the_layer_of_the_notes_show_what_they_give(tasks):
    """A function without arguments has a counterexample, whose note has the values."""
    values = {"w": [3, 2], "b": -13, "size": 2, "stride": 2, "padding": 1}
    [case] = cases(tasks("convolutional_layer", notes_layer=lambda: values)["notes_layer"]).values()
    assert (case.call, case.arguments) == ("notes_layer()", ())
    assert "'b': -13" in case.note
    assert "[0, 3, 2, 0, 0]': [0, 0, 0, 0]" in case.received.text


def test_a_layer_in_a_counterexample_keeps_its_number_of_inputs(tasks, right):
    """The function that is given in place of a layer fits the other arguments."""
    affected = right("sparse_interactions", "affected_outputs")

    def unchecked(layer, m, j):
        return affected(layer, m, min(j, m - 1))

    [case] = cases(tasks("sparse_interactions", affected_outputs=unchecked)["affected_outputs"]).values()
    assert case.expected.text == "ValueError"
    assert case.call == "affected_outputs(layer, 6, 100)"


def test_the_misprint_of_figure_3_has_a_note(tasks):
    """A student who has the printed 18 in place of 13.5 reads where it comes from."""
    averages = tasks("pooling", avg_pool=lambda x, **_: [[18, 3], [3, 12]])["avg_pool"]
    assert any("18 is the misprint" in test.message for test in averages.tests)
    misprint = tasks("pooling", figure_3_misprint=lambda: (0, 0, 18))["figure_3_misprint"]
    assert "54 / 4 = 13.5" in misprint.message
