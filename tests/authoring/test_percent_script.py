"""An exercise's script: its cells have roles, and mistakes in them are errors that say where."""

import pytest

from autograder.authoring.percent_script import read_script
from autograder.authoring.release import source_notebook
from autograder.errors import CourseError

SUMS = "solutions/sums/sums.py"


def test_a_script_has_cells_with_roles_hints_and_pictures(course):
    """Each task has an answer and a check; hints are not cells; importing pictures is noticed."""
    script = read_script(course.exercise("sums"))
    roles = [(cell.role, cell.task) for cell in script.cells if cell.task]
    assert roles == [(role, task) for task in ("window_sums", "window_means") for role in ("answer", "check")]
    assert list(script.hints) == ["window_sums", "window_means"]
    assert script.hints["window_sums"][0] == "Which values does the first window of two contain?"
    assert script.hints["window_sums"][2].endswith("and add up the values of each window.")
    assert script.draws
    assert not read_script(course.exercise("shifts")).draws


def test_a_wrong_role_is_an_error_that_lists_the_right_ones(changed):
    """An author who mistypes a task reads where, and which tasks there are."""
    changed.edit(SUMS, 'role="answer" task="window_means"', 'role="answer" task="window_mean"')
    with pytest.raises(CourseError, match=r"sums\.py: .*task='window_mean'.*window_sums, window_means"):
        read_script(changed.course().exercise("sums"))


def test_two_cells_of_the_same_role_are_an_error(changed):
    """A cell that was copied, and whose task was not changed, is named."""
    changed.edit(SUMS, 'role="answer" task="window_means"', 'role="answer" task="window_sums"')
    with pytest.raises(CourseError, match=r'sums\.py: more than one cell has role="answer" task="window_sums"'):
        read_script(changed.course().exercise("sums"))


def test_a_task_has_three_hints(changed):
    """Two hints are an error."""
    changed.edit(SUMS, "# 2. You have a function", "#    You have a function")
    with pytest.raises(CourseError, match=r"sums\.py: window_means has 2 hints instead of three"):
        read_script(changed.course().exercise("sums"))


ANSWER = r'# %% role="answer" task="window_means"'


@pytest.mark.parametrize(
    ("old", "new", "text"),
    [
        (
            "size) / size\n    ### END SOLUTION",
            "size) / size\n    ### END SOLUTON",
            "### BEGIN SOLUTION has no ### END",
        ),
        (
            "size) / size\n    ### END SOLUTION",
            "size) / size\n    ### BEGIN SOLUTION",
            "### BEGIN SOLUTION has no ### END",
        ),
        ("### BEGIN SOLUTION\n    return window_sums", "return window_sums", "### END SOLUTION has no ### BEGIN"),
    ],
)
def test_a_marker_without_its_counterpart_is_an_error_with_line_and_cell(changed, old, new, text):
    """A mistyped marker of a solution is found before nbgrader sees it."""
    changed.edit(SUMS, old, new)
    with pytest.raises(CourseError) as error:
        read_script(changed.course().exercise("sums"))
    line = int(str(error.value).split("sums.py:")[1].split(":")[0])
    marker = (changed.root / SUMS).read_text().splitlines()[line - 1].strip()
    assert str(error.value).endswith(
        f"{text} SOLUTION {'below' if 'END' in text[-3:] else 'above'} it in its cell ({ANSWER})."
    )
    assert marker == text.split(" has")[0]


def test_a_missing_script_is_an_error(changed):
    """The message names the file, and why it must be there."""
    (changed.root / SUMS).unlink()
    with pytest.raises(CourseError, match=r"course\.toml lists sums, but .*sums\.py is missing"):
        read_script(changed.course().exercise("sums"))


@pytest.mark.parametrize(
    "line", ["from .pictures import (draw_sums)  # drawn below", "from .pictures import (\n    draw_sums,\n)"]
)
def test_imports_of_the_toolkit_may_take_several_lines(changed, course, line):
    """However an author writes these imports, the notebook has the toolkit's cell in their place."""
    changed.edit(SUMS, "from .pictures import draw_sums", line)
    exercise = changed.course().exercise("sums")
    assert read_script(exercise).draws
    sources = [cell.source for cell in source_notebook(exercise).cells]
    assert sources == [cell.source for cell in source_notebook(course.exercise("sums")).cells]
