"""Shrink a failing call to a minimal counterexample, by calls of the student's function."""

import time
from collections import namedtuple

import numpy as np
import pytest

from autograder.grading.calls import Call, Violation, call_outcome, identical
from autograder.grading.hidden_tests import collect
from autograder.grading.shrinking import REMEMBERS, Shrinking
from autograder.grading.simpler_calls import simpler_calls
from autograder.proving.in_process import LocalStudent, graded
from autograder.sandbox import Crashed, Raised, TimedOut


def shrunk(function, reference, *args, is_legal=None, kind="value", **kwargs):
    """The shrunk violation of a call in which the function does not do what the reference does."""
    student = LocalStudent({"f": function}, seconds=0.2)
    call = Call("f", args, kwargs)
    expected = ValueError if kind == "error" else call_outcome(reference, call)
    [received] = student.f.each([(args, kwargs)])
    return Shrinking(student.f, reference, is_legal).shrink(Violation(kind, call, expected, received))


def text_of(violation):
    return str(violation.call)


def window(x, size, stride=1):
    """The sum of each window."""
    if not 1 <= size <= len(x) or stride < 1:
        raise ValueError
    return np.array([x[i : i + size].sum() for i in range(0, len(x) - size + 1, stride)])


def test_an_argument_that_is_ignored_shows_with_the_smallest_call():
    """A stride that is ignored shows with two values, a window of one, and a stride of 2."""
    x = np.array([4, 1, 3, 9, 7, 2, 6])
    violation = shrunk(lambda x, size, stride=1: window(x, size), window, x, 3, 2)
    assert text_of(violation) == "f(np.array([1, 2]), 1, 2)"
    assert (violation.expected.tolist(), violation.received.tolist()) == ([1], [1, 2])


def test_keyword_arguments_are_left_out_if_they_do_not_matter():
    """The shortest call with the mistake has no options."""
    x = np.array([4, 1, 3, 9, 7, 2, 6])
    violation = shrunk(lambda x, size, stride=1: window(x, size, stride) + 1, window, x, 3, stride=2)
    assert text_of(violation) == "f(np.array([1]), 1)"
    needed = shrunk(lambda x, size, stride=1: window(x, size), window, x, 3, stride=3)
    assert text_of(needed) == "f(np.array([1, 2]), 1, stride=2)"


def test_values_become_plain(course):
    """Arrays are shrunk, and their values become 1, 2, 3 …, as long as the call still fails."""
    ignores = graded(collect(course.exercise("shifts")), course, shift=lambda x, by: x)["shift"]
    cases = [test.case for test in ignores.tests if test.case is not None]
    assert "shift(np.array([1]), 1)" in [case.call for case in cases]
    assert (cases[0].expected.cells, cases[0].received.cells) == (("0",), ("1",))


def test_values_that_matter_are_kept():
    """A value is replaced only if the simpler call fails, too."""
    violation = shrunk(lambda x: x + (x == 7), lambda x: x, np.array([3, 7, 5]))
    assert text_of(violation) == "f(np.array([0, 7]))"


def test_real_numbers_are_rounded():
    """Numbers with many digits become whole numbers if the call still fails."""
    violation = shrunk(lambda x: x * (x < 2), lambda x: x, np.array([[2.345, 7.125], [0.5, 1.25]]))
    assert text_of(violation) == "f(np.array([[2.0]]))"


def test_axes_of_the_same_length_are_cut_together():
    """Arrays that must have the same length keep it."""

    def product(x, y):
        if x.shape != y.shape:
            raise ValueError
        return (x * y).sum()

    x = np.arange(5) + 2
    assert text_of(shrunk(lambda x, y: 0 * product(x, y), product, x, x)) == "f(np.array([1]), np.array([1]))"


def test_calls_that_should_raise_an_error_stay_illegal():
    """If ValueError is expected, the smallest call is one for which the reference raises it."""

    def unchecked(x, size):
        return np.zeros(1) if size > len(x) else window(x, size)

    violation = shrunk(unchecked, window, np.array([5, 1, 4]), 7, kind="error")
    assert violation.expected is ValueError
    assert text_of(violation) == "f(np.array([1]), 2)"


def test_an_exception_stays_an_exception():
    """If the function raises, the simplest call is one for which it still raises."""

    def raises(x, size):
        raise IndexError("out of range")

    violation = shrunk(raises, window, np.array([5, 1, 4, 2]), 3)
    assert text_of(violation) == "f(np.array([1]), 1)"
    assert "IndexError: out of range" in str(violation.received)


def test_calls_that_the_exercise_calls_illegal_are_not_made():
    """An exercise can say which calls it does not mean, although its reference accepts them."""
    x, wrong = np.array([5, 1, 4]), (lambda x, size: window(x, size) + 1)
    assert text_of(shrunk(wrong, window, x, 2)) == "f(np.array([1]), 1)"
    violation = shrunk(wrong, window, x, 2, is_legal=lambda args: len(args) == 2 and args[1] == 2)
    assert text_of(violation) == "f(np.array([1, 2]), 2)"


