"""The store: results on disk, each under a fingerprint of all that it depends on."""

import dataclasses
import functools
import hashlib
import json
import os
import sys
from pathlib import Path

import numpy as np

from autograder.course import Course, CourseError, Exercise
from autograder.grade import Submission
from autograder.result import Result

PACKAGE = Path(__file__).parent


class Store:
    """Results in `folder/<student>/<exercise>.json`. Our own errors are never kept: they are tried again."""

    def __init__(self, folder: Path, course: Course):
        self.folder = folder
        self.course = course

    def get(self, submission: Submission) -> Result | None:
        """The result of exactly this submission under exactly these graders, if it is there and came out of
        a sandbox that the course allows."""
        try:
            entry = json.loads(self._path(submission.student, submission.exercise).read_text(encoding="utf-8"))
            if entry["fingerprint"] != self.fingerprint(submission):
                return None
            result = Result.from_json(entry["result"])
        except (OSError, ValueError, KeyError, TypeError):
            return None  # nothing there, or half of it: it is graded again
        return result if result.tier in (None, *self.course.tiers) else None

    def put(self, submission: Submission, result: Result) -> None:
        if result.status == "error":
            return
        entry = {"fingerprint": self.fingerprint(submission), "result": result.to_json()}
        write_whole(self._path(submission.student, submission.exercise), json.dumps(entry, indent=1) + "\n")

    def latest(self, student: str, exercise: str) -> Result | None:
        """The last result, whatever it was graded with."""
        try:
            entry = json.loads(self._path(student, exercise).read_text(encoding="utf-8"))
            return Result.from_json(entry["result"])
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def fingerprint(self, submission: Submission) -> str:
        """What the result depends on: notebook, student (for the seed), exercise, graders, versions."""
        exercise = self.course.exercise(submission.exercise)
        digest = hashlib.sha256(_graders(exercise, self.course.seed).encode())
        digest.update(submission.student.encode("utf-8", "surrogateescape") + b"\0" + submission.data)
        digest.update(submission.remark.encode("utf-8", "replace"))
        return digest.hexdigest()

    def _path(self, student, exercise):
        return self.folder / student / f"{exercise}.json"


@functools.cache
def _graders(exercise: Exercise, seed: int) -> str:
    """A digest of everything but the submission. A change anywhere in the autograder counts: better once too often."""
    graded = dataclasses.replace(exercise, title="", due=None, reveal="")  # what changes no score
    digest = hashlib.sha256(f"{graded!r} {seed} {np.__version__} {sys.version}".encode())
    shared = [path for path in sorted(PACKAGE.rglob("*.py")) if not path.name.startswith("test_")]
    for path in (*shared, exercise.grader, exercise.source, exercise.release):
        try:
            digest.update(path.read_bytes())
        except FileNotFoundError:
            raise CourseError(f"{path} is missing. Releases are written with `make release`.") from None
    return digest.hexdigest()


def write_whole(path: Path, text: str) -> None:
    """Write a file at once or not at all: whoever stops us, it is never half there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".writing-{os.getpid()}-{path.name}")
    try:
        temporary.write_text(text, encoding="utf-8", errors="replace")
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
