"""Run a notebook's cells in a new process, and note which of them failed."""

import ast
import functools
import marshal
from typing import Any

from autograder.errors import CourseError
from autograder.sandbox.budget import Budget
from autograder.sandbox.failures import TimedOut, error_text
from autograder.sandbox.limits import Limits
from autograder.sandbox.program import Cell, Program, imported
from autograder.sandbox.session import CallTimeout, ProcessEnded, Sandbox
from autograder.sandbox.steps import Steps
from autograder.sandbox.zygote_client import START_SECONDS

# The part of a cell to run after the part at the left has ended its process. `child.PARTS` describes the parts.
SMALLER_PART = {"all": "definitions", "definitions": "functions", "functions": None}
# After so many cells that hang or crash, only functions of all cells are run. After twice as many, only the cells
# before the last of these are run, and after three times as many, none.
MAX_RESTARTS = 5
NOT_RUN = "was not run, because other cells hung or ended their process too often"


class RestartNeeded(Exception):
    """A cell ended the process. The other cells have to run again in a new one."""


class Cells:
    """Runs a notebook's cells in new processes. `problems` maps the name of each cell that failed to its message, and
    `failed_probes` does so for the course's probes, which run last."""

    def __init__(self, program: Program, limits: Limits, budget: Budget):
        self.problems: dict[str, str] = {}
        self.failed_probes: dict[str, str] = {}
        self._program, self._limits, self._budget = program, limits, budget
        self._parts: dict[Cell, str | None] = {}  # of cells that are not run as a whole; None: not at all
        self._restarts = 0

    def run_in(self, sandbox: Sandbox, of_task: bool) -> None:
        """Run all cells. `of_task`: their time counts for the current task, too.

        Raises RestartNeeded if a cell ended the process, and TimedOut if the notebook has no seconds left.
        """
        with self._budget.spending(of_task):
            self._run_given(sandbox)
        cells = [cell for cell in self._program.cells if self._part(cell) is not None]
        replies = sandbox.run_steps(Steps([_step(cell, self._part(cell)) for cell in cells]), self._budget.for_cell)
        for cell in cells:
            if message := self._budget.seconds_exceeded("the notebook"):
                raise TimedOut(message)
            seconds = self._budget.for_cell()
            try:
                with self._budget.spending(of_task):
                    reply = next(replies)
            except (CallTimeout, ProcessEnded) as end:
                self._run_smaller_part(cell, end, seconds)
                raise RestartNeeded from None
            self._note_problem(cell, reply)
        self._run_probes(sandbox, of_task)

    def _run_probes(self, sandbox: Sandbox, of_task: bool) -> None:
        """Run the course's probes. One that fails is noted; one that hangs or ends the process is not run again.

        They only define functions. So if one fails, the student's code has probably damaged the process.
        """
        probes = [cell for cell in self._program.probes if cell.name not in self.failed_probes]
        steps = [_step(cell) | {"op": "probe", "code": _compiled(cell)} for cell in probes]
        replies = sandbox.run_steps(Steps(steps), self._budget.for_cell)
        for cell in probes:
            try:
                with self._budget.spending(of_task):
                    reply = next(replies)
            except (CallTimeout, ProcessEnded) as end:
                self.failed_probes[cell.name] = str(end)
                raise RestartNeeded from None
            if "error" in reply:
                self.failed_probes[cell.name] = error_text(reply["error"], self._program.available)

    def _part(self, cell: Cell) -> str | None:
        return self._parts.get(cell, "all")

    def _note_problem(self, cell: Cell, reply: dict[str, Any]) -> None:
        if "refused" in reply:
            self.problems[cell.name] = f"is longer than {self._limits.output_mb} MB and was not run"
        elif "error" in reply:
            self.problems.setdefault(cell.name, error_text(reply["error"], self._program.available))

    def _run_given(self, sandbox: Sandbox) -> None:
        """Check that the process has started, then run the course's own cells."""
        try:
            sandbox.check(START_SECONDS)
        except (CallTimeout, ProcessEnded) as end:
            raise CourseError(f"a process for student code did not start: {end}") from None
        steps = [_step(cell) | {"code": _compiled(cell)} for cell in self._program.given]
        replies = sandbox.run_steps(Steps(steps), lambda: self._limits.cell_seconds)
        for cell in self._program.given:
            try:
                next(replies)
            except (CallTimeout, ProcessEnded) as end:
                raise CourseError(f"{cell.name} did not run to its end: {end}") from None

    def _run_smaller_part(self, cell: Cell, end: Exception, seconds: float) -> None:
        """From now on, run less of a cell that hangs or crashes. After too many of them, run less of all cells."""
        timeout = f"was stopped after {seconds:.2g} s: is there a loop that never ends?"
        self.problems.setdefault(cell.name, timeout if isinstance(end, CallTimeout) else str(end))
        self._parts[cell] = SMALLER_PART[self._part(cell) or "functions"]
        self._restarts += 1
        if self._restarts == MAX_RESTARTS:
            self._parts = dict.fromkeys(self._program.cells, "functions") | {cell: None}
        if self._restarts >= 2 * MAX_RESTARTS:
            self._skip_from(cell if self._restarts < 3 * MAX_RESTARTS else self._program.cells[0])

    def _skip_from(self, cell: Cell) -> None:
        """Run neither this cell nor those after it any more."""
        for skipped in self._program.cells[self._program.cells.index(cell) :]:
            self._parts[skipped] = None
            self.problems.setdefault(skipped.name, NOT_RUN)

    def failed_import(self, name: str) -> str | None:
        """The problem of the failed cell that imports the name; None if there is no such cell."""
        for cell in self._program.cells:
            if cell.name in self.problems and name in imported(cell.source):
                return f"its import in {cell.name} failed: {self.problems[cell.name]}"
        return None

    def why_missing(self, function: str) -> str | None:
        """The problem of the failed cell that seems to define the function; None if there is no such cell."""
        for cell in self._program.cells:
            if cell.name in self.problems and function in self._program.names[cell.name]:
                return self.problems[cell.name]
        return None


def _step(cell: Cell, part: str | None = "all") -> dict[str, Any]:
    return {"op": "cell", "name": cell.name, "source": cell.source, "part": part}


@functools.cache
def _compiled(cell: Cell) -> bytes:
    """The compiled statements of one of the course's own cells: these are long and the same for all students."""
    statements = ast.parse(cell.ready or cell.source).body
    code = [compile(ast.Module([statement], []), f"<{cell.name}>", "exec") for statement in statements]
    return marshal.dumps(code)
