"""The expectations: a broken promise is told with its call; a kept one says nothing."""

import numpy as np
import pytest

from autograder.grading import assertions
from autograder.sandbox import Failure, NotWritten

CELL = """
import numpy as np
buffer = np.zeros(2)
def right(x): return 2 * x
def wrong(x): return x
def late(x):
    if len(x) > 2: raise IndexError("too long")
    return 2 * x
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
def stub(x): raise NotImplementedError("stub")
"""
X = np.array([1.0, 2.0])


def twice(x):
    return 2 * x


@pytest.fixture
def student(student_of):
    return student_of(CELL)


def test_kept_promises_say_nothing(student):
    """Right values, expected errors, kept arguments and results pass."""
    assertions.same(student.right, twice, X)
    assertions.value(student.right, [2, 4], x=X)
    assertions.value_error(student.refuses, X)
    assertions.arguments_kept(student.right, X)
    assertions.results_kept(student.right, twice, (X,), (-X,))


@pytest.mark.parametrize(("promise", "said"), [
    (lambda s: assertions.same(s.wrong, twice, X), ["wrong(np.array([1.0, 2.0]))", "expected 2, received 1"]),
    (lambda s: assertions.same(s.breaks, twice, x=X), ["breaks(x=np.array([1.0, 2.0]))", "IndexError: out"]),
    (lambda s: assertions.value_error(s.wrong, X), ["expected ValueError, received array"]),
    (lambda s: assertions.value_error(s.breaks, X), ["expected ValueError, but breaks raised IndexError"]),
    (lambda s: assertions.arguments_kept(s.changes, X), ["changes its argument number 1", "[9., 2.]"]),
    (lambda s: assertions.arguments_kept(s.breaks, X), ["breaks(np.array([1.0, 2.0]))", "IndexError"]),
    (lambda s: assertions.arguments_kept(s.swaps, {"f": twice}), ["changes its argument number 1"]),
    (lambda s: assertions.results_kept(s.shares, twice, (X,), (-X,)), ["right when called alone", "number 1"]),
    (lambda s: assertions.results_kept(s.wrong, twice, (X,), (-X,)), ["wrong(np.array([1.0, 2.0]))", "received 1"]),
    (lambda s: assertions.results_kept(s.breaks, twice, (X,)), ["breaks(np.array([1.0, 2.0]))", "IndexError"]),
])  # fmt: skip
def test_broken_promises_are_told_with_the_call(student, promise, said):
    """The student reads the call, and what was expected and came."""
    with pytest.raises((assertions.Miss, Failure)) as caught:
        promise(student)
    for text in said:
        assert text in str(caught.value.broken)


def test_a_stub_is_told_as_such(student):
    """Of a function that is not written there is nothing to say about calls."""
    with pytest.raises(NotWritten, match=r"^stub is not written yet$"):
        assertions.value_error(student.stub, X)


def test_calls_are_short(student):
    """Large arrays are told by their shape, long lists are cut."""
    with pytest.raises(assertions.Miss) as caught:
        assertions.value(student.wrong, 0, np.zeros((50, 50)))
    assert "wrong(<array of shape (50, 50)>)" in str(caught.value)
    with pytest.raises(assertions.Miss) as caught:
        assertions.value(student.wrong, 0, [{"kind": "relu"}] * 100)
    assert len(str(caught.value).split("\n")[0]) < 400
