"""Keep results on disk. Each has the fingerprint of everything that it depends on (`cache_key.py`), and a digest of its
text, so that a damaged file is noticed.
"""

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
from autograder.grading.result_summary import summary_of
from autograder.submissions.submission import Submission

NO_FINGERPRINT = b"0" * 64  # no submission has this one
ENTRY = '{{"fingerprint": "{}", "digest": "{}", "result":\n{}}}\n'
SEALED = re.compile(
    rb'\{"fingerprint": "(?P<fingerprint>[0-9a-f]{64})", "digest": "(?P<digest>[0-9a-f]{64})", "result":\n'
    rb"(?P<result>.*)\}\n", re.DOTALL)  # fmt: skip


class ResultCache:
    """Results in `folder/<student>/<exercise>.json`.

    Results with the status "error" are not kept: the next run grades the submission again.
    """

    def __init__(self, folder: Path, course: Course):
        self.folder = folder
        self.course = course

    def get(self, submission: Submission) -> Result | None:
        """The result of this submission, if it is up to date.

        It is not if the submission or the code has changed, or if the course does not allow the sandbox that was used.
        """
        entry = self.entry(submission)
        return None if entry is None else result_in(entry)

    def entry(self, submission: Submission) -> bytes | None:
        """The entry with that result, as `entry_of` made it."""
        found = self.lookup(submission)
        return found[0] if found else None

    def lookup(self, submission: Submission) -> tuple[bytes, Result] | None:
        """That entry and the summary of its result."""
        try:
            data = self._path(submission.student, submission.exercise).read_bytes()
            known, result = _open(data)
        except (OSError, ValueError):
            return None  # there is none, or it is damaged: the submission is graded again
        usable = known == fingerprint(submission, self.course) and result["tier"] in (None, *self.course.tiers)
        return (data, summary_of(result)) if usable else None

    def invalidate(self, submission: Submission) -> None:
        """Make the next run grade the submission again. Until then, its result stays the `latest`."""
        path = self._path(submission.student, submission.exercise)
        with contextlib.suppress(FileNotFoundError):
            data = path.read_bytes()
            if match := SEALED.fullmatch(data):
                write_atomic(path, data.replace(match["fingerprint"], NO_FINGERPRINT, 1))

    def put(self, submission: Submission, result: Result) -> None:
        """Keep a result, unless its status is "error"."""
        if result.status != "error":
            self.put_entry(submission, entry_of(submission, result, self.course))

    def put_entry(self, submission: Submission, entry: bytes) -> None:
        """Keep an entry that `entry_of` made."""
        write_atomic(self._path(submission.student, submission.exercise), entry)

    def put_outdated(self, result: Result) -> None:
        """Keep a result of which the submission is not there any more. It is the `latest` one."""
        path = self._path(result.student, str(result.exercise))
        write_atomic(path, _sealed(NO_FINGERPRINT.decode(), result))

    def latest(self, student: str, exercise: str) -> Result | None:
        """The last result, even if it is not up to date."""
        entry = self.latest_entry(student, exercise)
        return None if entry is None else result_in(entry)

    def latest_entry(self, student: str, exercise: str) -> bytes | None:
        """The entry with the last result, even if it is not up to date."""
        try:
            entry = self._path(student, exercise).read_bytes()
            result_in(entry)  # it can be damaged
            return entry
        except (OSError, ValueError):
            return None

    def _path(self, student: str, exercise: str) -> Path:
        return self.folder / student / f"{exercise}.json"


def entry_of(submission: Submission, result: Result, course: Course) -> bytes:
    """The entry of a result: JSON with its fingerprint, the digest of its text, and the result."""
    return _sealed(fingerprint(submission, course), result)


def _sealed(key: str, result: Result) -> bytes:
    text = result.json_text()
    return ENTRY.format(key, _digest(text.encode()), text).encode()


def result_in(entry: bytes) -> Result:
    """The result in an entry. Raises ValueError if it is damaged or of another version."""
    try:
        return Result.from_json(_open(entry)[1])
    except (KeyError, TypeError) as error:
        raise ValueError("a result with other fields") from error


def _open(entry: bytes) -> tuple[str, dict[str, Any]]:
    """(fingerprint, result as plain data). Raises ValueError if the entry is damaged."""
    match = SEALED.fullmatch(entry)
    if match is None or match["digest"].decode() != _digest(match["result"]):
        raise ValueError("damaged")
    return match["fingerprint"].decode(), json.loads(match["result"])


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
