"""The course that a student received: its folder and its exercises."""

import json
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent


class WrongUse(Exception):
    """The command cannot be followed. The text says what can."""


@dataclass(eq=False)
class Exercise:
    """One exercise, as originals/course.json has it: its functions' points, and its limits."""

    name: str
    title: str
    tasks: dict[str, float]
    cell_seconds: float
    off_limits: list[str]
    packages: list[str]

    def __post_init__(self):
        self.notebook = HERE / self.name / f"{self.name}.ipynb"
        self.original = HERE / "originals" / f"{self.name}.ipynb"


def load_course():
    """The exercises by name. Raises WrongUse outside the course's folder."""
    try:
        text = (HERE / "originals" / "course.json").read_text(encoding="utf-8")
        facts = ("title", "tasks", "cell_seconds", "off_limits", "packages")
        entries = json.loads(text)["exercises"].items()
        course = {name: Exercise(name, *(entry[fact] for fact in facts)) for name, entry in entries}
        for exercise in course.values():
            exercise.original.stat()
        return course
    except (OSError, ValueError, KeyError) as error:
        raise WrongUse(
            f"This is not the course's folder, or a part of it is missing ({error}).\n"
            "check_submission.py works in the folder that you received, beside originals/."
        ) from None
