"""Read a student's folder in nbgrader's own commands, whatever is in it.

nbgrader has no setting for its converter, but one for the exporter, which every converter makes before it touches a
file. Ours turns nbgrader's own converter into `Converter`. So `nbgrader autograde`, the formgrader and `make grade` do
the same.
"""

import datetime
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

LONGEST_TIMESTAMP = 1000


class OnlyNbgradersFiles(BaseConverter):  # type: ignore[misc]
    """nbgrader's base converter. Beside the notebook, it copies nothing of the student's but nbgrader's own files.

    A kernel that a person starts in the autograded folder would import a `numpy.py` from there.
    """

    def init_destination(self, assignment_id: str, student_id: str) -> bool:
        try:
            timestamp_of(Path(self._format_source(assignment_id, student_id)))
        except Unreadable as problem:
            raise NbGraderException(str(problem)) from None  # before nbgrader opens it: it would wait for a pipe
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
    """nbgrader's Autograde on that base."""


class SubmissionExporter(NotebookExporter):  # type: ignore[misc]
    """nbconvert's notebook exporter, which puts any submission into `resources["autograder"]`."""

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
        taken = submission_in(folder, place["student"], place["assignment"], names)
        resources["autograder"] = taken, sidecar_files(folder)
        return self.from_notebook_node(nbformat.v4.new_notebook(), resources=resources, **kwargs)


def submission_in(folder: Path, student: str, exercise: str, names: tuple[str, ...]) -> Submission | str:
    """The submission in a student's folder for an exercise, or the reason why there is none.

    `names` are those of all exercises.
    """
    problem = student_problem(folder.parent, names)
    if problem is not None:
        return f"the student's folder is skipped: {problem}"
    try:
        found = find_notebook(folder, exercise, names)
        return Submission(student, exercise, read_regular_file(found.path), found.remark)
    except Unreadable as error:
        return str(error)


def timestamp_of(folder: Path) -> datetime.datetime | None:
    """When a folder was handed in by nbgrader's `timestamp.txt`, in UTC. Raises Unreadable if that is no time."""
    path = folder / "timestamp.txt"
    try:
        path.lstat()
        data = read_regular_file(path)
        if len(data) <= LONGEST_TIMESTAMP:
            time: datetime.datetime | None = parse_utc(data.decode("utf-8").strip() or None)
            return time
    except FileNotFoundError:
        return None
    except Unreadable as error:
        raise Unreadable(f"{printable_name(display_path(path))}: {error}") from None
    except Exception:  # dateutil has several for what is no time
        pass
    raise Unreadable(f"{printable_name(display_path(path))} holds no time. One looks like 2026-10-05 18:00:00 UTC")
