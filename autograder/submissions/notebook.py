"""The notebook: what was handed in, as code to run.

The function is graded, not the notebook. Cells may be deleted, copied, moved or renamed and all
metadata lost on the way through other tools: what is defined somewhere is found. (`repair.py` makes
the notebook that nbgrader records.)

Notebooks are read as the JSON that they are. nbformat would do, but importing it takes longer than grading a notebook,
and bringing old formats up to date takes it minutes where a notebook has many outputs, of which none is needed.
"""

import ast
import functools
import json
import re
import time
import warnings
from collections.abc import Sequence
from dataclasses import dataclass

from autograder.course.config import Course, Exercise
from autograder.errors import CourseError, Unreadable
from autograder.sandbox import Cell, Program, defined
from autograder.sandbox.deadline import Late, until
from autograder.submissions.filenames import told
from autograder.submissions.formats import is_python, python_cells, text_of
from autograder.submissions.zip_archive import is_archive, notebook_in

MOST_CELLS = 10_000
MOST_LINES = 200_000  # of code and text
SOURCES = ("source", "input", "code")  # what a cell's text is called in format 4, in 2 and 3, and in 1
LONGEST_MAGIC = 200_000  # characters of a cell that is translated: IPython reads it once a magic
TRANSLATION_SECONDS = 5  # for all cells of a notebook; honest ones take milliseconds


@dataclass(frozen=True)
class NotebookCell:
    """One cell: `kind` is code, markdown or raw; `grade_id` and `role` are what nbgrader's metadata say.

    The role is given, answer, check or None. In a submission it means nothing: students can edit it.
    """

    kind: str
    source: str
    grade_id: str | None = None
    role: str | None = None


def opened(data: bytes, exercise: str | None, known: Sequence[str]) -> tuple[tuple[NotebookCell, ...], str]:
    """The cells of what was handed in for an exercise, a zip archive included; and a remark on what it was.

    `known` are the names of all exercises. Raises Unreadable.
    """
    remarks = []
    if is_archive(data):
        name, data = notebook_in(data, exercise, known)
        remarks.append(f"The file is a zip archive: {told(name)} in it was taken.")
    text = text_of(data)
    if is_python(text):
        remarks.append("The file is Python code without a notebook around it: the code was taken.")
    return _parsed(text), " ".join(remarks)


def read(data: bytes) -> tuple[NotebookCell, ...]:
    """The cells of the notebook or script in `data`, of whatever version. Raises Unreadable where there are none."""
    return _parsed(text_of(data))


def _parsed(text):
    if is_python(text):
        cells = python_cells(text)
        _refuse_many(cells)
        return tuple(NotebookCell(kind, _clean(source)) for kind, source in cells)
    try:
        notebook = json.loads(text, parse_int=_integer)
    except json.JSONDecodeError as error:
        raise Unreadable(
            "the file is not a notebook, or only part of one: it may have been cut off in an upload, or be another "
            f"kind of file with its name changed (line {error.lineno}: {error.msg})"
        ) from None
    except RecursionError:
        raise Unreadable("the file is JSON, but not a notebook: it is nested too deeply") from None
    cells = tuple(map(_cell, _cells(notebook)))
    if sum(cell.source.count("\n") for cell in cells) > MOST_LINES:
        raise Unreadable(f"the file is a notebook of more than {MOST_LINES} lines: it may have been copied into itself")
    return cells


def _integer(digits):
    return int(digits) if len(digits) < 100 else 0  # Python refuses longer ones, and none is of use here


def _cells(notebook):
    """The cells of a notebook that was parsed, which may be any JSON at all."""
    if not isinstance(notebook, dict):
        notebook = {}
    sheets = notebook.get("worksheets")  # up to format 3
    lists = [sheet.get("cells") for sheet in sheets if isinstance(sheet, dict)] if isinstance(sheets, list) else []
    cells = [cell for one in lists if isinstance(one, list) for cell in one] if lists else notebook.get("cells")
    if not isinstance(cells, list):
        raise Unreadable("the file is JSON, but not a notebook: it has no list of cells")
    _refuse_many(cells)
    sound = [cell for cell in cells if isinstance(cell, dict)]
    if cells and not sound:
        raise Unreadable("the file is JSON, but not a notebook: what it lists as cells are none")
    return sound


