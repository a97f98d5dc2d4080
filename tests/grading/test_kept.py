"""What was computed for one student is kept for the next ones."""

import contextlib

import numpy as np
import pytest

from autograder.grading.calls import Call, Violation
from autograder.grading.kept import Kept, call_key
from autograder.grading.mistake_model import Model, choices_of, decision
from autograder.grading.replays import replay_of
from autograder.grading.shrinking import Foreseen, Shrinking
from autograder.grading.simpler_calls import simpler_calls
from autograder.grading.tried_calls import ILLEGAL, legal_simpler_calls
from autograder.proving.in_process import LocalStudent


def test_what_is_not_used_is_forgotten():
    """There are never more than twice as many values as allowed, and what is used again and again is not computed."""
    kept, computed = Kept(10), []
    for number in range(100):
        kept.get("always", lambda: computed.append("always") or "value")
        kept.get(number, lambda number=number: computed.append(number) or number)
        assert len(kept) <= 20
    assert computed.count("always") == 1
    kept.get(0, lambda: computed.append("again") or 0)
    assert "again" in computed


@pytest.mark.parametrize(("one", "other"), [
    ((1,), (1.0,)), ((1,), (True,)), (([1],), ((1,),)), ((np.arange(4.0),), (np.arange(4),)), ((0.0,), (-0.0,)),
    ((np.arange(8.0)[::2],), (np.arange(0.0, 8.0, 2),)), ((len,), (max,)),
    ((np.zeros(2, [("a", float)]),), (np.zeros(2, [("b", float)]),)),
])  # fmt: skip
def test_calls_that_a_function_can_tell_apart_have_other_keys(one, other):
    """Types, memory layout and functions are part of a key."""
    keys = [call_key(Call("f", args, {})) for args in (one, other)]
    assert keys[0] != keys[1]
    assert keys[0] == call_key(Call("f", one, {}))


class Sum(Model, task="f"):
    """x + 1; a slip adds 2."""

    def compute(self, x):
        return x + self.step()

    @decision("§1")
    def step(self):
        return 1

    @step.slip("Try it.")
    def adds_two(self):
        """You add 2."""
        made.append("slip")
        return 2


made = []


def test_a_slip_is_computed_once_for_equal_calls():
    """Two students with the same hidden numbers: the second one's diagnosis computes nothing again."""

    def reference(x):
        made.append("reference")
        return x + 1

    made.clear()
    for _ in range(2):
        replay = replay_of([((np.arange(3),), {})], reference, Sum)
        assert not replay.is_right(frozenset(choices_of(Sum)))
        assert replay.prediction(frozenset()) is replay.right
    assert made == ["reference", "slip"]


def test_a_call_whose_making_was_interrupted_is_made_for_the_next_student():
    """A limit of the grader's work may end the making of a simpler call at any place: none is lost."""
    left = [3]

    def reference(x):
        left[0] -= 1
        if left[0] == 0:
            raise KeyboardInterrupt  # as a limit, this is no Exception
        return x

    call = Call("f", (np.array([9, 4, 7, 7]),), {})

    def is_legal(args):
        return True

    with contextlib.suppress(KeyboardInterrupt):
        list(legal_simpler_calls(call, reference, is_legal))
    assert left == [0]
    found = [str(one.call) for one in legal_simpler_calls(call, reference, is_legal)]
    assert found == [str(one) for one in simpler_calls(call)]
    assert all(one.expected is not ILLEGAL for one in legal_simpler_calls(call, reference, is_legal))


def messages_for(function):
    """How many messages shrinking sends, if the function is foreseen to return its argument, and the minimal case."""
    sent = []

    class Counting(LocalStudent):
        def each(self, name, calls):
            sent.append(len(calls))
            return super().each(name, calls)

    student = Counting({"f": function}, seconds=1.0)
    x = np.array([4, 7, 5, 8, 2, 9])
    violation = Violation("value", Call("f", (x,), {}), x + 1, x)
    shrinking = Shrinking(student.f, lambda x: x + 1)
    shrinking.prepare([violation], [Foreseen(violation, lambda call: call.args[0], lambda call, received: True)])
    case = str(shrinking.shrink(violation).call)
    return len(sent), case


def test_foreseen_calls_are_made_in_two_messages():
    """One message has the failing call, to see whether it fails again; another one has all calls that will be tried."""
    assert messages_for(lambda x: x) == (2, "f(np.array([1]))")


def test_what_is_foreseen_wrongly_changes_nothing_but_the_number_of_messages():
    """The student's function decides: the minimal case is the one in which it fails."""
    count, case = messages_for(lambda x: x if x.size > 2 else x + 1)
    assert case == "f(np.array([1, 2, 3]))"
    assert count > 2


def test_a_slow_function_is_not_called_for_what_is_only_foreseen(monkeypatch):
    """All calls of a message have one time limit together: calls of a slow function are made in small groups."""
    monkeypatch.setattr("autograder.grading.shrinking.SLOW", -1.0)
    count, case = messages_for(lambda x: x)
    assert case == "f(np.array([1]))"
    assert count > 2
