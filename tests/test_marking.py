"""Marking: follow-through marks, the mistake's name and the smallest case of each broken promise."""

import re

import numpy as np
import pytest

from autograder.grading.calls import Violation, Call
from autograder.grading.counterexample import counterexample_of
from autograder.submissions.submission import Submission
from autograder.grading.grade import grade
from autograder.grading.hidden_tests import collect
from autograder.grading.result import Result
from tests.local import graded

FLIPPED = """
import numpy as np
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
def tasks(course, solved):
    def run(exercise, **answers):
        result = grade(Submission("nobody", exercise, solved(exercise, **answers)), course)
        assert result.status == "graded", result.message
        assert Result.from_json(result.to_json()) == result
        return {task.task: task for task in result.tasks}

    return run


def through(task):
    """The tests of a task that passed with the help of the reference: promise → functions."""
    return {test.name: test.follow_through for test in task.tests if test.follow_through}


def test_who_calls_a_broken_function_gets_follow_through_marks(tasks):
    """A right layer on a flipped conv2d has full marks, and says for what and why."""
    result = tasks("convolution", conv2d=FLIPPED, conv2d_layer=LAYER)
    assert result["conv2d"].misconception == "flipped_kernel"
    layer = result["conv2d_layer"]
    assert (layer.score, layer.status, layer.misconception) == (8, "passed", None)
    assert through(layer) == {"the kernels are not flipped": ("conv2d",)}


def test_ones_own_mistakes_stay_with_follow_through_marks(tasks):
    """With a right conv2d in place of the broken one, the layer's own mistake is what is left, and is named."""
    result = tasks("convolution", conv2d=FLIPPED, conv2d_layer=LAYER.replace("+ b[f]", ""))
    layer = result["conv2d_layer"]
    assert layer.misconception == "forgets_the_bias"
    assert layer.score == 6.75
    assert through(layer)


def test_a_function_that_is_not_written_is_answered_too(tasks):
    """Who writes the layer before conv2d loses conv2d's points only."""
    result = tasks("convolution", conv2d="def conv2d(*a): raise NotImplementedError('conv2d')", conv2d_layer=LAYER)
    assert (result["conv2d"].score, result["conv2d_layer"].score) == (0, 8)


def test_functions_as_arguments_reach_the_reference(tasks):
    """equivariances, which hands its functions on to a broken is_equivariant, has full marks."""
    first_only = (
        "def is_equivariant(f, g, inputs, tolerance=1e-6):\n    return equivariance_error(f, g, inputs[0]) <= tolerance"
    )
    on = "return {name: is_equivariant(f, g, inputs, tolerance) for name, g in transforms.items()}"
    result = tasks(
        "equivariance",
        is_equivariant=first_only,
        equivariances=f"def equivariances(f, transforms, inputs, tolerance=1e-6):\n    {on}",
    )
    assert result["is_equivariant"].score < 3
    assert result["equivariances"].score == 2


@pytest.mark.parametrize("student", ["ana", "ben", "cleo"])
def test_negative_biases_reach_the_reference(course, student):
    """Whatever a student's numbers, a layer that adds its bias in a broken convolution_stage has full marks."""
    tests = collect(course.exercise("convolutional_layer"))
    result = graded(tests, course, student, convolution_stage=lambda x, w, b: np.convolve(x, w[::-1], "valid"))
    assert result["convolution_stage"].score < 2
    assert result["convolutional_layer"].score == 2


def test_two_broken_functions_do_not_vouch_for_each_other(tasks):
    """Only earlier functions are answered by the reference: a call of a later one earns nothing."""
    result = tasks(
        "pooling",
        max_pool="def max_pool(*args, **keywords): return avg_pool(*args, **keywords)",
        avg_pool="def avg_pool(*args, **keywords): return max_pool(*args, **keywords)",
    )
    assert result["max_pool"].score == 0
    assert not through(result["max_pool"])
    assert result["avg_pool"].score < 2.5  # what errors and unchanged arguments are worth
    assert result["avg_pool"].misconception == "max_instead_of_mean"


def test_what_the_reference_cannot_answer_is_told_as_it_was(tasks):
    """An argument of the student's own that the reference does not know is no failure to show; huge work is refused."""
    own = FLIPPED.replace("padding=0)", "padding=0, kind='valid')")
    layer = LAYER.replace("stride, padding)", "stride, padding, kind='valid')")
    messages = [test.message for test in tasks("convolution", conv2d=own, conv2d_layer=layer)["conv2d_layer"].tests]
    assert any(messages)
    assert not any("could not be computed" in message for message in messages)
    large = LAYER.replace("    return", "    conv2d(np.zeros((6000, 6000)), np.ones((3000, 3000)))\n    return", 1)
    assert tasks("convolution", conv2d="conv2d = lambda *a, **k: 0", conv2d_layer=large)["conv2d_layer"].score < 8


def test_changed_arguments_of_any_kind_are_told(tasks):
    """Whatever argument is changed, there is a result."""
    for change in ("b += 1", "w *= 2", "x[:] = 0"):
        code = LAYER.replace("    return", f"    {change}\n    return", 1)
        assert tasks("convolution", conv2d_layer=code)["conv2d_layer"].score < 8


def test_a_function_that_remembers_is_told_so(tasks):
    """Its results make no sense for the call alone, so the page says why."""
    total = "total = 0\ndef network_parameters(layers):\n    global total\n    total += len(layers)\n    return total"
    result = tasks("count_parameters", network_parameters=total)["network_parameters"]
    assert any("remember something from call to call" in test.message for test in result.tests)


