"""Record what was graded: results, gradebook, autograded notebooks and feedback pages.

`Recorder` is the only writer of a run. It writes each result at once. Gradebook, page and notebook follow for many
submissions together, the notebook last: if notebook and page have their hash, everything was written.
"""

import contextlib
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from traitlets.config import Config

from autograder.course.config import Course, Exercise
from autograder.course.nbgrader_config import database_url, read_config
from autograder.course.paths import ClassPaths, write_atomic
from autograder.gradebook.database import Gradebook, NoGradebook, keep_copy, refuse_if_held
from autograder.gradebook.lost import refuse_if_lost, refuse_other_class
from autograder.gradebook.recorded import Key, Recorded
from autograder.gradebook.result_cache import ResultCache
from autograder.gradebook.rows import Entry
from autograder.gradebook.setup import has_cells, prepare
from autograder.gradebook.time_text import TimeSettings
from autograder.gradebook.timestamps import known_time
from autograder.gradebook.versions import NO_FILE, version_of
from autograder.grading.result import Result
from autograder.reports.marks import NO_MARKS, Marks
from autograder.reports.text import some_of
from autograder.running.job import Job, JobResult
from autograder.running.marked_page import MarkedPage, has_stamp
from autograder.running.result_files import ResultFiles
from autograder.running.unfinished import refuse_if_unfinished
from autograder.submissions.class_folder import SidecarFiles

NO_PENALTY = (
    "Late penalties could not be computed: {error}. Fix {setting} in nbgrader_config.py, and run `make grade` again. "
    "Until then, grades.csv has no score for {submissions}"
)
PLUGIN, SETTINGS = "c.AssignLatePenalties.plugin_class", "c.LateSubmissionPlugin"
MOST_NAMES = 3  # submissions that a message lists
ADDRESS = re.compile(r"<(\S+) object at 0x[0-9a-f]+>")  # of a Python object
BATCH_SIZE, LARGEST_BATCH = 50, 250  # submissions in one transaction
BATCH_SECONDS = 1.0  # between transactions, if many submissions are graded at the same time


def usable_url(paths: ClassPaths) -> str:
    """The URL of the class's gradebook. Raises CourseError if it was lost, or if a command was stopped halfway."""
    refuse_if_unfinished(paths)
    url = database_url(paths, read_config(paths))
    refuse_if_lost(paths, url)
    refuse_other_class(paths, url)
    return url


def prepare_to_write(paths: ClassPaths) -> str:
    """Keep a copy of the class's gradebook, and return its URL. Raises CourseError if it cannot be used."""
    url = usable_url(paths)
    keep_copy(url)
    return url


def open_gradebook(paths: ClassPaths, course: Course) -> Gradebook:
    """The class's gradebook, with the course's exercises as they are released now.

    Raises CourseError if the configuration or the database cannot be used, or if the gradebook was lost.
    """
    url, outdated, config = prepare_to_write(paths), course.exercises, read_config(paths)
    sources = paths.root / config.CourseDirectory.get("source_directory", "source")  # the formgrader lists these
    with contextlib.suppress(NoGradebook):
        with Gradebook(url, is_kept=True) as gradebook:
            outdated = tuple(one for one in course.exercises if not _is_current(one, gradebook, sources))
        if not outdated:
            return gradebook  # its connections are closed; it opens new ones
    refuse_if_held(url)
    prepare(paths, replace(course, exercises=outdated))
    return Gradebook(url, is_kept=True)


def _is_current(exercise: Exercise, gradebook: Gradebook, sources: Path) -> bool:
    """Whether gradebook and source folder have the exercise as it is released now."""
    known = gradebook.released(exercise.name)
    source = sources / exercise.name / f"{exercise.name}.ipynb"
    return known.due == exercise.due and has_cells(known, exercise) and source.exists()


