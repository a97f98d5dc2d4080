"""Name the mistakes that explain what the hidden tests observed of a function."""

import numpy as np
import pytest

from autograder.course.content import load_reference
from autograder.grading.diagnosis import Diagnosis
from autograder.grading.hidden_tests import collect
from autograder.grading.misconceptions import model_of
from autograder.proving.in_process import LocalStudent
from tests.grading.one_exercise import tasks_of
from tests.grading.one_model import (
    MISTAKES,
    SOLUTION,
    TESTS,
    checked,
    course_with_a_model,
    diagnosis_of,
    explained,
    names,
)


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    return course_with_a_model(tmp_path_factory.mktemp("spans"))


def right(x, size, stride=1):
    checked(x, size, stride)
    return np.array([x[i : i + size].sum() for i in range(0, len(x) - size + 1, stride)])


def largest(x, size, stride=1):
    checked(x, size, stride)
    return np.array([x[i : i + size].max() for i in range(0, len(x) - size + 1, stride)])


def largest_without_stride(x, size, stride=1):
    checked(x, size, stride)
    return [max(x[i : i + size]) for i in range(len(x) - size + 1)]


def three_slips(x, size, stride=1):
    checked(x, size, stride)
    return [max(x[i : i + size]) for i in range(len(x) - size + 1)][::-1]


@pytest.mark.parametrize(("function", "slips"), [
    (largest, ["largest_values"]),
    (largest_without_stride, ["largest_values", "ignores_the_stride"]),
    (three_slips, ["largest_values", "ignores_the_stride", "backwards"]),
])  # fmt: skip
def test_up_to_three_slips_are_found(course, function, slips):
    """The fewest slips that explain everything are named, up to three, and nothing stays unexplained."""
    diagnosis = diagnosis_of(course, function)
    assert set(names(diagnosis)) == set(slips)
    assert diagnosis.unexplained == ()


def test_a_single_slip_comes_before_a_pair(tmp_path):
    """If one slip explains everything, no set of several is named, although it stands earlier in the file."""
    one = '''
    @result.slip("Which window comes first?")
    def largest_backwards(self, values):
        """Your results are the largest values in the wrong order."""
        return self.chosen_values[::-1]
'''
    keep = "self.chosen_values = np.array([window.max() for window in windows])\n        return self.result("
    mistakes = MISTAKES.replace("return self.result(", keep)
    place = mistakes.index('    @missing_check("§3", "a size of 0")')
    course = course_with_a_model(tmp_path, mistakes=mistakes[:place] + one + mistakes[place:])
    function = lambda x, size, stride=1: largest(x, size, stride)[::-1]  # noqa: E731
    assert names(diagnosis_of(course, function)) == ["largest_backwards"]


def test_each_slip_has_the_tests_that_fail_because_of_it(course):
    """Two slips are both named, each with the tests in which it matters. Only these are explained by it."""
    assert explained(diagnosis_of(course, largest_without_stride)) == {
        "largest_values": ["sums", "stride", "leftovers"],
        "ignores_the_stride": ["stride", "leftovers"],
    }


def test_right_functions_and_those_without_a_model_have_no_mistake(course, tmp_path):
    """Where nothing fails, nothing is named; without a model, every failing test is unexplained."""
    diagnosis = diagnosis_of(course, right)
    assert (diagnosis.named, diagnosis.unexplained) == ((), ())
    diagnosis = diagnosis_of(course_with_a_model(tmp_path, mistakes=""), largest)
    assert names(diagnosis) == []
    assert diagnosis.unexplained == ("test_sums", "test_stride", "test_leftovers")


def counter():
    calls = []

    def counts(x, size, stride=1):
        calls.append(1)
        return np.array([len(calls)])

    return counts


