"""Notice that nothing at all has changed since the last run over a class, and show again what that run said.

Then no submission is looked at. Files are compared by what the file system says about them (`file_state.py`), the
engine, the exercises, the course's values and nbgrader's configuration by their content. Whenever something is in
doubt, nothing is kept, and the next run looks at everything.
"""

import contextlib
import time
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec
from traitlets.config import Config

from autograder.course.config import Course
from autograder.course.nbgrader_config import database_url, read_config
from autograder.course.paths import ClassPaths, write_atomic
from autograder.gradebook.cache_key import everything_fingerprint
from autograder.reports.run_summary import RunSummary
from autograder.running.file_state import Doubtful, FileState
from autograder.running.unfinished import FILE as UNFINISHED

FILE = "unchanged.msgpack"  # in build/
SQLITE = "sqlite:///"
BESIDE = ("", "-journal", "-wal", "-shm")  # the database, and SQLite's own files beside it
PLUGINS = ("AssignLatePenalties", "LateSubmissionPlugin")  # settings of a plugin, which may look at anything
OUTPUTS = ("autograded", "feedback", "results", "report", "similar", "last_run.json", "references.json")  # in build/
BACKUPS = "backups"


@dataclass(frozen=True)
class State:
    """Everything that a run depends on, each as a digest: what the course says, what people hand in and write
    (`given`), the gradebook, and what runs have made."""

    course: str
    given: str
    gradebook: str
    made: str


@dataclass(frozen=True)
class _Run:
    """A run that left this state, and what the next one says."""

    state: State
    summary: RunSummary


def known_summary(paths: ClassPaths, course: Course) -> RunSummary | None:
    """What a run over the whole class would say, if nothing has changed since the last one; None otherwise."""
    try:
        last = msgspec.msgpack.decode((paths.build / FILE).read_bytes(), type=_Run)
        return last.summary if last.state == state_of(paths, course) else None
    except (OSError, msgspec.MsgspecError, Doubtful):
        return None


class Watch:
    """Watches a run over the whole class, from before it reads anything, and keeps what the next one would say."""

    def __init__(self, paths: ClassPaths, course: Course):
        self._paths, self._course = paths, course
        self._before: State | None = None
        self._gradebook = ""
        with contextlib.suppress(Doubtful):
            self._before = state_of(paths, course)

    def look_at_gradebook(self) -> None:
        """The run has written to the gradebook. What it reads there from now on is what its report says."""
        with contextlib.suppress(Doubtful):
            self._gradebook = FileState(_database_files(self._paths, read_config(self._paths))).digest

    def keep(self, summary: RunSummary) -> None:
        """Keep what the run said, unless something has changed meanwhile, or the next run would do something.

        Of the class, only the figures are kept, which are the same size for any class.
        """
        if self._before is None or not _is_final(summary, read_config(self._paths)):
            return
        try:
            now = state_of(self._paths, self._course, settled=True)
            seen = State(self._before.course, self._before.given, self._gradebook, now.made)
            if seen == now:
                again = replace(summary, graded=0, unchanged=summary.graded + summary.unchanged, new=0)
                again = again.without_submissions()
                write_atomic(self._paths.build / FILE, msgspec.msgpack.encode(_Run(now, again)))
        except (Doubtful, ValueError):  # or a name is not UTF-8
            return


def _is_final(summary: RunSummary, config: Config) -> bool:
    """Whether the next run would say the same, except that it grades nothing."""
    plugin = summary.class_list.late and any(name in config for name in PLUGINS)
    failed = summary.failures or any(result.status == "error" for result in summary.results)
    return not (plugin or failed or summary.changes or summary.class_list.time_problems)


def state_of(paths: ClassPaths, course: Course, settled: bool = False) -> State:
    """The state of a class now. If it must be `settled`, each change from now on leads to another state.

    Raises Doubtful if the file system does not know it.
    """
    config = read_config(paths)
    given = FileState(
        [paths.submitted, paths.collected, paths.roster, *sorted(paths.root.glob("*.py")), paths.root / UNFINISHED]
    )
    gradebook, made = FileState(_database_files(paths, config)), FileState(_made_files(paths, config))
    if settled and not all(one.settled(paths.build) for one in (given, gradebook, made)):
        raise Doubtful
    course_says = f"{everything_fingerprint(course)} {config!r} {time.tzname}"
    return State(course_says, given.digest, gradebook.digest, made.digest)


def _made_files(paths: ClassPaths, config: Config) -> list[Path]:
    sources = paths.root / config.CourseDirectory.get("source_directory", "source")
    return [*(paths.build / name for name in OUTPUTS), sources, paths.root / BACKUPS]


def _database_files(paths: ClassPaths, config: Config) -> list[Path]:
    url = database_url(paths, config)
    if not url.startswith(SQLITE):
        raise Doubtful(url)
    return [Path(url.removeprefix(SQLITE) + end) for end in BESIDE]
