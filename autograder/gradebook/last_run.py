"""Keep what decided each score when a run ended, and what it changed. The next run compares with this.

The file is written at the end of a run. So if a run is stopped, the next one lists what both changed.
"""

import itertools
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from autograder.course.paths import ClassPaths, write_atomic
from autograder.gradebook.cache_key import Parts
from autograder.gradebook.changes import NO_PENALTY, NO_SCORES, Basis
from autograder.gradebook.recorded import Key, shared_scores
from autograder.reports.changes import Change

SCHEMA = 1
RUN_FILE = "last_run.json"  # in build/
BEGIN, SEPARATOR, END = "{\n", ",\n", "}}\n"  # of the lines with scores


@dataclass(frozen=True)
class LastRun:
    """The state after a run: what decided each score, and whose score the run changed.

    `new` is the number of submissions that have their first score from this run.
    """

    scores: Mapping[Key, Basis] = field(default_factory=dict)
    changes: Sequence[Change] = ()
    new: int = 0

    @classmethod
    def read(cls, paths: ClassPaths) -> "LastRun":
        """The last run over a class. It is empty if there is no record of one, or another version wrote it."""
        try:
            with _file(paths).open(encoding="utf-8") as lines:
                head = next(lines, "")
                data = json.loads(head + END if head.endswith(BEGIN) else head)  # older versions wrote one line
                if data["schema"] != SCHEMA:
                    return cls()
                scores = dict(_bases(data["scores"]))
                for line in lines:
                    if line != END:
                        scores.update(_bases(json.loads(f"{{{line.rstrip(SEPARATOR)}}}")))
                return cls(scores, [Change(**one) for one in data["changes"]], data["new"])
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return cls()

    @property
    def without_penalty(self) -> set[Key]:
        """The late submissions whose penalties could not be computed. The gradebook has their points without them."""
        return {key for key, basis in self.scores.items() if basis.problem == NO_PENALTY}

    def renamed(self, old: str, new: str) -> "LastRun":
        """The same, with another id of a student. Scores that the new id had already stay, so that changes are seen."""
        moved = {(new, exercise): basis for (student, exercise), basis in self.scores.items() if student == old}
        others = {key: basis for key, basis in self.scores.items() if key[0] != old}
        changes = [replace(one, student=new) if one.student == old else one for one in self.changes]
        return replace(self, scores={**moved, **others}, changes=changes)

    def write(self, paths: ClassPaths) -> None:
        """Keep this as the last run over a class."""
        write_atomic(_file(paths), self._lines())

    def _lines(self) -> Iterator[str]:
        """The file: JSON in which each student has a line, so that no more than a line must be in memory."""
        changes = [vars(one) for one in self.changes]
        head = json.dumps({"schema": SCHEMA, "changes": changes, "new": self.new, "scores": {}})
        yield head.removesuffix("{}}") + BEGIN
        separator = ""
        for student, keys in itertools.groupby(sorted(self.scores), key=lambda key: key[0]):
            own = {exercise: _plain(self.scores[student, exercise]) for _, exercise in keys}
            yield f"{separator}{json.dumps(student)}: {json.dumps(own)}"
            separator = SEPARATOR
        yield "\n" + END


def _plain(basis: Basis) -> dict[str, Any]:
    return {one.name: getattr(basis, one.name) for one in fields(basis)} | {"parts": dict(basis.parts)}


def _bases(scores: dict[str, dict[str, Any]]) -> Iterator[tuple[Key, Basis]]:
    """The bases in a part of the file, by student and exercise. What many of them have in common is one object."""
    for student, own in scores.items():
        for exercise, basis in own.items():
            shared = {"parts": Parts(basis["parts"]), "automatic": shared_scores(*basis["automatic"].items()),
                      "manual": basis["manual"] or NO_SCORES}  # fmt: skip
            yield (sys.intern(student), sys.intern(exercise)), Basis(**basis | shared)


def _file(paths: ClassPaths) -> Path:
    return paths.build / RUN_FILE
