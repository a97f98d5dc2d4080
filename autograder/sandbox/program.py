"""The code of a notebook, as the sandbox runs it."""

import functools
import re
from dataclasses import dataclass

DEFINITION = re.compile(r"^(?:def[ \t]+(\w+)[ \t]*\(|(\w+)[ \t]*=[^=])", re.MULTILINE)


def defined(source: str) -> set[str]:
    """The names that a cell seems to define, also when the cell as a whole is no Python."""
    return set(map("".join, DEFINITION.findall(source)))


@dataclass(frozen=True)
class Cell:
    """The code of one cell, and how to name it to the student ("cell 3")."""

    name: str
    source: str


@dataclass(frozen=True)
class Program:
    """What runs before any function is called: the course's given cells, then the student's."""

    given: tuple[Cell, ...]
    cells: tuple[Cell, ...]
    off_limits: tuple[str, ...] = ()

    @functools.cached_property
    def names(self) -> dict[str, set[str]]:
        """Cell's name → the names that the student's code in it seems to define."""
        return {cell.name: defined(cell.source) for cell in self.cells}

    @property
    def draws(self) -> bool:
        """Whether the student's code speaks of Matplotlib. (The course's own draws in a notebook only.)"""
        return any("matplotlib" in cell.source for cell in self.cells)

    def mentions(self, name: str) -> bool:
        """Whether the student's code uses `name`, beyond defining it."""
        uses = rf"(?<!def )\b{re.escape(name)}\b(?!\s*=[^=])"
        return any(re.search(uses, cell.source) for cell in self.cells)
