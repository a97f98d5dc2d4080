"""Calls as text, copies of arguments, and the comparison of arguments before and after a call."""

import functools
from collections import Counter, OrderedDict, namedtuple
from decimal import Decimal
from enum import Enum
from fractions import Fraction

import numpy as np
import pytest

from autograder.grading.calls import Call, call_outcome, copied, identical
from autograder.sandbox.decoding import Decoder
from autograder.sandbox.encoding import Encoder, Opaque


def double(x):
    return 2 * x


@pytest.mark.parametrize(("args", "kwargs", "text"), [
    ((np.array([[1, 2]]), 3), {"by": 2}, "f(np.array([[1, 2]]), 3, by=2)"),
    ((np.float64(1.5), np.int64(2), True, None, "a"), {}, "f(1.5, 2, True, None, 'a')"),
    ((double, {"d": double}, [double, 1]), {}, "f(double, {'d': double}, [double, 1])"),
    (((1,), (1, 2), [], {}), {}, "f((1,), (1, 2), [], {})"),
    ((np.zeros((6, 7)),), {}, "f(<array of shape (6, 7)>)"),
    ((np.zeros((0, 3)), np.zeros(0)), {}, "f(np.zeros((0, 3)), np.array([]))"),
    (({"a": np.arange(2), (1, "b"): {2}}, b"x"), {}, "f({'a': np.array([0, 1]), (1, 'b'): {2}}, b'x')"),
    ((functools.partial(double, 1), [None, "\ud800"]), {}, "f(a function, [None, '\\ud800'])"),
    ((10**20_000,), {}, "f(an integer of 66439 bits)"),
])  # fmt: skip
def test_a_call_is_the_code_that_a_student_would_type(args, kwargs, text):
    """Arrays, numbers of NumPy, functions and structures are written as code."""
    assert str(Call("f", args, kwargs)) == text


def test_a_call_with_small_arguments_can_be_run():
    """A student can copy the call into a notebook."""
    args = (np.array([[1.5, -2.0]]), [1, 2], (3,), {"a": [4]})
    received = eval(str(Call("f", args, {"by": 2})), {"np": np, "f": lambda *args, by: (args, by)})
    assert identical(list(received[0]), list(args))
    assert received[1] == 2


def test_a_long_argument_is_cut():
    """Each argument has a length that can be read, and the end shows its type."""
    text = str(Call("f", (list(range(1000)), 5), {}))
    assert text.startswith("f([0, 1, 2,")
    assert text.endswith(" … ], 5)")
    assert len(text) < 320


def test_a_copy_can_be_changed():
    """No change of a copy reaches the original, also in structures. Functions stay the same."""
    original = {"a": [np.array([1, 2]), (np.array([3]),)], "f": double}
    copy = copied(original)
    assert identical(copy, original)
    copy["a"][0][0] = 9
    copy["a"][1][0][0] = 9
    assert original["a"][0].tolist() == [1, 2]
    assert original["a"][1][0].tolist() == [3]
    assert copy["f"] is double


Pair = namedtuple("Pair", "x y")
Color = Enum("Color", "RED")
REPEATED = [
    {"a": np.array([1, np.nan])}, [np.arange(2), np.arange(3)], Pair(1, [2]), OrderedDict(b=1, a=2), Counter("ab"),
    Fraction(1, 3), Decimal("0.1"), Decimal("NaN"), {1, "a"}, frozenset({1}), b"a", bytearray(b"a"), None, 10**400,
    np.array([1, 2], ">f8"), np.array([1, 2], "g"), np.array(["a", "bc"]), np.array(["2020"], "M8[D]"), range(3),
    np.str_("a"), np.longdouble(1), Color.RED, {Color.RED: [Color.RED]}, {np.nan: 1}, np.arange(8)[::2],
]  # fmt: skip


@pytest.mark.parametrize("value", REPEATED, ids=lambda value: type(value).__name__)
def test_an_argument_of_any_type_that_is_not_changed_is_identical(value):
    """What the channel makes of an argument, there and back again, counts as the argument itself."""
    assert identical(value, copied(value))
    assert identical(value, arrived(value))
    assert identical(value, arrived(arrived(value)))
    assert type(copied(value)) is type(value)


def arrived(value):
    """A value as the student's function gets it, or as it comes back."""
    encoder = Encoder(2**20, lambda value: None)
    tree = encoder.encode(value)
    return Decoder(b"".join(encoder.buffers), None).decode(tree)


def test_a_function_that_does_not_say_what_it_takes_can_be_the_reference():
    """Some functions of C have no signature: their arguments have no names."""
    call = Call("f", (1, 2), {"c": 3})
    assert call.binds_to(iter)
    assert call.arguments(iter) == {"1": 1, "2": 2, "c": 3}


@pytest.mark.parametrize(("before", "now"), [
    (np.array([1, 2]), np.array([1, 3])), (np.array([1, 2]), np.array([1.0, 2.0])), (np.array([1]), [1]),
    ([1, [2]], [1, [3]]), ([1], (1,)), ([1], [1, 2]), ({"a": 1}, {"a": 2}), ({"a": 1}, {"b": 1}), (1, 1.0), (1, True),
    (double, 5), (double, len), ({"a": np.array([1])}, {"a": np.array([2])}), ({np.nan: 1}, {np.nan: 2}),
    ([np.array([1.0])], [np.array([1.0 + 1e-9])]), (2**60, 2**60 + 1), (np.array([2**60]), np.array([2**60 + 1])),
    ([None], [0]), ("a", "b"), (np.array([[]]), np.array([])), (np.array(["a"]), np.array(["b"])), ((1,), (1, 2)),
])  # fmt: skip
def test_a_changed_value_or_type_is_not_identical(before, now):
    """A function must keep the values and the types of its arguments."""
    assert identical(before, before)
    assert not identical(before, now)


def test_a_function_that_came_back_over_the_channel_is_unchanged():
    """Functions have no value that could change, so their stand-in counts as the same."""
    assert identical(double, Opaque("Remote"))


def test_an_outcome_is_a_result_or_an_exception():
    """A call in this process never raises, and does not change its arguments."""
    x = np.array([1, 2])

    def clears(x):
        x[:] = 0
        return x

    assert call_outcome(clears, Call("f", (x,), {})).tolist() == [0, 0]
    assert x.tolist() == [1, 2]
    assert isinstance(call_outcome(clears, Call("f", (), {})), TypeError)
    assert np.isinf(call_outcome(lambda x: x / 0, Call("f", (np.array([1.0]),), {}))).all()  # without a warning
