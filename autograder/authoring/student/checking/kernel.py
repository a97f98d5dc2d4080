"""Start a fresh kernel, run code in it, and ask for its state."""

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
from types import TracebackType
from typing import Any

from ipykernel.kernelspec import get_kernel_dict
from jupyter_client import KernelManager
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager

from .course import FOLDER, Exercise

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
    """The state after the run: the tasks whose names are defined, and the results of visible checks by task.

    `failures` has what the checks of a task print about failures, and `seconds` how long each of their calls took.
    `own_tests` has the results of tests that the student wrote. The student's code can write anything into these four.
    """

    defined: Sequence[str]
    results: Any = None
    failures: Any = None
    seconds: Any = None
    own_tests: Any = None

    def progress(self, task: str) -> tuple[int, int]:
        """How many of a task's visible checks, or of the student's own tests, passed, and of how many; (0, 0) if that
        is unknown."""
        known = [one for one in (self.results, self.own_tests) if isinstance(one, dict) and task in one]
        pair = known[0][task] if known else None
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
        tasks = self.exercise.names
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


def _prelude(exercise: Exercise) -> str:
    settings = {
        "limits": exercise.limits,
        "modules": exercise.modules,
        "off_limits": exercise.off_limits,
        "off_limits_reason": exercise.off_limits_reason,
    }
    return PRELUDE.replace("FOLDER", repr(str(FOLDER))).replace("SETTINGS", repr(settings))
