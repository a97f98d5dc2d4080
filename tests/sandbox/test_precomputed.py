"""Results of pure functions are computed in advance: students see no difference, and make no calls back."""

import functools
from dataclasses import replace

import numpy as np
import pytest

from autograder.sandbox import Crashed, pure
from autograder.sandbox.limits import Limits
from autograder.sandbox.precomputed import is_pure

LIMITS = Limits(call_seconds=5, task_seconds=20)
CELL = """
def describe(x):
    return type(x).__name__, x.dtype.str, x.shape, x.flags.c_contiguous, x.flags.writeable, x.tolist()
def results(f, g, x):
    found = []
    for call in (lambda: f(x), lambda: g(x), lambda: f(g(x)), lambda: g(f(x)), lambda: f(f(x)), lambda: f(x=x)):
        try:
            found.append(describe(call()))
        except Exception as error:
            found.append(str(error))
    return found
def changes(f, x):
    f(x)[:] = 7
    first = f(x).tolist()
    x[0] = 9
    return first, f(x).tolist()
def sums(f, g, arrays):
    return [f(g(x)).sum() for x in arrays]
def repeats(f, x, times):
    return [f(x + 1).tolist() for _ in range(times)]
def with_dict(g, given, xs):
    return [[h(g(x)).sum() - g(h(x)).sum() for h in given.values()] for x in xs]
"""
ARRAYS = [np.arange(6), np.arange(6.0)[::-1] / 3, np.arange(24.0).reshape(4, 6).T, np.ones((2, 2), np.float32)]


@pure
def double(x):
    return 2 * x


@pure
def flip(x):
    return x[..., ::-1]


@pure
def transpose(x):
    return x.T


@pure
def total(x):
    """No array, but a number."""
    return x.sum()


@pure
def refuse(x):
    raise ValueError("always")


def impure(function):
    """The same function without the mark."""
    return lambda *args, **kwargs: function(*args, **kwargs)


@pytest.fixture
def student(student_of):
    return student_of(CELL, limits=LIMITS)


@pytest.fixture
def with_callbacks(student_of):
    """Make a student whose functions may call back so many times in one call."""
    return lambda most: student_of(CELL, limits=replace(LIMITS, callbacks=most))


@pytest.mark.parametrize("f", [double, flip, transpose, total, refuse], ids=lambda function: function.__name__)
@pytest.mark.parametrize("x", ARRAYS, ids=["integers", "reversed", "transposed", "float32"])
def test_students_see_no_difference(student, f, x):
    """Types, shapes, memory layout, values and errors are the same as those of calls back."""
    assert student.results(f, flip, x) == student.results(impure(f), impure(flip), x)


def test_only_other_calls_are_calls_back(with_callbacks):
    """f(x), g(x), f(g(x)) and g(f(x)) are precomputed; f(f(x)) and f(x=x) are calls back."""
    assert with_callbacks(2).results(double, flip, np.arange(6))
    with pytest.raises(Crashed, match="more than 1 times"):
        with_callbacks(1).results(double, flip, np.arange(6))


def test_each_result_is_a_copy(student):
    """A student's function can change a result or an argument without changing later results."""
    assert student.changes(double, np.arange(3)) == ([0, 2, 4], [18, 2, 4])


def test_answers_of_pure_functions_are_kept(with_callbacks):
    """A pure function is called back once for the same array, and another function each time."""
    assert with_callbacks(1).repeats(double, np.arange(2), 5) == [[2, 4]] * 5
    with pytest.raises(Crashed, match="more than 4 times"):
        with_callbacks(4).repeats(impure(double), np.arange(2), 5)


def test_other_functions_are_called_exactly_when_students_call_them(student):
    """A function that wraps a pure one is not pure, and is not called in advance."""
    given = []

    @functools.wraps(double)
    def counted(x):
        given.append(1)
        return x * len(given)

    assert not is_pure(counted)
    assert student.repeats(counted, np.ones(1), 3) == [[2], [4], [6]]
    assert len(given) == 3


def test_large_results_are_not_sent_with_the_call(student):
    """If the call and the precomputed results do not fit into a message together, the call is sent alone."""
    large = [np.full(4096, number) for number in range(50)]
    assert student.sums(double, flip, large) == [2 * 4096 * number for number in range(50)]


def test_functions_in_a_dict_are_precomputed(with_callbacks):
    """The results of functions in a dict are computed before and after the function beside the dict."""
    student = with_callbacks(0)
    differences = student.with_dict(double, {"a": flip, "b": transpose}, [np.arange(5), np.ones(4)])
    assert differences == [[0, 0], [0, 0]]


class Layer:
    """A pure function that says what it is probably called with."""

    likely_arguments = (np.zeros(3), *np.eye(3))

    def __init__(self):
        pure(self)

    def __call__(self, x):
        return np.arange(6.0).reshape(2, 3) @ x


def test_results_for_likely_arguments_are_precomputed(student_of):
    """A function that names its likely arguments is not called back for these, but for others."""
    code = "def columns(layer, m, size=1):\n    return [layer(size * row).tolist() for row in np.eye(m)]"
    student = student_of("import numpy as np", code, limits=replace(LIMITS, callbacks=0))
    assert student.columns(Layer(), 3) == [[0, 3], [1, 4], [2, 5]]
    with pytest.raises(Crashed, match="more than 0 times"):
        student.columns(Layer(), 3, 2)
