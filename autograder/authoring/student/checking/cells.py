"""Say what a cell of a notebook is, and read its code."""

import ast
import re
import textwrap
import warnings
from collections.abc import Iterable, Sequence

from IPython.core.inputtransformer2 import TransformerManager
from nbformat import NotebookNode

FUNCTION_OR_CLASS = re.compile(r"^(?:def\s+(\w+)\s*\(|class\s+(\w+))", re.MULTILINE)
ASSIGNMENT = re.compile(r"^(\w+(?:[ \t]*,[ \t]*\w+)*)[ \t]*=(?!=)[ \t]*(.*)$", re.MULTILINE)  # names, value
TIMED = re.compile(r"\A\s*%%(time|timeit|capture|prun)\b.*\n")  # magics whose cell is run as ordinary code


def grade_id(cell: NotebookNode) -> str | None:
    """The id that nbgrader's metadata give to a cell of the course; None for other cells."""
    nbgrader = cell.metadata.get("nbgrader")
    return nbgrader.get("grade_id") if isinstance(nbgrader, dict) else None


def task_of(original: NotebookNode) -> str:
    """The function that one of the course's cells is about."""
    return grade_id(original).removesuffix("_answer")


def same_text(cell: NotebookNode, other: NotebookNode) -> bool:
    """Whether two cells have the same text; spaces at the ends of lines do not count."""
    one, two = ([line.rstrip() for line in c.source.strip().splitlines()] for c in (cell, other))
    return one == two


def contains(cells: Iterable[NotebookNode], cell: NotebookNode) -> bool:
    """Whether this very cell, not one equal to it, is among `cells`."""
    return any(cell is other for other in cells)


def position(cell: NotebookNode, cells: Sequence[NotebookNode]) -> int:
    """The index of this very cell."""
    return next(number for number, other in enumerate(cells) if other is cell)


def is_code(cell: NotebookNode) -> bool:
    """Whether a cell contains code."""
    return cell.cell_type == "code" and bool(cell.source.strip())


def names_of(original: NotebookNode) -> tuple[str, ...]:
    """The names that an answer cell of the course asks for: the task's function, or else a class or variables."""
    task, found = task_of(original), _defined(original.source)
    return (task,) if task in found or not found else tuple(found)


def defines(cell: NotebookNode, names: Iterable[str]) -> bool:
    """Whether a cell defines one of the names of an answer."""
    return is_code(cell) and defines_in(cell.source, names)


def defines_in(source: str, names: Iterable[str]) -> bool:
    """Whether code defines one of these names; the code may have syntax errors."""
    return bool({*names} & {*_defined(source)})


def _defined(source: str) -> list[str]:
    """The names that code defines: functions, classes and variables."""
    found = ["".join(pair) for pair in FUNCTION_OR_CLASS.findall(source)]
    found += [name.strip() for names, _ in ASSIGNMENT.findall(source) for name in names.split(",")]
    return list(dict.fromkeys(found))


def is_stub(cell: NotebookNode, task: str, names: Iterable[str]) -> bool:
    """Whether what students replace is still there: the line that raises an error, or `...` as a value."""
    values = {name.strip(): value for found, value in ASSIGNMENT.findall(cell.source) for name in found.split(",")}
    if any(values.get(name, "").startswith("...") for name in names):
        return True
    return bool(re.search(rf'^\s*raise NotImplementedError\("{task}"\)', cell.source, re.MULTILINE))


def is_written(original: NotebookNode) -> bool:
    """Whether one of the course's cells is an answer in words, which a person grades."""
    return bool(original.metadata.nbgrader.grade and original.metadata.nbgrader.solution)


def is_empty(cell: NotebookNode, original: NotebookNode) -> bool:
    """Whether nothing is written in the cell of an answer in words."""
    return not cell.source.strip() or same_text(cell, original)


def title(original: NotebookNode) -> str:
    """The name of one of the course's cells, for messages."""
    if is_written(original):
        return f"The answer to {grade_id(original)}"
    if original.metadata.nbgrader.grade:
        return f"The check of {grade_id(original)}"
    if original.metadata.nbgrader.solution:
        return f"The answer cell of {task_of(original)}"
    return f"The given cell `{first_line(original)}`"


def label(cell: NotebookNode, cells: Sequence[NotebookNode]) -> str:
    """A code cell's number, as Jupyter shows it after Run All, and its first line."""
    number = sum(map(is_code, cells[: position(cell, cells) + 1]))
    return f"Cell {number} `{first_line(cell)}`" if is_code(cell) else "A cell of text"


def first_line(cell: NotebookNode) -> str:
    """A cell's first line, shortened."""
    return textwrap.shorten(cell.source.strip().partition("\n")[0], 50, placeholder=" …")


def parse(source: str) -> ast.Module:
    """The syntax tree of a cell, with magics as calls of get_ipython(); empty if it is not valid Python."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(TransformerManager().transform_cell(TIMED.sub("\n", source)))
    except Exception:  # any error: it is the student's text, and running it shows what is wrong
        return ast.Module([], [])


def assigned_names(statements: Iterable[ast.stmt]) -> set[str]:
    """The names that statements define, import or assign to."""
    found = set()
    for statement in statements:
        if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            found.add(statement.name)
        elif isinstance(statement, (ast.Import, ast.ImportFrom)):
            found |= dict(imported(statement)).keys()
        else:
            nodes = [node for node in ast.walk(statement) if isinstance(node, ast.Name)]
            found |= {node.id for node in nodes if isinstance(node.ctx, ast.Store)}
    return found


def imported(node: ast.AST) -> list[tuple[str, str]]:
    """(name in the code, full name) of each name that an import binds; nothing for other code."""
    if isinstance(node, ast.Import):
        pairs = [(name.asname, name.name) for name in node.names]
        return [(alias, name) if alias else (name.partition(".")[0],) * 2 for alias, name in pairs]
    if isinstance(node, ast.ImportFrom) and node.level == 0:
        return [(name.asname or name.name, f"{node.module}.{name.name}") for name in node.names]
    return []
