"""What the tests of a notebook's text need: the text with its numbers, the solved notebook's names, the pictures."""

import re
from dataclasses import dataclass
from functools import cached_property
from types import ModuleType

import pytest

from autograder.course.content import load_module, load_reference
from autograder.submissions.notebook import NotebookCell, read_notebook
from tests.exercises.judging import COURSE


@dataclass(frozen=True)
class Notebook:
    """The released notebook of an exercise and what belongs to it."""

    name: str

    @cached_property
    def cells(self) -> tuple[NotebookCell, ...]:
        """The cells, as students receive them."""
        return read_notebook(COURSE.exercise(self.name).release.read_bytes())

    @cached_property
    def text(self) -> str:
        """The text of all Markdown cells, with single spaces."""
        return " ".join(" ".join(cell.source for cell in self.cells if cell.kind == "markdown").split())

    @cached_property
    def solved(self) -> ModuleType:
        """The solved notebook: its functions and variables are attributes."""
        return load_reference(COURSE.exercise(self.name))

    @cached_property
    def pictures(self) -> ModuleType:
        """The module that draws the notebook's pictures."""
        return load_module(COURSE.exercise(self.name), "pictures")

    def stated(self, pattern: str) -> list[float]:
        """The numbers in the only place of the text that fits a pattern, one for each group; 4,704 is 4704."""
        [groups] = re.findall(pattern, self.text)
        return [float(number.replace(",", "")) for number in ([groups] if isinstance(groups, str) else groups)]

    def before(self, call: str) -> tuple[int, int]:
        """How many code cells and how many words of text come before the cell that ends with a call."""
        shown = next(place for place, cell in enumerate(self.cells) if cell.source.endswith(call))
        cells = self.cells[:shown]
        words = sum(len(cell.source.split()) for cell in cells if cell.kind == "markdown")
        return sum(cell.kind == "code" for cell in cells), words


def notebook(name: str) -> Notebook:
    """The notebook of an exercise. If the course has left it out, the module that asks for it is skipped."""
    if name not in COURSE.names:
        pytest.skip(f"the course has no exercise {name}", allow_module_level=True)
    return Notebook(name)
