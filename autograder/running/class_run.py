"""Run over a class once: find out what has changed, have it graded, and record it.

Many workers grade (`job.run_job`, without shared state), and one writer records (`recorder.Recorder`).
"""

import contextlib
import itertools
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor
from dataclasses import replace
from pathlib import Path

from autograder.course.config import Course
from autograder.course.paths import ClassPaths
from autograder.errors import CONTINUES, CourseError, Unreadable
from autograder.gradebook.cache_key import Parts, code_fingerprint, parts_of
from autograder.gradebook.database import Gradebook
from autograder.gradebook.recorded import Key, Recorded
from autograder.gradebook.result_cache import ResultCache, result_in
from autograder.gradebook.timestamps import known_time, nbgrader_files
from autograder.gradebook.versions import NO_FILE, version_of
from autograder.grading.result import Result
from autograder.grading.result_summary import shared
from autograder.grading.ungraded import GIVEN_UP, unreadable
from autograder.reports.marks import NO_MARKS
from autograder.reports.own_code import expected
from autograder.reports.terminal import ProgressReporter
from autograder.reports.text import one_line
from autograder.running import references, scheduler
from autograder.running.job import Job, JobResult, failed
from autograder.running.kept_code import KeptCode
from autograder.running.marked_page import MarkedPage, is_recorded
from autograder.running.recorder import Recorder
from autograder.running.references import References
from autograder.running.scheduler import Backend
from autograder.submissions.class_folder import FoundSubmission, SidecarFiles, sidecar_files
from autograder.submissions.files import read_regular_file
from autograder.submissions.submission import Submission

CHANGED = (
    "The course's files were changed while the class was graded (or, on a cluster, since its workers were "
    f"started: start them again). What was graded before is kept: {CONTINUES}."
)


PENDING = Result("", None, "pending", None, 0.0)  # in place of a result that is not known yet


