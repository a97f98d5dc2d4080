"""Load the exercises of the course from the folder that a student received."""

import json
from dataclasses import dataclass
from pathlib import Path

from .errors import UsageError

FOLDER = Path(__file__).resolve().parent.parent  # of the course
ORIGINALS = FOLDER / "originals"  # the notebooks as students received them, and course.json
BACKUPS = FOLDER / "backups"


@dataclass(frozen=True)
class Exercise:
    """One exercise, as originals/course.json describes it.

    `tasks` are the names of its functions with their points. A cell may run for `cell_seconds` when it is graded. Then
    only the standard library and the modules of `packages` can be imported (package → its modules), and the functions
    in `off_limits` raise an error.
    """

    name: str
    title: str
    tasks: dict[str, float]
    cell_seconds: float
    off_limits: list[str]
    packages: dict[str, list[str]]

    @property
    def notebook(self) -> Path:
        """Where the student's notebook belongs."""
        return FOLDER / self.name / f"{self.name}.ipynb"

    @property
    def original(self) -> Path:
        """The notebook as students received it."""
        return ORIGINALS / f"{self.name}.ipynb"


def load_course() -> dict[str, Exercise]:
    """The exercises by name. Raises UsageError outside of the course's folder."""
    try:
        entries = json.loads((ORIGINALS / "course.json").read_text(encoding="utf-8"))["exercises"]
        course = {name: _exercise(name, entry) for name, entry in entries.items()}
        for exercise in course.values():
            exercise.original.stat()
    except (OSError, ValueError, KeyError) as error:
        raise UsageError(
            f"This is not the course's folder, or a part of it is missing ({error}).\n"
            "check_submission.py works in the folder that you received, beside originals/."
        ) from None
    return course


def _exercise(name: str, entry: dict) -> Exercise:
    facts = ("title", "tasks", "cell_seconds", "off_limits", "packages")
    return Exercise(name, **{fact: entry[fact] for fact in facts})
