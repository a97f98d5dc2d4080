"""Expectations of hidden tests: one that fails says in which call, and one that holds says nothing."""

import numpy as np
import pytest

from autograder.grading import assertions
from autograder.grading.assertions import CallFailed, ExpectationFailed, batch
from autograder.sandbox import Absent, Crashed, Failure, NotWritten, TimedOut

CELL = """
import numpy as np
buffer = np.zeros(2)
calls = 0
def right(x): return 2 * x
def wrong(x): return x
def refuses(x): raise ValueError
def breaks(x): raise IndexError("out")
def changes(x):
    x[0] = 9
    return x
def shares(x):
    buffer[:] = 2 * x
    return buffer
def swaps(d):
    d["f"] = True
    return d
def counts():
    global calls
    calls += 1
    return calls
def hangs(x):
    while True: pass
def ends(x):
    import os
    os._exit(0)
def stub(x): raise NotImplementedError("stub")
def calls_stub(x): return stub(x)
"""
X = np.array([1.0, 2.0])


def twice(x):
    return 2 * x


@pytest.fixture
def student(student_of):
    return student_of(CELL)


def test_expectations_that_hold_say_nothing(student):
    """Right values, expected errors, unchanged arguments and results pass."""
    assertions.same(student.right, twice, X)
    assertions.value(student.right, [2, 4], x=X)
    assertions.accepted(student.wrong, X)
    assertions.value_error(student.refuses, X)
    assertions.value_errors(student.right, [(X,), (1,)], [])
    assertions.arguments_kept(student.right, X)
    assertions.results_kept(student.right, twice, (X,), (-X,))
    assert assertions.returned(student.right, X).tolist() == [2, 4]


@pytest.mark.parametrize(("expectation", "texts"), [
    (lambda s: assertions.same(s.wrong, twice, X), ["wrong(np.array([1.0, 2.0]))", "expected 2, received 1"]),
    (lambda s: assertions.value_error(s.wrong, X), ["expected ValueError, received array"]),
    (lambda s: assertions.value_errors(s.wrong, [], [(X,)]), ["expected ValueError, received array"]),
    (lambda s: assertions.arguments_kept(s.changes, X), ["changes its argument number 1", "[9., 2.]"]),
    (lambda s: assertions.arguments_kept(s.swaps, {"f": twice}), ["changes its argument number 1"]),
    (lambda s: assertions.results_kept(s.shares, twice, (X,), (-X,)), ["right when called alone", "number 1"]),
    (lambda s: assertions.results_kept(s.wrong, twice, (X,), (-X,)), ["wrong(np.array([1.0, 2.0]))", "received 1"]),
])  # fmt: skip
def test_an_expectation_that_fails_has_its_call(student, expectation, texts):
    """The student reads the call, what was expected, and what the function returned."""
    with pytest.raises(ExpectationFailed) as caught:
        expectation(student)
    for text in texts:
        assert text in str(caught.value.violation)
        assert text in str(caught.value)


@pytest.mark.parametrize(("expectation", "texts"), [
    (lambda s: assertions.same(s.breaks, twice, x=X), ["breaks(x=np.array([1.0, 2.0]))", "IndexError: out"]),
    (lambda s: assertions.accepted(s.breaks, X), ["breaks(np.array([1.0, 2.0]))", "IndexError: out"]),
    (lambda s: assertions.returned(s.breaks, X), ["breaks(np.array([1.0, 2.0]))", "IndexError: out"]),
    (lambda s: assertions.value_error(s.breaks, X), ["expected ValueError, but breaks raised IndexError"]),
    (lambda s: assertions.value_errors(s.refuses, [(X,)], []), ["refuses(np.array([1.0, 2.0]))", "ValueError"]),
    (lambda s: assertions.arguments_kept(s.breaks, X), ["breaks(np.array([1.0, 2.0]))", "IndexError"]),
    (lambda s: assertions.results_kept(s.breaks, twice, (X,)), ["breaks(np.array([1.0, 2.0]))", "IndexError"]),
])  # fmt: skip
def test_a_call_without_an_answer_has_its_call_and_the_reason(student, expectation, texts):
    """The student reads the call, and which exception it raised."""
    with pytest.raises(CallFailed) as caught:
        expectation(student)
    for text in texts:
        assert text in str(caught.value.violation)
    assert caught.value.verdict == "failed"


