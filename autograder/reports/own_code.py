"""Describe code by what it does, not by its letters: names of variables, comments, layout and the text of strings do
not matter, and neither does the order of functions.

Code is a list of units, one for each statement at the top level, such as a function. A unit is the sequence of the
nodes of its syntax tree. Two pieces of code have something in common if they share runs of GRAM nodes.
"""

import ast
import builtins
import functools
import time
import warnings
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from autograder.course.config import Exercise
from autograder.grading.program import TRANSLATION_SECONDS, python_source
from autograder.grading.released_cells import released, restored
from autograder.submissions.notebook import TOOLKIT, NotebookCell

GRAM = 10  # nodes: shorter runs are in nearly all code of the same kind
LONGEST_CELL = 50_000  # characters
LONG_NUMBER = 10**15
SAME = "name"  # the name of everything that a student names
BUILT_IN = frozenset({*dir(builtins), "np", "numpy"})
FOLDERS = ("right", "wrong")  # of an exercise: code that the course expects
Gram = tuple[str, ...]


@dataclass(frozen=True)
class Unit:
    """One statement at the top level: the `nodes` of its syntax tree, the line of each, and its first and last line,
    counted from 0."""

    nodes: tuple[str, ...]
    lines: tuple[int, ...]
    first: int
    last: int

    @property
    def grams(self) -> list[Gram]:
        """All runs of GRAM nodes."""
        return grams(self.nodes)


def grams(nodes: Sequence[str]) -> list[Gram]:
    """All runs of GRAM nodes."""
    return [tuple(nodes[start : start + GRAM]) for start in range(len(nodes) - GRAM + 1)]


def own_source(cells: Sequence[NotebookCell], exercise: Exercise) -> str:
    """The student's own code in a notebook: what is neither the toolkit, nor given, nor as it was received."""
    given = _given(exercise)
    deadline = time.monotonic() + TRANSLATION_SECONDS
    own = (
        cell.source
        for cell in restored(cells, exercise)
        if cell.kind == "code" and cell.grade_id != TOOLKIT and cell.source.strip() not in given
    )
    return "\n\n".join(python_source(one, deadline).strip() for one in own if len(one) <= LONGEST_CELL)


@functools.cache
def _given(exercise: Exercise) -> frozenset[str]:
    return frozenset(cell.source.strip() for cell in released(exercise))


def units_of(source: str, known: Collection[str]) -> list[Unit]:
    """The units of code; none if it is not Python. `known` names stay as they are: students cannot choose them."""
    tree = _parsed(source)
    return [_unit(one, known) for one in tree.body if not isinstance(one, ast.Import | ast.ImportFrom)] if tree else []


def _parsed(source: str) -> ast.Module | None:
    try:
        with warnings.catch_warnings(action="ignore"):
            return ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _unit(statement: ast.stmt, known: Collection[str]) -> Unit:
    nodes, lines = [], []
    waiting: list[ast.AST] = [statement]
    line = statement.lineno
    while waiting:
        node = waiting.pop()
        line = getattr(node, "lineno", line)
        if name := _name(node, known):
            nodes.append(name)
            lines.append(line - 1)
        waiting.extend(reversed([one for one in _children(node) if not _is_unimportant(one)]))
    return Unit(tuple(nodes), tuple(lines), statement.lineno - 1, (statement.end_lineno or statement.lineno) - 1)


def _children(node: ast.AST) -> Iterator[ast.AST]:
    """The children of a node, as `ast.iter_child_nodes` has them, in half the time."""
    for value in [getattr(node, field, None) for field in node._fields]:
        if isinstance(value, list):
            yield from (one for one in value if isinstance(one, ast.AST))
        elif isinstance(value, ast.AST):
            yield value


def _is_unimportant(node: ast.AST) -> bool:
    """Whether a node says nothing: the context of a name, an import, or a text alone, such as a docstring."""
    is_text = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
    return is_text or isinstance(node, ast.expr_context | ast.Import | ast.ImportFrom)


def _name(node: ast.AST, known: Collection[str]) -> str:
    """What a node counts as; "" if it counts as nothing."""
    if isinstance(node, ast.Name):
        return node.id if node.id in known else SAME
    if isinstance(node, ast.arg):
        return node.arg if node.arg in known else SAME
    if isinstance(node, ast.Attribute):
        return f".{node.attr}"
    if isinstance(node, ast.Constant):
        return _constant(node.value)
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return f"def:{node.name if node.name in known else SAME}"
    return "" if isinstance(node, ast.Expr) else type(node).__name__


def _constant(value: object) -> str:
    """A number as it is; texts are all the same, and so are very long numbers, which Python does not print."""
    if isinstance(value, str | bytes):
        return "text"
    return "number" if isinstance(value, int) and abs(value) >= LONG_NUMBER else repr(value)


@dataclass(frozen=True)
class Expected:
    """What the course itself says in code: the names that it gives, and the runs of nodes in its notebook, its
    solution, and the right and wrong answers that its author wrote. To share them is no sign of anything."""

    names: frozenset[str]
    grams: frozenset[Gram]


@functools.cache
def expected(exercise: Exercise) -> Expected:
    """What the course itself says in the code of an exercise."""
    names, sources = known_names(exercise), [*_received(exercise), *_texts(exercise)]
    return Expected(names, frozenset(one for text in sources for unit in units_of(text, names) for one in unit.grams))


@functools.cache
def known_names(exercise: Exercise) -> frozenset[str]:
    """The names that the course gives: students cannot choose them."""
    return BUILT_IN.union(*map(_defined, _received(exercise)))


def _received(exercise: Exercise) -> list[str]:
    """The code in the notebook that students receive, without the toolkit."""
    return [cell.source for cell in released(exercise) if cell.kind == "code" and cell.grade_id != TOOLKIT]


def expected_files(exercise: Exercise) -> list[bytes]:
    """The contents of the files from which `expected` is computed."""
    answers = [path for folder in FOLDERS for path in sorted((exercise.folder / folder).rglob("*.py"))]
    return [path.read_bytes() for path in (exercise.release, exercise.source, *answers) if path.is_file()]


def _texts(exercise: Exercise) -> Iterator[str]:
    answers = [path for folder in FOLDERS for path in sorted((exercise.folder / folder).rglob("*.py"))]
    yield from (path.read_text(encoding="utf-8") for path in (exercise.source, *answers) if path.is_file())


def _defined(source: str) -> Iterable[str]:
    """The functions and arguments that code defines."""
    tree = _parsed(source)
    for node in ast.walk(tree) if tree else ():
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.arg):
            yield node.arg
