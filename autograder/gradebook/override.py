"""Record a manual score with its reason, as a person does in the formgrader, through nbgrader's own interface."""

import contextlib

from nbgrader.api import Gradebook, MissingEntry

from autograder.errors import UsageError
from autograder.gradebook.database import database_errors, name_of
from autograder.gradebook.mark_rows import ANSWER

NOT_RECORDED = "The gradebook has no submission of {} for {}. Grade it first: make grade"


def override(url: str, key: tuple[str, str], task: str, points: float | None, why: str) -> None:
    """Set the manual score of a task, and add the reason to the comment on its answer.

    `key` is student and exercise. With None for the points, the automatic score counts again. Raises UsageError if the
    gradebook does not have the submission.
    """
    student, exercise = key
    with database_errors(name_of(url)), contextlib.closing(Gradebook(url)) as gradebook:
        try:
            grade = gradebook.find_grade(task, exercise, exercise, student)
            comment = gradebook.find_comment(f"{task}{ANSWER}", exercise, exercise, student)
        except MissingEntry:
            raise UsageError(NOT_RECORDED.format(student, exercise)) from None
        grade.manual_score = points
        grade.needs_manual_grade = points is None and grade.auto_score is None
        earlier = (comment.manual_comment or "").strip()
        if why not in earlier.split("\n\n"):
            comment.manual_comment = f"{earlier}\n\n{why}" if earlier else why
        gradebook.db.commit()