NONSENSE = {
    "zeros": lambda x, size, stride=1: np.zeros(len(x) - size + 1),
    "the argument": lambda x, size, stride=1: x,
    "nothing": lambda x, size, stride=1: None,
    "a text": lambda x, size, stride=1: "spans",
    "an empty array": lambda x, size, stride=1: np.array([]),
    "an unknown name": lambda x, size, stride=1: unknown,  # noqa: F821
    "ValueError": lambda x, size, stride=1: checked(x, 0, 0),
    "a counter": counter(),
    "random numbers": lambda x, size, stride=1: np.random.default_rng().random(len(x) - size + 1),
}


@pytest.mark.parametrize("kind", NONSENSE)
def test_nonsense_has_no_slip(course, kind):
    """Functions that have nothing to do with the task get no slip's name: at most, their checks are missing."""
    diagnosis = diagnosis_of(course, NONSENSE[kind])
    assert not {"sums", "stride", "leftovers"} & {test for tests in explained(diagnosis).values() for test in tests}
    assert {"test_sums", "test_stride", "test_leftovers"} <= {*diagnosis.unexplained}


def fails_for_leftovers(x, size, stride=1):
    checked(x, size, stride)
    assert (len(x) - size) % stride == 0
    return right(x, size, stride)


def nothing_for_leftovers(x, size, stride=1):
    checked(x, size, stride)
    return np.array([]) if (len(x) - size) % stride else right(x, size, stride)


def an_empty_list_for_leftovers(x, size, stride=1):
    checked(x, size, stride)
    return [] if (len(x) - size) % stride else right(x, size, stride)


@pytest.mark.parametrize("function", [fails_for_leftovers, nothing_for_leftovers, an_empty_list_for_leftovers])
def test_to_fail_and_to_return_something_empty_are_one_outcome(course, function):
    """In legal calls, a slip that makes the model fail explains any exception, and an empty array or list."""
    diagnosis = diagnosis_of(course, function)
    assert names(diagnosis) == ["refuses_leftovers"]
    assert diagnosis.unexplained == ()


def accepts(*what):
    """A function that leaves out some of the checks."""

    def function(x, size, stride=1):
        illegal = {
            "zero": size == 0,
            "below": size < 0,
            "large": size > len(x),
            "stop": stride == 0,
            "back": stride < 0,
        }
        if any(holds and check not in what for check, holds in illegal.items()):
            raise ValueError
        return np.zeros(1) if any(illegal.values()) else right(x, size, stride)

    return function


@pytest.mark.parametrize(("what", "checks"), [
    (["zero"], ["accepts_a_size_of_zero"]),
    (["large"], ["accepts_a_larger_size"]),
    (["below", "back"], ["accepts_a_negative_size", "accepts_a_negative_stride"]),
    (["zero", "below", "stop"], ["several_checks_missing"]),
    (["zero", "below", "large", "stop", "back"], ["several_checks_missing"]),
])  # fmt: skip
def test_missing_checks_are_read_from_illegal_calls(course, what, checks):
    """Up to two missing checks are named one by one, more of them together."""
    diagnosis = diagnosis_of(course, accepts(*what))
    assert names(diagnosis) == checks
    assert explained(diagnosis)[checks[0]] == ["errors"]
    assert diagnosis.unexplained == ()


def test_several_missing_checks_are_listed(course):
    """The explanation says for which arguments ValueError is missing."""
    [mistake] = diagnosis_of(course, accepts("zero", "large", "back")).named
    assert mistake.misconception.explanation == (
        "You do not raise ValueError for several kinds of illegal arguments: "
        "a size of 0, a size above the length, a negative stride."
    )


@pytest.mark.parametrize("what", [["zero"], ["zero", "large"], ["stop", "below", "large"]])
def test_missing_checks_do_not_hide_slips(course, what):
    """Wrong values and missing checks are found apart from each other, in any combination."""

    def function(x, size, stride=1):
        accepted = accepts(*what)(x, size, stride)
        return accepted if accepted.tolist() == [0] else largest_without_stride(x, size, stride)

    found = explained(diagnosis_of(course, function))
    assert {"largest_values", "ignores_the_stride"} <= found.keys()
    assert found == explained(diagnosis_of(course, largest_without_stride)) | explained(
        diagnosis_of(course, accepts(*what))
    )


