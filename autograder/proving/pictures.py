"""Run the cells of a notebook that draw pictures, with the reference, with stubs, and with functions that are wrong.

A cell draws if it has no role and calls a function of the exercise's `pictures.py`.
"""

import ast
import contextlib
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from unittest import mock

from autograder.authoring.percent_script import TOOLKIT_IMPORT, read_script
from autograder.course.config import Course, Exercise
from autograder.course.content import load_reference
from autograder.errors import display_path
from autograder.grading.observations import without_warnings
from autograder.toolkit import drawing, time_limit

SHORTEST_DESCRIPTION = 60  # characters
LONGEST_SECONDS = 60.0  # for a picture: more than students have, because this machine may be busy
AGAIN = "When the checks above pass, run this cell again."  # advice for students
INSTEAD = re.compile(
    r"(A picture appears here as soon as .+ is written\.\n"
    rf"|There is no picture yet: \w+: .+\n{re.escape(AGAIN)}\n)+",
    re.DOTALL,
)


@dataclass(frozen=True)
class Drawn:
    """What a cell shows: its pictures, each with its description, what it prints, and the exception that it raises."""

    pictures: tuple[tuple[str, str], ...]
    printed: str
    error: str


def pictures_are_drawn(course: Course) -> list[str]:
    """Each picture is drawn and described for the reference; without a right function, a sentence says why not."""
    return [
        f"{display_path(exercise.source)}: {cell.splitlines()[-1][:80]}: {problem}"
        for exercise in course.exercises
        for cell in picture_cells(exercise)
        for problem in picture_problems(exercise, cell)
    ]


def every_exercise_has_pictures(course: Course) -> list[str]:
    """Each exercise has a picture, if course.toml demands it."""
    return [
        f"{display_path(exercise.source)}: no cell draws a picture; [demands] in course.toml asks for pictures. "
        f"Write a function in {display_path(exercise.folder / 'pictures.py')}, and call it in a cell without a role"
        for exercise in course.exercises
        if course.demands.pictures and not picture_cells(exercise)
    ]


def picture_cells(exercise: Exercise) -> list[str]:
    """The code of the cells that draw."""
    cells = [cell for cell in read_script(exercise).cells if cell.kind == "code"]
    imports = [found[0] for cell in cells for found in TOOLKIT_IMPORT.finditer(cell.source)]
    drawing_names = {
        alias.asname or alias.name
        for line in imports
        if line.startswith("from .pictures")
        for node in ast.parse(line).body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    return [cell.source for cell in cells if cell.role is None and _called(cell.source) & drawing_names]


def _called(source: str) -> set[str]:
    """The names of the functions that code calls. Code with a magic calls none."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return set()
    calls = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return {node.id for node in calls if isinstance(node, ast.Name)}


def picture_problems(exercise: Exercise, cell: str) -> Iterator[str]:
    """What is wrong with a cell that draws."""
    right = draw(exercise, cell)
    if right.error or right.printed or not right.pictures:
        shown = " ".join((right.error or right.printed.replace(AGAIN, "") or "It shows nothing").split())
        place = display_path(exercise.folder / "pictures.py")
        yield f"no picture for the reference. {shown}. Correct {place}, or the arguments of this call"
        return
    for description, svg in right.pictures:
        if len(description) < SHORTEST_DESCRIPTION:
            yield f"describe in words what the picture shows, for readers who cannot see it, not: {description!r}"
        if drawing._INK in svg or "currentColor" not in svg:
            yield "the text has no colour of the page: draw with the functions of autograder.toolkit.drawing"
    if not _names(cell) & set(exercise.task_names):
        return  # it is about no function of students
    for what, function in WRONG.items():
        found = draw(exercise, cell, function)
        is_drawn = what in VALUES and found.pictures and not found.printed
        if found.error or not (is_drawn or INSTEAD.fullmatch(found.printed)):
            shown = found.error or found.printed or f"{len(found.pictures)} pictures"
            yield f"with a function that {what}, it must say why there is no picture. It gives: {shown.strip()}"


def _names(cell: str) -> set[str]:
    return {node.id for node in ast.walk(ast.parse(cell)) if isinstance(node, ast.Name)}


def draw(exercise: Exercise, cell: str, function: Callable[..., Any] | None = None) -> Drawn:
    """Run a cell as a notebook does, with the functions of the reference, or with one other function for all tasks."""
    names = dict(vars(load_reference(exercise)))  # before `_shell` is replaced: it also contains the cells that draw
    names |= {} if function is None else dict.fromkeys(exercise.task_names, function)
    pictures: list[tuple[str, str]] = []
    output, error = io.StringIO(), ""
    with (
        mock.patch.object(drawing, "_shell", lambda: True),
        mock.patch.object(time_limit, "_SECONDS", LONGEST_SECONDS),
        mock.patch.object(drawing, "_show", lambda text, markup: pictures.append((text, markup))),
        contextlib.redirect_stdout(output),
        contextlib.redirect_stderr(io.StringIO()),
        without_warnings(),
    ):
        try:
            exec(cell, names)
        except Exception as raised:
            error = f"{type(raised).__name__}: {raised}"
    return Drawn(tuple(pictures), output.getvalue(), error)


def _is_not_written(*arguments: Any, **keywords: Any) -> Any:
    raise NotImplementedError("this function")


def _fails(*arguments: Any, **keywords: Any) -> Any:
    return 1 / 0


VALUES = {"returns None": lambda *arguments, **keywords: None, "returns text": lambda *arguments, **keywords: "text"}
WRONG: dict[str, Callable[..., Any]] = {"is not written": _is_not_written, "fails": _fails, **VALUES}