def _refuse_many(cells):
    if len(cells) > MOST_CELLS:
        raise Unreadable(f"the file is a notebook of more than {MOST_CELLS} cells: it may have been copied into itself")


def _clean(source):
    """Text that can be recorded: a file could not hold lone surrogates."""
    return source.replace("\r\n", "\n").encode("utf-8", "replace").decode("utf-8")


def _cell(cell):
    source = next((cell[name] for name in SOURCES if name in cell), "")
    if isinstance(source, list):
        lines = [line for line in source if isinstance(line, str)]
        lost_newlines = len(lines) > 1 and not any("\n" in line for line in lines)
        source = ("\n" if lost_newlines else "").join(lines)
    source = _clean(source) if isinstance(source, str) else ""
    kind = cell.get("cell_type", "code")
    if kind == "heading":  # up to format 3
        kind, source = "markdown", f"# {source}"
    metadata = cell.get("metadata")
    nbgrader = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    nbgrader = nbgrader if isinstance(nbgrader, dict) else {}
    grade_id = nbgrader.get("grade_id")
    role = next((role for flag, role in ROLES if nbgrader.get(flag) is True), None)
    return NotebookCell(
        kind if kind in ("code", "markdown") else "raw", source, grade_id if isinstance(grade_id, str) else None, role
    )


ROLES = (("grade", "check"), ("solution", "answer"), ("locked", "given"))  # nbgrader's flags, the first that is set
TOOLKIT = "toolkit"  # the id of the cell that carries the toolkit


@functools.cache
def released(exercise: Exercise) -> tuple[NotebookCell, ...]:
    """The cells of the notebook that students received. Raises CourseError where it is not there."""
    try:
        return read(exercise.release.read_bytes())
    except (FileNotFoundError, Unreadable) as error:
        raise CourseError(f"{exercise.release}: {error}. Write it with: make release") from None


def program(cells: tuple[NotebookCell, ...], exercise: Exercise) -> Program:
    """The code that runs before functions are called.

    The release's given cells come first, so that deleting one costs nothing; the toolkit is not run twice, and
    unchanged visible checks are left out, since they only call what is called again.
    """
    release = released(exercise)
    done = {cell.source.strip() for cell in release if cell.role == "check" or cell.grade_id == TOOLKIT}
    given = [cell.source for cell in release if cell.role == "given"]
    deadline = time.monotonic() + TRANSLATION_SECONDS
    own = enumerate((cell.source for cell in cells if cell.kind == "code"), start=1)
    return Program(
        tuple(Cell(f"given cell {number}", source) for number, source in enumerate(given, start=1)),
        tuple(
            Cell(f"cell {number}", python_source(source, deadline))
            for number, source in own
            if source.strip() and source.strip() not in done
        ),
        exercise.off_limits,
    )


def python_source(source: str, deadline: float | None = None) -> str:
    """A cell's source without magics: as it is where it is Python, otherwise as IPython translates it. It is this
    process that translates, so what is not done by the deadline (as `time.monotonic()` tells it) stays as it is."""
    deadline = time.monotonic() + TRANSLATION_SECONDS if deadline is None else deadline
    timed = re.match(r"(?:\s*%%(?:time|timeit|capture|prun)\b.*\n)+", source)
    if timed:  # these lines stay empty, so that line numbers hold
        return "\n" * timed[0].count("\n") + python_source(source[timed.end() :], deadline)
    if len(source) > LONGEST_MAGIC or time.monotonic() > deadline or _parses(source):
        return source
    from IPython.core.inputtransformer2 import TransformerManager  # slow, and few notebooks need it

    try:
        with warnings.catch_warnings(action="ignore"), until(deadline):
            translated = TransformerManager().transform_cell(source)
    except (Exception, Late):  # it is the student's text: a SyntaxError will say so where the cell runs
        return source
    return translated if _parses(translated) else source


def _parses(source):
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def exercise_of(cells: tuple[NotebookCell, ...], course: Course) -> Exercise | None:
    """The exercise whose tasks' names stand most often in the notebook's cell ids and definitions."""
    ids = {cell.grade_id for cell in cells}
    names = set().union(*(defined(cell.source) for cell in cells if cell.kind == "code"))

    def count(exercise):
        return sum((task.name in ids) + (task.name in names) for task in exercise.tasks)

    best = max(course.exercises, key=count, default=None)
    return best if best and count(best) else None
