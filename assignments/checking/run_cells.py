"""Run the cells of a notebook from top to bottom in a fresh kernel."""

import ast
import json
import os
import queue
import re
import subprocess
import textwrap
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from ipykernel.kernelspec import get_kernel_dict
from jupyter_client import KernelManager
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from nbformat import NotebookNode

from .cells import TIMED, assigned_names, is_code, label, parse, position
from .course import Exercise
from .report import Findings

START_SECONDS = 60
INTERRUPT_SECONDS = 2
STATE_SECONDS = 10

# As when the notebook is graded: magics and shell commands have no effect (but %time), and exit() does not exit.
PRELUDE = """
def _prepare(shell, nothing=lambda *args, **kwargs: None):
    run = shell.run_line_magic
    shell.run_line_magic = lambda name, *a, **k: run(name, *a, **k) if name == "time" else None
    shell.run_cell_magic = shell.system = nothing
    shell.getoutput = lambda *args, **kwargs: []
    shell.user_ns.update(exit=nothing, quit=nothing)
_prepare(get_ipython())
del _prepare
"""

# The toolkit keeps the visible checks in _CASES and their results in _PROGRESS. It prints failures to stderr.
CHECK_AGAIN = """
if "TASK" in globals().get("_CASES", {}):
    with __import__("contextlib").redirect_stderr(__import__("io").StringIO()) as _printed:
        check("TASK")
    _FAILURES = {**globals().get("_FAILURES", {}), "TASK": _printed.getvalue()}
"""

STATE = """__import__("json").dumps({
    "defined": [name for name in TASKS if callable(globals().get(name))],
    "progress": globals().get("_PROGRESS"),
    "failures": globals().get("_FAILURES"),
}, default=repr)"""

# How the toolkit prints the first check that fails: its call, then the problem, indented more.
FAILURE = re.compile(r"^  ✗ (?P<call>.*)\n(?P<problem>(?: {6}.*\n?)+)", re.MULTILINE)


class KernelDied(Exception):
    """The Python process that ran the cells has ended."""


@dataclass(frozen=True)
class State:
    """The state after the run: the tasks that are defined as functions, and the results of visible checks by task.

    `failures` has what the checks of a task print about failures. The student's code can write anything into `results`
    and `failures`.
    """

    defined: Sequence[str]
    results: Any = None
    failures: Any = None

    def progress(self, task: str) -> tuple[int, int]:
        """How many of a task's visible checks passed, and of how many; (0, 0) if that is unknown."""
        pair = self.results.get(task) if isinstance(self.results, dict) else None
        is_known = isinstance(pair, list) and len(pair) == 2 and all(isinstance(number, int) for number in pair)
        return (pair[0], pair[1]) if is_known else (0, 0)

    def first_failure(self, task: str) -> str:
        """The first visible check of a task that fails, with what is wrong, in one line; "" if that is unknown."""
        printed = self.failures.get(task) if isinstance(self.failures, dict) else None
        found = FAILURE.search(printed) if isinstance(printed, str) else None
        if found is None:
            return ""
        problem = "; ".join(line.strip() for line in found["problem"].splitlines())
        return textwrap.shorten(f"{found['call']}: {problem}", 300, placeholder=" …")


class ThisPython(KernelSpecManager):
    """Has one kernel, that of the Python which runs this script, whatever else is installed."""

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        argv = get_kernel_dict(["--HistoryManager.enabled=False"])["argv"]
        return KernelSpec(argv=argv, display_name="Python 3", language="python")


