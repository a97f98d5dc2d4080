"""Reading a notebook: whatever happened to the file, what is defined in it is found."""

import json
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

import autograder
from autograder.authoring.demo_class import DAMAGES, DemoSubmission, notebook_text
from autograder.authoring.notebook_json import file_text
from autograder.course.compressed import expanded
from autograder.errors import Unreadable
from autograder.gradebook.autograded_notebook import repair
from autograder.grading.program import exercise_of, python_source, to_program
from autograder.grading.released_cells import released
from autograder.submissions.notebook import NotebookCell, read_notebook


def test_the_package_needs_the_standard_library_alone(tmp_path):
    """A Python without installed packages can import every module of it, in any package that has errors.py."""
    source, copy = Path(autograder.__file__).parent, tmp_path / "anywhere"
    (copy / "submissions").mkdir(parents=True)
    for name in ("errors.py", *(f"submissions/{path.name}" for path in (source / "submissions").glob("*.py"))):
        (copy / name).write_bytes((source / name).read_bytes())
    modules = [f"anywhere.submissions.{path.stem}" for path in (copy / "submissions").glob("[a-z]*.py")]
    assert len(modules) > 5
    code = f"import sys; sys.path.insert(0, {str(tmp_path)!r}); import {', '.join(modules)}"
    run = subprocess.run([sys.executable, "-I", "-S", "-B", "-c", code], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr


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
def test_notebooks_of_any_version_and_encoding_are_read(data):
    """Encodings, versions and missing metadata make no difference to the code."""
    [cell] = read_notebook(data)
    assert cell == NotebookCell("code", "a = 1\nb = 2")


@pytest.mark.parametrize("data", [
    b"", b" \n", ONE.encode()[:60], b"%PDF-1.4", b"\x00\xff" * 50, b"[]", b"3", b"null", b'{"a": 1}', b'{"cells": 3}',
    b'{"cells": [3]}', b'{"nbformat": 3}', b"[" * 10**5,
])  # fmt: skip
def test_a_file_without_a_notebook_is_unreadable(data):
    """It is refused with a sentence that says what the file is."""
    with pytest.raises(Unreadable, match="file"):
        read_notebook(data)


def test_text_that_cannot_be_written_to_a_file_is_replaced():
    """A lone surrogate in a cell does not stop the notebook from being recorded."""
    [cell] = read_notebook(b'{"cells": [{"cell_type": "code", "source": "x = \\"\\ud800\\""}]}')
    assert cell.source.encode("utf-8")


def test_magics_are_translated_and_other_code_is_left_alone():
    """Only a cell that is not valid Python is translated by IPython."""
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
    exercise = course.exercise("sums")
    run = to_program((NotebookCell("code", "mine = 1"),), exercise)
    assert "def check" in expanded(run.given[0].source)
    assert "numbers" in run.given[0].source or "numbers" in run.given[1].source
    assert [cell.source for cell in run.cells] == ["mine = 1"]
    whole = to_program(released(exercise), exercise)
    assert not any(cell.source.startswith('check("') for cell in whole.cells)


def test_an_edited_check_is_the_students_own_code(course):
    """An answer that a student writes into a check's cell is graded."""
    exercise = course.exercise("sums")
    edited = NotebookCell("code", "def window_sums(x, size): ...", "window_sums", "check")
    assert [cell.source for cell in to_program((edited,), exercise).cells] == [edited.source]


@pytest.mark.parametrize("name", ["shifts", "sums"])
def test_an_exercise_is_recognised_by_its_cells(course, name):
    """By nbgrader's ids, or by the functions that are defined if the ids are lost."""
    exercise = course.exercise(name)
    assert exercise_of(released(exercise), course) is exercise
    bare = tuple(NotebookCell(cell.kind, cell.source) for cell in released(exercise))
    assert exercise_of(bare, course) is exercise
    assert exercise_of((NotebookCell("code", "x = 1"),), course) is None


def ids_of(notebook):
    return [cell["metadata"].get("nbgrader", {}).get("grade_id") for cell in notebook["cells"]]


@pytest.mark.parametrize("damage", [None, *(damage for damage in DAMAGES if damage != "truncated")])
def test_a_repaired_notebook_has_each_of_nbgraders_cells_once(course, damage):
    """Whatever happened to the cells, nbgrader finds what it expects, and the student's code is all there."""
    exercise = course.exercise("sums")
    cells = read_notebook(notebook_text(DemoSubmission("nobody", exercise, damage=damage)).encode())
    own = NotebookCell("code", "def window_sums(x, size):\n    return 'mine'")
    repaired = repair((*cells, own), exercise)
    nbformat.validate(nbformat.from_dict(repaired))
    ids = [grade_id for grade_id in ids_of(repaired) if grade_id]
    assert len(set(ids)) == len(ids)
    assert {task.name for task in exercise.tasks} <= set(ids)
    assert own.source in [cell["source"] for cell in repaired["cells"]]
    assert dict(zip(ids_of(repaired), repaired["cells"], strict=True))["window_sums_answer"]["source"] == own.source


def test_repairing_twice_changes_nothing_more(course):
    """A repaired notebook stays as it is when it is repaired again."""
    exercise = course.exercise("sums")
    once = repair(released(exercise), exercise)
    assert repair(read_notebook(file_text(once).encode()), exercise) == once
