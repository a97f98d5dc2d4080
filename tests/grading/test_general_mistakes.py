"""Mistakes that any function can have are read directly from what it did, without a model."""

import numpy as np
import pytest

from autograder.grading import general_mistakes
from autograder.sandbox import Observed, Raised
from autograder.sandbox.failures import RaisedValueError
from tests.grading.one_model import MISTAKES, TESTS, checked, course_with_a_model, diagnosis_of, explained, names


@pytest.fixture(scope="module", params=["with a model", "without a model"])
def course(request, tmp_path_factory):
    mistakes = MISTAKES if request.param == "with a model" else ""
    return course_with_a_model(tmp_path_factory.mktemp("spans"), mistakes=mistakes)


@pytest.fixture(scope="module")
def modelled(tmp_path_factory):
    return course_with_a_model(tmp_path_factory.mktemp("spans"))


def right(x, size, stride=1):
    checked(x, size, stride)
    return np.array([x[i : i + size].sum() for i in range(0, len(x) - size + 1, stride)])


def largest(x, size, stride=1):
    checked(x, size, stride)
    return np.array([x[i : i + size].max() for i in range(0, len(x) - size + 1, stride)])


def sorts(x, size, stride=1):
    result = right(x, size, stride)
    x.sort()
    return result


def adds_in_place(x, size, stride=1):
    result = largest(x, size, stride)
    x += 1
    return result


def test_changed_arguments_are_named(course):
    """A function that changes an argument fails the test about that, which is explained without a model."""
    diagnosis = diagnosis_of(course, sorts)
    assert explained(diagnosis) == {"changes_its_arguments": ["unchanged"]}
    assert diagnosis.unexplained == ()


def test_changed_arguments_and_slips_are_both_named(modelled):
    """A slip in the values does not hide that arguments are changed, and has no part in it."""
    assert explained(diagnosis_of(modelled, adds_in_place)) == {
        "largest_values": ["sums", "stride", "leftovers"],
        "changes_its_arguments": ["unchanged"],
    }


def in_one_buffer(compute):
    """A function whose results share the memory of one array for each length."""
    buffers = {}

    def function(x, size, stride=1):
        result = compute(x, size, stride)
        buffer = buffers.setdefault(len(result), np.zeros(len(result)))
        buffer[:] = result
        return buffer

    return function


def with_memory(compute):
    """A function that returns the first result for each shape of its arguments again."""
    results = {}

    def function(x, size, stride=1):
        return results.setdefault((x.shape, size, stride), compute(x, size, stride))

    return function


SEVERAL_CALLS = TESTS.replace("[(numbers(rng, 5), 1), (numbers(rng, 5), 1), (numbers(rng, 5), 2)]",
                              "[(numbers(rng, 5), 1), (numbers(rng, 6), 3), (numbers(rng, 6), 3)]")  # fmt: skip


def test_overwritten_results_are_named(course):
    """A function whose results share a buffer is right in each call, and wrong in calls in a row."""
    diagnosis = diagnosis_of(course, in_one_buffer(right))
    assert explained(diagnosis) == {"overwrites_earlier_results": ["unchanged"]}
    assert diagnosis.unexplained == ()


def test_overwritten_results_and_slips_are_both_named(modelled):
    """Results are compared with those of the slips, so that both mistakes are found."""
    found = explained(diagnosis_of(modelled, in_one_buffer(largest)))
    assert found["largest_values"] == ["sums", "stride", "leftovers"]
    assert found["overwrites_earlier_results"] == ["unchanged"]


def test_remembered_results_are_named(tmp_path):
    """A function that returns earlier results again is recognized, although its calls alone are wrong, too."""
    course = course_with_a_model(tmp_path, tests=SEVERAL_CALLS)
    diagnosis = diagnosis_of(course, with_memory(right))
    assert explained(diagnosis) == {"returns_earlier_results": ["unchanged"]}
    assert diagnosis.unexplained == ()


def divides(x, size, stride=1):
    checked(x, size, stride)
    return np.array([x[i : i + size].sum() for i in range(0, (len(x) - size) / 1 + 1, stride)])


def float_as_a_shape(x, size, stride=1):
    checked(x, size, stride)
    result = np.zeros((len(x) - size) / 1 + 1)
    result[:] = right(x, size, stride)
    return result


def float_as_a_slice(x, size, stride=1):
    checked(x, size, stride)
    return np.array([x[i : i + size / 1].sum() for i in range(0, len(x) - size + 1, stride)])


def float_as_an_index(x, size, stride=1):
    checked(x, size, stride)
    return np.array([x[i / 1] for i in range(0, len(x) - size + 1, stride)])


