"""Functions of ours whose results are told before they are asked for: students see no difference but the time."""

import functools
import types

import numpy as np
import pytest

from autograder.authoring import demo_class
from autograder.graders import maps
from autograder.graders.layers import Affine
from autograder.grading.grade import Submission, grade
from autograder.sandbox import pure, session

MAPS = [one for one in vars(maps).values() if isinstance(one, types.FunctionType) and one is not pure]
LAYERS = [Affine(np.eye(6), noise=1e-11)]
SEEING = """
def looks(x):
    return type(x).__name__, x.dtype.str, x.shape, x.flags.c_contiguous, x.flags.writeable, x.tolist()
def sees(f, g, x):
    found = []
    for call in (lambda: f(x), lambda: g(x), lambda: f(g(x)), lambda: g(f(x)), lambda: f(f(x)), lambda: f(x=x)):
        try:
            found.append(looks(call()))
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
def asks(f, x, times):
    return [f(x + 1).tolist() for _ in range(times)]
"""
ARRAYS = [np.arange(6), np.arange(6.0)[::-1] / 3, np.arange(24.0).reshape(4, 6).T, np.ones((2, 2), np.float32)]


@pytest.fixture
def student(student_of):
    return student_of(SEEING)


@pytest.fixture
def asked(monkeypatch):
    """What students' processes ask for."""
    asked, answer = [], session._answer
    monkeypatch.setattr(session, "_answer", lambda reply, given: asked.append(reply) or answer(reply, given))
    return asked


def plain(function):
    """The same function, as one that may give something else each time."""
    return lambda *args, **kwargs: function(*args, **kwargs)


@pytest.mark.parametrize("x", ARRAYS, ids=["integers", "reversed", "transposed", "float32"])
def test_students_see_no_difference(student, asked, x):
    """Types, shapes, memory, values and errors are those of a call back."""
    for f in MAPS:
        assert student.sees(f, maps.flip, x) == student.sees(plain(f), plain(maps.flip), x)
    asked.clear()
    student.sees(maps.double, maps.flip, x)
    assert len(asked) == 2  # f(f(x)) and f(x=x)


def test_each_result_is_the_students_own(student):
    """Who changes one finds the next one as it should be, and who changes the argument, that one's result."""
    assert student.changes(maps.double, np.arange(3)) == ([0, 2, 4], [18, 2, 4])


def test_what_was_answered_is_not_asked_again(student, asked):
    """As long as the function is pure."""
    assert student.asks(maps.double, np.arange(2), 5) == [[2, 4]] * 5
    assert len(asked) == 1
    student.asks(plain(maps.double), np.arange(2), 5)
    assert len(asked) == 6


def test_functions_that_are_not_pure_are_called_when_students_call_them(student):
    """And no time more, also where one wraps a pure one."""
    given = []

    @functools.wraps(maps.double)
    def counted(x):
        given.append(1)
        return x * len(given)

    student.asks(counted, np.ones(1), 3)
    assert len(given) == 3


def test_what_is_foreseen_takes_no_room_from_what_is_asked(student):
    """Where both do not fit into a message, the question goes alone."""
    large = [np.full(4096, number) for number in range(50)]
    assert student.sums(maps.double, maps.right, large) == [2 * 4095 * number for number in range(50)]


def test_transforms_in_a_dict_are_foreseen_with_the_function_beside_them(student_of, asked):
    """Each with f before and after it, and not with one another."""
    student = student_of(
        "def f(g, given, xs): return [[h(g(x)).sum() - g(h(x)).sum() for h in given.values()] for x in xs]"
    )
    student.f(maps.weigh, {"a": maps.flip, "b": maps.double}, [np.arange(5), np.ones(4)])
    assert asked == []


def test_a_right_notebook_asks_for_nothing(course, asked):
    """Neither for f and g of equation 1, nor for what is pooled."""
    for exercise in ("equivariance", "pooling"):
        text = demo_class.submission("amara", course.exercise(exercise))
        assert grade(Submission("amara", exercise, text.encode()), course).score == course.exercise(exercise).max_score
    assert asked == []


@pytest.mark.parametrize("given", [*MAPS, *LAYERS], ids=lambda one: one.__name__)
def test_what_is_given_is_pure(given):
    """The graders' functions keep their argument and give the same each time."""
    assert given.pure is given
    of_own_shape = {maps.pooled_pattern: np.arange(5.0), **dict.fromkeys(LAYERS, np.arange(6.0))}
    x = of_own_shape.get(given, np.arange(24.0).reshape(4, 6))
    before, first = x.copy(), given(x).copy()
    assert np.array_equal(given(x), first, equal_nan=True)
    assert np.array_equal(x, before)
