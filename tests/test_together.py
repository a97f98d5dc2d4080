"""Questions that travel together: each answer is told with its own call, and what nobody wants to know is free."""

import numpy as np
import pytest

from autograder.grading import assertions
from autograder.sandbox import Crashed, Failure, TimedOut
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
def asked(): return calls
def gives(g, x):
    while x < 0:
        try: g(x)
        except BaseException: pass
    return g(x)
"""


@pytest.fixture
def student(student_of):
    return student_of(CELL)


def promised(student, *values):
    """Promise of each value that `f` returns it, and of 0 that it returns 1."""
    for value in values:
        assertions.value(student.f, 1 if value == 0 else value, value)


def seen(student):
    return [one.calls[0][0][0] for one in student.observed]


@pytest.mark.parametrize(("fault", "failure"), [("hangs", TimedOut), ("ends", Crashed)])
def test_a_fault_is_told_with_its_own_call(student, fault, failure):
    """What happens in the third of five calls is the third one's, and nothing is observed of those after it."""
    with pytest.raises(failure) as caught, assertions.together():
        promised(student, 1, 2, fault, 4, 5)
    assert caught.value.broken.call.args == (fault,)
    assert seen(student) == [1, 2, fault]
    assert student.f(6) == 6


@pytest.mark.parametrize("fault", ["hangs", "ends"])
def test_what_comes_after_a_broken_promise_is_nobodys(student, fault):
    """A hang or a crash that would not have been asked for costs the next calls nothing."""
    with pytest.raises(assertions.Miss) as caught, assertions.together():
        promised(student, 1, 0, fault, 4)
    assert caught.value.broken.call.args == (0,)
    assert seen(student) == [1, 0]
    promised(student, 5)
    with pytest.raises(TimedOut, match="after 1 s"):  # as the first one of its task
        student.f("hangs")


def test_slow_calls_after_a_broken_promise_are_not_waited_for(student_of):
    """Many calls behind it that take long are ended with their process."""
    student = student_of(f"{CELL}import time\ndef f(x):\n    calls.append(x)\n    time.sleep(0.05)\n    return x")
    with pytest.raises(assertions.Miss), assertions.together():
        promised(student, 0, *range(1, 100))
    assert student.asked() == []


def test_calls_after_a_broken_promise_are_made(student):
    """What functions remember does not depend on who was faster."""
    with pytest.raises(assertions.Miss), assertions.together():
        promised(student, 0, *range(1, 50))
    assert student.asked() == [*range(50)]


def test_calls_back_that_nobody_wants_end(student):
    """They are not answered, and a call that calls back without end, whatever is raised, is ended."""
    asked = []
    for endless in (False, True):
        with pytest.raises(assertions.Miss), assertions.together():
            promised(student, 0)
            assertions.value(student.gives, 1, asked.append, -1 if endless else 1)
        assertions.value(student.gives, 2, abs, 2)
    assert asked == []


def test_functions_of_several_calls_do_not_mix(student):
    """Each call is given its own functions."""
    with assertions.together():
        for number in range(5):
            assertions.value(student.gives, number + 1, lambda x, number=number: number + x, 1)


def test_a_direct_call_settles_what_stands_before_it(student):
    """Its answer comes after theirs, and a promise that was broken before it is told first."""
    with assertions.together():
        promised(student, 1, 2)
        assert student.asked() == [1, 2]
        promised(student, 3)
    assert student.asked() == [1, 2, 3]
    with pytest.raises(assertions.Miss), assertions.together():
        promised(student, 0)
        student.f("ends")


def test_what_a_test_raises_itself_comes_after_what_it_promised(student):
    """As if each promise had been asked where it stands."""
    with pytest.raises(assertions.Miss), assertions.together():
        promised(student, 0)
        raise KeyError
    with pytest.raises(KeyError), assertions.together():
        promised(student, 1)
        raise KeyError


def test_all_are_asked_to_the_end(student):
    """The first miss is raised when all answers are there; a failure ends it."""
    with pytest.raises(assertions.Miss) as caught, assertions.together(to_the_end=True):
        promised(student, 1, 0, 2)
        assertions.value_error(student.f, 3)
        promised(student, 4)
    assert caught.value.broken.kind == "value"
    assert seen(student) == [1, 0, 2, 3, 4]
    with pytest.raises(Failure) as caught, assertions.together(to_the_end=True):
        promised(student, 0, "raises", 5)
    assert seen(student)[5:] == [0, "raises"]


def test_variants_are_settled_one_after_the_other(student):
    """The second is not asked where the first is kept."""
    with assertions.together():
        promised(student, 1)
        assertions.either(lambda value: promised(student, value, 2), 0, 3, 4)
    assert seen(student) == [1, 0, 3, 2]


def test_results_of_a_sequence_are_asked_for_again_within(student_of):
    """A promise that asks once more does so before what stands behind it."""
    student = student_of("n = 0\ndef f(x):\n    global n\n    n += 1\n    return x + (n == 2)\ndef asked(): return n")
    with pytest.raises(assertions.Miss, match="right when called alone"), assertions.together():
        assertions.results_kept(student.f, lambda x: x, (1,), (2,))
        assertions.value(student.f, 5, 5)
    assert len(student.observed) == 2
    assert student.f(7) == 7


def test_what_returns_is_settled_at_once(student):
    """Its value can be used in the next promise."""
    with assertions.together():
        assert assertions.returned(student.f, 3) == 3
    with pytest.raises(Failure) as caught, assertions.together():
        assertions.returned(student.f, "raises")
    assert caught.value.broken.call.args == ("raises",)


def test_more_than_a_message_holds_travels_in_several(student_of):
    """Large arguments and results neither fail nor block, whichever side sends them."""
    student = student_of(CELL.replace("x == ", "type(x) is str and x == "), limits=Limits(output_mb=1))
    with assertions.together():
        for number in range(12):
            x = np.full(90_000, number)
            assertions.value(student.f, x, x)
    assert len(student.observed) == 12