@pytest.mark.parametrize(("name", "cause", "verdict"), [
    ("hangs", TimedOut, "timeout"), ("ends", Crashed, "failed"), ("breaks", Failure, "failed"),
])  # fmt: skip
def test_a_call_that_fails_keeps_its_cause(student, name, cause, verdict):
    """Hangs and crashes can be told apart, and hangs have a verdict of their own."""
    with pytest.raises(CallFailed) as caught:
        assertions.value(getattr(student, name), 0, X)
    assert isinstance(caught.value.cause, cause)
    assert caught.value.verdict == verdict


def test_a_stub_has_no_call(student):
    """If a function is not written, there is nothing to say about calls. A function that calls it has its call."""
    with pytest.raises(NotWritten, match=r"^stub is not written yet$"):
        assertions.value_error(student.stub, X)
    with pytest.raises(Absent, match="there is no function missing"):
        assertions.accepted(student.missing, X)
    with pytest.raises(CallFailed, match="calls stub, which is not written yet"):
        assertions.accepted(student.calls_stub, X)


def test_calls_are_short(student):
    """Large arrays are written as their shape, and long lists are cut."""
    with pytest.raises(ExpectationFailed) as caught:
        assertions.value(student.wrong, 0, np.zeros((50, 50)))
    assert "wrong(<array of shape (50, 50)>)" in str(caught.value)
    with pytest.raises(ExpectationFailed) as caught:
        assertions.value(student.wrong, 0, [{"kind": "relu"}] * 100)
    assert len(str(caught.value).split("\n")[0]) < 400


def test_expectations_in_a_batch_fail_at_its_end(student):
    """The calls of a block are made together, and the first expectation that fails is raised."""
    reached = False
    with pytest.raises(ExpectationFailed, match="received 1"), batch():
        assertions.value(student.wrong, 2, 1)
        assertions.value(student.wrong, 3, 2)
        reached = True
    assert reached


def test_either_takes_the_first_variant_that_holds(student):
    """It is enough if one variant holds. If none does, the failure is that of the first."""
    assert assertions.either(lambda x: assertions.returned(student.right, x), 1, 2) == 2
    assertions.either(lambda expected: assertions.value(student.right, expected, 2), 5, 4)
    with pytest.raises(ExpectationFailed, match=r"expected 5\n *received 4"):
        assertions.either(lambda expected: assertions.value(student.right, expected, 2), 5, 6)
    assertions.either(lambda f: assertions.accepted(f, X), student.breaks, student.right)


def test_each_of_makes_a_test_for_each_task():
    """The mark has the task as an argument, its points, and what the test is about."""
    mark = assertions.each_of(about="stride", f=1, g=0.5).mark
    assert (mark.name, mark.args[0]) == ("parametrize", "task")
    marks = [(one.values, one.marks[0].args, one.marks[0].kwargs) for one in mark.args[1]]
    assert marks == [
        (("f",), ("f",), {"points": 1, "about": "stride"}), (("g",), ("g",), {"points": 0.5, "about": "stride"}),
    ]  # fmt: skip


def test_any_order_has_each_case_once():
    """The same cases in another order, which is the same for the same generator."""
    cases = list(range(20))
    shuffled = assertions.in_any_order(np.random.default_rng(1), cases)
    assert sorted(shuffled) == cases
    assert shuffled != cases
    assert shuffled == assertions.in_any_order(np.random.default_rng(1), cases)