CODES = [
    "np.zeros(3 / 1)", "np.zeros((6 / 2, 2))", "np.full(np.float64(3), 1)", "np.ones((np.float32(3), 1))",
    "range(6 / 2)", "range(np.float64(3))", "x[2 / 1]", "x[np.float64(1)]", "x[: 4 / 2]", "list(x)[2 / 2]",
    "list(x)[: 2 / 2]", "[0] * 2.0", "np.pad(x, 1.0)", "x.reshape(2 / 2, -1)", "x[np.array([1.0])]", "np.tile(x, 2.0)",
]  # fmt: skip


@pytest.mark.parametrize("code", CODES)
def test_the_messages_of_python_and_numpy_are_known(code):
    """Whatever needs an int says so in its own words."""
    with pytest.raises((TypeError, IndexError)) as caught:
        eval(code, {"np": np, "x": np.arange(6)})
    failure = Raised(f"f raised {caught.type.__name__}: {caught.value} (cell 1, line 3: {code})", caught.type.__name__)
    assert general_mistakes.uses_a_float_as_an_index(Observed("f", [((), {})], "results", failure))


@pytest.mark.parametrize("code", [
    "np.arange(6).reshape(4, 2)", "np.zeros('a')", "range('3')", "np.arange(3)[7]", "np.arange(3)[1, 2]", "[0][3]",
    "np.zeros(-1)", "'a' * 'b'", "{}['float']", "np.zeros(2) @ np.zeros(3)", "range(None)",
])  # fmt: skip
def test_other_messages_say_nothing_about_floats(code):
    """An exception of another cause is not called by this name, nor one of student code that has the same text."""
    with pytest.raises(Exception) as caught:
        eval(code, {"np": np})
    for text, kind in ((str(caught.value), caught.type.__name__), ("only integers, slices", "RuntimeError")):
        seen = Observed("f", [((), {})], "results", Raised(f"f raised {text}", kind))
        assert not general_mistakes.uses_a_float_as_an_index(seen)


@pytest.mark.parametrize("function", [divides, float_as_a_shape, float_as_a_slice, float_as_an_index])
def test_a_float_as_an_index_is_named(course, function):
    """Python's and NumPy's messages about a float in place of an int explain all tests that fail with them."""
    diagnosis = diagnosis_of(course, function)
    assert explained(diagnosis) == {
        "float_as_an_index": ["sums", "stride", "leftovers", "errors", "unchanged"],
    }
    assert diagnosis.unexplained == ()


def test_a_float_in_some_calls_does_not_hide_a_slip(modelled):
    """The other calls are explained apart from it."""

    def function(x, size, stride=1):
        checked(x, size, stride)
        return largest(x, size)[range(0, 10 / 2)] if stride > 1 else largest(x, size)

    found = explained(diagnosis_of(modelled, function))
    assert found == {"largest_values": ["sums"], "float_as_an_index": ["stride", "leftovers", "errors", "unchanged"]}


def with_assertions(x, size, stride=1):
    assert size >= 1 and stride >= 1 and size <= len(x)
    return right(x, size, stride)


def with_exceptions(x, size, stride=1):
    if size < 1 or stride < 1 or size > len(x):
        raise Exception("illegal")
    return right(x, size, stride)


@pytest.mark.parametrize("function", [with_assertions, with_exceptions])
def test_another_exception_than_value_error_is_named(course, function):
    """An `assert` finds illegal arguments, so no check is missing: only the exception is wrong."""
    diagnosis = diagnosis_of(course, function)
    assert explained(diagnosis) == {"raises_another_exception": ["errors"]}
    assert diagnosis.unexplained == ()


@pytest.mark.parametrize(("code", "is_own"), [
    ("assert size > 0", True), ('raise RuntimeError("no")', True), ("", True), ("for key in table:", False),
])  # fmt: skip
def test_an_exception_that_python_raises_is_not_raised_on_purpose(code, is_own):
    """Python raises RuntimeError itself if a dictionary changes during iteration."""
    assert general_mistakes.raises_another_exception(observed(RuntimeError("no"), code)) == is_own


def test_a_constant_function_returns_no_earlier_results():
    """If the predictions of a row are only True and False, a constant is always the result of another call."""
    assert not general_mistakes.differ([True, False, False, True])
    assert general_mistakes.differ([1, 2, 2, 3])


def test_another_exception_does_not_hide_a_missing_check(modelled):
    """A function can do both: assert something, and forget something else."""

    def function(x, size, stride=1):
        assert size >= 0 and stride >= 1 and size <= len(x)
        return right(x, max(size, 1), stride)

    assert names(diagnosis_of(modelled, function)) == ["raises_another_exception", "accepts_a_size_of_zero"]