def test_the_exercise_is_asked_about_calls_that_fit_the_function():
    """`is_legal` gets all arguments that the reference needs."""
    asked = []
    shrunk(lambda x, n: x, lambda x, n: x + n, np.arange(4), 3, is_legal=lambda args: asked.append(len(args)) or True)
    assert set(asked) == {2}


def test_the_exercise_says_which_calls_are_legal(course):
    """`is_legal` in an exercise's calls.py is used: here, no size above 100 is tried."""
    sizes = []

    def unchecked(x, size):
        sizes.append(size)
        return np.zeros(1)

    result = graded(collect(course.exercise("sums")), course, window_sums=unchecked)["window_sums"]
    assert any(test.case for test in result.tests)
    assert max(sizes) <= 100


def test_empty_arrays_and_results_are_left_out():
    """No task says what happens to an array without values, so no counterexample has one."""
    asked = []

    def wrong(x):
        asked.append(x.size)
        return x[1:] + 1

    violation = shrunk(wrong, lambda x: x[1:], np.array([3, 1, 2]))
    assert text_of(violation) == "f(np.array([1, 2]))"
    assert min(asked) == 2  # with one value, the result has none


def test_a_list_stays_a_list():
    """A list that is given in place of an array is shrunk as a list."""

    def arrays_only(x, weights):
        return x + (1 if isinstance(weights, list) else 0)

    violation = shrunk(arrays_only, lambda x, weights: x, np.array([4, 2]), [2, 5, 1])
    assert text_of(violation) in {"f(np.array([1]), [0])", "f(np.array([1]), [])"}


def test_lists_of_dicts_lose_entries_and_numbers_become_smaller():
    """Structured arguments are shrunk, too."""

    def total(layers):
        return sum(layer["units"] for layer in layers)

    violation = shrunk(lambda layers: 0, total, [{"units": 7}, {"units": 5}])
    assert text_of(violation) == "f([{'units': 1}])"


def test_arrays_for_a_function_keep_their_size():
    """If an argument is a function, arrays are not cut: the function may be made for arrays of their size."""

    def reverse(x):
        """the array in reverse order"""
        return x[::-1]

    violation = shrunk(lambda f, x: f(x) + 1, lambda f, x: f(x), reverse, np.array([4, 9, 1, 3]))
    assert text_of(violation) == "f(reverse, np.array([1, 2, 3, 4]))"


def test_a_dict_of_functions_loses_those_that_do_not_matter():
    """The counterexample has only the function for which the result is wrong."""

    def up(x):
        return x + 1

    def down(x):
        return x - 1

    def values(functions, x):
        return {name: f(x) for name, f in functions.items()}

    def wrong(functions, x):
        return values(functions, x) | ({"down": 0} if "down" in functions else {})

    violation = shrunk(wrong, values, {"up": up, "down": down}, 5)
    assert text_of(violation) == "f({'down': down}, 5)"


def test_a_function_that_remembers_keeps_its_call_and_gets_a_note():
    """If the same call gives something else the second time, simpler calls prove nothing."""
    seen = []

    def counts(x):
        seen.append(x)
        return len(seen)

    x = np.array([3, 1])
    violation = shrunk(counts, lambda x: 0, x)
    assert violation.note == REMEMBERS
    assert violation.call.args[0].tolist() == [3, 1]


def test_a_function_that_returns_no_data_does_not_remember():
    """Two generators cannot be compared, so nothing is said about them."""

    def generates(x):
        return [x, (value for value in x)]

    assert shrunk(generates, lambda x: x, np.array([3, 1])).note == ""


def test_a_result_that_is_not_a_number_is_remembered_too():
    """A list of texts that is different each time gets the note."""
    seen = []

    def grows(x):
        seen.append("a")
        return ["text", *seen]

    assert shrunk(grows, lambda x: x, np.array([3, 1])).note == REMEMBERS


def test_a_dict_of_arrays_becomes_simpler():
    """The arrays in a dict get plain values, and a named tuple stays one."""
    Box = namedtuple("Box", "size")

    def largest(layers, box):
        return max(layers["a"]) + box.size

    violation = shrunk(lambda layers, box: 0, largest, {"a": np.array([4, 9])}, Box(7))
    assert text_of(violation) == "f({'a': np.array([1, 2])}, (0,))"


@pytest.mark.parametrize("received", [TimedOut("it was stopped"), Crashed("it ended")])
def test_hangs_and_crashes_are_not_shrunk(received):
    """Each attempt would take the time of a hanging call, or a new process: the function is not called again."""
    called = []
    student = LocalStudent({"f": called.append})
    violation = Violation("value", Call("f", (np.array([3, 1]),), {}), 0, received)
    assert Shrinking(student.f, lambda x: 0).shrink(violation) == violation
    assert called == []


