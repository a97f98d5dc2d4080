"""Release the exercises: a script becomes its source notebook, then what students receive.

nbgrader makes the release from the source notebook: it removes the solutions and locks cells.
"""

import contextlib
import logging
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
from nbgrader.converters import GenerateAssignment
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import ClearSolutions
from tornado.log import app_log
from traitlets.config import Config

from autograder.authoring import handout
from autograder.authoring.source_notebook import STUB, write_sources
from autograder.authoring.texts import with_tables
from autograder.course.config import Course
from autograder.course.nbgrader_config import CONFIG_FILE, TEMPLATE, course_directory, write_config_if_missing
from autograder.course.paths import ClassPaths, write_atomic
from autograder.course.write_errors import remedy
from autograder.errors import CourseError


class ClearAnswers(ClearSolutions):  # type: ignore[misc]
    """nbgrader's ClearSolutions, with the task's name in the stub, or with the stub in the cell's metadata.

    Solution regions in code that are not indented are helpers of the reference, or stand below a line like `x = ...`:
    they are removed without a stub.
    """

    HELPERS = re.compile(r"\n*^### BEGIN SOLUTION\n.*?^### END SOLUTION$", re.MULTILINE | re.DOTALL)

    def preprocess_cell(self, cell: nbformat.NotebookNode, resources: dict[str, Any], cell_index: int) -> Any:
        task = cell.metadata.get("nbgrader", {}).get("grade_id", "").removesuffix("_answer")
        stub = cell.metadata.pop(STUB, f'# YOUR CODE HERE\nraise NotImplementedError("{task}")')
        if cell.cell_type == "code":
            source, helpers = self.HELPERS.subn("", cell.source)
            cell.source = source.lstrip("\n")
            if helpers and cell.source and "BEGIN SOLUTION" not in cell.source:  # such as `x = ...`
                return cell, resources
        self.code_stub = {"python": stub}
        return super().preprocess_cell(cell, resources, cell_index)


def generate(course: Course, coursedir: CourseDirectory, config: Config) -> None:
    """Have nbgrader make the releases and write their cells into the gradebook.

    `coursedir` says where the source and release folders and the gradebook are. Raises CourseError
    if nbgrader refuses.
    """
    for exercise in course.exercises:
        coursedir.assignment_id = exercise.name
        errors = ErrorLog()
        converter = GenerateAssignment(coursedir=coursedir, config=config, force=True, log=errors.logger())
        try:
            with errors.instead_of(app_log):
                converter.start()
        except (NbGraderException, OSError):
            raise CourseError(f"nbgrader could not release {exercise.name}:\n{errors.text()}") from None


class ErrorLog(logging.Handler):
    """Keeps nbgrader's error messages, instead of printing all its messages."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)

    def logger(self) -> logging.Logger:
        """A logger that reports to this handler alone."""
        logger = logging.Logger("nbgrader")
        logger.addHandler(self)
        return logger

    @contextlib.contextmanager
    def instead_of(self, logger: logging.Logger) -> Iterator[None]:
        """Keep what another logger reports while the block runs. It prints nothing."""
        propagates, logger.propagate = logger.propagate, False
        logger.addHandler(self)
        try:
            yield
        finally:
            logger.propagate = propagates
            logger.removeHandler(self)

    def text(self) -> str:
        """What is wrong with the database, and what to do, if that is the reason. Otherwise, the last line of each
        message (of a traceback, that is the exception), each once.
        """
        for record in self.records:
            original = getattr(record.exc_info[1] if record.exc_info else None, "orig", None)
            if original is not None:
                return f"The gradebook: {original}. {remedy(original) or 'Fix that'}, and run the same command again."
        return "\n".join(dict.fromkeys(record.getMessage().strip().split("\n")[-1] for record in self.records))


def make_release(course: Course, folder: Path, coursedir: CourseDirectory, config: Config) -> dict[Path, bytes]:
    """Make all files of the handout. nbgrader makes the notebooks in `folder`. Returns path in the handout → bytes."""
    write_sources(course, Path(coursedir.root) / coursedir.source_directory)
    coursedir.release_directory = str(folder)
    generate(course, coursedir, config)
    files = {path: (folder / path).read_bytes() for path in handout.notebooks(course)}
    return files | handout.generated(course, folder)


def release_in_memory(course: Course) -> dict[Path, bytes]:
    """Make all files of the handout and write none of them: no gradebook, and nothing in the course's folder."""
    with tempfile.TemporaryDirectory() as folder:
        paths = ClassPaths(Path(folder), Path(folder) / "build")
        own = course.root / CONFIG_FILE
        (paths.root / CONFIG_FILE).write_bytes(own.read_bytes() if own.is_file() else TEMPLATE.encode())
        coursedir, config = course_directory(paths)
        config.GenerateAssignment.no_database, config.SaveCells.enabled = True, False
        return make_release(course, paths.build / "release", coursedir, config)


def release(course: Course, folder: Path, coursedir: CourseDirectory, config: Config) -> list[Path]:
    """Release the course: make everything in `folder`, and write it only if all of it succeeds.

    Returns the files that changed. Files of earlier releases in generated folders are removed.
    """
    files = {course.assignments / name: data for name, data in make_release(course, folder, coursedir, config).items()}
    readme = course.root / "README.md"
    if readme.is_file():
        files[readme] = with_tables(readme.read_text(encoding="utf-8"), course).encode()
    changed = [path for path, data in files.items() if not path.exists() or path.read_bytes() != data]
    for path in changed:
        write_atomic(path, files[path])
    for path in _stale(course, set(files)):
        path.unlink()
        with contextlib.suppress(OSError):  # the folder has other files
            path.parent.rmdir()
    return changed


def _stale(course: Course, files: set[Path]) -> list[Path]:
    """Files of earlier releases: those in folders where everything is written by a release, and dropped notebooks."""
    found = [path for name in handout.GENERATED for path in (course.assignments / name).rglob("*")]
    found += [course.assignments / name / f"{name}.ipynb" for name in course.dropped]
    return [path for path in found if path.is_file() and path not in files]


def write_missing_config(course: Course) -> list[Path]:
    """Write `nbgrader_config.py`, which nbgrader needs, if the course has none. Returns what was written."""
    return [course.root / CONFIG_FILE] if write_config_if_missing(course.root) else []
