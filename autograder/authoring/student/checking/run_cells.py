"""The run of a notebook from top to bottom, in a fresh kernel."""

import ast
import json
import os
import queue
import re
import subprocess
import textwrap
import time

from ipykernel.kernelspec import get_kernel_dict
from jupyter_client import KernelManager
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager

from .cells import TIMED, is_code, label, names, parse, position

# As when graded: magics and lines for the shell do nothing (but %time), and no cell leaves.
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

STATE = """__import__("json").dumps({
    "defined": [name for name in TASKS if callable(globals().get(name))],
    "progress": globals().get("_PROGRESS"),
}, default=repr)"""


class KernelDied(Exception):
    """The Python that ran the cells has ended."""


AGAIN = """
if "TASK" in globals().get("_CASES", {}):
    check("TASK")
"""


class ThisPython(KernelSpecManager):
    """Knows one kernel, that of the Python that runs this script, whatever else is registered."""

    def get_kernel_spec(self, kernel_name):
        argv = get_kernel_dict(["--HistoryManager.enabled=False"])["argv"]
        return KernelSpec(argv=argv, display_name="Python 3", language="python")


class Kernel:
    """A fresh kernel that works in a folder."""

    def __init__(self, folder):
        self.manager = KernelManager(kernel_spec_manager=ThisPython())
        environment = os.environ | {"CHECKING_SUBMISSION": "1"}
        silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self.manager.start_kernel(cwd=str(folder), env=environment, **silent)
        self.client = self.manager.client()

    def __enter__(self):
        try:
            self.client.start_channels()
            self.client.wait_for_ready(timeout=60)
            self.client.iopub_channel.stop()  # what cells print is not read
            self.ask(PRELUDE, 60)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *error):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)

    def ask(self, code, seconds, **more):
        """The reply to code; None where it does not come in time. Raises KernelDied."""
        quiet = {"store_history": False, "allow_stdin": False, "stop_on_error": False}
        self.request = self.client.execute(code, **quiet, **more)
        return self.reply(seconds)

    def reply(self, seconds):
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

    def stops(self):
        """Interrupt what runs. Whether that ends it within two seconds."""
        self.manager.interrupt_kernel()
        return self.reply(2) is not None

    def state(self, tasks):
        """Which tasks are functions now, and how many of their visible checks passed."""
        code = STATE.replace("TASKS", repr(list(tasks)))
        try:
            for task in tasks:  # what counts is the last definition, wherever it stands
                if self.ask(AGAIN.replace("TASK", task), 10) is None and not self.stops():
                    return None
            reply = self.ask("", 10, user_expressions={"state": code}) or {}
            text = reply["user_expressions"]["state"]["data"]["text/plain"]
            return json.loads(ast.literal_eval(text))
        except (KernelDied, KeyError, ValueError, SyntaxError):
            return None


def run(exercise, cells, folder, findings):
    """Run the cells from top to bottom. Returns what is there then; None where nobody can tell."""
    limit = f"{exercise.cell_seconds:g} s"
    with Kernel(folder) as kernel:
        for cell in filter(is_code, cells):
            where, start, end = label(cell, cells), time.monotonic(), None
            try:
                reply = kernel.ask(TIMED.sub("\n", cell.source), exercise.cell_seconds)
                if reply is None and not kernel.stops():
                    end = f"goes on after {limit}, also when interrupted (a loop with `except:`?)"
            except KernelDied:
                end = "ends Python itself (os._exit, or no memory left?)"
            if end:
                findings.open.append(f"{where} {end}. The cells below it did not run.")
                return None
            seconds = time.monotonic() - start
            if reply is None:
                findings.open.append(f"{where} was stopped after {limit}. Does a loop never end?")
            elif reply["status"] == "error":
                findings.open.append(f"{where} raises {explain(reply, cell, cells)}")
            elif seconds > exercise.cell_seconds / 2:
                findings.notes.append(f"{where} took {seconds:.0f} s; it may take {limit}.")
        return kernel.state(exercise.tasks)


def explain(error, cell, cells):
    """An exception in a line, with its place in the cell and, for a name, where that is defined."""
    kind, text = error["ename"], " ".join(str(error["evalue"]).split())
    if kind == "StdinNotImplementedError":
        return "an error at input(): nobody answers when graded. Write the value into the cell."
    trace = re.sub(r"\x1b\[[\d;]*m", "", "\n".join(error["traceback"]))
    syntax = re.search(r" \(\S+, line (\d+)\)$", text)
    place = syntax or re.search(r"Cell In\[\d+\], line (\d+)", trace)
    text = text[: syntax.start()] if syntax else text
    told = textwrap.shorten(f"{kind}: {text}".removesuffix(": "), 200, placeholder=" …").rstrip(".")
    told += f" (its line {place[1]})." if place else "."
    unknown = re.match(r"name '(\w+)' is not defined", text)
    for later in cells[position(cell, cells) + 1 :] if unknown else ():
        if is_code(later) and unknown[1] in names(parse(later.source).body):
            where = label(later, cells)
            return f"{told} {unknown[1]} is defined further down, in {where}: move that up."
    return told
