"""The script: an exercise's source, a percent script whose cells have roles, read into cells and hints.

A cell's role stands in its first line: `role="given"` (provided, locked), `role="answer" task="f"` (the stub),
`role="check" task="f"` (the visible checks; the graded cell), `[markdown] role="hints" task="f"` (three numbered
hints, which go into the toolkit). The rest is prose and free code.
"""

import re
from dataclasses import dataclass

import jupytext

from autograder.course.config import Exercise
from autograder.errors import CourseError

ROLES = ("given", "answer", "check", "hints")
TOOLKIT_IMPORT = re.compile(r"^from autograder\.toolkit\.(\S+) import .*\n?", re.MULTILINE)


@dataclass(frozen=True)
class ScriptCell:
    """A cell for the notebook: `kind` is code or markdown, `role` None for prose and free code."""

    kind: str
    source: str
    role: str | None
    task: str | None


@dataclass(frozen=True)
class Script:
    """A script's cells, the toolkit's modules that it imports, and the hints: task → nudge, idea, outline."""

    cells: tuple[ScriptCell, ...]
    toolkit: tuple[str, ...]
    hints: dict[str, tuple[str, ...]]


def read(exercise: Exercise) -> Script:
    """Read an exercise's script. Raises CourseError where it is missing or a role is wrong."""
    try:
        text = exercise.source.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise CourseError(f"course.toml lists {exercise.name}, but {exercise.source} is missing.") from None
    cells = [_cell(cell, exercise) for cell in jupytext.reads(text, fmt="py:percent").cells]
    hints = {cell.task: _numbered(cell, exercise) for cell in cells if cell.role == "hints"}
    kept = tuple(cell for cell in cells if cell.role != "hints")
    return Script(kept, tuple(TOOLKIT_IMPORT.findall(text)), hints)


def _cell(cell, exercise):
    role, task = cell.metadata.get("role"), cell.metadata.get("task")
    tasks = [one.name for one in exercise.tasks]
    if role is not None and (role not in ROLES or (role != "given" and task not in tasks)):
        raise CourseError(
            f"{exercise.source}: a cell has role={role!r} task={task!r}. Roles are {', '.join(ROLES)}; "
            f"tasks, by course.toml, are {', '.join(tasks)}."
        )
    return ScriptCell(cell.cell_type, cell.source, role, task)


def _numbered(cell, exercise):
    """The items of a numbered list, without their numbers."""
    items = re.split(r"^\d\. ", cell.source, flags=re.MULTILINE)[1:]
    if len(items) != 3:
        raise CourseError(
            f"{exercise.source}: {cell.task} has {len(items)} hints instead of three. Number them: 1. the nudge, "
            "2. the idea, 3. the outline."
        )
    return tuple(" ".join(item.split()) for item in items)
