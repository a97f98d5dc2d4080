"""Read an exercise's source: a percent script whose cells have roles.

A cell's role is in its first line: `role="given"` (provided, locked), `role="answer" task="f"` (the stub),
`role="check" task="f"` (the visible checks; the graded cell), `[markdown] role="hints" task="f"` (three numbered
hints, which go into the toolkit). The rest is prose and free code.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import jupytext

from autograder.course.config import Exercise
from autograder.errors import CourseError, display_path

ROLES = ("given", "answer", "check", "hints")
CELL, BEGIN, END = "# %%", "BEGIN SOLUTION", "END SOLUTION"  # these are nbgrader's markers
# Imports that the toolkit's cell replaces: of the toolkit, and of the exercise's own pictures.
TOOLKIT_IMPORT = re.compile(r"^from (?:autograder\.toolkit\.\w+|\.pictures) import (?:\([^)]*\).*|.*)\n?", re.MULTILINE)


@dataclass(frozen=True)
class ScriptCell:
    """A cell of the script: `kind` is code or markdown; `role` is None for prose and free code."""

    kind: str
    source: str
    role: str | None
    task: str | None


@dataclass(frozen=True)
class Script:
    """The cells of a script without hints, whether it imports pictures, and its hints: task → nudge, idea, outline."""

    cells: tuple[ScriptCell, ...]
    draws: bool
    hints: dict[str, tuple[str, ...]]


def read_script(exercise: Exercise) -> Script:
    """Read an exercise's script. Raises CourseError if it is missing, or a role or a marker is wrong."""
    try:
        text = exercise.source.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise CourseError(
            f"course.toml lists {exercise.name}, but {display_path(exercise.source)} is missing."
        ) from None
    _refuse_unpaired_markers(text, display_path(exercise.source))
    cells = [_cell(cell, exercise) for cell in jupytext.reads(text, fmt="py:percent").cells]
    _refuse_doubles(cells, display_path(exercise.source))
    hints = {cell.task: _numbered(cell, exercise) for cell in cells if cell.role == "hints" and cell.task is not None}
    kept = tuple(cell for cell in cells if cell.role != "hints")
    draws = any(line.startswith("from .pictures") for line in TOOLKIT_IMPORT.findall(text))
    return Script(kept, draws, hints)


def _refuse_unpaired_markers(text: str, place: str) -> None:
    """Raise CourseError if the beginning or the end of a solution has no counterpart in its cell."""
    cell, opened = "before the first cell", 0
    for number, line in enumerate([*text.splitlines(), CELL], start=1):
        ends_cell = line.startswith(CELL)
        if opened and (ends_cell or BEGIN in line):
            raise CourseError(f"{place}:{opened}: ### {BEGIN} has no ### {END} below it in its cell ({cell}).")
        if END in line and not opened:
            raise CourseError(f"{place}:{number}: ### {END} has no ### {BEGIN} above it in its cell ({cell}).")
        if ends_cell:
            cell = line
        elif BEGIN in line or END in line:
            opened = number if BEGIN in line else 0


def _refuse_doubles(cells: Sequence[ScriptCell], place: str) -> None:
    """Raise CourseError if two cells have the same role for the same task."""
    roles = [(cell.role, cell.task) for cell in cells if cell.role is not None and cell.role != "given"]
    for role, task in roles:
        if roles.count((role, task)) > 1:
            raise CourseError(f'{place}: more than one cell has role="{role}" task="{task}". Remove all but one.')


def _cell(cell: Any, exercise: Exercise) -> ScriptCell:
    role, task = cell.metadata.get("role"), cell.metadata.get("task")
    if role is not None and (role not in ROLES or (role != "given" and task not in exercise.task_names)):
        raise CourseError(
            f"{display_path(exercise.source)}: a cell has role={role!r} task={task!r}. Roles are {', '.join(ROLES)}; "
            f"tasks, by exercise.toml, are {', '.join(exercise.task_names)}."
        )
    return ScriptCell(cell.cell_type, cell.source, role, task)


def _numbered(cell: ScriptCell, exercise: Exercise) -> tuple[str, ...]:
    """The items of a numbered list, without their numbers."""
    items = re.split(r"^\d\. ", cell.source, flags=re.MULTILINE)[1:]
    if len(items) != 3:
        raise CourseError(
            f"{display_path(exercise.source)}: {cell.task} has {len(items)} hints instead of three. Number them: "
            "1. the nudge, 2. the idea, 3. the outline."
        )
    return tuple(" ".join(item.split()) for item in items)
