"""The toolkit's cell: a notebook needs nothing of the course, and its own names stay free."""

import ast
import base64
import inspect
import re
import sys
import traceback
import types
import zlib

import nbformat
import pytest

from autograder.authoring import invariants, leaks, notebook_text
from autograder.course.compressed import COMPILE, PACKED, compressed_cell, expanded, packed_sources, ready
from autograder.errors import CourseError
from autograder.submissions.notebook import TOOLKIT, read_notebook
from tests.source_notebooks import source_notebook


def imported(source):
    """The packages that some code imports."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0
            yield node.module.partition(".")[0]


def test_a_notebook_needs_nothing_of_the_course(course):
    """Anywhere, with the course's packages and the standard library alone, the notebook runs."""
    for exercise in course.exercises:
        cells = [cell.source for cell in source_notebook(exercise).cells if cell.cell_type == "code"]
        code = cells + [source for cell in cells for source in packed_sources(cell)]
        packages = {package for source in code for package in imported(source)}
        assert "numpy" in packages
        assert packages <= set(exercise.packages) | sys.stdlib_module_names


def test_the_toolkit_leaves_the_students_names_alone(course):
    """Besides np, check, hint, before_handing_in and the pictures it defines no name without an underscore."""
    for exercise in course.exercises:
        [toolkit] = [cell.source for cell in read_notebook(exercise.release.read_bytes()) if cell.grade_id == TOOLKIT]
        names = {}
        exec(toolkit, names)
        public = {name for name in names if not name.startswith(("_", "draw_"))}
        assert public == {"np", "check", "hint", "before_handing_in"}
        assert public <= {node.id for node in ast.walk(ast.parse(toolkit)) if isinstance(node, ast.Name)}  # editors


def packed(source):
    """The names after a toolkit's cell with this source has run, as in a notebook."""
    names = {"__name__": "__main__"}
    exec(compressed_cell(source, "sums"), names)
    return names


def test_the_grader_runs_a_toolkit_that_is_already_compiled(course):
    """The grader's form of the cell defines the same names, and neither decompresses nor compiles anything."""
    [toolkit, *_] = [one.source for one in read_notebook(course.exercises[0].release.read_bytes()) if one.role]
    names = {"__name__": "__main__"}
    code = ready(toolkit)
    assert COMPILE in toolkit
    assert COMPILE not in code
    assert PACKED.search(code) is None
    exec(code, names)
    own = run_toolkit(course)
    assert names.keys() == own.keys()
    assert names["_TOOLKIT"] == own["_TOOLKIT"]
    assert names["check"].__code__.co_code == own["check"].__code__.co_code


def test_a_cell_without_compressed_code_stays_as_it_is():
    """Other cells of the course are run as they are written."""
    assert ready("x = 1\ncompile('x', 'y', 'eval')") == "x = 1\ncompile('x', 'y', 'eval')"


def run_toolkit(course):
    """The names of a notebook after the toolkit's cell has run."""
    cells = read_notebook(course.exercises[0].release.read_bytes())
    names = {"__name__": "__main__"}
    exec(next(cell.source for cell in cells if cell.grade_id == TOOLKIT), names)
    return names


@pytest.mark.parametrize(
    "line",
    [
        "from numpy import *",
        "np = 3",
        "sum = max = list = 0",
        "str = any = type = 'a'",
        "def isinstance(x): ...",
        "print = 1",
    ],
)
def test_students_can_redefine_any_name(course, line, capsys):
    """The toolkit goes on working, because it has names of its own: a right answer passes, a wrong one is explained."""
    names = run_toolkit(course)
    exec(f"def right(x):\n    return [x, 2]\ndef wrong(x):\n    return [x, 3]\n{line}", names)
    exec("check('right', {'right(1)': [1, 2], 'right(3)': [3, 2]})\ncheck('wrong', {'wrong(1)': [1, 2]})", names)
    shown = capsys.readouterr()
    assert "right: 2 of 2 visible checks pass" in shown.out
    assert "expected [1, 2]\n      received [1, 3]" in shown.err


def test_a_reader_sees_a_dozen_lines(course):
    """The cell is short wherever it is open. Its comments say what it is, and where its source is."""
    for exercise in course.exercises:
        [toolkit] = [cell.source for cell in read_notebook(exercise.release.read_bytes()) if cell.grade_id == TOOLKIT]
        lines = toolkit.splitlines()
        assert len(lines) <= 12
        assert sum(len(line) > 100 for line in lines) == 1
        assert f"originals/toolkit/{exercise.name}.py" in "".join(lines[:4])
        assert len("".join(packed_sources(toolkit)).splitlines()) > 300


def test_the_readable_source_is_what_the_notebook_runs(course):
    """The file in the student's folder is, byte for byte, what is compressed in the notebook."""
    for exercise in course.exercises:
        file = course.assignments / "originals" / "toolkit" / f"{exercise.name}.py"
        assert [file.read_text()] == packed_sources(exercise.release.read_text())
        assert not [line for line in file.read_text().splitlines() if len(line) > 100]


def test_the_same_source_gives_the_same_cell():
    """A release writes the same bytes each time."""
    assert compressed_cell("a = 1", "sums") == compressed_cell("a = 1", "sums")


