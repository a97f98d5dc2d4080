"""Decide which of a student's files for an exercise count: those of the latest attempt that has a notebook."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from autograder.platforms.container import clean_name
from autograder.platforms.entry import HandedIn
from autograder.submissions.filenames import NOTEBOOK, candidates

STAMP = "%Y-%m-%d-%H%M%S"
NO_STAMP = "without-time"


@dataclass(frozen=True)
class Received:
    """A file that a student handed in, with its bytes, and those of nbgrader's timestamp.txt beside it."""

    one: HandedIn
    data: bytes = field(repr=False)
    timestamp: bytes = field(default=b"", repr=False)

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.data).hexdigest()

    @property
    def kept_name(self) -> str:
        """The name under which every attempt is kept: by its time, and another one for other bytes."""
        stamp = self.one.time.strftime(STAMP) if self.one.time else NO_STAMP
        return f"{stamp}-{self.digest[:8]}-{clean_name(self.one.file)}"

    @property
    def order(self) -> tuple[float, tuple[int, ...]]:
        """What is larger for a later attempt of the same platform."""
        return self.one.time.timestamp() if self.one.time else 0.0, self.one.attempt


def latest(received: Sequence[Received], exercise: str, exercises: Sequence[str]) -> list[Received]:
    """The files that count. Several ones are of the same attempt, and the grader cannot tell which one it is either.

    `exercises` are the names of all exercises.
    """
    orders = sorted({one.order for one in received}, reverse=True)
    attempts = [[one for one in received if one.order == order] for order in orders]
    for attempt in attempts:
        by_path = {PurePosixPath(one.one.file): one for one in attempt}
        found = candidates(by_path, exercise, exercises)
        if found:
            return [by_path[path] for path in found]
    return attempts[0]


def submitted_names(chosen: Sequence[Received], exercise: str) -> dict[str, Received]:
    """The files that count by their names in `submitted/<student>/<exercise>/`."""
    if len(chosen) == 1 and NOTEBOOK.search(chosen[0].one.file.lower()):
        return {f"{exercise}.ipynb": chosen[0]}
    return {clean_name(one.one.file): one for one in chosen}
