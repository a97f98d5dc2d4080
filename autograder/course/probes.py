"""Read the probes of an exercise: the course's functions that call what a student's answer cell defines.

A probe is a code cell of the script with `role="probe" task="f"`. It defines the function `f`, which uses a class, a
variable or a DataFrame of the answer. Students do not receive it.
"""

import ast
import functools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.course.config import Exercise
from autograder.course.script_cells import cells_of
from autograder.errors import CourseError, display_path

PROBE = "probe"  # the role
ALLOWED = (ast.FunctionDef, ast.Import, ast.ImportFrom)  # besides a docstring


@dataclass(frozen=True)
class Probe:
    """The code that defines the function of one task."""

    task: str
    source: str


def probes_of(exercise: Exercise) -> tuple[Probe, ...]:
    """The probes of an exercise, in the order of its script. Raises CourseError if there is a mistake in one."""
    try:
        text = exercise.source.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise CourseError(f"{display_path(exercise.source)} is missing.") from None
    return _probes(text, exercise.source, exercise.task_names)


@functools.cache
def _probes(text: str, path: Path, tasks: tuple[str, ...]) -> tuple[Probe, ...]:
    return tuple(_checked_probes(text, display_path(path), tasks))


def _checked_probes(text: str, place: str, tasks: tuple[str, ...]) -> Iterator[Probe]:
    """Each probe, after a look at its task and its code."""
    for cell in cells_of(text):
        if cell.values.get("role") == PROBE:
            task = cell.values.get("task")
            if task not in tasks:
                known = ", ".join(tasks)
                raise CourseError(
                    f'{place}:{cell.first}: a probe needs task="…" with one of the tasks in [points]: {known}.'
                )
            _refuse_mistakes(cell.source, task, place, cell.line)
            yield Probe(task, cell.source)


def _refuse_mistakes(source: str, task: str, place: str, first: int) -> None:
    """Raise CourseError unless the code, from the line `first` on, only defines functions, one of them for the task.

    Then it works before a student's code has run. So if it fails behind a student's code, this code is the reason.
    """
    try:
        statements = ast.parse(source).body
    except SyntaxError as error:
        raise CourseError(f"{place}:{first + (error.lineno or 1) - 1}: the probe of {task}: {error.msg}") from None
    for number, one in enumerate(statements):
        if not isinstance(one, ALLOWED) and not (number == 0 and _is_text(one)):
            raise CourseError(
                f"{place}:{first + one.lineno - 1}: the probe of {task} may contain only functions and imports. Write "
                "what it computes into the function."
            )
    if not any(isinstance(one, ast.FunctionDef) and one.name == task for one in statements):
        raise CourseError(f"{place}:{first}: the probe of {task} defines no function {task}. Write: def {task}(...):")


def _is_text(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
