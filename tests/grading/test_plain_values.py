"""Values of every type are compared, described, shrunk, diagnosed and rendered; Hypothesis makes them."""

import copy
import json
from dataclasses import asdict

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from autograder.grading.calls import Call, Violation, copied, identical
from autograder.grading.comparison import alike, describe, difference, differs
from autograder.grading.counterexample import counterexample_of
from autograder.grading.diagnosis import Diagnosis
from autograder.grading.hidden_tests import TestOutcome
from autograder.grading.mistake_model import Model, decision
from autograder.grading.shrinking import Shrinking
from autograder.proving.in_process import LocalStudent, sent
from autograder.sandbox import Failure, Observed
from tests.grading.plain_values import PLAIN_VALUES

MOST_CHARACTERS = 6_000  # of a description, with the spaces before its lines

few = settings(max_examples=80, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
many = settings(few, max_examples=400)


@many
@given(PLAIN_VALUES)
def test_every_value_equals_itself(value):
    """A value equals itself and its deep copy, for results and for arguments."""
    for same in (value, copy.deepcopy(value), copied(value)):
        assert difference(same, value) is None
        assert not differs(same, value)
        assert alike(same, value)
        assert identical(value, same)


@many
@given(PLAIN_VALUES, PLAIN_VALUES)
def test_every_pair_is_compared_and_described_in_few_words(one, other):
    """Two values are equal, or there is a short text about their difference. The text can be written to a file."""
    text = difference(one, other)
    assert (text is not None) == differs(one, other)
    for shown in (text or "", describe(one), str(Call("f", (one, [other]), {"key": {"a": one}}))):
        assert len(shown) < MOST_CHARACTERS
        assert shown == shown.encode().decode()
    identical(one, other)


NUMBERS = st.sampled_from([0, 1, True, 1.0, np.float64(1), 1 + 1e-7, 1 + 1e-4, 2**53, 2**53 + 1, 2**64, np.nan, "1"])
TABLES = st.lists(st.lists(NUMBERS, min_size=2, max_size=2), min_size=1, max_size=2)


@many
@given(TABLES, TABLES, st.sampled_from([list, tuple, np.array]))
def test_lists_of_numbers_are_compared_like_other_values(received, expected, kind):
    """To see whether a list equals an array takes a shorter way, with the same result."""
    for wanted in (kind(expected), kind(received)):
        assert differs(received, wanted) == (difference(received, wanted) is not None)
        assert alike(received, wanted) == (not differs(received, wanted))


def diagnosed(seen, reference, received):
    """The diagnosis of one observed call, with a model that has one slip: it returns `received`."""

    class OneSlip(Model, task="f"):
        def compute(self, *args, **kwargs):
            return self.answer(args, kwargs)

        @decision("§1")
        def answer(self, args, kwargs):
            return reference(*args, **kwargs)

        @answer.slip("Try it.")
        def another_value(self, args, kwargs):
            """You return another value."""
            return received

    outcome = TestOutcome("f", "test_f", "a promise", 1.0, AssertionError("no"), (seen,))
    return Diagnosis("f", [outcome], reference, OneSlip)


@few
@given(PLAIN_VALUES, PLAIN_VALUES, PLAIN_VALUES)
def test_every_result_is_shrunk_diagnosed_and_rendered(argument, expected, received):
    """A wrong result of any type, for an argument of any type, becomes a counterexample that is valid JSON."""

    def reference(x, n=3):
        return expected if n else argument

    def mistake(x, n=3):
        return received

    def remarkable(x, n=3):
        return [received, x]

    function = remarkable if isinstance(expected, list) else mistake
    student = LocalStudent({"f": function}, seconds=20)
    assume(is_sent({"a": argument}))
    for args in ((argument,), (argument, 5), ({"a": argument},)):
        [value] = student.f.each([(args, {})])
        outcome = value if isinstance(value, Failure) else [value]
        diagnosis = diagnosed(Observed("f", [(args, {})], "results", outcome), reference, received)
        assert {one.misconception.name for one in diagnosis.named} <= {"another_value"}
        rendered(
            Shrinking(student.f, reference).shrink(Violation("value", Call("f", args, {}), expected, value)), reference
        )


@few
@given(PLAIN_VALUES, PLAIN_VALUES)
def test_every_changed_argument_is_shrunk_diagnosed_and_rendered(argument, other):
    """An argument of any type that is changed becomes a counterexample."""

    def changes(x, y):
        if isinstance(x, list):
            x.append(7)
        elif isinstance(x, dict):
            x["new"] = 7
        elif isinstance(x, np.ndarray) and x.size:
            x.flat[-1] = 7

    def reference(x, y):
        return None

    student = LocalStudent({"f": changes}, seconds=20)
    assume(is_sent(argument, other))
    after = student.f.arguments_after(argument, other)
    diagnosis = diagnosed(Observed("f", [((argument, other), {})], "arguments", after), reference, None)
    assert identical(other, after[1])
    has_changed = not identical(argument, after[0])
    assert [one.misconception.name for one in diagnosis.named] == (["changes_its_arguments"] if has_changed else [])
    if has_changed:
        violation = Violation("arguments", Call("f", (argument, other), {}), argument, after[0])
        rendered(Shrinking(student.f, reference).shrink(violation), reference)


def is_sent(*args):
    """Whether the channel takes a call with these arguments."""
    try:
        sent([(args, {})])
    except Exception:
        return False
    return True


def rendered(violation, reference):
    """Check that the page can show the violation."""
    case = counterexample_of(violation, reference)
    assert len(json.dumps(asdict(case))) < 40_000
    assert len(str(violation)) < 2 * MOST_CHARACTERS


@pytest.mark.parametrize("large", [
    list(range(100_000)), np.empty((2**16, 0), object), np.empty((2**22, 0)), [[]] * 100_000, "x" * 10**7,
    [[["a"] * 50] * 50] * 50, dict.fromkeys(range(100_000), "a"), np.full((300, 300), "a", object), {*range(100_000)},
    [np.empty((2**20, 0), object)] * 3, (np.zeros(10**6),), [np.zeros((1000, 1000)), "a"], 10**20_000, [10**20_000],
], ids=lambda value: f"{type(value).__name__}")  # fmt: skip
def test_no_more_of_a_large_value_is_read_than_is_shown(large):
    """Describing a large value takes little memory, and the text is short."""
    import tracemalloc

    call, violation = Call("f", (large,), {}), Violation("value", Call("f", (1,), {}), "a", large)
    tracemalloc.start()
    texts = [describe(large), str(violation), json.dumps(asdict(counterexample_of(violation, lambda x: x)))]
    texts += [str(call)] if not isinstance(large, str) else []
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert max(map(len, texts)) < MOST_CHARACTERS
    assert peak < 100 * 2**20