def test_illegal_calls_that_are_accepted_for_no_known_reason_stay_unexplained(tmp_path):
    """A check that the model does not have is not called by the name of another one, which is missing, too."""
    start, end = (
        MISTAKES.index('    @missing_check("§3", "a stride of 0")'),
        MISTAKES.index("        return stride == 0\n"),
    )
    course = course_with_a_model(tmp_path, mistakes=MISTAKES[:start] + MISTAKES[end:].split("\n", 1)[1])
    assert names(diagnosis_of(course, accepts("zero"))) == ["accepts_a_size_of_zero"]
    assert names(diagnosis_of(course, accepts("stop", "zero"))) == ["accepts_a_size_of_zero"]
    diagnosis = diagnosis_of(course, accepts("stop"))
    assert names(diagnosis) == []
    assert diagnosis.unexplained == ("test_errors",)


def test_missing_checks_are_named_beside_unexplained_failures(course):
    """In a test that fails for an unknown reason, too, illegal calls show which checks are missing, if the function is
    understood in most legal calls. Of a function that is not, they say nothing."""

    def known(x, size, stride=1):
        if (size, stride) == (2, 3):
            raise KeyError
        return accepts("zero")(x, size, stride)

    def unknown(x, size, stride=1):
        if size == 1 or stride > 1:
            raise KeyError
        return np.zeros(1)

    diagnosis = diagnosis_of(course, known)
    assert (names(diagnosis), diagnosis.unexplained) == (["accepts_a_size_of_zero"], ())
    diagnosis = diagnosis_of(course, unknown)
    assert (names(diagnosis), "test_errors" in diagnosis.unexplained) == ([], True)


REFUSING = '''
    @decision("§1", about="leftovers")
    def last(self, length, size, step):
        return 0

    @last.slip("Try it.")
    def {}(self, length, size, step):
        """Something is left over."""
        if (length - size) % step:
            raise {}
        return 0
'''


@pytest.mark.parametrize(("raises", "slip"), [
    ("raise ValueError('windows must fit')", "refuses_leftovers"), ("assert False", "refuses_leftovers"),
    ("raise IndexError('out of bounds')", "reads_leftovers"), ("np.zeros(2) + np.zeros(3)", "reads_leftovers"),
])  # fmt: skip
def test_a_call_that_is_refused_is_not_one_that_fails(tmp_path, raises, slip):
    """Of two slips that fail in the same calls, one with ValueError is named for code that raises it on purpose."""
    place = MISTAKES.index('    @decision("§1", about="size")\n    def count')
    mistakes = MISTAKES[:place] + REFUSING.format("reads_leftovers", "IndexError") + MISTAKES[place:]
    mistakes = mistakes.replace("count = self.count(", "self.last(len(x), size, step)\n        count = self.count(")
    course = course_with_a_model(tmp_path, mistakes=mistakes)

    def function(x, size, stride=1):
        checked(x, size, stride)
        if (len(x) - size) % stride:
            exec(raises, {"np": np})
        return right(x, size, stride)

    diagnosis = diagnosis_of(course, function)
    assert (names(diagnosis), diagnosis.unexplained) == ([slip], ())


def test_a_test_that_fails_for_illegal_calls_is_not_explained_by_wrong_values(course):
    """A test of ValueError accepts any value of a legal call, so only the missing check explains why it fails."""

    def function(x, size, stride=1):
        return largest(x, max(size, 1), stride)

    found = explained(diagnosis_of(course, function))
    assert found["accepts_a_size_of_zero"] == found["accepts_a_negative_size"] == ["errors"]
    assert "errors" not in found["largest_values"]


