"""The recording: what was made of submissions, put where nbgrader and the instructor look for it.

`Recorder` is the one writer of a run. A result is on disk at once; gradebook, page and notebook follow for many
submissions together. The notebook comes last: where it has its stamp, all of it is there.
"""

import contextlib
import os
import shutil
import stat
from pathlib import Path

from autograder.contents import Unreadable
from autograder.course import Course
from autograder.gradebook import Gradebook, NoGradebook
from autograder.job import Done, Job
from autograder.notebook import released
from autograder.places import Places, files_beside
from autograder.result import Result
from autograder.rows import Entry
from autograder.settings import database_url, file_mode, nbgrader_config
from autograder.store import Beside, Store, write_whole

AT_ONCE = 50  # submissions in one transaction


def open_gradebook(places: Places, course: Course) -> Gradebook:
    """The class's gradebook, in which the course's exercises are as they are now released."""
    url = database_url(places, nbgrader_config(places))
    with contextlib.suppress(NoGradebook):
        gradebook = Gradebook(url)
        if all(gradebook.released(exercise.name) == _wanted(exercise) for exercise in course.exercises):
            return gradebook
        gradebook.engine.dispose()
    from autograder import record  # nbgrader: seconds

    record.prepare(places, course)
    return Gradebook(url)


def _wanted(exercise):
    sources = {cell.grade_id: cell.source for cell in released(exercise) if cell.grade_id is not None}
    return exercise.due, sources, {task.name: task.points for task in exercise.tasks}


class Recorder:
    """Records jobs as they are done. `failures` has in words what could not be recorded."""

    def __init__(self, places: Places, course: Course, gradebook: Gradebook):
        self.places = places
        self.failures: list[str] = []
        self._store = Store(places.results, course)
        self._gradebook = gradebook
        self._config = nbgrader_config(places)
        self._waiting: list[tuple[Result, Done | None, str, Beside]] = []

    def add(self, job: Job, done: Done) -> None:
        """Keep what was made of a job; it is recorded with others."""
        if done.entry is not None:
            self._store.keep(job.submission, done.entry)
        self._add(done.result, done, done.page, job.beside)

    def add_unreadable(self, result: Result, page: str) -> None:
        """Record that there is no file, or none that can be opened."""
        self._add(result, None, page, ())

    def _add(self, *one):
        self._waiting.append(one)
        if len(self._waiting) >= AT_ONCE:
            self.flush()

    def flush(self) -> None:
        """Record what waits."""
        waiting, self._waiting = self._waiting, []
        sound = []
        for one in waiting:
            result = one[0]
            try:
                timestamp = self._timestamp(result) if one[1] else None
                sound.append((one, _entry(result, one[1], timestamp)))
            except Unreadable as problem:
                self.failures.append(f"{result.student} {result.exercise} could not be recorded: {problem}")
        if sound:
            self._gradebook.write([entry for _, entry in sound], self._penalty)
        for (result, done, page, beside), _ in sound:
            self._write_files(result, done, page, beside)

    def _timestamp(self, result):
        folder = self.places.submission(result.student, result.exercise).parent
        if not os.path.lexists(folder / "timestamp.txt"):
            return None
        from autograder.converting import timestamp_of  # nbgrader: seconds, while the workers grade

        return timestamp_of(folder)

    def _penalty(self, *late):
        from autograder.record import late_penalty

        return late_penalty(self._config, *late)

    def _write_files(self, result, done, page, beside):
        target = self.places.feedback(result.student, result.exercise)
        folder = self.places.autograded / result.student / result.exercise
        shutil.rmtree(folder, ignore_errors=True)
        write_whole(target, page)
        if done is None or not done.notebook:
            return
        for name, data in beside:
            write_whole(target.with_name(name), data)
            write_whole(folder / name, data)
        write_whole(folder / f"{result.exercise}.ipynb", done.notebook)
        self._set_modes(folder)

    def _set_modes(self, folder):
        for path in folder.iterdir():
            path.chmod(file_mode(self._config))
        if self._config.CourseDirectory.get("groupshared", False):
            for shared in (folder, folder.parent, self.places.autograded):
                with contextlib.suppress(PermissionError):
                    shared.chmod(stat.S_IMODE(shared.stat().st_mode) | 0o2770)


def _entry(result, done, timestamp):
    graded = result.status == "graded"
    scores = {task.task: float(task.score) for task in result.tasks} if graded else None
    unanswered = done.unanswered if done else ()
    return Entry(result.student, result.exercise, scores, unanswered, timestamp)


def is_recorded(places: Places, student: str, exercise: str, stamp: str, beside: Beside) -> bool:
    """Whether the notebook and the page were made from what the stamp says, and the files beside them are these."""
    page = places.feedback(student, exercise)
    notebook = places.autograded / student / exercise / f"{exercise}.ipynb"
    return _has(notebook, stamp) and _has(page, stamp) and files_beside(page.parent) == beside


def _has(path: Path, stamp: str) -> bool:
    try:
        return stamp.encode() in path.read_bytes()
    except OSError:
        return False
