"""Make our feedback page in nbgrader's own commands: `nbgrader generate_feedback` and the formgrader's button.

nbgrader converts the autograded notebook. Its metadata contains the result, and the gradebook what people decided
since. `FeedbackExporter` makes the page from these, the same page that `make grade` writes. As `exporter.py` does, it
turns the converter that made it into our `Converter`.
"""

from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbgrader.converters import GenerateFeedback
from nbgrader.converters.base import NbGraderException

from autograder.course.loading import find_root, load_course
from autograder.gradebook.cache_key import page_stamp
from autograder.gradebook.database import Gradebook
from autograder.gradebook.exchange import understand_times
from autograder.gradebook.exporter import OnlyNbgradersFiles
from autograder.grading.result import Result
from autograder.reports.feedback import feedback_page
from autograder.reports.marks import NO_MARKS

NOT_OURS = "{} has no result: it was autograded without this course's nbgrader_config.py. Autograde it again."


class Converter(GenerateFeedback, OnlyNbgradersFiles):  # type: ignore[misc]
    """nbgrader's GenerateFeedback. It makes each page again, also without --force: comments have no time."""

    def init_destination(self, assignment_id: str, student_id: str) -> bool:
        return student_id not in self.coursedir.student_id_exclude.split(",")


class FeedbackExporter(NotebookExporter):  # type: ignore[misc]
    """An exporter whose output is the feedback page of an autograded notebook."""

    def __init__(self, **kwargs: Any):
        super().__init__(**kwargs)
        self.file_extension = ".html"
        if type(self.parent) is GenerateFeedback:
            self.parent.__class__ = Converter
            understand_times(self.parent.coursedir)

    def from_filename(self, filename: str, resources: dict[str, Any] | None = None, **kwargs: Any) -> Any:
        resources = dict(resources or {})
        place, coursedir = resources["nbgrader"], self.parent.coursedir
        ours = nbformat.read(filename, as_version=4).metadata.get("autograder", {})
        if "result" not in ours:
            raise NbGraderException(NOT_OURS.format(filename))
        with Gradebook(coursedir.db_url) as gradebook:
            recorded = gradebook.recorded([place["student"]]).get((place["student"], place["assignment"]))
        marks = NO_MARKS if recorded is None else recorded.marks
        course = load_course(find_root(Path(coursedir.root)))
        stamp = page_stamp(ours.get("stamp") or "", marks)
        resources["output_extension"] = self.file_extension
        return feedback_page(course, Result.from_json(ours["result"]), stamp, marks), resources
