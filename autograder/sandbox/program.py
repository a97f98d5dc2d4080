"""The code of a notebook, as the sandbox runs it."""

import re
from dataclasses import dataclass


def defines(source: str, name: str) -> bool:
    """Whether a cell seems to define the function `name`, also when the cell as a whole is no Python."""
    return re.search(rf"^(?:def\s+{re.escape(name)}\s*\(|{re.escape(name)}\s*=[^=])", source, re.MULTILINE) is not None


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

    @property
    def draws(self) -> bool:
        """Whether the student's code speaks of Matplotlib. (The course's own draws in a notebook only.)"""
        return any("matplotlib" in cell.source for cell in self.cells)

    def mentions(self, name: str) -> bool:
        """Whether the student's code uses `name`, beyond defining it."""
        uses = rf"(?<!def )\b{re.escape(name)}\b(?!\s*=[^=])"
        return any(re.search(uses, cell.source) for cell in self.cells)
