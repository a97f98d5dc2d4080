"""The converting: nbgrader's way from a student's folder to the autograded notebook, made safe for any folder.

nbgrader has no setting for its converter, but one for the exporter, which every converter makes before it touches a
file. Ours turns nbgrader's own converter into `Converter`, so that `nbgrader autograde`, the formgrader and `make
grade` do the same.
"""

import datetime
from pathlib import Path

import nbformat
from nbconvert.exporters import NotebookExporter
from nbgrader.converters import Autograde
from nbgrader.converters.base import BaseConverter, NbGraderException
from nbgrader.utils import parse_utc

from autograder.course import config as course_file
from autograder.errors import Unreadable
from autograder.grading.grade import Submission
from autograder.submissions.class_folder import files_beside, student_problem
from autograder.submissions.filenames import told
from autograder.submissions.files import find, read_bytes

LONGEST_TIMESTAMP = 1000


class OnlyItsOwnFiles(BaseConverter):
    """nbgrader's base, which copies nothing of a student's beside the notebook but nbgrader's own files.

    A kernel that a person starts in the autograded folder would import a `numpy.py` there, and run it.
    """

    def init_destination(self, assignment_id, student_id):
        try:
            timestamp_of(Path(self._format_source(assignment_id, student_id)))
        except Unreadable as problem:
            raise NbGraderException(str(problem)) from None  # before nbgrader opens it: a pipe would be waited for
        return super().init_destination(assignment_id, student_id)

    def init_assignment(self, assignment_id, student_id):
        source, target = (form(assignment_id, student_id) for form in (self._format_source, self._format_dest))
        for name, data in files_beside(Path(source)):
            copy = Path(target) / name
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.unlink(missing_ok=True)
            copy.write_bytes(data)


class Converter(Autograde, OnlyItsOwnFiles):
    """nbgrader's Autograde on that base."""


class SubmissionExporter(NotebookExporter):
    """nbconvert's notebook exporter, which takes up any submission at all as `resources["autograder"]`."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        if type(self.parent) is Autograde:
            self.parent.__class__ = Converter

    def from_filename(self, filename, resources=None, **kwargs):
        if not self.parent._sanitizing:
            return super().from_filename(filename, resources=resources, **kwargs)
        place = resources["nbgrader"]
        folder = Path(filename).parent
        taken = taken_up(folder, place["student"], place["assignment"])
        resources["autograder"] = taken, files_beside(folder)
        return self.from_notebook_node(nbformat.v4.new_notebook(), resources=resources, **kwargs)


def taken_up(folder: Path, student: str, exercise: str) -> Submission | str:
    """What is in a student's folder for an exercise, or in words why nothing can be taken from it."""
    names = [one.name for one in course_file.load().exercises]
    problem = student_problem(folder.parent, names)
    if problem is not None:
        return f"the student's folder is passed over: {problem}"
    try:
        found = find(folder, exercise, names)
        return Submission(student, exercise, read_bytes(found.path), found.remark)
    except Unreadable as error:
        return str(error)


def timestamp_of(folder: Path) -> datetime.datetime | None:
    """When nbgrader says that a folder was handed in, in UTC. Raises Unreadable where it says no time."""
    path = folder / "timestamp.txt"
    try:
        path.lstat()
        data = read_bytes(path)
        if len(data) <= LONGEST_TIMESTAMP:
            return parse_utc(data.decode("utf-8").strip() or None)
    except FileNotFoundError:
        return None
    except Unreadable as error:
        raise Unreadable(f"{told(shown(path))}: {error}") from None
    except Exception:  # dateutil has several for what is no time
        pass
    raise Unreadable(f"{told(shown(path))} holds no time. One looks like 2026-10-05 18:00:00 UTC")
