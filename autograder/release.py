"""The release: an exercise's percent script becomes its source notebook, then what students receive.

A cell's role stands in its first line: `role="given"` (provided, locked), `role="answer" task="f"` (the
stub), `role="check" task="f"` (the visible checks; the graded cell). The rest is prose and free code.
nbgrader makes the release from the source notebook: it takes the solutions out and locks cells.
"""

import ast
import logging
import re
import shutil
from pathlib import Path

import jupytext
import nbformat
from nbgrader.converters import GenerateAssignment
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import ClearSolutions

from autograder import toolkit
from autograder.course import Course, CourseError, Exercise
from autograder.repair import KERNEL

TOOLKIT_IMPORT = "from autograder.toolkit import check\n"
TOOLKIT_TITLE = "# The course's toolkit, for the visible checks below. Nothing to do here: run it and go on.\n\n"


def source_notebook(exercise: Exercise) -> nbformat.NotebookNode:
    """The instructor's notebook with solutions and nbgrader's metadata, the same bytes each time."""
    try:
        script = exercise.source.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise CourseError(f"course.toml lists {exercise.name}, but {exercise.source} is missing.") from None
    points = {task.name: task.points for task in exercise.tasks}
    cells = []
    for cell in jupytext.reads(script, fmt="py:percent").cells:
        if cell.source.startswith(TOOLKIT_IMPORT):
            cells.append(_toolkit_cell())
            cell.source = cell.source.removeprefix(TOOLKIT_IMPORT).lstrip()
        given = sum("given" in c.metadata.nbgrader.grade_id for c in cells if "nbgrader" in c.metadata)
        cells.append(_with_role(cell, exercise, points, given + 1))
    for number, cell in enumerate(cells, start=1):
        cell.id = cell.metadata.get("nbgrader", {}).get("grade_id", f"{cell.cell_type}_{number}")
    metadata = {"kernelspec": dict(KERNEL), "language_info": {"name": "python"}}
    notebook = nbformat.v4.new_notebook(cells=cells, metadata=metadata)
    nbformat.validate(notebook)
    return notebook


def source_bytes(exercise: Exercise) -> bytes:
    """The source notebook as a file."""
    return (nbformat.writes(source_notebook(exercise)) + "\n").encode("utf-8")


def _toolkit_cell():
    """The code of toolkit.py, without its docstring, folded away."""
    text = Path(toolkit.__file__).read_text(encoding="utf-8")
    docstring = ast.parse(text).body[0]
    code = "".join(text.splitlines(keepends=True)[docstring.end_lineno :]).strip()
    cell = nbformat.v4.new_code_cell(TOOLKIT_TITLE + code)
    cell.metadata["jupyter"] = {"source_hidden": True}  # JupyterLab folds it
    cell.metadata["cellView"] = "form"  # so does Colab
    cell.metadata["tags"] = ["toolkit"]  # and the formgrader leaves it out
    cell.metadata["nbgrader"] = _nbgrader("toolkit", locked=True)
    return cell


def _with_role(cell, exercise, points, number):
    """The cell with nbgrader's metadata in place of ours."""
    role, task = cell.metadata.pop("role", None), cell.metadata.pop("task", None)
    if role is not None and (role not in ("given", "answer", "check") or (role != "given" and task not in points)):
        known = ", ".join(points)
        raise CourseError(
            f"{exercise.source}: a cell has role={role!r} task={task!r}. Roles are given, answer and check; "
            f"tasks, by course.toml, are {known}."
        )
    cell.metadata = nbformat.NotebookNode()
    if role == "given":
        cell.metadata["nbgrader"] = _nbgrader(f"given_{number}", locked=True)
    elif role == "answer":
        cell.metadata["nbgrader"] = _nbgrader(f"{task}_answer", solution=True)
    elif role == "check":
        value = points[task]
        value = int(value) if value == int(value) else value
        cell.metadata["nbgrader"] = _nbgrader(task, grade=True, locked=True, points=value)
    return cell


def _nbgrader(grade_id, **flags):
    plain = {"grade": False, "locked": False, "schema_version": 3, "solution": False, "task": False}
    return plain | flags | {"grade_id": grade_id}


class ClearAnswers(ClearSolutions):
    """nbgrader's ClearSolutions, with the task's name in the stub.

    Solution regions that are not indented are helpers of the reference: they go without a trace.
    """

    HELPERS = re.compile(r"\n*^### BEGIN SOLUTION\n.*?^### END SOLUTION$", re.MULTILINE | re.DOTALL)

    def preprocess_cell(self, cell, resources, cell_index):
        grade_id = cell.metadata.get("nbgrader", {}).get("grade_id", "")
        cell.source = self.HELPERS.sub("", cell.source)
        task = grade_id.removesuffix("_answer")
        self.code_stub = {"python": f'# YOUR CODE HERE\nraise NotImplementedError("{task}")'}
        return super().preprocess_cell(cell, resources, cell_index)


def write_sources(course: Course, folder: Path) -> None:
    """Write each exercise's source notebook to `folder/<exercise>/<exercise>.ipynb`."""
    for exercise in course.exercises:
        path = folder / exercise.name / f"{exercise.name}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(source_bytes(exercise))


def generate(course: Course, coursedir: CourseDirectory, config) -> None:
    """Have nbgrader make the releases and note their cells in the gradebook.

    `coursedir` says where the source and release folders and the gradebook are. Raises CourseError
    where nbgrader refuses.
    """
    for exercise in course.exercises:
        coursedir.assignment_id = exercise.name
        log = Collected()
        converter = GenerateAssignment(coursedir=coursedir, config=config, force=True, log=log.logger)
        try:
            converter.start()
        except (NbGraderException, OSError):
            raise CourseError(f"nbgrader could not release {exercise.name}:\n{log.errors()}") from None


class Collected:
    """A logger that keeps errors instead of printing nbgrader's running commentary."""

    def __init__(self):
        self.records = []
        self.logger = logging.Logger("nbgrader")
        handler = logging.Handler(logging.ERROR)
        handler.emit = self.records.append
        self.logger.addHandler(handler)

    def errors(self):
        """The last line of each message (of a traceback, that is the exception), each once."""
        return "\n".join(dict.fromkeys(record.getMessage().strip().split("\n")[-1] for record in self.records))


def release(course: Course, target: Path, scratch: Path, coursedir: CourseDirectory, config) -> list[Path]:
    """Make all releases in `scratch`, and only when all went well put them into `target`.

    Returns the files that changed.
    """
    write_sources(course, Path(coursedir.root) / coursedir.source_directory)
    coursedir.release_directory = str(scratch)
    generate(course, coursedir, config)
    changed = []
    for exercise in course.exercises:
        name = Path(exercise.name) / f"{exercise.name}.ipynb"
        new, old = (scratch / name).read_bytes(), target / name
        if not old.exists() or old.read_bytes() != new:
            old.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(scratch / name, old)
            changed.append(old)
    return changed
