"""The result of a submission and its JSON."""

import json
from dataclasses import replace

import pytest

from autograder.grading.counterexample import Counterexample, RenderedValue
from autograder.grading.result import NamedMistake, Result, TaskResult, TestResult, follow_through_label, task_result
from autograder.grading.result_summary import summary, summary_of

CASE = Counterexample(
    "f(1)", (RenderedValue("x", "1"),), RenderedValue("expected", "2"), RenderedValue("received", "1"), "a note"
)
PASSED = TestResult("right values", 2, 2, "passed")
HELPED = TestResult("right sums", 1, 1, "passed", follow_through=("g", "h"))
FAILED = TestResult("errors", 1, 0, "failed", "f(1) is wrong", CASE)
HUNG = TestResult("large", 1, 0, "timeout", "it never ends")
MISSING = TestResult("stub", 1, 0, "missing", "f is not written yet")
LARGEST = NamedMistake("largest_value", "You return the largest value.", "Add the values.", "§1", ("errors",))
UNCHECKED = NamedMistake("no_errors", "You raise no ValueError.", "Read the docstring.", "", ("errors", "large"))


def test_json_has_everything():
    """A result that is read from its JSON is the same, and its JSON has the number of its schema."""
    tasks = (task_result("f", 4, (LARGEST, UNCHECKED), (PASSED, HELPED, FAILED)),)
    result = Result("ada", "sums", "graded", 3, 4, 1.5, 1, "a remark", tasks)
    data = json.loads(json.dumps(result.to_json()))
    assert Result.from_json(data) == result
    assert data["schema"] == 1
    assert data["tasks"][0]["tests"][2]["case"]["arguments"][0]["label"] == "x"


def test_json_lists_all_mistakes():
    """Each has its texts and the tests that it explains; the key `misconception` has the name of the first one."""
    results = task_result("f", 4, (LARGEST, UNCHECKED), (FAILED, HUNG)), task_result("g", 4, (), (FAILED,))
    two, none = Result("ada", "sums", "graded", 0, 8, tasks=results).to_json()["tasks"]
    assert two["misconception"] == "largest_value"
    assert two["misconceptions"] == [
        {
            "name": "largest_value",
            "explanation": "You return the largest value.",
            "hint": "Add the values.",
            "section": "§1",
            "explains": ["errors"],
        },
        {
            "name": "no_errors",
            "explanation": "You raise no ValueError.",
            "hint": "Read the docstring.",
            "section": "",
            "explains": ["errors", "large"],
        },
    ]
    assert (none["misconception"], none["misconceptions"]) == (None, [])


def test_json_of_an_older_version_has_no_list_of_mistakes():
    """A result that was written before there was such a list can be read; it has no mistakes."""
    result = Result("ada", "sums", "graded", 0, 4, tasks=(task_result("f", 4, (LARGEST,), (FAILED,)),))
    data = result.to_json()
    del data["tasks"][0]["misconceptions"]
    [read], [summed_up] = Result.from_json(data).tasks, summary_of(data).tasks
    assert read == replace(result.tasks[0], misconceptions=())
    assert summed_up.misconceptions == ()


def test_tests_without_a_known_mistake_are_unexplained():
    """They are those that failed for whatever reason, and that no mistake explains."""
    assert task_result("f", 4, (LARGEST,), (PASSED, FAILED, HUNG)).unexplained == ("large",)
    assert task_result("f", 4, (LARGEST, UNCHECKED), (PASSED, FAILED, HUNG)).unexplained == ()
    assert task_result("f", 4, (), (PASSED, FAILED, MISSING)).unexplained == ("errors", "stub")


def test_json_of_another_schema_is_refused():
    """A result of another version is never read as one of this version."""
    data = Result("ada", "sums", "graded", 3, 4).to_json()
    for read in (Result.from_json, summary_of):
        with pytest.raises(ValueError, match="another schema"):
            read(data | {"schema": 2})
        with pytest.raises(ValueError, match="another schema"):
            read({key: value for key, value in data.items() if key != "schema"})


def test_a_summary_has_no_texts():
    """The class report keeps tasks with their scores and mistakes; of their tests only names and verdicts."""
    task = task_result("f", 4, (LARGEST, UNCHECKED), (PASSED, FAILED))
    result = Result("ada", "sums", "graded", 2, 4, 1.5, 1, "a remark", (task,))
    names = (NamedMistake("largest_value"), NamedMistake("no_errors"))
    tests = tuple(TestResult(one.name, 0.0, 0.0, one.verdict) for one in (PASSED, FAILED))
    expected = replace(result, tasks=(TaskResult("f", 2, 4, "partial", "", "largest_value", tests, names),))
    assert summary(result) == expected
    assert summary_of(result.to_json()) == expected


def test_summaries_of_a_class_share_their_mistakes():
    """A mistake is one object in all summaries, so that it takes no memory for each student."""
    task = task_result("f", 4, (LARGEST, UNCHECKED), (FAILED,))
    data = Result("ada", "sums", "graded", 0, 4, tasks=(task,)).to_json()
    summaries = [summary_of(json.loads(json.dumps(data | {"student": str(one)}))) for one in range(1_000)]
    mistakes = [mistake for summary in summaries for mistake in summary.tasks[0].misconceptions]
    assert len(mistakes) == 2_000
    assert len({id(mistake) for mistake in mistakes}) == 2


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
    result = task_result("f", max_score, (), tuple(tests))
    assert (result.status, result.score, result.message) == (status, score, message)


def test_rounding_loses_no_point():
    """A task whose tests all pass has all of its points, whatever their parts are."""
    third = TestResult("a third", 1 / 3, 1 / 3, "passed")
    assert task_result("f", 1.0, (), (third, third, third)).score == 1.0
    assert task_result("f", 1.0, (), (third, third, third)).status == "passed"
    assert task_result("f", 2 / 3, (), (third, third)).score == 2 / 3


def test_follow_through_is_a_text_for_people():
    """The name of a test says which functions were replaced by right ones."""
    assert follow_through_label(HELPED) == ", with a correct g and h"
    assert follow_through_label(PASSED) == ""
