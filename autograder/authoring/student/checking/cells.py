"""The cells of a notebook: what each is, what it is called, and its code."""

import ast
import re
import textwrap
import warnings

from IPython.core.inputtransformer2 import TransformerManager

TIMED = re.compile(r"\A\s*%%(time|timeit|capture|prun)\b.*\n")


def mark(cell):
    """The name that nbgrader's metadata give to a cell of the course; None for other cells."""
    nbgrader = cell.metadata.get("nbgrader")
    return nbgrader.get("grade_id") if isinstance(nbgrader, dict) else None


def task_of(model):
    """The function that a marked cell is about."""
    return mark(model).removesuffix("_answer")


def same(cell, other):
    """Whether two cells have the same text, spaces at the ends of lines apart."""
    one, two = ([line.rstrip() for line in c.source.strip().splitlines()] for c in (cell, other))
    return one == two


def among(cell, cells):
    return any(cell is other for other in cells)


def position(cell, cells):
    return next(number for number, other in enumerate(cells) if other is cell)


def is_code(cell):
    return cell.cell_type == "code" and bool(cell.source.strip())


def defines(cell, task):
    pattern = rf"^(?:def\s+{task}\s*\(|{task}\s*=[^=])"
    return is_code(cell) and bool(re.search(pattern, cell.source, re.MULTILINE))


def unwritten(cell, task):
    """Whether the stub's line is still there."""
    return bool(re.search(rf'^\s*raise NotImplementedError\("{task}"\)', cell.source, re.MULTILINE))


def title(model):
    """What a marked cell is called."""
    if model.metadata.nbgrader.grade:
        return f"The check of {mark(model)}"
    if model.metadata.nbgrader.solution:
        return f"The answer cell of {task_of(model)}"
    return f"The given cell `{first_line(model)}`"


def label(cell, cells):
    """A code cell's number, as Jupyter shows it after Run All, and its first line."""
    number = sum(map(is_code, cells[: position(cell, cells) + 1]))
    return f"Cell {number} `{first_line(cell)}`" if is_code(cell) else "A cell of text"


def first_line(cell):
    return textwrap.shorten(cell.source.strip().partition("\n")[0], 50, placeholder=" …")


def parse(source):
    """A cell as a syntax tree, magics as calls of get_ipython(); empty where it is no Python."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(TransformerManager().transform_cell(TIMED.sub("\n", source)))
    except Exception:  # it is the student's text: running it will tell
        return ast.Module([], [])


def names(statements):
    """The names that statements give to something."""
    found = set()
    for statement in statements:
        if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            found.add(statement.name)
        elif isinstance(statement, (ast.Import, ast.ImportFrom)):
            found |= dict(imported(statement)).keys()
        else:
            loose = [node for node in ast.walk(statement) if isinstance(node, ast.Name)]
            found |= {node.id for node in loose if isinstance(node.ctx, ast.Store)}
    return found


def imported(node):
    """The names that an import gives, each with what it stands for; nothing for other code."""
    if isinstance(node, ast.Import):
        pairs = [(name.asname, name.name) for name in node.names]
        return [(alias, name) if alias else (name.partition(".")[0],) * 2 for alias, name in pairs]
    if isinstance(node, ast.ImportFrom) and node.level == 0:
        return [(name.asname or name.name, f"{node.module}.{name.name}") for name in node.names]
    return []
