"""Read a student's folder in nbgrader's own commands, whatever is in it.

nbgrader has no setting for its converter, but one for the exporter, which each converter makes before it touches a
file. `SubmissionExporter` turns the converter that made it into our `Converter`. So `nbgrader autograde` and the
formgrader do the same as `make grade`.
"""

from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbgrader.api import Gradebook
from nbgrader.converters import Autograde
from nbgrader.converters.base import BaseConverter

from autograder.course.loading import find_root, load_course
from autograder.errors import Unreadable
from autograder.gradebook.exchange import understand_times
from autograder.gradebook.time_text import TimeSettings
from autograder.gradebook.timestamps import known_time, nbgrader_files
from autograder.submissions.class_folder import student_problem
from autograder.submissions.files import find_notebook, read_regular_file
from autograder.submissions.submission import Submission


class OnlyNbgradersFiles(BaseConverter):  # type: ignore[misc]
    """nbgrader's base converter, but it copies only the notebook and nbgrader's own files.

    A student's other files are dangerous: a kernel that a person starts in the autograded folder would import a
    `numpy.py` from there.
    """

    def init_assignment(self, assignment_id: str, student_id: str) -> None:
        source, target = (form(assignment_id, student_id) for form in (self._format_source, self._format_dest))
        for name, data in nbgrader_files(Path(source), TimeSettings.of(self.config)):
            copy = Path(target) / name
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.unlink(missing_ok=True)
            copy.write_bytes(data)


class Converter(Autograde, OnlyNbgradersFiles):  # type: ignore[misc]
    """nbgrader's Autograde with this base converter. It records no time that it does not know."""

    def init_assignment(self, assignment_id: str, student_id: str) -> None:
        super().init_assignment(assignment_id, student_id)
        source = Path(self._format_source(assignment_id, student_id))
        _, problem = known_time(source, TimeSettings.of(self.config))
        if problem:
            with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as gradebook:
                gradebook.find_submission(assignment_id, student_id).timestamp = None
                gradebook.db.commit()


class SubmissionExporter(NotebookExporter):  # type: ignore[misc]
    """nbconvert's notebook exporter. It reads a submission in any format into `resources["autograder"]`.

    `GradeSubmission` gets from there the submission, or the reason why there is none, and nbgrader's files beside it.
    """

    def __init__(self, **kwargs: Any):
        super().__init__(**kwargs)
        if type(self.parent) is Autograde:
            self.parent.__class__ = Converter
            understand_times(self.parent.coursedir)

    def from_filename(self, filename: str, resources: dict[str, Any] | None = None, **kwargs: Any) -> Any:
        if resources is None or not self.parent._sanitizing:
            return super().from_filename(filename, resources=resources, **kwargs)
        place = resources["nbgrader"]
        folder = Path(filename).parent
        names = load_course(find_root(Path(self.parent.coursedir.root))).names
        submission = submission_in(folder, place["student"], place["assignment"], names)
        resources["autograder"] = submission, nbgrader_files(folder, TimeSettings.of(self.parent.config))
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
