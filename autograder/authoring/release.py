"""The release: an exercise's script becomes its source notebook, then what students receive.

nbgrader makes the release from the source notebook: it takes the solutions out and locks cells.
"""

import logging
import re
import shutil
from pathlib import Path

import nbformat
from nbgrader.converters import GenerateAssignment
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import ClearSolutions

from autograder.authoring import handout
from autograder.authoring.percent_script import TOOLKIT_IMPORT, read
from autograder.authoring.toolkit_cell import bundle
from autograder.course.config import Course, Exercise
from autograder.errors import CourseError
from autograder.gradebook.repair import KERNEL
from autograder.submissions.notebook import TOOLKIT

NEW_CELL = {"code": nbformat.v4.new_code_cell, "markdown": nbformat.v4.new_markdown_cell}


def source_notebook(exercise: Exercise) -> nbformat.NotebookNode:
    """The instructor's notebook with solutions and nbgrader's metadata, the same bytes each time."""
    script = read(exercise)
    points = {task.name: task.points for task in exercise.tasks}
    cells, given = [], 0
    for one in script.cells:
        source = TOOLKIT_IMPORT.sub("", one.source).lstrip("\n")
        if source != one.source and not any(cell.id == TOOLKIT for cell in cells):
            cells.append(_toolkit_cell(script))
        given += one.role == "given"
        cell = NEW_CELL[one.kind](source)
        cell.metadata = _metadata(one, points, given)
        cell.id = cell.metadata.nbgrader.grade_id if one.role else f"{one.kind}_{len(cells) + 1}"
        cells.append(cell)
    metadata = {"kernelspec": dict(KERNEL), "language_info": {"name": "python"}}
    notebook = nbformat.v4.new_notebook(cells=cells, metadata=metadata)
    nbformat.validate(notebook)
    return notebook


def source_bytes(exercise: Exercise) -> bytes:
    """The source notebook as a file."""
    return (nbformat.writes(source_notebook(exercise)) + "\n").encode("utf-8")


def _toolkit_cell(script):
    """The toolkit and the exercise's hints, folded away."""
    cell = nbformat.v4.new_code_cell(bundle(script.toolkit, script.hints), id=TOOLKIT)
    cell.metadata["jupyter"] = {"source_hidden": True}  # JupyterLab folds it
    cell.metadata["cellView"] = "form"  # so does Colab
    cell.metadata["tags"] = [TOOLKIT]  # and the formgrader leaves it out
    cell.metadata["nbgrader"] = _nbgrader(TOOLKIT, locked=True)
    return cell


def _metadata(cell, points, number):
    """nbgrader's metadata in place of our role."""
    metadata = nbformat.NotebookNode()
    if cell.role == "given":
        metadata.nbgrader = _nbgrader(f"given_{number}", locked=True)
    elif cell.role == "answer":
        metadata.nbgrader = _nbgrader(f"{cell.task}_answer", solution=True)
    elif cell.role == "check":
        value = points[cell.task]
        value = int(value) if value == int(value) else value
        metadata.nbgrader = _nbgrader(cell.task, grade=True, locked=True, points=value)
    return metadata


def _nbgrader(grade_id, **flags):
    plain = {"grade": False, "locked": False, "schema_version": 3, "solution": False, "task": False}
    return nbformat.NotebookNode(plain | flags | {"grade_id": grade_id})


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
    handout.write_originals(course, scratch)
    changed = []
    for name in handout.written(course):
        new, old = (scratch / name).read_bytes(), target / name
        if not old.exists() or old.read_bytes() != new:
            old.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(scratch / name, old)
            changed.append(old)
    return changed
