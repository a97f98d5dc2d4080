"""One submission: the bytes that a student submitted for an exercise."""

from collections.abc import Sequence
from dataclasses import dataclass

from ..errors import Unreadable
from .notebook import NotebookCell, read_submission


@dataclass(frozen=True)
class Submission:
    """The bytes that a student submitted for an exercise. `remark` names the file if it is not the expected one."""

    student: str
    exercise: str
    data: bytes
    remark: str = ""

    def cells(self, exercises: Sequence[str]) -> tuple[tuple[NotebookCell, ...], list[str]]:
        """The cells of the notebook, and remarks on how it was found. `exercises` are the names of all exercises.

        Raises Unreadable.
        """
        try:
            cells, remark = read_submission(self.data, self.exercise, exercises)
        except Unreadable as error:
            raise Unreadable(f"{error} ({self.remark.rstrip('.')})" if self.remark else str(error)) from None
        return cells, [one for one in (self.remark, remark) if one]
