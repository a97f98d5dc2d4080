"""The feedback as Markdown: it says what the page says, and nothing from a submission is markup."""

import re
from dataclasses import replace

import pytest

from autograder.grading.counterexample import Counterexample, RenderedValue
from autograder.grading.result import NamedMistake, Result, TestResult, WrittenAnswer, task_result
from autograder.reports.markdown import CUT, block, feedback_markdown, plain, shortened
from autograder.reports.marks import Marks, TaskMarks

CASE = Counterexample("f(1)", (), RenderedValue("expected", "2"), RenderedValue("received", "3"))
MESSAGE = "f(1): expected 2, received 3"
PASSED = TestResult("windows of one value", 1, 1, "passed")
FAILED = TestResult("the sum of each window", 2, 0, "failed", MESSAGE, CASE)
OTHER = TestResult("errors", 1, 0, "failed", "TimeoutError", None)
EXPLANATION = "You leave out x[i*s] where i < n."
MISTAKE = NamedMistake("short", EXPLANATION, "Which position is the last one?", "§1", (FAILED.name,))
BAD = "```\n# Heading\n@everyone <img src=x> [a](http://b)\n````"


@pytest.fixture
def text(course):
    """Make the feedback on one task of the small course."""

    def make(reveal="case", marks=None, **changes):
        own = task_result("window_sums", 4, (MISTAKE,), (PASSED, FAILED, OTHER))
        result = replace(Result("ada", "sums", "graded", own.score, 7, tasks=(own,)), **changes)
        exercises = tuple(replace(one, reveal=reveal) for one in course.exercises)
        return feedback_markdown(replace(course, exercises=exercises), result, marks or Marks())

    return make


def test_it_says_the_points_the_mistake_and_the_smallest_call(text):
    """For each task: what passed, what failed, and why."""
    found = text()
    assert found.startswith("# Window sums\n\n**1 of 7 points**\n")
    assert "## `window_sums`: partly correct, 1 of 4 points" in found
    assert "- ✓ windows of one value (1 of 1)" in found and "- ✗ the sum of each window (0 of 2)" in found
    assert f"**{plain(EXPLANATION)}** Which position is the last one?" in found
    assert f"  ```text\n  {MESSAGE}\n  ```" in found


@pytest.mark.parametrize(
    ("reveal", "values", "mistake"), [("case", True, True), ("message", False, True), ("score", False, False)]
)
def test_it_reveals_no_more_than_the_page(text, reveal, values, mistake):
    """Without "case" no values of a hidden test, and with "score" neither mistakes nor the names of tests."""
    found = text(reveal)
    assert (MESSAGE in found, plain(EXPLANATION) in found, PASSED.name in found) == (values, mistake, mistake)


@pytest.mark.parametrize("changes", [{"message": BAD}, {"status": "unreadable", "message": BAD, "tasks": ()}, {}])
def test_nothing_from_a_submission_is_markup(text, changes):
    """Messages are in blocks of code that their text cannot end, also those of tests and instructors' comments."""
    bad = replace(FAILED, message=BAD)
    own = task_result("window_sums", 4, (), (PASSED, bad))
    marks = Marks((TaskMarks("window_sums", comment=BAD),))
    found = text(marks=marks, **{"tasks": (own,)} | changes)
    assert "@everyone" in found
    fence = ""
    for line in found.splitlines():
        match = re.fullmatch(r"\s*(`{3,})(text)?", line)
        if match and (not fence or match[1] == fence):
            fence = "" if fence else match[1]
        else:
            assert fence or not any(one in line for one in ("@", "<img", "](", "# Heading")), line
    assert fence == ""


def test_markup_in_plain_text_is_escaped():
    """Every sign with a meaning has a backslash, and a text is one line."""
    assert plain("a*b_c\n<d> @e [f](g)") == r"a\*b\_c \<d\> \@e \[f\]\(g\)"
    assert block("a ``` b").splitlines() == ["````text", "a ``` b", "````"]


def test_a_person_has_the_last_word(text):
    """A manual score, a comment and what waits for a person are there."""
    marks = Marks((TaskMarks("window_sums", 1, 3.5, comment="The idea is right."),))
    found = text(marks=marks, written=(WrittenAnswer("why", 3, "Because."),))
    assert "## `window_sums`: 3.5 of 4 points, given by your instructor" in found
    assert "The idea is right." in found
    assert "## `why`: 3 points, graded by a person" in found


def test_an_error_of_the_grader_is_not_explained_to_students(text):
    """They learn that it is not their fault; the reason is for instructors."""
    found = text(status="error", score=None, tasks=(), message="the grader failed: KeyError: 'x'")
    assert "not your fault" in found and "KeyError" not in found and "**Not graded yet**" in found


def test_what_is_too_long_is_cut_between_tasks(text):
    """A comment on GitHub has a limit."""
    whole = text()
    assert shortened(whole, len(whole)) == whole
    long = "# T\n\n## a\n" + "x" * 500 + "\n## b\n" + "y" * 500
    short = shortened(long, 700)
    assert len(short) <= 700 and short == "# T\n\n## a\n" + "x" * 500 + CUT
