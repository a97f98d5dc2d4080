"""The cells of one notebook: what runs of them in a new process, and what went wrong in them."""

import ast
import functools
import marshal

import numpy as np

from autograder.errors import CourseError
from autograder.sandbox.budget import Budget
from autograder.sandbox.failures import TimedOut, error_text
from autograder.sandbox.limits import Limits
from autograder.sandbox.program import Cell, Program
from autograder.sandbox.session import Overdue, ProcessEnded, Sandbox
from autograder.sandbox.zygote_client import START_SECONDS

LESS = {"all": "definitions", "definitions": "functions", "functions": None}  # of a cell that ended its process
MAX_RESTARTS = 5  # notebooks with more cells than this that hang or crash are run for their functions


class StartAgain(Exception):
    """A cell ended the process; the others have to run again."""


class Cells:
    """Runs a notebook's cells in new processes. `problems` names those that did not run to their end."""

    def __init__(self, program: Program, limits: Limits, budget: Budget):
        self.problems: dict[str, str] = {}
        self._program, self._limits, self._budget = program, limits, budget
        self._parts: dict[Cell, str | None] = {}  # of cells that are not run as a whole; None: not at all
        self._restarts = 0

    def run_in(self, sandbox: Sandbox, of_task: bool) -> None:
        """Run all cells. Raises StartAgain, and TimedOut where the notebook has no seconds left."""
        self._run_given(sandbox)
        cells = [cell for cell in self._program.cells if self._parts.get(cell, "all") is not None]
        replies = sandbox.carry_out(
            [_step(cell, self._parts.get(cell, "all")) for cell in cells], self._budget.for_cell
        )
        for cell in cells:
            if over := self._budget.over("the notebook"):
                raise TimedOut(over)
            seconds = self._budget.for_cell()
            try:
                with self._budget.spending(of_task):
                    reply = next(replies)
            except (Overdue, ProcessEnded) as end:
                self._run_less(cell, end, seconds)
                raise StartAgain from None
            if "refused" in reply:
                self.problems[cell.name] = f"is longer than {self._limits.output_mb} MB and was not run"
            elif "error" in reply:
                self.problems.setdefault(cell.name, error_text(reply["error"]))

    def _run_given(self, sandbox):
        """See that the process is there, then run the course's own cells."""
        try:
            [*_] = sandbox.carry_out([_step(Cell("start", ""))], lambda: START_SECONDS)
        except (Overdue, ProcessEnded) as end:
            raise CourseError(f"a process for student code did not start: {end}") from None
        steps = [_step(cell) | {"code": _compiled(cell)} for cell in self._program.given]
        replies = sandbox.carry_out(steps, lambda: self._limits.cell_seconds)
        for cell in self._program.given:
            try:
                next(replies)
            except (Overdue, ProcessEnded) as end:
                raise CourseError(f"{cell.name} does not run to its end: {end}") from None

    def _run_less(self, cell, end, seconds):
        """From now on run a smaller part of a cell that hangs or crashes; with many such cells, of all."""
        late = f"was stopped after {seconds:.2g} s: is there a loop that never ends?"
        self.problems.setdefault(cell.name, late if isinstance(end, Overdue) else str(end))
        self._parts[cell] = LESS[self._parts.get(cell, "all")]
        self._restarts += 1
        if self._restarts == MAX_RESTARTS:
            self._parts = dict.fromkeys(self._program.cells, "functions") | {cell: None}

    def why_missing(self, function: str) -> str | None:
        """The problem of the failed cell that should have defined the function; None where there is no such cell."""
        for cell in self._program.cells:
            if cell.name in self.problems and function in self._program.names[cell.name]:
                return self.problems[cell.name]
        return None


def _step(cell, part="all"):
    """`child.PARTS` describes the parts."""
    return {"op": "cell", "name": cell.name, "source": cell.source, "part": part}


@functools.cache
def _compiled(cell):
    """The course's own cells travel as code, statement by statement: they are long and the same for everyone."""
    statements = ast.parse(cell.source).body
    code = [compile(ast.Module([statement], []), f"<{cell.name}>", "exec") for statement in statements]
    return np.frombuffer(marshal.dumps(code), np.uint8)