def test_a_stub_that_nobody_wrote_gets_nothing(tasks):
    """Nothing follows through to a function that is not there."""
    stubs = {name: f"def {name}(*a, **k): raise NotImplementedError('{name}')" for name in ("conv2d", "conv2d_layer")}
    result = tasks("convolution", **stubs)
    assert (result["conv2d_layer"].score, result["conv2d_layer"].status) == (0, "missing")


def cases(course, exercise, **functions):
    """promise → case, for the first of the functions."""
    [task, *_] = functions
    result = graded(collect(course.exercise(exercise)), course, **functions)
    return {test.name: test.case for test in result[task].tests if test.verdict != "passed"}


def right(exercise, task):
    from autograder.course import reference

    return getattr(reference.load(exercise), task)


def test_the_case_is_as_small_as_can_be(course):
    """A stride that is ignored shows with two cells, a kernel of one, and a stride of 2."""
    conv2d = right("convolution", "conv2d")
    ignores = cases(
        course, "convolution", conv2d=lambda x, w, stride=1, padding=0: conv2d(x, w, min(stride, 1), padding)
    )
    for case in ignores.values():
        assert re.fullmatch(r"conv2d\(np.array\(.*\), np.array\(\[\[1\.?0?\]\]\), (stride=)?2(, 0)?\)", case.call)
        assert case.arguments[0].shape in [(1, 2), (2, 1)]


def test_the_case_has_arguments_values_and_what_differs(course):
    """Expected and received side by side, the wrong cells and the window of the first of them marked."""
    pool = right("pooling", "max_pool")

    def top_left(x, size=2, stride=None, padding=0):
        pool(x, size, stride, padding)  # its errors
        result = pool(x, size, stride, padding)
        result[-1, -1] -= 1
        return result

    case = cases(course, "pooling", max_pool=top_left)["windows side by side, and Figure 3"]
    assert [shown.label for shown in case.arguments] == ["x", "size"][: len(case.arguments)]
    assert case.expected.shape == case.received.shape
    assert case.received.marked == (len(case.received.cells) - 1,)
    assert case.expected.cells[-1] != case.received.cells[-1]
    assert case.arguments[0].window


def test_a_changed_argument_is_shown_before_and_after(course):
    """Not the result but the argument is what the student has to look at."""
    pool = right("pooling", "max_pool")

    def spoils(x, size=2, stride=None, padding=0):
        result = pool(x, size, stride, padding)
        x[0, 0] = 99
        return result

    case = cases(course, "pooling", max_pool=spoils)["arguments stay unchanged"]
    assert (case.expected.label, case.received.label) == ("before the call", "after it")
    assert case.received.cells[0] == "99"
    assert case.call == "max_pool(np.array([[1]]), size=1)" or len(case.expected.cells) <= 4


def test_an_exception_is_shown_with_the_simplest_call(course):
    """Where a function raises, the call is simple and the reason is there."""

    def raises(x, w):
        raise IndexError("out of range")

    for case in cases(course, "convolution", conv1d=raises).values():
        assert case.received.kind == "failure"
        assert "IndexError: out of range" in case.received.text


def test_cases_of_illegal_calls_stay_illegal(course):
    """Where ValueError is expected, the smallest case is one in which the reference raises it."""
    pool = right("pooling", "max_pool")

    def too_large(x, size=2, stride=None, padding=0):
        return np.zeros((1, 1)) if x.ndim == 2 and size > min(x.shape) + 2 * padding else pool(x, size, stride, padding)

    case = cases(course, "pooling", max_pool=too_large)[
        "ValueError where 2 * padding exceeds size or a window is larger than the padded input, and only for that"
    ]
    assert case.expected.text == "ValueError"
    assert case.call == "max_pool(np.array([[1]]))"


def test_the_window_of_a_whole_layer_is_all_that_its_output_sees():
    """A window of the pooling stage covers outputs of the kernel, and each of them as many inputs as it is long."""
    layer, x = right("convolutional_layer", "convolutional_layer"), np.arange(9)
    for kernel in (np.ones(3, int), [1, 1, 1]):
        for window, seen in [((3, 2, 0), (2, 3, 4, 5, 6)), ((4, 2, 1), (1, 2, 3, 4, 5, 6))]:
            call = Call("convolutional_layer", (x, kernel, 0, *window), {})
            expected = layer(*call.args)
            received = expected + [0, 1, 0]
            assert counterexample_of(Violation("value", call, expected, received), layer).arguments[0].window == seen


def test_a_kernel_that_is_a_list_stays_one(course):
    """No case has a list without values for a kernel: what that would give is nobody's promise."""
    stage = right("convolutional_layer", "convolution_stage")

    def arrays_only(x, w, b):
        return stage(x, w, b) + (1 if isinstance(w, list) else 0)

    [case] = cases(course, "convolutional_layer", convolution_stage=arrays_only).values()
    assert re.fullmatch(r"convolution_stage\(np.array\(\[1\]\), \[[01]\], 0\)", case.call)


def test_a_function_without_arguments_has_a_case(course):
    """The case says what was returned and what that leads to."""
    values = {"w": [3, 2], "b": -13, "size": 2, "stride": 2, "padding": 1}
    [case] = cases(course, "convolutional_layer", notes_layer=lambda: values).values()
    assert (case.call, case.arguments) == ("notes_layer()", ())
    assert "'b': -13" in case.note
    assert "[0, 3, 2, 0, 0]': [0, 0, 0, 0]" in case.received.text


def test_cases_of_illegal_calls_keep_what_fits_a_function(course):
    """A layer has as many inputs as it has, also where nobody calls it because ValueError comes first."""
    affected = right("sparse_interactions", "affected_outputs")

    def unchecked(layer, m, j):
        return affected(layer, m, min(j, m - 1))

    [case] = cases(course, "sparse_interactions", affected_outputs=unchecked).values()
    assert case.expected.text == "ValueError"
    assert case.call == "affected_outputs(layer, 5, 100)"
