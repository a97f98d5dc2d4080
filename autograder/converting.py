"""The converting: nbgrader's way from a student's folder to the autograded notebook, made safe for any folder.

nbgrader has no setting for its converter, but one for the exporter, which every converter makes before it touches a
file. Ours turns nbgrader's own converter into `Converter`, so that `nbgrader autograde`, the formgrader and `make
grade` do the same.
"""

from pathlib import Path

import nbformat
from nbconvert.exporters import NotebookExporter
from nbgrader.converters import Autograde
from nbgrader.converters.base import BaseConverter, NbGraderException
from nbgrader.utils import parse_utc

from autograder import course as course_file
from autograder.contents import Unreadable
from autograder.course import shown
from autograder.feedback import FOR_THE_EXCHANGE
from autograder.finding import find, read_bytes
from autograder.grade import Submission
from autograder.naming import told
from autograder.places import student_problem

LONGEST_TIMESTAMP = 1000


class OnlyItsOwnFiles(BaseConverter):
    """nbgrader's base, which copies nothing of a student's beside the notebook but nbgrader's own files.

    A kernel that a person starts in the autograded folder would import a `numpy.py` there, and run it.
    """

    def init_destination(self, assignment_id, student_id):
        problem = timestamp_problem(Path(self._format_source(assignment_id, student_id)))
        if problem is not None:
            raise NbGraderException(problem)  # before nbgrader opens it: a pipe would be waited for
        return super().init_destination(assignment_id, student_id)

    def init_assignment(self, assignment_id, student_id):
        source, target = (form(assignment_id, student_id) for form in (self._format_source, self._format_dest))
        for name in FOR_THE_EXCHANGE:
            try:
                data = read_bytes(Path(source) / name)
            except Unreadable:
                continue
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
        resources["autograder"] = taken_up(Path(filename).parent, place["student"], place["assignment"])
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


def timestamp_problem(folder: Path) -> str | None:
    """What is wrong with the timestamp in a student's folder, which nbgrader does not say."""
    path = folder / "timestamp.txt"
    try:
        path.lstat()
        data = read_bytes(path)
        if len(data) <= LONGEST_TIMESTAMP:
            if data.strip():
                parse_utc(data.decode("utf-8").strip())
            return None
    except FileNotFoundError:
        return None
    except Unreadable as error:
        return f"{told(shown(path))}: {error}"
    except Exception:  # dateutil has several for what is no time
        pass
    return f"{told(shown(path))} holds no time. One looks like 2026-10-05 18:00:00 UTC"