class Kernel:
    """A fresh kernel that works in a folder. Use it in a `with` statement."""

    def __init__(self, folder: Path) -> None:
        self.manager = KernelManager(kernel_spec_manager=ThisPython())
        environment = os.environ | {"CHECKING_SUBMISSION": "1"}
        silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self.manager.start_kernel(cwd=str(folder), env=environment, **silent)
        self.client = self.manager.client()

    def __enter__(self) -> "Kernel":
        try:
            self.client.start_channels()
            self.client.wait_for_ready(timeout=START_SECONDS)
            self.client.iopub_channel.stop()  # what cells print is not read
            self.ask(PRELUDE, START_SECONDS)
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the kernel."""
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)

    def ask(self, code: str, seconds: float, **options: Any) -> dict[str, Any] | None:
        """Run code. Returns the reply, or None if it does not come in time. Raises KernelDied."""
        quiet = {"store_history": False, "allow_stdin": False, "stop_on_error": False}
        self.request = self.client.execute(code, **quiet, **options)
        return self.reply(seconds)

    def reply(self, seconds: float) -> dict[str, Any] | None:
        """Wait for the reply to the last request."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                message = self.client.get_shell_msg(timeout=0.2)
            except queue.Empty:
                if not self.manager.is_alive():
                    raise KernelDied from None
            else:
                if message["parent_header"].get("msg_id") == self.request:
                    return message["content"]
        return None

    def interrupt(self) -> bool:
        """Interrupt the code that runs. Returns whether it then ends."""
        self.manager.interrupt_kernel()
        return self.reply(INTERRUPT_SECONDS) is not None

    def state(self, tasks: Iterable[str], check_seconds: float) -> State | None:
        """The state after the run; None if it cannot be known. The checks of one task may take `check_seconds`."""
        code = STATE.replace("TASKS", repr(list(tasks)))
        try:
            for task in tasks:  # check again: the last definition counts, wherever it stands
                if self.ask(CHECK_AGAIN.replace("TASK", task), check_seconds) is None and not self.interrupt():
                    return None
            reply = self.ask("", STATE_SECONDS, user_expressions={"state": code}) or {}
            values = json.loads(ast.literal_eval(reply["user_expressions"]["state"]["data"]["text/plain"]))
            return State(values["defined"], values["progress"], values["failures"])
        except (KernelDied, KeyError, ValueError, SyntaxError):
            return None


def run_cells(exercise: Exercise, cells: Sequence[NotebookNode], folder: Path, findings: Findings) -> State | None:
    """Run the cells in a folder, and add what fails to the findings. Returns None if the state cannot be known."""
    with Kernel(folder) as kernel:
        for cell in filter(is_code, cells):
            try:
                problem = _run_cell(kernel, exercise, cell, cells, findings)
            except KernelDied:
                problem = "ends Python itself (does it call os._exit, or need too much memory?)"
            if problem:
                findings.open.append(f"{label(cell, cells)} {problem}. The cells below it did not run.")
                return None
        return kernel.state(exercise.tasks, exercise.cell_seconds)


def explain(error: dict[str, Any], cell: NotebookNode, cells: Sequence[NotebookNode]) -> str:
    """An exception in one line, with its line in the cell. For an unknown name also where it is defined."""
    kind, text = error["ename"], " ".join(str(error["evalue"]).split())
    if kind == "StdinNotImplementedError":
        return "an error at input(): when it is graded, there is no input. Write the value into the cell."
    trace = re.sub(r"\x1b\[[\d;]*m", "", "\n".join(error["traceback"]))
    syntax = re.search(r" \(\S+, line (\d+)\)$", text)
    place = syntax or re.search(r"Cell In\[\d+\], line (\d+)", trace)
    text = text[: syntax.start()] if syntax else text
    sentence = textwrap.shorten(f"{kind}: {text}".removesuffix(": "), 200, placeholder=" …").rstrip(".")
    sentence += f" (line {place[1]} of the cell)." if place else "."
    unknown = re.match(r"name '(\w+)' is not defined", text)
    return f"{sentence}{_definition_below(unknown[1], cell, cells)}" if unknown else sentence


def _run_cell(
    kernel: Kernel, exercise: Exercise, cell: NotebookNode, cells: Sequence[NotebookNode], findings: Findings
) -> str | None:
    """Run one cell. Returns a problem if it cannot be stopped. Raises KernelDied."""
    where, start = label(cell, cells), time.monotonic()
    reply = kernel.ask(TIMED.sub("\n", cell.source), exercise.cell_seconds)
    if reply is None and not kernel.interrupt():
        return f"still runs after {_limit(exercise)} and cannot be interrupted (is there a loop with `except:`?)"
    seconds = time.monotonic() - start
    if reply is None:
        findings.open.append(f"{where} was stopped after {_limit(exercise)}. Does a loop never end?")
    elif reply["status"] == "error":
        findings.open.append(f"{where} raises {explain(reply, cell, cells)}")
    elif seconds > exercise.cell_seconds / 2:
        findings.notes.append(f"{where} took {seconds:.0f} s. The limit is {_limit(exercise)}.")
    return None


def _limit(exercise: Exercise) -> str:
    return f"{exercise.cell_seconds:g} s"


def _definition_below(name: str, cell: NotebookNode, cells: Sequence[NotebookNode]) -> str:
    for later in cells[position(cell, cells) + 1 :]:
        if is_code(later) and name in assigned_names(parse(later.source).body):
            return f" {name} is defined only below, in {label(later, cells)}: move this definition up."
    return ""
