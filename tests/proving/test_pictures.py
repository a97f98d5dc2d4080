"""Pictures: `autograder check` runs the cells that draw, and says which of them are broken, and how."""

import pytest

from autograder.proving.pictures import every_exercise_has_pictures, picture_cells, pictures_are_drawn
from autograder.toolkit import time_limit

PICTURES, SCRIPT, CALL = "exercises/sums/pictures.py", "solutions/sums/sums.py", "draw_sums(window_sums, numbers)"


def test_a_good_picture_is_no_problem(course):
    """The cells that call a function of pictures.py are found, and no others."""
    assert picture_cells(course.exercise("sums")) == ["draw_sums(window_sums, numbers)"]
    assert picture_cells(course.exercise("shifts")) == []
    assert pictures_are_drawn(course) == []


@pytest.mark.parametrize(("file", "old", "new", "text"), [
    (PICTURES, "_figure(5, 2.4, 2, 1)", "_figure(5, 2.4, 2, 1, 1)",
     "draw_sums(window_sums, numbers): no picture for the reference. There is no picture yet: TypeError"),
    (PICTURES, '"Five numbers in a row, and below them the sums of each two neighbouring numbers."', '"Sums."',
     "describe in words what the picture shows, for readers who cannot see it, not: 'Sums.'"),
    (SCRIPT, CALL, f"window_sums(numbers, 2)\n{CALL}",
     "with a function that is not written, it must say why there is no picture. It gives: NotImplementedError"),
])  # fmt: skip
def test_a_broken_picture_is_named(edited, file, old, new, text):
    """The message has the cell's last line, the functions with which it is broken, and what it gives."""
    found = pictures_are_drawn(edited((file, old, new)))
    assert any(text in one for one in found), found


def test_a_picture_that_fails_names_the_file_to_correct(edited):
    """The advice to students, who cannot change pictures.py, is left out."""
    [problem] = pictures_are_drawn(edited((PICTURES, "_figure(5, 2.4, 2, 1)", "_figure(5, 2.4, 2, 1, 1)")))
    assert problem.endswith("exercises/sums/pictures.py, or the arguments of this call")
    assert "run this cell again" not in problem


def test_a_busy_machine_makes_no_picture_fail(edited, monkeypatch):
    """The time limit of students does not hold here."""
    monkeypatch.setattr(time_limit, "_SECONDS", 0.01)
    slow = "import time; time.sleep(0.1)"
    assert pictures_are_drawn(edited((PICTURES, "figure, axes = _figure", f"{slow}\n    figure, axes = _figure"))) == []


def test_an_exercise_without_a_picture_is_named(edited):
    """Only if course.toml demands pictures."""
    course = edited(("course.toml", "right_answers = 1", "right_answers = 1\npictures = true"))
    [problem] = every_exercise_has_pictures(course)
    assert "shifts.py: no cell draws a picture; [demands] in course.toml asks for pictures." in problem
