"""The released notebooks, as students read them."""

import pytest

from autograder.submissions.notebook import read_notebook
from tests.exercises.judging import COURSE

WIDEST = 100  # characters


@pytest.mark.parametrize("exercise", COURSE.exercises, ids=lambda exercise: exercise.name)
def test_no_cell_is_wider_than_a_screen(exercise):
    """Students read a notebook's code without scrolling sideways."""
    cells = [cell for cell in read_notebook(exercise.release.read_bytes()) if cell.kind == "code"]
    assert cells
    for cell in cells:
        assert max(map(len, cell.source.splitlines()), default=0) <= WIDEST, cell.source


@pytest.mark.parametrize("exercise", COURSE.exercises, ids=lambda exercise: exercise.name)
def test_every_stub_has_a_description(exercise):
    """A student reads in the stub's docstring what to write."""
    stubs = {
        cell.grade_id: cell.source for cell in read_notebook(exercise.release.read_bytes()) if cell.role == "answer"
    }
    own_tests = {f"{own.name}_answer" for own in exercise.own_tests}  # the text above them says what to write
    assert set(stubs) == {f"{task}_answer" for task in exercise.task_names} | own_tests
    for task in exercise.task_names:
        assert '"""' in stubs[f"{task}_answer"]
