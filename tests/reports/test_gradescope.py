"""results.json: what Gradescope shows, and what it does not show."""

import json
from dataclasses import replace

import pytest

from autograder.grading.result import Result, WrittenAnswer, task_result
from autograder.reports.gradescope import results_json
from autograder.reports.marks import Marks, TaskMarks
from tests.reports.test_feedback import CASE, EXPLANATION, FAILED, HINT, PASSED, SHORT

MESSAGE = "window_sums(np.array([1, 2]), 2) is 4, expected 3"
WRONG = replace(FAILED, message=MESSAGE, case=CASE)


@pytest.fixture
def results(course):
    """The results.json of one task, as a dict."""

    def make(reveal="case", marks=None, final=None, **changes):
        own = task_result("window_sums", 4, (SHORT,), (WRONG, PASSED))
        result = replace(Result("ada", "sums", "graded", own.score, 7, tasks=(own,)), **changes)
        exercise = replace(course.exercise("sums"), reveal=reveal)
        return json.loads(results_json(exercise, result, marks or Marks(), final))

    return make


def test_each_test_has_its_points_and_says_why_it_failed(results):
    """The known mistake with its hint, and the smallest call that fails."""
    wrong, right = results(final=1.0)["tests"]
    assert wrong == {
        "name": "window_sums: the sum of each window", "score": 0, "max_score": 2, "status": "failed",
        "output": f"{EXPLANATION} {HINT}\n{MESSAGE}", "output_format": "text", "visibility": "visible",
    }  # fmt: skip
    assert (right["score"], right["max_score"], right["status"], right["output"]) == (1, 1, "passed", "")


@pytest.mark.parametrize(
    ("reveal", "values", "mistake"), [("case", True, True), ("message", False, True), ("score", False, False)]
)
def test_it_reveals_no_more_than_the_page(results, reveal, values, mistake):
    """Without "case" no values of a hidden test, and with "score" neither mistakes nor the names of tests."""
    text = json.dumps(results(reveal))
    assert (MESSAGE in text, EXPLANATION in text, PASSED.name in text) == (values, mistake, mistake)


def test_with_score_a_task_is_one_test(results):
    """Its points are those of the task."""
    (one,) = results("score")["tests"]
    assert (one["name"], one["score"], one["max_score"], one["status"]) == ("window_sums", 1, 4, "failed")


def test_the_score_is_the_final_one_and_a_missing_one_is_no_zero(results):
    """A manual score and its comment are in it; without a final score there is no key `score`."""
    marks = Marks((TaskMarks("window_sums", 1, 3.5, comment="The idea is right."),))
    data = results(marks=marks, final=3.5)
    assert data["score"] == 3.5 and "window_sums: The idea is right." in data["output"]
    waiting = results(written=(WrittenAnswer("why", 3, "Because."),))
    assert "score" not in waiting and "why: 3 points graded by a person" in waiting["output"]
