"""Pictures: right functions are drawn, and wrong ones stop nothing. Cells fit a screen, and stubs have descriptions."""

from dataclasses import replace

import pytest

from autograder.authoring.notebook_text import every_stub_has_a_description, no_cell_is_wider_than_a_screen
from autograder.proving.pictures import every_exercise_has_pictures, pictures_are_drawn
from tests.exercises.judging import COURSE


@pytest.mark.parametrize("exercise", COURSE.exercises, ids=lambda exercise: exercise.name)
@pytest.mark.parametrize("check", [
    pictures_are_drawn, every_exercise_has_pictures, no_cell_is_wider_than_a_screen, every_stub_has_a_description,
], ids=lambda check: check.__name__)  # fmt: skip
def test_every_notebook_is_as_students_need_it(check, exercise):
    """What `autograder check` asks of pictures, widths and descriptions holds for every exercise."""
    assert check(replace(COURSE, exercises=(exercise,))) == []
