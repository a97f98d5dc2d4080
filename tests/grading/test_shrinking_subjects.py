"""A minimal case stays on its subject: it still shows the mistake that explains the failing call."""

import numpy as np
import pytest

from autograder.grading.calls import Call, Violation
from autograder.grading.hidden_tests import collect
from autograder.grading.shrinking import Shrinking
from autograder.proving.in_process import LocalStudent, graded
from tests.grading.one_model import course_with_a_model, diagnosis_of

CONV = """
def conv(x, w, stride=1):
    if stride < 1 or w.shape[0] > x.shape[0] or w.shape[1] > x.shape[1]:
        raise ValueError
    rows, columns = (x.shape[0] - w.shape[0]) // stride + 1, (x.shape[1] - w.shape[1]) // stride + 1
    places = [(r * stride, c * stride) for r in range(rows) for c in range(columns)]
    sums = [(x[r : r + w.shape[0], c : c + w.shape[1]] * w).sum() for r, c in places]
    return np.array(sums).reshape(rows, columns)
"""
TESTS = """
def numbers(rng, *shape):
    return rng.permutation(np.arange(1, np.prod(shape) + 1)).reshape(shape)

@pytest.mark.task("conv", points=1, about="orientation")
def test_kernel(student, reference, rng):
    \"\"\"the kernel is not flipped\"\"\"
    assertions.same(student.conv, reference.conv, numbers(rng, 5, 5), numbers(rng, 3, 3))

@pytest.mark.task("conv", points=1, about="stride")
def test_stride(student, reference, rng):
    \"\"\"windows move by the stride\"\"\"
    assertions.same(student.conv, reference.conv, numbers(rng, 7, 7), numbers(rng, 3, 3), 2)

@pytest.mark.task("conv", points=1)
def test_errors(student, reference, rng):
    \"\"\"ValueError for a stride below 1 and for a kernel that is too large\"\"\"
    x, w = numbers(rng, 4, 4), numbers(rng, 2, 2)
    assertions.value_errors(student.conv, [(x, w, 1)], [(x, w, 0), (x, numbers(rng, 5, 2)), (x, w, -3)])
"""
MISTAKES = '''
from autograder.grading.mistake_model import Model, decision, missing_check

class Conv(Model, task="conv"):
    def compute(self, x, w, stride=1):
        step, w = self.step(stride), self.kernel(w)
        rows, columns = ((n - k) // step + 1 for n, k in zip(x.shape, w.shape))
        sums = [(x[r * step : r * step + w.shape[0], c * step : c * step + w.shape[1]] * w).sum()
                for r in range(rows) for c in range(columns)]
        return np.array(sums).reshape(rows, columns)

    @decision("§2", about="stride")
    def step(self, stride):
        return stride

    @step.slip("Call {task} with a stride of 2.")
    def ignores_the_stride(self, stride):
        """You do not use the stride."""
        return 1

    @decision("§2", about="orientation")
    def kernel(self, w):
        return w

    @kernel.slip("Which value is multiplied by the first weight?")
    def flipped_kernel(self, w):
        """You flip the kernel."""
        return w[::-1, ::-1]

    @missing_check("§2", "a stride of 0")
    def accepts_a_stride_of_zero(self, stride):
        return stride == 0

    @missing_check("§2", "a negative stride")
    def accepts_a_negative_stride(self, stride):
        return stride < 0

    @missing_check("§2", "a kernel that is too large")
    def accepts_a_larger_kernel(self, x, w):
        return w.shape[0] > x.shape[0] or w.shape[1] > x.shape[1]
'''


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    return course_with_a_model(
        tmp_path_factory.mktemp("conv"), solution=CONV, tests=TESTS, points="conv = 3", mistakes=MISTAKES
    )


def flips(x, w, stride=1):
    """The kernel is flipped, and the stride is ignored."""
    if stride < 1 or w.shape[0] > x.shape[0] or w.shape[1] > x.shape[1]:
        raise ValueError
    rows, columns = x.shape[0] - w.shape[0] + 1, x.shape[1] - w.shape[1] + 1
    out = np.zeros((rows, columns))
    for r in range(rows):
        for c in range(columns):
            out[r, c] = (x[r : r + w.shape[0], c : c + w.shape[1]] * w[::-1, ::-1]).sum()
    return out


def cases(course, function):
    """Promise → the minimal case."""
    [exercise] = course.exercises
    result = graded(collect(exercise), course, conv=function)["conv"]
    return {test.name: test.case for test in result.tests if test.case is not None}


def shape(case, name):
    [argument] = [argument for argument in case.arguments if argument.label == name]
    return argument.shape


