"""The result of a submission and its JSON."""

import json
from dataclasses import replace

import pytest

from autograder.grading.counterexample import Counterexample, RenderedValue
from autograder.grading.result import Result, TaskResult, TestResult, follow_through_label, task_result

CASE = Counterexample(
    "f(1)", (RenderedValue("x", "1"),), RenderedValue("expected", "2"), RenderedValue("received", "1"), "a note"
)
PASSED = TestResult("right values", 2, 2, "passed")
HELPED = TestResult("right sums", 1, 1, "passed", follow_through=("g", "h"))
FAILED = TestResult("errors", 1, 0, "failed", "f(1) is wrong", CASE)
HUNG = TestResult("large", 1, 0, "timeout", "it never ends")
MISSING = TestResult("stub", 1, 0, "missing", "f is not written yet")


def test_json_has_everything():
    """A result that is read from its JSON is the same, and its JSON has the number of its schema."""
    tasks = (task_result("f", 4, "largest_value", (PASSED, HELPED, FAILED)),)
    result = Result("ada", "sums", "graded", 3, 4, 1.5, 1, "a remark", tasks)
    data = json.loads(json.dumps(result.to_json()))
    assert Result.from_json(data) == result
    assert data["schema"] == 1
    assert data["tasks"][0]["tests"][2]["case"]["arguments"][0]["label"] == "x"


def test_json_of_another_schema_is_refused():
    """A result of another version is never read as one of this version."""
    data = Result("ada", "sums", "graded", 3, 4).to_json()
    for read in (Result.from_json, Result.summary_of):
        with pytest.raises(ValueError, match="another schema"):
            read(data | {"schema": 2})
        with pytest.raises(ValueError, match="another schema"):
            read({key: value for key, value in data.items() if key != "schema"})


def test_a_summary_has_no_tests():
    """The class report keeps tasks with their scores and mistakes, but no tests and no messages of them."""
    task = task_result("f", 4, "largest_value", (PASSED, FAILED))
    result = Result("ada", "sums", "graded", 2, 4, 1.5, 1, "a remark", (task,))
    expected = replace(result, tasks=(TaskResult("f", 2, 4, "partial", "", "largest_value", ()),))
    assert result.summary() == expected
    assert Result.summary_of(result.to_json()) == expected


@pytest.mark.parametrize(("tests", "max_score", "status", "score", "message"), [
    ([PASSED, HELPED], 3, "passed", 3, ""),
    ([PASSED, FAILED], 3, "partial", 2, "f(1) is wrong"),
    ([FAILED], 1, "failed", 0, "f(1) is wrong"),
    ([FAILED, HUNG], 2, "timeout", 0, "f(1) is wrong"),
    ([PASSED, HUNG], 3, "partial", 2, "it never ends"),
    ([MISSING, MISSING], 2, "missing", 0, "f is not written yet"),
    ([MISSING, FAILED], 2, "failed", 0, "f is not written yet"),
])  # fmt: skip
def test_a_task_sums_up_its_tests(tests, max_score, status, score, message):
    """The score is the sum, the message is that of the first test that did not pass."""
    result = task_result("f", max_score, None, tuple(tests))
    assert (result.status, result.score, result.message) == (status, score, message)


def test_rounding_loses_no_point():
    """A task whose tests all pass has all of its points, whatever their parts are."""
    third = TestResult("a third", 1 / 3, 1 / 3, "passed")
    assert task_result("f", 1.0, None, (third, third, third)).score == 1.0
    assert task_result("f", 1.0, None, (third, third, third)).status == "passed"
    assert task_result("f", 2 / 3, None, (third, third)).score == 2 / 3


def test_follow_through_is_a_text_for_people():
    """The name of a test says which functions were replaced by right ones."""
    assert follow_through_label(HELPED) == ", with a correct g and h"
    assert follow_through_label(PASSED) == ""