def test_results_of_several_calls_are_not_shrunk():
    """A wrong result that only comes after other calls cannot be shown with one call."""
    called = []
    student = LocalStudent({"f": called.append})
    violation = Violation("sequence", Call("f", (np.array([3, 1]),), {}), 0, 1)
    assert Shrinking(student.f, lambda x: 0).shrink(violation) == violation
    assert called == []


def test_a_simpler_call_that_hangs_ends_the_search():
    """If a simpler call hangs, the last call is kept."""

    def hangs_if_small(x):
        if x.size < 4:
            time.sleep(5)
        return x + 1

    violation = shrunk(hangs_if_small, lambda x: x, np.arange(9) + 2)
    assert violation.kind == "value"
    assert violation.call.args[0].size >= 4


def test_changed_arguments_are_shrunk():
    """The smallest call in which an argument is changed, before and after it."""

    def spoils(x, size):
        result = window(x, size)
        x[0] = 99
        return result

    x = np.array([5, 1, 4])
    student = LocalStudent({"f": spoils})
    after = np.array([99, 1, 4])
    violation = Shrinking(student.f, window).shrink(Violation("arguments", Call("f", (x, 2), {}), x, after, "a note"))
    assert text_of(violation) == "f(np.array([1]), 1)"
    assert (violation.expected.tolist(), violation.received.tolist()) == ([1], [99])
    assert violation.note == "a note"
    assert x.tolist() == [5, 1, 4]


def test_a_call_that_does_not_fail_again_is_kept():
    """If no simpler call fails, the violation stays as it is."""
    x = np.array([1, 2])
    violation = shrunk(lambda x: x + (x.tolist() == [1, 2]), lambda x: x, x)
    assert violation.call.args == (x,)


@pytest.mark.parametrize("array", [
    np.array([True, False, True, True]), np.array([200, 3, 7], np.uint8), np.array(["a", "b", "c"]),
    np.array([1 + 2j, 3j, 4]), np.array([2.5, np.nan, np.inf]), np.array(7), np.zeros((0, 3)), np.zeros(70_000, "f2"),
    np.full(300, -128, np.int8), np.array([None, "a"]),
])  # fmt: skip
def test_arrays_of_any_type_can_be_made_simpler(array):
    """Truth values, texts, unsigned and complex numbers: simpler arrays keep their type."""
    calls = list(simpler_calls(Call("f", (array, 3), {"by": 2})))
    assert calls
    assert {call.args[0].dtype for call in calls} == {array.dtype}
    assert not any(identical(call.args, (array, 3)) and call.kwargs == {"by": 2} for call in calls)


def test_shrinking_ends_for_values_that_never_become_simpler():
    """The number of calls is limited."""
    asked = []

    def wrong(x):
        asked.append(x.shape)
        return x.sum() + 1

    x = np.random.default_rng(0).normal(size=(9, 9, 9))
    violation = shrunk(wrong, lambda x: x.sum(), x, is_legal=lambda args: args[0].sum() != 0)
    assert violation.call.args[0].size == 1
    assert len(asked) < 500


def test_failures_of_another_kind_are_not_the_same():
    """A simpler call that raises in place of returning a wrong result is not a counterexample."""

    def wrong(x):
        if x.size < 3:
            raise IndexError
        return x + 1

    violation = shrunk(wrong, lambda x: x, np.array([4, 1, 7, 3]))
    assert text_of(violation) == "f(np.array([1, 2, 3]))"
    assert not isinstance(violation.received, Raised)


def test_an_exception_of_another_kind_is_not_the_same():
    """If a simpler call raises ValueError in place of the first exception, it is not a counterexample."""

    def raises(x):
        raise ValueError if x.size < 3 else IndexError

    violation = shrunk(raises, lambda x: x, np.array([4, 1, 7, 3]))
    assert text_of(violation) == "f(np.array([1, 2, 3]))"
    assert "IndexError" in str(violation.received)


def test_the_same_call_is_made_once_for_several_violations():
    """Two violations that lead to the same simpler calls need each of these once: student code takes time."""
    made = []

    def counted(x):
        made.append(tuple(x))
        return x

    student = LocalStudent({"f": counted})
    shrinking = Shrinking(student.f, lambda x: x + 1)
    for x in (np.array([4, 7, 5]), np.array([8, 3, 6, 9])):
        violation = Violation("value", Call("f", (x,), {}), x + 1, x)
        assert text_of(shrinking.shrink(violation)) == "f(np.array([1]))"
        made += ["-"]
    first, second = made[: made.index("-")], made[made.index("-") :]
    assert (1,) in first
    assert (1,) not in second
