"""The notebook: what was handed in, as code to run.

The function is graded, not the notebook. Cells may be deleted, copied, moved or renamed and all
metadata lost on the way through other tools: what is defined somewhere is found. (`repair.py` makes
the notebook that nbgrader records.)

Notebooks are read as the JSON that they are. nbformat would do, but importing it takes longer than
grading a notebook, so it is left to formats before version 4.
"""

import ast
import functools
import json
import re
import warnings
from dataclasses import dataclass

from autograder.course import Course, CourseError, Exercise
from autograder.sandbox import Cell, Program, defines


class Unreadable(Exception):
    """No notebook can be read from what was handed in. The text says why."""


@dataclass(frozen=True)
class NotebookCell:
    """One cell: `kind` is code, markdown or raw; `grade_id` and `role` are what nbgrader's metadata say.

    The role is given, answer, check or None. In a submission it means nothing: students can edit it.
    """

    kind: str
    source: str
    grade_id: str | None = None
    role: str | None = None


def read(data: bytes) -> tuple[NotebookCell, ...]:
    """The cells of the notebook in `data`, of whatever format version. Raises Unreadable where there is none."""
    if not data.strip():
        raise Unreadable("the file is empty")
    try:
        notebook = json.loads(data.decode(json.detect_encoding(data), errors="replace"))
        if notebook.get("nbformat") in (1, 2, 3):
            notebook = _upgrade(notebook)
        return tuple(_cell(cell) for cell in notebook["cells"])
    except json.JSONDecodeError as error:
        raise Unreadable(
            "the file is not a notebook, or only part of one: it may have been cut off in an upload, or be another "
            f"kind of file with its name changed (line {error.lineno}: {error.msg})"
        ) from None
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise Unreadable(f"the file is JSON, but not a notebook ({type(error).__name__}: {error})") from None


def _upgrade(notebook):
    import nbformat

    notebook = {"metadata": {}, "worksheets": notebook["worksheets"]} | notebook
    try:
        return nbformat.convert(nbformat.from_dict(notebook), 4)
    except nbformat.ValidationError as error:
        raise ValueError(error.message) from None


def _cell(cell):
    source = cell.get("source", "")
    if isinstance(source, list):
        lost_newlines = len(source) > 1 and not any("\n" in line for line in source)
        source = ("\n" if lost_newlines else "").join(source)
    source = str(source).encode("utf-8", "replace").decode("utf-8")  # no lone surrogates: files could not hold them
    kind = cell.get("cell_type", "code")
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
    own = enumerate((cell.source for cell in cells if cell.kind == "code"), start=1)
    return Program(
        tuple(Cell(f"given cell {number}", source) for number, source in enumerate(given, start=1)),
        tuple(
            Cell(f"cell {number}", python_source(source))
            for number, source in own
            if source.strip() and source.strip() not in done
        ),
        exercise.off_limits,
    )


def python_source(source: str) -> str:
    """A cell's source without magics: as it is where it is Python, otherwise as IPython translates it."""
    timed = re.match(r"\s*%%(time|timeit|capture|prun)\b.*\n", source)
    if timed:
        return "\n" + python_source(source[timed.end() :])  # the first line stays empty, so that line numbers hold
    if _parses(source):
        return source
    from IPython.core.inputtransformer2 import TransformerManager  # slow, and few notebooks need it

    try:
        translated = TransformerManager().transform_cell(source)
    except Exception:  # it is the student's text: a SyntaxError will say so where the cell runs
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
    sources = "\n".join(cell.source for cell in cells if cell.kind == "code")

    def count(exercise):
        return sum((task.name in ids) + defines(sources, task.name) for task in exercise.tasks)

    best = max(course.exercises, key=count, default=None)
    return best if best and count(best) else None
