"""Calls that are sent together are checked one by one, and calls after a failed check cost nothing."""

import numpy as np
import pytest

from autograder.sandbox import Absent, Crashed, Failure, Question, TimedOut, batch, expect, flush
from autograder.sandbox.call_batch import all_checked
from autograder.sandbox.limits import Limits

CELL = """
import os
calls = []
def f(x):
    calls.append(x)
    if x == "hangs":
        while True: pass
    if x == "ends": os._exit(3)
    if x == "raises": raise ValueError
    return x
def received(): return calls
def apply(g, x):
    while x < 0:
        try: g(x)
        except BaseException: pass
    return g(x)
"""
WRONG = 0  # the check of f(WRONG) fails


@pytest.fixture
def student(student_of):
    return student_of(CELL)


def expect_result(function, expected, *args):
    """Expect that a call returns this value."""

    def check(outcome):
        if isinstance(outcome, Failure):
            raise outcome
        assert np.array_equal(outcome, [expected]), f"{args!r} gives {outcome}, not {expected!r}"

    expect(function.student, function.question(args, {}), check)


def expect_identity(student, *values):
    """Expect that f returns each of the values, except WRONG, for which it should return 1."""
    for value in values:
        expect_result(student.f, 1 if value is WRONG else value, value)


def asked(student):
    """The arguments of the calls that were observed."""
    return [question.calls[0][0][0] for question in student.observed]


@pytest.mark.parametrize(("fault", "failure"), [("hangs", TimedOut), ("ends", Crashed)])
def test_a_failure_belongs_to_its_own_call(student, fault, failure):
    """If the third of five calls hangs or crashes, its check gets the failure, and the last two are not observed."""
    with pytest.raises(failure), batch():
        expect_identity(student, 1, 2, fault, 4, 5)
    assert asked(student) == [1, 2, fault]
    assert student.f(6) == 6


@pytest.mark.parametrize("fault", ["hangs", "ends"])
def test_failures_after_a_failed_check_are_ignored(student, fault):
    """A hang or a crash after a failed check takes no time from later calls."""
    with pytest.raises(AssertionError, match=r"\(0,\) gives"), batch():
        expect_identity(student, 1, WRONG, fault, 4)
    assert asked(student) == [1, WRONG]
    expect_identity(student, 5)
    with pytest.raises(TimedOut, match="after 1 s"):  # as the first timeout of its task
        student.f("hangs")


def test_slow_calls_after_a_failed_check_are_ended(student_of):
    """Many slow calls after a failed check are ended with their process."""
    student = student_of(f"{CELL}import time\ndef f(x):\n    calls.append(x)\n    time.sleep(0.05)\n    return x")
    with pytest.raises(AssertionError), batch():
        expect_identity(student, WRONG, *range(1, 100))
    assert student.received() == []


def test_replacing_a_process_takes_no_time_from_the_next_task(student_of):
    """The cells that run again after a process was ended for a failed check do not count for the task."""
    limits = Limits(call_seconds=1, task_seconds=0.4, cell_seconds=2)
    student = student_of(f"{CELL}import time\ntime.sleep(0.6)", limits=limits)
    student.run_cells()
    student.begin_task()
    with pytest.raises(AssertionError), batch():
        expect_identity(student, WRONG, "hangs")
    student.begin_task()
    assert student.f(1) == 1


def test_fast_calls_after_a_failed_check_are_made(student):
    """Functions that remember their calls remember all calls of the batch."""
    with pytest.raises(AssertionError), batch():
        expect_identity(student, WRONG, *range(1, 50))
    assert student.received() == [*range(50)]


def test_calls_after_a_failed_check_are_observed(student):
    """What they give is known without their checks: values and exceptions, up to a call that takes long."""
    with pytest.raises(AssertionError, match=r"\(0,\) gives"), batch():
        expect_identity(student, 1, WRONG, 2, "raises", 3, "hangs", 4)
    assert asked(student) == [1, WRONG, 2, "raises", 3]
    assert [one.outcome for one in student.observed if not isinstance(one.outcome, Failure)] == [[1], [0], [2], [3]]
    assert isinstance(student.observed[3].outcome, ValueError)


def test_calls_after_a_failure_are_observed(student):
    """An exception ends the batch like a wrong value."""
    with pytest.raises(Failure), batch():
        expect_identity(student, "raises", 7)
    assert asked(student) == ["raises", 7]


def test_only_calls_of_one_batch_are_observed(student):
    """What was observed belongs to its own batch and task."""
    with pytest.raises(AssertionError), batch():
        expect_identity(student, WRONG, 2)
    student.begin_task()
    with batch():
        expect_identity(student, 3, 4)
    assert asked(student) == [3, 4]


