"""The batch: a whole class from `submitted/` to gradebook, feedback and report.

First it is found out which submissions changed since they were recorded. These are worked on by many workers
(`job.do`, without shared state), and recorded by one writer as they are done (`recording.Recorder`). Of the others
nothing but a summary is read. A run that was stopped goes on where it was.
"""

import contextlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from autograder.course.config import Course
from autograder.course.paths import ClassPaths
from autograder.errors import CONTINUES, CourseError, Unreadable, UsageError, display_path
from autograder.gradebook.cache_key import artifact_hash, code_fingerprint
from autograder.gradebook.database import Gradebook
from autograder.gradebook.result_cache import ResultCache
from autograder.grading.grade import GIVEN_UP, unreadable
from autograder.grading.result import Result
from autograder.reports import class_report
from autograder.reports.feedback import feedback_page
from autograder.reports.run_summary import RunSummary
from autograder.reports.terminal import ProgressReporter, one_line
from autograder.running import scheduler
from autograder.running.job import Job, JobResult, failed, run_job
from autograder.running.recorder import Recorder, is_recorded, open_gradebook, timestamp_in
from autograder.running.scheduler import Backend
from autograder.submissions.class_folder import FoundSubmission, find_submissions, sidecar_files
from autograder.submissions.filenames import printable_name
from autograder.submissions.files import read_regular_file
from autograder.submissions.submission import Submission

CHANGED = (
    "The course's files were changed while the class was graded (or, on a cluster, since its workers were "
    f"started: start them again). What was graded before is kept: {CONTINUES}."
)


def grade_class(
    places: ClassPaths,
    course: Course,
    backend: Backend,
    force: bool = False,
    exercise: str | None = None,
    student: str | None = None,
) -> RunSummary:
    """Grade and record a class, or the part of it that `exercise` and `student` name."""
    everything, remarks = find_submissions(places.submitted, course.names)
    chosen = [
        handed
        for handed in everything
        if (exercise is None or handed.exercise == exercise) and (student is None or handed.student == student)
    ]
    if not chosen:
        raise UsageError(_nothing(places, everything, exercise, student))
    with places.locked(), open_gradebook(places, course) as gradebook:
        run = _Run(places, course, gradebook)
        for handed in chosen:
            run.plan(handed, force)
        run.execute(backend)
        results = [run.results[handed.student, handed.exercise] for handed in chosen]
        write_report(places, course, everything, gradebook, run.results, run.recorder.failures)
        unread = [result for result in results if result.status == "unreadable"]
        by_hand = {place for place, one in gradebook.recorded().items() if one.final is not None} if unread else set()
        unread = [result for result in unread if (result.student, result.exercise) not in by_hand]
    failures = [one_line(result) for result in results if result.status == "error"] + [*run.recorder.failures.values()]
    remarks += [f"{printable_name(one.student)} {one.exercise}: {one.remark}" for one in chosen if one.remark]
    remarks += run.recorder.remarks.values()
    unchanged = len(chosen) - len(run.missing) - run.graded
    return RunSummary(results, unread, run.graded, unchanged, remarks, failures, gradebook.name)


def _nothing(places, everything, exercise, student):
    """Why there is nothing to grade, and what there would be."""
    if not everything:
        where = display_path(places.submitted)
        return f"There is nothing in {where}/. Notebooks are expected at {where}/<student>/<exercise>/<exercise>.ipynb."
    there = sorted({handed.exercise for handed in everything}) if exercise else sorted({h.student for h in everything})
    asked = " and ".join(f"{kind} {name!r}" for kind, name in (("exercise", exercise), ("student", student)) if name)
    return f"Nothing was handed in by {asked}. There is work for: {', '.join(there[:20])}."


@dataclass(frozen=True)
class _Pending:
    """What has to be done for a submission: grading it, its rows in the gradebook, and in any case its files."""

    handed: FoundSubmission
    grading: bool
    rows: bool


