"""The store: results on disk, each under a fingerprint of all that it depends on, and sealed against damage.

What is made from a result (the autograded notebook, the page) carries a *stamp*, by which one sees later that it was
made from exactly this entry of the store, this course's texts, and the files that nbgrader laid beside the notebook.
"""

import contextlib
import dataclasses
import functools
import glob
import hashlib
import json
import os
import platform
import re
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from autograder.course.config import Course, Exercise
from autograder.errors import CourseError
from autograder.grading.grade import Submission
from autograder.grading.result import Result

PACKAGE = Path(__file__).parent
UNFINISHED = ".writing-"  # how the names of files begin that are not whole yet
# Modules that grading does not import: those that make something of a result, and those around both.
MAKING = ("autograded", "feedback", "job", "pages", "repair")
AROUND = (
    "__main__", "batch", "bundle", "check", "cluster", "converting", "demo", "files", "gradebook", "handout", "leaks",
    "markdown", "places", "pool", "record", "recording", "release", "report", "rows", "script", "settings", "store",
    "terminal",
)  # fmt: skip
NOBODYS = b"0" * 64  # a fingerprint
ENTRY = '{{"fingerprint": "{}", "digest": "{}", "result":\n{}}}\n'
SEALED = re.compile(
    rb'\{"fingerprint": "(?P<fingerprint>[0-9a-f]{64})", "digest": "(?P<digest>[0-9a-f]{64})", "result":\n'
    rb"(?P<result>.*)\}\n", re.DOTALL)  # fmt: skip
Beside = tuple[tuple[str, bytes], ...]  # the files of nbgrader's that stand beside a notebook: their names and bytes


class Store:
    """Results in `folder/<student>/<exercise>.json`. Our own errors are never kept: they are tried again."""

    def __init__(self, folder: Path, course: Course):
        self.folder = folder
        self.course = course

    def get(self, submission: Submission) -> Result | None:
        """The result of exactly this submission under exactly these graders, if it is there and came out of
        a sandbox that the course allows."""
        entry = self.entry(submission)
        return None if entry is None else result_in(entry)

    def entry(self, submission: Submission) -> bytes | None:
        """The entry in which that result is."""
        found = self.known(submission)
        return found and found[0]

    def known(self, submission: Submission) -> tuple[bytes, Result] | None:
        """That entry, and its result's summary."""
        try:
            data = self._path(submission.student, submission.exercise).read_bytes()
            found, result = _opened(data)
        except (OSError, ValueError):
            return None  # nothing there, or half of it: it is graded again
        usable = found == fingerprint(submission, self.course) and result["tier"] in (None, *self.course.tiers)
        return (data, Result.summary_of(result)) if usable else None

    def outdate(self, submission: Submission) -> None:
        """Have the submission graded again. What is there stays the `latest` until then."""
        path = self._path(submission.student, submission.exercise)
        with contextlib.suppress(FileNotFoundError):
            data = path.read_bytes()
            if match := SEALED.fullmatch(data):
                write_whole(path, data.replace(match["fingerprint"], NOBODYS, 1))

    def put(self, submission: Submission, result: Result) -> None:
        if result.status != "error":
            self.keep(submission, entry_of(submission, result, self.course))

    def keep(self, submission: Submission, entry: bytes) -> None:
        """Put an entry that was made elsewhere."""
        write_whole(self._path(submission.student, submission.exercise), entry)

    def latest(self, student: str, exercise: str) -> Result | None:
        """The last result, whatever it was graded with."""
        try:
            return result_in(self._path(student, exercise).read_bytes())
        except (OSError, ValueError):
            return None

    def _path(self, student, exercise):
        return self.folder / student / f"{exercise}.json"


def entry_of(submission: Submission, result: Result, course: Course) -> bytes:
    """What the store has of a result: JSON, in which a digest of the result stands before it."""
    text = json.dumps(result.to_json(), indent=1)
    return ENTRY.format(fingerprint(submission, course), _digest(text.encode()), text).encode()


