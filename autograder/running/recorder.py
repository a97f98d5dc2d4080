"""Record what was graded: results, gradebook, autograded notebooks and feedback pages.

`Recorder` is the only writer of a run. It writes each result at once. Gradebook, page and notebook follow for many
submissions together, the notebook last: if notebook and page have their hash, everything was written.
"""

import contextlib
import re
import shutil
import stat
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from traitlets.config import Config

from autograder.course.config import Course, Exercise
from autograder.course.nbgrader_config import database_url, file_mode, read_config
from autograder.course.paths import ClassPaths, write_atomic
from autograder.gradebook.database import Gradebook, Key, NoGradebook, refuse_if_held
from autograder.gradebook.result_cache import ResultCache
from autograder.gradebook.rows import Entry
from autograder.gradebook.time_text import TimeSettings
from autograder.gradebook.timestamps import known_time
from autograder.gradebook.versions import NO_FILE, version_of
from autograder.grading.released_cells import released
from autograder.grading.result import Result
from autograder.reports.marks import NO_MARKS, Marks
from autograder.running.job import Job, JobResult
from autograder.running.marked_page import MarkedPage
from autograder.submissions.class_folder import SIDECARS, SidecarFiles, sidecar_files

NO_PENALTY = (
    "Late penalties could not be computed: {error}. Fix {setting} in nbgrader_config.py, and run `make grade` again. "
    "Until then, grades.csv has no score for {submissions}"
)
PLUGIN, SETTINGS = "c.AssignLatePenalties.plugin_class", "c.LateSubmissionPlugin"
MOST_NAMES = 3  # submissions that a message lists
ADDRESS = re.compile(r"<(\S+) object at 0x[0-9a-f]+>")  # of a Python object
BATCH_SIZE = 50  # submissions in one transaction


def open_gradebook(paths: ClassPaths, course: Course) -> Gradebook:
    """The class's gradebook, with the course's exercises as they are released now.

    Raises CourseError if the configuration or the database cannot be used.
    """
    config = read_config(paths)
    url, outdated = database_url(paths, config), course.exercises
    sources = paths.root / config.CourseDirectory.get("source_directory", "source")  # the formgrader lists these
    with contextlib.suppress(NoGradebook):
        with Gradebook(url) as gradebook:
            outdated = tuple(one for one in course.exercises if not _is_current(one, gradebook, sources))
        if not outdated:
            return gradebook  # its connections are closed; it opens new ones
    refuse_if_held(url)
    from autograder.gradebook import setup  # imports nbgrader, which takes seconds

    setup.prepare(paths, replace(course, exercises=outdated))
    return Gradebook(url)


def _is_current(exercise: Exercise, gradebook: Gradebook, sources: Path) -> bool:
    """Whether gradebook and source folder have the exercise as it is released now."""
    texts = {cell.grade_id: cell.source for cell in released(exercise) if cell.grade_id is not None}
    points = {task.name: task.points for task in exercise.tasks}
    source = sources / exercise.name / f"{exercise.name}.ipynb"
    return gradebook.released(exercise.name) == (exercise.due, texts, points) and source.exists()


@dataclass(frozen=True)
class _Waiting:
    """What to write for one submission. Without `entry` its rows stay as they are, and without `files` its files, but
    the page is made again if it does not show the marks in the gradebook."""

    student: str
    exercise: str
    entry: Entry | None
    page: MarkedPage
    notebook: str = ""
    files: bool = True


