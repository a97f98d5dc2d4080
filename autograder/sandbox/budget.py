"""The budget: how many seconds a cell or a call still has."""

import contextlib
import time

from autograder.sandbox.limits import Limits

NOTEBOOK = "the notebook's code took more than {:g} s together"


class Budget:
    """Seconds of one notebook: of each cell, of each call, of a task's calls together, and of everything."""

    def __init__(self, limits: Limits):
        self.limits = limits
        self._task = self._notebook = 0.0
        self._hung = False

    def begin_task(self) -> None:
        self._task, self._hung = 0.0, False

    def for_cell(self) -> float:
        return min(self.limits.cell_seconds, self._left())

    def for_call(self) -> float:
        """A right call takes milliseconds. A task that has hung once need not be waited for as long again."""
        seconds = self.limits.call_seconds / (5 if self._hung else 1)
        return min(seconds, self.limits.task_seconds - self._task, self._left())

    def _left(self):
        return self.limits.notebook_seconds - self._notebook

    def over(self, name: str) -> str | None:
        """What to say of the function `name`, if nothing is left for it."""
        if self._left() <= 0:
            return f"{name} was stopped: {NOTEBOOK.format(self.limits.notebook_seconds)}"
        if self._task >= self.limits.task_seconds:
            return f"{name} was stopped: its calls took more than {self.limits.task_seconds:g} s together"
        return None

    def hung(self, name: str, seconds: float) -> str:
        """Note that a call took all of these seconds; what to say of it."""
        self._hung = True
        return self.over(name) or f"{name} was stopped after {seconds:g} s: is there a loop that never ends?"

    @contextlib.contextmanager
    def spending(self, of_task: bool = True):
        """What happens in the block counts, for the notebook or for the task as well."""
        start = time.monotonic()
        try:
            yield
        finally:
            spent = time.monotonic() - start
            self._task += spent if of_task else 0
            self._notebook += spent
