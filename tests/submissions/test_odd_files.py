"""Each odd file has the outcome that stands beside it: the right score, or no score and a reason. Never a silent 0."""

import json
import subprocess
import sys
from pathlib import PurePath

import pytest

from autograder.errors import Unreadable
from autograder.gradebook.autograded_notebook import recordable
from autograder.grading.grade import grade
from autograder.grading.released_cells import cell_remarks, restored
from autograder.reports.feedback import feedback_page
from autograder.reports.grades_csv import grades_csv
from autograder.submissions.class_folder import find_submissions
from autograder.submissions.filenames import candidates, exercises_in
from autograder.submissions.files import find_notebook, read_regular_file
from autograder.submissions.formats import MAX_BYTES
from autograder.submissions.notebook import MAX_COMMAS, MAX_NESTED, NotebookCell, read_notebook
from autograder.submissions.submission import Submission
from tests.conftest import REPOSITORY
from tests.submissions.odd import fill
from tests.submissions.odd_files import ODD_FILES, changed, handout, markdown, with_type


def handed_in(folder, course, files):
    """The submission of ana, who handed in these files; its result if there is nothing to grade."""
    fill(folder / "ana" / "sums", files)
    [found], _ = find_submissions(folder, course.names)
    if found.problem is not None:
        raise Unreadable(found.problem)
    return Submission("ana", "sums", read_regular_file(found.path), found.remark, found.others)


@pytest.mark.parametrize("kind", ODD_FILES)
def test_each_odd_file_has_the_right_outcome(course, solved, tmp_path, kind):
    """It is graded by its functions, or unreadable with a sentence; what is odd about it is said."""
    odd = ODD_FILES[kind]
    try:
        submission = handed_in(tmp_path, course, {odd.name: odd.make(solved("sums"))})
        result = grade(submission, course)
    except Unreadable as error:
        assert odd.score is None, error
        assert odd.said in str(error)
        return
    assert (result.status, result.score) == ("unreadable" if odd.score is None else "graded", odd.score), result.message
    assert odd.said in result.message
    assert bool(odd.said) == bool(result.message)


def original(course):
    return course.exercise("sums").release.read_bytes()


OTHERS = [
    "sums-Copy1.ipynb",
    "Untitled.ipynb",
    "Copy of sums.ipynb",
    "sums.zip",
    "sums.py",
    "work/final.ipynb",
    "sums.md",
]


@pytest.mark.parametrize("name", OTHERS)
def test_an_untouched_notebook_beside_another_file_is_reported_with_its_name(course, solved, tmp_path, name):
    """The notebook with the expected name is graded. Its 0 has a remark, in grades.csv and on the page, too."""
    submission = handed_in(tmp_path, course, {"sums.ipynb": original(course), name: solved("sums")})
    result = grade(submission, course)
    said = f"Nothing is written in sums.ipynb. The folder also contains {name}, which is not graded: if the work is in"
    assert (result.status, result.score) == ("graded", 0)
    assert said in result.message
    assert said in "".join(grades_csv(course, [result], {("ana", "sums"): 0.0}))
    assert said in feedback_page(course, result)


def test_a_function_that_is_not_written_is_named_if_there_is_another_file(course, solved, tmp_path):
    """The work on it can be in the other file. Files of other exercises, backups and checkpoints are not named."""
    stub = (
        'def window_means(x, size):\n    """As in an earlier release."""\n    raise NotImplementedError("window_means")'
    )
    names = ["a.ipynb", "b.ipynb", "c.ipynb", "sums (1).ipynb", "shifts.ipynb", "data.csv",
             ".ipynb_checkpoints/sums-checkpoint.ipynb", "originals/sums.ipynb"]  # fmt: skip
    files = dict.fromkeys(names, b"") | {"sums.ipynb": solved("sums", window_means=stub)}
    message = grade(handed_in(tmp_path, course, files), course).message
    assert message.startswith("Nothing is written for window_means in sums.ipynb. The folder also contains ")
    assert "sums (1).ipynb, a.ipynb, b.ipynb, …, which is not graded: if the work is in one of them" in message


def test_a_notebook_with_answers_has_no_remark_on_other_files(course, solved, tmp_path):
    """Wrong answers and full marks need no other file: older copies beside them are of no interest."""
    wrong = solved("sums", window_means="def window_means(x, size):\n    return 0")
    for number, data in enumerate((solved("sums"), wrong)):
        submission = handed_in(tmp_path / str(number), course, {"sums.ipynb": data, "sums-Copy1.ipynb": b"{}"})
        assert submission.others == ("sums-Copy1.ipynb",)
        assert grade(submission, course).message == ""