class _Run:
    """One run over a class. `results` has what is known of each (student, exercise), `missing` where there is no file,
    `graded` how many were graded."""

    def __init__(self, places: ClassPaths, course: Course, gradebook: Gradebook):
        self.places, self.course = places, course
        self.store = ResultCache(places.results, course)
        self.recorder = Recorder(places, course, gradebook)
        self.recorded = gradebook.recorded()
        self.results: dict[tuple[str, str], Result] = {}
        self.missing: list[FoundSubmission] = []
        self.graded = 0
        self._waiting: list[_Pending] = []

    def plan(self, handed: FoundSubmission, force: bool) -> None:
        """Find out what has to be done for a submission."""
        self._fingerprint(handed.exercise)  # asked now, before any worker loads it
        try:
            submission = _submission(handed)
        except Unreadable as problem:
            self._is_missing(handed, problem)
            return
        if force:
            self.store.invalidate(submission)
        known = self.store.lookup(submission)
        if known is None:
            self._waiting.append(_Pending(handed, grading=True, rows=True))
            return
        entry, result = known
        self._keep(result)
        place, folder = (handed.student, handed.exercise), self._folder(handed)
        beside, exercise = sidecar_files(folder), self.course.exercise(handed.exercise)
        rows = not self._in_gradebook(place, {task.task: task.score for task in result.tasks}, folder)
        if rows or not is_recorded(self.places, *place, artifact_hash(entry, beside, exercise, self.course), beside):
            self._waiting.append(_Pending(handed, grading=False, rows=rows))
        elif self.recorded[place].late:
            self.recorder.recompute_late_penalty(*place)

    def _in_gradebook(self, place, scores, folder):
        """Whether these are the automatic scores that are recorded, for what came at the same time."""
        recorded = self.recorded.get(place)
        if recorded is None or any(value != scores.get(cell) for cell, value in recorded.automatic.items()):
            return False
        try:
            return timestamp_in(folder) in (None, recorded.timestamp)
        except Unreadable:
            return False  # recording will say so

    def _keep(self, result):
        self.results[result.student, result.exercise] = result

    def _is_missing(self, handed, problem):
        self._keep(unreadable(handed.student, self.course.exercise(handed.exercise), str(problem)))
        self.missing.append(handed)

    def _folder(self, handed):
        return self.places.submission(handed.student, handed.exercise).parent

    def execute(self, backend: Backend) -> None:
        """Do and record what waits."""
        rows = {(task.handed.student, task.handed.exercise): task.rows for task in self._waiting}
        grading = sum(task.grading for task in self._waiting)
        function = backend.bind(run_job, backend.with_tiers(self.course)) if self._waiting else None
        outcomes = scheduler.run_all(function, self._jobs(), backend, self._give_up)
        steps = ProgressReporter("Grading", grading) if grading else ProgressReporter("Recording", len(self._waiting))
        with contextlib.closing(outcomes), steps:
            for job, done in outcomes:
                one = job.submission
                if (done.result.student, done.result.exercise) != (one.student, one.exercise):
                    done = failed(job, self.course, "a worker answered for another submission")
                if done.entry is not None and done.code_fingerprint != self._fingerprint(one.exercise):
                    raise CourseError(CHANGED)
                self._keep(done.result)
                self.recorder.add(job, done, rows[one.student, one.exercise] or job.entry is None)
                self.graded += job.entry is None
                if job.entry is None or not grading:
                    steps.step(one_line(done.result) if grading else None)
        for handed in self.missing:
            self._record_missing(handed)
        self.recorder.flush()

    def _fingerprint(self, exercise):
        """What all is to be made with: what there was when this was asked first."""
        return code_fingerprint(self.course.exercise(exercise), self.course)

    def _jobs(self) -> Iterator[Job]:
        """What waits, each read when there is room for it."""
        for task in self._waiting:
            try:
                submission = _submission(task.handed)
            except Unreadable as problem:  # it went while others were graded
                self._is_missing(task.handed, problem)
                continue
            entry = None if task.grading else self.store.entry(submission)
            yield Job(submission, sidecar_files(self._folder(task.handed)), entry)

    def _record_missing(self, handed):
        place, folder = (handed.student, handed.exercise), self._folder(handed)
        page = feedback_page(self.course, self.results[place])
        rows = not self._in_gradebook(place, {}, folder)
        self.recorder.add_missing(*place, page, sidecar_files(folder), rows)

    def _give_up(self, job: Job, error: Exception) -> JobResult:
        return failed(job, self.course, GIVEN_UP.format(error))


def _submission(handed: FoundSubmission) -> Submission:
    if handed.problem is not None:
        raise Unreadable(handed.problem)
    return Submission(handed.student, handed.exercise, read_regular_file(handed.path), handed.remark)


def with_tests(places: ClassPaths, course: Course, result: Result) -> Result:
    """A result with its tests."""
    return (result.tasks and ResultCache(places.results, course).latest(result.student, result.exercise)) or result


def write_report(
    places: ClassPaths,
    course: Course,
    everything: list[FoundSubmission],
    gradebook: Gradebook,
    results: dict | None = None,
    failures: Collection[tuple[str, str]] = (),
) -> list[Result]:
    """Write the class's page and grades.csv, from `results` and where it has none from the store. The scores are the
    gradebook's, but for `failures`, which could not be recorded."""
    results, store = dict(results or {}), ResultCache(places.results, course)
    for handed in everything:
        place = handed.student, handed.exercise
        if place not in results:
            known = store.latest(*place)
            if handed.problem is not None:
                known = unreadable(handed.student, course.exercise(handed.exercise), handed.problem)
            if known is not None:
                results[place] = known.summary()
    listed = [results[h.student, h.exercise] for h in everything if (h.student, h.exercise) in results]
    scores = {place: one.final for place, one in gradebook.recorded().items() if place not in failures}
    class_report.write_report(places, course, listed, scores)
    return listed
