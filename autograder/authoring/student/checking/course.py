"""Load the exercises of the course from the folder that a student received."""

import functools
import json
from dataclasses import dataclass
from pathlib import Path

import nbformat

from .cells import grade_id, names_of, task_of
from .errors import UsageError

FOLDER = Path(__file__).resolve().parent.parent  # of the course
ORIGINALS = FOLDER / "originals"  # the notebooks as students received them, and course.json
BACKUPS = FOLDER / "backups"


@dataclass(frozen=True)
class Exercise:
    """One exercise, as originals/course.json describes it.

    `tasks` are the names of its functions with their points, `written` those of answers in words, `tests` those of
    tests that students write. The rest holds when it is graded: code runs under `limits` (such as cell_seconds → 10),
    only the standard library and the modules of `packages` can be imported (package → its modules), and the functions
    in `off_limits` raise an error, for `off_limits_reason`.
    """

    name: str
    title: str
    tasks: dict[str, float]
    limits: dict[str, float]
    off_limits: list[str]
    off_limits_reason: str
    packages: dict[str, list[str]]
    written: dict[str, float]
    tests: dict[str, float]

    @functools.cached_property
    def names(self) -> dict[str, tuple[str, ...]]:
        """Task → the names that its answer defines."""
        cells = nbformat.read(self.original, as_version=4).cells
        answers = {
            task_of(cell): names_of(cell) for cell in cells if grade_id(cell) and cell.metadata.nbgrader.solution
        }
        return {task: answers.get(task, (task,)) for task in self.tasks}

    @property
    def modules(self) -> list[str]:
        """The modules of all packages."""
        return [module for own in self.packages.values() for module in own]

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
        course = {name: _exercise(name, entry) for name, entry in _facts()["exercises"].items()}
        for exercise in course.values():
            exercise.original.stat()
    except (OSError, ValueError, KeyError) as error:
        raise UsageError(
            f"This is not the course's folder, or a part of it is missing ({error}).\n"
            "check_submission.py works in the folder that you received, beside originals/."
        ) from None
    return course


def load_requirements() -> list[str]:
    """The packages and the versions that notebooks are graded with, such as "numpy==2.4.*"."""
    return _facts()["requirements"]


def _facts() -> dict:
    return json.loads((ORIGINALS / "course.json").read_text(encoding="utf-8"))


def _exercise(name: str, entry: dict) -> Exercise:
    facts = ("title", "tasks", "limits", "off_limits", "off_limits_reason", "packages", "written", "tests")
    return Exercise(name, **{fact: entry[fact] for fact in facts})
