"""The notebook: whatever the file went through, what is defined in it is found."""

import json

import nbformat
import pytest

from autograder.authoring import demo_class
from autograder.gradebook.autograded_notebook import file_text
from autograder.gradebook.repair import repair
from autograder.submissions.notebook import NotebookCell, Unreadable, read_notebook
from autograder.grading.program import exercise_of, to_program, python_source, released


def text_of(cells, **extra):
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5} | extra)


ONE = text_of([{"cell_type": "code", "source": ["a = 1\n", "b = 2"], "outputs": [], "metadata": {}}])
OLD = json.dumps({
    "nbformat": 3, "nbformat_minor": 0, "metadata": {"name": ""},
    "worksheets": [{"cells": [{"cell_type": "code", "input": "a = 1\nb = 2", "outputs": [], "language": "python"}]}],
})  # fmt: skip


@pytest.mark.parametrize("data", [
    ONE.encode(), b"\xef\xbb\xbf" + ONE.encode(), ONE.encode("utf-16"), ONE.replace("\n", "\r\n").encode(),
    OLD.encode(),
    text_of([{"cell_type": "code", "source": "a = 1\nb = 2"}]).encode(), ONE.encode("utf-16-le"), ONE.encode("utf-32"),
    text_of([{"source": ["a = 1", "b = 2"], "metadata": None}], nbformat="4").encode(),
    text_of([{"cell_type": "code", "source": "a = 1\nb = 2", "metadata": {"nbgrader": "?"}}]).encode(),
], ids=["plain", "BOM", "UTF-16", "CRLF", "version 3", "bare", "UTF-16 bare", "UTF-32", "odd", "odder"])  # fmt: skip
def test_notebooks_of_any_make_are_read(data):
    """Encodings, versions and missing metadata make no difference to the code."""
    [cell] = read_notebook(data)
    assert cell == NotebookCell("code", "a = 1\nb = 2")


@pytest.mark.parametrize("data", [
    b"", b" \n", ONE.encode()[:60], b"%PDF-1.4", b"\x00\xff" * 50, b"[]", b"3", b"null", b'{"a": 1}', b'{"cells": 3}',
    b'{"cells": [3]}', b'{"nbformat": 3}', b"[" * 10**5,
])  # fmt: skip
def test_what_is_no_notebook_is_unreadable(data):
    """A file without a notebook in it is refused with a reason and what helps."""
    with pytest.raises(Unreadable, match="file"):
        read_notebook(data)


def test_text_that_no_file_can_hold_is_replaced():
    """A lone surrogate in a cell does not stop the notebook from being recorded."""
    [cell] = read_notebook(b'{"cells": [{"cell_type": "code", "source": "x = \\"\\ud800\\""}]}')
    assert cell.source.encode("utf-8")


def test_magics_are_translated_and_other_code_is_left_alone():
    """Only a cell that is no Python is taken for IPython's."""
    assert python_source("a = 5 % 3\n") == "a = 5 % 3\n"
    assert "run_line_magic" in python_source("%matplotlib inline\nx = 1")
    assert "x = 1" in python_source("!pip install torch\nx = 1")
    assert python_source("def f(:\n  pass") == "def f(:\n  pass"
    timed = python_source("%%time\n%matplotlib inline\nx = 1")
    assert "cell_magic" not in timed
    assert python_source("\n\n%%time\n%%capture out\n\nx = 1") == "\n\n\n\n\nx = 1"  # with its line numbers
    assert "x = 1" in timed


def test_given_cells_run_first_and_unchanged_checks_do_not_run(course):
    """A deleted given cell costs nothing; a hanging function does not hang in its visible check."""
    exercise = course.exercise("pooling")
    run = to_program((NotebookCell("code", "mine = 1"),), exercise)
    assert "def check" in run.given[0].source
    assert "figure_3" in run.given[1].source
    assert [cell.source for cell in run.cells] == ["mine = 1"]
    whole = to_program(released(exercise), exercise)
    assert not any(cell.source.startswith('check("') for cell in whole.cells)


def test_an_edited_check_is_the_students_own_code(course):
    """Who writes the answer into a check's cell is graded for it."""
    exercise = course.exercise("pooling")
    edited = NotebookCell("code", "def max_pool(x): ...", "max_pool", "check")
    assert [cell.source for cell in to_program((edited,), exercise).cells] == [edited.source]


@pytest.mark.parametrize("name", ["count_parameters", "convolution", "equivariance", "pooling"])
def test_an_exercise_is_recognised_by_its_cells(course, name):
    """By nbgrader's ids, or when these are lost by what is defined."""
    exercise = course.exercise(name)
    assert exercise_of(released(exercise), course) is exercise
    bare = tuple(NotebookCell(cell.kind, cell.source) for cell in released(exercise))
    assert exercise_of(bare, course) is exercise
    assert exercise_of((NotebookCell("code", "x = 1"),), course) is None


def ids_of(notebook):
    return [cell["metadata"].get("nbgrader", {}).get("grade_id") for cell in notebook["cells"]]


@pytest.mark.parametrize("damage", [None, *(damage for damage in demo_class.DAMAGES if damage != "truncated")])
def test_a_repaired_notebook_has_each_of_nbgraders_cells_once(course, damage):
    """Whatever happened to the cells, nbgrader finds what it expects, and the student's code is all there."""
    exercise = course.exercise("pooling")
    cells = read_notebook(demo_class.submission("nobody", exercise, damage).encode())
    own = NotebookCell("code", "def max_pool(x):\n    return 'mine'")
    repaired = repair((*cells, own), exercise)
    nbformat.validate(nbformat.from_dict(repaired))
    ids = [grade_id for grade_id in ids_of(repaired) if grade_id]
    assert len(set(ids)) == len(ids)
    assert {task.name for task in exercise.tasks} <= set(ids)
    assert own.source in [cell["source"] for cell in repaired["cells"]]
    assert dict(zip(ids_of(repaired), repaired["cells"], strict=True))["max_pool_answer"]["source"] == own.source


def test_repairing_twice_changes_nothing_more(course):
    """A notebook that nbgrader converts again stays as it is."""
    exercise = course.exercise("pooling")
    once = repair(released(exercise), exercise)
    assert repair(read_notebook(file_text(once).encode()), exercise) == once
