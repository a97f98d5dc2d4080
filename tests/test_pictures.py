"""The pictures: drawn by right functions, told apart from wrong ones, and never in the way."""

import re

import matplotlib
import pytest

from autograder.course import config as course_file
from autograder.course import reference
from autograder.course.config import source_of
from autograder.submissions.notebook import read_notebook
from autograder.toolkit import drawing

CALLS = [
    (exercise.name, call)
    for exercise in course_file.load().exercises
    for call in re.findall(r"^draw_.*\)$", source_of(exercise.name).read_text(encoding="utf-8"), re.MULTILINE)
]
every_picture = pytest.mark.parametrize(("exercise", "call"), CALLS, ids=lambda value: re.sub(r"\W+", "-", value))


def drawn(call, names):
    """The figure of a notebook's picture cell and its description, whatever the student's functions are."""
    pictures = {name: value.__wrapped__ for name, value in names.items() if name.startswith("draw_")}
    with matplotlib.rc_context(drawing._STYLE):
        figure, description = eval(call, names | pictures)
        return drawing._svg(figure, description), description


def test_every_notebook_has_pictures():
    """There is at least one for each exercise."""
    assert {exercise for exercise, _ in CALLS} == {exercise.name for exercise in course_file.load().exercises}


@every_picture
def test_a_right_answer_is_drawn_and_described(exercise, call):
    """The picture is in the page's own text colour, and its description says in words what it shows."""
    svg, description = drawn(call, vars(reference.load(exercise)))
    assert "currentColor" in svg
    assert drawing._INK not in svg
    assert 'role="img"' in svg
    assert len(description) > 60


def fails(*arguments, **keywords):
    raise NotImplementedError("this function")


@every_picture
@pytest.mark.parametrize("function", [fails, lambda *a, **k: None, lambda *a, **k: 1 / 0, lambda *a, **k: "text"])
def test_a_wrong_answer_stops_nothing(exercise, call, function, monkeypatch, capsys, course):
    """Stubs and broken functions leave a sentence in the place of the picture."""
    monkeypatch.setattr(drawing, "_shell", lambda: True)
    monkeypatch.setattr(drawing, "_show", lambda text, markup: print("a picture"))
    tasks = {task.name: function for task in course.exercise(exercise).tasks}
    eval(call, vars(reference.load(exercise)) | tasks)
    said = capsys.readouterr().out
    if function is fails:
        assert said == "A picture appears here as soon as this function is written.\n"
    else:
        assert said.startswith("There is no picture yet: ")
        assert said.endswith("run this cell again.\n")


def test_no_cell_is_wider_than_a_screen(course):
    """Nobody has to scroll sideways to read a notebook's code."""
    for exercise in course.exercises:
        for cell in read_notebook(exercise.release.read_bytes()):
            if cell.kind == "code":
                assert max(map(len, cell.source.splitlines()), default=0) <= 100, cell.source
