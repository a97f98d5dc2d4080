"""Read a student's folder in nbgrader's own commands, whatever is in it.

nbgrader has no setting for its converter, but one for the exporter, which each converter makes before it touches a
file. `SubmissionExporter` turns the converter that made it into our `Converter`. So `nbgrader autograde` and the
formgrader do the same as `make grade`.
"""

import datetime
import os
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbgrader.converters import Autograde
from nbgrader.converters.base import BaseConverter, NbGraderException
from nbgrader.utils import parse_utc

from autograder.course.loading import find_root, load_course
from autograder.errors import Unreadable, display_path
from autograder.submissions.class_folder import sidecar_files, student_problem
from autograder.submissions.filenames import printable_name
from autograder.submissions.files import find_notebook, read_regular_file
from autograder.submissions.submission import Submission

LONGEST_TIMESTAMP = 1000  # bytes


class OnlyNbgradersFiles(BaseConverter):  # type: ignore[misc]
    """nbgrader's base converter, but it copies only the notebook and nbgrader's own files.

    A student's other files are dangerous: a kernel that a person starts in the autograded folder would import a
    `numpy.py` from there.
    """

    def init_destination(self, assignment_id: str, student_id: str) -> bool:
        try:
            timestamp_of(Path(self._format_source(assignment_id, student_id)))
        except Unreadable as problem:
            raise NbGraderException(str(problem)) from None  # if it is a pipe, nbgrader itself would wait forever
        done: bool = super().init_destination(assignment_id, student_id)
        return done

    def init_assignment(self, assignment_id: str, student_id: str) -> None:
        source, target = (form(assignment_id, student_id) for form in (self._format_source, self._format_dest))
        for name, data in sidecar_files(Path(source)):
            copy = Path(target) / name
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.unlink(missing_ok=True)
            copy.write_bytes(data)


class Converter(Autograde, OnlyNbgradersFiles):  # type: ignore[misc]
    """nbgrader's Autograde with this base converter."""


class SubmissionExporter(NotebookExporter):  # type: ignore[misc]
    """nbconvert's notebook exporter. It reads a submission in any format into `resources["autograder"]`.

    `GradeSubmission` gets from there the submission, or the reason why there is none, and nbgrader's files beside it.
    """

    def __init__(self, **kwargs: Any):
        super().__init__(**kwargs)
        if type(self.parent) is Autograde:
            self.parent.__class__ = Converter

    def from_filename(self, filename: str, resources: dict[str, Any] | None = None, **kwargs: Any) -> Any:
        if resources is None or not self.parent._sanitizing:
            return super().from_filename(filename, resources=resources, **kwargs)
        place = resources["nbgrader"]
        folder = Path(filename).parent
        names = load_course(find_root(Path(self.parent.coursedir.root))).names
        submission = submission_in(folder, place["student"], place["assignment"], names)
        resources["autograder"] = submission, sidecar_files(folder)
        return self.from_notebook_node(nbformat.v4.new_notebook(), resources=resources, **kwargs)


def submission_in(folder: Path, student: str, exercise: str, names: tuple[str, ...]) -> Submission | str:
    """The submission in a student's folder for an exercise, or the reason why there is none.

    `names` are the names of all exercises.
    """
    problem = student_problem(folder.parent, names)
    if problem is not None:
        return f"the student's folder is skipped: {problem}"
    try:
        found = find_notebook(folder, exercise, names)
        return Submission(student, exercise, read_regular_file(found.path), found.remark, found.others)
    except Unreadable as error:
        return str(error)


def timestamp_of(folder: Path) -> datetime.datetime | None:
    """The time in nbgrader's `timestamp.txt` in a folder, in UTC; None if there is no such file.

    Raises Unreadable if the file cannot be read or contains no time.
    """
    path = folder / "timestamp.txt"
    if not os.path.lexists(path):
        return None
    name = printable_name(display_path(path))
    try:
        data = read_regular_file(path)
    except Unreadable as error:
        raise Unreadable(f"{name}: {error}") from None
    try:
        return _time_in(data)
    except Exception:  # dateutil raises several kinds of errors
        raise Unreadable(f"{name} contains no time such as 2026-10-05 18:00:00 UTC") from None


def _time_in(data: bytes) -> datetime.datetime | None:
    """The time that a file contains; None if it is empty."""
    if len(data) > LONGEST_TIMESTAMP:
        raise ValueError("too long")
    time: datetime.datetime | None = parse_utc(data.decode("utf-8").strip() or None)
    return time
