"""Check what students read in a notebook, and that nothing is left to write in the files of an exercise."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from autograder.course.compressed import expanded
from autograder.course.config import Course, Exercise
from autograder.errors import display_path
from autograder.submissions.notebook import read_notebook

TODO = re.compile(r"\bTODO\b.*")
TEXTS = {".py", ".toml", ".md"}
WIDEST = 100  # characters: what a screen shows without scrolling sideways
LONGEST = 90  # characters of a line in a message


def nothing_is_left_to_write(course: Course) -> list[str]:
    """Nothing is left to write: no line contains TODO."""
    return [
        f"{display_path(path)}:{number}: {found[0][:LONGEST]}"
        for exercise in course.exercises
        for path in _files(exercise)
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), start=1)
        if (found := TODO.search(line))
    ]


def _files(exercise: Exercise) -> Iterator[Path]:
    """The texts that an author writes."""
    for folder in (exercise.source.parent, exercise.folder):
        yield from (path for path in sorted(folder.rglob("*")) if path.suffix in TEXTS and path.is_file())


def no_cell_is_wider_than_a_screen(course: Course) -> list[str]:
    """No line of a released code cell is wider than a screen: students read it without scrolling."""
    problems = []
    for exercise in course.exercises:
        wide = {
            line: number
            for number, cell in enumerate(read_notebook(exercise.release.read_bytes()), start=1)
            for line in (expanded(cell.source).splitlines() if cell.kind == "code" else ())
            if len(line) > WIDEST
        }
        problems += [
            f"{_place(exercise, line) or f'{display_path(exercise.release)}, cell {number}'}: the line has {len(line)} "
            f"characters, but a screen shows {WIDEST}: {line.strip()[:LONGEST]}"
            for line, number in wide.items()
        ]
    return problems


def _place(exercise: Exercise, line: str) -> str:
    """Where a line of a notebook comes from: in the script or another file of the exercise."""
    for path in _files(exercise):
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
        if line in lines:
            return f"{display_path(path)}:{lines.index(line) + 1}"
    return ""


def every_stub_has_a_description(course: Course) -> list[str]:
    """Each function or class that students write has a docstring, which says what to write."""
    return [
        f"{display_path(exercise.source)}: {name} has no docstring. Students read there what to write"
        for exercise in course.exercises
        for cell in read_notebook(exercise.release.read_bytes())
        if cell.role == "answer" and cell.kind == "code"
        for name in _undescribed(cell.source)
    ]


def _undescribed(source: str) -> list[str]:
    """The functions and classes of a stub if none of them has a docstring. Variables have none."""
    try:
        found = [node for node in ast.parse(source).body if isinstance(node, (ast.FunctionDef, ast.ClassDef))]
    except SyntaxError:  # another check says so
        return []
    return [] if any(map(ast.get_docstring, found)) else [node.name for node in found]
