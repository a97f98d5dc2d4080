"""The feedback page: what a student can read in it, and what not."""

import html
import re
import shutil
from dataclasses import replace

import pytest

from autograder.course.loading import load_course
from autograder.errors import CourseError
from autograder.grading.counterexample import Counterexample, RenderedValue
from autograder.grading.result import NamedMistake, Result, TestResult, task_result
from autograder.reports import feedback

CASE = Counterexample(
    "window_sums(np.array([1, 2]), 2)",
    (
        RenderedValue("x", "", "int64", (2,), ("1", "2"), window=(0, 1)),
        RenderedValue("size", "2"),
    ),
    RenderedValue("expected", "", "int64", (1,), ("3",), marked=(0,)),
    RenderedValue("received", "", "int64", (1,), ("<b>4</b>",), marked=(0,)),
)
PASSED = TestResult("windows of one value", 1, 1, "passed")
FAILED = TestResult("the sum of each window", 2, 0, "failed", "wrong", CASE)
OTHER = TestResult("errors", 0.5, 0, "failed", "wrong", replace(CASE, call="window_sums(np.array([5]), 1)"))
EXPLANATION, HINT = "You leave out a window where i < n.", "Which position is the last one?"
SHORT = NamedMistake("no_mistake_of_the_course", EXPLANATION, HINT, "§1", (FAILED.name,))
UNCHECKED = NamedMistake("no_errors", "You raise no ValueError.", "Read the docstring.", "", (OTHER.name,))


def raises(error):
    """A counterexample in which the call raises an error."""
    return replace(CASE, received=RenderedValue("received", error, "failure"))


@pytest.fixture
def page(course):
    """Make the page for one task of the small course."""

    def make(*tests, mistakes=(), reveal="case", task="window_sums", **changes):
        own = task_result(task, 4, mistakes, tests or (FAILED, PASSED))
        result = replace(Result("ada", "sums", "graded", own.score, 7, tasks=(own,)), **changes)
        exercises = tuple(replace(exercise, reveal=reveal) for exercise in course.exercises)
        return feedback.feedback_page(replace(course, exercises=exercises), result)

    return make


def words(page):
    """The text of a page as a reader sees it."""
    without_tags = re.sub(r"<style.*?</style>|<[^>]+>", " ", page, flags=re.DOTALL)
    return re.sub(r"\s+", " ", html.unescape(without_tags))


def in_order(text, *parts):
    """Whether the text contains all parts, in this order."""
    return re.search(".*".join(map(re.escape, parts)), text) is not None


def test_passed_tests_come_first(page):
    """The page shows the tests that passed, then the mistake, then the tests that failed."""
    text = words(page(mistakes=(SHORT,)))
    assert in_order(text, "✓", "windows of one value (1 of 1)", EXPLANATION, "✗", "the sum of each window (0 of 2)")


def test_values_and_names_are_shown_as_text(page):
    """HTML in a student's name or values is escaped."""
    source = page(student="<script>ada")
    assert "<script>ada" not in source
    assert "<b>4</b>" not in source
    assert "&lt;b&gt;4&lt;/b&gt;" in source


def test_a_known_mistake_is_explained(page):
    """The page shows the explanation, the hint and the section of the notes as they are in the result."""
    text = words(page(mistakes=(SHORT,)))
    assert in_order(
        text, f"{EXPLANATION} {HINT} Notes, §1 Because of this, one test fails: ✗ the sum of each window (0 of 2)"
    )
    assert "no known mistake" not in text
    assert "not explain" not in text


def test_a_mistake_without_a_section_names_no_notes(page):
    """A mistake that any function can have is in no notes."""
    text = words(page(OTHER, mistakes=(UNCHECKED,)))
    assert "Read the docstring. Because of this, one test fails: ✗ errors" in text
    assert "Notes" not in text


