"""The feedback page: what a student reads, and what not."""

import html
import re
from dataclasses import replace

import pytest
from autograder.course.paths import ClassPaths

from autograder.course.config import load
from autograder.errors import CourseError
from autograder.grading import misconceptions
from autograder.grading.counterexample import Counterexample, RenderedValue
from autograder.grading.result import Result, TestResult, task_result
from autograder.reports import feedback

CASE = Counterexample(
    "max_pool(np.array([[1, 2], [3, 4]]))",
    (RenderedValue("x", "", "int64", (2, 2), ("1", "2", "3", "4"), (), (0, 1, 2, 3)),),
    RenderedValue("expected", "", "int64", (1, 1), ("4",), (0,)),
    RenderedValue("received", "", "int64", (1, 1), ("<b>3</b>",), (0,)),
)
SENTENCE = misconceptions.find("max_pool", "padded_with_zeros").explanation
TESTS = (
    TestResult("a stride smaller than the window", 2.0, 0.0, "failed", "wrong", CASE),
    TestResult("windows side by side", 3.0, 3.0, "passed"),
    TestResult("a stride larger than the window", 0.5, 0.0, "failed", "wrong", CASE),
    TestResult("views", 0.5, 0.5, "passed", "", None, ("conv1d",)),
)


@pytest.fixture
def page(course, tmp_path):
    """The text of the page for one task of pooling."""

    def write(misconception=None, tests=TESTS, reveal="case", **changes):
        task = task_result("max_pool", 6.0, misconception, tests)
        result = Result("<script>ada", "pooling", "graded", task.score, 15.0, tasks=(task,))
        exercises = tuple(replace(exercise, reveal=reveal) for exercise in course.exercises)
        places = ClassPaths(tmp_path, tmp_path)
        feedback.write_feedback(places, replace(course, exercises=exercises), replace(result, **changes))
        return places.feedback("<script>ada", "pooling").read_text(encoding="utf-8")

    return write


def text(page):
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<style.*?</style>|<[^>]+>", " ", page, flags=re.DOTALL)))


def test_what_passed_comes_first(page):
    """Good news, then the mistake, then what failed."""
    said = text(page("padded_with_zeros"))
    order = ["windows side by side", "with a right conv1d", "You", "a stride smaller", "fails in the case above"]
    assert [said.index(part) for part in order] == sorted(said.index(part) for part in order)


def test_nothing_from_students_is_markup(page):
    """Names and values are shown as the text that they are."""
    written = page()
    assert "<script>ada" not in written
    assert "<b>3</b>" not in written
    assert "&lt;b&gt;3&lt;/b&gt;" in written


def test_a_known_mistake_is_explained_and_an_unknown_one_is_said_to_be(page):
    """The teacher's sentence, the hint and the notes' section; otherwise an honest word."""
    said = text(page("padded_with_zeros"))
    assert "Notes, §4" in said
    assert "no mistake that we know" not in said
    assert "no mistake that we know" in text(page())


def test_differing_cells_are_marked_by_more_than_colour(page):
    """A sign to see and a word to hear."""
    written = page()
    assert "✗" in text(written)
    assert "differs" in text(written)
    assert "in the window" in text(written)


@pytest.mark.parametrize(("reveal", "shown", "hidden"), [
    ("case", ["np.array([[1, 2]", SENTENCE, "a stride smaller"], []),
    ("message", [SENTENCE, "a stride smaller", "(0 of 2)"], ["np.array([[1, 2]", "expected", "above"]),
    ("score", ["max_pool", "3.5 of 6 points"], ["np.array([[1, 2]", SENTENCE, "a stride smaller"]),
])  # fmt: skip
def test_the_course_says_how_much_is_revealed(page, reveal, shown, hidden):
    """The case with its values, the mistake and the tests' names, or the points alone."""
    said = text(page("padded_with_zeros", reveal=reveal))
    assert all(part in said for part in shown)
    assert not any(part in said for part in hidden)


def test_reveal_is_checked(tmp_path):
    """An instructor who mistypes it reads what there is."""
    path = tmp_path / "course.toml"
    path.write_text(
        '[course]\nid = "a"\ntitle = "A"\nseed = 1\nreveal = "all"\n'
        '[[exercise]]\nname = "x"\ntitle = "X"\ntasks = { f = 1 }\n'
    )
    with pytest.raises(CourseError, match="`reveal` must be one of case, message, score, not 'all'"):
        load(path)
