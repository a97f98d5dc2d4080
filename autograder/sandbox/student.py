"""The student: the functions of one notebook, called like local ones, wherever they run."""

from collections.abc import Callable
from dataclasses import dataclass

from autograder.course import CONFINED, CourseError, Limits
from autograder.sandbox.budget import Budget
from autograder.sandbox.channel import ChannelError
from autograder.sandbox.encoding import TooLarge
from autograder.sandbox.failures import (
    Absent,
    Crashed,
    Failure,
    NotWritten,
    Raised,
    RaisedValueError,
    TimedOut,
    error_text,
)
from autograder.sandbox.ladder import SandboxLost
from autograder.sandbox.process import NO_ANSWER, Overdue, ProcessEnded, Sandbox, checked
from autograder.sandbox.program import Cell, Program

ENDED = "{} could not be called to its end: {}"
LESS = {"all": "definitions", "definitions": "functions", "functions": None}  # of a cell that ended its process
MAX_LOSSES = 1
MAX_RESTARTS = 5  # notebooks with more cells than this that hang or crash are run for their functions


@dataclass(frozen=True)
class Observed:
    """What a hidden test saw: the calls that it made of a function, and what they gave.

    `report` is "results" or "arguments" (as they are after the one call); `outcome` a list of values or the failure.
    """

    function: str
    calls: list[tuple[tuple, dict]]
    report: str
    outcome: list | Failure


