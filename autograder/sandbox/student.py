"""The student: the functions of one notebook, called like local ones, wherever they run."""

import time
from collections.abc import Callable, Iterator, Sequence

from autograder.sandbox.budget import Budget
from autograder.sandbox.call_batch import Observed, Question, RemoteFunction, settle
from autograder.sandbox.cells import Cells, StartAgain
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
from autograder.sandbox.limits import CONFINED, Limits
from autograder.sandbox.program import Program
from autograder.sandbox.session import NO_ANSWER, Overdue, ProcessEnded, Sandbox, checked
from autograder.sandbox.tiers import SandboxLost

ENDED = "{} could not be called to its end: {}"
MAX_LOSSES = 1
FORGET_SECONDS = 0.2  # what is not wanted any more is waited for as long as a new process would take, and this


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
        self._budget = Budget(limits)
        self._cells = Cells(program, limits, self._budget)
        self._losses = 0
        self._start_seconds = 0.0  # what a new process took last
        self._ended_by_us = False  # the process before: starting another one is no matter of the task's
        self._replaced: dict[str, Callable] = {}
        self.observed: list[Observed] = []

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return RemoteFunction(self, name)

    @property
    def problems(self) -> dict[str, str]:
        return self._cells.problems

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
            start = time.monotonic()
            try:
                self._sandbox = Sandbox(self._limits, self._program.off_limits, self._program.draws, self._tiers)
                self.tier = self._sandbox.job.tier
                self._run_in(self._sandbox)
            except StartAgain:
                self.close()
            except SandboxLost as loss:
                self._bear(loss)
            except BaseException:
                self.close()
                raise
            self._start_seconds = time.monotonic() - start

    def _run_in(self, sandbox):
        self._cells.run_in(sandbox, of_task=not self._ended_by_us)
        self._ended_by_us = False
        if self._replaced:
            with self._budget.spending():
                [*_] = sandbox.carry_out([{"op": "replace", "functions": self._replaced}], self._budget.for_cell)
            sandbox.replacements = list(self._replaced.values())

    def ask(self, question: Question) -> list:
        """What a question gives: a list of values. What was noted before it is settled first."""
        settle()
        [outcome] = self.answers([question])
        if isinstance(outcome, Failure):
            raise outcome
        return outcome

    def each(self, name, calls):
        """What each of the calls gives, a value or a `Failure`; nothing of it is noted."""
        settle()
        [outcome] = self._outcomes([Question(name, calls, "each")])
        if isinstance(outcome, Failure):
            raise outcome
        try:
            replies = [checked(reply) for reply in outcome]
            return [self._raised(name, reply["error"]) if "error" in reply else reply["value"] for reply in replies]
        except (ChannelError, KeyError, TypeError, AttributeError):  # what came is no list of replies
            raise Crashed(ENDED.format(name, NO_ANSWER)) from None

    def answers(self, questions: Sequence[Question]) -> Iterator[list | Failure]:
        """What each of the questions gives, in order: a list of values, or the failure. It is noted in `observed`.

        They travel together. When nobody listens any more, the other calls are still made, since functions may remember
        them, but what comes of them is nobody's fault.
        """
        try:
            for question, outcome in zip(questions, self._outcomes(questions), strict=True):
                self.observed.append(Observed(question.function, question.calls, question.report, outcome))
                yield outcome
        finally:
            self._forget()

    def _outcomes(self, questions):
        """The answers, whatever happens to the process."""
        self._forget()
        answered = 0
        while answered < len(questions):
            for outcome in self._answers(questions[answered:]):
                answered += 1
                yield outcome

    def _answers(self, questions):
        """The answers to the first of the questions, as long as the process lasts."""
        replies = self._replies(questions)
        for question in questions:
            try:
                outcome = self._outcome(question, self._next(replies, question.function))
            except Failure as failure:
                outcome = failure
            except SandboxLost as loss:
                self._bear(loss)
                return
            yield outcome
            if self._sandbox is None:
                return

    def _replies(self, questions):
        steps = [{"op": "call", "function": q.function, "calls": q.calls, "report": q.report} for q in questions]
        yield from self._sandbox.carry_out(steps, self._budget.for_call)

    def _next(self, replies, function):
        """The next reply, within the call's and the task's seconds."""
        if over := self._budget.over(function):
            raise TimedOut(over)
        seconds = self._budget.for_cell()
        try:
            self.run_cells()
            seconds = self._budget.for_call()  # of what the cells have left
            with self._budget.spending():
                return next(replies)
        except Overdue:
            self.close()
            raise TimedOut(self._budget.hung(function, seconds)) from None
        except ProcessEnded as end:
            self.close()
            raise Crashed(ENDED.format(function, end)) from None

    def _forget(self):
        """Let what is still under way come to its end; but what takes longer than a new process would is ended."""
        if self._sandbox is None:
            return
        with self._budget.spending(of_task=False):
            kept = self._sandbox.forget(FORGET_SECONDS + self._start_seconds)
        if not kept:
            self.close()
            self._ended_by_us = True

    def _bear(self, loss):
        """Start anew where the process went down with its zygote, which is not always this notebook's doing."""
        self.close()
        self._losses += 1
        if self._losses > MAX_LOSSES:
            raise loss

    def _outcome(self, question, reply):
        """The list of values in a reply."""
        name = question.function
        if "refused" in reply:
            raise TooLarge(reply["refused"])  # our own arguments
        if "undefined" in reply:
            raise self._undefined(name)
        if "error" in reply:
            raise self._raised(name, reply["error"])
        if "not_callable" in reply:
            raise Raised(f"{name} is no function but a value of type {reply['not_callable']}")
        if "too_large" in reply:
            raise Raised(f"{name} returned too much: {reply['too_large']}")
        values = reply.get("values")
        if not isinstance(values, list) or len(values) != question.expects:
            raise Crashed(ENDED.format(name, NO_ANSWER))
        return values

    def _undefined(self, name):
        """Why there is no such function: its cell failed, or it was never written."""
        why = self._cells.why_missing(name)
        if why is not None:
            return Absent(f"{name} is not there, because its cell failed: {why}")
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
