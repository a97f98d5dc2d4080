"""Pictures: right functions are drawn, and wrong ones stop nothing."""

import re

import pytest

from autograder.course.content import load_reference
from autograder.toolkit import drawing
from tests.exercises.judging import COURSE

CALLS = [
    (exercise, call)
    for exercise in COURSE.exercises
    for call in re.findall(r"^draw_.*\)$", exercise.source.read_text(encoding="utf-8"), re.MULTILINE)
]
every_picture = pytest.mark.parametrize(
    ("exercise", "call"), [pytest.param(*one, id=re.sub(r"\W+", "-", one[1])) for one in CALLS]
)


@pytest.mark.skipif(not COURSE.demands.pictures, reason="course.toml does not demand pictures")
def test_every_notebook_has_pictures():
    """Each exercise has at least one picture."""
    assert {exercise.name for exercise, _ in CALLS} == set(COURSE.names)


@pytest.fixture
def run_cell(monkeypatch, capsys):
    """Run a cell as a notebook does: what it prints, and (description, HTML) of each picture that it shows."""
    for exercise in COURSE.exercises:
        load_reference(exercise)  # before `_shell` is replaced: it contains the notebook's own picture cells
    shown = []
    monkeypatch.setattr(drawing, "_shell", lambda: True)
    monkeypatch.setattr(drawing, "_show", lambda text, markup: shown.append((text, markup)))
    monkeypatch.delenv("CHECKING_SUBMISSION", raising=False)

    def run(call, names):
        eval(call, names)
        return capsys.readouterr().out, shown

    return run


@every_picture
def test_a_right_answer_is_drawn_and_described(exercise, call, run_cell):
    """The picture is in the page's own text colour, and its description says in words what it shows."""
    said, [(description, svg)] = run_cell(call, vars(load_reference(exercise)))
    assert said == ""
    assert svg.startswith("<svg")
    assert "currentColor" in svg
    assert drawing._INK not in svg
    assert 'role="img"' in svg
    assert len(description) > 60


def not_written(*arguments, **keywords):
    raise NotImplementedError("this function")


def divides_by_zero(*arguments, **keywords):
    return 1 / 0


def returns_none(*arguments, **keywords):
    return None


def returns_text(*arguments, **keywords):
    return "text"


@every_picture
def test_a_stub_leaves_a_sentence_in_place_of_the_picture(exercise, call, run_cell):
    """Until the functions are written, the cell says so."""
    stubs = dict.fromkeys(exercise.task_names, not_written)
    said, shown = run_cell(call, vars(load_reference(exercise)) | stubs)
    assert (said, shown) == ("A picture appears here as soon as this function is written.\n", [])


@every_picture
@pytest.mark.parametrize("function", [divides_by_zero, returns_none, returns_text])
def test_a_wrong_function_leaves_the_reason_in_place_of_the_picture(exercise, call, function, run_cell):
    """The cell raises nothing: it says what is wrong and what to do."""
    wrong = dict.fromkeys(exercise.task_names, function)
    said, shown = run_cell(call, vars(load_reference(exercise)) | wrong)
    assert re.fullmatch(r"There is no picture yet: \w+: .+\nWhen the checks above pass, run this cell again.\n", said)
    assert shown == []
