"""Run the cells of a notebook from top to bottom in a fresh kernel."""

import re
import textwrap
import time
from collections.abc import Sequence
from tempfile import TemporaryDirectory
from typing import Any

from nbformat import NotebookNode

from .cells import TIMED, assigned_names, is_code, label, parse, position
from .course import Exercise
from .kernel import IN_KERNEL, Kernel, KernelDied, State
from .report import Findings


def run_cells(exercise: Exercise, cells: Sequence[NotebookNode], findings: Findings) -> State | None:
    """Run the cells in an empty folder, and add what fails to the findings. Returns None if the state cannot be known.

    Raises OSError or RuntimeError if the kernel does not start.
    """
    spent = 0.0
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder, Kernel(exercise, folder) as kernel:
        for cell in filter(is_code, cells):
            start = time.monotonic()
            try:
                problem = _run_cell(kernel, exercise, cell, cells, findings)
            except KernelDied:
                problem = "ends Python itself (does it call os._exit, or need too much memory?)"
            if problem:
                findings.open.append(f"{label(cell, cells)} {problem}. The cells below it did not run.")
                return None
            spent += time.monotonic() - start
        if spent > exercise.limits["notebook_seconds"]:
            limit = f"the limit is {exercise.limits['notebook_seconds']:g} s"
            findings.open.append(f"All cells together took {spent:.0f} s. When they are graded, {limit}.")
        return kernel.state()


def explain(error: dict[str, Any], cell: NotebookNode, cells: Sequence[NotebookNode]) -> str:
    """An exception in one line, with its line in the cell. For an unknown name also where it is defined."""
    kind, text = error["ename"], " ".join(str(error["evalue"]).split())
    if kind == "StdinNotImplementedError":
        return "an error at input(): when it is graded, there is no input. Write the value into the cell."
    syntax = re.search(r" \(\S+, line (\d+)\)$", text)
    line = int(syntax[1]) if syntax else _line(error)
    text = text[: syntax.start()] if syntax else text
    sentence = textwrap.shorten(f"{kind}: {text}".removesuffix(": "), 200, placeholder=" …").rstrip(".")
    sentence += f" (line {line} of the cell)." if line else "."
    if kind == "FileNotFoundError":
        sentence += " When it is graded, only files that your code has written are there."
    unknown = re.match(r"name '(\w+)' is not defined", text)
    return f"{sentence}{_definition_below(unknown[1], cell, cells)}" if unknown else sentence


def _run_cell(
    kernel: Kernel, exercise: Exercise, cell: NotebookNode, cells: Sequence[NotebookNode], findings: Findings
) -> str | None:
    """Run one cell. Returns a problem if it cannot be stopped. Raises KernelDied."""
    where, start = label(cell, cells), time.monotonic()
    source = TIMED.sub("\n", cell.source)
    reply = kernel.ask(source, exercise.limits["cell_seconds"])
    if reply is None and not kernel.interrupt():
        return f"still runs after {_limit(exercise)} and cannot be interrupted (is there a loop with `except:`?)"
    seconds = time.monotonic() - start
    if reply is None:
        findings.open.append(f"{where} was stopped after {_limit(exercise)}. Does a loop never end?")
    elif reply["status"] == "error":
        findings.open.append(f"{where} raises {explain(reply, cell, cells)}")
    elif seconds > exercise.limits["cell_seconds"] / 2:
        findings.notes.append(f"{where} took {seconds:.0f} s. The limit is {_limit(exercise)}.")
    if reply is None or reply["status"] == "error":
        _run_definitions(kernel, exercise, source, 0 if reply is None else _line(reply))
    return None


def _run_definitions(kernel: Kernel, exercise: Exercise, source: str, line: int) -> None:
    """Run what the grader still runs of a cell that has failed in this line. Raises KernelDied."""
    code = f"{IN_KERNEL}.run_definitions(get_ipython(), {source!r}, {line})"
    if kernel.ask(code, exercise.limits["cell_seconds"]) is None:
        kernel.interrupt()


def _line(error: dict[str, Any]) -> int:
    """The line of the cell in which an exception was raised; 0 if that is unknown."""
    trace = re.sub(r"\x1b\[[\d;]*m", "", "\n".join(error["traceback"]))
    found = re.search(r"Cell In\[\d+\], line (\d+)", trace)
    return int(found[1]) if found else 0


def _limit(exercise: Exercise) -> str:
    return f"{exercise.limits['cell_seconds']:g} s"


def _definition_below(name: str, cell: NotebookNode, cells: Sequence[NotebookNode]) -> str:
    for later in cells[position(cell, cells) + 1 :]:
        if is_code(later) and name in assigned_names(parse(later.source).body):
            return f" {name} is defined only below, in {label(later, cells)}: move this definition up."
    return ""