def test_two_mistakes_are_both_explained(page):
    """Each is shown with its hint, and below it are the tests that fail because of it, in the order of the file."""
    tests = FAILED, OTHER, replace(OTHER, name="again", case=replace(CASE, call="window_sums(x, 9)"))
    mistakes = replace(UNCHECKED, explains=("errors", "again")), SHORT
    text = words(page(*tests, mistakes=mistakes))
    assert in_order(
        text,
        f"{UNCHECKED.explanation} {UNCHECKED.hint} Because of this, these tests fail: ✗ errors",
        "✗ again (0 of 0.5) window_sums(x, 9)",
        f"{EXPLANATION} {HINT} Notes, §1 Because of this, one test fails: ✗ the sum of each window (0 of 2)",
    )
    assert text.count("✗ errors") == text.count("✗ again") == text.count("✗ the sum of each window") == 1
    assert "mistakes above" not in text


def test_a_test_with_several_reasons_comes_after_all_mistakes(page):
    """It is shown once, and the page says that it fails because of both mistakes, or of several of them."""
    mistakes = replace(SHORT, explains=("errors", FAILED.name)), UNCHECKED
    text = words(page(OTHER, FAILED, mistakes=mistakes))
    assert in_order(
        text, EXPLANATION, "one test fails:", FAILED.name, UNCHECKED.explanation,
        "Read the docstring. Both mistakes above make this test fail: ✗ errors",
    )  # fmt: skip
    assert text.count("✗ errors") == 1
    third = NamedMistake("third", "You add 1.", "Add 0.", "", ("errors", FAILED.name))
    text = words(page(OTHER, FAILED, mistakes=(*mistakes, third)))
    assert "Add 0. Several of the mistakes above make these tests fail: ✗ errors" in text
    assert "Because of this" not in text


def test_tests_that_no_mistake_explains_come_last(page):
    """The page says that the mistakes above are not the reason, and what to do."""
    advice = "Compute the example below by hand: it is the simplest one that the tests found. ✗ errors"
    text = words(page(OTHER, FAILED, mistakes=(SHORT,)))
    assert in_order(
        text,
        FAILED.name,
        f"The mistake above does not explain why this test fails. {advice}",
    )
    text = words(page(FAILED, OTHER, replace(FAILED, name="third"), mistakes=(SHORT, UNCHECKED)))
    assert "The mistakes above do not explain why this test fails." in text
    text = words(page(FAILED, OTHER, replace(FAILED, name="third", case=noted("a")), mistakes=(SHORT,)))
    assert "why these tests fail. Compute the examples below by hand: they are the simplest ones" in text


def noted(note):
    """An example with a note."""
    return replace(CASE, call="window_sums(x, 3)", note=note)


def test_advice_on_unexplained_tests_fits_what_is_shown(page):
    """Without an example that has a result, a student cannot compute it by hand."""
    tests = FAILED, replace(OTHER, case=raises("window_sums raised KeyError: 3"))
    assert "why this test fails. Read below what happened. ✗ errors" in words(page(*tests, mistakes=(SHORT,)))
    tests = FAILED, replace(OTHER, case=None)
    assert "why this test fails. Read below what happened. ✗ errors" in words(page(*tests, mistakes=(SHORT,)))
    same = replace(FAILED, name="errors")
    assert "fails. Call your function with small arguments, and" in words(page(FAILED, same, mistakes=(SHORT,)))
    other = replace(OTHER, name="third")
    text = words(page(FAILED, OTHER, other, same, mistakes=(SHORT,)))
    assert "why these tests fail. Compute the example below by hand" in text
    text = words(page(FAILED, OTHER, mistakes=(SHORT,), reveal="message"))
    assert "why this test fails. Call your function with small arguments, and compute by hand what it must" in text
    assert "below" not in text


def test_an_example_is_shown_where_it_comes_first(page):
    """The order of the page decides, not that of the file: later tests refer to what is above them."""
    text = words(page(replace(FAILED, name="first in the file"), FAILED, mistakes=(SHORT,)))
    assert in_order(text, EXPLANATION, FAILED.name, CASE.call, "first in the file (0 of 2) · same example as above")


def test_an_unknown_mistake_is_called_unknown(page):
    """The page says that the results match no known mistake, if it shows an example with a result."""
    advice = "Compute the example below by hand: it is the simplest one that the tests found."
    assert f"Your results match no known mistake. {advice} ✗" in words(page())
    assert "Compute the examples below by hand: they are the simplest ones" in words(page(FAILED, OTHER))
    assert "no known mistake" not in words(page(reveal="message"))
    assert "no known mistake" not in words(page(replace(FAILED, case=raises("window_sums raised KeyError: 3"))))
    assert "no known mistake" not in words(page(replace(FAILED, case=None)))


