"""Test which values are equal, and how a difference is described."""

import re
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

from autograder.toolkit.compare import _difference as difference
from autograder.toolkit.describe import _describe as describe

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
    ((np.float64(1.0), np.array(1)), (1, 1)),
    ([[np.array(1), 2.0], np.array([3, 4])], np.array([[1, 2], [3, 4]])),
    ((1, 2), (np.float64(1), np.array(2))),
    ([np.array([1.0]), np.array([2.0])], np.array([[1], [2]])),
    (range(3), [0, 1, 2]),
    ([], np.zeros((0, 3))),
    ([[], []], np.zeros((2, 0, 3))),
    ([np.arange(2), np.arange(3)], [np.arange(2), np.arange(3)]),
    (([0, 1.0], (0, True, 2)), [np.arange(2), np.arange(3)]),
    ((np.arange(2), 5.0), (np.arange(2), 5)),
    ([np.zeros((1, 2)), np.zeros((1, 3))], [np.zeros((1, 2)), np.zeros((1, 3))]),
    ({"a": [np.arange(2.0)]}, {"a": [np.arange(2)]}),
    (None, None),
    (["a", ("b", None)], ("a", ["b", None])),
    (np.array(["a", "bc"]), ["a", "bc"]),
    (np.array("a"), "a"),
    (b"ab", b"ab"),
    ({1, "a"}, frozenset({"a", 1.0})),
    (float("nan"), np.nan),
    ([1, np.nan], np.array([1, np.nan])),
    ({float("nan"): {float("nan")}}, {np.nan: {np.nan}}),
    (10**400, 10**400),
    ([10**400, 1.0], (10**400, 1)),
    (float(2**70), 2**70),
    (Fraction(1, 3), Fraction(1, 3)),
    (1 / 3, Fraction(1, 3)),
    (Decimal("NaN"), Decimal("NaN")),
    (Fraction(10**400, 3), Fraction(10**400, 3)),
    (np.array([(1, "a")], "i4,U1"), [(1, "a")]),
    (np.array(["2020", "NaT"], "M8[D]"), np.array(["2020", "NaT"], "M8[D]")),
]


def name_of(value):
    """The same text in every process: without addresses, and without the order of a set."""
    is_set = isinstance(value, (set, frozenset))
    return type(value).__name__ if is_set else re.sub("0x.*", "", repr(value))[:30]


@pytest.mark.parametrize(("received", "expected"), SAME, ids=name_of)
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
    ([np.arange(2), np.arange(3)], [np.arange(2), np.arange(4)]),
    ([np.arange(2)], [np.arange(2), np.arange(3)]),
    ([np.arange(2), None], [np.arange(2), np.arange(3)]),
    (5, [np.arange(2), np.arange(3)]),
    (["a", "c"], ["a", "b"]),
    ("ab", ["a", "b"]),
    (["a"], "a"),
    (0, None),
    (False, None),
    ([], None),
    ([], {}),
    (b"a", "a"),
    ([1], {1}),
    ({1, 2}, {1}),
    (1, np.nan),
    ([1, np.nan], np.array([np.nan, 1])),
    (10**400 + 1, 10**400),
    (np.inf, 10**400),
    (10**400, np.inf),
    (2**60 + 1, 2**60),
    ((1, 2**60 + 1), (1, 2**60)),
    (((1, 2), (3, 123456790)), ((1, 2), (3, 123456789))),
    ([], np.zeros((3, 0))),
    (np.zeros(0), np.zeros((0, 3))),
    (np.timedelta64(1, "s"), 1),
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


def test_a_count_matches_exactly_in_a_tuple_and_alone():
    """A Python int that is expected in a list, or an array of ints, is compared as a number."""
    assert difference([123456790], [123456789]) is None
    assert difference(np.array([123456790]), np.array([123456789])) is None
    assert difference((123456790,), (123456789,))


def test_a_float_may_be_a_count_up_to_rounding():
    """Floats with the errors of a few operations are equal to Python ints, and other floats are not."""
    assert difference((2.9999999999999996, 5.000000000000002), (3, 5)) is None
    assert difference(0.1 * 3 * 1e10, 3_000_000_000) is None
    assert difference((3.0000001, 5.0), (3, 5))
    assert difference(123456790.0, 123456789)


@pytest.mark.parametrize(("received", "expected", "text"), [
    ([np.arange(2), [0, 1, 5]], [np.arange(2), np.arange(3)], "at index 1: 1 of 3 values differ; the first at index 2"),
    ({"a": [None, "b"]}, {"a": [None, "c"]}, "under 'a': at index 1: expected 'c'\n      received 'b'"),
    (["a"], ["a", "b"], "expected ['a', 'b']\n      received ['a']"),
    ({}, {(1, "a"): 1}, "the key (1, 'a') is missing"),
    ({np.nan: 1}, {}, "the key nan is not expected"),
    ([True, True], np.array([True, False]), "the first at index 1: expected False, received True"),
    (5, None, "expected None\n      received 5"),
    (None, 5, "expected 5\n      received None (does the function return its result?)"),
    ({2, 10, 1, "a"}, {1}, "received {1, 2, 10, 'a'}"),
    ([10**20_000], [1, [2]], "received [an integer of 66439 bits]"),
    ([10**20_000, "a"], 1, "received [an integer of 66439 bits, 'a']"),
])  # fmt: skip
def test_a_difference_names_the_part_that_differs(received, expected, text):
    """In a structure, the student reads where the first part is that differs, and both parts."""
    assert text in difference(received, expected)


def test_none_is_explained():
    """For None, the student reads the question whether a return is missing."""
    assert "return" in describe(None)


def test_descriptions_are_short():
    """The description of a large value does not fill the page."""
    for value in (np.arange(10**6), list(range(10**5)), "x" * 10**6, np.full(10**5, "x", object), 10**20_000):
        assert len(describe(value)) < 1000


def test_a_description_reads_no_more_than_it_shows():
    """Of a long list, only the first items are asked for their text."""
    asked = []

    class Item:
        def __repr__(self):
            asked.append(1)
            return "item"

    assert describe([[Item()] * 10] * 10**6).startswith("[[item, item")
    assert len(asked) < 200


@pytest.mark.parametrize(("value", "text"), [
    ([np.int64(3), np.float64(0.5)], "[3, 0.5]"), ((np.bool_(True),), "(True,)"),
    ({np.str_("a"): np.int8(1)}, "{'a': 1}"),
    ({np.int64(3)}, "{3}"), ([(np.float32(0.5), [np.int64(1)])], "[(0.5, [1])]"), ([np.nan, np.inf], "[nan, inf]"),
])  # fmt: skip
def test_numbers_of_numpy_look_like_numbers(value, text):
    """Also within lists, tuples, dicts and sets."""
    assert describe(value) == text