class Recorder:
    """Records submissions.

    `marks` are those in the gradebook, by (student, exercise). `failures` are the errors in the computation of late
    penalties, by the same. `times` are the settings with which times are read.
    """

    def __init__(
        self, paths: ClassPaths, course: Course, gradebook: Gradebook, marks: Mapping[Key, Marks] | None = None
    ):
        self.paths, self._course = paths, course
        self._marks = dict(marks or {})
        self.failures: dict[Key, str] = {}
        self._cache = ResultCache(paths.results, course)
        self._gradebook = gradebook
        self._config = read_config(paths)
        self.times = TimeSettings.of(self._config)
        self._mode = file_mode(self._config)
        self._waiting: list[_Waiting] = []

    def add(self, job: Job, done: JobResult, rows: bool) -> None:
        """Keep the outcome of a job, and record it together with others. `rows` says whether its rows must change."""
        submission, result = job.submission, done.result
        if done.entry is None and job.entry is not None:
            return  # only its page could not be made: its score stays
        if done.entry is not None:
            self._cache.put_entry(submission, done.entry)
        entry = None
        if rows:
            scores = {one.task: float(one.score) for one in result.tasks} if result.score is not None else None
            version = version_of(submission.data)
            entry = self._with_time(
                Entry(submission.student, submission.exercise, scores, done.unanswered, version=version)
            )
        page = MarkedPage(self._course, result, done.entry or job.entry, job.sidecars, done.page)
        self._add(_Waiting(submission.student, submission.exercise, entry, page, done.notebook))

    def add_missing(self, result: Result, sidecars: SidecarFiles, rows: bool) -> None:
        """Record that there is no file that can be read. The result says why."""
        student, exercise = result.student, str(result.exercise)
        entry = self._with_time(Entry(student, exercise, scores=None, version=NO_FILE)) if rows else None
        self._add(_Waiting(student, exercise, entry, MarkedPage(self._course, result, None, sidecars)))

    def refresh(self, page: MarkedPage, late: bool) -> None:
        """Write a page again if it does not show the marks in the gradebook. Scores and notebook stay as they are.

        With `late`, compute the late penalty first: due dates, extensions or the penalty's rules may have changed.
        """
        student, exercise = page.result.student, str(page.result.exercise)
        entry = self._with_time(Entry(student, exercise, scores=None, penalty_only=True)) if late else None
        self._add(_Waiting(student, exercise, entry, page, files=False))

    def failure_messages(self) -> list[str]:
        """One message for all failures: the plugin for late penalties is the same for all students."""
        if not self.failures:
            return []
        keys = sorted(self.failures)
        names = [f"{student} {exercise}" for student, exercise in keys]
        submissions = ", ".join(names[:MOST_NAMES])
        if len(names) > MOST_NAMES:
            submissions += f" and {len(names) - MOST_NAMES} more"
        error, setting = self.failures[keys[0]], _penalty_setting(self._config)
        return [NO_PENALTY.format(error=error, setting=setting, submissions=submissions)]

    def _with_time(self, entry: Entry) -> Entry:
        """The entry with the time of its submission."""
        time, problem = known_time(self.paths.submission(entry.student, entry.exercise).parent, self.times)
        return replace(entry, timestamp=time, time_unknown=bool(problem))

    def _add(self, one: _Waiting) -> None:
        self._waiting.append(one)
        if len(self._waiting) >= BATCH_SIZE:
            self.flush()

    def flush(self) -> None:
        """Write everything that was added."""
        waiting, self._waiting = self._waiting, []
        entries = [one.entry for one in waiting if one.entry is not None]
        self._marks.update(self._gradebook.write(entries, self._penalty) if entries else {})
        for one in waiting:
            marks = self._marks.get((one.student, one.exercise), NO_MARKS)
            if one.files:
                self._write_files(one, one.page.text(marks))
            elif not has_stamp(self.paths, one.student, one.exercise, one.page.stamp(marks)):
                write_atomic(self.paths.feedback(one.student, one.exercise), one.page.text(marks))

    def _penalty(self, exercise: str, student: str, points: float, seconds: float) -> float | None:
        """The late penalty in points. If the instructor's plugin fails: None, with a failure."""
        from autograder.gradebook.preprocessors import late_penalty  # imports nbgrader, which takes seconds

        try:
            return late_penalty(self._config, student, points, seconds)
        except Exception as error:  # the plugin can raise anything
            self.failures[student, exercise] = ADDRESS.sub(r"\1", f"{type(error).__name__}: {error}").rstrip(".")
            return None

    def _write_files(self, one: _Waiting, page: str) -> None:
        target = self.paths.feedback(one.student, one.exercise)
        folder = self.paths.autograded / one.student / one.exercise
        shutil.rmtree(folder, ignore_errors=True)
        write_atomic(target, page)
        for name in SIDECARS:
            target.with_name(name).unlink(missing_ok=True)
        for name, data in one.page.sidecars:
            write_atomic(target.with_name(name), data)
        if one.notebook:
            for name, data in one.page.sidecars:
                write_atomic(folder / name, data, self._mode)
            write_atomic(folder / f"{one.exercise}.ipynb", one.notebook, self._mode)
            self._share(folder)

    def _share(self, folder: Path) -> None:
        """Let the instructors' group write to the folder, if nbgrader is configured so."""
        if _is_shared(self._config):
            for shared in (folder, folder.parent, self.paths.autograded):
                with contextlib.suppress(PermissionError):
                    shared.chmod(stat.S_IMODE(shared.stat().st_mode) | 0o2770)


def _is_shared(config: Config) -> bool:
    return bool(config.CourseDirectory.get("groupshared", False))


def _penalty_setting(config: Config) -> str:
    """The setting that decides late penalties, with the name of the instructor's plugin, if there is one."""
    plugin = config.AssignLatePenalties.get("plugin_class")
    if plugin is None:
        return SETTINGS
    return f"{PLUGIN} ({plugin.__name__ if isinstance(plugin, type) else plugin})"


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
