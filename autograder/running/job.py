"""The job: everything that is made of one submission, by a worker that has the installed package and nothing else."""

from dataclasses import dataclass

from autograder.course.config import Course
from autograder.gradebook.autograded_notebook import file_text, recordable, show
from autograder.gradebook.repair import unanswered
from autograder.gradebook.result_cache import Beside, entry_of, made_with, result_in, stamp
from autograder.grading.grade import Submission, grade, our_error
from autograder.grading.result import Result
from autograder.reports.feedback import feedback_page
from autograder.reports.html import templates


@dataclass(frozen=True)
class Job:
    """A submission, the files that nbgrader laid beside it, and its entry of the store if it was graded before."""

    submission: Submission
    beside: Beside
    entry: bytes | None


@dataclass(frozen=True)
class Done:
    """What was made of a job. Without an `entry` it is our error, and there is no notebook.

    `unanswered` says of each answer's cell whether it still is what students received, `made_with` (store.py) with
    which graders and texts all of it was made.
    """

    result: Result
    entry: bytes | None
    page: str
    notebook: str = ""
    unanswered: tuple[tuple[str, bool], ...] = ()
    made_with: str = ""


def do(job: Job, course: Course) -> Done:
    """Grade the submission, unless its entry is there, and make its notebook and its page. Never raises."""
    try:
        return _do(job, course)
    except Exception as error:
        return failed(job, course, f"the grader failed: {type(error).__name__}: {error}")


def _do(job, course):
    exercise = course.exercise(job.submission.exercise)
    entry = job.entry
    result = grade(job.submission, course) if entry is None else result_in(entry)
    if result.status == "error":
        return failed(job, course, result.message)
    entry = entry or entry_of(job.submission, result, course)
    templates()  # before anybody asks what they are: see made_with
    mark = stamp(entry, job.beside, exercise, course)
    notebook = recordable(job.submission, course)
    untouched = tuple(unanswered(notebook, exercise).items())
    show(notebook["cells"], result)
    notebook["metadata"]["autograder"] = {"stamp": mark, "result": result.to_json()}
    page, text = feedback_page(course, result, mark), file_text(notebook)
    return Done(result.summary(), entry, page, text, untouched, made_with(exercise, course))


def failed(job: Job, course: Course, message: str) -> Done:
    """What there is where the grader itself failed."""
    result = our_error(job.submission, course, message)
    return Done(result, None, feedback_page(course, result))