ROWS = """
import numpy as np
def right(x): return 2 * x
buffer, results, kinds, calls = np.zeros(8), [], {}, []
def views(x):
    buffer[: len(x)] = 2 * x
    return buffer[: len(x)]
def first(x):
    results.append(2 * x)
    return results[0]
def first_of_its_length(x): return kinds.setdefault(len(x), 2 * x)
def adds_up(x, total=np.zeros(1)):
    total += x[0]
    return 2 * x + total - x[0]
def grows(x):
    calls.append(1)
    return 2 * x if len(calls) == 1 else 2 * x + len(calls)
def short(x): return 2 * x[:2]
def doubled_if_long(x): return 2 * x if len(x) < 3 else 4 * x
def constant(x): return np.array([2.0, 4.0])
def zeros(x): return np.zeros(len(x))
def nothing(x): return None
def always_raises(x): raise KeyError("x")
def stub(x): raise NotImplementedError("stub")
"""
ROW = [(np.array([1.0, 2.0]),), (np.array([5.0, 6.0, 7.0]),), (np.array([8.0, 9.0, 4.0]),)]
RIGHT_ALONE = "right when called alone, but after 3 calls in a row the result of number {} is"
OTHER_ALONE = "after 3 calls in a row the result of number {} is another one than when it is called alone"
MIXED_UP = "after 3 calls in a row the result of number {} is that of another call"


@pytest.mark.parametrize("name", ["right", "short", "doubled_if_long"])
def test_a_row_of_results_that_are_right_or_wrong_in_themselves_passes(student_of, name):
    """The first result must be right. A later one may be wrong if the same call gives it alone, too."""
    assertions.results_kept(getattr(student_of(ROWS), name), twice, *ROW)


@pytest.mark.parametrize(("name", "note"), [
    ("views", RIGHT_ALONE.format(1)), ("first", MIXED_UP.format(2)), ("first_of_its_length", MIXED_UP.format(3)),
    ("adds_up", OTHER_ALONE.format(2)), ("grows", OTHER_ALONE.format(2)), ("constant", MIXED_UP.format(2)),
])  # fmt: skip
def test_a_row_of_results_that_depend_on_other_calls_fails(student_of, name, note):
    """Results that share a buffer, that are remembered, or that are of another call have a note that says which."""
    with pytest.raises(ExpectationFailed) as caught, batch():
        assertions.results_kept(getattr(student_of(ROWS), name), twice, *ROW)
    assert (caught.value.violation.kind, caught.value.violation.note) == ("sequence", note)


@pytest.mark.parametrize(("name", "error", "text"), [
    ("zeros", ExpectationFailed, r"zeros\(np.array\(\[1.0, 2.0\]\)\)"), ("nothing", ExpectationFailed, "None"),
    ("always_raises", CallFailed, "KeyError"), ("stub", NotWritten, "not written"), ("missing", NotWritten, "missing"),
])  # fmt: skip
def test_a_stub_or_nonsense_fails_for_a_row_of_calls(student_of, name, error, text):
    """The first result of the row must be right. Its message is that of the call alone."""
    with pytest.raises(error, match=text) as caught, batch():
        assertions.results_kept(getattr(student_of(ROWS), name), twice, *ROW)
    if error is ExpectationFailed:
        assert caught.value.violation.kind == "value"


def test_a_row_of_calls_without_arguments(student_of):
    """A function without arguments that counts its calls fails, and one that is right passes."""
    student = student_of("calls = []\ndef counts():\n    calls.append(1)\n    return len(calls)\ndef one(): return 1")
    assertions.results_kept(student.one, lambda: 1, (), ())
    with pytest.raises(ExpectationFailed, match="number 2 is another one"):
        assertions.results_kept(student.counts, lambda: 1, (), ())


@pytest.mark.parametrize("name", ["right", "zeros", "nothing", "views", "adds_up"])
def test_unchanged_arguments_need_no_right_value(student_of, name):
    """Whatever a function returns, this is about its arguments alone."""
    assertions.arguments_kept(getattr(student_of(ROWS), name), *ROW[0])


def test_accepted_values_are_not_judged(student):
    """The diagnosis knows which calls a test accepts with any value."""
    with batch():
        assertions.accepted(student.wrong, X)
        assertions.same(student.right, twice, X)
        assertions.value_errors(student.refuses, [], [(X,)])
    assertions.results_kept(student.right, twice, (X,), (-X,))
    assert [(len(seen.calls), seen.any_value) for seen in student.observed] == [
        (1, True), (1, False), (1, False), (2, False), (1, False), (1, True),
    ]  # fmt: skip
