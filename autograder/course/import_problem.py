"""Describe why a Python file of an exercise cannot be imported, with the file and the line."""

import re
import traceback
from pathlib import Path

from autograder.course.config import Exercise
from autograder.errors import CourseError, display_path

PACKAGE = re.compile(r"\bcourse_[0-9a-f]{12}\.")  # the package that content.py makes of the exercises' folder


def import_problem(error: BaseException, exercise: Exercise) -> str:
    """What is wrong, as `file:line: SyntaxError: ...`, where the line is one of the course's own. The text of a
    CourseError says this itself."""
    if isinstance(error, CourseError):
        return str(error)
    if isinstance(error, SyntaxError) and error.filename:
        return f"{display_path(Path(error.filename))}:{error.lineno}: {type(error).__name__}: {error.msg}"
    folders = (exercise.folder.parent, exercise.source.parent)
    frames = [(Path(frame.filename), frame.lineno) for frame in traceback.extract_tb(error.__traceback__)]
    own = [(path, line) for path, line in frames if any(map(path.is_relative_to, folders))]
    place = f"{display_path(own[-1][0])}:{own[-1][1]}: " if own else ""
    return f"{place}{type(error).__name__}: {PACKAGE.sub('', str(error))}"