def test_an_untouched_notebook_alone_has_no_remark(course, tmp_path):
    """There is nothing to look for."""
    result = grade(handed_in(tmp_path, course, {"sums.ipynb": original(course), "data.csv": b""}), course)
    assert (result.score, result.message) == (0, "")


def test_an_unreadable_notebook_beside_another_file_names_it(course, solved, tmp_path):
    """The reason says that there is another file, which may be the right one."""
    result = grade(handed_in(tmp_path, course, {"sums.ipynb": b"", "sums-Copy1.ipynb": solved("sums")}), course)
    assert result.status == "unreadable"
    assert "the file is empty (The folder also contains sums-Copy1.ipynb" in result.message


def shown(course, data):
    """grade_id → (type, source) of the marked cells of the autograded notebook."""
    cells = recordable(Submission("ana", "sums", data), course)["cells"]
    found = [(cell["metadata"].get("nbgrader", {}).get("grade_id"), cell) for cell in cells]
    return {grade_id: (cell["cell_type"], cell["source"]) for grade_id, cell in found if grade_id}


@pytest.mark.parametrize(
    "kind", ["answers as Markdown", "answers as raw text", "given cells as Markdown", "checks as raw text"]
)
def test_the_autograded_notebook_shows_restored_cells_as_code(course, solved, kind):
    """nbgrader's cells have the types of the release again, and the student's text."""
    data = solved("sums")
    assert shown(course, ODD_FILES[kind].make(data)) == shown(course, data)


CODE = "def window_sums(x, size):\n    return 'new'"


def text_cell(source="def window_sums(x, size):\n    return 'old'", grade_id="window_sums_answer"):
    return NotebookCell("markdown", source, grade_id, "answer")


@pytest.mark.parametrize("cells", [
    (NotebookCell("code", CODE, "window_sums_answer", "answer"), text_cell()),
    (NotebookCell("code", CODE), text_cell()),
    (text_cell(grade_id=None), NotebookCell("code", CODE)),
    (text_cell("# My notes", "notes"),),
], ids=["copy", "written elsewhere", "no id", "unknown id"])  # fmt: skip
def test_text_that_the_student_did_not_run_stays_text(course, cells):
    """A copy or an earlier version in a cell of text does not replace the function in a code cell."""
    exercise = course.exercise("sums")
    assert restored(cells, exercise) == cells
    assert cell_remarks(cells, exercise) == []


def test_one_of_several_cells_of_text_becomes_code(course):
    """Of cells with the same id, it is the last one that defines the function."""
    exercise = course.exercise("sums")
    stub = next(cell for cell in read_notebook(original(course)) if cell.grade_id == "window_sums_answer")
    cells = (text_cell("x"), text_cell("def window_sums(x, size):\n    return 1"), text_cell("Notes on it"), stub)
    assert [cell.kind for cell in restored(cells[:3], exercise)] == ["markdown", "code", "markdown"]
    assert restored(cells, exercise) == cells  # a code cell has the id
    assert "window_sums is defined in a Markdown cell" in cell_remarks(cells, exercise)[0]


def test_a_cell_without_a_mark_keeps_its_type(course, solved):
    """The release's text may become raw text: it is no code."""
    data = changed(solved("sums"), lambda cell: with_type(cell, "raw") if cell["cell_type"] == "markdown" else cell)
    result = grade(Submission("ana", "sums", data), course)
    assert (result.score, result.message) == (7, "")


NAMES = ("sum", "sum_of_squares", "squares")


@pytest.mark.parametrize(("name", "wanted"), [
    ("sum.ipynb", ["sum"]), ("Sum-of-Squares (1).ipynb", ["sum_of_squares"]), ("SumOfSquares.py", ["sum_of_squares"]),
    ("sumofsquares_sum.ipynb", ["sum_of_squares", "sum"]), ("sum and squares.zip", ["squares", "sum"]), ("x.ipynb", []),
])  # fmt: skip
def test_the_exercises_in_a_name_are_found(name, wanted):
    """A name inside of a longer one does not count; case and separators do not matter."""
    assert exercises_in(name, NAMES) == wanted


@pytest.mark.parametrize(("files", "wanted"), [
    (["sums.ipynb", "sums and shifts.ipynb"], ["sums.ipynb"]),
    (["sums and shifts.ipynb", "homework.ipynb"], ["sums and shifts.ipynb"]),
    (["shifts and shifts_in_2d.ipynb"], ["shifts and shifts_in_2d.ipynb"]), (["shifts.ipynb", "shifts_in_2d.py"], []),
    (["sums.md", "helper.py"], ["sums.md"]), (["notes.md", "solution.py"], ["solution.py"]),
    (["sums.qmd", "homework.ipynb"], ["homework.ipynb"]), (["shifts.zip", "homework.ipynb"], ["homework.ipynb"]),
    (["shifts.zip", "notes.txt"], ["shifts.zip"]), (["shiftsin2d and shifts.zip"], ["shiftsin2d and shifts.zip"]),
])  # fmt: skip
def test_a_file_is_refused_only_if_it_is_named_after_one_other_exercise(files, wanted):
    """A name with the exercise's own name is best; one with several others can be the title of the course."""
    paths = [PurePath(file) for file in files]
    assert list(map(str, candidates(paths, "sums", ("sums", "shifts", "shifts_in_2d")))) == wanted


