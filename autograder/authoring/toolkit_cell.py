"""The bundle: the toolkit's modules as the code of one cell."""

import ast
import importlib
import inspect
import textwrap

from autograder.errors import CourseError
from autograder.toolkit import checks, compare, drawing

PACKAGE = "autograder.toolkit."
TITLE = """\
# The course's toolkit: visible checks, hints and pictures.
# There is nothing to do here: run this cell and go on.
"""


def bundle(imported: tuple[str, ...], hints: dict[str, tuple[str, ...]]) -> str:
    """The code behind the imports from the toolkit's modules of these names, with the exercise's hints.

    Every notebook has `compare` and `checks`; one that draws has `drawing` and its own module of pictures.
    """
    pictures = [_module(name) for name in imported if name.startswith("pictures.")]
    modules = [compare, checks, *([drawing, *pictures] if pictures else [])]
    imports, bodies = set(), []
    for module in modules:
        source = inspect.getsource(module)
        head = [node for node in ast.parse(source).body if isinstance(node, (ast.Import, ast.ImportFrom))]
        ours = [node for node in head if isinstance(node, ast.ImportFrom) and node.module.startswith(PACKAGE)]
        imports |= {ast.unparse(node) for node in head if node not in ours}
        bodies.append("\n".join(source.splitlines()[max(node.end_lineno for node in head) :]).strip())
    ordered = sorted(imports, key=lambda line: (line == "import numpy as np", line.startswith("from"), line))
    return "\n\n\n".join([TITLE + "\n" + "\n".join(ordered), *bodies, _hints(hints)]).replace("\n\n\n\n", "\n\n\n")


def _module(name):
    try:
        return importlib.import_module(PACKAGE + name)
    except ModuleNotFoundError:
        raise CourseError(f"a script imports {PACKAGE}{name}, which is missing.") from None


def _hints(hints):
    """Code that gives the toolkit its hints."""
    lines = ["_HINTS.update({"]
    for task, texts in hints.items():
        lines.append(f"    {task!r}: (")
        for text in texts:
            *rows, last = textwrap.wrap(text, 84)
            lines += [f"        {row + chr(10)!r}" for row in rows] + [f"        {last!r},"]
        lines.append("    ),")
    return "\n".join([*lines, "})"])
