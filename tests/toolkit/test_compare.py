"""Test which values are equal, and how a difference is described."""

import re
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

from autograder.toolkit.compare import _describe as describe
from autograder.toolkit.compare import _difference as difference

TABLE = np.array([[13.5, 3], [3, 12]])
SAME = [
    (TABLE, TABLE),
    (TABLE.tolist(), TABLE),
    (tuple(map(tuple, TABLE)), TABLE),
    (TABLE.astype(np.float32) + 1e-5, TABLE),
    (TABLE + 1e-9j, TABLE),
    (TABLE.astype(object), TABLE),
    (np.ma.array(TABLE), TABLE),
    (np.array([1, 0, 1]), np.array([True, False, True])),
    (np.float64(13.5), 13.5),
    (np.array(13.5), 13.5),
    (Fraction(27, 2), 13.5),
    (Decimal("13.5"), 13.5),
    (True, 1),
    (np.bool_(False), False),
    (123456789.0, 123456789),
    ([0, 0, 13.5], (0, 0, 13.5)),
    (np.array([25, 100]), (25, 100)),
    ({"a": np.True_, "b": 0}, {"b": False, "a": True}),
    (np.inf, np.inf),
    (np.zeros((0, 3)), np.zeros((0, 3))),
]


@pytest.mark.parametrize(("received", "expected"), SAME, ids=lambda value: re.sub("0x.*", "", repr(value))[:30])
def test_right_values_are_right_in_any_type(received, expected):
    """Only shape and values count: lists, other dtypes and scalars of any kind are equal."""
    assert difference(received, expected) is None


DIFFERENT = [
    (None, TABLE),
    (TABLE[:1], TABLE),
    (TABLE.reshape(1, 2, 2), TABLE),
    (TABLE.reshape(4), TABLE),
    (TABLE + [[0, 0], [0, 1e-3]], TABLE),
    (TABLE * np.nan, TABLE),
    (TABLE + 1j, TABLE),
    ([[1, 2], [3]], TABLE),
    (TABLE.astype(str), TABLE),
    (TABLE.astype(str).astype(object), TABLE),
    (np.array([[None, 1], [2, 3]]), TABLE),
    (object(), TABLE),
    ("13.5", 13.5),
    (10**400, 13.5),
    ([10**400, 1], [1, 1]),
    (np.array([13.5]), 13.5),
    (np.nan, 13.5),
    (np.inf, 13.5),
    (1e300, np.inf),
    (123456790, 123456789),
    ((25, 101), (25, 100)),
    ((25,), (25, 100)),
    (25, (25, 100)),
    ({"a": True}, {"a": True, "b": False}),
    ({"a": True, "b": False, "c": 1}, {"a": True, "b": False}),
    ([True], {"a": True}),
    ("red", "dark red"),
]


@pytest.mark.parametrize(("received", "expected"), DIFFERENT, ids=lambda value: re.sub("0x.*", "", repr(value))[:30])
def test_wrong_values_are_wrong(received, expected):
    """Broadcasting, NaN, text and a count that is off by one do not pass."""
    assert difference(received, expected)


def test_a_difference_shows_both_values_and_the_first_place():
    """The student reads the expected value, the received value and the first place that differs."""
    text = difference([[18, 3], [3, 12]], TABLE)
    assert "expected array of shape (2, 2)" in text
    assert "received [[18, 3], [3, 12]]" in text
    assert "1 of 4 values differ; the first at index (0, 0): expected 13.5, received 18" in text


def test_none_is_explained():
    """For None, the student reads the question whether a return is missing."""
    assert "return" in describe(None)


def test_descriptions_are_short():
    """The description of a large value does not fill the page."""
    for value in (np.arange(10**6), list(range(10**5)), "x" * 10**6):
        assert len(describe(value)) < 1000