def test_tracebacks_and_inspect_show_lines_of_the_source(capsys):
    """The lines are there, though there is no file."""
    names = packed("import inspect\n\ndef fails():\n    return 1 / 0  # here")
    with pytest.raises(ZeroDivisionError) as raised:
        names["fails"]()
    text = "".join(traceback.format_exception(raised.value))
    assert 'File "<toolkit>", line 4, in fails' in text
    assert "return 1 / 0  # here" in text
    assert inspect.getsource(names["fails"]) == "def fails():\n    return 1 / 0  # here\n"


def test_messages_show_lines_of_students_only(course, capsys):
    """The toolkit's own lines explain nothing to a student."""
    names = run_toolkit(course)
    names["shell"] = types.SimpleNamespace(ask_exit=print)
    names["_TOOLKIT_NAMES"]["_shell"] = lambda: names["shell"]
    exec("def f():\n    shell.ask_exit()", names)
    exec("check('f', {'f()': 1})", names)
    err = capsys.readouterr().err
    assert "exit() would end the notebook's kernel" in err
    assert "in the line" not in err


def test_many_names_do_not_make_the_cell_wide():
    """The lines with names for editors are as short as other lines of code."""
    cell = compressed_cell("\n".join(f"def draw_picture_{n}(): pass" for n in range(12)), "sums")
    assert sum(len(line) > 100 for line in cell.splitlines()) == 1
    assert "draw_picture_11,) = map(_TOOLKIT_NAMES.get, _TOOLKIT_NAMES['_PUBLIC'])" in cell
    assert len(cell.splitlines()) <= 12


def repacked(course, exercise, line):
    """Put a line into the compressed source of a release. The file with the readable source stays as it was."""
    path = course.root / "assignments" / exercise / f"{exercise}.ipynb"
    [source] = packed_sources(path.read_text())
    notebook = nbformat.read(path, as_version=4)
    [cell] = [cell for cell in notebook.cells if cell.id == TOOLKIT]
    cell.source = compressed_cell(f"{source}\n{line}", exercise)
    nbformat.write(notebook, path)


def test_nothing_can_hide_in_what_is_compressed(changed):
    """The leak checks, the width of lines and the comparison with the sources read the text that is in the cell."""
    secret = "windows = np.lib.stride_tricks.sliding_window_view(x, size)"
    repacked(changed, "sums", f"# {'x' * 100}\n{secret}")
    course = changed.course()
    assert any(f"has a line of the solution of sums: {secret}" in one for one in leaks.no_leaks(course))
    assert any("xxx" in problem for problem in notebook_text.no_cell_is_wider_than_a_screen(course))
    assert any("sums/sums.ipynb does not match" in problem for problem in invariants.no_drift(course))
    assert any("toolkit/sums.py does not match" in problem for problem in invariants.the_rest_is_current(course))


def test_another_version_of_zlib_is_no_drift(changed, monkeypatch):
    """A release that was made on another computer can have other compressed bytes of the same text."""
    path = changed.root / "assignments" / "sums" / "sums.ipynb"
    [source] = packed_sources(path.read_text())
    [data] = re.findall(r'b85decode\(\\"([^"\\]+)', path.read_text())
    other = base64.b85encode(zlib.compress(source.encode(), 1)).decode()
    assert other != data
    path.write_text(path.read_text().replace(data, other))
    assert invariants.no_drift(changed.course()) == []
    path.write_text(path.read_text().replace(other, other[:-9]))  # damaged
    assert invariants.no_drift(changed.course()) != []


def test_only_notebooks_that_draw_carry_the_pictures(course):
    """A notebook without pictures does not carry the code that draws."""
    toolkits = {
        exercise.name: next(expanded(cell.source) for cell in source_notebook(exercise).cells if cell.id == TOOLKIT)
        for exercise in course.exercises
    }
    assert "def draw_sums" in toolkits["sums"]
    assert "def _picture" in toolkits["sums"]
    assert "def _picture" not in toolkits["shifts"]


def test_pictures_must_stand_alone(changed):
    """Pictures that import another module of the course would not run in the notebook: that is an error."""
    changed.edit(
        "exercises/sums/pictures.py", "from autograder", "from ..shared.functions import double\nfrom autograder"
    )
    with pytest.raises(CourseError, match=r"pictures\.py is copied into the notebook.*from \.\.shared\.functions"):
        source_notebook(changed.course().exercise("sums"))


@pytest.mark.parametrize("line", ["def _row(items): ...", "_LARGEST = 3", "_HINTED, _OTHER = {}, 2", "_EXACT: int = 3"])
def test_a_name_has_one_meaning_in_a_notebook(line, changed):
    """Pictures that define a name of the toolkit would change the toolkit in the notebook: that is an error."""
    path = changed.root / "exercises" / "sums" / "pictures.py"
    path.write_text(f"{path.read_text()}\n\n{line}\n")
    with pytest.raises(CourseError, match=r"pictures\.py defines _\w+, and so does .*\.py\. .* rename one"):
        source_notebook(changed.course().exercise("sums"))


def test_missing_pictures_are_an_error(changed):
    """The message names the file that the script imports."""
    (changed.root / "exercises" / "sums" / "pictures.py").unlink()
    with pytest.raises(CourseError, match=r"pictures\.py is missing"):
        source_notebook(changed.course().exercise("sums"))