def partly(other):
    """A function that returns the largest values, but something else for these lengths of x with another stride."""

    def function(x, size, stride=1):
        return right(x, size, stride) + 7 if stride > 1 and len(x) in other else largest(x, size, stride)

    return function


def test_a_part_is_named_if_it_explains_half_of_the_failing_tests(course):
    """If nothing explains everything, a slip that explains half of the failing tests is named for these alone."""
    diagnosis = diagnosis_of(course, partly(other=[7]))
    assert explained(diagnosis) == {"largest_values": ["sums", "leftovers"]}
    assert diagnosis.unexplained == ("test_stride",)


def test_a_part_that_is_less_than_half_has_no_name(course):
    """A slip that explains one of three failing tests may be a coincidence."""
    diagnosis = diagnosis_of(course, partly(other=[7, 8]))
    assert names(diagnosis) == []
    assert diagnosis.unexplained == ("test_sums", "test_stride", "test_leftovers")


def test_a_part_contradicts_no_passing_test(course):
    """A slip that would make a passing test fail is not named, although it explains half of the failing ones."""

    def function(x, size, stride=1):
        if stride == 1:
            return right(x, size, stride) + (len(x) == 7)
        checked(x, size, stride)
        return right(x, size) if (len(x), stride) in ((7, 2), (9, 4)) else right(x, size, stride)

    diagnosis = diagnosis_of(course, function)
    assert names(diagnosis) == []
    assert diagnosis.unexplained == ("test_sums", "test_stride")


@pytest.mark.parametrize("how", ["hangs", "ends its process"])
def test_a_hang_or_a_crash_is_never_explained(tmp_path, how):
    """A slip that makes the model fail does not explain a call that hangs or ends its process."""
    wrong = "while True: pass" if how == "hangs" else "import os; os._exit(1)"
    code = f"""
def spans(x, size, stride=1):
    if size < 1 or stride < 1 or size > len(x): raise ValueError
    if (len(x) - size) % stride:
        {wrong}
    return [sum(x[i : i + size]) for i in range(0, len(x) - size + 1, stride)]
"""
    task = tasks_of(course_with_a_model(tmp_path), code)["spans"]
    assert task.misconceptions == ()
    assert "what is left over is dropped" in task.unexplained


def test_a_function_that_always_fails_has_no_slip(tmp_path):
    """If no call returns a value, nothing says why, although the model with some slip fails in all of them, too."""
    fails = '''
    @result.slip("Try it.")
    def always_fails(self, values):
        """It always fails."""
        raise IndexError
'''
    place = MISTAKES.index('    @missing_check("§3", "a size of 0")')
    course = course_with_a_model(tmp_path, mistakes=MISTAKES[:place] + fails + MISTAKES[place:])

    def function(x, size, stride=1):
        raise IndexError

    assert names(diagnosis_of(course, function)) == []


def test_only_calls_of_the_own_function_count(tmp_path):
    """What a test asks of another function explains nothing, although a slip of the task's model would."""
    tests = TESTS.replace("assertions.same(student.spans", "assertions.same(student.other")
    tests += """
@pytest.mark.task("other", points=1)
def test_other(student):
    assertions.accepted(student.other, np.arange(5), 2)
"""
    solution = SOLUTION + SOLUTION.replace("def spans", "def other")
    course = course_with_a_model(tmp_path, solution=solution, tests=tests, points="spans = 6\nother = 1")
    [exercise] = course.exercises
    collected, student = collect(exercise), LocalStudent({"spans": right, "other": largest})
    outcomes = collected.run(student, "ada", course.seed, ["test_sums", "test_stride", "test_leftovers"])
    assert {seen.function for one in outcomes for seen in one.observed} == {"other"}
    diagnosis = Diagnosis("spans", outcomes, load_reference(exercise).spans, model_of(exercise, "spans"))
    assert (names(diagnosis), diagnosis.unexplained) == ([], ("test_sums", "test_stride", "test_leftovers"))