def test_cells_are_highlighted_by_more_than_colour(page):
    """A value that differs has a sign, and all highlighted values have a text for screen readers."""
    text = words(page())
    assert in_order(text, "1 in the window 2 in the window", "3 • differs", "<b>4</b> ✗ differs")
    assert "The dashed values of x are the window of the first value that differs." in text


def test_an_array_with_more_axes_is_shown_in_slices(page):
    """Each grid of the last two axes has its index in the axes before."""
    images = RenderedValue("x", "", "int64", (2, 1, 1, 2), ("1", "2", "3", "4"))
    text = words(page(replace(FAILED, case=replace(CASE, arguments=(images,)))))
    assert "x int64, shape (2, 1, 1, 2) [0, 0] 1 2 [1, 0] 3 4 expected" in text


def test_different_shapes_are_named(page):
    """The page says that the shapes differ, since the marks cannot show it."""
    received = RenderedValue("received", "", "float64", (2,), ("3", "4"))
    text = words(page(replace(FAILED, case=replace(CASE, received=received))))
    assert "The shapes differ: expected (1,), received (2,)." in text
    assert "shapes differ" not in words(page())


@pytest.mark.parametrize(("reveal", "visible", "hidden"), [
    ("case", ["window_sums(np.array([1, 2])", EXPLANATION, "the sum of each window"], []),
    ("message", [EXPLANATION, "the sum of each window (0 of 2)"], ["np.array([1, 2]", "expected", "as above"]),
    ("score", ["window_sums", "1 of 4 points"], ["np.array([1, 2]", EXPLANATION, "the sum of each", "windows of one"]),
])  # fmt: skip
def test_the_course_sets_how_much_is_revealed(page, reveal, visible, hidden):
    """The levels are the example with its values, the mistake with the names of the tests, and the points alone."""
    text = words(page(FAILED, PASSED, replace(FAILED, name="again"), mistakes=(SHORT,), reveal=reveal))
    assert [part for part in visible if part not in text] == []
    assert [part for part in hidden if part in text] == []


def test_an_unknown_level_is_an_error(course, tmp_path):
    """If `reveal` in course.toml has another value, the message lists the levels."""
    root = shutil.copytree(course.root, tmp_path / "course")
    text = (root / "course.toml").read_text()
    (root / "course.toml").write_text(text.replace("seed = 7", 'seed = 7\nreveal = "all"'))
    with pytest.raises(CourseError, match='reveal must be one of case, message, score, not "all"'):
        load_course(root)


def test_the_same_example_is_shown_once(page):
    """A second test that fails with the same example refers to the first; one with another example does not."""
    other = replace(CASE, call="window_sums(np.array([5]), 1)")
    text = words(page(FAILED, replace(FAILED, name="second"), replace(FAILED, name="third", case=other)))
    assert text.count(CASE.call) == text.count(other.call) == 1
    assert in_order(text, CASE.call, "second (0 of 2) · same example as above", "third (0 of 2)", other.call)


def test_the_same_reason_is_shown_once(page):
    """Tests that fail with the same error or message refer to the first of them, whatever they call."""
    error, message = "window_sums raised KeyError: 3", "window_sums is not written yet"
    calls = [replace(raises(error), call=f"window_sums(np.array([{number}]), 1)") for number in (1, 2)]
    tests = [replace(FAILED, name=case.call, case=case) for case in calls]
    tests += [replace(FAILED, name=name, message=message, case=None) for name in ("third", "fourth")]
    text = words(page(*tests))
    assert text.count(error) == text.count(message) == 1
    assert text.count("· same reason as above") == 2
    assert "same example" not in text


def test_a_note_is_shown_with_its_example(page):
    """A note of a later test is not lost, although its example was shown before."""
    noted = replace(CASE, note="Compare with Figure 1.")
    text = words(page(FAILED, replace(FAILED, name="second", case=noted)))
    assert text.count("Compare with Figure 1.") == 1
    text = words(page(replace(FAILED, case=noted), replace(FAILED, name="second"), replace(FAILED, case=noted)))
    assert text.count("Compare with Figure 1.") == text.count(CASE.call) == 1