def result_in(entry: bytes) -> Result:
    """The result of an entry. Raises ValueError where there is none in it, or not one of this version's."""
    try:
        return Result.from_json(_opened(entry)[1])
    except (KeyError, TypeError) as error:
        raise ValueError("a result with other fields") from error


def _opened(entry):
    """(fingerprint, result as plain data)"""
    match = SEALED.fullmatch(entry)
    if match is None or match["digest"].decode() != _digest(match["result"]):
        raise ValueError("damaged")
    return match["fingerprint"].decode(), json.loads(match["result"])


def _digest(data):
    return hashlib.sha256(data).hexdigest()


def fingerprint(submission: Submission, course: Course) -> str:
    """What the result depends on: notebook, student (for the seed), exercise, graders, versions."""
    digest = hashlib.sha256(graders_digest(course.exercise(submission.exercise), course.seed).encode())
    digest.update(submission.student.encode("utf-8", "surrogateescape") + b"\0" + submission.data)
    digest.update(submission.remark.encode("utf-8", "replace"))
    return digest.hexdigest()


def stamp(entry: bytes, beside: Beside, exercise: Exercise, course: Course) -> str:
    """What is written on all that is made from an entry of the store and the files beside the notebook."""
    digest = hashlib.sha256(_texts_of(exercise, course).encode() + entry)
    for name, data in beside:
        digest.update(name.encode() + b"\0" + hashlib.sha256(data).digest())
    return digest.hexdigest()


def made_with(exercise: Exercise, course: Course) -> str:
    """What results, notebooks and pages of an exercise are made with, beside the submission. Asked for in a process
    that has loaded all of it, it tells whether that is what the files hold now."""
    return f"{graders_digest(exercise, course.seed)} {_texts_of(exercise, course)}"


def _texts_of(exercise, course):
    return _texts(course.title, exercise.title, exercise.reveal)


@functools.cache
def _texts(*shown):
    """A digest of what notebooks and pages show beside the result."""
    digest = hashlib.sha256(repr(shown).encode())
    for path in (*sorted((PACKAGE / "templates").iterdir()), *(PACKAGE / f"{name}.py" for name in MAKING)):
        digest.update(path.read_bytes())
    return digest.hexdigest()


@functools.cache
def graders_digest(exercise: Exercise, seed: int) -> str:
    """A digest of everything but the submission: what is known to be about other things alone is left out."""
    graded = dataclasses.replace(exercise, title="", due=None, reveal="")  # what changes no score
    python = f"{platform.python_implementation()} {platform.python_version()}"
    digest = hashlib.sha256(f"{graded!r} {seed} {np.__version__} {python}".encode())
    shared = [path for path in sorted(PACKAGE.rglob("*.py")) if _concerns(path, exercise)]
    for path in (*shared, exercise.grader, exercise.source, exercise.release):
        try:
            digest.update(path.read_bytes())
        except FileNotFoundError:
            raise CourseError(f"{path} is missing. Releases are written with `make release`.") from None
    return digest.hexdigest()


def _concerns(path, exercise):
    """Whether a change of this file of the package could change the exercise's results."""
    if path.parent.name == "misconceptions":
        return path.stem in ("__init__", *(task.name for task in exercise.tasks))
    return not path.name.startswith("test_") and not (path.parent == PACKAGE and path.stem in (*MAKING, *AROUND))


def write_whole(path: Path, content: str | bytes | Iterable[str], mode: int | None = None) -> None:
    """Write a file, given whole or in pieces, at once or not at all: whoever stops us, it is never half there."""
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
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    for left in path.parent.glob(f"{UNFINISHED}*-{glob.escape(path.name)}"):
        pid = left.name.removeprefix(UNFINISHED).removesuffix(f"-{path.name}")
        if pid.isdecimal() and not _runs(int(pid)):  # it was killed while it wrote
            with contextlib.suppress(OSError):  # another instructor's
                left.unlink()


def _runs(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        pass
    return True
