"""One submission: the bytes that a student submitted for an exercise."""

import functools
from collections.abc import Sequence
from dataclasses import dataclass

from ..errors import Unreadable
from .notebook import NotebookCell, read_submission

MOST_NAMED = 3  # other files that a remark names

_read = functools.lru_cache(1)(read_submission)  # a submission is read for its score, its pages and its own code


@dataclass(frozen=True)
class Submission:
    """The bytes that a student submitted for an exercise. `remark` names the file if it is not the expected one.

    `others` are the names of other files in the folder that can contain work on the exercise. They are not read.
    """

    student: str
    exercise: str
    data: bytes
    remark: str = ""
    others: tuple[str, ...] = ()

    def cells(self, exercises: Sequence[str]) -> tuple[tuple[NotebookCell, ...], list[str]]:
        """The cells of the notebook, and remarks on how it was found. `exercises` are the names of all exercises.

        Raises Unreadable.
        """
        try:
            cells, remark = _read(self.data, self.exercise, tuple(exercises))
        except Unreadable as error:
            notes = [note.rstrip(".") for note in (self.remark, self.others_remark()) if note]
            raise Unreadable(f"{error} ({'; '.join(notes)})" if notes else str(error)) from None
        return cells, [one for one in (self.remark, remark) if one]

    def others_remark(self) -> str:
        """What to say about other files if there is no work in this one; "" if there are no others."""
        if not self.others:
            return ""
        names = ", ".join(self.others[:MOST_NAMED]) + (", …" if len(self.others) > MOST_NAMED else "")
        which = "it" if len(self.others) == 1 else "one of them"
        return (
            f"The folder also contains {names}, which is not graded: if the work is in {which}, hand it in as "
            f"{self.exercise}.ipynb."
        )
