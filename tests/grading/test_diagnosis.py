"""Find the known mistake that explains the outputs of a student's function."""

import numpy as np
import pytest

from autograder.grading.diagnosis import diagnose
from autograder.grading.misconceptions import Misconception
from autograder.sandbox import Observed, Raised, TimedOut
from autograder.sandbox.encoding import Opaque
from autograder.sandbox.failures import RaisedValueError


def right(x, by):
    if by < 0:
        raise ValueError
    return x + by


def subtracts(x, by):
    if by < 0:
        raise ValueError
    return x - by


def subtracts_always(x, by):
    return x - by


def never_raises(x, by):
    return x + by


def ignores(x, by):
    right(x, by)
    return x


def raises(x, by):
    raise IndexError


def changes(x, by):
    result = right(x, by)
    x += by
    return result


KNOWN = [
    Misconception("f", function.__name__, "", "", "", function)
    for function in (subtracts, subtracts_always, never_raises, ignores, raises, changes)
]
X = np.array([3, 1, 2])


def observed(*outcomes, function="f", x=X, report="results"):
    """Observed calls with these pairs of `by` and an outcome."""
    return [Observed(function, [((x, by), {})], report, outcome) for by, outcome in outcomes]


def name_of(calls, known=KNOWN):
    mistake = diagnose("f", calls, right, known)
    return mistake and mistake.name


@pytest.mark.parametrize(("calls", "name"), [
    (observed((2, [X - 2]), (1, [X - 1])), "subtracts"),
    (observed((2, [X]), (1, [X])), "ignores"),
    (observed((2, [(X - 2).tolist()])), "subtracts"),
    (observed((2, Raised("f raised KeyError"))), "raises"),
    (observed((2, [X + 2]), (1, [X + 1])), None),
    (observed((2, [X - 2]), (1, [X + 1])), None),
    (observed((2, [X * 2])), None),
    ([], None),
])  # fmt: skip
def test_a_mistake_explains_all_outputs(calls, name):
    """A mistake has a name if it gives the same outputs for all calls, and some of them are wrong."""
    assert name_of(calls) == name


@pytest.mark.parametrize(("calls", "name"), [
    (observed((2, [X + 2]), (-1, [X - 1])), "never_raises"),
    (observed((2, [X - 2]), (-1, RaisedValueError("f raised ValueError"))), "subtracts"),
    (observed((2, [X - 2]), (-1, [X + 1])), "subtracts_always"),
    (observed((2, [X]), (-1, [X])), "ignores"),
])  # fmt: skip
def test_a_second_mistake_in_illegal_calls_hides_no_first_one(calls, name):
    """A student who also forgets to raise ValueError makes two mistakes: the one in legal calls is named."""
    assert name_of(calls) == name


def test_the_first_of_several_mistakes_that_fit_is_named():
    """The known mistakes are in the order of their simplicity."""
    calls = observed((2, [X - 2]))
    assert name_of(calls) == "subtracts"
    assert name_of(calls, KNOWN[1:]) == "subtracts_always"


def test_the_mistake_that_is_closest_in_illegal_calls_is_named():
    """If several mistakes do not raise ValueError, their results for illegal calls decide."""

    def zeros(x, by):
        return x - by if by >= 0 else 0 * x

    known = [Misconception("f", "zeros", "", "", "", zeros), *KNOWN]
    assert name_of(observed((2, [X - 2]), (-1, [X + 1])), known) == "subtracts_always"
    assert name_of(observed((2, [X - 2]), (-1, [0 * X])), known) == "zeros"
    assert name_of(observed((2, [X - 2]), (-1, [X * 7])), known) == "zeros"


def test_hangs_are_explained_by_no_mistake():
    """A call without an output says nothing about the mistake."""
    assert name_of(observed((2, TimedOut("f was stopped")))) is None


def test_only_calls_of_the_own_function_count():
    """What a test asked of another function explains nothing."""
    assert name_of(observed((2, [X - 2]), function="g")) is None
    assert name_of(observed((2, [X * 5]), function="g") + observed((1, [X - 1]))) == "subtracts"


def test_changed_arguments_are_explained():
    """A mistake that changes its arguments is recognized by the arguments after the call."""
    calls = observed((2, [X + 2, 2]), report="arguments")
    assert name_of(calls) == "changes"
    assert X.tolist() == [3, 1, 2]
    assert name_of(observed((2, [X, 2]), report="arguments")) is None


def test_several_calls_in_a_row_are_explained_together():
    """Results that were read after the last call are compared one by one."""
    question = [((X, 1), {}), ((X, 2), {})]
    assert name_of([Observed("f", question, "results", [X - 1, X - 2])]) == "subtracts"
    assert name_of([Observed("f", question, "results", [X - 1, X + 2])]) is None


def test_outputs_that_are_no_numbers_are_compared():
    """Texts, dicts, lists of arrays of different lengths and NaN are outputs like others."""

    def nested(n):
        return {"a": [np.array([1.0, np.nan]), np.arange(n)], "b": "text", "c": []}

    known = [Misconception("g", "nested", "", "", "", nested)]
    same, other = nested(3), nested(4)
    for outcome, name in ((same, "nested"), (other, None), ({**same, "b": "other"}, None), ({"a": 1}, None), (5, None)):
        mistake = diagnose("g", [Observed("g", [((3,), {})], "results", [outcome])], lambda n: 0, known)
        assert (mistake and mistake.name) == name


def test_no_known_mistakes_find_none():
    """An exercise without a file of mistakes has no diagnosis."""
    assert name_of(observed((2, [X - 2])), []) is None


def test_results_and_arguments_of_any_type_are_explained():
    """Texts, ragged lists, dicts of arrays, NaN and functions in arguments."""

    def mistake(layers, f):
        layers["a"][0] = 9
        return ["text", None, [layers["a"], [np.nan]]]

    def fine(layers, f):
        return []

    known = [Misconception("f", "mistake", "", "", "", mistake)]
    given = ({"a": np.array([1.0, 2.0])}, fine)
    result = Observed("f", [(given, {})], "results", [("text", None, [[9, 2], [float("nan")]])])
    after = Observed("f", [(given, {})], "arguments", [{"a": np.array([9.0, 2.0])}, Opaque("Remote")])
    other = Observed("f", [(given, {})], "arguments", [{"a": np.array([8.0, 2.0])}, Opaque("Remote")])
    assert diagnose("f", [result, after], fine, known) == known[0]
    assert diagnose("f", [result, other], fine, known) is None
