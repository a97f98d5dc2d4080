"""The batch: a whole class from `submitted/` to gradebook, feedback and report.

First it is found out which submissions changed since they were recorded. These are worked on by many workers
(`job.do`, without shared state), and recorded by one writer as they are done (`recording.Recorder`). Of the others
nothing but a summary is read. A run that was stopped goes on where it was.
"""

import functools
from collections.abc import Iterator
from dataclasses import dataclass

from autograder import pool, report
from autograder.contents import Unreadable
from autograder.course import Course, UsageError, shown
from autograder.feedback import feedback_page
from autograder.finding import read_bytes
from autograder.grade import GIVEN_UP, Submission, unreadable
from autograder.gradebook import Gradebook
from autograder.job import Done, Job, do, failed
from autograder.naming import told
from autograder.places import Handed, Places, files_beside, handed_in
from autograder.pool import Crew
from autograder.recording import Recorder, is_recorded, open_gradebook
from autograder.result import Result
from autograder.store import Store, graders_digest, result_in, stamp
from autograder.terminal import Steps, one_line


@dataclass(frozen=True)
class Outcome:
    """What a batch leaves to say: results without their tests, how many are new and how many old, remarks, and our own
    failures."""

    results: list[Result]
    graded: int
    unchanged: int
    remarks: list[str]
    failures: list[str]
    gradebook: str


def grade_class(
    places: Places,
    course: Course,
    crew: Crew,
    force: bool = False,
    exercise: str | None = None,
    student: str | None = None,
) -> Outcome:
    """Grade and record a class, or the part of it that `exercise` and `student` name."""
    everything, remarks = handed_in(places, course)
    chosen = [
        handed
        for handed in everything
        if (exercise is None or handed.exercise == exercise) and (student is None or handed.student == student)
    ]
    if not chosen:
        raise UsageError(_nothing(places, everything, exercise, student))
    with open_gradebook(places, course) as gradebook:
        run = _Run(places, course, gradebook)
        for handed in chosen:
            run.look(handed, force)
        failures = run.work(crew)
        results = [run.results[handed.student, handed.exercise] for handed in chosen]
        write_report(places, course, everything, gradebook, run.results)
    failures = [one_line(result) for result in results if result.status == "error"] + failures
    remarks += [f"{told(one.student)} {one.exercise}: {one.remark}" for one in chosen if one.remark]
    graded = sum(anew for _, anew in run.waiting)
    return Outcome(results, graded, len(chosen) - len(run.missing) - graded, remarks, failures, gradebook.name)


def _nothing(places, everything, exercise, student):
    """Why there is nothing to grade, and what there would be."""
    if not everything:
        where = shown(places.submitted)
        return f"There is nothing in {where}/. Notebooks are expected at {where}/<student>/<exercise>/<exercise>.ipynb."
    there = sorted({handed.exercise for handed in everything}) if exercise else sorted({h.student for h in everything})
    asked = " and ".join(f"{kind} {name!r}" for kind, name in (("exercise", exercise), ("student", student)) if name)
    return f"Nothing was handed in by {asked}. There is work for: {', '.join(there[:20])}."


class _Run:
    """One run over a class. `results` has what is known of each (student, exercise), `waiting` what has to be done and
    whether that is grading, `missing` where there is no file."""

    def __init__(self, places: Places, course: Course, gradebook: Gradebook):
        self.places, self.course, self.gradebook = places, course, gradebook
        self.store = Store(places.results, course)
        self.recorded = gradebook.recorded()
        self.results: dict[tuple[str, str], Result] = {}
        self.waiting: list[tuple[Handed, bool]] = []
        self.missing: list[Handed] = []

    def look(self, handed: Handed, force: bool) -> None:
        """Find out what has to be done for a submission."""
        try:
            submission = _submission(handed)
        except Unreadable as problem:
            self._is_missing(handed, problem)
            return
        entry = None if force else self.store.entry(submission)
        if entry is not None:
            self._keep(result_in(entry).summary())
        if entry is None or not self._is_recorded(handed, entry):
            self.waiting.append((handed, entry is None))

    def _keep(self, result):
        self.results[result.student, result.exercise] = result

    def _is_missing(self, handed, problem):
        self._keep(unreadable(handed.student, self.course.exercise(handed.exercise), str(problem)))
        self.missing.append(handed)

    def _is_recorded(self, handed, entry):
        """Whether gradebook, notebook and page are those of this entry."""
        place = handed.student, handed.exercise
        if place not in self.recorded or not _same(self.recorded[place].automatic, self.results[place].score):
            return False
        beside = files_beside(self._folder(handed))
        mark = stamp(entry, beside, self.course.exercise(handed.exercise), self.course)
        return is_recorded(self.places, *place, mark, beside)

    def _folder(self, handed):
        return self.places.submission(handed.student, handed.exercise).parent

    def work(self, crew: Crew) -> list[str]:
        """Do and record what waits. Returns what could not be recorded."""
        recorder = Recorder(self.places, self.course, self.gradebook)
        function = functools.partial(do, course=crew.chosen(self.course)) if self.waiting else None
        anew = sum(anew for _, anew in self.waiting)
        with Steps("Grading", anew) if anew else Steps("Recording", len(self.waiting)) as steps:
            for job, done in pool.work(function, self._jobs(), crew, self._give_up):
                self._keep(done.result)
                recorder.add(job, done)
                if job.entry is None or not anew:
                    steps.step(one_line(done.result) if anew else None)
        for handed in self.missing:
            result = self.results[handed.student, handed.exercise]
            recorder.add_unreadable(result, feedback_page(self.course, result))
        recorder.flush()
        return recorder.failures

    def _jobs(self) -> Iterator[Job]:
        """What waits, each read when there is room for it."""
        for handed, anew in self.waiting:
            try:
                submission = _submission(handed)
            except Unreadable as problem:  # it went while others were graded
                self._is_missing(handed, problem)
                continue
            exercise = self.course.exercise(handed.exercise)
            entry = None if anew else self.store.entry(submission)
            beside = files_beside(self._folder(handed))
            yield Job(submission, beside, entry, graders_digest(exercise, self.course.seed))

    def _give_up(self, job: Job) -> Done:
        return failed(job, self.course, GIVEN_UP)


def _submission(handed: Handed) -> Submission:
    if handed.problem is not None:
        raise Unreadable(handed.problem)
    return Submission(handed.student, handed.exercise, read_bytes(handed.path), handed.remark)


def _same(one, other):
    return one == other if None in (one, other) else round(one - other, 6) == 0


def whole(places: Places, course: Course, result: Result) -> Result:
    """A result with its tests."""
    return (result.tasks and Store(places.results, course).latest(result.student, result.exercise)) or result


def write_report(
    places: Places, course: Course, everything: list[Handed], gradebook: Gradebook, results: dict | None = None
) -> list[Result]:
    """Write the class's page and grades.csv, from `results` and where it has none from the store."""
    results, store = dict(results or {}), Store(places.results, course)
    for handed in everything:
        place = handed.student, handed.exercise
        if place not in results:
            known = store.latest(*place)
            if handed.problem is not None:
                known = unreadable(handed.student, course.exercise(handed.exercise), handed.problem)
            if known is not None:
                results[place] = known.summary()
    listed = [results[h.student, h.exercise] for h in everything if (h.student, h.exercise) in results]
    scores = {place: recorded.final for place, recorded in gradebook.recorded().items()}
    report.write_report(places, course, listed, scores)
    return listed
