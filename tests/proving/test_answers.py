"""Read right and wrong answers: comments hold what students with a slip write instead of a line."""

import pytest

from autograder.errors import CourseError
from autograder.proving.answers import pairs, right_answers, styles, wrong_answers
from tests.grading.one_model import course_with_a_model

WRONG = '''
"""Wrong answers."""

import numpy as np


def loops(x, size, stride=1):
    if size < 1:
        # ~ accepts_a_size_of_zero: if size < 0:
        raise ValueError
    result = []
    for i in range(0, len(x) - size + 1, stride):
        # ~ ignores_the_stride: for i in range(len(x) - size + 1):
        # ~ one_window_short: for i in range(0, len(x) - size, stride):
        total = 0
        for value in x[i : i + size]:
            total += value
        result.append(total)
        # ~ means: result.append(total / size)
        # ~ one_value_short: result.append(total - value)
    result.reverse()
    # ~ backwards:
    result.reverse()
    return result
    # ~ ignores_the_stride: return list(result)


def largest_values(x, size, stride=1):
    return [max(x[i : i + size]) for i in range(0, len(x) - size + 1, stride)]


def largest_values__ignores_the_stride(x, size, stride=1):
    return _helper(x, size)


def _helper(x, size):
    return [max(x[i : i + size]) for i in range(len(x) - size + 1)]
'''
RIGHT = """
def slices(x, size, stride=1):
    return [sum(x[i : i + size]) for i in range(0, len(x) - size + 1, stride)]
"""


@pytest.fixture
def exercise(tmp_path):
    return with_answers(tmp_path, WRONG)


def with_answers(tmp_path, wrong):
    [exercise] = course_with_a_model(tmp_path).exercises
    for kind, text in (("wrong", wrong), ("right", RIGHT)):
        (exercise.folder / kind).mkdir()
        (exercise.folder / kind / "spans.py").write_text(text)
    return exercise


def results(answers, *args):
    """Style and slips → what the function returns."""
    return {(answer.style, *answer.slips): answer.function(*args) for answer in answers}


def test_a_comment_replaces_the_line_above_it(exercise):
    """Each slip in a comment is a wrong answer; the rest of the function, and other comments, stay as they are."""
    assert results(wrong_answers(exercise, "spans"), [1, 2, 4, 8], 2, 2) == {
        ("loops", "accepts_a_size_of_zero"): [3, 12],
        ("loops", "ignores_the_stride"): [3, 6, 12],
        ("loops", "one_window_short"): [3],
        ("loops", "means"): [1.5, 6],
        ("loops", "one_value_short"): [1, 4],
        ("loops", "backwards"): [12, 3],
        ("largest_values", "largest_values"): [2, 8],
        ("largest_values__ignores_the_stride", "largest_values", "ignores_the_stride"): [2, 4, 8],
    }


def test_functions_without_their_slips_are_right_answers(exercise):
    """A function with comments is itself right; one that is named after slips is not."""
    assert results(right_answers(exercise, "spans"), [1, 2, 4, 8], 2, 2) == {("slices",): [3, 12], ("loops",): [3, 12]}


def test_a_slip_can_have_several_comments(exercise):
    """All of its lines are replaced together, also the last one of the function."""
    [loops] = [style for style in styles(exercise, "spans") if style.name == "loops"]
    assert len(loops.lines("ignores_the_stride")) == 2
    assert len(loops.lines("means")) == 1


def test_two_slips_of_different_lines_are_a_pair(exercise):
    """Slips that replace the same line exclude each other."""
    found = [answer.slips for answer in pairs(exercise, "spans")]
    assert ("means", "backwards") in found
    assert not {("ignores_the_stride", "one_window_short"), ("means", "one_value_short")} & set(found)
    [both] = [one for one in pairs(exercise, "spans") if one.slips == ("ignores_the_stride", "backwards")]
    assert both.function([1, 2, 4, 8], 2, 2) == [12, 6, 3]


@pytest.mark.parametrize(("old", "new", "problem"), [
    ("# ~ means:", "# ~ maens:", r"spans\.py:\d+: the model has no slip maens. Similar names: means"),
    ("def largest_values(", "def largest_vlaues(", "its name is no slip. Similar names: largest_v"),
    ("def _helper(x, size):", "# ~ means: return\n\ndef _helper(x, size):", "belongs to no function"),
    ("# ~ backwards:", "# ~ backwards", "is not of the form"),
    ("# ~ backwards:", "# ~ the results are reversed", "is not of the form"),
    ("# ~ backwards:", "# ~ backwards:result = 0", "is not of the form"),
])  # fmt: skip
def test_a_comment_that_is_no_slip_is_an_error(tmp_path, old, new, problem):
    """A wrong name or form is found, and loses no slip in silence."""
    exercise = with_answers(tmp_path, WRONG.replace(old, new))
    with pytest.raises(CourseError, match=problem):
        styles(exercise, "spans")


def test_a_task_without_answers_has_none(tmp_path):
    """The files are optional."""
    [exercise] = course_with_a_model(tmp_path).exercises
    assert right_answers(exercise, "spans") == wrong_answers(exercise, "spans") == [*pairs(exercise, "spans")] == []
