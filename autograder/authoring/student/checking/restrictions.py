"""The look into a student's code for what is not there when graded."""

import ast
import sys

from .cells import imported, is_code, label, mark, parse, same

HARMLESS = ("time", "timeit", "matplotlib", "config", "load_ext", "autoreload")


def look(exercise, cells, original, findings):
    """Find in the student's code what is not there when graded."""
    locked = [cell for cell in original.cells if mark(cell) and cell.metadata.nbgrader.locked]
    own = [c for c in filter(is_code, cells) if not any(same(c, model) for model in locked)]
    nodes = {label(cell, cells): list(ast.walk(parse(cell.source))) for cell in own}
    given = [node for model in locked for node in ast.walk(parse(model.source))]
    everything = [given, *nodes.values()]
    aliases = dict(pair for part in everything for node in part for pair in imported(node))
    there = {*exercise.packages, "IPython", "__main__"} | sys.stdlib_module_names
    off_limits = set(exercise.off_limits)
    for where, part in nodes.items():
        packages = {meant.partition(".")[0] for node in part for _, meant in imported(node)}
        absent = ", ".join(sorted(packages - there))
        forbidden = ", ".join(sorted({dotted(node, aliases) for node in part} & off_limits))
        magics = ", ".join(dict.fromkeys(f"`{magic(node)}`" for node in part if magic(node)))
        if absent:
            only = f"only {', '.join(exercise.packages)} and the standard library are"
            findings.open.append(f"{where} imports {absent}. When graded, {only} there.")
        if forbidden:
            findings.open.append(f"{where} uses {forbidden}, which raises an error when graded.")
        if magics:
            findings.notes.append(f"{where}: {magics} will do nothing when graded, as here.")


def dotted(node, aliases):
    """What code stands for: numpy.convolve for np.convolve; None where it is no name."""
    if isinstance(node, ast.Name):
        return aliases.get(node.id)
    owner = dotted(node.value, aliases) if isinstance(node, ast.Attribute) else None
    return owner and f"{owner}.{node.attr}"


def magic(node):
    """The magic or the shell's line that code stands for; None for other code and harmless ones."""
    called = node.func if isinstance(node, ast.Call) else None
    if not isinstance(called, ast.Attribute) or ast.unparse(called.value) != "get_ipython()":
        return None
    words = [word.value for word in node.args[:2] if isinstance(word, ast.Constant)]
    if not words or words[0] in HARMLESS:
        return None
    sign = {"run_line_magic": "%", "run_cell_magic": "%%"}.get(called.attr, "!")
    return sign + " ".join(words).strip()