def test_follow_through_marks_are_explained(page):
    """Tests that ran with the reference in place of the student's functions are labelled, and the page says why."""
    passed = replace(PASSED, follow_through=("window_sums",))
    failed = replace(FAILED, follow_through=("window_sums",))
    text = words(page(passed, failed, task="window_means"))
    assert in_order(text, "(1 of 1) with a correct window_sums", "(0 of 2) also with a correct window_sums")
    assert "Your window_means calls your window_sums , and this function is not correct yet." in text
    text = words(page(replace(PASSED, follow_through=("shift", "window_sums")), task="window_means"))
    assert "calls your shift and your window_sums , and these are not correct yet." in text
    other = replace(OTHER, follow_through=("shift",))
    for explains in ((), (FAILED.name,), (FAILED.name, OTHER.name)):
        text = words(page(failed, other, mistakes=(SHORT, replace(UNCHECKED, explains=explains)), task="window_means"))
        assert "calls your shift and your window_sums , and these are not correct yet." in text
    assert "with a correct" not in words(page())


@pytest.mark.parametrize(("tests", "expected"), [
    ([PASSED, replace(PASSED, points=3, earned=3)], "all tests passed, 4 of 4 points"),
    ([PASSED, FAILED], "partly correct, 1 of 4 points"),
    ([FAILED], "not correct yet, 0 of 4 points"),
    ([TestResult("a", 4, 0, "missing", "not written")], "not written yet, 0 of 4 points"),
    ([TestResult("a", 4, 0, "timeout", "too long")], "takes too long, 0 of 4 points"),
])  # fmt: skip
def test_each_task_has_a_status(page, tests, expected):
    """The heading of a task has its status and its points."""
    assert f"window_sums {expected}" in words(page(*tests))


def test_an_unreadable_submission_gets_a_reason_and_advice(page):
    """Without a score, the page says why, and what the student can do."""
    text = words(page(status="unreadable", score=None, tasks=(), message="the file is <empty>"))
    assert in_order(text, "Not graded yet", "There is no score because the file is <empty>.", "submit it as sums.ipynb")


def test_an_error_of_the_grader_is_not_the_students_fault(page):
    """The page says that grading failed, and does not show the error, which is for the instructor."""
    text = words(page(status="error", score=None, tasks=(), message="KeyError in grade.py"))
    assert in_order(text, "Not graded yet", "This is not your fault.")
    assert "KeyError" not in text


def test_messages_of_the_run_are_shown(page):
    """Errors in cells are shown with the explanation that they cost no points."""
    text = words(page(message="cell 3: NameError: name 'y' is not defined"))
    assert in_order(text, "You do not lose points", "cell 3: NameError: name 'y' is not defined")
    assert "You do not lose points" not in words(page())


def test_remarks_about_the_file_are_not_problems_of_cells(page):
    """They have a heading of their own, and the explanation about cells is above the cells' problems only."""
    remarks = "There is no sums.ipynb: <b>.ipynb is read instead.\nThe file is Python code."
    problems = "cell 3: ValueError: two\nlines"
    text = words(page(message=f"{remarks}\n{problems}"))
    assert in_order(
        text, "About the file", *remarks.split("\n"), "You do not lose points", "cell 3: ValueError: two lines"
    )
    assert "You do not lose points" not in words(page(message=remarks))
    assert "About the file" not in words(page(message=problems))


def test_a_stamp_is_kept_in_the_head_of_the_page(course):
    """A later run reads there whether the page is up to date."""
    result = Result("ada", "sums", "graded", 0, 7)
    assert '<meta name="stamp" content="abc">' in feedback.feedback_page(course, result, "abc")
    assert "stamp" not in feedback.feedback_page(course, result)


def test_pages_do_not_contain_the_hidden_tests(demo_class, course):
    """No line of code of a hidden test is in a page of the demo class."""
    paths, _ = demo_class
    pages = [html.unescape(path.read_text(encoding="utf-8")) for path in (paths.build / "feedback").rglob("*.html")]
    lines = {line.strip() for exercise in course.exercises for line in exercise.hidden_tests.read_text().splitlines()}
    code = {line for line in lines if "(" in line and '"""' not in line}
    assert len(pages) == 5
    assert len(code) > 20
    assert [line for line in code for page in pages if line in page] == []
