"""Do all work on one submission: grade it, and make its autograded notebook and its feedback page.

A worker runs this. It needs the installed package and the course's folder, and shares nothing with other workers.
"""

import contextlib
from dataclasses import dataclass, replace

from autograder.authoring.notebook_json import file_text
from autograder.course.config import Course
from autograder.gradebook.autograded_notebook import recordable, show, unanswered
from autograder.gradebook.cache_key import artifact_hash, code_fingerprint
from autograder.gradebook.result_cache import entry_of, result_in
from autograder.grading.result import Result
from autograder.grading.result_summary import summary_of
from autograder.grading.ungraded import our_error
from autograder.reports.feedback import feedback_page
from autograder.reports.html import templates
from autograder.running.kept_code import code_of
from autograder.running.result_files import ResultFiles
from autograder.submissions.class_folder import SidecarFiles
from autograder.submissions.submission import Submission


@dataclass(frozen=True)
class Job:
    """A submission and nbgrader's files beside it. `entry` is that of the result cache if it was graded before.

    `files` are those of the class, if a worker may write to them.
    """

    submission: Submission
    sidecars: SidecarFiles
    entry: bytes | None
    files: ResultFiles | None = None


@dataclass(frozen=True)
class JobResult:
    """The outcome of a job. If the grader itself failed, there is no `entry` and no `notebook`.

    If the worker has written the files (`is_written`), they are not sent: there is no `entry`, `page` or `notebook`.
    `unanswered` says for each answer cell whether it is unchanged since the release. `code_fingerprint` (cache_key.py)
    identifies the code and texts from which all of this was made. `own_code` is the fingerprint of the student's code
    (kept_code.py).
    """

    result: Result
    entry: bytes | None
    page: str
    notebook: str = ""
    unanswered: tuple[tuple[str, bool], ...] = ()
    code_fingerprint: str = ""
    own_code: bytes = b""
    is_written: bool = False

    @property
    def is_failed(self) -> bool:
        """Whether the grader itself failed."""
        return self.entry is None and not self.is_written


def run_job(job: Job, course: Course) -> JobResult:
    """Grade the submission, unless the job has an entry, and make its notebook and page. Never raises."""
    try:
        entry, result = _graded(job, course)
        if entry is None:
            return failed(job, course, result.message)
        return _with_files(job, course, entry, result)
    except Exception as error:
        return failed(job, course, f"the grader failed: {type(error).__name__}: {error}")


def _graded(job: Job, course: Course) -> tuple[bytes | None, Result]:
    """The entry of the result cache, which is None if the grader failed, and the result."""
    if job.entry is not None:
        return job.entry, result_in(job.entry)
    from autograder.grading.grade import grade  # only workers grade: the command itself does not wait for this

    result = grade(job.submission, course)
    return None if result.status == "error" else entry_of(job.submission, result, course), result


def _with_files(job: Job, course: Course, entry: bytes, result: Result) -> JobResult:
    exercise = course.exercise(job.submission.exercise)
    templates()  # loaded before their digest is computed: both are of one moment
    stamp = artifact_hash(entry, job.sidecars, exercise, course)
    notebook = recordable(job.submission, course)
    untouched = tuple(unanswered(notebook, exercise).items())
    show(notebook["cells"], result)
    data = result.to_json()
    notebook["metadata"]["autograder"] = {"stamp": stamp, "result": data}
    page, text = feedback_page(course, result, stamp), file_text(notebook)
    done = JobResult(
        summary_of(data),
        entry,
        page,
        text,
        untouched,
        code_fingerprint(exercise, course),
        code_of(job.submission, course),
    )
    if job.files is not None and job.files.are_here:
        with contextlib.suppress(OSError):  # then the recorder writes them, or says why that is impossible
            _write(job.files, job, done)
            return replace(done, entry=None, page="", notebook="", is_written=True)
    return done


def _write(files: ResultFiles, job: Job, done: JobResult) -> None:
    key = job.submission.student, job.submission.exercise
    if job.entry is None and done.entry is not None:
        files.write_entry(*key, done.entry)
    files.write(*key, done.page, done.notebook, job.sidecars)


def failed(job: Job, course: Course, message: str) -> JobResult:
    """The outcome if the grader itself failed."""
    result = our_error(job.submission, course, message)
    return JobResult(result, None, feedback_page(course, result))
