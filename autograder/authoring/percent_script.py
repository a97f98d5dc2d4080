"""Read an exercise's source: a percent script whose cells have roles.

A cell's role is in its first line; `ROLES` lists them. Hints go into the toolkit, and a probe (`course/probes.py`) is
not released. The rest is prose and free code.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from autograder.course.config import Exercise
from autograder.course.probes import PROBE, probes_of
from autograder.course.script_cells import CELL, CODE, MARKDOWN, MARKER, PercentCell, cells_of
from autograder.errors import CourseError, display_path
from autograder.sandbox import defined

# Role → the kinds of cells that can have it. All but "given" have a task.
ROLES = {
    "given": (CODE, MARKDOWN),  # provided, locked
    "answer": (CODE,),  # the stub
    "check": (CODE,),  # the visible checks; the graded cell
    "hints": (MARKDOWN,),  # three, numbered; below them, a bullet for each symptom
    PROBE: (CODE,),  # the function with the task's name, if the answer is something else: not released
    "written": (MARKDOWN,),  # an answer that a person grades
    "tests": (CODE,),  # a student's own tests of a function
}
BEGIN, END = "BEGIN SOLUTION", "END SOLUTION"  # nbgrader's markers
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
class Hints:
    """The hints for a task: nudge, idea and outline, and pairs of a symptom ("I get an IndexError") and the advice."""

    numbered: tuple[str, ...]
    symptoms: tuple[tuple[str, str], ...] = ()

    @property
    def texts(self) -> tuple[str, ...]:
        """All that students read."""
        return (*self.numbered, *(f"{symptom}: {advice}" for symptom, advice in self.symptoms))


@dataclass(frozen=True)
class Script:
    """The cells of a script, without hints and probes, whether it imports pictures, and the hints by task."""

    cells: tuple[ScriptCell, ...]
    draws: bool
    hints: dict[str, Hints]


def read_script(exercise: Exercise) -> Script:
    """Read an exercise's script. Raises CourseError if it is missing, or a role or a marker is wrong."""
    try:
        text = exercise.source.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise CourseError(
            f"course.toml lists {exercise.name}, but {display_path(exercise.source)} is missing."
        ) from None
    _refuse_unpaired_markers(text, display_path(exercise.source))
    cells = [_cell(cell, exercise) for cell in cells_of(text)]
    _refuse_doubles(cells, display_path(exercise.source))
    hints = {cell.task: _hints(cell, exercise) for cell in cells if cell.role == "hints" and cell.task is not None}
    probes_of(exercise)  # raises if there is a mistake in one
    _refuse_answers_with_the_name_of_a_probe(cells, display_path(exercise.source))
    kept = tuple(cell for cell in cells if cell.role not in ("hints", PROBE))
    draws = any(line.startswith("from .pictures") for line in TOOLKIT_IMPORT.findall(text))
    return Script(kept, draws, hints)


def _refuse_unpaired_markers(text: str, place: str) -> None:
    """Raise CourseError if the beginning or the end of a solution has no counterpart in its cell."""
    cell, opened = "before the first cell", 0
    for number, line in enumerate([*text.splitlines(), CELL], start=1):
        ends_cell = MARKER.match(line) is not None
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


def _refuse_answers_with_the_name_of_a_probe(cells: Sequence[ScriptCell], place: str) -> None:
    """Raise CourseError if an answer defines the name of its task, although a probe does that."""
    probed = {cell.task for cell in cells if cell.role == PROBE}
    for cell in cells:
        if cell.role == "answer" and cell.task in probed & defined(cell.source):
            raise CourseError(
                f"{place}: the answer cell of {cell.task} defines {cell.task}, but this is the name of the function in "
                "its probe. Give the answer another name, or remove the probe."
            )


def _cell(cell: PercentCell, exercise: Exercise) -> ScriptCell:
    role, task = cell.values.get("role"), cell.values.get("task")
    if role is None:
        return ScriptCell(cell.kind, cell.source, role, task)
    if role not in ROLES or (role != "given" and task not in tasks_of_role(role, exercise)):
        known = tasks_of_role(role, exercise) if role in ROLES else exercise.task_names
        raise CourseError(
            f"{display_path(exercise.source)}: a cell has role={role!r} task={task!r}. Roles are {', '.join(ROLES)}; "
            f"tasks, by exercise.toml, are {', '.join(known) or 'none for this role'}."
        )
    if cell.kind not in ROLES[role]:
        place = display_path(exercise.source)
        mark = "# %% [markdown]" if MARKDOWN in ROLES[role] else "# %% without [markdown]"
        raise CourseError(f'{place}: the cell with role="{role}" task="{task}" must begin with {mark}.')
    return ScriptCell(cell.kind, cell.source, role, task)


def tasks_of_role(role: str, exercise: Exercise) -> tuple[str, ...]:
    """The tasks that a cell with this role can have. Own tests (role "tests") are named by the function."""
    own = exercise.own_tests
    if role == "written":
        return exercise.written_names
    if role == "tests":
        return tuple(tests.function for tests in own)
    return exercise.task_names


def _hints(cell: ScriptCell, exercise: Exercise) -> Hints:
    """The items of a numbered list, without their numbers, and the bullets below it."""
    listed, *bullets = re.split(r"^\* ", cell.source, flags=re.MULTILINE)
    items = [" ".join(item.split()) for item in re.split(r"^\d\. ", listed, flags=re.MULTILINE)[1:]]
    place = f"{display_path(exercise.source)}: {cell.task}"
    if len(items) != 3:
        raise CourseError(
            f"{place} has {len(items)} hints instead of three. Number them: 1. the nudge, 2. the idea, 3. the outline."
        )
    for bullet in bullets:
        if re.search(r"^\d\. ", bullet, re.MULTILINE):
            raise CourseError(f"{place} has a numbered hint below a symptom. Write the three hints above the bullets.")
    pairs = [" ".join(bullet.split()).partition(": ") for bullet in bullets]
    for symptom, _, advice in pairs:
        if not symptom or not advice:
            form = '"* I get an IndexError: …what to look at…"'
            raise CourseError(f'{place} has a symptom without advice: "* {symptom}". The form is {form}.')
    return Hints(tuple(items), tuple((symptom, advice) for symptom, _, advice in pairs))
