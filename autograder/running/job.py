"""The job: everything that is made of one submission, by a worker that has the installed package and nothing else."""

from dataclasses import dataclass

from autograder.course.config import Course
from autograder.gradebook.autograded_notebook import file_text, recordable, show, unanswered
from autograder.gradebook.cache_key import artifact_hash, code_fingerprint
from autograder.gradebook.result_cache import entry_of, result_in
from autograder.grading.grade import grade, our_error
from autograder.grading.result import Result
from autograder.reports.feedback import feedback_page
from autograder.reports.html import templates
from autograder.submissions.class_folder import SidecarFiles
from autograder.submissions.submission import Submission


@dataclass(frozen=True)
class Job:
    """A submission, the files that nbgrader laid beside it, and its entry of the store if it was graded before."""

    submission: Submission
    beside: SidecarFiles
    entry: bytes | None


@dataclass(frozen=True)
class JobResult:
    """What was made of a job. Without an `entry` it is our error, and there is no notebook.

    `unanswered` says of each answer's cell whether it still is what students received, `code_fingerprint` (cache_key.py) with
    which graders and texts all of it was made.
    """

    result: Result
    entry: bytes | None
    page: str
    notebook: str = ""
    unanswered: tuple[tuple[str, bool], ...] = ()
    code_fingerprint: str = ""


def run_job(job: Job, course: Course) -> JobResult:
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
    mark = artifact_hash(entry, job.beside, exercise, course)
    notebook = recordable(job.submission, course)
    untouched = tuple(unanswered(notebook, exercise).items())
    show(notebook["cells"], result)
    notebook["metadata"]["autograder"] = {"stamp": mark, "result": result.to_json()}
    page, text = feedback_page(course, result, mark), file_text(notebook)
    return JobResult(result.summary(), entry, page, text, untouched, code_fingerprint(exercise, course))


def failed(job: Job, course: Course, message: str) -> JobResult:
    """What there is where the grader itself failed."""
    result = our_error(job.submission, course, message)
    return JobResult(result, None, feedback_page(course, result))
