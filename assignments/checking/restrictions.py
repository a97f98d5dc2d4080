"""Find code in a student's cells that works here but not when it is graded: packages, functions, processes, magics."""

import ast
import sys
from collections.abc import Mapping, Sequence

from nbformat import NotebookNode

from .cells import first_line, grade_id, imported, is_code, label, parse, same_text
from .course import Exercise
from .report import Findings, listed
from .submissions.notebook import TOOLKIT

HARMLESS_MAGICS = ("time", "timeit", "matplotlib", "config", "load_ext", "autoreload")

# Modules and functions that are useless when the notebook is graded, by what the sandbox refuses.
PROCESSES = {
    "multiprocessing", "subprocess", "concurrent.futures.ProcessPoolExecutor", "concurrent.futures.process",
    "os.fork", "os.system", "os.popen",
}  # fmt: skip
NETWORK = {"socket", "urllib.request", "http.client", "ftplib", "smtplib", "xmlrpc.client"}
REFUSED = {"start processes": PROCESSES, "use the network": NETWORK}


def find_restricted(
    exercise: Exercise, cells: Sequence[NotebookNode], original: NotebookNode, findings: Findings
) -> None:
    """Add what the student's own cells use that is not available, or does nothing, when they are graded."""
    locked = [cell for cell in original.cells if grade_id(cell) and cell.metadata.nbgrader.locked]
    own = [cell for cell in filter(is_code, cells) if not any(same_text(cell, other) for other in locked)]
    toolkit = {first_line(cell) for cell in locked if grade_id(cell) == TOOLKIT}
    own = [cell for cell in own if first_line(cell) not in toolkit]  # it can be that of an earlier release
    nodes = {label(cell, cells): list(ast.walk(parse(cell.source))) for cell in own}
    given = [node for cell in locked for node in ast.walk(parse(cell.source))]
    aliases = dict(pair for part in (given, *nodes.values()) for node in part for pair in imported(node))
    for where, part in nodes.items():
        _report_imports(exercise, where, part, findings)
        _report_off_limits(exercise, where, part, aliases, findings)
        _report_refused(where, part, aliases, findings)
        _report_magics(where, part, findings)


def full_name(node: ast.AST, aliases: Mapping[str, str]) -> str | None:
    """The full name of a function in the code: numpy.convolve for np.convolve; None for other code."""
    if isinstance(node, ast.Name):
        return aliases.get(node.id)
    owner = full_name(node.value, aliases) if isinstance(node, ast.Attribute) else None
    return f"{owner}.{node.attr}" if owner else None


def magic(node: ast.AST) -> str | None:
    """The magic or shell command that parsed code runs; None for other code and harmless magics."""
    called = node.func if isinstance(node, ast.Call) else None
    if not isinstance(called, ast.Attribute) or ast.unparse(called.value) != "get_ipython()":
        return None
    constants = [word.value for word in node.args[:2] if isinstance(word, ast.Constant)]
    words = [word for word in constants if isinstance(word, str)]
    if not words or words[0] in HARMLESS_MAGICS:
        return None
    sign = {"run_line_magic": "%", "run_cell_magic": "%%"}.get(called.attr, "!")
    return sign + " ".join(words).strip()


def _report_imports(exercise: Exercise, where: str, nodes: Sequence[ast.AST], findings: Findings) -> None:
    available = {*exercise.modules, "IPython", "__main__"} | sys.stdlib_module_names
    packages = {name.partition(".")[0] for node in nodes for _, name in imported(node)}
    missing = sorted(packages - available)
    if missing:
        only = f"only {listed([*exercise.packages, 'the standard library'])}"
        findings.open.append(f"{where} imports {listed(missing)}. When it is graded, {only} can be imported.")


def _report_off_limits(
    exercise: Exercise, where: str, nodes: Sequence[ast.AST], aliases: Mapping[str, str], findings: Findings
) -> None:
    used = {full_name(node, aliases) for node in nodes}
    off_limits = sorted(set(exercise.off_limits).intersection(used))
    if off_limits:
        verb = "raises" if len(off_limits) == 1 else "raise"
        findings.open.append(f"{where} uses {listed(off_limits)}, which {verb} an error when it is graded.")


def _report_refused(where: str, nodes: Sequence[ast.AST], aliases: Mapping[str, str], findings: Findings) -> None:
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    names |= {name for node in nodes for _, name in imported(node)} | {full_name(node, aliases) for node in nodes}
    for what, refused in REFUSED.items():
        used = sorted(one for one in refused if any(f"{name}.".startswith(f"{one}.") for name in names))
        if used:
            findings.notes.append(f"{where} uses {listed(used)}. Code cannot {what} when it is graded.")


def _report_magics(where: str, nodes: Sequence[ast.AST], findings: Findings) -> None:
    magics = dict.fromkeys(filter(None, map(magic, nodes)))
    if magics:
        names, verb = listed([f"`{one}`" for one in magics]), "has" if len(magics) == 1 else "have"
        findings.notes.append(f"{where}: {names} {verb} no effect, neither here nor when it is graded.")
