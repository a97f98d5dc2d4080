"""Describe a violation as data for a page."""

import functools
import json

import numpy as np
import pytest

from autograder.grading.calls import Call, Violation
from autograder.grading.counterexample import Counterexample, counterexample_of
from autograder.grading.hidden_tests import collect
from autograder.proving.in_process import graded
from autograder.sandbox import Raised
from autograder.sandbox.encoding import Opaque


def window(x, size, stride=1):
    return np.array([x[i : i + size].sum() for i in range(0, len(x) - size + 1, stride)])


def described(*args, expected, received, kind="value", note="", highlight=None, **kwargs):
    violation = Violation(kind, Call("window", args, kwargs), expected, received, note)
    return counterexample_of(violation, window, highlight)


def test_arguments_have_the_names_of_the_reference():
    """The page shows each argument with its name, and the call as a student would type it."""
    case = described(np.array([1, 2]), 1, stride=2, expected=np.array([1]), received=np.array([1, 2]))
    assert case.call == "window(np.array([1, 2]), 1, stride=2)"
    assert [(shown.label, shown.kind, shown.cells, shown.text) for shown in case.arguments] == [
        ("x", "int64", ("1", "2"), ""), ("size", "", (), "1"), ("stride", "", (), "2"),
    ]  # fmt: skip


def test_wrong_values_are_marked():
    """Expected and received values are side by side, and those that differ are marked in both."""
    case = described(np.array([1, 2]), 1, expected=np.array([1.5, 2, 3]), received=[1.5, 0, 4])
    assert (case.expected.label, case.received.label) == ("expected", "received")
    assert (case.expected.cells, case.received.cells) == (("1.5", "2", "3"), ("1.5", "0", "4"))
    assert case.expected.marked == case.received.marked == (1, 2)
    assert (case.expected.kind, case.received.kind) == ("float64", "list")


def test_another_shape_has_no_marks():
    """If the shapes differ, no value can be compared with another."""
    case = described(np.array([1, 2]), 1, expected=np.ones((1, 2)), received=np.ones(2))
    assert (case.expected.shape, case.received.shape) == ((1, 2), (2,))
    assert case.expected.marked == case.received.marked == ()


def test_the_exercise_says_which_values_gave_a_result():
    """`highlight` gets the arguments with their defaults, and the place of the first wrong value."""
    asked = []

    def highlight(arguments, place):
        asked.append((sorted(arguments), place))
        return {"x": [2, 3]}

    x, expected = np.array([1, 2, 3, 4]), np.array([3, 5, 7])
    case = described(x, 2, expected=expected, received=np.array([3, 5, 0]), highlight=highlight)
    assert asked == [(["size", "stride", "x"], (2,))]
    assert [shown.window for shown in case.arguments] == [(2, 3), ()]
    right = described(x, 2, expected=expected, received=np.ones(2), highlight=highlight)
    assert right.arguments[0].window == ()
    assert len(asked) == 1


def test_highlighted_places_may_be_numpy_integers():
    """They are written to JSON."""
    case = described(
        np.arange(3), 2, expected=np.array([1, 3]), received=np.array([0, 3]), highlight=lambda *_: {"x": np.arange(2)}
    )
    assert [type(place) for place in case.arguments[0].window] == [int, int]


def test_the_small_course_highlights_the_window(course):
    """The function in an exercise's calls.py is used in grading."""

    def last_is_wrong(x, size):
        if not 1 <= size <= len(x):
            raise ValueError
        result = window(x, size)
        result[-1] += 1
        return result

    result = graded(collect(course.exercise("sums")), course, window_sums=last_is_wrong)["window_sums"]
    cases = [test.case for test in result.tests if test.case is not None]
    assert cases
    for case in cases:
        assert case.received.marked == (len(case.received.cells) - 1,)
        size = int(case.arguments[1].text)
        first = case.received.marked[0]
        assert case.arguments[0].window == tuple(range(first, first + size))


def test_a_changed_argument_is_shown_before_and_after():
    """The page shows the argument that was changed, not the result."""
    case = described(
        np.array([1, 2]), 1, kind="arguments", expected=np.array([1, 2]), received=np.array([9, 2]), note="it changes"
    )
    assert (case.expected.label, case.received.label) == ("before the call", "after it")
    assert (case.expected.cells, case.received.cells) == (("1", "2"), ("9", "2"))
    assert case.received.marked == (0,)
    assert case.note == "it changes"


def test_a_missing_error_is_shown():
    """If ValueError is expected, the page says so beside what was returned."""
    case = described(np.array([1]), 5, kind="error", expected=ValueError, received=np.array([0.0]))
    assert (case.expected.text, case.received.cells) == ("ValueError", ("0",))


def test_an_exception_is_shown_in_place_of_a_result():
    """A call that fails has its reason as text, and is marked as a failure."""
    case = described(np.array([1]), 5, expected=None, received=Raised("window raised IndexError: out"))
    assert (case.received.kind, case.received.text) == ("failure", "window raised IndexError: out")
    assert case.expected.text == "a result"