class ClassRun:
    """One run over a class: first `plan` each submission, then `execute` everything.

    `before` is what the gradebook has when the run begins. `results` has the result of each submission, in the order in
    which they are planned. `pending` is the work of `execute`. `missing` are the submissions without a file that can be
    read, `withdrawn` those that only the gradebook has, and `graded` counts the submissions that were graded, without
    the unreadable ones. A dry run writes to the gradebook, which is then a copy, and nowhere else.

    A class can have thousands of submissions. So beside its result, nothing is kept of a usual one.
    """

    def __init__(self, paths: ClassPaths, course: Course, gradebook: Gradebook, dry_run: bool = False):
        self.paths, self.course, self.dry_run = paths, course, dry_run
        self.before = gradebook.recorded()
        self.recorder = Recorder(paths, course, gradebook, self.before, dry_run)
        self.results: dict[Key, Result] = {}
        self.pending: list[FoundSubmission] = []
        self.missing: list[FoundSubmission] = []
        self.withdrawn: list[Key] = []
        self.graded = 0
        self._late: set[Key] = set()  # of those that were late before: whose late penalties this run computes
        self._rows: set[Key] = set()  # of pending ones with a cached result: those whose rows must be written
        self._versions: dict[Key, str] = {}  # of submissions whose versions an older gradebook does not know
        self._renamed: dict[Key, FoundSubmission] = {}  # those with another file than the expected one, or several
        self._cache = ResultCache(paths.results, course)
        self._code = KeptCode(paths)

    def plan(self, found: FoundSubmission, force: bool) -> None:
        """Find out what must be done for a submission. With `force` it is graded in any case."""
        key = key_of(found)
        self._plan_penalty(key)
        self._fingerprint(found.exercise)  # computed now, before a worker loads the exercise
        try:
            submission = read_found(found)
        except Unreadable as problem:
            self._add_missing(found, problem)
            return
        if force and not self.dry_run:
            self._cache.invalidate(submission)
        if found.remark or found.others:
            self._renamed[key] = found
        cached = None if force else self._cache.lookup(submission)
        if cached is None:
            self.results[key] = PENDING
            self.pending.append(found)
        else:
            self._plan_graded(found, version_of(submission.data), *cached)

    def plan_withdrawn(self, keys: Iterable[Key]) -> None:
        """Compute also the late penalties of these submissions, which are not in `submitted/` any more.

        Their pages show what the gradebook has, as those of others.
        """
        for key in keys:
            self._plan_penalty(key)
            self.withdrawn.append(key)
            entry, page = self._cache.latest_entry(*key), self.paths.feedback(*key)
            if entry is not None and page.exists():
                made_from = MarkedPage(self.course, result_in(entry), entry, sidecar_files(page.parent))
                self.recorder.refresh(key, made_from)

    def _plan_penalty(self, key: Key) -> None:
        if key in self.recorder.late:
            self._late.add(key)

    def _plan_graded(self, found: FoundSubmission, version: str, entry: bytes, result: Result) -> None:
        """Find out which rows and files of a submission with a cached result must be written.

        If only its late penalty or its page must be, the recorder does that without a worker.
        """
        key = key_of(found)
        self.results[key] = result
        if key in self.before and self.before[key].version is None:
            self._versions[key] = version
        rows = not self._in_gradebook(found, version, result.automatic)
        page = MarkedPage(self.course, result, entry, self._sidecars(found))
        files = self.dry_run or is_recorded(self.paths, *key, page.stamp(NO_MARKS), page.sidecars)
        if rows:
            self._rows.add(key)
        if rows or not files:
            self.pending.append(found)
        else:
            self.recorder.refresh(key, page)

    def _in_gradebook(self, found: FoundSubmission, version: str, scores: dict[str, float | None]) -> bool:
        """Whether the gradebook has this version, these automatic scores and the current timestamp."""
        recorded = self.before.get(key_of(found))
        if recorded is None or recorded.version not in (version, None):
            return False
        if any(value != scores.get(cell) for cell, value in recorded.automatic.items()):
            return False
        time, problem = known_time(self._folder(found), self.recorder.times)
        return time == recorded.timestamp or (time is None and not problem)  # without a file, nbgrader keeps its time

    def execute(self, backend: Backend, closing: contextlib.ExitStack, workers: Executor | None = None) -> None:
        """Run and record all pending work. Raises CourseError if a hidden test is faulty.

        `workers` are those of the backend if they have been started already. They begin to end after the last result.
        `closing` waits for that, so that other work is done meanwhile.
        """
        if self.pending:
            executor = workers or closing.enter_context(backend.executor(len(self.pending)))
            self._run_pending(backend, executor)
            executor.shutdown(wait=False)
        for found in self.missing:
            self._record_missing(found)
        for key in sorted(self._late - self.recorder.added):  # withdrawn, or its page could not be made
            self.recorder.refresh(key)
        self.recorder.flush()
        self._code.flush()

    def _run_pending(self, backend: Backend, executor: Executor) -> None:
        grading = sum(self.results[key_of(one)] is PENDING for one in self.pending)
        course = backend.with_tiers(self.course, executor)
        exercises = {one.exercise for one in self.pending if self.results[key_of(one)] is PENDING}
        own = References(self.paths, course, exercises, self.dry_run)
        items: Iterator[Job | str] = itertools.chain(own.unknown, self._jobs(own))
        outcomes = scheduler.run_all(backend.bind(references.work, course), items, backend, self._give_up, executor)
        title, total = ("Grading", grading) if grading else ("Recording", len(self.pending))
        with contextlib.closing(outcomes), ProgressReporter(title, total) as progress:
            for count, (job, outcome) in enumerate(references.approved(outcomes, own), start=1):
                done = self._checked(job, outcome)
                # A result from another process has copies of all names: here they take memory only once.
                key = key_of(job.submission)
                self.results[key] = shared(replace(done.result, student=key[0]))
                self.recorder.add(job, done, key in self._rows or job.entry is None)
                self._keep_code(job, done)
                self.graded += job.entry is None and done.result.status != "unreadable"
                if job.entry is None or not grading:
                    progress.step(one_line(done.result) if grading else None)
                if 0 < len(self.pending) - count < backend.size:  # a worker has no more work: its core is free
                    self._get_ready_for_report(exercises)

    def _get_ready_for_report(self, exercises: Iterable[str]) -> None:
        """Compute what the report compares the students' code of these exercises with, while the last ones are graded.

        It is computed once. If that is impossible now, the report says why.
        """
        for name in () if self.dry_run else exercises:
            with contextlib.suppress(OSError):
                expected(self.course.exercise(name))

    def _keep_code(self, job: Job, done: JobResult) -> None:
        key = key_of(job.submission)
        if not self.dry_run and not done.is_failed:
            self._code.add(self.course.exercise(key[1]), (key[0], version_of(job.submission.data), done.own_code))

    def _checked(self, job: Job, done: JobResult) -> JobResult:
        """The outcome of a job, if it is one of this submission and of the code with which this run began.

        Raises CourseError if the course's files have changed.
        """
        if (done.result.student, done.result.exercise) != key_of(job.submission):
            return failed(job, self.course, "a worker answered for another submission")
        if not done.is_failed and done.code_fingerprint != self._fingerprint(job.submission.exercise):
            raise CourseError(CHANGED)
        return done

    def _fingerprint(self, exercise: str) -> str:
        """The fingerprint of the code and texts for an exercise, as they were when it was first computed."""
        return code_fingerprint(self.course.exercise(exercise), self.course)

    def _jobs(self, own: References) -> Iterator[Job]:
        """The pending work. Each submission is read when there is room for it.

        Workers must not write files before it is known that the references are right.
        """
        for found in self.pending:
            try:
                submission = read_found(found)
            except Unreadable as problem:  # it was removed while others were graded
                self._add_missing(found, problem)
                continue
            entry = None if self.results[key_of(found)] is PENDING else self._cache.entry(submission)
            files = self.recorder.files_for_workers() if own.are_right else None
            yield Job(submission, self._sidecars(found), entry, files)

    def _give_up(self, item: Job | str, error: Exception) -> JobResult | Result:
        if isinstance(item, str):
            return references.lost(item, error)
        return failed(item, self.course, GIVEN_UP.format(error))

    def parts_of(self, key: Key, recorded: Recorded) -> Parts | None:
        """What a score depends on that is recorded; None if this run has read no file of the submission."""
        version = recorded.version or self._versions.get(key)
        if not version or key not in self.results:
            return None
        found = self._renamed.get(key)
        remark, others = (found.remark, found.others) if found else ("", ())
        return parts_of(version, remark, others, self.course.exercise(key[1]), self.course.seed)

    def _add_missing(self, found: FoundSubmission, problem: Unreadable) -> None:
        self.results[key_of(found)] = unreadable(found.student, self.course.exercise(found.exercise), str(problem))
        self.missing.append(found)

    def _record_missing(self, found: FoundSubmission) -> None:
        rows = not self._in_gradebook(found, NO_FILE, {})
        self.recorder.add_missing(self.results[key_of(found)], self._sidecars(found), rows)

    def _sidecars(self, found: FoundSubmission) -> SidecarFiles:
        return nbgrader_files(self._folder(found), self.recorder.times)

    def _folder(self, found: FoundSubmission) -> Path:
        return self.paths.submission(found.student, found.exercise).parent


def key_of(one: FoundSubmission | Submission) -> Key:
    """What identifies a submission in a class: student and exercise."""
    return one.key if isinstance(one, FoundSubmission) else (one.student, one.exercise)


def read_found(found: FoundSubmission) -> Submission:
    """The submission with the bytes of its file. Raises Unreadable."""
    if found.problem is not None:
        raise Unreadable(found.problem)
    return Submission(found.student, found.exercise, read_regular_file(found.path), found.remark, found.others)