class Student:
    """Attributes are the notebook's functions: `student.max_pool(x, size=3)`.

    A call returns the function's result as data, raises ValueError where the function does, and
    `Failure` for everything else. `problems` names the cells that did not run to their end, `observed` is
    what the calls since `begin_task` gave.
    """

    def __init__(self, program: Program, limits: Limits, tiers: tuple[int, ...] = CONFINED):
        self._program = program
        self._tiers = tiers
        self._limits = limits
        self._sandbox = None
        self.tier: int | None = None  # of the sandbox, once there was one
        self._parts: dict[Cell, str | None] = {}  # of cells that are not run as a whole; None: not at all
        self._restarts = self._losses = 0
        self._budget = Budget(limits)
        self._replaced: dict[str, Callable] = {}
        self.observed: list[Observed] = []
        self.problems: dict[str, str] = {}

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return RemoteFunction(self, name)

    def begin_task(self):
        """Give the calls from here on a new budget of seconds, and forget what was observed."""
        self._budget.begin_task()
        self.observed = []

    def replace(self, functions: dict[str, Callable]):
        """From now on answer calls of these functions in the notebook by ours, which stay in this process."""
        if functions or self._replaced:
            self.close()
        self._replaced = functions

    def mentions(self, name: str) -> bool:
        """Whether the student's code uses `name`, beyond defining it."""
        return self._program.mentions(name)

    def close(self):
        if self._sandbox is not None:
            self._sandbox.close()
            self._sandbox = None

    def run_cells(self):
        """Run all cells, unless a process in which they have run is there already. Raises TimedOut where the notebook
        has no seconds left."""
        while self._sandbox is None:
            if over := self._budget.over("the notebook"):
                raise TimedOut(over)
            try:
                self._sandbox = Sandbox(self._limits, self._program.off_limits, self._program.draws, self._tiers)
                self.tier = self._sandbox.job.tier
                self._run_in(self._sandbox)
            except _StartAgain:
                self.close()
            except SandboxLost as loss:
                self._bear(loss)
            except BaseException:
                self.close()
                raise

    def _run_in(self, sandbox):
        for cell in self._program.given:
            try:
                sandbox.run_cell(cell.name, cell.source, "all", self._limits.cell_seconds)
            except (Overdue, ProcessEnded) as end:
                raise CourseError(f"{cell.name} does not run to its end: {end}") from None
        for cell in self._program.cells:
            if over := self._budget.over("the notebook"):
                raise TimedOut(over)
            part, seconds = self._parts.get(cell, "all"), self._budget.for_cell()
            if part is None:
                continue
            try:
                with self._budget.spending():
                    reply = sandbox.run_cell(cell.name, cell.source, part, seconds)
            except (Overdue, ProcessEnded) as end:
                self._run_less(cell, end, seconds)
                raise _StartAgain from None
            except TooLarge:
                self.problems[cell.name] = f"is longer than {self._limits.output_mb} MB and was not run"
                continue
            if "error" in reply:
                self.problems.setdefault(cell.name, error_text(reply["error"]))
        if self._replaced:
            with self._budget.spending():
                sandbox.replace(self._replaced, self._budget.for_cell())

    def _run_less(self, cell, end, seconds):
        """From now on run a smaller part of a cell that hangs or crashes; with many such cells, of all."""
        late = f"was stopped after {seconds:.2g} s: is there a loop that never ends?"
        self.problems.setdefault(cell.name, late if isinstance(end, Overdue) else str(end))
        self._parts[cell] = LESS[self._parts.get(cell, "all")]
        self._restarts += 1
        if self._restarts == MAX_RESTARTS:
            self._parts = dict.fromkeys(self._program.cells, "functions") | {cell: None}

    def ask(self, name, calls, report):
        """Have a function called, and note what that gave. Returns a list of values."""
        try:
            outcome = self._ask(name, calls, report)
        except Failure as failure:
            self.observed.append(Observed(name, calls, report, failure))
            raise
        self.observed.append(Observed(name, calls, report, outcome))
        return outcome

    def each(self, name, calls):
        """What each of the calls gives, a value or a `Failure`; nothing of it is noted."""
        try:
            replies = [checked(reply) for reply in self._ask(name, calls, "each")]
            return [self._raised(name, reply["error"]) if "error" in reply else reply["value"] for reply in replies]
        except (ChannelError, KeyError, TypeError, AttributeError):  # what came is no list of replies
            raise Crashed(ENDED.format(name, NO_ANSWER)) from None

    def _ask(self, name, calls, report):
        """Have a function called, within the call's and the task's seconds."""
        if over := self._budget.over(name):
            raise TimedOut(over)
        seconds = self._budget.for_cell()
        try:
            self.run_cells()
            seconds = self._budget.for_call()  # of what the cells have left
            with self._budget.spending():
                reply = self._sandbox.call(name, calls, report, seconds)
        except Overdue:
            self.close()
            raise TimedOut(self._budget.hung(name, seconds)) from None
        except ProcessEnded as end:
            self.close()
            raise Crashed(ENDED.format(name, end)) from None
        except SandboxLost as loss:
            self._bear(loss)
            return self._ask(name, calls, report)
        if "undefined" in reply:
            raise self._undefined(name)
        if "error" in reply:
            raise self._raised(name, reply["error"])
        return _values(name, reply, len(calls[0][0]) if report == "arguments" else len(calls))

    def _bear(self, loss):
        """Start anew where the process went down with its zygote, which is not always this notebook's doing."""
        self.close()
        self._losses += 1
        if self._losses > MAX_LOSSES:
            raise loss

    def _undefined(self, name):
        """Why there is no such function: its cell failed, or it was never written."""
        for cell in self._program.cells:
            if cell.name in self.problems and name in self._program.names[cell.name]:
                return Absent(f"{name} is not there, because its cell failed: {self.problems[cell.name]}")
        return NotWritten(f"there is no function {name} in the notebook")

    def _raised(self, name, error):
        """The exception as ours: a stub is told from a function that calls a stub and from other exceptions."""
        stub = error["message"] if error["type"] == "NotImplementedError" else None
        if error["type"].endswith("MemoryError"):
            return Raised(f"{name} needed more than {self._limits.memory_mb} MB of memory: {error_text(error)}")
        if stub == name:
            return NotWritten(f"{name} is not written yet")
        if any(stub in names for names in self._program.names.values()):
            return Raised(f"{name} calls {stub}, which is not written yet")
        return (RaisedValueError if error.get("value_error") is True else Raised)(f"{name} raised {error_text(error)}")


class RemoteFunction:
    """One function of the notebook."""

    def __init__(self, student, name):
        self._student = student
        self.__name__ = name

    def __call__(self, *args, **kwargs):
        [value] = self._student.ask(self.__name__, [(args, kwargs)], "results")
        return value

    def arguments_after(self, *args, **kwargs):
        """The positional arguments as they are after the call."""
        return self._student.ask(self.__name__, [(args, kwargs)], "arguments")

    def results_of(self, calls):
        """The results of several calls (tuples of arguments), read after the last of them."""
        return self._student.ask(self.__name__, [(args, {}) for args in calls], "results")

    def each(self, calls):
        """What each of the calls (pairs of arguments and keyword arguments) gives: a value or a `Failure`."""
        return self._student.each(self.__name__, calls)


def _values(name, reply, expected):
    if "not_callable" in reply:
        raise Raised(f"{name} is no function but a value of type {reply['not_callable']}")
    if "too_large" in reply:
        raise Raised(f"{name} returned too much: {reply['too_large']}")
    values = reply.get("values")
    if not isinstance(values, list) or len(values) != expected:
        raise Crashed(ENDED.format(name, NO_ANSWER))
    return values


class _StartAgain(Exception):
    """A cell ended the process; the others have to run again."""