@pytest.mark.parametrize(("value", "cells"), [
    (np.array([1.0, -2.5, 1e20, 1 / 3]), ("1", "-2.5", "1e+20", "0.33333333")),
    (np.array([True, False]), ("1", "0")),
    (np.array([1 + 2j, 3]), ("1+2j", "3")),
    (np.array([np.nan, -np.inf, 0.0]), ("nan", "-inf", "0")),
    ([[1, 2], [3, 4]], ("1", "2", "3", "4")),
    ((5, 6.5), ("5", "6.5")),
])  # fmt: skip
def test_cells_are_short_numbers(value, cells):
    """Numbers are shown as people write them."""
    assert described(np.array([1]), 1, expected=value, received=None).expected.cells == cells


@pytest.mark.parametrize(("value", "text"), [
    (5, "5"), ("a text", "'a text'"), (None, "None (does the function return its result?)"), ([], "[]"),
    (np.zeros((20, 20)), "array of shape (20, 20)"), (np.zeros((0, 3)), "array of shape (0, 3)"),
    ({"a": 1}, "{'a': 1}"), ([1, "b"], "[1, 'b']"), (Opaque("Thing"), "an object of type Thing"),
])  # fmt: skip
def test_other_values_are_text(value, text):
    """Numbers, texts, dicts, large arrays and arrays without values are described in words."""
    received = described(np.array([1]), 1, expected=0, received=value).received
    assert received.cells == ()
    assert received.text.startswith(text)


def double(x):
    """2 * x"""
    return 2 * x


def test_functions_are_shown_with_their_description():
    """The docstring of a function that was given says what it does."""
    case = counterexample_of(
        Violation("value", Call("apply", (double, {"twice": double}), {}), 4, 2), lambda f, functions: 0
    )
    assert [(shown.label, shown.text) for shown in case.arguments] == [
        ("f", "double: 2 * x"), ("functions", "'twice': double, 2 * x"),
    ]  # fmt: skip
    assert case.call == "apply(double, {'twice': double})"


def test_arrays_in_a_list_are_arguments_of_their_own():
    """Each array of a list has a label with its index."""
    violation = Violation("value", Call("total", ([np.array([1]), np.array([2, 3])],), {}), 6, 5)
    case = counterexample_of(violation, lambda inputs: 6)
    assert [(shown.label, shown.cells) for shown in case.arguments] == [
        ("inputs[0]", ("1",)),
        ("inputs[1]", ("2", "3")),
    ]


def test_a_view_is_named():
    """An array that is not contiguous in memory says so, because functions may forget that."""
    case = described(np.array([[1, 2], [3, 4]]).T, 1, expected=0, received=1)
    assert case.arguments[0].kind == "int64, a view"
    assert case.arguments[0].cells == ("1", "3", "2", "4")


def test_a_function_without_arguments_has_a_counterexample():
    """The case has what was returned, and the note that a hidden test gives."""
    violation = Violation("value", Call("answer", (), {}), (42, 21), (42, 42), "half of it is missing")
    case = counterexample_of(violation, lambda: (42, 21))
    assert (case.call, case.arguments, case.note) == ("answer()", (), "half of it is missing")
    assert case.received.marked == (1,)


def test_a_call_that_does_not_fit_the_reference_is_shown():
    """Arguments without a name have their number."""
    case = described(1, 2, 3, 4, expected=0, received=1)
    assert [shown.label for shown in case.arguments] == ["1", "2", "3", "4"]


def test_json_keeps_everything():
    """A counterexample that is read from its JSON is the same."""
    highlight = {"x": (0, 1)}
    case = described(
        np.array([1, 2]), 2, expected=np.array([3]), received=np.array([4]), note="n", highlight=lambda *_: highlight
    )
    data = json.loads(json.dumps(case, default=vars))
    assert Counterexample.from_json(data) == case
    assert case.arguments[0].window == (0, 1)


def test_none_is_shown_as_none():
    """An argument and an expected value of None are no question; a result of None is one."""
    case = described(None, 1, expected=None, received=5)
    assert (case.arguments[0].text, case.expected.text, case.received.text) == ("None", "None", "5")
    assert "return" in described(np.arange(2), 1, expected=5, received=None).received.text


def test_functions_without_a_name_are_shown():
    """A partial function as an argument, and in a dict."""
    part = functools.partial(window, size=2)
    case = described(part, {"a": part}, expected=5, received=6)
    assert [argument.text.split(":")[0] for argument in case.arguments] == ["a function", "'a'"]


def test_a_result_in_parts_has_no_marks():
    """Arrays of different lengths are shown as text."""
    parts = [np.arange(2), np.arange(3)]
    case = described(np.arange(3), 1, expected=parts, received=[np.arange(2), np.arange(4)])
    assert "array([0, 1, 2])" in case.expected.text
    assert case.received.marked == ()


def test_the_first_marks_of_a_large_result_are_enough():
    """The marks are for values that are shown, and the first one for the window."""
    case = described(np.arange(3), 1, expected=np.zeros(10**5), received=np.ones(10**5))
    assert case.received.marked == ()
    large = described(
        np.arange(3), 1, expected=np.zeros(10**5), received=np.ones(10**5), highlight=lambda names, place: {"x": place}
    )
    assert large.arguments[0].window == (0,)
