"""JSON with one line for each value is written as Python writes it."""

import json

import pytest

from autograder.course.indented_json import indented_json


@pytest.mark.parametrize("options", [{}, {"ensure_ascii": False, "sort_keys": True}])
@pytest.mark.parametrize("value", [
    {"b": [1, -0.5, 1e300, 10**40, None, True], "a": {"é": "\u2028\x7f\"\\/\n"}}, [], {}, [[], {}, [[]]], "[]{},:", 1,
    {"number": float("nan")}, ["\ud800"],
])  # fmt: skip
def test_the_text_is_that_of_json(value, options):
    """The same text for each kind of value, also for NaN and half a character."""
    assert indented_json(value, **options) == json.dumps(value, indent=1, **options)
