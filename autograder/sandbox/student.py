"""Call the functions of one notebook like local ones, although they run in the student's process."""

import functools
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any

from autograder.sandbox.answers import ENDED, Answers
from autograder.sandbox.budget import Budget
from autograder.sandbox.call_batch import Arguments, Observed, Outcome, Question, RemoteFunction, flush
from autograder.sandbox.cells import Cells, RestartNeeded
from autograder.sandbox.failures import Crashed, Failure, TimedOut
from autograder.sandbox.limits import CONFINED, Limits
from autograder.sandbox.program import Program
from autograder.sandbox.replies import size_in_bytes
from autograder.sandbox.session import CallTimeout, ProcessEnded, Reply, Sandbox
from autograder.sandbox.steps import Prepared
from autograder.sandbox.tiers import SandboxLost

MAX_LOSSES = 1  # of a notebook's process with its zygote
CHECK_SECONDS = 1.0  # for a process to answer an empty step
MOST_UNREAD_BYTES = 1_000_000  # of answers in one task that are observed after its test has failed
DRAIN_SECONDS = 0.2  # to wait for calls that are not needed any more, beyond the time that a new process takes


class Student:
    """The functions of one notebook. They are attributes: `student.f(x, 3)` calls `f`.

    A call returns the function's result as data. It raises ValueError if the function does, and `Failure` for
    everything else. `problems` maps the names of cells that failed to messages. `observed` are the calls since
    `begin_task`, with their outcomes. `tier` is the sandbox's, None before the first process has started. `starts` is
    the number of processes that were started.
    """

    tier: int | None
    starts: int
    observed: list[Observed]

    def __init__(self, program: Program, limits: Limits, tiers: tuple[int, ...] = CONFINED):
        self._program = program
        self._tiers = tiers
        self._limits = limits
        self._sandbox: Sandbox | None = None
        self.tier, self.starts = None, 0
        self._budget = Budget(limits)
        self._cells = Cells(program, limits, self._budget)
        self._reader = Answers(program, limits, self._cells, self._budget)
        self._losses = 0
        self._start_seconds = 0.0  # of the last new process
        self._ended_by_us = False  # the last process: starting another one must not cost the task any time
        self._of_earlier_task = False  # the process: earlier tasks have used it, and may have damaged it
        self._is_checked = True  # whether it has answered since then
        self._replaced: dict[str, Callable[..., Any]] = {}
        self.observed = []
        self._unread: Sequence[Question] = ()  # that were asked together with the last one in `observed`
        self._unread_bytes = 0  # of the answers to these, in the current task
        self._upcoming: Sequence[Prepared] = ()  # questions that will be asked after the next ones

    def __getattr__(self, name: str) -> RemoteFunction:
        if name.startswith("_"):
            raise AttributeError(name)
        return RemoteFunction(self, name)

    @property
    def problems(self) -> dict[str, str]:
        """Name of each cell that failed → message."""
        return self._cells.problems

    @property
    def failed_probes(self) -> dict[str, str]:
        """Name of each of the course's probes that failed → message."""
        return self._cells.failed_probes

    def begin_task(self) -> None:
        """Give the calls from here on the seconds of a new task, and clear `observed`."""
        self._unread_bytes, self._upcoming = 0, ()
        self._budget.begin_task()
        self._of_earlier_task = self._sandbox is not None
        self._is_checked = not self._of_earlier_task
        self.observed = []

    def replace(self, functions: dict[str, Callable[..., Any]], caller: str = "") -> None:
        """From now on, the notebook's code gets these functions of the grader in place of its own.

        This needs a new process, unless the function `caller`, which will be called next, cannot remember anything.
        """
        before, self._replaced = self._replaced, functions
        if not functions and not before:
            return
        can_stay = caller and before.keys() <= functions.keys() and not self._program.may_remember(caller)
        if not can_stay or not self._replaced_at_once():
            self.close()

    def _replaced_at_once(self) -> bool:
        """Whether the process has replaced the functions. If it is silent, it is ended; this costs no task any time."""
        self._drain()
        if self._sandbox is None:
            return False
        try:
            with self._budget.spending(of_task=False):
                self._sandbox.replace(self._replaced, lambda: CHECK_SECONDS)
        except (CallTimeout, ProcessEnded):
            self._ended_by_us = True
            return False
        except SandboxLost as loss:
            self._restart_after_loss(loss)
        return True

    def may_use(self, function: str, others: Collection[str]) -> bool:
        """Whether a function of the notebook may use one of the `others` when it is called."""
        return self._program.may_use(function, others)

    def close(self) -> None:
        """End the process, if there is one. The next call starts a new one."""
        if self._sandbox is not None:
            self._sandbox.close()
            self._sandbox = None
            self._of_earlier_task, self._is_checked = False, True

    def run_cells(self) -> None:
        """Run all cells in a new process, unless there is one. Raises TimedOut if the notebook has no seconds left."""
        self._running()

    def _running(self) -> Sandbox:
        """The process, in which all cells have run."""
        while self._sandbox is None:
            if message := self._budget.seconds_exceeded("the notebook"):
                raise TimedOut(message)
            start = time.monotonic()
            self._budget.count_start()
            self.starts += 1
            try:
                with self._budget.spending(of_task=not self._ended_by_us):
                    self._sandbox = Sandbox(self._limits, self._program, self._tiers)
                self.tier = self._sandbox.job.tier
                self._run_in(self._sandbox)
            except RestartNeeded:
                self.close()
            except SandboxLost as loss:
                self._restart_after_loss(loss)
            except BaseException:
                self.close()
                raise
            self._start_seconds = time.monotonic() - start
        return self._sandbox

    def _run_in(self, sandbox: Sandbox) -> None:
        self._cells.run_in(sandbox, of_task=not self._ended_by_us)
        self._ended_by_us = False
        if self._replaced:
            with self._budget.spending():
                sandbox.replace(self._replaced, self._budget.for_cell)

    def ask(self, question: Question) -> list[Any]:
        """The list of values that a question gives. The questions of the current batch are asked before it."""
        flush()
        [outcome] = self.answers([question])
        if isinstance(outcome, Failure):
            raise outcome
        return outcome

    def each(self, name: str, calls: list[Arguments]) -> list[Any]:
        """The result of each of the calls: a value, or a `Failure`. Nothing is added to `observed`."""
        flush()
        [outcome] = self._outcomes([Question(name, calls, "each")])
        if isinstance(outcome, Failure):
            raise outcome
        return self._reader.each(name, outcome)

    def answers(self, questions: Sequence[Question]) -> Iterator[Outcome]:
        """The outcome of each question, in order: a list of values, or the failure. It is added to `observed`.

        The questions are sent together. If the iterator is closed early, the remaining calls are still made, because
        functions may remember them. Those that end soon are added to `observed`, too.
        """
        try:
            for place, outcome in enumerate(self._outcomes(questions)):
                self._observe(questions[place], outcome)
                self._unread = questions[place + 1 :]
                yield outcome
        finally:
            self._drain()

    def announce(self, upcoming: Sequence[Prepared]) -> None:
        """Say which questions will be asked after the next ones of this task, in this order, and nothing else."""
        self._upcoming = upcoming

    def _observe(self, question: Question, outcome: Outcome) -> None:
        self.observed.append(Observed.of(question, outcome))

    def _outcomes(self, questions: Sequence[Question]) -> Iterator[Outcome]:
        """The outcome of each question, if necessary from several processes."""
        self._drain()
        prepared = questions if isinstance(questions, Prepared) else Prepared(questions)
        if self._sandbox is not None and self._sandbox.has_sent_others(prepared.steps):
            self.close()  # what was announced is not asked
            self._ended_by_us = True
        answered = 0
        while answered < len(prepared):
            for outcome in self._answers(prepared[answered:]):
                answered += 1
                yield outcome

    def _answers(self, questions: Prepared) -> Iterator[Outcome]:
        """The outcomes of the questions, in order, up to the one in which the process ends."""
        replies = self._replies(questions)
        if not self._is_checked and self._is_silent(replies):
            replies = self._replies(questions)
        for question in questions:
            may_be_damaged = self._of_earlier_task
            try:
                outcome = self._outcome(question, functools.partial(self._next, replies, question.function))
            except SandboxLost as loss:
                self._restart_after_loss(loss)
                return
            has_ended = self._sandbox is None and isinstance(outcome, (Crashed, TimedOut))
            if has_ended and may_be_damaged:  # ask again: the damage costs this task nothing
                self._budget.forgive()
                self._ended_by_us = True
                return
            yield outcome
            if self._sandbox is None:
                return

    def _outcome(self, question: Question, reply: Callable[[], Reply]) -> Outcome:
        """The values in the reply to a question, or the failure."""
        try:
            return self._reader.values(question, reply())
        except Failure as failure:
            return failure.with_traceback(None)  # which would keep the reply in memory

    def _is_silent(self, replies: Iterator[Reply]) -> bool:
        """Whether the process does not give the first of these replies: to the empty step that a process of an earlier
        task gets first. Then it is ended, which costs the task no time."""
        try:
            with self._budget.spending(of_task=False):
                next(replies)
            self._is_checked = True
            return False
        except (CallTimeout, ProcessEnded):
            self.close()
            self._ended_by_us = True
        except SandboxLost as loss:
            self._restart_after_loss(loss)
        return True

    def _replies(self, questions: Prepared) -> Iterator[Reply]:
        with_check = not self._is_checked
        checks = 2 * [CHECK_SECONDS] if with_check else []  # to send the steps, and for the first reply
        seconds = lambda: checks.pop() if checks else self._budget.for_call()  # noqa: E731
        upcoming = [one.steps for one in self._upcoming]
        yield from self._running().run_steps(questions.steps, seconds, with_check, upcoming)

    def _next(self, replies: Iterator[Reply], function: str) -> Reply:
        """The next reply, within the call's and the task's seconds."""
        message = self._budget.seconds_exceeded(function)
        if message is None and self._sandbox is None:
            message = self._budget.starts_exceeded(function)
        if message is not None:
            raise TimedOut(message)
        seconds = self._budget.for_cell()
        try:
            self.run_cells()
            seconds = self._budget.for_call()  # of what the cells have left
            with self._budget.spending():
                return next(replies)
        except CallTimeout:
            self.close()
            raise TimedOut(self._budget.note_timeout(function, seconds)) from None
        except ProcessEnded as end:
            self.close()
            raise Crashed(ENDED.format(function, end)) from None

    def _drain(self) -> None:
        """Wait for calls that are still running; end the process if that takes longer than starting a new one."""
        unread, self._unread = iter(self._unread), ()
        if self._sandbox is None:
            return

        def note(reply: Reply) -> None:
            self._unread_bytes += size_in_bytes(reply)
            if (question := next(unread, None)) and self._unread_bytes <= MOST_UNREAD_BYTES:
                self._observe(question, self._outcome(question, lambda: reply))

        with self._budget.spending(of_task=False):
            kept = self._sandbox.drain(DRAIN_SECONDS + self._start_seconds, note)
        if not kept:
            self.close()
            self._ended_by_us = True

    def _restart_after_loss(self, loss: SandboxLost) -> None:
        """Allow a new process after the zygote was lost, because another notebook may have caused it. Not twice."""
        self.close()
        self._losses += 1
        if self._losses > MAX_LOSSES:
            raise loss