def test_every_exercise_finds_its_notebook_in_the_courses_folder(course, solved, tmp_path):
    """The zip of the whole folder, and the folder itself, give the notebook of the exercise it was handed in for."""
    fill(tmp_path / "shifts", {"small-course.zip": handout(solved("sums"))})
    found = find_notebook(tmp_path / "shifts", "shifts", course.names)
    cells, remarks = Submission("ana", "shifts", read_regular_file(found.path), found.remark).cells(course.names)
    assert "course/shifts/shifts.ipynb in it is used" in remarks[1]
    assert {cell.source for cell in cells} == {"pass"}


def test_markdown_has_the_cells_of_the_notebook_it_was_exported_from():
    """Blocks of Python are code cells, and what is between them are cells of text."""
    text = "---\na: b\n---\nText\n\n```python\na = 1\n```\n```bash\nls\n```\n~~~ python3\nb = 1\n```\n~~~\n\nThe end\n"
    assert [(cell.kind, cell.source) for cell in read_notebook(text.encode())] == [
        ("markdown", "---\na: b\n---\nText"), ("code", "a = 1"), ("markdown", "```bash\nls\n```"),
        ("code", "b = 1\n```"), ("markdown", "The end")]  # fmt: skip


def test_a_block_that_is_not_closed_goes_to_the_end():
    """The last fence of a document can be missing."""
    assert read_notebook(b"Text\n```python\na = 1\n")[-1] == NotebookCell("code", "a = 1")


@pytest.mark.parametrize("text", [
    "```" + " " * 10**6 + "`", "`" * 10**6, "~" * 10**6 + "python\nx", "```python\n" * 10**5, "\n" * 10**6 + "# %%\n",
    "```{code-cell}" + " \n" * 10**5 + "x", "import a" + "\n " * 10**6 + "b", "---\n" * 10**5, "# %%\n" * 10**6,
    "```python\n" + "(" * 10**5, "import a\n" + "-" * 10**5 + "1",
])  # fmt: skip
def test_any_text_is_read_or_refused(text):
    """Long lines, many fences and endless brackets need no other error."""
    for data in (text.encode(), ("```python\nimport a\n```\n" + text).encode()):
        try:
            assert len(read_notebook(data)) <= 10_000
        except Unreadable as error:
            assert "\n" not in str(error)


HEAVY = {
    "lists": lambda: b'{"a": [' + b"[]," * (MAX_BYTES // 3 - 99) + b'1], "cells": []}',
    "objects": lambda: b'{"a": [' + b'{"a":1},' * (MAX_NESTED - 9) + b'1], "cells": []}',
    "strings": lambda: '{"b": "\U0001f600", "a": ['.encode() + b'"ab",' * (MAX_COMMAS - 9) + b'1], "cells": []}',
    "markers": lambda: b"# %%\n" * (MAX_BYTES // 5),
    "fences": lambda: b"```python\n" * (MAX_BYTES // 10),
    "lines": lambda: b"import a" + b"\n" * (MAX_BYTES - 99) + b"x",
}
READ_WITH_ONE_GIGABYTE = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (10**9, 10**9))
from autograder.errors import Unreadable
from autograder.submissions.notebook import read_notebook
try:
    read_notebook(sys.stdin.buffer.read())
except Unreadable as error:
    print(error)
"""


@pytest.mark.parametrize("kind", HEAVY)
def test_reading_a_file_of_any_content_needs_less_than_a_gigabyte(kind):
    """A file of 50 MB can contain millions of lists, cells or lines, which take many times as much memory."""
    command = [sys.executable, "-c", READ_WITH_ONE_GIGABYTE]
    done = subprocess.run(command, input=HEAVY[kind](), capture_output=True, cwd=REPOSITORY, check=False)
    assert done.returncode == 0, done.stderr[-500:]
    assert bool(done.stdout) == (kind not in ("objects", "strings"))  # these are just within the bounds


def test_markdown_keeps_the_students_words(course, solved):
    """The autograded notebook shows the text around the code."""
    cells = recordable(Submission("ana", "sums", markdown("python")(solved("sums"))), course)["cells"]
    assert any("It's mine." in cell["source"] for cell in cells)
    assert json.dumps(cells)