def test_an_assertion_in_a_legal_call_is_no_general_mistake(modelled):
    """A surplus check is a slip of the model."""

    def function(x, size, stride=1):
        checked(x, size, stride)
        assert (len(x) - size) % stride == 0
        return right(x, size, stride)

    assert names(diagnosis_of(modelled, function)) == ["refuses_leftovers"]


def test_an_array_as_a_truth_value_is_named(course):
    """Python's message about it explains a test that no slip explains."""

    def function(x, size, stride=1):
        checked(x, size, stride)
        if stride > 1 and x > 0:
            return None
        return right(x, size, stride)

    diagnosis = diagnosis_of(course, function)
    assert explained(diagnosis) == {"truth_of_an_array": ["stride", "leftovers", "errors", "unchanged"]}
    assert diagnosis.unexplained == ()


@pytest.mark.parametrize(("raised", "is_own"), [
    (ValueError("the windows must cover x"), True), (ValueError(), True), (AssertionError("no"), True),
    (IndexError("index 3 is out of bounds"), False), (KeyError("x"), False),
])  # fmt: skip
def test_an_exception_of_the_students_own_code_is_recognized(raised, is_own):
    """ValueError and AssertionError are raised on purpose, unless NumPy raises ValueError itself."""
    assert general_mistakes.refuses_on_purpose(observed(raised)) == is_own


@pytest.mark.parametrize("code", [
    "np.zeros(3) + np.zeros(4)", "np.zeros((2, 3)) @ np.zeros(4)", "np.zeros(5).reshape(2, 2)", "np.array([]).max()",
    "np.array([[1], [1, 2]])", "np.zeros(-1)", "np.concatenate([np.zeros((1, 2)), np.zeros((1, 2, 3))])", "max([])",
    "np.pad(np.zeros(2), -1)", "np.stack([np.zeros(2), np.zeros(3)])", "bool(np.zeros(2))", "np.zeros(2).argmax(5)",
    "np.lib.stride_tricks.sliding_window_view(np.zeros(2), 3)", "np.einsum('ij,j', np.zeros(2), np.zeros(2))",
    "np.broadcast_to(np.zeros(3), (2, 2))", "np.dot(np.zeros(2), np.zeros(3))", "np.split(np.zeros(5), 2)",
    "np.zeros(3)[:, 0]", "np.arange(3)[np.zeros(2, bool)]", "np.convolve(np.zeros(0), np.zeros(2))", "int('a')",
    "a, b = 1, 2, 3", "[].remove(1)", "range(0, 3, 0)", "np.linspace(0, 1, -1)", "np.roll(np.zeros(2), 1, axis=3)",
])  # fmt: skip
def test_an_exception_of_numpy_is_not_raised_on_purpose(code):
    """If the line of code is not known, NumPy's and Python's own ValueErrors are known by their texts."""
    with pytest.raises((ValueError, IndexError)) as caught:
        exec(code, {"np": np})
    assert not general_mistakes.refuses_on_purpose(observed(caught.value))


def observed(error, code=""):
    """A call that raised an exception, as the sandbox reports it: with the line of code, if that is known."""
    kind = RaisedValueError if isinstance(error, ValueError) else Raised
    text = f"f raised {type(error).__name__}: {error}" + (f" (cell 3, line 2: {code})" if code else "")
    return Observed("f", [((), {})], "results", kind(text, type(error).__name__))


@pytest.mark.parametrize(("code", "is_own"), [
    ('raise ValueError("window shape mismatch")', True), ("if size < 1: raise ValueError", True),
    ("praise(x)", False),
    ("return x.reshape(rows, columns)", False), ("window[2, 2] = total", False),
])  # fmt: skip
def test_the_line_of_code_says_whether_an_exception_is_raised_on_purpose(code, is_own):
    """If the line is known, the text does not matter: students use NumPy's words, too."""
    for text in ("window shape mismatch", "some words"):
        assert general_mistakes.refuses_on_purpose(observed(ValueError(text), code)) == is_own


def test_the_sandbox_shows_the_line_of_code(student_of):
    """What the sandbox reports of an exception has the form that is read here."""
    student = student_of(
        """
        import numpy as np
        def checks(x):
            if x == 1:
                raise ValueError(
                    "cannot reshape"
                )
            return np.zeros(3).reshape(2, 2)
        """.replace("\n        ", "\n")
    )
    for x in (1, 2):
        with pytest.raises(ValueError):
            student.checks(x)
    assert [general_mistakes.refuses_on_purpose(one) for one in student.observed] == [True, False]