def test_each_of_two_mistakes_has_its_own_minimal_case(course):
    """Under the promise about the stride, the case has a stride above 1. Under that about the kernel, it has none."""
    found = cases(course, flips)
    kernel, stride = found["the kernel is not flipped"], found["windows move by the stride"]
    assert "stride" not in [argument.label for argument in kernel.arguments]
    assert sorted(shape(kernel, "w")) == [1, 2]
    assert stride.call.endswith(", 2)")
    assert shape(stride, "w") == (1, 1)
    assert (stride.expected.shape, stride.received.shape) in [((1, 1), (1, 2)), ((1, 1), (2, 1))]


def test_a_slip_keeps_a_case_on_its_subject_without_the_test_s_help(tmp_path):
    """If a test does not say what it is about, its case still shows the slip that explains its failing call."""
    tests = TESTS.replace(', about="stride"', "").replace(', about="orientation"', "")
    course = course_with_a_model(tmp_path, solution=CONV, tests=tests, points="conv = 3", mistakes=MISTAKES)

    def flips_if_small(x, w, stride=1):
        """The stride is ignored. For small arrays, something else is wrong, too."""
        return flips(x, w[::-1, ::-1], stride) + (x.shape[0] < 3)

    case = cases(course, flips_if_small)["windows move by the stride"]
    assert case.call.endswith(", 2)")
    assert shape(case, "x")[0] >= 3


def test_without_a_diagnosis_the_test_says_what_a_case_is_about(course):
    """If no slip is known, a case still is one in which a slip about the test's subject would matter."""

    def unknown(x, w, stride=1):
        return flips(x, w, stride) * 1.5 + 2

    assert diagnosis_of(course, unknown).named == ()
    found = cases(course, unknown)
    assert found["windows move by the stride"].call.endswith(", 2)")
    assert max(shape(found["the kernel is not flipped"], "w")) > 1


def test_an_illegal_call_stays_illegal_for_the_same_reason(course):
    """The minimal case of a missing check is about that check, and about no other one."""

    def accepts(x, w, stride=1):
        large = w.shape[0] > x.shape[0] or w.shape[1] > x.shape[1]
        if stride < 0 and not large:
            raise ValueError
        return flips(x, w[: x.shape[0], : x.shape[1]], max(stride, 1))

    case = cases(course, accepts)["ValueError for a stride below 1 and for a kernel that is too large"]
    assert case.call.endswith(", 0)")
    assert shape(case, "x") == (1, 1)
    assert shape(case, "w") == (1, 1)


def student_of(function):
    return LocalStudent({"f": function}, seconds=0.2)


def test_only_calls_that_show_the_same_are_taken():
    """`keeps` gets a simpler call and what it gave, and decides. Without it, any call that fails is taken."""
    x, asked = np.array([4, 9, 3, 8]), []

    def keeps(call, received):
        asked.append((call.args[0].size, received.tolist()))
        return call.args[0].size > 2

    violation = Violation("value", Call("f", (x,), {}), x, x + 1)
    student = student_of(lambda x: x + 1)
    assert str(Shrinking(student.f, lambda x: x).shrink(violation).call) == "f(np.array([1]))"
    assert str(Shrinking(student.f, lambda x: x).shrink(violation, keeps).call) == "f(np.array([1, 2, 3]))"
    assert (1, [5]) in asked


def test_illegal_calls_are_kept_on_their_subject_too():
    """`keeps` holds for calls that should raise ValueError."""

    def reference(x, n):
        raise ValueError

    violation = Violation("error", Call("f", (np.array([4, 9]), -5), {}), ValueError, 0)
    student = student_of(lambda x, n: 0)
    assert str(Shrinking(student.f, reference).shrink(violation).call) == "f(np.array([1]), 0)"
    kept = Shrinking(student.f, reference).shrink(violation, lambda call, received: call.args[1] < 0)
    assert str(kept.call) == "f(np.array([1]), -1)"


def test_nothing_is_kept_where_nothing_is_known(course):
    """For changed arguments, and for a call that is about nothing, any simpler call will do."""
    diagnosis = diagnosis_of(course, flips)
    x = np.ones((2, 2))
    call = Call("conv", (x, x), {})
    assert diagnosis.subject("test_kernel", Violation("arguments", call, x, x)) is None
    assert diagnosis.subject("test_kernel", Violation("value", call, 4.0, 0)) is None
    assert diagnosis.subject("test_errors", Violation("value", call, 4.0, 0)) is None
    assert diagnosis.subject("test_errors", Violation("error", call, ValueError, 0)) is None


def test_the_work_for_subjects_is_bounded(course):
    """After many tries, no more simpler calls are taken."""
    diagnosis = diagnosis_of(course, flips)
    x, w = np.arange(9).reshape(3, 3), np.array([[1, 2]])
    call = Call("conv", (x, w, 2), {})
    received = flips(x, w, 2)
    keeps = diagnosis.subject("test_stride", Violation("value", call, 0, received))
    assert keeps(call, received)
    for _ in range(5_000):
        keeps(call, received)
    assert not keeps(call, received)
