"""The feedback page of one submission with the marks that the gradebook has when the page is written.

A worker makes the page without marks, because it does not see the gradebook. Few submissions have marks: only their
pages are made again, by the writer of the run.
"""

from dataclasses import dataclass
from pathlib import Path

from autograder.course.config import Course
from autograder.course.paths import ClassPaths
from autograder.gradebook.cache_key import artifact_hash, page_stamp
from autograder.gradebook.result_cache import result_in
from autograder.grading.result import Result
from autograder.reports.feedback import feedback_page
from autograder.reports.marks import Marks
from autograder.submissions.class_folder import SidecarFiles, sidecar_files


@dataclass(frozen=True)
class MarkedPage:
    """What a page is made from: the `entry` of the result cache if there is one, or else the `result`.

    `sidecars` are nbgrader's files beside the submission. `plain` is the page without marks if a worker has made it.
    """

    course: Course
    result: Result
    entry: bytes | None
    sidecars: SidecarFiles
    plain: str | None = None

    def stamp(self, marks: Marks) -> str:
        """The hash in the page; "" if the result is not cached."""
        if self.entry is None:
            return ""
        exercise = self.course.exercise(str(self.result.exercise))
        return page_stamp(artifact_hash(self.entry, self.sidecars, exercise, self.course), marks)

    def text(self, marks: Marks) -> str:
        """The page as HTML."""
        if self.plain is not None and not marks:
            return self.plain
        result = self.result if self.entry is None else result_in(self.entry)
        return feedback_page(self.course, result, self.stamp(marks), marks)


def is_recorded(paths: ClassPaths, student: str, exercise: str, stamp: str, sidecars: SidecarFiles) -> bool:
    """Whether notebook and page have the hash `stamp`, and the files beside the page are these.

    The page may show any marks: see `has_stamp`.
    """
    page = paths.feedback(student, exercise)
    notebook = paths.autograded / student / exercise / f"{exercise}.ipynb"
    stamped = _contains(notebook, f'"stamp": "{stamp}"') and _contains(page, f'content="{stamp}')
    return stamped and sidecar_files(page.parent) == sidecars


def has_stamp(paths: ClassPaths, student: str, exercise: str, stamp: str) -> bool:
    """Whether the feedback page of a submission has this hash."""
    return _contains(paths.feedback(student, exercise), f'content="{stamp}"')


def _contains(path: Path, text: str) -> bool:
    try:
        return text.encode() in path.read_bytes()
    except OSError:
        return False