def test_calls_after_a_refused_call_back_are_not_observed(student):
    """A given function is refused after a failed check. So what its caller returns is no answer."""
    with pytest.raises(AssertionError), batch():
        expect_identity(student, WRONG, 2)
        expect_result(student.apply, 1, abs, 1)
        expect_identity(student, 3)
    assert asked(student) == [WRONG, 2]


@pytest.mark.parametrize("x", [1, -1], ids=["once", "without end"])
def test_calls_back_after_a_failed_check_are_refused(student, x):
    """A given function is not called after a failed check, and a function that calls it without end is ended."""
    received = []
    with pytest.raises(AssertionError), batch():
        expect_identity(student, WRONG)
        expect_result(student.apply, 1, received.append, x)
    expect_result(student.apply, 2, abs, 2)
    assert received == []


def test_given_functions_of_several_calls_do_not_mix(student):
    """Each call of a batch calls the functions that were given to it."""
    with batch():
        for number in range(5):
            expect_result(student.apply, number + 1, lambda x, number=number: number + x, 1)
    assert len(student.observed) == 5


def test_a_direct_call_comes_after_the_expected_ones(student):
    """A call whose result is needed at once flushes the batch first, so that the order of calls is kept."""
    with batch():
        expect_identity(student, 1, 2)
        assert student.received() == [1, 2]
        expect_identity(student, 3)
    assert student.received() == [1, 2, 3]
    with pytest.raises(AssertionError), batch():
        expect_identity(student, WRONG)
        student.f("ends")


def test_a_failed_check_comes_before_an_exception_of_the_block(student):
    """An exception in the block is raised only if all checks of the calls before it succeed."""
    with pytest.raises(AssertionError), batch():
        expect_identity(student, WRONG)
        raise KeyError
    with pytest.raises(KeyError), batch():
        expect_identity(student, 1)
        raise KeyError
    assert asked(student) == [WRONG, 1]


def test_a_batch_to_the_end_makes_all_checks(student):
    """With `to_the_end`, the first failed check is raised after all others."""
    with pytest.raises(AssertionError, match=r"\(0,\) gives"), all_checked():
        expect_identity(student, 1, WRONG, 2)
        expect_result(student.f, 1, 3)
        expect_identity(student, 4)
    assert asked(student) == [1, WRONG, 2, 3, 4]


def test_an_exception_does_not_end_a_batch_to_the_end(student):
    """The calls after one that raises an exception are checked, too; the first error of all is raised."""
    with pytest.raises(Failure), all_checked():
        expect_identity(student, "raises", WRONG, 5)
    with pytest.raises(AssertionError, match=r"\(0,\) gives"), all_checked():
        expect_identity(student, WRONG, "raises", 5)


@pytest.mark.parametrize("failure", [TimedOut, Crashed, Absent])
def test_a_call_without_an_answer_ends_a_batch_to_the_end(student, failure):
    """After a hang, a crash, or a function that is not there, the checks of later calls are not made."""
    checked = []

    def no_answer(outcome):
        raise failure("there is no answer")

    with pytest.raises(failure), all_checked():
        expect(student, Question("f", [((1,), {})], "results"), no_answer)
        expect(student, Question("f", [((2,), {})], "results"), checked.append)
    assert checked == []


def test_an_inner_batch_comes_after_the_outer_one_so_far(student):
    """A batch within a batch flushes the outer one first, and is finished at its own end."""
    with batch():
        expect_identity(student, 1)
        with pytest.raises(AssertionError), batch():
            expect_identity(student, 2, WRONG)
        assert asked(student) == [1, 2, WRONG]
        expect_identity(student, 3)
    assert asked(student) == [1, 2, WRONG, 3]


def test_a_check_that_fails_can_ask_again(student):
    """A check can make another call before it fails; the later calls of the batch are made before it."""

    def check(outcome):
        assert (outcome, student.f(2)) == ([1], 3)

    with pytest.raises(AssertionError, match=r"\(\[1\], 2\)"), batch():
        expect(student, Question("f", [((1,), {})], "results"), check)
        expect_identity(student, 3)
    assert asked(student) == [1, 3, 2]


def test_flush_asks_at_once(student):
    """The outcomes of the questions so far are there after `flush`."""
    with batch():
        expect_identity(student, 1)
        assert asked(student) == []
        flush()
        assert asked(student) == [1]


def test_more_than_a_message_holds_is_sent_in_several(student_of):
    """Large arguments and results are sent in several messages."""
    student = student_of(CELL.replace("x == ", "type(x) is str and x == "), limits=Limits(output_mb=1))
    with batch():
        for number in range(12):
            x = np.full(40_000, number)
            expect_result(student.f, x, x)
    assert len(student.observed) == 12
