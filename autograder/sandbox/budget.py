"""Count what a notebook has used: seconds, and the processes and values of a task."""

import time

from autograder.sandbox.limits import Limits
from autograder.sandbox.replies import MAX_TASK_VALUES, MAX_VALUES

NOTEBOOK = "the notebook's code took more than {:g} s in total"
MOST_STARTS = 50  # of processes for one task; each call that hangs or ends its process takes another one
STARTS = f"the calls of this task hung or ended their process {MOST_STARTS} times"


class Budget:
    """The seconds of one notebook: of each cell, of each call, of a task's calls together, and of everything. It also
    counts the processes and the values of a task.
    """

    def __init__(self, limits: Limits):
        self.limits = limits
        self._task = self._notebook = 0.0
        self._starts = self._values = 0
        self._timed_out = False
        self._last = 0.0  # seconds that were counted for the task last

    def begin_task(self) -> None:
        """Give the calls from here on the seconds and the processes of a new task."""
        self._task, self._starts, self._values, self._timed_out = 0.0, 0, 0, False

    def for_cell(self) -> float:
        """The seconds that the next cell may take."""
        return min(self.limits.cell_seconds, self._left())

    def for_call(self) -> float:
        """The seconds that the next call may take: less after a timeout, because a right call takes milliseconds."""
        seconds = self.limits.call_seconds / (5 if self._timed_out else 1)
        return min(seconds, self.limits.task_seconds - self._task, self._left())

    def _left(self) -> float:
        return self.limits.notebook_seconds - self._notebook

    def seconds_exceeded(self, name: str) -> str | None:
        """The message about the function `name` if it has no seconds left, else None."""
        if self._left() <= 0:
            return f"{name} was stopped: {NOTEBOOK.format(self.limits.notebook_seconds)}"
        if self._task >= self.limits.task_seconds:
            return f"{name} was stopped: its calls took more than {self.limits.task_seconds:g} s in total"
        return None

    def note_timeout(self, name: str, seconds: float) -> str:
        """Note that a call of the function `name` took all of its `seconds`. Returns the message about it."""
        self._timed_out = True
        return (
            self.seconds_exceeded(name) or f"{name} was stopped after {seconds:g} s: is there a loop that never ends?"
        )

    def forgive(self) -> None:
        """Give back to the task the seconds that were counted last, and forget that its call timed out."""
        self._task -= self._last
        self._last, self._timed_out = 0.0, False

    def starts_exceeded(self, name: str) -> str | None:
        """The message about the function `name` if the task may start no more processes, else None."""
        return f"{name} was not called any more: {STARTS}" if self._starts >= MOST_STARTS else None

    def count_start(self) -> None:
        """Count the start of a process."""
        self._starts += 1

    def too_many_values(self, count: int) -> str | None:
        """Count so many values of a reply. Returns a message if these, or those of the task, are too many."""
        self._values += count
        if count > MAX_VALUES:
            return f"more than {MAX_VALUES} values"
        return f"more than {MAX_TASK_VALUES} values in all calls" if self._values > MAX_TASK_VALUES else None

    def spending(self, of_task: bool = True) -> "Spending":
        """Count the time of a `with` block for the notebook, and for the task if `of_task`."""
        return Spending(self, of_task)

    def spend(self, seconds: float, of_task: bool) -> None:
        """Count so many seconds."""
        self._last = seconds if of_task else 0.0
        self._task += self._last
        self._notebook += seconds


class Spending:
    """A block whose time is counted. (Every call is one, and a generator would take more time.)"""

    def __init__(self, budget: Budget, of_task: bool):
        self._budget, self._of_task = budget, of_task

    def __enter__(self) -> None:
        self._start = time.monotonic()

    def __exit__(self, *_: object) -> None:
        self._budget.spend(time.monotonic() - self._start, self._of_task)