@dataclass(frozen=True)
class _Waiting:
    """What to write for one submission: its rows, if there is an `entry`, and its files, if there is a `page`.

    With `refresh`, only the page is written, and only if it does not show the marks in the gradebook. If a worker has
    written the files (`is_written`), the page has no marks.
    """

    key: Key
    entry: Entry | None
    page: MarkedPage | None
    notebook: str = ""
    refresh: bool = False
    is_written: bool = False


class Recorder:
    """Records submissions. In a dry run it writes only to the gradebook, which is then a copy.

    `before` is what the gradebook has when the run begins, by (student, exercise). `failures` are the errors in the
    computation of late penalties, by the same. `late` are the submissions that have a late penalty then, or are late,
    and `added` those of them that were written, or wait for it. `times` are the settings with which times are read.
    """

    def __init__(
        self,
        paths: ClassPaths,
        course: Course,
        gradebook: Gradebook,
        before: Mapping[Key, Recorded],
        dry_run: bool = False,
    ):
        self.paths, self._course = paths, course
        self.late = {key for key, one in before.items() if one.late}
        self._marks = {key: one.marks for key, one in before.items() if one.marks}
        self.failures: dict[Key, str] = {}
        self.added: set[Key] = set()
        self._cache = ResultCache(paths.results, course)
        self._dry_run = dry_run
        self._gradebook = gradebook
        self._config = read_config(paths)
        self.times = TimeSettings.of(self._config)
        self._files = ResultFiles.of(paths, self._config)
        self._for_workers = self._files if before and not dry_run else None
        self._waiting: list[_Waiting] = []
        self._flushed, self._in_memory = time.monotonic(), 0  # files that no worker has written

    def files_for_workers(self) -> ResultFiles | None:
        """The class's files, if workers may write to them.

        A new gradebook must have its first rows before there are pages: pages without rows mean that it was lost.
        """
        if self._for_workers is not None and not self._for_workers.token:
            self._for_workers = self._for_workers.announced()
        return self._for_workers

    def add(self, job: Job, done: JobResult, rows: bool) -> None:
        """Keep the outcome of a job, and record it together with others. `rows` says whether its rows must change."""
        submission, result = job.submission, done.result
        if done.is_failed and job.entry is not None:
            return  # only its page could not be made: its score stays
        if done.entry is not None and not self._dry_run:
            self._files.write_entry(submission.student, submission.exercise, done.entry)
        key = submission.student, submission.exercise
        scores = result.automatic if result.score is not None else None
        entry = Entry(*key, scores, done.unanswered, version=version_of(submission.data)) if rows else None
        page = MarkedPage(self._course, result, done.entry or job.entry, job.sidecars, done.page)
        self._add(_Waiting(key, entry or self._penalty_only(key), page, done.notebook, is_written=done.is_written))

    def add_missing(self, result: Result, sidecars: SidecarFiles, rows: bool) -> None:
        """Record that there is no file that can be read. The result says why."""
        key = result.student, str(result.exercise)
        entry = Entry(*key, scores=None, version=NO_FILE) if rows else None
        self._add(_Waiting(key, entry or self._penalty_only(key), MarkedPage(self._course, result, None, sidecars)))

    def refresh(self, key: Key, page: MarkedPage | None = None) -> None:
        """Compute the late penalty again. If there is a page, write it if it does not show the marks in the gradebook.

        Scores and notebook stay as they are.
        """
        entry = self._penalty_only(key)
        is_wrong = page is not None and not has_stamp(self.paths, *key, page.stamp(self._marks.get(key, NO_MARKS)))
        if entry is not None or is_wrong:
            self._add(_Waiting(key, entry, page, refresh=True))

    def _penalty_only(self, key: Key) -> Entry | None:
        """What to record of a submission whose scores stay as they are: the late penalty if it is or was late.

        Due dates, extensions or the penalty's rules may have changed.
        """
        return Entry(*key, scores=None, penalty_only=True) if key in self.late else None

    def shows(self, recorded: Mapping[Key, Recorded]) -> bool:
        """Whether the pages show these marks: nobody has given others while they were written."""
        return all(self._marks.get(key, NO_MARKS) == one.marks for key, one in recorded.items())

    def failure_messages(self) -> list[str]:
        """One message for all failures: the plugin for late penalties is the same for all students."""
        if not self.failures:
            return []
        keys = sorted(self.failures)
        names = [f"{student} {exercise}" for student, exercise in keys]
        submissions = some_of(names, MOST_NAMES)
        error, setting = self.failures[keys[0]], _penalty_setting(self._config)
        return [NO_PENALTY.format(error=error, setting=setting, submissions=submissions)]

    def _with_time(self, entry: Entry) -> Entry:
        """The entry with the time of its submission."""
        time, problem = known_time(self.paths.submission(entry.student, entry.exercise).parent, self.times)
        return replace(entry, timestamp=time, time_unknown=bool(problem))

    def _add(self, one: _Waiting) -> None:
        self._waiting.append(one)
        self._in_memory += not one.is_written
        if one.key in self.late:
            self.added.add(one.key)
        if self._is_batch():
            self.flush()

    def _is_batch(self) -> bool:
        """Whether enough was added. If results come quickly, more of them are written together.

        Files that no worker has written are in memory, so only some can wait.
        """
        if len(self._waiting) < BATCH_SIZE:
            return False
        is_late = time.monotonic() - self._flushed >= BATCH_SECONDS
        return is_late or self._in_memory >= BATCH_SIZE or len(self._waiting) >= LARGEST_BATCH

    def flush(self) -> None:
        """Write everything that was added."""
        waiting, self._waiting, self._flushed = self._waiting, [], time.monotonic()
        self._in_memory = 0
        entries = [self._with_time(one.entry) for one in waiting if one.entry is not None]
        for key, marks in self._gradebook.write(entries, self._penalty).items() if entries else ():
            self._keep_marks(key, marks)
        if entries and not self._dry_run:
            self._for_workers = self._for_workers or self._files
        for one in waiting:
            if one.page is not None and not self._dry_run:
                self._write_page(one, one.page)

    def _keep_marks(self, key: Key, marks: Marks) -> None:
        """Most submissions have no marks. They need no memory."""
        if marks:
            self._marks[key] = marks
        else:
            self._marks.pop(key, None)

    def _penalty(self, exercise: str, student: str, points: float, seconds: float) -> float | None:
        """The late penalty in points. If the instructor's plugin fails: None, with a failure."""
        from autograder.gradebook.preprocessors import late_penalty  # imports nbgrader, which takes seconds

        try:
            return late_penalty(self._config, student, points, seconds)
        except Exception as error:  # the plugin can raise anything
            self.failures[student, exercise] = ADDRESS.sub(r"\1", f"{type(error).__name__}: {error}").rstrip(".")
            return None

    def _write_page(self, one: _Waiting, page: MarkedPage) -> None:
        marks = self._marks.get(one.key, NO_MARKS)
        if one.is_written and marks:
            page = replace(page, entry=self._cache.latest_entry(*one.key), plain=None)
            write_atomic(self.paths.feedback(*one.key), page.text(marks))
        elif one.refresh and not has_stamp(self.paths, *one.key, page.stamp(marks)):
            write_atomic(self.paths.feedback(*one.key), page.text(marks))
        elif not one.refresh and not one.is_written:
            self._files.write(*one.key, page.text(marks), one.notebook, page.sidecars)


def _penalty_setting(config: Config) -> str:
    """The setting that decides late penalties, with the name of the instructor's plugin, if there is one."""
    plugin = config.AssignLatePenalties.get("plugin_class")
    if plugin is None:
        return SETTINGS
    return f"{PLUGIN} ({plugin.__name__ if isinstance(plugin, type) else plugin})"
