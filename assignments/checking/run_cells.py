"""Run the cells of a notebook from top to bottom in a fresh kernel."""

import ast
import json
import os
import queue
import re
import subprocess
import textwrap
import time
from collections.abc import Sequence
from dataclasses import dataclass
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any

from ipykernel.kernelspec import get_kernel_dict
from jupyter_client import KernelManager
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from nbformat import NotebookNode

from .cells import TIMED, assigned_names, is_code, label, parse, position
from .course import FOLDER, Exercise
from .report import Findings

START_SECONDS = 60
INTERRUPT_SECONDS = 2
STATE_SECONDS = 10

# As in the sandbox: threads and their memory would count for the limit of memory.
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "2"}

# `in_kernel.py` is imported in the kernel. It leaves no name there, and no __pycache__ in the student's folder.
PRELUDE = """
def _prepare(folder, settings):
    import sys
    sys.dont_write_bytecode = True
    sys.path.insert(0, folder)
    from checking.in_kernel import prepare
    sys.path.remove(folder)
    prepare(get_ipython(), settings)
_prepare(FOLDER, SETTINGS)
del _prepare
"""
IN_KERNEL = '__import__("sys").modules["checking.in_kernel"]'

# How the toolkit prints the first check that fails: its call, then the problem, indented more.
FAILURE = re.compile(r"^  ✗ (?P<call>.*)\n(?P<problem>(?: {6}.*\n?)+)", re.MULTILINE)


class KernelDied(Exception):
    """The Python process that ran the cells has ended."""


@dataclass(frozen=True)
class State:
    """The state after the run: the tasks that are defined as functions, and the results of visible checks by task.

    `failures` has what the checks of a task print about failures, and `seconds` how long each of their calls took. The
    student's code can write anything into these three.
    """

    defined: Sequence[str]
    results: Any = None
    failures: Any = None
    seconds: Any = None

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

    def slowest(self, task: str) -> tuple[str, float]:
        """The visible check of a task that took longest, and its seconds; ("", 0) if that is unknown."""
        calls = self.seconds.get(task) if isinstance(self.seconds, dict) else None
        return max(calls.items(), key=lambda one: one[1]) if calls else ("", 0.0)


class ThisPython(KernelSpecManager):
    """Has one kernel, that of the Python which runs this script, whatever else is installed."""

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        argv = get_kernel_dict(["--HistoryManager.enabled=False"])["argv"]
        return KernelSpec(argv=argv, display_name="Python 3", language="python")


class Kernel:
    """A fresh kernel that works in a folder, as the exercise is graded. Use it in a `with` statement."""

    def __init__(self, exercise: Exercise, folder: str) -> None:
        self.exercise = exercise
        self.manager = KernelManager(kernel_spec_manager=ThisPython())
        temporary = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), folder)
        environment = os.environ | {"CHECKING_SUBMISSION": "1"} | ONE_THREAD | temporary
        silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self.manager.start_kernel(cwd=folder, env=environment, **silent)
        self.client = self.manager.client()

    def __enter__(self) -> "Kernel":
        try:
            self.client.start_channels()
            self.client.wait_for_ready(timeout=START_SECONDS)
            self.client.iopub_channel.stop()  # what cells print is not read
            reply = self.ask(_prelude(self.exercise), START_SECONDS)
            if reply is None or reply["status"] == "error":
                raise RuntimeError(f"it could not be prepared: {reply['evalue'] if reply else 'no answer'}")
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

    def state(self) -> State | None:
        """The state after the run; None if it cannot be known. The checks of one task may take as long as a cell."""
        tasks = list(self.exercise.tasks)
        try:
            for task in tasks:
                code = f"{IN_KERNEL}.run_checks(globals(), {task!r})"
                if self.ask(code, self.exercise.limits["cell_seconds"]) is None and not self.interrupt():
                    return None
            code = f"{IN_KERNEL}.state(globals(), {tasks!r})"
            reply = self.ask("", STATE_SECONDS, user_expressions={"state": code}) or {}
            values = json.loads(ast.literal_eval(reply["user_expressions"]["state"]["data"]["text/plain"]))
            return State(**values)
        except (KernelDied, KeyError, TypeError, ValueError, SyntaxError):
            return None


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


def _prelude(exercise: Exercise) -> str:
    settings = {
        "limits": exercise.limits,
        "modules": exercise.modules,
        "off_limits": exercise.off_limits,
        "off_limits_reason": exercise.off_limits_reason,
    }
    return PRELUDE.replace("FOLDER", repr(str(FOLDER))).replace("SETTINGS", repr(settings))


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
