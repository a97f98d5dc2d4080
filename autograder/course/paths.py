"""Name the folders of a class, lock them for one command, and write files completely or not at all."""

import contextlib
import fcntl
import glob
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import UsageError, display_path

LOCK = ".grading"  # in a class's build folder
UNFINISHED = ".writing-"  # how the names of files begin while they are written


@dataclass(frozen=True)
class ClassPaths:
    """The folders of one class. `root` is nbgrader's course directory, `build` has all files that can be made again.

    `database` is an SQLite file to use in place of the configured gradebook, for a dry run.
    """

    root: Path
    build: Path
    database: Path | None = None

    @classmethod
    def real(cls, course_root: Path) -> "ClassPaths":
        """The real class of a course."""
        return cls(course_root, course_root / "build")

    @classmethod
    def demo(cls, course_root: Path) -> "ClassPaths":
        """The demo class of a course, which has a folder and a gradebook of its own."""
        return cls(course_root / "build" / "demo", course_root / "build" / "demo")

    @property
    def submitted(self) -> Path:
        return self.root / "submitted"

    @property
    def gradebook(self) -> Path:
        return self.root / "gradebook.db"

    @property
    def roster(self) -> Path:
        """Who is who: names, e-mail addresses, and ids on the platforms where students hand in."""
        return self.root / "roster.csv"

    @property
    def collected(self) -> Path:
        """All that was collected from platforms: every attempt, and what belongs to nobody yet."""
        return self.root / "collected"

    @property
    def returned(self) -> Path:
        """The files that platforms import."""
        return self.build / "return"

    @property
    def autograded(self) -> Path:
        return self.build / "autograded"

    @property
    def results(self) -> Path:
        return self.build / "results"

    @property
    def report(self) -> Path:
        return self.build / "report"

    @property
    def is_demo(self) -> bool:
        """Whether this is the demo class: everything in its folder can be made again."""
        return self.root == self.build and self.root.name == "demo"

    @property
    def pages(self) -> Path:
        return self.build / "feedback"

    def feedback(self, student: str, exercise: str) -> Path:
        """The page where nbgrader's release_feedback looks for it."""
        return self.pages / student / exercise / f"{exercise}.html"

    def result(self, student: str, exercise: str) -> Path:
        """The entry of the result cache."""
        return self.results / student / f"{exercise}.json"

    def submission(self, student: str, exercise: str) -> Path:
        return self.submitted / student / exercise / f"{exercise}.ipynb"

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Lock the class while the block runs. Raises UsageError if another command has locked it."""
        self.build.mkdir(parents=True, exist_ok=True)
        with (self.build / LOCK).open("ab") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise UsageError(
                    f"Another command is working on this class, in {display_path(self.build)}/. Nothing was changed. "
                    "Wait until it ends, and run this one again."
                ) from None
            yield


def write_atomic(path: Path, content: str | bytes | Iterable[str], mode: int | None = None) -> None:
    """Write a file, whose content can come in pieces. If this process is stopped, the file stays as it was.

    An OSError has the name of this file: not that of the unfinished one, or none, as Python says if the disk is full.
    """
    pieces = [content] if isinstance(content, (str, bytes)) else content
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f"{UNFINISHED}{os.getpid()}-{path.name}")
    try:
        with temporary.open("wb") as file:
            for piece in pieces:
                file.write(piece if isinstance(piece, bytes) else piece.encode("utf-8", "replace"))
        if mode is not None:
            temporary.chmod(mode)
        temporary.replace(path)
    except BaseException as error:
        with contextlib.suppress(OSError):  # the first error says more
            temporary.unlink(missing_ok=True)
        if isinstance(error, OSError) and error.filename in (None, str(temporary)):
            error.filename = str(path)
        raise
    remove_unfinished(path)


def remove_unfinished(path: Path) -> None:
    """Remove unfinished copies of the file, which killed processes have left."""
    for left in path.parent.glob(f"{UNFINISHED}*-{glob.escape(path.name)}"):
        pid = left.name.removeprefix(UNFINISHED).removesuffix(f"-{path.name}")
        if pid.isdecimal() and not _is_running(int(pid)):
            with contextlib.suppress(OSError):  # it belongs to another instructor
                left.unlink()


def _is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        pass
    return True
