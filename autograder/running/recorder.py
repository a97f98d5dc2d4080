"""The recording: what was made of submissions, put where nbgrader and the instructor look for it.

`Recorder` is the one writer of a run. A result is on disk at once; gradebook, page and notebook follow for many
submissions together. The notebook comes last: where it and the page have their stamp, all of it is there.
"""

import contextlib
import datetime
import os
import re
import shutil
import stat
from dataclasses import dataclass, replace
from pathlib import Path

from autograder.course.config import Course
from autograder.course.nbgrader_config import database_url, file_mode, read_config
from autograder.course.paths import ClassPaths, write_atomic
from autograder.errors import Unreadable
from autograder.gradebook.database import Gradebook, NoGradebook, refuse_if_held
from autograder.gradebook.result_cache import ResultCache
from autograder.gradebook.rows import Entry
from autograder.grading.program import released
from autograder.running.job import Job, JobResult
from autograder.submissions.class_folder import SIDECARS, SidecarFiles, sidecar_files
from autograder.submissions.files import read_regular_file

NO_TIME = "{} {} is recorded without a new time: {}. Mend that, and `make grade` again"
AT_ONCE = 50  # submissions in one transaction
USUAL_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{6})? UTC")


def open_gradebook(places: ClassPaths, course: Course) -> Gradebook:
    """The class's gradebook, in which the course's exercises are as they are now released."""
    config = read_config(places)
    url, outdated = database_url(places, config), course.exercises
    sources = places.root / config.CourseDirectory.get("source_directory", "source")  # the formgrader lists these
    with contextlib.suppress(NoGradebook):
        gradebook = Gradebook(url)
        outdated = [
            one
            for one in course.exercises
            if gradebook.released(one.name) != _wanted(one) or not (sources / one.name / f"{one.name}.ipynb").exists()
        ]
        if not outdated:
            return gradebook
        gradebook.engine.dispose()
    refuse_if_held(url)
    from autograder.gradebook import setup  # imports nbgrader, which takes seconds

    setup.prepare(places, replace(course, exercises=tuple(outdated)))
    return Gradebook(url)


def _wanted(exercise):
    sources = {cell.grade_id: cell.source for cell in released(exercise) if cell.grade_id is not None}
    return exercise.due, sources, {task.name: task.points for task in exercise.tasks}


@dataclass(frozen=True)
class _Waiting:
    """What is to be recorded of one submission. Without an `entry` the gradebook is as it should be, without a `page`
    the files are."""

    student: str
    exercise: str
    entry: Entry | None
    page: str | None = None
    notebook: str = ""
    beside: SidecarFiles = ()


