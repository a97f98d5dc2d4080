"""Write the pages of `docs/` that tell what an author's tools found, and find rows that such a page does not have."""

from collections.abc import Callable, Iterable
from pathlib import Path

from autograder.course.config import Course
from autograder.course.paths import write_atomic

Say = Callable[[str], None]  # prints a line


def page(course: Course, name: str) -> Path:
    """A page by its name: `docs/fairness.md` in the course's folder."""
    return course.root / "docs" / f"{name}.md"


def write_page(course: Course, name: str, text: str) -> None:
    """Write a page."""
    write_atomic(page(course, name), text)


def table_row(cells: Iterable[object]) -> str:
    """A row of a table, without the end of the line."""
    return f"| {' | '.join(map(str, cells))} |"


def block(head: str, details: Iterable[object]) -> str:
    """A line, and the details below it, indented."""
    return "\n    ".join([head, *map(str, details)])
