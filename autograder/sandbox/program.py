"""Describe the code of a notebook, as the sandbox runs it."""

import ast
import functools
import re
import warnings
from collections.abc import Collection
from dataclasses import dataclass, field

from autograder.sandbox.memory_uses import MemoryUses
from autograder.sandbox.name_uses import NameUses
from autograder.sandbox.packages import DEFAULT, package_files

DEFINITION = re.compile(
    r"^(?:def[ \t]+(\w+)[ \t]*\(|class[ \t]+(\w+)[ \t]*[:(]|(\w+(?:[ \t]*,[ \t]*\w+)*)[ \t]*=[^=])", re.MULTILINE
)
PROBE = "probe of {}"  # the name of the cell with a function of the course that calls what a notebook defines
MENTIONED = {"numpy.testing": "testing"}  # takes a third of the time of all NumPy to import, and few cells use it
AVAILABLE = "student code can import the standard library, {}"


def defined(source: str) -> set[str]:
    """The names that a cell seems to define. The cell need not be valid Python."""
    return {name.strip() for found in DEFINITION.findall(source) for name in "".join(found).split(",")}


def imported(source: str) -> set[str]:
    """The names that the imports of a cell bind; none if it is not valid Python."""
    try:
        with warnings.catch_warnings(action="ignore"):
            statements = ast.walk(ast.parse(source))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return set()
    names = [alias for node in statements if isinstance(node, (ast.Import, ast.ImportFrom)) for alias in node.names]
    return {alias.asname or alias.name.partition(".")[0] for alias in names}


@dataclass(frozen=True)
class Cell:
    """The code of one cell, and the name that messages to the student use ("cell 3").

    A cell of the course can have other code, `ready`, that does the same in less time: it is run instead.
    """

    name: str
    source: str
    ready: str = field(default="", compare=False)


@dataclass(frozen=True)
class Program:
    """What runs before any function is called: the course's given cells, the student's cells, the course's probes.

    Each of the `probes`, called `PROBE.format(function)`, defines a function that uses what the student's code defines.
    `off_limits` are functions that the exercise does not allow ("numpy.convolve"), and `off_limits_reason` tells
    students why. `packages` are the installed distributions that the code may import.
    """

    given: tuple[Cell, ...]
    cells: tuple[Cell, ...]
    off_limits: tuple[str, ...] = ()
    off_limits_reason: str = ""
    packages: tuple[str, ...] = DEFAULT
    probes: tuple[Cell, ...] = ()

    @functools.cached_property
    def names(self) -> dict[str, set[str]]:
        """Cell's name → the names that the student's code in it seems to define."""
        return {cell.name: defined(cell.source) for cell in self.cells}

    @property
    def available(self) -> str:
        """What the code can import, in words."""
        return AVAILABLE.format(", ".join(self.packages))

    @property
    def draws(self) -> bool:
        """Whether the student's code may draw: it mentions Matplotlib, which is among the packages.

        The course's own cells do not count, because they draw in a notebook only.
        """
        mentioned = any("matplotlib" in cell.source for cell in self.cells)
        return mentioned and "matplotlib" in package_files(self.packages).modules

    @property
    def preload(self) -> list[str]:
        """The modules of `MENTIONED` that the student's code mentions: they are loaded before it runs."""
        return [name for name, word in MENTIONED.items() if any(word in cell.source for cell in self.cells)]

    def may_use(self, function: str, others: Collection[str]) -> bool:
        """Whether a function may use one of the `others` when it is called, in the student's code or in a probe."""
        cells = (*self.cells, *self.probes)
        mentioned = any(re.search(rf"(?<!def )\b{re.escape(name)}\b", one.source) for name in others for one in cells)
        return mentioned and self._name_uses.may_use(function, others)

    def may_remember(self, function: str) -> bool:
        """Whether what a function returns may depend on the calls before, by the code."""
        return self._memory_uses.may_remember(function)

    @functools.cached_property
    def _memory_uses(self) -> MemoryUses:
        return MemoryUses(*((cell.source for cell in cells) for cells in (self.given, self.cells, self.probes)))

    @functools.cached_property
    def _name_uses(self) -> NameUses:
        return NameUses(cell.source for cell in (*self.cells, *self.probes))

    def has_probe(self, function: str) -> bool:
        """Whether the function is the course's, and calls what the student's code defines."""
        return any(cell.name == PROBE.format(function) for cell in self.probes)