class Recorder:
    """Records jobs as they are done. By (student, exercise), `failures` has in words what could not be recorded, and
    `remarks` what was left out."""

    def __init__(self, places: ClassPaths, course: Course, gradebook: Gradebook):
        self.places = places
        self.failures: dict[tuple[str, str], str] = {}
        self.remarks: dict[tuple[str, str], str] = {}
        self._store = ResultCache(places.results, course)
        self._gradebook = gradebook
        self._config = read_config(places)
        self._mode = file_mode(self._config)
        self._waiting: list[_Waiting] = []

    def add(self, job: Job, done: JobResult, rows: bool) -> None:
        """Keep what was made of a job; it is recorded with others. `rows` says whether the gradebook has to change."""
        one = job.submission
        if done.entry is None and job.entry is not None:
            return  # its score stands, only its page could not be made
        if done.entry is not None:
            self._store.put_entry(one, done.entry)
        scores = {task.task: float(task.score) for task in done.result.tasks} if done.result.score is not None else None
        entry = self._entry(one.student, one.exercise, scores=scores, unanswered=done.unanswered) if rows else None
        self._add(one.student, one.exercise, entry, done.page, done.notebook, job.beside)

    def add_missing(self, student: str, exercise: str, page: str, beside: SidecarFiles, rows: bool) -> None:
        """Record that there is no file, or none that can be opened."""
        entry = self._entry(student, exercise, scores=None) if rows else None
        self._add(student, exercise, entry, page, "", beside)

    def recompute_late_penalty(self, student: str, exercise: str) -> None:
        """Compute a late penalty again: dates, extensions and what lateness costs may have changed."""
        self._add(student, exercise, self._entry(student, exercise, scores=None, penalty_only=True))

    def _entry(self, student, exercise, **what):
        """The entry; without a time, and with a remark, where the timestamp is none."""
        timestamp = None
        try:
            timestamp = timestamp_in(self.places.submission(student, exercise).parent)
        except Unreadable as problem:
            self.remarks[student, exercise] = NO_TIME.format(student, exercise, problem)
        return Entry(student, exercise, timestamp=timestamp, **what)

    def _add(self, *one):
        self._waiting.append(_Waiting(*one))
        if len(self._waiting) >= AT_ONCE:
            self.flush()

    def flush(self) -> None:
        """Record what waits."""
        waiting, self._waiting = self._waiting, []
        entries = [one.entry for one in waiting if one.entry is not None]
        if entries:
            self._gradebook.write(entries, self._penalty)
        for one in waiting:
            if one.page is not None:
                self._write_files(one)

    def _penalty(self, exercise, student, points, seconds):
        from autograder.gradebook.preprocessors import late_penalty  # nbgrader: seconds, while the workers grade

        try:
            return late_penalty(self._config, student, points, seconds)
        except Exception as error:  # an instructor's plugin
            why = f"what its lateness costs ({type(error).__name__}: {error})"
            self.failures[student, exercise] = f"{student} {exercise} could not be recorded: {why}"
            return None

    def _write_files(self, one):
        target = self.places.feedback(one.student, one.exercise)
        folder = self.places.autograded / one.student / one.exercise
        shutil.rmtree(folder, ignore_errors=True)
        write_atomic(target, one.page)
        for name in SIDECARS:
            target.with_name(name).unlink(missing_ok=True)
        for name, data in one.beside:
            write_atomic(target.with_name(name), data)
        if one.notebook:
            for name, data in (*one.beside, (f"{one.exercise}.ipynb", one.notebook)):
                write_atomic(folder / name, data, self._mode)
            self._share(folder)

    def _share(self, folder):
        if self._config.CourseDirectory.get("groupshared", False):
            for shared in (folder, folder.parent, self.places.autograded):
                with contextlib.suppress(PermissionError):
                    shared.chmod(stat.S_IMODE(shared.stat().st_mode) | 0o2770)


def is_recorded(places: ClassPaths, student: str, exercise: str, stamp: str, beside: SidecarFiles) -> bool:
    """Whether the notebook and the page were made from what the stamp says, and the files beside them are these."""
    page = places.feedback(student, exercise)
    notebook = places.autograded / student / exercise / f"{exercise}.ipynb"
    made = _has(notebook, f'"stamp": "{stamp}"') and _has(page, f'content="{stamp}"')
    return made and sidecar_files(page.parent) == beside


def timestamp_in(folder: Path) -> datetime.datetime | None:
    """When nbgrader says that a folder was handed in, in UTC. Raises Unreadable where it says no time."""
    if not os.path.lexists(folder / "timestamp.txt"):
        return None
    with contextlib.suppress(Unreadable, ValueError):  # as nbgrader itself writes it
        text = read_regular_file(folder / "timestamp.txt").decode("utf-8").strip()
        if USUAL_TIME.fullmatch(text):
            return datetime.datetime.fromisoformat(text.removesuffix(" UTC"))
    from autograder.gradebook.exporter import timestamp_of  # nbgrader: seconds

    return timestamp_of(folder)


def _has(path: Path, text: str) -> bool:
    try:
        return text.encode() in path.read_bytes()
    except OSError:
        return False
