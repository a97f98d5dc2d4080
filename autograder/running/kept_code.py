"""Keep what the students' code does, as fingerprints: `build/similar/<exercise>.fingerprints`.

The worker that grades a submission also makes the fingerprint. Each is a line of the file, in the order in which they
came, so that a large class needs no memory for them. The last line of a student counts.
"""

import base64
import contextlib
import functools
import hashlib
import itertools
import json
from collections.abc import Iterator
from pathlib import Path

from autograder.course.config import Course, Exercise
from autograder.course.paths import ClassPaths, write_atomic
from autograder.errors import Unreadable
from autograder.reports import own_code
from autograder.reports.fingerprints import fingerprint
from autograder.reports.own_code import known_names, own_source, units_of
from autograder.submissions.submission import Submission

FOLDER = "similar"  # in build/
MOST_WAITING = 100  # lines that are written together
Line = tuple[str, str, bytes]  # student, version of the submission, fingerprint


def code_of(submission: Submission, course: Course) -> bytes:
    """The fingerprint of the student's own code; that of no code if the submission cannot be read."""
    exercise = course.exercise(submission.exercise)
    try:
        source = own_source(submission.cells(course.names)[0], exercise)
    except Unreadable:
        source = ""
    return fingerprint([unit.nodes for unit in units_of(source, known_names(exercise))])


class KeptCode:
    """The fingerprints of a class. `flush` writes what was added."""

    def __init__(self, paths: ClassPaths):
        self._folder = paths.build / FOLDER
        self._waiting: dict[Exercise, list[Line]] = {}

    def add(self, exercise: Exercise, line: Line) -> None:
        """Keep the fingerprint of a student's code."""
        self._waiting.setdefault(exercise, []).append(line)
        if sum(map(len, self._waiting.values())) >= MOST_WAITING:
            self.flush()

    def flush(self) -> None:
        """Write everything that was added."""
        for exercise, lines in self._waiting.items():
            file = self._file(exercise)
            if not _fits(file, exercise):
                write_atomic(file, _text(_made_by(exercise)))
            with file.open("ab") as out:
                out.write("".join(map(_line, lines)).encode())
        self._waiting = {}

    def lines(self, exercise: Exercise) -> Iterator[Line]:
        """All lines of an exercise. A damaged line ends them."""
        file = self._file(exercise)
        with contextlib.suppress(OSError, ValueError), file.open(encoding="utf-8") as lines:
            if next(lines, "") == _text(_made_by(exercise)):
                for line in lines:
                    student, version, text = json.loads(line)
                    yield student, version, base64.b64decode(text, validate=True)

    def replace(self, exercise: Exercise, lines: Iterator[Line]) -> None:
        """Write these lines in place of all others, which can be read until the end."""
        write_atomic(self._file(exercise), itertools.chain([_text(_made_by(exercise))], map(_line, lines)))

    def _file(self, exercise: Exercise) -> Path:
        return self._folder / f"{exercise.name}.fingerprints"


def _line(line: Line) -> str:
    student, version, runs = line
    return _text([student, version, base64.b64encode(runs).decode()])


def _text(value: object) -> str:
    return json.dumps(value) + "\n"


def _fits(file: Path, exercise: Exercise) -> bool:
    """Whether the file was made by the code that is here now."""
    try:
        with file.open(encoding="utf-8") as lines:
            return next(lines, "") == _text(_made_by(exercise))
    except (OSError, ValueError):
        return False


@functools.cache
def _made_by(exercise: Exercise) -> str:
    """A digest of everything that a fingerprint depends on, except the submission."""
    modules = [own_code.__file__, fingerprint.__code__.co_filename, __file__]
    files = [*map(Path, modules), exercise.release]
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in files)).hexdigest()
