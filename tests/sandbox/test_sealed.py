"""Results that are sent in advance, each of which only its own call can open."""

import numpy as np
import pytest

from autograder.sandbox import Crashed
from autograder.sandbox.given import sends_further_results, takes_any_data
from autograder.sandbox.limits import Limits
from autograder.sandbox.sealed import MOST_OF_ALL, NOT_FOUND, SealedResults, call_hash

X = np.arange(6.0).reshape(2, 3)


def sealed(*calls):
    """The results of some calls, as another process reads them. Each call is (args, kwargs, result)."""
    results = SealedResults()
    for call in calls:
        results.add(*call)
    return SealedResults(results.data())


@pytest.mark.parametrize("result", [X, 7, 2.5, "text", None, [1, (2, X)], np.float32(3), np.arange(6)[::2], True])
def test_the_same_call_gets_the_result(result):
    """It arrives as it would arrive as an answer; each call gets a new array."""
    results = sealed(((X, 2), {"mode": "same"}, result))
    found, again = (results.result((X.copy(), 2), {"mode": "same"}) for _ in range(2))
    assert type(found) is type(result)
    assert str(found) == str(result)
    assert not isinstance(found, np.ndarray) or (found is not again and found.flags.writeable)


@pytest.mark.parametrize(("args", "kwargs"), [
    ((X, 3), {"mode": "same"}), ((X, 2), {"mode": "full"}), ((X, 2), {}), ((X, 2, "same"), {}), ((X + 1, 2), {}),
    ((X.T, 2), {"mode": "same"}), ((X.astype(int), 2), {"mode": "same"}), ((X, 2.0), {"mode": "same"}),
    ((X.tolist(), 2), {"mode": "same"}), ((X.ravel(), 2), {"mode": "same"}), ((len, 2), {"mode": "same"}),
])  # fmt: skip
def test_another_call_gets_nothing(args, kwargs):
    """Types, shapes and the way in which arguments are passed count: what is not there is asked of the grader."""
    assert sealed(((X, 2), {"mode": "same"}, 1)).result(args, kwargs) is NOT_FOUND


@pytest.mark.parametrize(("one", "other"), [
    (((), {}), ({}, ())), (({"a": 1}, ("b",)), (("a",), {1: "b"})), ((1,), (True,)), ((0.0,), (-0.0,)), ((1,), (1.0,)),
])  # fmt: skip
def test_arguments_of_other_types_have_other_hashes(one, other):
    """A result must not be that of another call, which another student's code can make."""
    assert call_hash(one, {}) != call_hash(other, {})


def test_who_does_not_know_the_arguments_learns_nothing():
    """Neither the arguments nor the result are found in the bytes, and equal results look different."""
    result = np.full(4, 1234.5)
    data = [sealed(((X, place), {}, result)).data() for place in range(2)]
    for secret in (X.tobytes(), result.tobytes(), b"<f8", str(X.shape).encode()):
        assert not any(secret in one for one in data)
    assert data[0][-40:] != data[1][-40:]


def test_what_has_no_key_is_not_sent():
    """Functions, objects and arrays of objects have no key."""
    for args in ((len,), ({"a": {1}},), (np.array([None]),), ([object()],)):
        assert call_hash(args, {}) is None
        assert len(sealed((args, {}, 1))) == 0


def test_there_are_not_too_many():
    """Student code decides how many calls it makes: their results take no more than a fixed number of bytes."""
    results = SealedResults()
    for number in range(3000):
        results.add((number,), {}, np.zeros(100))
    assert len(results.data()) < 1.2 * MOST_OF_ALL
    assert call_hash((10**5000,), {}) is not None  # Python refuses to write it in decimal
    results.add((X,), {}, np.zeros(10_000))
    assert results.result((X,), {}) is NOT_FOUND


def test_a_result_takes_room_once():
    """A call that is made again and again does not keep out those of the next students."""
    results = SealedResults()
    for _ in range(10_000):
        results.add((X,), {}, X)
    results.add((X + 1,), {}, X)
    assert len(results) == 2


CELL = """
def g(x, n):
    return None
def f(xs):
    return [g(x, 2) for x in xs]
"""


def test_further_results_save_calls_back(student_of):
    """They come with the answer to a call, and hold until the next request."""
    asked = []

    def double(x, n):
        asked.append(x.tolist())
        return x * n

    known = SealedResults()
    for x in (np.array([5]), np.array([6])):
        known.add((x, 2), {}, x * 2)
    student = student_of("import numpy as np", CELL)
    student.replace({"g": sends_further_results(takes_any_data(double), lambda *call: known.data())})
    calls = [np.array([4]), np.array([5]), np.array([6]), np.array([7])]
    for _ in range(2):
        assert [one.tolist() for one in student.f(calls)] == [[8], [10], [12], [14]]
    assert asked == 2 * [[4], [7]]


def test_functions_of_the_grader_are_told_apart_by_their_index():
    """A function that was given in the request is part of the key, also in a dict; one of the notebook has none."""
    index_of = lambda one: {len: 1, max: 2}.get(one) if callable(one) else None  # noqa: E731
    results = SealedResults()
    results.add(({"a": len}, X), {}, 5, index_of)
    assert results.result(({"a": len}, X), {}, index_of) == 5
    for other in (max, min, 1, "1"):
        assert results.result(({"a": other}, X), {}, index_of) is NOT_FOUND


def test_further_results_do_not_make_an_answer_too_large(student_of):
    """If an answer does not fit into a message together with further results, it is sent alone."""
    student = student_of("def g(x): pass\ndef f(x): return g(x)", limits=Limits(output_mb=1))
    further = bytes(2**20)
    student.replace({"g": sends_further_results(takes_any_data(lambda x: 2 * x), lambda *call: further)})
    assert student.f(21) == 42


def test_calls_that_need_no_question_count_as_calls_back(student_of):
    """How many calls a function may make does not depend on what is sent in advance."""
    known = SealedResults()
    known.add((0,), {}, 0)
    code = "def g(x): pass\ndef f(n): return [g(0) for _ in range(n)][-1]"
    for data in (None, known.data()):
        student = student_of(code, limits=Limits(callbacks=5))
        student.replace({"g": sends_further_results(takes_any_data(lambda x: 2 * x), lambda *call, data=data: data)})
        assert student.f(5) == 0
        with pytest.raises(Crashed, match="more than 5 times"):
            student.f(6)
