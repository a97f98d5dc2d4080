"""Keep results on disk, each with the fingerprint of what it depends on (`cache_key.py`) and sealed against damage."""

import contextlib
import hashlib
import json
import re
from pathlib import Path
from typing import Any

from autograder.course.config import Course
from autograder.course.paths import write_atomic
from autograder.gradebook.cache_key import fingerprint
from autograder.grading.result import Result
from autograder.submissions.submission import Submission

NO_FINGERPRINT = b"0" * 64  # which no submission has
ENTRY = '{{"fingerprint": "{}", "digest": "{}", "result":\n{}}}\n'
SEALED = re.compile(
    rb'\{"fingerprint": "(?P<fingerprint>[0-9a-f]{64})", "digest": "(?P<digest>[0-9a-f]{64})", "result":\n'
    rb"(?P<result>.*)\}\n", re.DOTALL)  # fmt: skip


class ResultCache:
    """Results in `folder/<student>/<exercise>.json`. Errors of ours are never kept: the next run tries again."""

    def __init__(self, folder: Path, course: Course):
        self.folder = folder
        self.course = course

    def get(self, submission: Submission) -> Result | None:
        """The result of exactly this submission with the code as it is now, from a sandbox that the course allows."""
        entry = self.entry(submission)
        return None if entry is None else result_in(entry)

    def entry(self, submission: Submission) -> bytes | None:
        """The entry with that result."""
        found = self.lookup(submission)
        return found[0] if found else None

    def lookup(self, submission: Submission) -> tuple[bytes, Result] | None:
        """That entry, and the summary of its result."""
        try:
            data = self._path(submission.student, submission.exercise).read_bytes()
            found, result = _opened(data)
        except (OSError, ValueError):
            return None  # there is none, or it is damaged: the submission is graded again
        usable = found == fingerprint(submission, self.course) and result["tier"] in (None, *self.course.tiers)
        return (data, Result.summary_of(result)) if usable else None

    def invalidate(self, submission: Submission) -> None:
        """Have the submission graded again. Its entry stays the `latest` until then."""
        path = self._path(submission.student, submission.exercise)
        with contextlib.suppress(FileNotFoundError):
            data = path.read_bytes()
            if match := SEALED.fullmatch(data):
                write_atomic(path, data.replace(match["fingerprint"], NO_FINGERPRINT, 1))

    def put(self, submission: Submission, result: Result) -> None:
        """Keep a result, unless it is an error of ours."""
        if result.status != "error":
            self.put_entry(submission, entry_of(submission, result, self.course))

    def put_entry(self, submission: Submission, entry: bytes) -> None:
        """Keep an entry that `entry_of` made."""
        write_atomic(self._path(submission.student, submission.exercise), entry)

    def latest(self, student: str, exercise: str) -> Result | None:
        """The last result, also if the code has changed since."""
        try:
            return result_in(self._path(student, exercise).read_bytes())
        except (OSError, ValueError):
            return None

    def _path(self, student: str, exercise: str) -> Path:
        return self.folder / student / f"{exercise}.json"


def entry_of(submission: Submission, result: Result, course: Course) -> bytes:
    """The entry of a result: JSON in which a fingerprint and a digest come before the result."""
    text = json.dumps(result.to_json(), indent=1)
    return ENTRY.format(fingerprint(submission, course), _digest(text.encode()), text).encode()


def result_in(entry: bytes) -> Result:
    """The result in an entry. Raises ValueError if it is damaged or of another version."""
    try:
        return Result.from_json(_opened(entry)[1])
    except (KeyError, TypeError) as error:
        raise ValueError("a result with other fields") from error


def _opened(entry: bytes) -> tuple[str, dict[str, Any]]:
    """(fingerprint, result as plain data)"""
    match = SEALED.fullmatch(entry)
    if match is None or match["digest"].decode() != _digest(match["result"]):
        raise ValueError("damaged")
    return match["fingerprint"].decode(), json.loads(match["result"])


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
