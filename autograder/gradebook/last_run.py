"""Keep what decided each score when a run ended, and what it changed. The next run compares with this.

The file is written at the end of a run. So if a run is stopped, the next one lists what both changed.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from autograder.course.paths import ClassPaths, write_atomic
from autograder.gradebook.changes import NO_PENALTY, Basis
from autograder.gradebook.recorded import Key
from autograder.reports.changes import Change

SCHEMA = 1
RUN_FILE = "last_run.json"  # in build/


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
            data = json.loads(_file(paths).read_bytes())
            if data["schema"] != SCHEMA:
                return cls()
            scores = {
                (student, exercise): Basis(**basis)
                for student, own in data["scores"].items()
                for exercise, basis in own.items()
            }
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
        scores: dict[str, dict[str, object]] = {}
        for (student, exercise), basis in sorted(self.scores.items()):
            scores.setdefault(student, {})[exercise] = vars(basis)
        changes = [vars(one) for one in self.changes]
        write_atomic(
            _file(paths), json.dumps({"schema": SCHEMA, "changes": changes, "new": self.new, "scores": scores})
        )


def _file(paths: ClassPaths) -> Path:
    return paths.build / RUN_FILE
